"""How work ends early: refusals of what a person asked for, and what broke while something was at hand."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator

from schemas.messages.message import Called, Message, together

_FULL = Message("Make room on that disk, or choose another place with --out.")
_READ_ONLY = Message(
    "Nothing can be written on that disk: have it opened for writing, or choose another place with --out."
)
_BUSY = Message("Close it in other programs, or choose another place with --out.")
_USUAL = Message("Check the path and your permission.")
_ADVICE = {
    errno.ENOSPC: _FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): _FULL,
    errno.EROFS: _READ_ONLY,
    errno.EBUSY: _BUSY,
    errno.ETXTBSY: _BUSY,
}


class Refusal(Exception):
    """Wrong usage, or nothing to work on. Its text is a sentence that says what to do; exit status 2."""

    def __init__(self, template: str, /, *details: str, **facts: object) -> None:
        """`template` and `facts` are those of a `Message`; or it is a message, or a plain sentence, as a whole."""
        self.message = template if isinstance(template, Message) else Message(template, **facts)
        super().__init__(self.message)
        self.details = details
        """What the sentence speaks of, one by one, such as each mistake of a file: messages, or plain texts."""

    def said(self, language: str, called: Called | None = None) -> str:
        """The sentence as `Message.said` says it."""
        return self.message.said(language, called)


class NotEarlierError(Refusal):
    """What was given as an earlier year's answers is of no year before the one that is at hand."""


class ProcessEndedError(Exception):
    """A process that had begun on a work for this one was ended; its text says by what, such as `SIGKILL`."""


@contextlib.contextmanager
def naming(what: str) -> Iterator[None]:
    """Lets whatever breaks inside say `what` was at hand, such as “with the answers of KEN in kenya.xlsx”."""
    try:
        yield
    except Exception as error:
        error.add_note(what)
        raise


def of_the_system(error: OSError) -> Message:
    """What the system says of a place, and what to do about it, as a sentence."""
    place = f"{error.filename}: " if error.filename else ""
    advice = _ADVICE.get(error.errno or 0, _USUAL)
    return Message("{place}{what}. {advice}", place=place, what=error.strerror or error, advice=advice)


def told(error: BaseException) -> Message:
    """What `error` says, and what was at hand."""
    first = error.message if isinstance(error, Refusal) else str(error)
    return together((first, *getattr(error, "__notes__", ())), by=", ")
