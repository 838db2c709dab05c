"""A database, opened: brought up to the tables of this kpibook, and read or written in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from addin.database.told import in_words
from addin.database.upgrade import is_behind, upgrade
from schemas.database_address import DatabaseAddress
from schemas.errors import Refusal

_PATIENCE = 60
"""Seconds for which one that writes waits for another one."""
_TO_CONNECT = 10
"""Seconds after which a server that does not answer is not there."""
_LOCK = 0x6B70696B
"""By which those that write to a PostgreSQL server know each other: `kpik`."""
_WRITES = "kpibook_writes"


class Database:
    """A database at its address. Whatever goes wrong with it is a `Refusal`, which tells no password."""

    def __init__(self, address: DatabaseAddress) -> None:
        self.address = address
        with in_words(address):
            self._engine = _on_a_server(address) if address.file is None else _in_a_file(address)

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that sees one state of the database."""
        options: dict[str, Any] = {_WRITES: False}
        if self.address.file is None:
            options["isolation_level"] = "REPEATABLE READ"
        engine = self._engine.execution_options(**options)
        with in_words(self.address), engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction beside which nobody else writes: all of it comes to stand, or nothing."""
        with in_words(self.address), self._engine.connect() as connection, connection.begin():
            if self.address.file is None:
                connection.execute(sa.text(f"SET LOCAL lock_timeout = '{_PATIENCE}s'"))
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
            yield connection


def open_database(address: DatabaseAddress, *, make: bool = False) -> Database:
    """The database at `address`, with the tables of this kpibook: those of an older one are brought up to them.

    Where there is no file, it is made with `make`. Raises `Refusal` where there is none, it cannot be reached, or
    a newer kpibook wrote to it.
    """
    if address.file is not None and not make and not address.file.is_file():
        raise Refusal(
            "There is no database {database}: kpibook consolidate with --database makes it.", database=address
        )
    database = Database(address)
    with database.reading() as connection:
        behind = is_behind(connection, address)
    if behind:
        with database.writing() as connection:
            # Somebody else may have done it by now.
            if is_behind(connection, address):
                upgrade(connection)
    return database


def _on_a_server(address: DatabaseAddress) -> sa.Engine:
    url = sa.make_url(address.url).set(drivername="postgresql+psycopg")
    patience = {} if "connect_timeout" in url.query else {"connect_timeout": _TO_CONNECT}
    return sa.create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args=patience)


def _in_a_file(address: DatabaseAddress) -> sa.Engine:
    url = sa.URL.create("sqlite", database=str(address.file))
    engine = sa.create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args={"timeout": _PATIENCE})
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _: object) -> None:
    """Let the transactions be ours, and have SQLite hold to foreign keys, which it does not by itself."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: sa.Connection) -> None:
    # One that writes says so at once: were it to begin with reading, two of them would wait for each other.
    writes = connection.get_execution_options().get(_WRITES, True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
