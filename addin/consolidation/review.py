"""How far a Member's answers have come with whoever reviews them: received, to be put right, accepted.

The one place of that rule: the status, the result and whatever is written to Members ask it here.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from addin.consolidation.consolidate import File, Status


class Review(StrEnum):
    """How far a file has come, or a Member with all that it sent."""

    MISSING = "missing"
    """Nothing came."""
    CANNOT_BE_OPENED = "cannot-be-opened"
    """It was received, and nobody can look at it."""
    TO_BE_PUT_RIGHT = "to-be-put-right"
    """It was read: it has errors, or its answers cannot be taken as they are."""
    ACCEPTED = "accepted"
    """Its answers count, and it is complete and has no error, or somebody decided to take it all the same."""


_NEVER_REVIEWED = frozenset({Status.SUPERSEDED, Status.IGNORED})
"""Another file stands for the Member, or it is nobody's answers."""


def review_of(file: File | None, accepted: Collection[str] = ()) -> Review | None:
    """How far `file` has come; None for one that nobody is to review.

    `accepted` are the Members (ISO 3166-1 alpha-3) whose files somebody decided to accept in spite of
    their errors. Without a file nothing came.
    """
    if file is None:
        return Review.MISSING
    if file.status in _NEVER_REVIEWED or file.excluded:
        return None
    if not file.was_read:
        return Review.CANNOT_BE_OPENED
    is_decided = file.country is not None and file.country in accepted
    is_good = file.complete and not file.errors
    return Review.ACCEPTED if file.counts and (is_decided or is_good) else Review.TO_BE_PUT_RIGHT
