"""What only the report that is published says, beside the words of the page, of the figures and of every report."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from schemas.models.members import LanguageCode
from schemas.models.model import Model
from schemas.models.wording import Phrase, needs

_TEXT = Field(min_length=1)


class PublicNotes(Model):
    """Why something is not shown, a sentence each; none of them tells how many Members it is about."""

    response: Annotated[str, _TEXT, needs("regions")]
    levels: Phrase
    regions: Phrase
    changes: Phrase
    changes_hidden: Annotated[str, _TEXT, needs("standards")]
    no_changes: Phrase
    series: Phrase
    themes: Phrase
    themes_hidden: Annotated[str, _TEXT, needs("themes")]
    no_themes: Phrase
    information: Phrase
    no_information: Phrase


class PublicFigureWords(Model):
    """Titles and descriptions of figures that no other report has."""

    bars: Phrase
    """The description of distributions over the levels."""
    bars_title: Phrase
    """Above a table of them."""
    steps: Phrase
    """The description of the steps that shares of regions stand between."""
    changes_title: Annotated[str, _TEXT, needs("year")]
    changes: Phrase
    information_title: Phrase
    information: Phrase


class PublicWords(Model):
    """Everything that only the report to be published says."""

    language: LanguageCode
    lead: Phrase
    nothing: Phrase
    """In place of all results where none can be shown."""
    changed: Annotated[str, _TEXT, needs("year", "matched", "up", "down")]
    needed: Annotated[str, _TEXT, needs("theme", "members")]
    needed_alike: Annotated[str, _TEXT, needs("themes", "members")]
    """The same of themes that as many Members have needs on."""
    levels: Phrase
    """The head of a column that says which levels a number is of."""
    together: Annotated[str, _TEXT, needs("levels", "number")]
    """In a cell: which levels are shown together, and how many are at them."""
    shown_together: Phrase
    compared: Phrase
    """The head of a column: assessments that can be compared with an earlier year."""
    assessments: Phrase
    choices: Phrase
    notes: PublicNotes
    figures: PublicFigureWords
    method: Annotated[tuple[Phrase, ...], Field(min_length=1)]
    made: Annotated[str, _TEXT, needs("day", "version")]
