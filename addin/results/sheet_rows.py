"""The rows of a sheet as the XML that Excel reads, made a block at a time.

openpyxl makes an object of every cell, which costs more than all the rest of a consolidation;
here a cell is a line of text. What Excel must not mistake for a formula is text by its type.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import NamedTuple, Protocol
from xml.sax.saxutils import escape

from addin.tables.table import Row, Value
from schemas.excel.cell_text import cell_text
from schemas.excel.row_lines import lines, row_height
from schemas.layout.places import column_letter

_BLOCK = 500
"""Rows that are in memory at a time."""
_TEXTS, _SHORT = 5_000, 100
"""So many texts of so many characters, at the most, are kept as they were written."""


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


@dataclass(slots=True)
class RowWriter:
    """Writes the rows of one table, from the second row of its sheet on."""

    styles: tuple[ColumnStyles, ...]
    cut_texts: int = 0
    """Texts so far that are longer than a cell; each ends by saying so."""
    beside: Beside | None = None
    """What stands behind each row; None for nothing."""
    _wrapped: Sequence[tuple[int, float]] = field(init=False)
    """The columns that wrap their text, by index, with the characters in a line."""

    def __post_init__(self) -> None:
        self._wrapped = [(index, styles.line) for index, styles in enumerate(self.styles) if styles.line]

    def xml(self, rows: Iterable[tuple[Row, int | None]]) -> Iterator[bytes]:
        """`rows`, each with the index of the cell that is a link, as blocks of `<row>` elements."""
        numbered = enumerate(rows, 2)
        while block := "".join(self._row(number, *row) for number, row in islice(numbered, _BLOCK)):
            yield block.encode("utf-8")

    def _row(self, number: int, values: Row, link: int | None) -> str:
        cells = [self._cell(index, number, value, index == link) for index, value in enumerate(values)]
        lines_shown = self._lines(values)
        if self.beside is not None:
            cells = [self.beside.instead(number, index) or cell for index, cell in enumerate(cells)]
            cells.append(self.beside.xml(number))
            lines_shown = max(lines_shown, self.beside.lines(number))
        return f'<row r="{number}" ht="{row_height(lines_shown)}">{"".join(cells)}</row>'

    def _lines(self, values: Row) -> int:
        longest = 1
        for index, line in self._wrapped:
            text = values[index]
            # A text of half a line takes one, whatever letters it has; most do.
            if isinstance(text, str) and (len(text) > line / 2 or "\n" in text):
                longest = max(longest, lines(text, line))
        return longest

    def _cell(self, index: int, number: int, value: Value, linked: bool) -> str:
        styles = self.styles[index]
        start = f'<c r="{column_letter(index + 1)}{number}" s="'
        if value is None or value == "":
            return f'{start}{styles.plain}"/>'
        if isinstance(value, bool):
            return f'{start}{styles.plain}" t="b"><v>{value:d}</v></c>'
        if not isinstance(value, str):
            return f'{start}{styles.plain}"><v>{value!r}</v></c>'
        text = _text_again(value) if len(value) <= _SHORT else _text(value)
        self.cut_texts += text.cut
        return f'{start}{styles.of(quoted=text.quoted, linked=linked)}" {text.xml}'


class _Text(NamedTuple):
    """A text as the end of its cell."""

    xml: str
    quoted: bool
    cut: bool


def _text(value: str) -> _Text:
    text = cell_text(value)
    # Without this, Excel drops white space at either end.
    space = ' xml:space="preserve"' if text.xml != text.xml.strip() else ""
    return _Text(f't="inlineStr"><is><t{space}>{escape(text.xml)}</t></is></c>', text.quoted, text.cut)


_text_again = lru_cache(_TEXTS)(_text)
"""Codes, names, sheets and cells stand in row after row."""
