"""Draws a consolidation as a workbook: what it comes to, with charts, and its tables, linked to the cells of files."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from addin.consolidation.consolidate import Consolidation
from addin.kept.keep import COMMAND, Carried, Earlier, carried_into, leave_earlier
from addin.kept.own_columns import OwnColumns
from addin.kept.own_sheets import add_own_sheets
from addin.kept.own_work_reader import MARK, NOT_LINKED
from addin.results.cell_links import CellLinks, base_of
from addin.results.reading_sheets import READING_SHEETS
from addin.results.rows_ahead import rows_made
from addin.results.sheet_rows import RowWriter
from addin.results.table_workbook import DrawnSheet, Printed, TableSheet, new_workbook, write_sheets
from addin.tables.about_tables import ABOUT, CONTENTS, contents
from addin.tables.continued import GOES_ON, parts_of
from addin.tables.in_words import InWords
from addin.tables.result_tables import SHEETS, tables_in_words
from addin.tables.run import Run
from addin.tables.table import Row, Table
from schemas.excel import ooxml
from schemas.excel.excel_limits import HYPERLINKS_PER_SHEET, ROWS

_NO_LINKS = f"{NOT_LINKED}there are more {{rows}} than the {HYPERLINKS_PER_SHEET:,} links that Excel allows on a sheet."
_RAW = ("Needs", "Movement", "Information", "Answers", "Findings", "Remarks")
"""The tables that are looked things up in, and are not printed whole unless somebody clears the print area."""
_PRINTED_ROWS = 100


_GOES_ON = f"{GOES_ON}a sheet of Excel has no more rows. The next ones: {{sheets}}. --tables writes the table whole."


@dataclass(frozen=True, slots=True)
class Continued:
    """A table that has more rows than a sheet of Excel."""

    table: str
    rows: int
    sheets: tuple[str, ...]
    """Those that it stands on, in order."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, and what had to be left out of it."""

    path: Path
    cut_texts: int = 0
    """Texts longer than an Excel cell; each ends by saying so, and is whole in CSV and Parquet."""
    linked: bool = True
    """False where there are more findings, or needs, than links that Excel allows on a sheet."""
    carried: Carried | None = None
    """What was carried over from an earlier result; None where nobody asked for it."""
    continued: tuple[Continued, ...] = ()
    """The tables that go on on other sheets: one has not rows enough for them."""


def write_result(
    consolidation: Consolidation,
    out: Path,
    *,
    folder: Path | None = None,
    run: Run | None = None,
    earlier: Earlier | None = None,
) -> Written:
    """Write the result workbook to `out`, whole or not at all.

    `folder` is where the files of the consolidation are, for the links to their cells; without it
    they are taken to be beside `out`. `run` is how it came about, for the sheet About. What people made in the
    `earlier` result, which is at `out`, is carried over, and that result stays beside it where it was changed or not
    all of it could be. A table with more rows than a sheet of Excel goes on on another. Raises OSError where `out`
    cannot be written.
    """
    words, tables = tables_in_words(consolidation, run or Run(folder=folder))
    title = words.sheets.result
    if consolidation.year:
        title = f"{title} {consolidation.year}"
    found, counted = len(consolidation.files), len(consolidation.counted)
    workbook = new_workbook(title, words.sheets.about.how_many.format(found=found, counted=counted))
    workbook.properties.language = consolidation.language
    base = base_of(out, folder)
    carried = carried_into(tables.values(), SHEETS, consolidation, earlier.work) if earlier is not None else None
    made = partial(rows_made, spool=consolidation.spool, language=consolidation.language)
    sheets = [sheet for name in SHEETS for sheet in _sheets(workbook, name, tables, words, base, carried, made)]
    if carried is not None and (kept := carried.kept_table()) is not None:
        sheets.append(TableSheet(workbook, kept))
    _mark(workbook)
    if carried is not None:
        add_own_sheets(workbook, carried.sheets)
    with _left_beside(out, carried) as carried:
        holds_own = carried is not None and carried.holds_own
        cut = write_sheets(workbook, sheets, out, command=COMMAND, holds_own=holds_own)
    too_many = any(isinstance(sheet, _RawSheet) and sheet.too_many_links for sheet in sheets)
    return Written(out, cut, linked=not too_many, carried=carried, continued=_continued(sheets))


def _continued(sheets: Iterable[DrawnSheet]) -> tuple[Continued, ...]:
    """The tables that go on on other sheets."""
    found = (sheet.goes_on for sheet in sheets if isinstance(sheet, _RawSheet))
    return tuple(each for each in found if each is not None)


def _mark(workbook: Workbook) -> None:
    """Say which sheets are ours, whatever people will call them: by names that no program shows."""
    for number, sheet in enumerate(workbook.worksheets, 1):
        title = sheet.title.replace("'", "''")
        workbook.defined_names[f"{MARK}{number}"] = DefinedName(
            f"{MARK}{number}", attr_text=f"'{title}'!$A$1", hidden=True
        )


@contextlib.contextmanager
def _left_beside(out: Path, carried: Carried | None) -> Iterator[Carried | None]:
    """The earlier result at `out` under another name, where it is to stay, unless writing the next one fails."""
    if carried is None or not carried.leaves_earlier:
        yield carried
        return
    left = leave_earlier(out)
    try:
        yield replace(carried, left_at=left)
    except BaseException:
        left.unlink(missing_ok=True)
        raise


_Made = Callable[[Table, RowWriter], Iterator[str]]
"""The rows of a table in groups: those that were made as files came, and the others."""


def _sheets(
    workbook: Workbook,
    name: str,
    tables: Mapping[str, Table],
    words: InWords,
    base: str,
    carried: Carried | None,
    made: _Made,
) -> Iterator[DrawnSheet]:
    """The sheet of a table, or those that it goes on on where it has more rows than one."""
    if name == ABOUT:
        # It is the last one: by now there are all of those that tables go on on.
        tables = {**tables, CONTENTS: contents(words, [*workbook.sheetnames, ABOUT])}
    if name in READING_SHEETS:
        yield READING_SHEETS[name](workbook, tables, words)
        return

    def note(shown: int, rows: int) -> str:
        return words.sheets.printed.format(shown=shown, rows=rows)

    printed = Printed(_PRINTED_ROWS if name in _RAW else ROWS, note)
    own = carried.columns.get(name) if carried is not None else None
    parts = parts_of(tables[name], ROWS - 1)
    continued = Continued(name, tables[name].count(), tuple(part.table.title for part in parts))
    for part in parts:
        goes_on = continued if part is parts[0] and len(parts) > 1 else None
        yield _RawSheet(
            workbook,
            part.table,
            printed=printed,
            own=own.below(part.start) if own else None,
            base=base,
            goes_on=goes_on,
            made=made,
        )


class _RawSheet(TableSheet):
    """A table, or a part of one; one with files, sheets and cells has each row linked to its cell.

    Nothing is linked where there are more rows than links that Excel allows.
    """

    def __init__(
        self,
        workbook: Workbook,
        table: Table,
        *,
        printed: Printed,
        own: OwnColumns | None,
        base: str,
        goes_on: Continued | None,
        made: _Made,
    ) -> None:
        super().__init__(workbook, table, printed=printed, own=own)
        self.goes_on = goes_on
        self.too_many_links = table.is_linked and self._count > HYPERLINKS_PER_SHEET
        self._made = made
        self._links = CellLinks(table, base) if table.is_linked and not self.too_many_links else None

    def draw(self) -> None:
        super().draw()
        notes = []
        if self.too_many_links:
            notes.append(_NO_LINKS.format(rows=self._table.name.lower()))
        if self.goes_on is not None:
            notes.append(_GOES_ON.format(sheets=", ".join(self.goes_on.sheets[1:])))
        for number, said in enumerate(notes, 2):
            self._sheet.cell(1, len(self._names) + number, said)

    def made(self) -> Iterator[str]:
        if self._table.groups is None or self._own is not None or not self._count:
            return super().made()
        return self._made(self._table, self.rows)

    def linked(self, rows: Iterable[Row]) -> Iterator[tuple[Row, int | None]]:
        return self._links.of(rows) if self._links is not None else super().linked(rows)

    def hyperlinks(self) -> Iterator[bytes]:
        return self._links.hyperlinks() if self._links is not None else iter(())

    def relationships(self) -> ooxml.Edit | None:
        return self._links.relationships if self._links is not None else None
