"""Why one file of a Member counts and another does not, in words."""

from __future__ import annotations

import datetime as dt

from addin.submissions.submission import FileFacts
from schemas.loading.reporting import load_part
from schemas.loading.spoken import spoken_language
from schemas.models.reasons import ReasonWords

LONG_AGO = dt.datetime(1, 1, 1, tzinfo=dt.UTC)
"""When a file was sent, or changed, that does not say so."""


def moment_of(file: FileFacts) -> dt.datetime:
    """When it was modified last, in UTC; long ago where it does not say."""
    if file.modified is None:
        return LONG_AGO
    return file.modified if file.modified.tzinfo else file.modified.replace(tzinfo=dt.UTC)


def why_not(file: FileFacts, counts: FileFacts, words: ReasonWords) -> str:
    """Why another file of the Member `counts` and not `file`, in words."""
    if file.sha256 and file.sha256 == counts.sha256:
        return words.same_file.format(counts=counts.file)
    if file.submitted != counts.submitted:
        facts = {"counts": counts.file, "day": counts.submitted, "own_day": file.submitted}
        return (words.submitted_later if file.submitted else words.submitted_later_undated).format(**facts)
    if moment_of(file) != moment_of(counts):
        facts = {"counts": counts.file, "moment": _told(moment_of(counts)), "own_moment": _told(moment_of(file))}
        return (words.changed_later if file.modified else words.changed_later_unsaid).format(**facts)
    return words.last_by_name.format(counts=counts.file)


def _told(moment: dt.datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"


def reason_words(language: str | None) -> ReasonWords:
    """The words of the reasons in `language`, two letters; in English where it is None."""
    words: ReasonWords = load_part(spoken_language(None, language), "reasons", ReasonWords)
    return words
