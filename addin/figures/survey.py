"""What figures are computed from: the records of one year, from a folder's workbooks or from a result alike."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

LEVELS = (1, 2, 3, 4, 5)
NOT_APPLICABLE = 1
"""The level that stands outside the scale: it is counted apart, and is in no denominator."""
ADVANCED = frozenset({4, 5})
"""Finalising implementation, and implementation complete."""


class Indicator(NamedTuple):
    """An indicator, as a column of Levels names it."""

    number: str
    """`1.1`; of an earlier edition without a counterpart `2018:9.2`."""
    standard: int
    question: str
    """What it asks, in the language of the figures."""


class MemberLevels(NamedTuple):
    """The levels of one Member whose answers count."""

    country: str
    """ISO 3166-1 alpha-3."""
    region: str
    """The code of its WCO region."""
    levels: Mapping[str, int]
    """1 to 5 by the number of the indicator; those without a level are not in it."""
    is_complete: bool = False


class Moved(NamedTuple):
    """One indicator of one Member, this year and the year before."""

    country: str
    region: str
    indicator: str
    level_before: int | None
    level: int | None
    is_comparable: bool
    """False where the two do not mean the same: there is no change to count then."""


class Need(NamedTuple):
    """What one Member tells of difficulties and of support wanted at one indicator."""

    country: str
    region: str
    indicator: str
    standard: int
    level: int | None
    difficulty: str
    support: str
    language: str
    themes: tuple[str, ...]
    """The codes of its themes, suggested or decided."""


class Given(NamedTuple):
    """One value of an additional-information item."""

    country: str
    region: str
    standard: int
    item: int
    part: str
    kind: str
    """The name of the kind: `percent`, `count`, `duration`, `money`, `list` …"""
    value: int | float | None
    unit: str
    is_estimate: bool
    not_available: bool
    not_applicable: bool
    text: str
    edition: str = ""
    """The earlier edition that asked it, where the newest has no such item; empty for an item of the newest."""


@dataclass(frozen=True)
class Survey:
    """One year of the survey; needs, values and movement are streamed, and each call begins anew."""

    year: int | None
    year_before: int | None
    """The year that is compared with; None where there is none."""
    standards: Mapping[int, str]
    """The title of each standard."""
    indicators: tuple[Indicator, ...]
    asked: Mapping[str, int]
    """How many Members there are to answer, by the code of the region; the European Union is no Member."""
    members: tuple[MemberLevels, ...]
    """The Members whose answers count, by country."""
    unions: tuple[MemberLevels, ...] = ()
    """The European Union, where it answered: it is counted apart."""
    before: tuple[MemberLevels, ...] = ()
    """Of those Members that answered the year before too, the levels of then, by this year's indicators: only those
    that mean the same."""
    answered_before: Mapping[str, int] = field(default_factory=dict)
    """How many Members answered the year before, by the code of the region; empty where nobody knows."""
    moved: Callable[[], Iterable[Moved]] = tuple
    needs: Callable[[], Iterable[Need]] = tuple
    given: Callable[[], Iterable[Given]] = tuple

    def of_region(self, region: str) -> tuple[MemberLevels, ...]:
        """The Members of one region."""
        return tuple(member for member in self.members if member.region == region)

    def indicators_of(self, standard: int) -> tuple[Indicator, ...]:
        """The indicators of one standard, in order."""
        return tuple(indicator for indicator in self.indicators if indicator.standard == standard)

    @property
    def matched(self) -> Collection[str]:
        """The Members that answered in both years."""
        return {member.country for member in self.before} & {member.country for member in self.members}
