"""How many Members need support on which theme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from addin.figures.survey import Need


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
