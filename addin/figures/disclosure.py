"""What may be published: no figure about fewer than three Members, and none that subtraction undoes into one.

Counts of Members at levels are coarsened, not rounded: neighbouring levels whose counts are too small stand together.
A coarsened distribution is a partition whose every cell holds nobody or three Members at least; whatever is added up or
subtracted within it is a union of its cells. Beside it, of regions, only the three classes below are published, and
only where the classes of the regions that are shown, and those of all that are hidden together, are as large. A
level is never put together with one of another class there, so a difference between the two is again a union of cells
of the one or of the other (additive functions of level and region that are 0 or 1 depend on one of them alone).

This is the threshold rule with complementary suppression (Hundepool et al., Statistical Disclosure Control, 2012).
"""

from __future__ import annotations

from collections import defaultdict
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
_ADVANCED = 2
_FEWEST_FOR_MEDIAN, _FEWEST_FOR_QUARTILES = 2 * FEWEST, 4 * FEWEST
"""So that on either side of what is shown there are three Members at least."""


def is_shown(*counts: int) -> bool:
    """Whether groups of so many Members may be shown: each is empty or large enough."""
    return all(count == 0 or count >= FEWEST for count in counts)


class Cell(NamedTuple):
    """States that stand together, and how many are in them."""

    states: tuple[State, ...]
    number: int


class Share(NamedTuple):
    """How many of those on the scale are at the levels 4 and 5: Members times indicators."""

    advanced: int
    applicable: int


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
    choices: Mapping[str, int]


@dataclass(frozen=True)
class Published:
    """All that is published of a survey."""

    response: tuple[Response, ...]
    """By region, those that are shown, and last all Members; without `complete` and `answered_before`, which are 0."""
    indicators: Mapping[str, tuple[Cell, ...]]
    standards: Mapping[int, tuple[Cell, ...]]
    """The indicators' cells added up: Members times indicators."""
    by_region: Mapping[str, Mapping[int, Share]]
    """By region and standard, those that are shown."""
    changes: Mapping[int, PublicChange]
    """By standard; empty unless all of them can be shown."""
    themes: Mapping[str, int]
    """How many Members need support on a theme."""
    information: Mapping[Item, PublicItem]


def published(survey: Survey, themes: Mapping[str, ThemeCount], information: Mapping[Item, Summary]) -> Published:
    """What may be published of `survey`, whose themes and information were counted already."""
    response = tuple(_response(survey))
    cells = {each.number: coarsened(_counts(survey.members, each.number)) for each in survey.indicators}
    shown = [row.region for row in response if row.region and row.answered]
    answered = len(survey.members)
    return Published(
        response,
        cells,
        dict(_standards(cells, survey.indicators)),
        _by_region(survey, shown, cells),
        _changes(survey),
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

    Those of one class come together first, then classes with their neighbours; of fewer than three Members in
    all, nothing is left.
    """
    if not is_shown(sum(counts.values())):
        return ()
    cells: list[Cell] = []
    for states in CLASSES:
        apart = [Cell((state,), counts[state]) for state in states]
        together = Cell(states, sum(counts[state] for state in states))
        cells += apart if is_shown(*(cell.number for cell in apart)) else [together]
    while (index := next((n for n, cell in enumerate(cells) if not is_shown(cell.number)), None)) is not None:
        cells = _joined(cells, index)
    return tuple(cells)


def _joined(cells: list[Cell], index: int) -> list[Cell]:
    """`cells` with the one at `index` put together with the neighbour on the scale that has the fewest Members."""
    before, after = index - 1, index + 1
    choices = [place for place in (before, after) if 0 <= place < len(cells)]
    with_members = [place for place in choices if cells[place].number] or choices
    other = min(with_members, key=lambda place: cells[place].number)
    first, last = sorted((index, other))
    joined = Cell(cells[first].states + cells[last].states, cells[first].number + cells[last].number)
    return [*cells[:first], joined, *cells[last + 1 :]]


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


def _by_region(
    survey: Survey, regions: Collection[str], cells: Mapping[str, tuple[Cell, ...]]
) -> dict[str, dict[int, Share]]:
    """The shares by region and standard that may be shown, of those `regions` whose response is."""
    found: dict[str, dict[int, Share]] = {region: {} for region in regions}
    for standard in survey.standards:
        numbers = [indicator.number for indicator in survey.indicators_of(standard)]
        if not numbers or not all(_keeps_classes(cells[number]) for number in numbers):
            continue
        holders = {region: _holders(survey.of_region(region), numbers) for region in survey.asked}
        groups = {region: tuple(map(len, sets)) for region, sets in holders.items()}
        possible = shown_together(groups, lambda several, of=holders: _distinct(of, several))  # type: ignore[misc]
        # A region whose response is hidden is hidden here too; if that is one alone, the rest would tell of it.
        shown = possible & frozenset(regions)
        if not is_shown(*_distinct(holders, groups.keys() - shown)):
            continue
        for region in sorted(shown, key=list(survey.asked).index):
            found[region][standard] = _share(survey.of_region(region), numbers)
    return found


def _keeps_classes(cells: tuple[Cell, ...]) -> bool:
    """Whether no cell holds states of two classes."""
    return bool(cells) and all(any(set(cell.states) <= set(states) for states in CLASSES) for cell in cells)


def _holders(members: Iterable[MemberLevels], numbers: list[str]) -> tuple[set[str], ...]:
    """For each class, the Members that have one of the indicators `numbers` in it."""
    members = tuple(members)
    return tuple(
        {member.country for member in members if any(member.levels.get(number) in states for number in numbers)}
        for states in CLASSES
    )


def _distinct(holders: Mapping[str, tuple[set[str], ...]], regions: Collection[str]) -> tuple[int, ...]:
    return _sums({region: tuple(map(len, sets)) for region, sets in holders.items()}, regions)


def _share(members: Iterable[MemberLevels], numbers: list[str]) -> Share:
    levels = [member.levels.get(number) for member in members for number in numbers]
    advanced = sum(level in CLASSES[_ADVANCED] for level in levels)
    return Share(advanced, advanced + sum(level in CLASSES[1] for level in levels))


# --- change, information ---------------------------------------------------------------------------
def _changes(survey: Survey) -> dict[int, PublicChange]:
    """What changed at each standard; nothing where that of one standard cannot be shown, or what its rest would be."""
    standard_of = {indicator.number: indicator.standard for indicator in survey.indicators}
    found: dict[int, dict[str, list[tuple[str, int]]]] = defaultdict(lambda: defaultdict(list))
    matched: dict[str, set[str]] = defaultdict(set)
    for each in survey.moved():
        standard = standard_of.get(each.indicator)
        if standard is None or not each.is_comparable or each.level is None or each.level_before is None:
            continue
        found[standard][_way(each.level_before, each.level)].append((each.country, each.level))
        matched[each.indicator].add(each.country)
    changes = {}
    for standard in sorted(found):
        ways = found[standard]
        new = _unmatched(survey, [each.number for each in survey.indicators_of(standard)], matched)
        if not is_shown(len(new), *(len(set(group)) for group in _groups(ways))):
            return {}
        changes[standard] = PublicChange(sum(map(len, ways.values())), len(ways["up"]), len(ways["down"]))
    return changes


def _unmatched(survey: Survey, numbers: Iterable[str], matched: Mapping[str, set[str]]) -> set[str]:
    """The Members that have nothing to compare with at one of the indicators `numbers`."""
    countries = {member.country for member in survey.members}
    return {country for number in numbers for country in countries - matched[number]}


def _way(before: int, now: int) -> str:
    if 1 in {before, now}:
        return "same" if before == now else "other"
    return "same" if before == now else "up" if now > before else "down"


def _groups(ways: Mapping[str, list[tuple[str, int]]]) -> Iterator[list[str]]:
    """The Members that went each way, and those at levels that others came to by going up or down, who did not."""
    rest = [each for way in ("same", "other") for each in ways.get(way, [])]
    yield [country for country, _ in ways.get("up", [])]
    yield [country for country, _ in ways.get("down", [])]
    yield [country for country, _ in rest]
    yield [country for country, level in (*rest, *ways.get("down", [])) if level in {3, 4, 5}]
    yield [country for country, level in (*rest, *ways.get("up", [])) if level in {2, 3, 4}]


def _information(information: Mapping[Item, Summary], answered: int) -> Iterator[tuple[Item, PublicItem]]:
    """The items that enough Members gave, one unit of each: several add up to what is left."""
    seen: set[tuple[int, int]] = set()
    for item, summary in sorted(information.items(), key=lambda pair: -len(pair[1].members)):
        members = len(summary.members)
        if (item.standard, item.item) in seen or not _may_count(members, answered):
            continue
        seen.add((item.standard, item.item))
        yield item, _public_item(summary)


def _public_item(summary: Summary) -> PublicItem:
    members, found = len(summary.members), quartiles(summary.numbers)
    has_median = found is not None and members >= _FEWEST_FOR_MEDIAN
    has_quartiles = found is not None and members >= _FEWEST_FOR_QUARTILES
    has_choices = summary.kind in {"list", "yes-no"} and is_shown(*summary.choices.values())
    return PublicItem(
        members,
        found.lower if found is not None and has_quartiles else None,
        found.median if found is not None and has_median else None,
        found.upper if found is not None and has_quartiles else None,
        dict(summary.choices) if has_choices else {},
    )
