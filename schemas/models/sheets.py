"""The words of the sheets of a result that people read: titles, descriptions of charts, how it was made."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from schemas.models.members import LanguageCode
from schemas.models.model import Model
from schemas.models.wording import Phrase, needs

WhatPhrase = Annotated[str, Field(min_length=1), needs("what")]
PrintedPhrase = Annotated[str, Field(min_length=1), needs("shown", "rows")]
FilesPhrase = Annotated[str, Field(min_length=1), needs("found", "counted")]


class ChartWords(Model):
    """What a chart is called, and what is said of it to those who do not see it."""

    title: Phrase
    text: Phrase


class ChartsWords(Model):
    """Those of every chart."""

    levels: ChartWords
    response: ChartWords
    regions: ChartWords
    movement: ChartWords
    themes: ChartWords


class TitleWords(Model):
    """What stands above the tables that are not the first of their sheet."""

    standards: Phrase
    response: Phrase
    legend: Phrase
    shares_by_region: Phrase
    regions: Phrase
    movement_regions: Phrase
    movement_matrix: Phrase
    themes: Phrase
    contents: Phrase


class AboutWords(Model):
    """What each line of the sheet About is called."""

    version: Phrase
    made: Phrase
    folder: Phrase
    year: Phrase
    year_asked: Phrase
    language: Phrase
    before: Phrase
    decisions: Phrase
    keep: Phrase
    files: Phrase
    counted: Phrase
    editions: Phrase
    sha256: WhatPhrase
    """The digest of an input, which stands in `{what}`."""
    method: Phrase
    how_many: FilesPhrase
    """Names how many files were found (`{found}`), and how many of them count (`{counted}`)."""


class MethodWords(Model):
    """How the figures were made, a few sentences each."""

    shares: Phrase
    response: Phrase
    quartiles: Phrase
    outliers: Phrase
    movement: Phrase
    themes: Phrase


class SheetWords(Model):
    """All that these sheets say."""

    language: LanguageCode
    result: Phrase
    """The title of a result, before its year."""
    all_standards: Phrase
    printed: PrintedPhrase
    """At the foot of a page, where not all rows of a table are printed."""
    reading: Phrase
    """Below the summary: what the shares are of."""
    no_earlier_year: Phrase
    """Stands where movement would, when there is nothing to compare with."""
    titles: TitleWords
    charts: ChartsWords
    about: AboutWords
    methods: MethodWords
    holds: dict[str, Phrase]
    """What stands on each sheet, by its title."""
