"""How work ends early: refusals of what a person asked for, and what broke while something was at hand."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator

_ANOTHER = "or choose another place with --out."
_FULL = f"Make room on that disk, {_ANOTHER}"
_ADVICE = {
    errno.ENOSPC: _FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): _FULL,
    errno.EROFS: f"Nothing can be written on that disk: have it opened for writing, {_ANOTHER}",
    errno.EBUSY: f"Close it in other programs, {_ANOTHER}",
    errno.ETXTBSY: f"Close it in other programs, {_ANOTHER}",
}


class Refusal(Exception):
    """Wrong usage, or nothing to work on. Its text is a sentence that says what to do; exit status 2."""

    def __init__(self, sentence: str, *details: str) -> None:
        super().__init__(sentence)
        self.details = details
        """What the sentence speaks of, one by one, such as each mistake of a file."""


@contextlib.contextmanager
def naming(what: str) -> Iterator[None]:
    """Lets whatever breaks inside say `what` was at hand, such as “with the answers of KEN in kenya.xlsx”."""
    try:
        yield
    except Exception as error:
        error.add_note(what)
        raise


def of_the_system(error: OSError) -> str:
    """What the system says of a place, and what to do about it, as a sentence."""
    place = f"{error.filename}: " if error.filename else ""
    advice = _ADVICE.get(error.errno or 0, "Check the path and your permission.")
    return f"{place}{error.strerror or error}. {advice}"


def told(error: BaseException) -> str:
    """What `error` says, and what was at hand."""
    return ", ".join((str(error), *getattr(error, "__notes__", ())))
