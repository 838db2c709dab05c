"""The runs that count, read back: of each year one, with the rows of the files that count in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

import sqlalchemy as sa

from addin.consolidation.consolidate import COUNTING
from addin.database.database import Database, open_database
from addin.database.schema import LINE, RUN, runs, tables
from addin.submissions.submission import AnswerRow, InformationRow, LevelRow, RemarkRow
from addin.tables import columns as c
from schemas.database_address import DatabaseAddress
from schemas.errors import Refusal
from schemas.findings import Code
from schemas.years.crosswalk import numbers_in

_Row = TypeVar("_Row", bound=NamedTuple)


@dataclass(frozen=True)
class StoredFile:
    """A file that counts, and its rows as they were read from it."""

    file: str
    country: str
    """The Member, as an ISO 3166-1 alpha-3 code."""
    edition: str
    language: str
    year: int
    complete: bool
    levels: list[LevelRow] = field(default_factory=list)
    answers: list[AnswerRow] = field(default_factory=list)
    information: list[InformationRow] = field(default_factory=list)
    remarks: list[RemarkRow] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    """The defined names of the cells whose answers were written for another level."""


@dataclass(frozen=True)
class Stored:
    """The run of one year that counts."""

    year: int
    files: tuple[StoredFile, ...]
    """Those of Members, by country."""


def latest_before(address: DatabaseAddress, year: int | None) -> Stored:
    """The latest year in a database, before `year` where one is given, with all its rows.

    Raises `Refusal` where there is none, or the database cannot be read.
    """
    database = open_database(address)
    with database.reading() as connection:
        found = list(_runs(connection, year))
        if not found:
            raise _nothing(address, year)
        number, latest = found[-1]
        files = _files(connection, number)
        _add_levels(connection, number, files)
        _add_rows(connection, number, files)
    return Stored(latest, tuple(files.values()))


def years_before(address: DatabaseAddress, year: int | None) -> tuple[Stored, ...]:
    """Every year in a database before `year`, the first one first, with its levels alone. Raises as `latest_before`."""
    return tuple(_years(open_database(address), year))


def _years(database: Database, year: int | None) -> Iterator[Stored]:
    with database.reading() as connection:
        for number, each in _runs(connection, year):
            files = _files(connection, number)
            _add_levels(connection, number, files)
            yield Stored(each, tuple(files.values()))


def _nothing(address: DatabaseAddress, year: int | None) -> Refusal:
    if year is None:
        return Refusal("No year stands in {database}: kpibook consolidate with --database adds one.", database=address)
    return Refusal(
        "No year before {year} stands in {database}: give the answers of a year before in another way.",
        year=year,
        database=address,
    )


def _runs(connection: sa.Connection, year: int | None) -> Iterator[tuple[int, int]]:
    """The number and the year of each run that counts, by year."""
    query = sa.select(runs.c.id, runs.c.year).where(runs.c.replaced_by.is_(None)).order_by(runs.c.year)
    if year is not None:
        query = query.where(runs.c.year < year)
    yield from ((row.id, row.year) for row in connection.execute(query))


def _files(connection: sa.Connection, number: int) -> dict[str, StoredFile]:
    files = tables["files"].c
    query = (
        sa.select(files.file, files.country, files.edition, files.language, files.year, files.complete)
        .where(files.run == number, files.status.in_([status.value for status in COUNTING]), files.country.is_not(None))
        .order_by(files.country, files.file)
    )
    return {
        row.file: StoredFile(
            row.file, row.country, row.edition or "", row.language or "", row.year or 0, bool(row.complete)
        )
        for row in connection.execute(query)
    }


def _add_levels(connection: sa.Connection, number: int, files: Mapping[str, StoredFile]) -> None:
    for file, row in _rows(connection, number, "levels", files):
        file.levels.append(_made(LevelRow, row))


def _add_rows(connection: sa.Connection, number: int, files: Mapping[str, StoredFile]) -> None:
    for file, row in _rows(connection, number, "answers", files):
        file.answers.append(_made(AnswerRow, row))
    for file, row in _rows(connection, number, "information", files):
        file.information.append(_made(InformationRow, row))
    for file, row in _rows(connection, number, "remarks", files):
        file.remarks.append(_made(RemarkRow, row))
    for file, row in _rows(connection, number, "findings", files):
        if row[c.CODE.name] == Code.STALE_ANSWERS:
            file.stale.append(row[c.NAME.name])


def _rows(
    connection: sa.Connection, number: int, table: str, files: Mapping[str, StoredFile]
) -> Iterator[tuple[StoredFile, Mapping[str, Any]]]:
    """The rows of a run that are of one of `files`, in their order."""
    columns = tables[table].c
    query = sa.select(tables[table]).where(columns[RUN] == number).order_by(columns[LINE])
    for row in connection.execute(query).mappings():
        if (file := files.get(row[c.FILE.name])) is not None:
            yield file, {**row}


def _made(kind: type[_Row], row: Mapping[str, Any]) -> _Row:
    """A row as it was before it was stored: an indicator's own number in place of `4.2`."""
    values = {**row}
    if c.INDICATOR.name in row:
        values[c.INDICATOR.name] = numbers_in(row[c.INDICATOR.name])[1]
    return kind._make(values[name] for name in kind._fields)
