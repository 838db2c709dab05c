"""Collects what one sheet holds, in whatever order and however odd, and lays it out as a grid.

The formats differ in how they write a cell down; what becomes of a cell is decided here, once.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter

from addin.returned.formatted_numbers import Format, formatted
from addin.returned.package import FormulaFound, Grid, Position, SheetCells
from addin.returned.package_error import PackageError
from schemas.findings.catalogue import FileSuspicious, TooManyCells, TooManySheets
from schemas.questions import Raw, shown

ROW_LIMIT, COLUMN_LIMIT = 9_999, 702
"""The last row and column a sheet may use: a template ends near row 1,500 and column 20."""
SHEET_LIMIT = 100
"""A filled-in template has 19 sheets."""
CELL_LIMIT = 200_000
"""Filled cells of all sheets together: a filled-in template has some 9,000."""
AREA_LIMIT = 10_000_000
"""Cells of the rectangles that the sheets cover: a filled-in template's have some 50,000."""
MERGED_LIMIT = 20_000
"""Merged ranges of one sheet: a filled-in template's have some 100."""
TEXT_LIMIT = 100_000
"""Letters of one cell: no program writes more than 32,767."""
_BETWEEN_TWINS = " | "


class SheetMaker:
    """One sheet. Every method raises `PackageError` for a cell out of all bounds."""

    def __init__(self) -> None:
        self.cells = SheetCells()
        self.values: dict[Position, Raw] = {}
        self.styled: list[tuple[Position, int]] = []
        """The numbers that have a style, with it: one may be a date."""

    def check(self, row: int, column: int) -> None:
        """Refuse a place out of all bounds, blank or not: whoever puts something there asks first."""
        if row > ROW_LIMIT or column > COLUMN_LIMIT:
            raise PackageError(FileSuspicious(found=f"a cell in row {row}"))

    def put(self, place: Position, value: Raw) -> None:
        """Put a value; a second one for the same cell makes both an error, for nobody knows which one counts."""
        values = self.values
        if place in values:
            self._add_twin(place, value)
        elif isinstance(value, str) and len(value) > TEXT_LIMIT:
            self.put_error(place, f"{value[:60]}…")
        elif value != "":
            values[place] = value
            if len(values) > CELL_LIMIT:
                raise PackageError(TooManyCells(found=f"> {CELL_LIMIT:,}"))

    def put_number(self, place: Position, number: float, style: int) -> None:
        """Put a number; `style` is the position of its cell format, 0 for the usual one."""
        if style and place not in self.values:
            self.styled.append((place, style))
        self.put(place, number)

    def put_error(self, place: Position, shown_there: str) -> None:
        """Put an error: what a formula shows, or what stands in a cell that cannot be read."""
        self.cells.errors[place] = shown_there or "#N/A"
        self.values[place] = ""
        if len(self.values) > CELL_LIMIT:
            raise PackageError(TooManyCells(found=f"> {CELL_LIMIT:,}"))

    def put_formula(self, place: Position, formula: FormulaFound) -> None:
        """Note the formula of a cell, whether or not it has a value."""
        self.cells.formulas[place] = formula
        if len(self.cells.formulas) > CELL_LIMIT:
            raise PackageError(TooManyCells(found=f"> {CELL_LIMIT:,}"))

    def merge(self, first: Position, last: Position) -> None:
        """Note a merged range."""
        self.cells.merged.append((first, last))
        if len(self.cells.merged) > MERGED_LIMIT:
            raise PackageError(TooManyCells(found=f"> {MERGED_LIMIT:,}"))

    @property
    def filled(self) -> int:
        """The cells that hold a value, an error or a formula."""
        formulas = self.cells.formulas
        return len(self.values) + (len(formulas.keys() - self.values.keys()) if formulas else 0)

    def _add_twin(self, place: Position, value: Raw) -> None:
        first = self.cells.errors.get(place) or shown(self.values[place])
        if first != shown(value):
            self.cells.errors[place] = f"{first[:200]}{_BETWEEN_TWINS}{shown(value)[:200]}"
            self.values[place] = ""

    @property
    def area(self) -> int:
        """The cells of the rectangle from the first cell to the last row and column."""
        last_row, _ = max(self.values, default=(0, 0))
        return last_row * max(map(itemgetter(1), self.values), default=0)

    def grid(self) -> Grid:
        """The values laid out; each row ends with its last filled cell."""
        grid: Grid = []
        for (row, column), value in self.values.items():
            if len(grid) < row:
                grid.extend([] for _ in range(row - len(grid)))
            line = grid[row - 1]
            between = column - 1 - len(line)
            if between < 0:
                line[column - 1] = value
                continue
            if between:
                line.extend([""] * between)
            line.append(value)
        return grid


def check_number_of_sheets(count: int) -> None:
    """Refuse a workbook of more sheets than any template, however often its officer added one."""
    if count > SHEET_LIMIT:
        raise PackageError(TooManySheets(found=str(count)))


class Fullness:
    """How many cells the sheets hold that were read so far: a workbook is refused with the sheet that is too many."""

    def __init__(self) -> None:
        self._cells = 0

    def add(self, maker: SheetMaker) -> SheetMaker:
        """Count a sheet that was read whole, and give it back. Raises `PackageError` past the limit of all."""
        self._cells += maker.filled
        if self._cells > CELL_LIMIT:
            raise PackageError(TooManyCells(found=f"{self._cells:,}"))
        return maker


def check_size(makers: Iterable[SheetMaker]) -> None:
    """Refuse sheets that stretch over more than any filled-in template's do."""
    if (area := sum(maker.area for maker in makers)) > AREA_LIMIT:
        raise PackageError(TooManyCells(found=f"{area:,}"))


def apply_formats(makers: Iterable[SheetMaker], formats: list[Format], *, is_1904: bool) -> None:
    """Put dates, times and durations in place of the numbers whose cell format shows them so.

    `formats` are the number formats of the workbook's cell formats, in order.
    """
    places, numbers = [], []
    for maker in makers:
        for place, style in maker.styled:
            number = maker.values[place]
            if isinstance(number, (int, float)) and 0 <= style < len(formats):
                places.append((maker, place))
                numbers.append((float(number), formats[style]))
    for (maker, place), value in zip(places, formatted(numbers, is_1904=is_1904), strict=True):
        maker.values[place] = value
