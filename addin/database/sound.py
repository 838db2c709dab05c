"""Whether a database is what it seems before anything is read from it: plain tables, and a file without damage."""

from __future__ import annotations

import sqlalchemy as sa

from addin.database.schema import metadata
from schemas.database_address import DatabaseAddress
from schemas.errors import Refusal

_PLAIN = "CREATE TABLE"
_EVERY_LETTER = "UTF8"


def check_plain(connection: sa.Connection, address: DatabaseAddress, *others: str) -> None:
    """Raise `Refusal` where one of our tables, or of `others`, is none.

    A view under its name, or a trigger, would run what somebody else wrote, for as long as that takes.
    """
    names = {*metadata.tables, *others}
    found = _made_up_in_a_file(connection) if address.file is not None else _made_up_on_a_server(connection)
    if made_up := sorted(found & names):
        raise Refusal(
            "{database} holds {names} as something else than a plain table: kpibook did not make that, so take the last"
            " copy that nobody changed.",
            database=address,
            names=", ".join(made_up),
        )


def check_undamaged(connection: sa.Connection, address: DatabaseAddress) -> None:
    """Raise `Refusal` where the file of a database is damaged, wherever: what is read of it may be whole by chance."""
    if address.file is None:
        return
    found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if found != "ok":
        raise Refusal("{database}: the file is damaged: take the last copy of it that is not.", database=address)


def check_encoding(connection: sa.Connection, address: DatabaseAddress) -> None:
    """Raise `Refusal` where a server's database cannot hold every letter that officers write."""
    if address.file is not None:
        return
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
    if encoding != _EVERY_LETTER:
        raise Refusal(
            "{database} keeps its texts in {encoding}, which does not hold the letters of every language: have one made"
            " in {wanted}.",
            database=address,
            encoding=encoding,
            wanted=_EVERY_LETTER,
        )


def _made_up_in_a_file(connection: sa.Connection) -> set[str]:
    """The names of views, of tables that compute what they hold, and of tables with triggers."""
    entries = connection.exec_driver_sql("SELECT type, lower(tbl_name), sql FROM sqlite_master").all()
    made_up = {name for kind, name, _ in entries if kind in {"view", "trigger"}}
    tables = {name: sql for kind, name, sql in entries if kind == "table"}
    made_up |= {name for name, sql in tables.items() if not str(sql).upper().startswith(_PLAIN)}
    for name in tables.keys() & metadata.tables:
        columns = connection.execute(sa.text("SELECT hidden FROM pragma_table_xinfo(:name)"), {"name": name})
        if any(hidden for (hidden,) in columns):
            made_up.add(name)
    return made_up


def _made_up_on_a_server(connection: sa.Connection) -> set[str]:
    """The names of views; who may make triggers on a server is that server's to say."""
    inspector = sa.inspect(connection)
    return {*inspector.get_view_names(), *inspector.get_materialized_view_names()}
