"""How many Members need support on which theme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from addin.figures.survey import Need

_MOST_NAMED = 3
"""So many themes that tie are named together; of more, none stands out."""


@dataclass
class ThemeCount:
    """One theme: the needs that it stands in, and the Members that have them. A need may have several themes."""

    needs: int = 0
    members: set[str] = field(default_factory=set)
    by_standard: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The Members by standard."""
    by_region: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The Members by the code of their region."""


def count_themes(needs: Iterable[Need]) -> dict[str, ThemeCount]:
    """The counts by the code of the theme, most Members first; needs without a theme stand under the empty code."""
    found: dict[str, ThemeCount] = defaultdict(ThemeCount)
    for need in needs:
        for theme in need.themes or ("",):
            count = found[theme]
            count.needs += 1
            count.members.add(need.country)
            count.by_standard[need.standard].add(need.country)
            count.by_region[need.region].add(need.country)
    return dict(sorted(found.items(), key=lambda pair: (not pair[0], -len(pair[1].members), pair[0])))


def most_needed(members: Mapping[str, int]) -> tuple[str, ...]:
    """The themes that most Members have needs on, from the number of Members by code: all that tie.

    Empty where more than three do, and where no need has a theme.
    """
    known = {code: count for code, count in members.items() if code}
    greatest = max(known.values(), default=0)
    tied = tuple(code for code, count in known.items() if count == greatest)
    return tied if len(tied) <= _MOST_NAMED else ()
