"""A table as data: its columns, and rows that are streamed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

Value = str | int | float | bool | None
Row = tuple[Value, ...]


class ColumnKind(Enum):
    """What a column holds; each cell of it may be empty."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its English machine heading, and what it holds."""

    name: str
    kind: ColumnKind = ColumnKind.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, its columns, and a way to stream its rows (each as wide as the columns)."""

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterator[Row]]


_KINDS = {
    ColumnKind.INTEGER: {"year", "standard", "item", "level", "question", "errors", "warnings"},
    ColumnKind.NUMBER: {"value"},
    ColumnKind.BOOLEAN: {"complete", "not_available"},
}
_BY_NAME = {name: kind for kind, names in _KINDS.items() for name in names}


def columns_of(names: str, **kinds: ColumnKind) -> tuple[Column, ...]:
    """The columns called `names`, with blanks between; `kinds` where a name does not say it."""
    return tuple(Column(name, kinds.get(name) or _BY_NAME.get(name, ColumnKind.TEXT)) for name in names.split())
