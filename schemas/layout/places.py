"""What stands in a workbook, as places: cells, input cells, formulas, labels, lists, sheets."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from schemas.layout.names import NameKind

START = "start"
SUMMARY = "summary"
LISTS = "lists"
MAP = "map"


class SlotKind(StrEnum):
    """What an input cell takes."""

    IDENTITY = "identity"
    LEVEL = "level"
    YES_NO = "yes_no"
    ANSWER = "answer"
    SIGN_OFF = "sign_off"
    UNCHANGED = "unchanged"
    INFORMATION = "info"
    CURRENCY = "currency"
    NOTE = "note"
    RESPONDENT = "respondent"
    INFORMATION_NOTE = "info_note"


BESIDE = frozenset({SlotKind.NOTE, SlotKind.RESPONDENT, SlotKind.INFORMATION_NOTE})
"""The kinds of cell in which officers may write beside their answers, and need not."""


class Place(NamedTuple):
    """A cell: the key of its sheet, its row and its column, both from 1."""

    sheet: str
    row: int
    column: int

    @property
    def cell(self) -> str:
        """The address within the sheet, such as `D7`."""
        return f"{column_letter(self.column)}{self.row}"

    @property
    def absolute(self) -> str:
        """The address within the sheet with dollar signs, such as `$D$7`."""
        return f"${column_letter(self.column)}${self.row}"


class Slot(NamedTuple):
    """An input cell: its defined name, its place, and what it belongs to (0 where it does not apply)."""

    name: str
    kind: SlotKind
    place: Place
    naming: NameKind
    """What its name is one of: gives the name of the cell alike of another indicator, question or item."""
    standard: int = 0
    indicator: int = 0
    number: int = 0
    """The question's number, or the item's."""


class FormulaCell(NamedTuple):
    """A cell that holds a formula. `named` ones carry their name as a defined name."""

    name: str
    kind: NameKind
    place: Place
    of: tuple[int | str, ...] = ()
    """What it belongs to: its standard, its indicator and its question or item, as numbers; or an identity cell."""
    named: bool = False


class LastCell(NamedTuple):
    """A locked cell that shows, or hides, one of last year's answers."""

    name: str
    kind: NameKind
    place: Place


class Label(NamedTuple):
    """A locked text: where it stands and the key of its wording."""

    place: Place
    text: str


class ListRange(NamedTuple):
    """A list on the hidden sheet: its defined name, first cell, height and width in cells."""

    name: str
    place: Place
    height: int
    width: int = 1

    @property
    def absolute(self) -> str:
        """The range within the sheet, such as `$B$2:$B$6`."""
        last = Place(self.place.sheet, self.place.row + self.height - 1, self.place.column + self.width - 1)
        return self.place.absolute if last == self.place else f"{self.place.absolute}:{last.absolute}"


@dataclass(slots=True)
class SheetLayout:
    """One sheet: the keys of its rows and columns, and rows that only carry looks."""

    key: str
    rows: dict[int, str] = field(default_factory=dict)
    columns: dict[int, str] = field(default_factory=dict)
    marks: dict[str, int] = field(default_factory=dict)
    """Rows by role, such as `title` or `heading.information`, for the builder to dress."""
    last_row: int = 0


@cache
def column_letter(column: int) -> str:
    """The letters of `column` (from 1): 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def standard_key(standard: int) -> str:
    """The key of a standard's sheet."""
    return f"standard-{standard}"
