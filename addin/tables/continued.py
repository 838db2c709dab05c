"""A table that has more rows than a sheet of Excel, as several that go on one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count, islice

from addin.tables.table import Row, Table

GOES_ON = "Goes on: "
"""How begins what kpibook itself writes beside a table that does."""


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of a table that stand on one sheet."""

    table: Table
    start: int
    """The row of the whole table, from 0, that it begins with."""


def parts_of(table: Table, most: int) -> tuple[Part, ...]:
    """`table` as tables of `most` rows each, in order: `Answers`, then `Answers.2` on the sheet `Answers (2)`.

    Where they are read in order, the rows of all of them are made once.
    """
    number = table.count()
    if number <= most:
        return (Part(replace(table, number=lambda: number), 0),)
    rows = _Ahead(table.rows)
    return tuple(
        Part(_part(table, rows, place, start, min(most, number - start)), start)
        for place, start in enumerate(range(0, number, most), 1)
    )


def _part(table: Table, rows: _Ahead, place: int, start: int, number: int) -> Table:
    name, sheet = (table.name, "") if place == 1 else (f"{table.name}.{place}", sheet_title(table.name, place))
    return replace(
        table, name=name, sheet=sheet, rows=lambda: rows.at(start, number), number=lambda: number, groups=None
    )


def sheet_title(name: str, place: int) -> str:
    """What the sheet is called that the table `name` goes on on, as the second, the third …"""
    return name if place == 1 else f"{name} ({place})"


def first_title(title: str) -> str:
    """What the first sheet of a table is called that goes on on the one called `title`: `Answers` of `Answers (2)`."""
    first, parted, place = title.removesuffix(")").rpartition(" (")
    return first if parted and title.endswith(")") and place.isascii() and place.isdigit() else title


def whole_name(name: str) -> str:
    """The name of the table that the one called `name` is a part of: `Answers.2` is one of `Answers`."""
    table, parted, place = name.rpartition(".")
    return table if parted and place.isascii() and place.isdigit() else name


def sheets_of(name: str, titles: Iterable[str]) -> Iterator[str]:
    """The sheets, out of those that are called `titles`, on which the table `name` stands, in order."""
    there = frozenset(titles)
    for place in count(1):
        title = sheet_title(name, place)
        if title not in there:
            return
        yield title


class _Ahead:
    """Rows that are read a part after another; whoever begins with another part has them made anew."""

    def __init__(self, rows: Callable[[], Iterator[Row]]) -> None:
        self._make = rows
        self._rows, self._next = rows(), 0

    def at(self, start: int, number: int) -> Iterator[Row]:
        """So many rows from `start` on."""
        if start != self._next:
            self._rows, self._next = self._make(), start
            next(islice(self._rows, start, start), None)
        for row in islice(self._rows, number):
            self._next += 1
            yield row
