"""A workbook as the binary writers of the tests take it: sheets of cells, and what else a file carries.

`book_of` turns a filled-in .xlsx of ours into one; tests then put into it what officers and attackers
do, and `tests.xlsb.write_xlsb` or `tests.xls.write_xls` makes the file:

    book = book_of(complete)
    book.put("answer_1_1_1", Cell("last year's text", is_formula=True))
    path.write_bytes(write_xlsb(book))
"""

from __future__ import annotations

import datetime as dt
import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import openpyxl
from openpyxl.cell.cell import Cell as SourceCell
from openpyxl.utils import range_boundaries

from schemas.questions import Raw
from tests.fill import Error

FORMATS = ("General", "yyyy\\-mm\\-dd", "[h]:mm:ss", "@")
GENERAL, DATE, DURATION, TEXT = range(4)
"""What a cell's `style` may be: the position of its number format."""

FIRST_CUSTOM_FORMAT = 164
"""Number formats below this number are Excel's own."""

ERRORS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}
DEFAULT_MODIFIED = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)


class Cell(NamedTuple):
    """A cell: its value, or the last result of its formula."""

    value: Raw | None = None
    """None for a blank cell, and for a formula that no program has calculated."""
    is_formula: bool = False
    style: int = GENERAL
    wide: bool = False
    """Stored as an eight-byte number, even where Excel would take four bytes."""


Position = tuple[int, int]
"""Row and column, from 1."""


@dataclass
class Sheet:
    """A sheet; `records` are raw ones, as (kind, body), to stand behind its cells."""

    title: str
    hidden: bool = False
    cells: dict[Position, Cell] = field(default_factory=dict)
    records: list[tuple[int, bytes]] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[int, list[tuple[int, Cell]]]]:
        """Each row that has cells, in order, with its columns in order."""
        rows: dict[int, list[tuple[int, Cell]]] = {}
        for (row, column), cell in sorted(self.cells.items()):
            rows.setdefault(row, []).append((column, cell))
        yield from rows.items()

    @property
    def extent(self) -> tuple[int, int, int, int]:
        """The first and last row, the first and last column."""
        rows, columns = [row for row, _ in self.cells], [column for _, column in self.cells]
        return min(rows), max(rows), min(columns), max(columns)


@dataclass
class Book:
    """A workbook. `records` are raw ones to stand behind its sheets' entries."""

    sheets: list[Sheet]
    names: dict[str, tuple[int, tuple[int, int, int, int]]] = field(default_factory=dict)
    """Each defined name's sheet, by position, and its first and last column and row."""
    is_1904: bool = False
    has_macros: bool = False
    links: list[str] = field(default_factory=list)
    """Other workbooks that formulas refer to."""
    modified: dt.datetime = DEFAULT_MODIFIED
    records: list[tuple[int, bytes]] = field(default_factory=list)
    parts: dict[str, bytes] = field(default_factory=dict)
    """Parts of the package, or streams of the compound file, to be added or put in place of ours."""

    def copy(self) -> Book:
        """A copy that may be changed without changing this one."""
        sheets = [replace(sheet, cells=dict(sheet.cells), records=list(sheet.records)) for sheet in self.sheets]
        return replace(self, sheets=sheets, links=list(self.links), records=list(self.records), parts=dict(self.parts))

    def put(self, name: str, cell: Cell) -> None:
        """Put `cell` at the defined name `name`, locked or not."""
        sheet, (column, row, _, _) = self.names[name]
        self.sheets[sheet].cells[row, column] = cell

    def number(self, value: Raw) -> float | int:
        """A date or time as the number of days that the file keeps; a number as it is."""
        epoch = dt.datetime(1904, 1, 1) if self.is_1904 else dt.datetime(1899, 12, 30)
        if isinstance(value, dt.date):
            moment = value if isinstance(value, dt.datetime) else dt.datetime(value.year, value.month, value.day)
            days = (moment - epoch) / dt.timedelta(days=1)
            return int(days) if days == int(days) else days
        if isinstance(value, dt.timedelta):
            return value / dt.timedelta(days=1)
        assert isinstance(value, (int, float))
        return value


def book_of(xlsx: bytes) -> Book:
    """The filled-in .xlsx as a book: its values, the last results of its formulas, its names."""
    source = openpyxl.load_workbook(io.BytesIO(xlsx))
    results = openpyxl.load_workbook(io.BytesIO(xlsx), data_only=True)
    book = Book([Sheet(sheet.title, sheet.sheet_state != "visible") for sheet in source.worksheets])
    book.modified = source.properties.modified.replace(tzinfo=dt.UTC)
    for sheet, target in zip(source.worksheets, book.sheets, strict=True):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None or cell.has_style:
                    result = results[sheet.title].cell(cell.row, cell.column)
                    target.cells[cell.row, cell.column] = _cell(result, is_formula=cell.data_type == "f")
    for name, defined in source.defined_names.items():
        [(title, area)] = defined.destinations
        bounds = range_boundaries(area)
        book.names[name] = (source.sheetnames.index(title), bounds)
    return book


def _cell(result: SourceCell, *, is_formula: bool) -> Cell:
    style = GENERAL
    if isinstance(result.value, dt.date):
        style = DATE
    elif result.number_format == "@":
        style = TEXT
    value = Error(result.value) if result.data_type == "e" else result.value
    return Cell(value, is_formula, style)


def rk(number: float) -> bytes | None:
    """`number` in the four bytes of an RK number, as Excel keeps it where it can; else None."""
    for flag, factor in ((0, 1), (1, 100)):
        scaled = round(number * factor) if abs(number) < 2**29 else 2**29
        if -(2**29) <= scaled < 2**29 and scaled / factor == number:
            return struct.pack("<i", scaled << 2 | 2 | flag)
    return None
