"""The words of the report as a page, and of the pages of its Members.

Sentences name what they count before they give the number, so that no language needs a plural to fit it.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from schemas.models.members import LanguageCode
from schemas.models.model import Model
from schemas.models.wording import Phrase, YearPhrase, needs

_TEXT = Field(min_length=1)
_OutOf = Annotated[str, _TEXT, needs("shown", "total")]
_Standards = Annotated[str, _TEXT, needs("standards", "share")]


class SectionWords(Model):
    """The headings of the page, in its order."""

    summary: Phrase
    response: Phrase
    standards: Phrase
    regions: Phrase
    indicators: Phrase
    members: Phrase
    movement: Phrase
    needs: Phrase
    information: Phrase
    method: Phrase


class GlanceWords(Model):
    """What is said first, a sentence each."""

    answered: Annotated[str, _TEXT, needs("answered", "asked", "share")]
    complete: Annotated[str, _TEXT, needs("complete", "answered")]
    advanced: Annotated[str, _TEXT, needs("share", "count", "total")]
    furthest: _Standards
    least: _Standards
    standard: Annotated[str, _TEXT, needs("standard", "title")]
    """One of the standards that are named there: as many as have the same share."""
    others: Annotated[str, _TEXT, needs("number")]
    """How many more there are, after the last that is named."""
    changed: Annotated[str, _TEXT, needs("year", "members", "up", "down", "same")]
    left_or_joined: Annotated[str, _TEXT, needs("number")]
    """Said after that where assessments left the scale for “Not applicable”, or came to it from there."""
    needed: Annotated[str, _TEXT, needs("theme", "members")]
    needed_alike: Annotated[str, _TEXT, needs("themes", "members")]
    """The same of themes that as many Members have needs on."""
    union: Phrase
    nobody: Phrase


class ColumnWords(Model):
    """Headings of tables that no other part of a report has."""

    asked: Phrase
    answered: Phrase
    complete: Phrase
    answered_in: YearPhrase
    level_in: YearPhrase
    applicable: Phrase
    needs: Phrase
    item: Phrase
    unit: Phrase
    values: Phrase
    least: Phrase
    lower: Phrase
    median: Phrase
    upper: Phrase
    greatest: Phrase
    estimates: Phrase
    not_available: Phrase
    not_applicable: Phrase
    outliers: Phrase
    choices: Phrase
    all_standards: Phrase
    to_not_applicable: Phrase
    from_not_applicable: Phrase
    matched: Phrase
    advanced_all: Phrase
    advanced_matched: Phrase
    advanced_before: Phrase


class FilterWords(Model):
    """What stands beside the choices that leave rows out, and how many are left."""

    legend: Phrase
    all: Phrase
    search_members: Phrase
    search_needs: Phrase
    clear: Phrase
    more: Phrase
    members_shown: _OutOf
    needs_shown: _OutOf


class FigureWords(Model):
    """What stands below a figure."""

    as_table: Phrase
    csv: Phrase
    svg: Phrase


class MovementWords(Model):
    """What is said of the change since the earlier year."""

    matrix: Phrase
    by_indicator: Phrase
    by_region: Phrase
    beside: Phrase
    falls: Phrase
    no_falls: Phrase
    no_earlier: Phrase


class NeedWords(Model):
    """What is said of needs."""

    by_theme: Phrase
    as_written: Phrase
    none: Phrase
    bare_yes: Phrase


class MemberWords(Model):
    """What only the page of a Member says."""

    back: Phrase
    levels: Phrase
    needs: Phrase
    no_needs: Phrase
    missing: Phrase
    nothing_missing: Phrase
    indicators: Phrase
    standards: Phrase
    errors: Phrase
    warnings: Phrase
    file: Phrase
    union: Phrase


class PageWords(Model):
    """Everything that the page says and no other part of a report does."""

    language: LanguageCode
    title: Phrase
    skip: Phrase
    contents: Phrase
    sections: SectionWords
    glance: GlanceWords
    columns: ColumnWords
    filters: FilterWords
    figures: FigureWords
    movement: MovementWords
    needs: NeedWords
    member: MemberWords
    empty: Phrase
    """Where a table would have no rows."""
    unit_none: Phrase
    """What a number is in that has no unit: it is a count."""
    scale: Phrase
    """Above the five levels in words."""
    method: tuple[Phrase, ...]
    method_themes: Phrase
    """Said where there are themes."""
    method_texts: Phrase
    """Said where texts of officers are shown."""
    made: Annotated[str, _TEXT, needs("source", "day", "version")]
