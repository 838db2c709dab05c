"""The rows of a sheet as the XML that Excel reads, made a block at a time.

openpyxl makes an object of every cell, which costs more than all the rest of a consolidation;
here a cell is a line of text, and one that says the same as another of its column is made once. What Excel must
not mistake for a formula is text by its type.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol
from xml.sax.saxutils import escape

from addin.tables.table import Row, Value
from schemas.excel.cell_text import cell_text
from schemas.excel.row_lines import lines, row_height
from schemas.layout.places import column_letter

_BLOCK = 500
"""Rows that are in memory at a time."""
_KEPT, _SHORT = 2_000, 300
"""So many cells of a column, with texts of so many characters at the most, are kept as they were made: codes, names,
questions, sheets and cells stand in row after row."""
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
    keeps_numbers: bool = False
    """Whether its numbers are of one kind, so that equal ones are written alike: 1 is equal to 1.0, and to True."""

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
    """Makes the rows of one table; `beside` goes by their numbers, the first of all being 2."""

    def __init__(self, styles: Sequence[ColumnStyles]) -> None:
        self.styles = tuple(styles)
        self._cells = tuple(_Cells(column_letter(number), each) for number, each in enumerate(styles, 1))
        self._wrapped = tuple((index, _Lines(each.line)) for index, each in enumerate(styles) if each.line)
        self.beside: Beside | None = None
        """What stands behind each row; None for nothing."""

    @property
    def cut_texts(self) -> int:
        """Texts so far that are longer than a cell; each ends by saying so."""
        return sum(cells.cut_texts for cells in self._cells)

    def made(self, rows: Iterable[tuple[Row, int | None]]) -> Iterator[str]:
        """`rows`, each with the index of the cell that is a link, as `<row>` elements whose numbers `xml` puts in."""
        for number, (values, link) in enumerate(rows, 2):
            cells = [of_column[value] for of_column, value in zip(self._cells, values, strict=True)]
            lines_shown = max([1, *(its_lines[values[index]] for index, its_lines in self._wrapped)])
            if link is not None:
                cells[link] = self._cells[link].made(values[link], linked=True)
            if self.beside is not None:
                cells = [self.beside.instead(number, index) or cell for index, cell in enumerate(cells)]
                cells.append(self.beside.xml(number))
                lines_shown = max(lines_shown, self.beside.lines(number))
            yield f'<row r="{_NUMBER}" ht="{row_height(lines_shown)}">{"".join(cells)}</row>'


def xml(made: Iterable[str]) -> Iterator[bytes]:
    """The rows of a sheet that `RowWriter` made, in their order from its second row on, in blocks."""
    numbered = (row.replace(_NUMBER, str(number)) for number, row in enumerate(made, 2))
    while block := "".join(islice(numbered, _BLOCK)):
        yield block.encode("utf-8")


class _Cells(dict[Value, str]):
    """The cells of one column, by what stands in them: made where they are asked for, and kept for those alike."""

    def __init__(self, letters: str, styles: ColumnStyles) -> None:
        super().__init__()
        self._start = f'<c r="{letters}{_NUMBER}" s="'
        self._styles = styles
        self.cut_texts = 0

    def __missing__(self, value: Value) -> str:
        cell = self.made(value)
        if value is None or (len(value) <= _SHORT if isinstance(value, str) else self._styles.keeps_numbers):
            if len(self) >= _KEPT:
                self.clear()
            self[value] = cell
        return cell

    def made(self, value: Value, *, linked: bool = False) -> str:
        """The cell of a value; a text, also of one that is a link."""
        plain = f'{self._start}{self._styles.plain}"'
        if value is None or value == "":
            return f"{plain}/>"
        if isinstance(value, bool):
            return f'{plain} t="b"><v>{value:d}</v></c>'
        if not isinstance(value, str):
            return f"{plain}><v>{value!r}</v></c>"
        text = cell_text(value)
        self.cut_texts += text.cut
        # Without this, Excel drops white space at either end.
        space = ' xml:space="preserve"' if text.xml != text.xml.strip() else ""
        style = self._styles.of(quoted=text.quoted, linked=linked)
        return f'{self._start}{style}" t="inlineStr"><is><t{space}>{escape(text.xml)}</t></is></c>'


class _Lines(dict[Value, int]):
    """The lines that the texts of a column take, by the text."""

    def __init__(self, line: float) -> None:
        super().__init__()
        self._line = line

    def __missing__(self, value: Value) -> int:
        its_lines = lines(value, self._line) if isinstance(value, str) else 1
        if isinstance(value, str) and len(value) <= _SHORT:
            if len(self) >= _KEPT:
                self.clear()
            self[value] = its_lines
        return its_lines
