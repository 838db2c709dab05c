"""How many Members answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from addin.figures.survey import Survey


class Response(NamedTuple):
    """The Members of a region: how many there are, whose answers count, and whose are complete."""

    region: str
    """The code of the WCO region; empty for all of them."""
    asked: int
    answered: int
    complete: int
    answered_before: int
    """How many answered the year before; 0 where nobody knows."""

    @property
    def rate(self) -> float | None:
        """The share from 0 to 1 of Members that answered; None where a region has none."""
        return self.answered / self.asked if self.asked else None


def response_by_region(survey: Survey) -> tuple[Response, ...]:
    """A row a region in the order of `survey.asked`, and last one for all Members together."""
    regions = tuple(_regions(survey))
    asked, answered, complete, before = (sum(each) for each in zip(*(row[1:] for row in regions), strict=True))
    return (*regions, Response("", asked, answered, complete, before))


def _regions(survey: Survey) -> Iterator[Response]:
    answered = Counter(member.region for member in survey.members)
    complete = Counter(member.region for member in survey.members if member.is_complete)
    for region, asked in survey.asked.items():
        yield Response(region, asked, answered[region], complete[region], survey.answered_before.get(region, 0))
