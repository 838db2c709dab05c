"""What the values of additional information come to: counts, quartiles, and what lies far from all others.

Quartiles are the inclusive ones, as Excel's QUARTILE.INC. An outlier lies beyond Tukey's fences, which are one and a
half interquartile ranges outside the quartiles; it is marked, and stays in every figure.
"""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from addin.figures.survey import Given

FEWEST_FOR_FENCES = 8
"""Of fewer values nothing can be said to lie far from the others."""
_TUKEY = 1.5


class Item(NamedTuple):
    """What values are brought together by: an item, and the unit of its numbers."""

    standard: int
    item: int
    unit: str
    """`%`, `hours`, an ISO 4217 code, or empty; amounts in several currencies are not added up."""
    edition: str = ""
    """The earlier edition that asked it, where the newest has no such item."""


class Quartiles(NamedTuple):
    """The least, the three quartiles and the greatest of some numbers."""

    least: float
    lower: float
    median: float
    upper: float
    greatest: float

    @property
    def fences(self) -> tuple[float, float]:
        """What outliers lie beyond."""
        reach = _TUKEY * (self.upper - self.lower)
        return self.lower - reach, self.upper + reach


@dataclass
class Summary:
    """What all the values of one item and unit come to."""

    kind: str
    numbers: list[float] = field(default_factory=list)
    givers: list[str] = field(default_factory=list)
    """The Member that each of the numbers is of: one may have given several."""
    members: set[str] = field(default_factory=set)
    """Those that gave a value."""
    estimates: int = 0
    """Values that were marked as estimates."""
    not_available: int = 0
    not_applicable: int = 0
    choices: Counter[str] = field(default_factory=Counter)
    """How many chose each code of a list, or said yes or no."""
    choosers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The Members that did."""

    @property
    def quartiles(self) -> Quartiles | None:
        """Of the numbers; None where there is none."""
        return quartiles(self.numbers)

    @property
    def outliers(self) -> int:
        """How many of the numbers are outliers."""
        limits = fences(self.numbers)
        return sum(is_outlier(number, limits) for number in self.numbers)


def quartiles(numbers: Iterable[float]) -> Quartiles | None:
    """The quartiles of `numbers`; None of nothing."""
    ordered = sorted(numbers)
    if not ordered:
        return None
    lower, median, upper = statistics.quantiles(ordered * 2 if len(ordered) == 1 else ordered, n=4, method="inclusive")
    return Quartiles(ordered[0], lower, median, upper, ordered[-1])


def fences(numbers: Iterable[float]) -> tuple[float, float] | None:
    """Tukey's fences of `numbers`; None where there are too few of them."""
    ordered = list(numbers)
    found = quartiles(ordered) if len(ordered) >= FEWEST_FOR_FENCES else None
    return found.fences if found is not None else None


def is_outlier(number: float | None, limits: tuple[float, float] | None) -> bool:
    """Whether a number lies beyond the fences `limits`."""
    return number is not None and limits is not None and not limits[0] <= number <= limits[1]


def outliers(given: Iterable[Given]) -> Mapping[Item, tuple[float, float]]:
    """Tukey's fences of each item and unit that has values enough."""
    numbers: dict[Item, list[float]] = defaultdict(list)
    for each in given:
        if each.value is not None:
            numbers[Item(each.standard, each.item, each.unit, each.edition)].append(each.value)
    found = ((item, fences(values)) for item, values in numbers.items())
    return {item: limits for item, limits in found if limits is not None}


def summaries(given: Iterable[Given]) -> Mapping[Item, Summary]:
    """What the values come to, by item and unit, in order; what is not available is counted at the item's usual unit.

    The usual unit is the one that most of its values have. Values are let go as they come.
    """
    found: dict[Item, Summary] = {}
    without: dict[tuple[int, int, str], Summary] = {}
    """What has no number, by item: its unit is known once all have been seen."""
    units: dict[tuple[int, int, str], Counter[str]] = defaultdict(Counter)
    for each in given:
        place = (each.standard, each.item, each.edition)
        units[place][each.unit] += each.value is not None
        if each.value is None:
            _count(without.setdefault(place, Summary(each.kind)), each)
        else:
            _count(found.setdefault(Item(each.standard, each.item, each.unit, each.edition), Summary(each.kind)), each)
    for place, summary in without.items():
        unit = max(units[place], key=lambda unit: (units[place][unit], unit))
        _join(found.setdefault(Item(*place[:2], unit, place[2]), Summary(summary.kind)), summary)
    return dict(sorted(found.items()))


def _count(summary: Summary, given: Given) -> None:
    """Count a value in the summary of its item and unit."""
    summary.not_available += given.not_available
    summary.not_applicable += given.not_applicable
    if given.not_available or given.not_applicable:
        return
    summary.members.add(given.country)
    summary.estimates += given.is_estimate
    if given.value is not None:
        summary.numbers.append(given.value)
        summary.givers.append(given.country)
    elif given.text:
        summary.choices[given.text] += 1
        summary.choosers[given.text].add(given.country)


def _join(summary: Summary, without: Summary) -> None:
    """Count what has no number beside what has one."""
    summary.not_available += without.not_available
    summary.not_applicable += without.not_applicable
    summary.members |= without.members
    summary.estimates += without.estimates
    summary.choices += without.choices
    summary.choosers.update(without.choosers)
