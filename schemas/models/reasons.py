"""Why a file counts or does not, in one language: a sentence each, with the facts that it is given in braces."""

from __future__ import annotations

from typing import Annotated

from schemas.models.members import LanguageCode
from schemas.models.model import Model
from schemas.models.wording import Phrase, needs


class ReasonWords(Model):
    """The reasons in the table Files."""

    language: LanguageCode
    blank: Phrase
    """Of an empty template that came back."""
    unread: Phrase
    unknown_member: Phrase
    one_error: Phrase
    errors: Annotated[str, needs("count")]
    same_file: Annotated[str, needs("counts")]
    """Of a file of which another, `counts`, is a copy and counts; so in those that follow."""
    submitted_later: Annotated[str, needs("counts", "day", "own_day")]
    submitted_later_undated: Annotated[str, needs("counts", "day")]
    """Where the file itself has no valid submission date."""
    changed_later: Annotated[str, needs("counts", "moment", "own_moment")]
    changed_later_unsaid: Annotated[str, needs("counts", "moment")]
    """Where the file itself does not say when it was changed."""
    last_by_name: Annotated[str, needs("counts")]
    decision: Annotated[str, needs("row", "by", "date", "reason")]
    """A decision as a clause of the sentences that follow."""
    excluded: Annotated[str, needs("decision")]
    chosen: Annotated[str, needs("counts", "decision")]
    accepted_one_error: Annotated[str, needs("decision")]
    accepted_errors: Annotated[str, needs("count", "decision")]
    counts_by: Annotated[str, needs("rows")]
