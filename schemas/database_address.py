"""The address of a database, as somebody types it: told without its password wherever it is told."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias
from urllib.parse import parse_qsl, urlsplit

from schemas.errors import Refusal
from schemas.messages.message import Message

DEFAULT = "kpibook.db"
"""In the folder in which kpibook runs."""
_SQLITE, _POSTGRESQL = "sqlite", "postgresql"
_OTHERS = frozenset(
    ["db2", "duckdb", "jdbc", "mariadb", "mongodb", "mssql", "mysql", "odbc", "oracle", "postgres", "redshift"]
)
"""Schemes by which people address databases, none of which can be written to."""
DATABASE_ENDING = ".db"
"""Of the name of a file, in which SQLite keeps a database."""
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+):/", re.IGNORECASE)
"""Of two letters or more, so that a drive of Windows is none."""
_LOGIN = re.compile(r"(?:^|[\s;])(?:password|pwd|user|uid|dbname)\s*=|^[^/\\:]{2,}:[^/\\]+@", re.IGNORECASE)
"""What is no address and may hold a password all the same: the settings of a driver, or one whose scheme is missing."""
_HIDDEN = "***"
_SECRETS = frozenset({"password", "passfile", "sslpassword", "sslkey"})
"""What an address may not say behind its `?`: whatever stands there would be told with it."""
_ALLOWED = Message("sqlite:///kpibook.db, a name that ends in .db, or postgresql://user@host/database")


@dataclass(frozen=True, slots=True)
class DatabaseAddress:
    """Where a database is. As text it has no password, and nothing of what stands behind a `?`."""

    url: str = field(repr=False)
    """All of it, for the driver alone: it may hold a password."""
    file: Path | None = None
    """The file of an SQLite database; None for a server's."""

    def __str__(self) -> str:
        if self.file is not None:
            return str(self.file)
        scheme, _, rest = self.url.partition("://")
        user, at, place = rest.partition("?")[0].rpartition("@")
        name, colon, _ = user.partition(":")
        return f"{scheme}://{name}{colon and ':' + _HIDDEN}{at}{place}"

    def __repr__(self) -> str:
        return f"DatabaseAddress({str(self)!r})"

    @property
    def without_password(self) -> str:
        """All of it but the password, such as may lie open and be typed again."""
        if self.file is not None:
            return self.url
        scheme, _, rest = self.url.partition("://")
        user, at, place = rest.rpartition("@")
        return f"{scheme}://{user.partition(':')[0]}{at}{place}"

    @property
    def name(self) -> str:
        """What it is called, without where it is: the name of its file, or that of the database."""
        return self.file.name if self.file is not None else self.url.partition("?")[0].rpartition("/")[2]


def database_address(text: str) -> DatabaseAddress:
    """The database that `text` is the address of. Raises `Refusal`, which tells no password, where it is of none."""
    match = _SCHEME.match(text)
    if match is None:
        if _LOGIN.search(text):
            raise Refusal("A database is told by its address: give {allowed}.", allowed=_ALLOWED)
        if not text.lower().endswith(DATABASE_ENDING):
            raise Refusal("“{text}” is no database: give {allowed}.", text=text, allowed=_ALLOWED)
        return DatabaseAddress(f"{_SQLITE}:///{text}", Path(text))
    scheme = match[1].lower()
    if scheme == _SQLITE:
        return _sqlite(text)
    if scheme == _POSTGRESQL:
        return _postgresql(text)
    raise Refusal(
        "An address that begins with {scheme} leads to no database that kpibook knows: give {allowed}.",
        scheme=f"{scheme}://",
        allowed=_ALLOWED,
    )


Place: TypeAlias = Path | DatabaseAddress
"""Where an earlier year's answers are: a folder of returned workbooks, a result, or a database."""


def database_in(text: str) -> DatabaseAddress | None:
    """The database that `text` is the address of; None where it looks like the path of something else.

    Raises `Refusal` where it is an address of a database that cannot be reached.
    """
    match = _SCHEME.match(text)
    scheme = match[1].lower().partition("+")[0] if match is not None else ""
    if scheme in {_SQLITE, _POSTGRESQL} | _OTHERS or (match is None and _is_login(text)):
        return database_address(text)
    is_file = match is None and text.lower().endswith(DATABASE_ENDING) and not Path(text).is_dir()
    return database_address(text) if is_file else None


def _is_login(text: str) -> bool:
    return _LOGIN.search(text) is not None and not Path(text).exists()


def _sqlite(text: str) -> DatabaseAddress:
    file = text[len("sqlite:///") :]
    if not text.lower().startswith("sqlite:///") or not file or file.startswith(":") or "?" in file:
        raise Refusal(
            "An SQLite database is a file: give its name such as kpibook.db, or an address such as sqlite:///kpibook.db."
        )
    return DatabaseAddress(f"{_SQLITE}:///{file}", Path(file))


def _postgresql(text: str) -> DatabaseAddress:
    if not text.lower().startswith("postgresql://"):
        raise Refusal(
            "A PostgreSQL database has an address such as {example}.", example="postgresql://user@host/database"
        )
    rest, _, query = text[len("postgresql://") :].partition("?")
    user, _, place = rest.rpartition("@")
    is_plain = not any(letter in user for letter in "/@# ") and "@" not in query
    if not is_plain or place.count("/") != 1 or place.endswith("/") or not _is_host(place):
        # Where the password ends is anybody's guess then, so that nothing of it is told.
        raise Refusal(
            "The address of the PostgreSQL database cannot be taken apart: it is like {example}, and in its name and"
            " password @ is written %40, / is %2F, ? is %3F and # is %23.",
            example="postgresql://user:password@host:5432/database",
        )
    if secrets := sorted({key.lower() for key, _ in parse_qsl(query, keep_blank_values=True)} & _SECRETS):
        raise Refusal(
            "{what} does not stand behind the ? of an address: write a password before the host, or keep it in the"
            " file .pgpass, which PostgreSQL reads by itself.",
            what=", ".join(secrets),
        )
    return DatabaseAddress(f"postgresql://{text[len('postgresql://') :]}")


def _is_host(place: str) -> bool:
    """Whether `host:5432/database` has a host and a port that there can be."""
    try:
        return urlsplit(f"//{place}").port != 0
    except ValueError:
        return False
