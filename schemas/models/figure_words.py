"""The words of the figures of a report: what each shows, and what its columns are called."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from schemas.models.members import LanguageCode
from schemas.models.model import Model
from schemas.models.wording import Phrase, needs

_Title = Annotated[str, Field(min_length=1)]
_Years = Annotated[_Title, needs("year", "year_before")]


class ResponseFigure(Model):
    """Who answered, by region."""

    title: Phrase
    description: Annotated[_Title, needs("answered", "asked", "share")]
    answered: Phrase
    asked: Phrase


class LevelsFigure(Model):
    """Levels as shares: by standard, by indicator, by region."""

    title: Phrase
    description: Annotated[_Title, needs("share")]


class StandardFigure(Model):
    """The indicators of one standard."""

    title: Annotated[_Title, needs("standard")]
    description: Annotated[_Title, needs("standard", "share")]


class PlainFigure(Model):
    """A figure whose description needs no numbers."""

    title: Phrase
    description: Phrase


class MatrixFigure(Model):
    """From level to level."""

    title: _Years
    description: Annotated[_Title, needs("same", "up", "down", "matched")]
    before: Annotated[_Title, needs("year")]
    now: Annotated[_Title, needs("year")]


class NetFigure(Model):
    """Up and down by indicator."""

    title: Annotated[_Title, needs("year_before")]
    description: Annotated[_Title, needs("up", "down")]


class MatchedFigure(Model):
    """The Members that answered in both years, beside all."""

    title: _Years
    description: Annotated[_Title, needs("members")]


class ThemesFigure(Model):
    """Support wanted by theme."""

    title: Phrase
    description: Phrase
    needs: Phrase
    members_short: Phrase


class InformationFigure(Model):
    """Quartiles of additional information."""

    title: Phrase
    part_title: Annotated[str, Field(min_length=1), needs("title", "part", "parts")]
    """The title where the figure is parted into several."""
    description: Phrase
    item: Phrase
    unit: Phrase
    values: Phrase
    lower: Phrase
    median: Phrase
    upper: Phrase
    least: Phrase
    greatest: Phrase
    outliers: Phrase


class MemberFigure(Model):
    """One Member's levels."""

    title: Annotated[_Title, needs("member")]
    description: Annotated[_Title, needs("member")]
    this_year: Phrase
    last_year: Annotated[_Title, needs("year")]
    shading: Phrase
    """That a cell is darker the more Members stand at its level."""
    region: Phrase
    """The share of the Member's region at the levels 4 and 5, as the head of a column."""
    all: Phrase


class FigureWords(Model):
    """What the figures say in one language."""

    language: LanguageCode
    level: Annotated[_Title, needs("level")]
    """`Level 4`: the head of a column of shares."""
    advanced: Phrase
    """The share at the levels 4 and 5, as the head of a column."""
    applicable: Phrase
    """How many answers the shares are of, as the head of a column."""
    no_level: Phrase
    all_standards: Phrase
    response: ResponseFigure
    standards: LevelsFigure
    indicators: LevelsFigure
    regions: LevelsFigure
    standard: StandardFigure
    heat_map: PlainFigure
    matrix: MatrixFigure
    net: NetFigure
    matched: MatchedFigure
    series: PlainFigure
    themes: ThemesFigure
    information: InformationFigure
    member: MemberFigure
