"""A run, written into a database: once, whole or not at all, in place of an earlier one of its year."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from itertools import islice

import sqlalchemy as sa

from addin.consolidation.consolidate import Consolidation
from addin.database.database import Database
from addin.database.schema import LINE, RUN, name_of, run_tables, runs, tables
from addin.tables.run import Run, place_name
from addin.tables.table import Row, Table, Value
from schemas.database_address import DatabaseAddress
from schemas.messages.message import Message

_BLOCK = 1_000
"""Rows that go to the database at a time."""
_NOT_TAKEN = dict.fromkeys([0, *range(0xD800, 0xE000)], "\ufffd")
"""Characters that a text in a database cannot hold, and what stands for them: those that are none."""


@dataclass(frozen=True, slots=True)
class Appended:
    """What became of a run in a database."""

    database: DatabaseAddress
    year: int
    run: int
    """Its number, or that of the run with the same contents."""
    is_new: bool
    replaced: int | None = None
    """The run of the same year that counts no more."""

    def sentence(self) -> Message:
        """The same in words."""
        facts = {"database": self.database, "year": self.year, "run": self.run, "replaced": self.replaced}
        if not self.is_new:
            return Message(
                "Database: {database} has these answers of {year} already, as run {run}: nothing was changed.", **facts
            )
        if self.replaced is not None:
            return Message(
                "Database: {database}, run {run} of {year}. It replaces run {replaced}, which is kept and counts no"
                " more.",
                **facts,
            )
        return Message("Database: {database}, run {run} of {year}.", **facts)


def append(database: Database, consolidation: Consolidation, run: Run) -> Appended:
    """Write `consolidation`, which is of a year and came about by `run`, into `database`.

    What stands there already is left alone. Raises `Refusal` where it cannot be written: then nothing of it is.
    """
    year = consolidation.year
    assert year is not None, "a run of no year has no place among years"  # noqa: S101 - said to programmers
    contents = run_tables(consolidation)
    digest = _digest(year, consolidation.language, contents)
    with database.writing() as connection:
        before = connection.execute(
            sa.select(runs.c.id, runs.c.digest).where(runs.c.year == year, runs.c.replaced_by.is_(None))
        ).one_or_none()
        if before is not None and before.digest == digest:
            return Appended(database.address, year, before.id, is_new=False)
        number = (connection.execute(sa.select(sa.func.max(runs.c.id))).scalar() or 0) + 1
        if before is not None:
            connection.execute(sa.update(runs).where(runs.c.id == before.id).values(replaced_by=number))
        connection.execute(sa.insert(runs).values(id=number, digest=digest, **_about(consolidation, run)))
        for table in contents:
            _write(connection, number, table)
    return Appended(database.address, year, number, is_new=True, replaced=before.id if before is not None else None)


def _about(consolidation: Consolidation, run: Run) -> dict[str, Value]:
    """What is told of a run beside its rows: of folders and files the names, and not where they are."""
    given = {
        "year": run.year,
        "before": place_name(run.before) if run.before is not None else None,
        "decisions": place_name(run.ledger) if run.ledger is not None else None,
        "keep": place_name(run.keep) if run.keep is not None else None,
    }
    return {
        "year": consolidation.year,
        "editions": ", ".join(definition.edition.edition for definition in consolidation.definitions),
        "language": consolidation.language,
        "folder": _taken(place_name(run.folder) if run.folder is not None else ""),
        "options": _taken(json.dumps({k: v for k, v in given.items() if v is not None}, ensure_ascii=False)),
        "version": version("kpibook"),
        "made": f"{run.moment:%Y-%m-%d %H:%M:%S}",
    }


def _digest(year: int, language: str, contents: tuple[Table, ...]) -> str:
    """What tells two runs apart: all that they hold, whoever made them, when, where and with which options."""
    digest = hashlib.sha256(f"{year} {language}\n".encode())
    for table in contents:
        digest.update(f"{name_of(table)}\n".encode())
        for row in table.rows():
            digest.update(json.dumps(row, separators=(",", ":")).encode("ascii") + b"\n")
    return digest.hexdigest()


def _write(connection: sa.Connection, number: int, table: Table) -> None:
    names = [column.name for column in table.columns]
    rows = enumerate(table.rows(), 1)
    while block := list(islice(rows, _BLOCK)):
        connection.execute(sa.insert(tables[name_of(table)]), list(_named(number, names, block)))


def _named(number: int, names: list[str], block: list[tuple[int, Row]]) -> Iterator[dict[str, Value]]:
    for line, row in block:
        values = (_taken(value) if isinstance(value, str) else value for value in row)
        yield {RUN: number, LINE: line, **dict(zip(names, values, strict=True))}


def _taken(text: str) -> str:
    """`text` as a database takes it."""
    return text.translate(_NOT_TAKEN)
