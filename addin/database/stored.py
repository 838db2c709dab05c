"""The runs that count, read back: of each year one, with the rows of the files that count in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

import sqlalchemy as sa

from addin.consolidation.consolidate import COUNTING
from addin.database.checked import check_once, checked_rows, checked_runs
from addin.database.database import Database, open_database
from addin.submissions.submission import AnswerRow, InformationRow, LevelRow, RemarkRow
from addin.tables import columns as c
from schemas.database_address import DatabaseAddress
from schemas.errors import NotEarlierError, Refusal
from schemas.findings import Code
from schemas.years.crosswalk import numbers_in

_Row = TypeVar("_Row", bound=NamedTuple)
_FILE_COLUMNS = tuple(each.name for each in (c.FILE, c.COUNTRY, c.EDITION, c.LANGUAGE, c.YEAR, c.COMPLETE))


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

    Raises `Refusal` where there is none, or the database cannot be read, or holds what kpibook did not write.
    """
    database = open_database(address)
    with database.reading() as connection:
        found = checked_runs(connection, address, year)
        if not found:
            raise _nothing(address, year)
        number, latest = found[-1]
        run = _Run(connection, address, number)
        files = run.files()
        run.add_levels(files)
        run.add_rows(files)
    return Stored(latest, tuple(files.values()))


def years_before(address: DatabaseAddress, year: int | None) -> tuple[Stored, ...]:
    """Every year in a database before `year`, the first one first, with its levels alone. Raises as `latest_before`."""
    return tuple(_years(open_database(address), year))


def _years(database: Database, year: int | None) -> Iterator[Stored]:
    with database.reading() as connection:
        for number, each in checked_runs(connection, database.address, year):
            run = _Run(connection, database.address, number)
            files = run.files()
            run.add_levels(files)
            yield Stored(each, tuple(files.values()))


def _nothing(address: DatabaseAddress, year: int | None) -> Refusal:
    if year is None:
        return Refusal("No year stands in {database}: kpibook consolidate with --database adds one.", database=address)
    return NotEarlierError(
        "No year before {year} stands in {database}: give the answers of a year before in another way.",
        year=year,
        database=address,
    )


class _Run(NamedTuple):
    """A run that is read, each of its values checked."""

    connection: sa.Connection
    address: DatabaseAddress
    number: int

    def files(self) -> dict[str, StoredFile]:
        """The files of Members that count, without their rows, by country."""
        counting = {status.value for status in COUNTING}
        rows = [
            row
            for row in self._rows("files", *_FILE_COLUMNS, c.STATUS.name)
            if row[c.STATUS.name] in counting and row[c.COUNTRY.name] is not None
        ]
        check_once(self.address, rows)
        rows.sort(key=lambda row: (row[c.COUNTRY.name], row[c.FILE.name]))
        return {
            row[c.FILE.name]: StoredFile(
                row[c.FILE.name],
                row[c.COUNTRY.name],
                row[c.EDITION.name] or "",
                row[c.LANGUAGE.name] or "",
                row[c.YEAR.name] or 0,
                bool(row[c.COMPLETE.name]),
            )
            for row in rows
        }

    def add_levels(self, files: Mapping[str, StoredFile]) -> None:
        """Give each of `files` its levels."""
        for file, row in self._of(files, "levels", *LevelRow._fields):
            file.levels.append(_made(LevelRow, row))

    def add_rows(self, files: Mapping[str, StoredFile]) -> None:
        """Give each of `files` what else it holds."""
        for file, row in self._of(files, "answers", *AnswerRow._fields):
            file.answers.append(_made(AnswerRow, row))
        for file, row in self._of(files, "information", *InformationRow._fields):
            file.information.append(_made(InformationRow, row))
        for file, row in self._of(files, "remarks", *RemarkRow._fields):
            file.remarks.append(_made(RemarkRow, row))
        for file, row in self._of(files, "findings", c.CODE.name, c.NAME.name):
            if row[c.CODE.name] == Code.STALE_ANSWERS:
                file.stale.append(row[c.NAME.name] or "")

    def _of(
        self, files: Mapping[str, StoredFile], table: str, *names: str
    ) -> Iterator[tuple[StoredFile, Mapping[str, Any]]]:
        """The rows of a table that are of one of `files`, in their order."""
        for row in self._rows(table, c.FILE.name, *names):
            if (file := files.get(row[c.FILE.name])) is not None:
                yield file, row

    def _rows(self, table: str, *names: str) -> Iterator[dict[str, Any]]:
        return checked_rows(self.connection, self.address, self.number, table, names)


def _made(kind: type[_Row], row: Mapping[str, Any]) -> _Row:
    """A row as it was before it was stored: an indicator's own number in place of `4.2`."""
    values = {**row}
    if c.INDICATOR.name in row:
        values[c.INDICATOR.name] = numbers_in(row[c.INDICATOR.name])[1]
    return kind._make(values[name] for name in kind._fields)
