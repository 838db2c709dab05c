"""The tables of a database: what a run is, and the raw tables of a result, whose columns say what they hold.

A column's type, whether it may be empty and which words it takes are those of `addin.tables.columns`. What changes
there or here is a new migration: a test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from addin.consolidation.consolidate import Consolidation, consolidate
from addin.tables import columns as c
from addin.tables import raw_tables as raw
from addin.tables.keys import Keys, keys_of
from addin.tables.level_rows import level_rows
from addin.tables.table import LEVEL_UNIT, Column, ColumnKind, Table

_TYPES: dict[ColumnKind, type[sa.types.TypeEngine[Any]]] = {
    ColumnKind.TEXT: sa.Text,
    ColumnKind.INTEGER: sa.BigInteger,
    ColumnKind.NUMBER: sa.Double,
    ColumnKind.BOOLEAN: sa.Boolean,
}
RUN, LINE = "run", "line"
_FILE = c.FILE.name
_LEVELS = Keys((), primary=(_FILE, c.INDICATOR.name), within_files=True)
"""Levels has a row an indicator here, and knows its file."""

metadata = sa.MetaData()

runs = sa.Table(
    "runs",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("editions", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("folder", sa.Text, nullable=False),
    sa.Column("options", sa.Text, nullable=False),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("made", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("replaced_by", sa.Integer),
    # The run that replaces another one is written after it is named: the two take their places together.
    sa.ForeignKeyConstraint(
        ["replaced_by"], ["runs.id"], name="fk_runs_replaced_by", initially="DEFERRED", deferrable=True
    ),
    sa.CheckConstraint("replaced_by > id", name="ck_runs_replaced_by"),
    sa.CheckConstraint("length(digest) = 64", name="ck_runs_digest"),
    sa.Index(
        "ix_runs_counting",
        "year",
        unique=True,
        sqlite_where=sa.text("replaced_by IS NULL"),
        postgresql_where=sa.text("replaced_by IS NULL"),
    ),
)
"""Every run. One that was replaced names the run that did it; of each year one at most was not, and counts."""


def run_tables(consolidation: Consolidation) -> tuple[Table, ...]:
    """The tables that a run consists of; files come first, since the rows of the others are of one."""
    makers = (raw.files, level_rows, raw.answers, raw.information, raw.findings, raw.remarks, raw.decisions)
    return tuple(make(consolidation) for make in makers)


def name_of(table: Table) -> str:
    """What a table is called in the database."""
    return table.name.lower()


def _keys(table: Table) -> Keys:
    return _LEVELS if name_of(table) == "levels" else keys_of(table)


def _column(column: Column) -> sa.Column[Any]:
    needed = column.required or column is c.FILE
    return sa.Column(column.name, _TYPES[column.kind](), nullable=not needed)


def _checks(table: str, columns: tuple[Column, ...]) -> Iterator[sa.CheckConstraint]:
    """What a column may hold. The codes of findings are left open: every kpibook may know more of them."""
    for column in columns:
        if column.codes and column is not c.CODE:
            words = ", ".join(f"'{code}'" for code in column.codes)
            yield sa.CheckConstraint(f"{column.name} IN ({words})", name=f"ck_{table}_{column.name}")
        elif column.unit == LEVEL_UNIT:
            yield sa.CheckConstraint(f"{column.name} BETWEEN 1 AND 5", name=f"ck_{table}_{column.name}")


def _table(table: Table) -> sa.Table:
    name, keys = name_of(table), _keys(table)
    parts: list[sa.schema.SchemaItem] = [
        sa.Column(RUN, sa.Integer, sa.ForeignKey("runs.id", name=f"fk_{name}_run"), primary_key=True),
        sa.Column(LINE, sa.Integer, primary_key=True, autoincrement=False),
        *map(_column, table.columns),
        *_checks(name, table.columns),
    ]
    if keys.primary:
        parts.append(sa.UniqueConstraint(RUN, *keys.primary, name=f"uq_{name}"))
    if keys.within_files:
        within = ([RUN, _FILE], ["files.run", "files.file"])
        parts.append(sa.ForeignKeyConstraint(*within, name=f"fk_{name}_file"))
    return sa.Table(name, metadata, *parts)


_RUN_TABLES = run_tables(consolidate(()))
tables = {name_of(table): _table(table) for table in _RUN_TABLES}
"""By name: each row stands in a run, in its order; `line` counts from 1."""
_COLUMNS = {name_of(table): table.columns for table in _RUN_TABLES}


def columns_of(table: str) -> tuple[Column, ...]:
    """The columns of the table called so that the result has as well, and which say what they hold."""
    return _COLUMNS[table]
