"""The words of the report as a document, and of the documents of its Members, beside those of the page."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from schemas.models.members import LanguageCode
from schemas.models.model import Model
from schemas.models.wording import Phrase, needs

_TEXT = Field(min_length=1)


class DocumentWords(Model):
    """Everything that the documents say and neither the page nor the figures do."""

    language: LanguageCode
    title: Phrase
    member_title: Phrase
    framework: Phrase
    """What is surveyed: above the title."""
    standard_lead: Annotated[str, _TEXT, needs("share", "applicable", "not_applicable", "no_level")]
    """What is said first of each standard."""
    standard_themes: Annotated[str, _TEXT, needs("themes")]
    """The themes of support that most Members want at a standard."""
    by_region: Phrase
    """Themes by region, as the title of a table."""
    by_standard: Phrase
    themes_note: Phrase
    """That a Member may stand in several themes, and where its own words are."""
    regions_lead: Phrase
    falls_none: Phrase
    annex: Phrase
    annex_note: Phrase
    union: Phrase
    """The heading of the European Union's own section."""
    compared: Annotated[str, _TEXT, needs("year", "up", "down", "same", "other")]
    """What changed at one Member."""
    not_compared: Phrase
    level: Phrase
    """A level of the scale, as the head of a narrow column."""
    meaning: Phrase
    made: Annotated[str, _TEXT, needs("day", "version")]
    """On the cover: the day, and what it is made from, without the name of a working file."""
