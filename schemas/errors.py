"""How work ends early: refusals of what a person asked for, and what broke while something was at hand."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator


class Refusal(Exception):
    """Wrong usage, or nothing to work on. Its text is a sentence that says what to do; exit status 2."""


@contextlib.contextmanager
def naming(what: str) -> Iterator[None]:
    """Lets whatever breaks inside say `what` was at hand, such as “with the answers of KEN in kenya.xlsx”."""
    try:
        yield
    except Exception as error:
        error.add_note(what)
        raise


def told(error: BaseException) -> str:
    """What `error` says, and what was at hand."""
    return ", ".join((str(error), *getattr(error, "__notes__", ())))
