"""A database, opened: brought up to the tables of this kpibook, and read or written in one transaction."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from addin.database.schema import runs
from addin.database.sound import check_encoding, check_plain, check_undamaged
from addin.database.told import in_words
from addin.database.upgrade import VERSION_TABLE, is_behind, upgrade
from schemas.database_address import DatabaseAddress
from schemas.errors import Refusal
from schemas.written.database_seal import APPLICATION_ID

_PATIENCE = 60
"""Seconds for which one that writes waits for another one."""
_LOOK = 0.2
"""Seconds between two attempts: SQLite's own waiting does not hear of Ctrl-C."""
_STEPS = 100_000
"""Of SQLite's work, after which Ctrl-C is heard: some milliseconds of it."""
_PRIMARY = 0xFF
"""What of an error's code says which it is; the rest says why."""
_LONGEST = 2**26
"""Bytes of a value, or of a row: as much as the largest file that is read."""
_TO_CONNECT = 10
"""Seconds after which a server that does not answer is not there."""
_TEXTS = {"client_encoding": "utf8"}
"""Where a server names no encoding, texts would come as bytes."""
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

    def check_writable(self) -> None:
        """Raise, before any work is done, the `Refusal` that adding a run would end in; nothing is changed."""
        with in_words(self.address), self._engine.connect() as connection, connection.begin() as trial:
            # A file takes a change that is taken back; who may change what on a server is told by what changes nothing.
            where = sa.true() if self.address.file is not None else sa.false()
            connection.execute(sa.update(runs).where(where).values(replaced_by=runs.c.replaced_by))
            if self.address.file is None:
                none = sa.select(*runs.c).where(sa.false())
                connection.execute(sa.insert(runs).from_select(list(runs.c), none))
            trial.rollback()


def open_database(address: DatabaseAddress, *, make: bool = False) -> Database:
    """The database at `address`, with the tables of this kpibook: those of an older one are brought up to them.

    Where there is no file, it is made with `make`, and has to be one that can be written to. Raises `Refusal` where
    there is none, it cannot be reached, it is damaged, its tables are none that kpibook made, or a newer kpibook
    wrote to it.
    """
    if address.file is not None and address.file.is_dir():
        raise Refusal("{database} is a folder: give the file of a database, such as kpibook.db.", database=address)
    if address.file is not None and not make and not address.file.is_file():
        raise Refusal(
            "There is no database {database}: kpibook consolidate with --database makes it.", database=address
        )
    database = Database(address)
    with database.reading() as connection:
        check_plain(connection, address, VERSION_TABLE)
        check_undamaged(connection, address)
        check_encoding(connection, address)
        behind = is_behind(connection, address) or (make and not _is_marked(connection, address))
    if behind:
        with database.writing() as connection:
            # Somebody else may have done it by now.
            if is_behind(connection, address):
                upgrade(connection)
            _mark(connection, address)
    if make:
        database.check_writable()
    return database


def _is_marked(connection: sa.Connection, address: DatabaseAddress) -> bool:
    """Whether it is known by its head whose file it is, so that it is nobody's answers in a folder that is read."""
    return address.file is None or connection.exec_driver_sql("PRAGMA application_id").scalar() != 0


def _mark(connection: sa.Connection, address: DatabaseAddress) -> None:
    if not _is_marked(connection, address):
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def _on_a_server(address: DatabaseAddress) -> sa.Engine:
    url = sa.make_url(address.url).set(drivername="postgresql+psycopg")
    patience: dict[str, Any] = {} if "connect_timeout" in url.query else {"connect_timeout": _TO_CONNECT}
    return sa.create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args=patience | _TEXTS)


def _in_a_file(address: DatabaseAddress) -> sa.Engine:
    url = sa.URL.create("sqlite", database=str(address.file))
    engine = sa.create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args={"timeout": _PATIENCE})
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    """Let the transactions be ours, have SQLite hold to foreign keys, and have it hear of Ctrl-C.

    What a file says of itself may be anybody's: none of the functions in it is run that could do harm.
    """
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    # Where it is interrupted in there, SQLite ends what it is at, and says so: `told` makes a stop of that.
    connection.set_progress_handler(lambda: 0, _STEPS)


def _begin(connection: sa.Connection) -> None:
    """Begin a transaction, where another program has the file as soon as it gives it back."""
    # One that writes says so at once: were it to begin with reading, two of them would wait for each other.
    # One that reads takes its lock at once, so that nothing after it has to wait.
    writes = connection.get_execution_options().get(_WRITES, True)
    begin = ("BEGIN IMMEDIATE",) if writes else ("BEGIN", "SELECT count(*) FROM sqlite_master")
    own = connection.connection.dbapi_connection
    assert isinstance(own, sqlite3.Connection)  # noqa: S101 - said to the type checker
    own.execute("PRAGMA busy_timeout = 0")
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and _is_busy(own, begin):
        time.sleep(_LOOK)
    if not own.in_transaction:
        # What is the matter with it is said by what raises it here.
        for statement in begin:
            connection.exec_driver_sql(statement)
    own.execute(f"PRAGMA busy_timeout = {_PATIENCE * 1000}")


def _is_busy(connection: sqlite3.Connection, begin: tuple[str, ...]) -> bool:
    """Whether another program has the file, so that no transaction could begin; False as well where it never will."""
    try:
        for statement in begin:
            connection.execute(statement).fetchall()
    except sqlite3.Error as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        return error.sqlite_errorcode & _PRIMARY == sqlite3.SQLITE_BUSY
    return False
