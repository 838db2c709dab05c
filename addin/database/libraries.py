"""The libraries that only a database needs: whether they are there, and how they are installed."""

from __future__ import annotations

import importlib.util

from schemas.errors import Refusal
from schemas.messages.message import Message, together
from schemas.terminal.own_command import declared_of, here

EXTRA = "database"
_LIBRARIES = ("sqlalchemy", "alembic", "psycopg")


def check_libraries() -> None:
    """Raise `Refusal`, which says how to install them, where one is missing."""
    missing = [name for name in _LIBRARIES if importlib.util.find_spec(name) is None]
    if missing:
        raise Refusal(
            "A database needs {libraries}, which kpibook does without otherwise: install them with {command}.",
            libraries=together(missing, by=Message(" and ")),
            command=here().install(*declared_of(EXTRA)),
        )
