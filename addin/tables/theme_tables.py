"""The tables of the sheet Themes: how many Members need what, by theme, standard and region."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from addin.figures.theme_counts import ThemeCount, count_themes
from addin.tables import sheet_columns as c
from addin.tables.in_words import InWords
from addin.tables.region_tables import region_codes
from addin.tables.table import Cells, Table, Value, table_of

THEMES, COUNTS = "Themes", "ThemeCounts"


def theme_counts(words: InWords) -> Table:
    """One row a theme: its needs, and the Members that have one, by region; those with most Members first."""

    def of(region: str) -> Callable[[str, ThemeCount], Value]:
        return lambda _, count: len(count.by_region.get(region, ()))

    cells: Cells[str, ThemeCount] = {
        c.THEME: lambda theme, _: theme,
        c.LABEL: lambda theme, _: words.theme(theme),
        c.WITH_NEEDS: lambda _, count: len(count.members),
        c.NEEDS: lambda _, count: count.needs,
        **{c.members_in(region): of(region) for region in region_codes() if region},
    }
    return table_of(COUNTS, cells, lambda: iter(count_themes(words.needs).items()), leading=True)


@dataclass
class _Count:
    """The needs of one theme, standard and region."""

    needs: int = 0
    members: set[str] = field(default_factory=set)


_Place = tuple[str, int, str]
"""A theme, a standard and a region."""


def themes(words: InWords) -> Table:
    """One row a theme, a standard and a region in which there is such a need."""
    cells: Cells[_Place, _Count] = {
        c.THEME: lambda place, _: place[0],
        c.LABEL: lambda place, _: words.theme(place[0]),
        c.STANDARD: lambda place, _: place[1],
        c.TITLE: lambda place, _: words.survey.standards.get(place[1]),
        c.REGION: lambda place, _: place[2],
        c.REGION_NAME: lambda place, _: words.region(place[2]),
        c.WITH_NEEDS: lambda _, count: len(count.members),
        c.NEEDS: lambda _, count: count.needs,
    }

    def records() -> Iterator[tuple[_Place, _Count]]:
        found: dict[_Place, _Count] = defaultdict(_Count)
        for need in words.needs:
            for theme in need.themes or ("",):
                count = found[theme, need.standard, need.region]
                count.needs += 1
                count.members.add(need.country)
        yield from sorted(found.items(), key=lambda pair: (not pair[0][0], pair[0]))

    return table_of(THEMES, cells, records)
