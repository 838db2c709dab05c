"""What is read from a database, checked as it is taken: the file may be anybody's, and hold anything.

What cannot be what the table says is a `Refusal` that names the table, the line and the column.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from addin.database.schema import LINE, RUN, columns_of, runs, tables
from addin.tables import columns as c
from addin.tables.table import LEVEL_UNIT, Column, ColumnKind
from schemas.database_address import DatabaseAddress
from schemas.errors import Refusal
from schemas.messages.message import Message
from schemas.questions import FIRST_YEAR, LAST_YEAR
from schemas.sentences.messages import shorten

_INDICATOR = re.compile(r"[1-9][0-9]{0,2}\.[1-9][0-9]{0,2}", re.ASCII)
_COUNTRY = re.compile("[A-Z]{3}", re.ASCII)
_NUMBERED = (1, 999)
"""Standards, questions and items: whatever an edition may have."""
_ANY_NUMBER = (0, 2**31)
_EMPTY = Message("is empty")
_TEXT = Message("a text")
_LONGEST_SHOWN = 60


@dataclass(frozen=True)
class _Kind:
    """What a value may be: what it is taken for, and what is said where it is something else."""

    taken: Callable[[Any], Any]
    """Raises ValueError where it cannot be."""
    wanted: Message
    needed: bool = False


def checked_rows(
    connection: sa.Connection, address: DatabaseAddress, number: int, table: str, names: Iterable[str]
) -> Iterator[dict[str, Any]]:
    """The rows of run `number` in `table`, in their order: of each the columns called `names`, as they may be.

    Raises `Refusal` at the first value that cannot be what its column holds.
    """
    kinds = {column.name: _kind(column) for column in columns_of(table) if column.name in set(names)}
    columns = tables[table].c
    query = (
        # As it stands there: what a type makes of a wrong value is any error at all.
        sa.select(columns[LINE], *(sa.type_coerce(columns[name], sa.types.NULLTYPE).label(name) for name in kinds))
        .where(columns[RUN] == number)
        .order_by(columns[LINE])
    )
    for line, *values in connection.execute(query):
        row = {}
        for (name, kind), value in zip(kinds.items(), values, strict=True):
            try:
                row[name] = _taken(kind, value)
            except ValueError:
                raise _refused(address, table, name, value, kind.wanted, line=line) from None
        yield row


def checked_runs(connection: sa.Connection, address: DatabaseAddress, year: int | None) -> list[tuple[int, int]]:
    """The number and the year of each run that counts, by year; those before `year`, where one is given.

    Raises `Refusal` where one cannot be of such a year, or two are.
    """
    query = sa.select(runs.c.id, runs.c.year).where(runs.c.replaced_by.is_(None)).order_by(runs.c.year)
    if year is not None:
        query = query.where(runs.c.year < year)
    kind = _whole((FIRST_YEAR, LAST_YEAR), needed=True)
    found: dict[int, int] = {}
    for number, each in connection.execute(query):
        try:
            taken = _taken(kind, each)
        except ValueError:
            raise _refused(address, runs.name, runs.c.year.name, each, kind.wanted, line=number) from None
        if taken in found:
            wanted = Message("a year that no other run that counts is of")
            raise _refused(address, runs.name, runs.c.year.name, each, wanted, line=number)
        found[taken] = number
    return [(number, each) for each, number in found.items()]


def check_once(address: DatabaseAddress, files: Iterable[Mapping[str, Any]]) -> None:
    """Raise `Refusal` where two of `files`, those that count, are of one Member."""
    seen = set()
    for row in files:
        if row[c.COUNTRY.name] in seen:
            wanted = Message("a Member of which no other file counts")
            raise _refused(address, "files", c.COUNTRY.name, row[c.COUNTRY.name], wanted, line=row[c.FILE.name])
        seen.add(row[c.COUNTRY.name])


def _refused(
    address: DatabaseAddress, table: str, column: str, value: object, wanted: Message, *, line: object
) -> Refusal:
    return Refusal(
        "{database}: the column {column} of the table {table}, line {line}, {found}, where {wanted} belongs: kpibook"
        " did not write that there, so take the last copy that nobody changed.",
        database=address,
        column=column,
        table=table,
        line=shorten(str(line), _LONGEST_SHOWN),
        found=_EMPTY if value is None else Message("holds “{text}”", text=shorten(str(value), _LONGEST_SHOWN)),
        wanted=wanted,
    )


# --- what a column may hold ----------------------------------------------------------------------
def _kind(column: Column) -> _Kind:
    if column in _OWN:
        return _OWN[column]
    if column.unit == LEVEL_UNIT:
        return _whole((1, 5))
    needed = column.required or column is c.FILE
    if column.codes and column is not c.CODE:
        return _Kind(_one_of(column.codes), Message("one of {words}", words=", ".join(column.codes)), needed)
    usual = _USUAL[column.kind]
    return _Kind(usual.taken, usual.wanted, needed)


def _taken(kind: _Kind, value: Any) -> Any:
    if value is None:
        if kind.needed:
            raise ValueError
        return None
    return kind.taken(value)


def _whole(bounds: tuple[int, int], *, needed: bool = False) -> _Kind:
    least, most = bounds

    def taken(value: Any) -> int:
        if type(value) is not int or not least <= value <= most:
            raise ValueError
        return value

    return _Kind(taken, Message("a whole number from {least} to {most}", least=least, most=most), needed)


def _text(value: Any) -> str:
    if type(value) is not str:
        raise ValueError
    return value


def _number(value: Any) -> int | float:
    if type(value) not in {int, float} or not math.isfinite(value):
        raise ValueError
    return value  # type: ignore[no-any-return]


def _flag(value: Any) -> bool:
    # SQLite has no truth values: 0 and 1 stand for them.
    if type(value) not in {bool, int} or value not in {0, 1}:
        raise ValueError
    return bool(value)


def _one_of(words: tuple[str, ...]) -> Callable[[Any], str]:
    def taken(value: Any) -> str:
        if _text(value) not in words:
            raise ValueError
        return str(value)

    return taken


def _like(pattern: re.Pattern[str]) -> Callable[[Any], str]:
    def taken(value: Any) -> str:
        if pattern.fullmatch(_text(value)) is None:
            raise ValueError
        return str(value)

    return taken


_USUAL = {
    ColumnKind.TEXT: _Kind(_text, _TEXT),
    ColumnKind.INTEGER: _whole(_ANY_NUMBER),
    ColumnKind.NUMBER: _Kind(_number, Message("a number")),
    ColumnKind.BOOLEAN: _Kind(_flag, Message("TRUE or FALSE")),
}
_OWN = {
    c.YEAR: _whole((FIRST_YEAR, LAST_YEAR)),
    c.COUNTRY: _Kind(_like(_COUNTRY), Message("the code of a Member")),
    c.STANDARD: _whole(_NUMBERED, needed=True),
    c.INDICATOR: _Kind(_like(_INDICATOR), Message("a number such as {example}", example="4.2"), needed=True),
    c.QUESTION: _whole(_NUMBERED, needed=True),
    c.ITEM: _whole(_NUMBERED, needed=True),
}
