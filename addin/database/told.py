"""What a database complains of, as a sentence that tells no password."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from schemas.database_address import DatabaseAddress
from schemas.errors import Refusal
from schemas.messages.message import Message

_ADVICE = {
    # what the driver says, in part: what to do
    "is full": Message("make room on that disk"),
    "No space left": Message("make room on the server's disk"),
    "is locked": Message("another program has been writing to it for too long: run it again when that is done"),
    "readonly": Message("check your permission to write to it"),
    "read-only": Message("check your permission to write to it"),
    "not a database": Message("give the file of another database"),
    "malformed": Message("the file is damaged: take the last copy of it that is not"),
    "decode to UTF-8": Message("the file is damaged: take the last copy of it that is not"),
    "unable to open": Message("check the path and your permission"),
    "authentication": Message("check the name and the password"),
    "no password": Message("check the name and the password"),
    "permission denied": Message("ask whoever looks after the server for the permission"),
    "does not exist": Message("check the name, or have it made"),
    "terminating connection": Message("the connection was ended: run it again"),
    "closed the connection": Message("the connection was lost: run it again"),
    "connection is lost": Message("the connection was lost: run it again"),
    "connection is bad": Message("check the address, and that the server runs"),
    "connection failed": Message("check the address, and that the server runs"),
}
_USUAL = Message("look at what it says, and run it again")


@contextmanager
def in_words(address: DatabaseAddress) -> Iterator[None]:
    """Turns whatever the database at `address` raises inside into a `Refusal`; Ctrl-C stays what it is."""
    try:
        yield
    except (SQLAlchemyError, UnicodeError) as error:
        if _is_interrupted(error):
            raise KeyboardInterrupt from None
        what = without_password(_first_line(error), address)
        advice = next((said for part, said in _ADVICE.items() if part.lower() in what.lower()), _USUAL)
        # The driver's own error, and the ones it came from, may hold the address: none of them goes on.
        raise Refusal("{database}: {what}: {advice}.", database=address, what=what, advice=advice) from None


def without_password(text: str, address: DatabaseAddress) -> str:
    """`text` with a sign in place of the password, as it was typed and as it is meant."""
    user = address.url.partition("://")[2].rpartition("@")[0]
    typed = user.partition(":")[2]
    for secret in sorted({typed, unquote(typed)} - {""}, key=len, reverse=True):
        text = text.replace(secret, "***")
    return text


def _is_interrupted(error: Exception) -> bool:
    """Whether SQLite ended what it was at since somebody stopped the program meanwhile."""
    own = error.orig if isinstance(error, DBAPIError) else None
    return getattr(own, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT


def _first_line(error: Exception) -> str:
    own = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    lines = str(own).strip().splitlines()
    return (lines[0] if lines else type(own).__name__).rstrip(" .:")
