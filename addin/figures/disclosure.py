"""What may be published: no figure about fewer than three Members, and none that subtraction undoes into one.

Counts of Members at levels are coarsened, not rounded: neighbouring levels whose counts are too small stand together.
A coarsened distribution is a partition whose every cell holds nobody or three Members at least; whatever is added up or
subtracted within it is a union of its cells. This is the threshold rule with complementary suppression (Hundepool et
al., Statistical Disclosure Control, 2012).

Of regions it is published who answered, by the same rule, and how far each standard is implemented, in steps of ten
percent, and so that the share would stand within the same steps were one assessment of the region another one. Take two
Members of different regions that gave different levels at an indicator, and let each have the other's: all that is
published of the indicator is the same, and what is published of the regions holds as before. So of a part of a region's
levels nothing is known that subtraction could reach: in a table of regions and levels whose margins alone are known,
the only sums that such exchanges leave alone are those of the margins.

Of changes the exact rule is used: each group that sums of what is published could single out is looked at.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from addin.figures.response import Response
from addin.figures.statistics import Item, Summary, quartiles
from addin.figures.survey import LEVELS, Indicator, MemberLevels, Survey
from addin.figures.theme_counts import ThemeCount

FEWEST = 3
"""A group of fewer Members is not shown."""
State = int | None
"""A level, or None for no level."""
STATES: tuple[State, ...] = (None, *LEVELS)
"""In the order in which neighbours may stand together."""
CLASSES: tuple[tuple[State, ...], ...] = ((None, 1), (2, 3), (4, 5))
"""Outside the scale, beginning, and advanced."""
_OUTSIDE, _BEGINNING, _ADVANCED = CLASSES
STEP, WIDEST = 10, 50
"""Shares of regions are told in such steps of percent, and not at all where that would take more than the second."""
_FEWEST_FOR_MEDIAN, _FEWEST_FOR_QUARTILES = 2 * FEWEST, 4 * FEWEST
"""So that on either side of what is shown there are three Members at least."""


def is_shown(*counts: int) -> bool:
    """Whether groups of so many Members may be shown: each is empty or large enough."""
    return all(count == 0 or count >= FEWEST for count in counts)


class Cell(NamedTuple):
    """States that stand together, and how many are in them."""

    states: tuple[State, ...]
    number: int


class Between(NamedTuple):
    """What the share at the levels 4 and 5 of those on the scale lies between, in whole percents, both included."""

    low: int
    high: int


class PublicChange(NamedTuple):
    """What changed at a standard: Members times indicators that have a level which means the same in both years."""

    matched: int
    up: int
    down: int


class PublicItem(NamedTuple):
    """An item of additional information: what of it may be published."""

    members: int
    lower: float | None
    median: float | None
    upper: float | None
    """To two digits, so that no number of a single Member stands there."""
    choices: Mapping[str, int]
    """How many Members chose each."""


@dataclass(frozen=True)
class Published:
    """All that is published of a survey."""

    response: tuple[Response, ...]
    """By region, those that are shown, and last all Members; without `complete` and `answered_before`, which are 0."""
    indicators: Mapping[str, tuple[Cell, ...]]
    standards: Mapping[int, tuple[Cell, ...]]
    """The indicators' cells added up: Members times indicators."""
    by_region: Mapping[str, Mapping[int, Between]]
    """By region and standard, those that are shown."""
    changes: Mapping[int, PublicChange]
    """By standard, those that are shown; of all standards together nothing may be told beside."""
    themes: Mapping[str, int]
    """How many Members need support on a theme."""
    information: Mapping[Item, PublicItem]


def published(survey: Survey, themes: Mapping[str, ThemeCount], information: Mapping[Item, Summary]) -> Published:
    """What may be published of `survey`, whose themes and information were counted without the European Union.

    Nothing where one or two Members answered, or all but one or two: every number would tell how many.
    """
    response = tuple(_response(survey))
    if not response:
        return Published((), {}, {}, {}, {}, {}, {})
    cells = {each.number: coarsened(_counts(survey.members, each.number)) for each in survey.indicators}
    shown = [row.region for row in response if row.region and row.answered]
    answered = len(survey.members)
    return Published(
        response,
        cells,
        dict(_standards(cells, survey.indicators)),
        {region: dict(_by_standard(survey, region)) for region in shown},
        dict(_changes(survey, cells)),
        {code: len(count.members) for code, count in themes.items() if _may_count(len(count.members), answered)},
        dict(_information(information, answered)),
    )


def _may_count(members: int, answered: int) -> bool:
    """Whether it may be shown that so many of those that answered are in a group, and the others are not."""
    return members >= FEWEST and is_shown(answered - members)


# --- how Members are spread ------------------------------------------------------------------------
def _counts(members: Iterable[MemberLevels], indicator: str) -> dict[State, int]:
    counts: dict[State, int] = dict.fromkeys(STATES, 0)
    for member in members:
        counts[member.levels.get(indicator)] += 1
    return counts


def coarsened(counts: Mapping[State, int]) -> tuple[Cell, ...]:
    """The states of `counts` in as many cells as can be, each empty or of three Members at least.

    Those of one class come together first, then what is too small with the next one up the scale, whatever its size;
    of fewer than three Members in all, nothing is left. Who knows these rules knows no more than who does not: the
    neighbour is not chosen by its number, and where one and three came together, which only they could in four, more
    is added.
    """
    if not is_shown(sum(counts.values())):
        return ()
    cells: list[Cell] = []
    for states in CLASSES:
        apart = [Cell((state,), counts[state]) for state in states]
        together = Cell(states, sum(counts[state] for state in states))
        cells += apart if is_shown(*(cell.number for cell in apart)) else [together]
    while len(cells) > 1 and (small := [place for place, cell in enumerate(cells) if _is_small(cell)]):
        first = min(small[0], len(cells) - 2)
        joined = Cell(cells[first].states + cells[first + 1].states, cells[first].number + cells[first + 1].number)
        cells[first : first + 2] = [joined]
    return tuple(cells)


def _is_small(cell: Cell) -> bool:
    is_of_one_class = any(set(cell.states) <= set(states) for states in CLASSES)
    return not is_shown(cell.number) or (cell.number == FEWEST + 1 and not is_of_one_class)


def _standards(
    cells: Mapping[str, tuple[Cell, ...]], indicators: Iterable[Indicator]
) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """The cells of each standard's indicators added up, in cells that all of them have; none where one has none."""
    of_standard: dict[int, list[tuple[Cell, ...]]] = defaultdict(list)
    for indicator in indicators:
        of_standard[indicator.standard].append(cells[indicator.number])
    for standard, several in of_standard.items():
        yield standard, _added(several) if all(several) else ()


def _added(several: list[tuple[Cell, ...]]) -> tuple[Cell, ...]:
    """The finest partition that is a union of cells in each of `several`, with the counts of all of them."""
    common = sorted(set.intersection(*(set(_ends(cells)) for cells in several)))
    found, start = [], 0
    for end in common:
        states = STATES[start:end]
        found.append(Cell(states, sum(c.number for cells in several for c in cells if c.states[0] in states)))
        start = end
    return tuple(found)


def _ends(cells: Iterable[Cell]) -> Iterator[int]:
    end = 0
    for cell in cells:
        end += len(cell.states)
        yield end


# --- regions ---------------------------------------------------------------------------------------
def _response(survey: Survey) -> Iterator[Response]:
    """The regions where as many Members answered, and did not, as may be shown; those left out together likewise."""
    rows = [Response(region, asked, len(survey.of_region(region)), 0, 0) for region, asked in survey.asked.items()]
    total = Response("", sum(row.asked for row in rows), sum(row.answered for row in rows), 0, 0)
    if not is_shown(total.answered, total.asked - total.answered):
        return
    groups = {row.region: (row.answered, row.asked - row.answered) for row in rows}
    shown = shown_together(groups, lambda regions: _sums(groups, regions))
    yield from (row for row in rows if row.region in shown)
    yield total


def _sums(groups: Mapping[str, tuple[int, ...]], regions: Collection[str]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*(groups[region] for region in regions), strict=True))) if regions else ()


def shown_together(
    groups: Mapping[str, tuple[int, ...]], of_several: Callable[[Collection[str]], tuple[int, ...]]
) -> frozenset[str]:
    """The keys of `groups` whose counts may be shown, though their total is known.

    `of_several` gives the counts of several of them together: those that are hidden must be as large as what is
    shown, so that nothing comes out when the shown ones are taken from the total.
    """
    shown = {key for key, counts in groups.items() if is_shown(*counts)}
    while shown and len(shown) < len(groups):
        hidden = groups.keys() - shown
        if is_shown(*of_several(hidden)):
            break
        shown.remove(min(shown, key=lambda key: (sum(groups[key]), key)))
    return frozenset(shown)


def _by_standard(survey: Survey, region: str) -> Iterator[tuple[int, Between]]:
    """The shares of a region that may be shown, by standard."""
    members = survey.of_region(region)
    for standard in survey.standards:
        numbers = [indicator.number for indicator in survey.indicators_of(standard)]
        levels = [member.levels.get(number) for member in members for number in numbers]
        found = between(*(sum(level in states for level in levels) for states in CLASSES))
        if found is not None:
            yield standard, found


def between(outside: int, beginning: int, advanced: int) -> Between | None:
    """The steps that the share of the advanced lies between, though one of so many assessments were another one.

    None where that says too little, or where the scale may apply to nobody.
    """
    shares = []
    for one in ((0, 0), (0, 1), (0, -1), (1, 0), (-1, 0), (1, -1), (-1, 1)):
        low, high = beginning + one[0], advanced + one[1]
        # What is taken from both is added to those outside the scale, and the other way round.
        if min(low, high, outside - sum(one)) < 0:
            continue
        if low + high == 0:
            return None
        shares.append(100 * high / (low + high))
    if not shares:
        return None
    found = Between(STEP * math.floor(min(shares) / STEP), STEP * math.ceil(max(shares) / STEP))
    return found if found.high - found.low <= WIDEST else None


# --- change ----------------------------------------------------------------------------------------
class _Assessment(NamedTuple):
    country: str
    indicator: str
    state: State
    way: str


_WAYS = ("up", "down", "rest", "new")
"""Up or down on the scale, neither, or without a level to compare with."""


def _changes(survey: Survey, cells: Mapping[str, tuple[Cell, ...]]) -> Iterator[tuple[int, PublicChange]]:
    """What changed at each standard that it may be shown of; no total is published that the others come out of."""
    ways = _ways(survey)
    for standard in survey.standards:
        numbers = [indicator.number for indicator in survey.indicators_of(standard)]
        found = [
            _Assessment(member.country, number, member.levels.get(number), ways.get((member.country, number), "new"))
            for number in numbers
            for member in survey.members
        ]
        counts = Counter(each.way for each in found)
        matched = counts.total() - counts["new"]
        if matched and all(is_shown(len(group)) for group in _groups(found, cells)):
            yield standard, PublicChange(matched, counts["up"], counts["down"])


def _ways(survey: Survey) -> Mapping[tuple[str, str], str]:
    """Which way each Member went at each indicator that it can be compared at."""
    found = {}
    for each in survey.moved():
        if each.is_comparable and each.level is not None and each.level_before is not None:
            found[each.country, each.indicator] = _way(each.level_before, each.level)
    return found


def _way(before: int, now: int) -> str:
    if 1 in {before, now} or before == now:
        return "rest"
    return "up" if now > before else "down"


def _groups(found: Collection[_Assessment], cells: Mapping[str, tuple[Cell, ...]]) -> Iterator[set[str]]:
    """The Members in each group that sums of the cells and of the numbers that went each way could single out.

    Such a sum gives every assessment a weight of its cell and a weight of its way, which must come to 0 or 1 wherever
    there is anybody. Where the weights of ways differ within a cell, they decide which of the cell are in the group;
    where they do not, the whole cell is or is not, which is as large as may be shown.
    """
    places: dict[tuple[str, State], int] = {
        (number, state): place
        for number in {each.indicator for each in found}
        for place, cell in enumerate(cells[number])
        for state in cell.states
    }
    ways_at: dict[State, set[str]] = defaultdict(set)
    for each in found:
        ways_at[each.state].add(each.way)
    in_cells: dict[tuple[str, int], set[str]] = defaultdict(set)
    for each in found:
        in_cells[each.indicator, places[each.indicator, each.state]] |= ways_at[each.state]
    for weights in itertools.product(range(-2, 3), repeat=len(_WAYS) - 1):
        weight = dict(zip(_WAYS, (*weights, 0), strict=True))
        limits = {}
        for cell, ways in in_cells.items():
            of_cell = [weight[way] for way in ways]
            limits[cell] = min(of_cell), max(of_cell)
        if max(high - low for low, high in limits.values()) == 1:
            yield {
                each.country
                for each in found
                for low, high in [limits[each.indicator, places[each.indicator, each.state]]]
                if low < high == weight[each.way]
            }


# --- information -----------------------------------------------------------------------------------
def _information(information: Mapping[Item, Summary], answered: int) -> Iterator[tuple[Item, PublicItem]]:
    """The items that enough Members gave, one unit of each, as several add up to what is left; in order."""
    units: dict[tuple[int, int], Item] = {}
    for item, summary in sorted(information.items(), key=lambda pair: -len(pair[1].members)):
        if _may_count(len(summary.members), answered):
            units.setdefault((item.standard, item.item), item)
    for item in sorted(units.values()):
        yield item, _public_item(information[item])


def _public_item(summary: Summary) -> PublicItem:
    found, givers = quartiles(summary.numbers), len(set(summary.givers))
    lower, median, upper = (
        rounded(number) if found is not None and givers >= needed and _has_both_sides(summary, number) else None
        for number, needed in zip(
            (found.lower, found.median, found.upper) if found is not None else (0.0, 0.0, 0.0),
            (_FEWEST_FOR_QUARTILES, _FEWEST_FOR_MEDIAN, _FEWEST_FOR_QUARTILES),
            strict=True,
        )
    )
    chose = [len(members) for members in summary.choosers.values()]
    others = len(summary.members) - len(set().union(*summary.choosers.values()))
    has_choices = summary.kind in {"list", "yes-no"} and is_shown(*chose, others)
    choices = {code: len(members) for code, members in summary.choosers.items()} if has_choices else {}
    return PublicItem(len(summary.members), lower, median, upper, choices)


def _has_both_sides(summary: Summary, number: float) -> bool:
    """Whether three Members gave as much as `number` or less, and three as much or more: one may give several."""
    pairs = list(zip(summary.numbers, summary.givers, strict=True))
    less, more = ({who for n, who in pairs if n <= number}, {who for n, who in pairs if n >= number})
    return min(len(less), len(more)) >= FEWEST


def rounded(number: float) -> float:
    """`number` to two digits: nobody is known by the exact number that is given."""
    return float(f"{number:.1e}")
