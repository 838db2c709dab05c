(() => {
  'use strict';
  // Choices that leave rows out. Without this script every row is there, and the choices are not.
  const SHOWN = 200;
  const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();
  const numbers = new Intl.NumberFormat(document.documentElement.lang);
  const rowsOf = (id) => [...document.getElementById(id).tBodies[0].rows];

  function matrix(form) {
    const table = document.getElementById('matrix');
    const heads = [...table.tHead.rows[0].cells];
    const rows = rowsOf('matrix').map((row) => ({
      row, region: row.dataset.r, cells: [...row.cells], text: plain(row.cells[0].textContent + ' ' + row.dataset.country),
    }));
    let column = '';
    return (wanted) => {
      if (wanted.standard !== column) {
        column = wanted.standard;
        for (const cells of [heads, ...rows.map((each) => each.cells)]) {
          cells.slice(1).forEach((cell) => { cell.hidden = column !== '' ? !cell.classList.contains('s' + column) : false; });
        }
      }
      let shown = 0;
      for (const each of rows) {
        const found = each.cells.slice(1).filter((cell) => {
          const is = wanted.level !== '' ? !cell.hidden ? cell.classList.contains('l' + wanted.level) : false : false;
          cell.classList.toggle('found', is);
          return is;
        });
        const fits = each.text.includes(plain(wanted.text))
          ? [['', each.region].includes(wanted.region), wanted.level === '' || found.length !== 0].every(Boolean) : false;
        if (!fits) { found.forEach((cell) => cell.classList.remove('found')); }
        each.row.hidden = !fits;
        shown += fits;
      }
      return [shown, rows.length];
    };
  }

  function register() {
    const more = document.querySelector('[data-more=register]');
    let rows = null;
    let limit = SHOWN;
    let last = null;
    const apply = (wanted) => {
      rows = rows || rowsOf('register').map((row) => ({
        row, region: row.dataset.r, standard: row.dataset.s, themes: row.dataset.t.split(' '), text: plain(row.textContent),
      }));
      const words = plain(wanted.text).split(/\s+/);
      let shown = 0;
      for (const each of rows) {
        const fits = [
          ['', each.region].includes(wanted.region), ['', each.standard].includes(wanted.standard),
          wanted.theme === '' || each.themes.includes(wanted.theme), words.every((word) => each.text.includes(word)),
        ].every(Boolean);
        each.row.hidden = !fits;
        shown += fits;
        each.row.classList.toggle('later-row', fits ? shown > limit : false);
      }
      more.hidden = limit >= shown;
      return [shown, rows.length];
    };
    more.addEventListener('click', () => {
      const first = rows.find((each) => each.row.classList.contains('later-row'));
      limit += SHOWN;
      apply(last);
      first.row.querySelector('a').focus();
    });
    return (wanted) => {
      limit = SHOWN;
      last = wanted;
      return apply(wanted);
    };
  }

  for (const form of document.querySelectorAll('[data-filters]')) {
    const apply = { matrix, register }[form.dataset.filters](form);
    const status = form.querySelector('[role=status]');
    const run = () => {
      const wanted = Object.fromEntries(new FormData(form));
      const [shown, total] = apply({ text: '', region: '', standard: '', level: '', theme: '', ...wanted });
      const said = status.dataset.says.replace('{shown}', numbers.format(shown)).replace('{total}', numbers.format(total));
      if (status.textContent !== said) { status.textContent = said; }
    };
    form.hidden = false;
    form.addEventListener('input', run);
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('reset', () => setTimeout(run));
    run();
  }
})();
