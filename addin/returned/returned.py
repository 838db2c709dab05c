"""A returned workbook as it was read: its sheets, its input cells, last year's cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from addin.returned.package import FormulaFound, Grid, Package, SheetCells
from schemas.definition import Definition
from schemas.layout.layout import Layout
from schemas.layout.places import Place, SheetLayout, Slot
from schemas.layout.stamp import Stamp
from schemas.loading.spoken import load_spoken
from schemas.questions import Raw, Reading, is_empty
from schemas.questions.base import Part
from schemas.years.last_year_cells import LastCells


class FoundSheet(NamedTuple):
    """A stamped sheet: its title, its cells, and where its keys stand (rows and columns from 1)."""

    key: str
    title: str
    grid: Grid
    rows: Mapping[str, tuple[int, ...]]
    """The rows that carry each row key; more than one where somebody copied a row."""
    columns: Mapping[str, tuple[int, ...]]
    cells: SheetCells
    offset: tuple[int, int] = (0, 0)
    """How far the stamp stands from the first cell, in rows and columns."""

    def value(self, row: int, column: int) -> Raw:
        """What stands at `row` and `column`; the empty text beyond the sheet's last cell."""
        line = self.grid[row - 1] if 0 < row <= len(self.grid) else []
        return line[column - 1] if 0 < column <= len(line) else ""


class Entry(NamedTuple):
    """An input cell as it came back."""

    slot: Slot
    raw: Raw
    sheet: str
    """The sheet's title and the cell's address in the returned workbook."""
    cell: str
    row: int
    formula: FormulaFound | None = None
    error: str = ""
    reading: Reading | None = None
    """What was understood; None where the cell is empty or shows an error."""

    @property
    def is_empty(self) -> bool:
        """True where there is nothing to see in the cell, not even a formula or an error."""
        return is_empty(self.raw) and self.formula is None and not self.error

    @property
    def value(self) -> Reading:
        """The reading, or an empty one."""
        return self.reading or Reading()

    @property
    def parts(self) -> tuple[Part, ...]:
        """The values that were understood, one by one: those of a cell with several, else the one; none if none."""
        reading = self.value
        if reading.parts or reading.value is None or isinstance(reading.value, dt.date):
            return reading.parts
        return (Part(reading.value, unit=reading.unit, estimated=reading.estimated),)


class OutsideText(NamedTuple):
    """A text or a number in a cell that the template leaves empty, as people see it."""

    cell: str
    text: str


class Outside(NamedTuple):
    """What stands on one sheet where nothing is read."""

    sheet: str
    """The sheet's title."""
    texts: tuple[OutsideText, ...]
    """The first of them, by row."""
    total: int
    """How many there are."""


class Noted(NamedTuple):
    """A line of the sheet that lists what was written beside the answers of the files this one was made from."""

    sheet: str
    cell: str
    """Where its text stands in this file."""
    file: str
    source: str
    """The file, and the sheet and cell in it, that it came from."""
    text: str


class Undecided(NamedTuple):
    """A line of the sheet that lists about what the files that this one was merged from differ."""

    address: str
    """The sheet and the cell that is left to decide, as the sheet names it: `Standard 1!E9`."""
    file: str
    source: str
    """The file, and the sheet and cell in it, where `text` stood."""
    text: str


class LastCell(NamedTuple):
    """One of last year's answers as it stands in this year's workbook."""

    raw: Raw
    sheet: str
    cell: str
    row: int


@dataclass(frozen=True, eq=False)
class Returned:
    """A returned workbook, read but not judged. Two of them are never the same."""

    file: str
    package: Package
    stamp: Stamp
    definition: Definition
    titles: tuple[str, ...]
    """The titles of all its sheets, in order."""
    sheets: Mapping[str, FoundSheet]
    """The sheet that counts for each key."""
    twins: Mapping[str, tuple[str, ...]]
    """The titles of all sheets of a key that several carry."""
    unstamped: tuple[str, ...]
    expected: Mapping[str, Place]
    """Where the template put each input and formula cell, by name."""
    entries: Mapping[str, Entry]
    """Every input cell that could be found, by name."""
    last: Mapping[str, LastCell]
    """What stands of last year's answers, by name; empty in a workbook that does not show them."""
    language: str | None = None
    """The language that findings are to be in; the workbook's own where none was asked for."""
    outside: tuple[Outside, ...] = ()
    """What stands where nothing is read, by sheet."""
    noted: tuple[Noted, ...] = ()
    """What stood there in the files that it was made from."""
    undecided: tuple[Undecided, ...] = ()
    """What those files differ about, decided meanwhile or not."""

    @property
    def layout(self) -> Layout:
        """The layout of the workbook's edition as this version draws it."""
        return self.definition.layout

    @cached_property
    def speaker(self) -> Definition:
        """The definition that says what was found: the workbook's, or the same in the language asked for."""
        edition = self.definition.edition.edition
        return load_spoken(edition, self.language, self.definition.wording.language)

    @cached_property
    def last_cells(self) -> LastCells:
        """What the workbook shows of last year's answers, understood."""
        return LastCells(self.definition, {name: cell.raw for name, cell in self.last.items()}, self.stamp.year)

    @property
    def last_year(self) -> int | None:
        """The year of last year's answers, before the workbook's own; None in a workbook that does not show them."""
        return self.last_cells.year

    @property
    def has_known_layout(self) -> bool:
        """True where its stamp names the layout that this version draws."""
        return self.stamp.layout == self.layout.fingerprint

    @cached_property
    def in_place(self) -> frozenset[str]:
        """The keys of the sheets none of whose keyed rows and columns moved, whatever the stamp says."""
        return frozenset(key for key, sheet in self.sheets.items() if is_in_place(sheet, self.layout.sheets[key]))

    def found_at(self, place: Place) -> tuple[int, int] | None:
        """The row and column where the cell that is drawn at `place` stands now; None where its keys do not tell."""
        if place.sheet in self.in_place:
            return place.row, place.column
        sheet, drawn = self.sheets[place.sheet], self.layout.sheets[place.sheet]
        rows = sheet.rows.get(drawn.rows.get(place.row, ""), ())
        columns = sheet.columns.get(drawn.columns.get(place.column, ""), ())
        return (rows[0], columns[0]) if len(rows) == len(columns) == 1 else None

    def entry(self, name: str) -> Entry | None:
        """The input cell called `name`, None where its row, column or sheet is gone."""
        return self.entries.get(name)


def is_in_place(sheet: FoundSheet, drawn: SheetLayout) -> bool:
    """True where every keyed row and column of `sheet` stands where it is `drawn`."""
    rows_stay = all(sheet.rows.get(key) == (row,) for row, key in drawn.rows.items())
    return rows_stay and all(sheet.columns.get(key) == (column,) for column, key in drawn.columns.items())
