"""How Members are spread over the implementation levels. There is no mean: levels are an order, not amounts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from addin.figures.survey import ADVANCED, LEVELS, NOT_APPLICABLE, Indicator, MemberLevels


class Distribution(NamedTuple):
    """How many stand at each level: Members at an indicator, or Members times indicators of a standard."""

    at_level: tuple[int, int, int, int, int]
    """At the levels 1 to 5; level 1 is “Not applicable”."""
    no_level: int
    """Those that answered and gave no level."""

    @property
    def total(self) -> int:
        """All that answered."""
        return sum(self.at_level) + self.no_level

    @property
    def not_applicable(self) -> int:
        """Those at level 1, which stands outside the scale."""
        return self.at_level[NOT_APPLICABLE - 1]

    @property
    def applicable(self) -> int:
        """Those at the levels 2 to 5: the denominator of every share."""
        return sum(self.at_level) - self.not_applicable

    def share(self, *levels: int) -> float | None:
        """The share from 0 to 1 of those at `levels`, which are of 2 to 5; None where the scale applies to nobody."""
        if not self.applicable:
            return None
        return sum(self.at_level[level - 1] for level in levels) / self.applicable

    @property
    def advanced(self) -> float | None:
        """The share from 0 to 1 of those at the levels 4 and 5."""
        return self.share(*sorted(ADVANCED))

    def __add__(self, other: object) -> Distribution:
        if not isinstance(other, Distribution):
            return NotImplemented
        first, *rest = (mine + theirs for mine, theirs in zip(self.at_level, other.at_level, strict=True))
        return Distribution((first, *rest), self.no_level + other.no_level)  # type: ignore[arg-type]


EMPTY = Distribution((0, 0, 0, 0, 0), 0)


def by_indicator(members: Iterable[MemberLevels], indicators: Iterable[Indicator]) -> Mapping[str, Distribution]:
    """How `members` are spread at each indicator, by its number, in order."""
    numbers = [indicator.number for indicator in indicators]
    counts = {number: dict.fromkeys(LEVELS, 0) for number in numbers}
    total = 0
    for member in members:
        total += 1
        for number in counts.keys() & member.levels.keys():
            counts[number][member.levels[number]] += 1
    return {number: _distribution(tuple(counts[number].values()), total) for number in numbers}


def _distribution(at_level: tuple[int, ...], total: int) -> Distribution:
    one, two, three, four, five = at_level
    return Distribution((one, two, three, four, five), total - sum(at_level))


def by_standard(
    distributions: Mapping[str, Distribution], indicators: Iterable[Indicator]
) -> Mapping[int, Distribution]:
    """The distributions of indicators added up by standard: what is counted is Members times indicators."""
    found: dict[int, Distribution] = {}
    for indicator in indicators:
        found[indicator.standard] = found.get(indicator.standard, EMPTY) + distributions[indicator.number]
    return found


def overall(distributions: Mapping[str, Distribution]) -> Distribution:
    """All indicators together: Members times indicators."""
    return sum(distributions.values(), EMPTY)
