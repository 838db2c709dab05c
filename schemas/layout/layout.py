"""Where everything sits: the only rows and columns of the project.

A layout follows from an edition's structure alone, so that builder and reader compute the same
one and every language shares it. Each row and column that carries an input has a key, written
into a hidden column and a hidden row of its sheet: a reader finds a cell by its keys, and a row
that somebody moved keeps its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from schemas.layout.columns import KEY_COLUMN, KEY_ROW, StandardColumn, StartColumn, SummaryColumn
from schemas.layout.places import (
    LISTS,
    MAP,
    START,
    SUMMARY,
    FormulaCell,
    Label,
    LastCell,
    Place,
    SheetLayout,
    Slot,
    SlotKind,
)
from schemas.models.structure import Edition

_LINKS = (StandardColumn.ANSWER, StandardColumn.STATUS)
_BESIDE: dict[tuple[str, str], tuple[int, ...]] = {
    (START, "subtitle"): (StartColumn.LABEL,),
    (START, "links"): (StartColumn.LABEL,),
    (START, "cover"): (StartColumn.VALUE,),
    (START, "step"): (StartColumn.LABEL,),
    (START, "preamble"): (StartColumn.LABEL,),
    (SUMMARY, "standard"): (SummaryColumn.NUMBER,),
    ("standard", "navigation"): _LINKS,
    ("standard", "links"): _LINKS,
}
"""The columns of links and of texts that name the year, by sheet and by the first word of the row's mark."""
_BESIDE_LAST_YEAR: dict[tuple[str, str], tuple[int, ...]] = {
    (START, "last-year"): (StartColumn.LABEL,),
    ("standard", "columns"): (StandardColumn.LAST,),
}
"""The same in a workbook that shows last year's answers."""


def _kind(sheet: str) -> str:
    return sheet.partition("-")[0]


@dataclass(frozen=True)
class Layout:
    """Every place of a workbook of one edition."""

    edition: Edition
    sheets: dict[str, SheetLayout]
    slots: dict[str, Slot]
    formulas: dict[str, FormulaCell]
    labels: tuple[Label, ...]
    last: dict[str, LastCell] = field(default_factory=dict)
    """The cells of last year's answers, by name; empty in a workbook that does not show them."""

    @property
    def shows_last_year(self) -> bool:
        """True where last year's answers stand beside this year's."""
        return bool(self.last)

    @property
    def sheet_keys(self) -> tuple[str, ...]:
        """The visible sheets in order, then the hidden ones."""
        return (*self.sheets, LISTS, MAP)

    @cached_property
    def places(self) -> dict[str, Place]:
        """The place of every input and formula cell, and of last year's answers, by name."""
        return {name: cell.place for name, cell in (self.slots | self.formulas | self.last).items()}

    @cached_property
    def keys(self) -> dict[str, tuple[str, str, str]]:
        """The sheet, row and column key of every input cell and of last year's answers, by name."""
        places = {name: cell.place for name, cell in (self.slots | self.last).items()}
        return {
            name: (
                place.sheet,
                self.sheets[place.sheet].rows[place.row],
                self.sheets[place.sheet].columns[place.column],
            )
            for name, place in places.items()
        }

    @cached_property
    def fingerprint(self) -> str:
        """Twelve hex digits that change when any input or formula cell moves."""
        text = ";".join(f"{name}={place.sheet}!{place.cell}" for name, place in sorted(self.places.items()))
        return hashlib.sha256(f"{self.edition.edition}:{text}".encode()).hexdigest()[:12]

    @cached_property
    def taken(self) -> dict[str, frozenset[tuple[int, int]]]:
        """The cells (row, column) of each visible sheet that the template writes into or lets be filled in.

        The row and the column of keys are left out: nothing in them is anybody's text.
        """
        cells: dict[str, set[tuple[int, int]]] = {key: set() for key in self.sheets}
        for place in (*self.places.values(), *(label.place for label in self.labels), *self._said_beside):
            cells[place.sheet].add((place.row, place.column))
        return {key: frozenset(found) for key, found in cells.items()}

    @property
    def _said_beside(self) -> Iterator[Place]:
        """The cells of links, and of texts that name the year: they have a place and no key of the wording."""
        beside = _BESIDE | _BESIDE_LAST_YEAR if self.shows_last_year else _BESIDE
        *_, last = self.sheets
        for key, sheet in self.sheets.items():
            for mark, row in sheet.marks.items():
                columns = beside.get((_kind(key), mark.partition(".")[0]), ())
                # The last standard leads on to none.
                yield from (Place(key, row, column) for column in (columns[:1] if key == last else columns))

    @cached_property
    def left_empty(self) -> dict[str, tuple[tuple[int, ...], ...]]:
        """The columns that the template leaves empty, for each row of each visible sheet, up to its last column."""
        empty = {}
        for key, taken in self.taken.items():
            rows, width = max(row for row, _ in taken), self.width(key)
            lines = (
                tuple(column for column in range(KEY_COLUMN + 1, width + 1) if (row, column) not in taken)
                for row in range(KEY_ROW + 1, rows + 1)
            )
            empty[key] = ((), *lines)
        return empty

    def width(self, sheet: str) -> int:
        """The last column of a visible sheet that the template uses."""
        return self._widths[sheet]

    @cached_property
    def _widths(self) -> dict[str, int]:
        return {sheet: max(column for _, column in taken) for sheet, taken in self.taken.items()}

    def slots_of(self, standard: int, indicator: int, kind: SlotKind) -> tuple[Slot, ...]:
        """The slots of one kind of an indicator, in order of their number."""
        return tuple(s for s in self.slots.values() if (s.standard, s.indicator, s.kind) == (standard, indicator, kind))
