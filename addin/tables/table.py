"""A table as data: its columns, and rows that are streamed.

A column says all about itself, how it is shown included. A table pairs each of its columns with the
way to its value, so that a heading and what stands below it cannot get out of step.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import NamedTuple, TypeVarTuple

Value = str | int | float | bool | None
Row = tuple[Value, ...]
Ts = TypeVarTuple("Ts")
LEVEL_UNIT = "level 1 to 5"
"""The unit of the columns that hold implementation levels."""


class ColumnKind(Enum):
    """What a column holds; each cell of it may be empty."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"


class Tint(Enum):
    """What the colours of a column's values tell apart."""

    LEVEL = "implementation level"
    STATUS = "status of a file"
    SEVERITY = "severity of a finding"
    STATE = "state of a Member"
    LATE = "whether it is late"
    REVIEW = "how far its review has come"
    SHARE = "share at the upper levels"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its English machine heading, what it holds, and how it is shown."""

    name: str
    description: str
    """What it holds, in one sentence."""
    kind: ColumnKind = ColumnKind.TEXT
    unit: str = ""
    """What a number counts or is measured in; empty where it is neither, as a year."""
    width: float = 9
    """In characters of the usual font."""
    wraps: bool = False
    """Whether a long text runs on below."""
    centred: bool = False
    """Whether a text is centred; whole numbers and truth values always are."""
    small: bool = False
    """Whether it is in small print."""
    shrinks: bool = False
    """Whether a text that is too long for one line is shown smaller, where rows are to keep their height."""
    tint: Tint | None = None
    """What colours its values; None for nothing."""
    shown: str = "General"
    """The number format that its numbers are shown in."""
    begins_group: bool = False
    """Whether a group of columns begins with it: a heavier line stands before it."""
    parts_rows: bool = False
    """Whether a heavier line stands between two rows in which its values differ."""
    shown_as: tuple[tuple[str, str], ...] = ()
    """The words that stand in it in place of the usual ones, as pairs of the two, where it is in another language."""
    codes: tuple[str, ...] = ()
    """The only words that it may hold; empty for any."""
    required: bool = False
    """Whether no cell of it is ever empty."""
    own: bool = False
    """Whether it is for people to fill in: `consolidate --keep` carries what they wrote into the next result."""


Cells = Mapping[Column, Callable[[*Ts], Value]]
"""The columns of a table in order, each with the way from a record to its value."""


class Group(NamedTuple):
    """Rows that stand together, and are the same whatever else stands in their table."""

    source: Hashable
    """What they are made of: of the same, the same rows come in tables of that name."""
    rows: Callable[[], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, its columns, and a way to stream its rows (each as wide as the columns)."""

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterator[Row]]
    frozen: int = 0
    """How many columns stay in view while the others are scrolled."""
    leading: bool = False
    """Whether it is one of those that are looked at first."""
    is_linked: bool = False
    """Whether its rows, which have the columns `file`, `sheet` and `cell`, lead to their cells in the files."""
    number: Callable[[], int] | None = None
    """Says how many rows it has sooner than they are made; None where only the rows themselves tell."""
    sheet: str = ""
    """What its sheet is called, where that is not the table's name."""
    narrowed: Callable[[Container[Column]], Table] | None = None
    """Makes the table of some of its columns, whose rows take less time; None where nothing makes one."""
    groups: Callable[[], Iterator[Group]] | None = None
    """All of its rows in groups; None where they are not made a group at a time."""

    @property
    def title(self) -> str:
        """What its sheet is called."""
        return self.sheet or self.name

    def only(self, columns: Container[Column]) -> Table:
        """The table for whoever looks at these columns alone; it may have others."""
        return self.narrowed(columns) if self.narrowed is not None else self

    def count(self) -> int:
        """How many rows it has."""
        return self.number() if self.number is not None else sum(1 for _ in self.rows())


Groups = Callable[[], Iterable[tuple[Hashable, Callable[[], Iterable[tuple[*Ts]]]]]]
"""The records of a table in groups, each with what it is made of."""


def table_of(
    name: str,
    cells: Cells[*Ts],
    records: Callable[[], Iterable[tuple[*Ts]]],
    *,
    frozen: int = 0,
    leading: bool = False,
    is_linked: bool = False,
    number: Callable[[], int] | None = None,
    groups: Groups[*Ts] | None = None,
) -> Table:
    """The table with a row for each of `records`, which are read anew whenever its rows are.

    `number` says how many there are, where that is known without reading them; `groups` are the same records in
    groups, where each is a matter of its own.
    """
    ways = tuple(cells.values())

    def rows_of(records: Callable[[], Iterable[tuple[*Ts]]]) -> Iterator[Row]:
        for record in records():
            yield tuple([way(*record) for way in ways])

    def rows() -> Iterator[Row]:
        return rows_of(records)

    def grouped() -> Iterator[Group]:
        return (Group(source, partial(rows_of, each)) for source, each in (groups or tuple)())

    def counted() -> int:
        return number() if number is not None else sum(1 for _ in records())

    def narrowed(columns: Container[Column]) -> Table:
        return table_of(name, {column: way for column, way in cells.items() if column in columns}, records)

    return Table(
        name,
        tuple(cells),
        rows,
        frozen,
        leading,
        is_linked,
        counted,
        narrowed=narrowed,
        groups=grouped if groups is not None else None,
    )
