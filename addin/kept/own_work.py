"""What people made in a result: sheets, columns beside ours, and cells of ours that they changed.

It travels as plain data from the process that reads a result to the one that writes the next.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Plain = str | int | float | bool | None
"""What a cell holds; a date is Excel's number of it."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is carried of a cell's looks."""

    fill: str | None = None
    """Its colour, as ARGB in hexadecimal digits."""
    ink: str | None = None
    bold: bool = False
    italic: bool = False
    number_format: str = "General"


PLAIN_LOOK = Look()


@dataclass(frozen=True, slots=True)
class OwnCell:
    """A cell that people filled in."""

    value: Plain = None
    """Of a formula what it showed last; None where nobody knows."""
    formula: str = ""
    """As the file has it, with its equals sign; empty where it is none."""
    look: Look = PLAIN_LOOK

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it, whatever it looks like."""
        return self.value in {None, ""} and not self.formula

    def as_value(self) -> OwnCell:
        """What it shows instead of its formula; the formula as a text where nobody knows what it shows."""
        return OwnCell(self.formula if self.value is None else self.value, look=self.look)


@dataclass(frozen=True, slots=True)
class Key:
    """One way in which a row is known again."""

    way: int
    text: str
    place: int
    """Which of the rows of that key it is, from 0."""
    rows: int
    """How many rows had that key."""


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A row of a table of ours with what people wrote beside it, by heading."""

    keys: tuple[Key, ...]
    cells: Mapping[str, OwnCell]


@dataclass(frozen=True, slots=True)
class OwnColumn:
    """A column that people added to a table of ours, or that is theirs to fill in."""

    name: str
    width: float = 16
    choices: tuple[Mapping[str, Any], ...] = ()
    """What its data validations say, by the attributes of the file format."""


@dataclass(frozen=True, slots=True)
class OwnTable:
    """What people added to a table of ours."""

    name: str
    columns: tuple[OwnColumn, ...]
    rows: tuple[OwnRow, ...]


@dataclass(frozen=True, slots=True)
class KeptValue:
    """A value whose row is not there, or that stood outside the columns, as the sheet Kept lists it."""

    table: str
    key: str
    column: str
    value: Plain


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of ours as it stood in the earlier result."""

    address: str
    value: Plain


@dataclass(frozen=True, slots=True)
class OwnWork:
    """All that people made in one result."""

    changed: bool = False
    """Whether somebody saved it since kpibook wrote it."""
    package: bytes = b""
    """Their sheets as a workbook, as this program wrote it anew; empty where there are none."""
    shown: Mapping[str, Mapping[str, Plain]] = field(default_factory=dict)
    """What the formulas of their sheets showed last, by title and cell."""
    tables: tuple[OwnTable, ...] = ()
    kept: tuple[KeptValue, ...] = ()
    """What the sheet Kept held, and what stood where no row of a table is."""
    ours: Mapping[str, Mapping[str, Mapping[str, Cell]]] = field(default_factory=dict)
    """What the Members' files said, by table, key and heading, where one row alone has the key."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """The SHA-256 digest of the file that counted, by country."""
    lost: tuple[str, ...] = ()
    """What cannot be carried over, each as a clause: `2 charts on Notes`."""
