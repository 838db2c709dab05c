"""Where everything sits: the only rows and columns of the project.

A layout follows from an edition's structure alone, so that builder and reader compute the same
one and every language shares it. Each row and column that carries an input has a key, written
into a hidden column and a hidden row of its sheet: a reader finds a cell by its keys, and a row
that somebody moved keeps its own.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property

from schemas.layout.places import LISTS, MAP, FormulaCell, Label, LastCell, Place, SheetLayout, Slot, SlotKind
from schemas.models.structure import Edition


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

    def slots_of(self, standard: int, indicator: int, kind: SlotKind) -> tuple[Slot, ...]:
        """The slots of one kind of an indicator, in order of their number."""
        return tuple(s for s in self.slots.values() if (s.standard, s.indicator, s.kind) == (standard, indicator, kind))
