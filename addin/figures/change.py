"""What changed since the year before, among the Members that answered in both years.

Up and down are counted on the scale, which is the levels 2 to 5; to and from “Not applicable” is counted apart. So it
is with shares: they are of those on the scale in both years.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from addin.figures.distribution import Distribution
from addin.figures.survey import LEVELS, NOT_APPLICABLE, Moved

FALL = -2
"""A change from which on a fall is listed by itself."""


def change_between(before: int | None, now: int | None) -> int | None:
    """The level less the one before; None where one is missing, and of a move to or from “Not applicable”.

    That level stands outside the scale: such a move is no number of levels up or down.
    """
    if before is None or now is None:
        return None
    return now - before if before == now or _on_scale((before, now)) else None


@dataclass
class Changes:
    """What changed: Members at an indicator or in a region, or both, each counted once an indicator."""

    matrix: dict[tuple[int, int], int] = field(
        default_factory=lambda: {(before, now): 0 for before in LEVELS for now in LEVELS}
    )
    """How many went from a level to a level."""

    def add(self, before: int, now: int) -> None:
        """Count one more that went from `before` to `now`."""
        self.matrix[before, now] += 1

    def join(self, other: Changes) -> None:
        """Count all that `other` counts as well."""
        for pair, number in other.matrix.items():
            self.matrix[pair] += number

    def _count(self, pairs: Iterable[tuple[int, int]]) -> int:
        return sum(self.matrix[pair] for pair in pairs)

    @property
    def matched(self) -> int:
        """All that have a level that means the same in both years."""
        return sum(self.matrix.values())

    @property
    def up(self) -> int:
        """Those that went up on the scale."""
        return self._count(pair for pair in self.matrix if _on_scale(pair) and pair[1] > pair[0])

    @property
    def down(self) -> int:
        """Those that went down on the scale."""
        return self._count(pair for pair in self.matrix if _on_scale(pair) and pair[1] < pair[0])

    @property
    def net(self) -> int:
        """How many more went up than down."""
        return self.up - self.down

    @property
    def same(self) -> int:
        """Those at the level of the year before."""
        return self._count((level, level) for level in LEVELS)

    @property
    def to_not_applicable(self) -> int:
        """Those that left the scale."""
        return self._count((level, NOT_APPLICABLE) for level in LEVELS if level != NOT_APPLICABLE)

    @property
    def from_not_applicable(self) -> int:
        """Those that came to the scale."""
        return self._count((NOT_APPLICABLE, level) for level in LEVELS if level != NOT_APPLICABLE)

    @property
    def advanced_before(self) -> float | None:
        """The share from 0 to 1 at levels 4 and 5 a year before, of those on the scale in both years; None of nobody.

        Both shares have one denominator: nothing but going up or down moves one away from the other.
        """
        return self._on_scale(before=True).advanced

    @property
    def advanced_now(self) -> float | None:
        """The share from 0 to 1 at levels 4 and 5 this year, of those on the scale in both years; None of nobody."""
        return self._on_scale(before=False).advanced

    def _on_scale(self, *, before: bool) -> Distribution:
        """How those on the scale in both years are spread over it, this year or `before`."""
        place = 0 if before else 1
        pairs = [pair for pair in self.matrix if _on_scale(pair)]
        one, two, three, four, five = (self._count(pair for pair in pairs if pair[place] == level) for level in LEVELS)
        return Distribution((one, two, three, four, five), 0)

    def at_level(self, level: int, *, before: bool) -> int:
        """How many of the matched stand at `level`, this year or `before`."""
        return self._count(pair for pair in self.matrix if pair[0 if before else 1] == level)


def _on_scale(pair: tuple[int, int]) -> bool:
    return NOT_APPLICABLE not in pair


@dataclass(frozen=True)
class AllChanges:
    """The changes of all Members, and the same by indicator and by region."""

    all: Changes
    by_indicator: dict[str, Changes]
    by_region: dict[str, Changes]


def changes_of(moved: Iterable[Moved]) -> AllChanges:
    """Count what changed; what has no level in one of the years, or does not mean the same, is not counted."""
    found = AllChanges(Changes(), {}, {})
    for each in moved:
        if each.is_comparable and each.level_before is not None and each.level is not None:
            of_indicator = found.by_indicator.setdefault(each.indicator, Changes())
            of_region = found.by_region.setdefault(each.region, Changes())
            for changes in (found.all, of_indicator, of_region):
                changes.add(each.level_before, each.level)
    return found


def falls(moved: Iterable[Moved]) -> Iterator[Moved]:
    """Every fall of two levels or more on the scale: a move to “Not applicable” is none, whatever the level before."""
    for each in moved:
        change = change_between(each.level_before, each.level)
        if each.is_comparable and change is not None and change <= FALL:
            yield each
