"""Which tables a database has, by the number of its schema, and how they become those of this kpibook.

The steps are migrations of Alembic, one after the other, in `migrations/versions`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from addin.database.schema import metadata
from schemas.database_address import DatabaseAddress
from schemas.errors import Refusal
from schemas.sentences.messages import shorten

MIGRATIONS = Path(__file__).parent / "migrations"
VERSIONS = (MIGRATIONS / "versions",)
"""The folders with migrations."""
_LONGEST_VERSION = 32
VERSION_TABLE = "kpibook_schema"
"""Where a database says which tables it has: other programs may keep theirs in it as well."""


def is_behind(connection: sa.Connection, address: DatabaseAddress) -> bool:
    """Whether the tables are to be made, or are those of an older kpibook.

    Raises `Refusal` where they are those of a newer one, or where there are tables of the same names that no
    kpibook made.
    """
    version, scripts = version_of(connection), _scripts()
    if version is None:
        if taken := set(sa.inspect(connection).get_table_names()) & set(metadata.tables):
            raise Refusal(
                "{database} holds tables called {names} that kpibook did not make: give another database.",
                database=address,
                names=", ".join(sorted(taken)),
            )
        return True
    if version not in {script.revision for script in scripts.walk_revisions()}:
        raise Refusal(
            "A newer kpibook has written to {database} (its tables are of version {version}, and this kpibook knows"
            " {known}): install that kpibook here.",
            database=address,
            version=version,
            known=scripts.get_current_head(),
        )
    return version != scripts.get_current_head()


def version_of(connection: sa.Connection) -> str | None:
    """The version of the tables in a database; None where there are none."""
    heads = _context(connection).get_current_heads()
    # Two are none that there can be: no kpibook knows a version of that name.
    return shorten(", ".join(map(str, heads)), _LONGEST_VERSION) if heads else None


def upgrade(connection: sa.Connection, to: str = "head") -> None:
    """Make the tables, or bring those of an older kpibook up to `to`, in the transaction that `connection` is in."""
    scripts = _scripts()

    def steps(version: Any, _: MigrationContext) -> Any:
        return scripts._upgrade_revs(to, version)

    with EnvironmentContext(_config(), scripts, fn=steps, destination_rev=to) as environment:
        environment.configure(
            connection=connection,
            target_metadata=metadata,
            version_table=VERSION_TABLE,
            # SQLite makes tables in a transaction as well, if it is not begun behind our back.
            transactional_ddl=True,
        )
        environment.run_migrations()


def _context(connection: sa.Connection) -> MigrationContext:
    return MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", _escaped(MIGRATIONS))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(map(_escaped, VERSIONS)))
    return config


def _escaped(path: Path) -> str:
    return str(path).replace("%", "%%")


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())
