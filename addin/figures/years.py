"""The years one beside the other: who answered, and the share at the levels 4 and 5 of each standard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from addin.figures.distribution import by_indicator, by_standard, overall
from addin.figures.response import response_by_region
from addin.figures.survey import Survey


@dataclass(frozen=True)
class EarlierYear:
    """An earlier year, told by the indicators of the report's own: what has no counterpart there is left out."""

    survey: Survey
    editions: frozenset[str]
    """Those that its Members were asked by."""


class YearShares(NamedTuple):
    """What one year comes to; None where there is nothing, or where nothing of it may be shown."""

    year: int | None
    response: float | None
    """The share of Members that answered, from 0 to 1, as are the others."""
    standards: Mapping[int, float | None]
    """The share at the levels 4 and 5 of those on the scale, by standard."""
    all_standards: float | None


def shares_of(survey: Survey) -> YearShares:
    """What a year comes to."""
    indicators = by_indicator(survey.members, survey.indicators)
    standards = by_standard(indicators, survey.indicators)
    return YearShares(
        survey.year,
        response_by_region(survey)[-1].rate,
        {standard: found.advanced for standard, found in standards.items()},
        overall(indicators).advanced,
    )
