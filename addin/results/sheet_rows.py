"""The rows of a sheet as the XML that Excel reads, made a block at a time.

openpyxl makes an object of every cell, which costs more than all the rest of a consolidation;
here a cell is a line of text, and one that says the same as another of its column is made once. What Excel must
not mistake for a formula is text by its type.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple, Protocol
from xml.sax.saxutils import escape

from addin.tables.table import Row, Value
from schemas.excel.cell_text import cell_text
from schemas.excel.row_lines import lines, row_height
from schemas.layout.places import column_letter

_BLOCK = 500
"""Rows that are in memory at a time."""
_TEXTS, _SHORT = 2_000, 300
"""So many texts of a column, of so many characters at the most, are kept as they were written: codes, names, questions,
sheets and cells stand in row after row."""
_NUMBER = "\0"
"""What stands in a row for its number until that is known: a character that no text of a cell can have."""


@dataclass(frozen=True, slots=True)
class ColumnStyles:
    """The numbers of a column's styles within the workbook."""

    plain: int
    quoted: int
    """For a text that Excel would take for something else, should somebody type it again."""
    link: int
    quoted_link: int
    line: float | None = None
    """Characters in a line where the column wraps its text."""

    def of(self, *, quoted: bool, linked: bool) -> int:
        """The style of a text."""
        if linked:
            return self.quoted_link if quoted else self.link
        return self.quoted if quoted else self.plain


class Beside(Protocol):
    """Cells that stand behind those of a row, and in place of some of them."""

    def instead(self, number: int, index: int) -> str | None:
        """The cell in place of that of a row; None for none."""

    def xml(self, number: int) -> str:
        """The cells behind the row of that number."""

    def lines(self, number: int) -> int:
        """The lines that the longest of their texts takes."""


class RowWriter:
    """Writes the rows of one table, from the second row of its sheet on."""

    def __init__(self, styles: Sequence[ColumnStyles]) -> None:
        self._cells = tuple(_CellWriter(column_letter(number), each) for number, each in enumerate(styles, 1))
        self.beside: Beside | None = None
        """What stands behind each row; None for nothing."""

    @property
    def cut_texts(self) -> int:
        """Texts so far that are longer than a cell; each ends by saying so."""
        return sum(cells.cut_texts for cells in self._cells)

    def xml(self, rows: Iterable[tuple[Row, int | None]]) -> Iterator[bytes]:
        """`rows`, each with the index of the cell that is a link, as blocks of `<row>` elements."""
        numbered = enumerate(rows, 2)
        while block := "".join(self._row(number, *row) for number, row in islice(numbered, _BLOCK)):
            yield block.encode("utf-8")

    def _row(self, number: int, values: Row, link: int | None) -> str:
        cells, lines_shown = [], 1
        for writer, value in zip(self._cells, values, strict=True):
            if isinstance(value, str):
                cell, its_lines = writer[value]
                lines_shown = max(lines_shown, its_lines)
            else:
                cell = writer.empty if value is None else writer.number(value)
            cells.append(cell)
        if link is not None:
            cells[link] = self._cells[link].linked(values[link])
        if self.beside is not None:
            cells = [self.beside.instead(number, index) or cell for index, cell in enumerate(cells)]
            cells.append(self.beside.xml(number))
            lines_shown = max(lines_shown, self.beside.lines(number))
        row = f'<row r="{_NUMBER}" ht="{row_height(lines_shown)}">{"".join(cells)}</row>'
        return row.replace(_NUMBER, str(number))


class _Text(NamedTuple):
    """The cell of a text, and the lines that it takes there."""

    xml: str
    lines: int


class _CellWriter(dict[str, _Text]):
    """Writes the cells of one column: those of its texts by the text, where they are kept for the next ones alike."""

    def __init__(self, letters: str, styles: ColumnStyles) -> None:
        super().__init__()
        self._start = f'<c r="{letters}{_NUMBER}" s="'
        self._styles = styles
        self.empty = f'{self._start}{styles.plain}"/>'
        """The cell of nothing."""
        self.cut_texts = 0

    def __missing__(self, text: str) -> _Text:
        made = _Text(self._text(text, linked=False), self._lines(text))
        if len(text) <= _SHORT:
            if len(self) >= _TEXTS:
                self.clear()
            self[text] = made
        return made

    def number(self, value: float | bool) -> str:
        """The cell of a number or a truth value."""
        if isinstance(value, bool):
            return f'{self._start}{self._styles.plain}" t="b"><v>{value:d}</v></c>'
        return f'{self._start}{self._styles.plain}"><v>{value!r}</v></c>'

    def linked(self, value: Value) -> str:
        """The cell of a value that is a link."""
        if isinstance(value, str):
            return self._text(value, linked=True)
        return self.empty if value is None else self.number(value)

    def _text(self, value: str, *, linked: bool) -> str:
        if not value:
            return self.empty
        text = cell_text(value)
        self.cut_texts += text.cut
        # Without this, Excel drops white space at either end.
        space = ' xml:space="preserve"' if text.xml != text.xml.strip() else ""
        style = self._styles.of(quoted=text.quoted, linked=linked)
        return f'{self._start}{style}" t="inlineStr"><is><t{space}>{escape(text.xml)}</t></is></c>'

    def _lines(self, text: str) -> int:
        line = self._styles.line
        return lines(text, line) if line else 1
