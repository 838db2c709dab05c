"""What is published of a survey: nothing about fewer than three Members, nor what subtraction undoes into that."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from addin.figures.disclosure import (
    CLASSES,
    STATES,
    Between,
    Published,
    State,
    between,
    coarsened,
    is_shown,
    published,
    rounded,
    shown_together,
)
from addin.figures.statistics import summaries
from addin.figures.survey import Given, Moved, Survey
from tests.attacker import Known
from tests.surveys import INDICATORS, REGIONS, member, random_survey, survey

# How many Members have no level and the levels 1 to 5, and how they are shown: what stands together is in brackets.
COARSENED = [
    ((0, 0, 0, 0, 0, 0), "0 0 0 0 0 0"),
    ((0, 3, 4, 5, 6, 7), "0 3 4 5 6 7"),
    ((1, 3, 4, 5, 6, 7), "[4] 4 5 6 7"),
    ((0, 3, 2, 5, 6, 7), "0 3 [7] 6 7"),
    ((0, 3, 2, 5, 6, 1), "0 3 [7] [7]"),
    ((0, 2, 4, 5, 6, 7), "[6] 5 6 7"),
    ((0, 0, 2, 0, 6, 7), "0 0 [8] 7"),
    ((0, 0, 0, 0, 1, 1), ""),
    ((0, 0, 0, 0, 1, 2), "0 0 0 0 [3]"),
    ((1, 1, 1, 0, 0, 0), "[3] 0 0"),
]


@pytest.mark.parametrize(("counts", "cells"), COARSENED)
def test_small_counts_stand_with_their_neighbours(counts: tuple[int, ...], cells: str) -> None:
    found = coarsened(dict(zip(STATES, counts, strict=True)))
    assert " ".join(f"[{c.number}]" if len(c.states) > 1 else f"{c.number}" for c in found) == cells


@pytest.mark.parametrize("counts", list(itertools.product((0, 1, 2, 3, 7), repeat=6))[::37])
def test_no_cell_is_small_and_all_are_counted(counts: tuple[int, ...]) -> None:
    found = coarsened(dict(zip(STATES, counts, strict=True)))
    if found:
        assert all(is_shown(cell.number) for cell in found)
        assert sum(cell.number for cell in found) == sum(counts)
        assert tuple(state for cell in found for state in cell.states) == STATES
    else:
        assert sum(counts) in {1, 2}


def test_who_knows_the_rules_knows_no_more() -> None:
    """Of all counts that are shown alike, some differ in how many Members are in a group, where these are few."""
    shown: dict[tuple[tuple[tuple[State, ...], int], ...], set[tuple[int, ...]]] = {}
    for counts in itertools.product(range(8), repeat=6):
        if 3 <= sum(counts) <= 7:
            shown.setdefault(coarsened(dict(zip(STATES, counts, strict=True))), set()).add(counts)
    for cells, possible in shown.items():
        for size in range(1, 6):
            for group in itertools.combinations(range(6), size):
                sizes = {sum(counts[place] for place in group) for counts in possible}
                assert not (len(sizes) == 1 and sizes & {1, 2}), (cells, group)


# The counts of groups whose total is known, and those that are shown.
TOGETHER = [
    ({"a": (4, 5), "b": (3, 0), "c": (9, 9)}, "abc"),
    ({"a": (4, 5), "b": (2, 5), "c": (9, 9)}, "c"),  # a goes along, so that b does not come out
    ({"a": (4, 5), "b": (2, 5), "c": (1, 9), "d": (5, 5)}, "ad"),  # b and c together are three
    ({"a": (1, 5)}, ""),
]


@pytest.mark.parametrize(("groups", "shown"), TOGETHER)
def test_hidden_groups_are_as_large_together(groups: dict[str, tuple[int, ...]], shown: str) -> None:
    found = shown_together(groups, lambda keys: tuple(map(sum, zip(*(groups[key] for key in keys), strict=True))))
    assert "".join(sorted(found)) == shown


def _published(of: Survey) -> Published:
    return published(of, {}, {})


# --- an attacker who adds and subtracts -------------------------------------------------------------
Atom = tuple[str, str, State]
"""An indicator, a region or a way, and a state: what all counts are sums over."""


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("members", [4, 9, 23, 60, 140, 186, 187])
def test_nothing_small_can_be_computed(seed: int, members: int) -> None:
    of = random_survey(seed * 1000 + members, members)
    shown = _published(of)
    for standard in of.standards:
        numbers = [indicator.number for indicator in of.indicators_of(standard)]
        known = Known(_sums(shown, numbers, of))
        for group in _groups(numbers, of.asked):
            holders = {m.country for m in of.members for n, r, s in group if m.region == r and m.levels.get(n) == s}
            if 0 < len(holders) < 3:
                assert not known.tells(group), (standard, sorted(holders), sorted(map(str, group)))


def _sums(shown: Published, numbers: list[str], of: Survey) -> Iterator[tuple[frozenset[Atom], int]]:
    """The groups whose number of Members is published, with it."""
    for number in numbers:
        for cell in shown.indicators.get(number, ()):
            yield frozenset((number, region, state) for region in of.asked for state in cell.states), cell.number
        for row in shown.response:
            regions = [row.region] if row.region else list(of.asked)
            yield frozenset((number, region, state) for region in regions for state in STATES), row.answered


def _groups(numbers: list[str], regions: Iterable[str]) -> Iterator[frozenset[Atom]]:
    """What an attacker would like to know: every level, class and region, and what they have in common."""
    state_sets = [*((state,) for state in STATES), *CLASSES]
    region_sets = [*((region,) for region in regions), *itertools.combinations(regions, 2), tuple(regions)]
    for states, several in itertools.product(state_sets, region_sets):
        for which in [*((number,) for number in numbers), tuple(numbers)]:
            yield frozenset((number, region, state) for number in which for region in several for state in states)


def test_the_attacker_finds_what_is_there_to_find() -> None:
    """Were small cells shown as they are, the test above would fail: its attacker subtracts."""
    all_at_5: frozenset[Atom] = frozenset(("1.1", region, 5) for region in ("AP", "EUR"))
    in_europe = frozenset(atom for atom in all_at_5 if atom[1] == "EUR")
    known = Known([(all_at_5, 9), (in_europe, 8)])
    assert known.tells(all_at_5 - in_europe)
    assert not known.tells([("1.1", "AP", 4)])


# --- the other figures ------------------------------------------------------------------------------
def test_the_european_union_and_what_is_complete_are_left_out() -> None:
    of = survey(member("EUE", {"1.1": 5}), *(member(c, {"1.1": 4}) for c in ("KEN", "FRA", "PER")))
    shown = _published(of)
    assert [cell.number for cell in shown.indicators["1.1"]] == [0, 0, 0, 0, 3, 0]
    assert all(row.complete == row.answered_before == 0 for row in shown.response)


@pytest.mark.parametrize("answered", [1, 2, 185, 186])
def test_neither_the_answers_of_two_nor_the_silence_of_two_is_shown(answered: int) -> None:
    assert _published(random_survey(1, answered)).response == ()


@pytest.mark.parametrize("answered", [1, 2, 185, 186])
def test_no_other_number_tells_how_many_answered_where_that_is_not_shown(answered: int) -> None:
    assert _published(random_survey(1, answered)) == Published((), {}, {}, {}, {}, {}, {})


# --- regions ----------------------------------------------------------------------------------------
# How many assessments are outside the scale, at levels 2 and 3, at 4 and 5, and what is told of the last ones' share.
BETWEEN = [
    ((0, 45, 55), (50, 60)),
    ((0, 50, 50), (40, 60)),  # one more or less would be in the steps on either side
    ((0, 100, 0), (0, 10)),  # nobody, or one
    ((0, 0, 100), (90, 100)),
    ((9, 45, 55), (50, 60)),
    ((0, 2, 2), (20, 80)),
    ((0, 1, 2), None),
    ((99, 1, 0), None),  # the scale may apply to nobody
    ((99, 0, 0), None),
    ((0, 0, 0), None),
]


@pytest.mark.parametrize(("counts", "told"), BETWEEN)
def test_a_share_is_told_in_steps(counts: tuple[int, int, int], told: tuple[int, int] | None) -> None:
    wide = told is not None and told[1] - told[0] > 50
    assert between(*counts) == (Between(*told) if told and not wide else None)


@pytest.mark.parametrize("members", [9, 60, 140, 187])
def test_no_share_of_a_region_tells_one_assessment_from_another(members: int) -> None:
    """Whichever level one Member of the region had in place of its own: what is told of the region still holds."""
    of = random_survey(members, members)
    for region, shares in _published(of).by_region.items():
        for standard, told in shares.items():
            levels = [m.levels.get(i.number) for m in of.of_region(region) for i in of.indicators_of(standard)]
            for place, level in itertools.product(range(len(levels)), STATES):
                others = [*levels[:place], level, *levels[place + 1 :]]
                advanced, applicable = (sum(each in states for each in others) for states in ({4, 5}, {2, 3, 4, 5}))
                assert told.low * applicable <= 100 * advanced <= told.high * applicable


def test_exact_shares_of_regions_would_tell() -> None:
    """Why they are told in steps: two Members of A are the only ones there that are not advanced at 1.1.

    Ten answered in A and ten in B, eight at 1.1 are advanced, in B nobody is at either indicator: every number is of
    three Members or more, and the eight are all of A's ten but two.
    """
    numbers, classes = ("1.1", "1.2"), ("advanced", "beginning")

    def group(of: Iterable[str], region: Iterable[str], states: Iterable[str]) -> frozenset[tuple[str, str, str]]:
        return frozenset(itertools.product(of, region, states))

    margins = [(group([number], [region], classes), 10) for number in numbers for region in "AB"]
    levels = [(group([number], "AB", ["advanced"]), many) for number, many in zip(numbers, (8, 5), strict=True)]
    few = group(["1.1"], "A", ["beginning"])
    assert not Known([*margins, *levels]).tells(few)
    assert Known([*margins, *levels, (group(numbers, "B", ["advanced"]), 0)]).tells(few)


# --- changes ----------------------------------------------------------------------------------------
def _moved(*moves: tuple[str, int, int]) -> Survey:
    """A survey of one indicator: which Members were at which level before, 0 for none, and are now."""
    now = [member(country, {"1.1": level}) for country, _, level in moves]
    found = [Moved(c, REGIONS[c], "1.1", was or None, level, is_comparable=True) for c, was, level in moves if was]
    return survey(*now, year_before=2025, indicators=INDICATORS[:1], moved=lambda: found)


def _moves(*groups: tuple[int, int, int]) -> Survey:
    """As `_moved`, of so many Members each: how many were at which level before, and are now."""
    countries = iter(sorted(set(REGIONS) - {"EUE"}))
    return _moved(*((next(countries), was, now) for number, was, now in groups for _ in range(number)))


# How many Members moved from which level to which, and what is told of them: compared, up, and down.
CHANGES = [
    ([(9, 3, 4), (9, 3, 3)], (18, 9, 0)),
    ([(2, 3, 4), (9, 3, 3)], None),
    ([(1, 3, 4), (2, 2, 3), (9, 3, 3)], (12, 3, 0)),
    ([(9, 3, 4), (8, 3, 3), (1, 4, 4)], None),  # of those at 4, if it were known that nobody came up to 3
    ([(9, 3, 4), (8, 2, 2), (1, 4, 4)], None),  # of those at 3 to 5, all but one went up
    ([(9, 3, 4), (8, 2, 2), (1, 0, 4)], None),  # the same, of one that answered for the first time
    ([(9, 3, 4), (8, 2, 2), (3, 0, 4)], (17, 9, 0)),
    ([(9, 3, 3), (3, 3, 1)], (12, 0, 0)),
    ([(9, 0, 3)], None),  # nothing to compare with
]


@pytest.mark.parametrize(("moves", "told"), CHANGES)
def test_changes_are_told_where_no_few_can_be_singled_out(
    moves: list[tuple[int, int, int]], told: tuple[int, int, int] | None
) -> None:
    assert _published(_moves(*moves)).changes.get(1) == told


@pytest.mark.parametrize("seed", range(3))
def test_who_went_which_way_cannot_be_computed(seed: int) -> None:
    """Every group of ways and levels that lies in the span of what is published is nobody, or three and more."""
    of = random_survey(seed, 150, lonely=0.1)
    shown = _published(of)
    way = {(m.country, m.indicator): _way(m.level_before, m.level) for m in of.moved()}
    for standard in shown.changes:
        numbers = [indicator.number for indicator in of.indicators_of(standard)]
        atoms = [(n, w, state) for n in numbers for w in WAYS for state in STATES if _can_be(w, state)]
        sums = [
            (frozenset(atom for atom in atoms if atom[0] == number and atom[2] in cell.states), cell.number)
            for number in numbers
            for cell in shown.indicators[number]
        ]
        counts = Counter(way.get((m.country, n), "new") for m in of.members for n in numbers)
        known = Known([*sums, *((frozenset(atom for atom in atoms if atom[1] == w), counts[w]) for w in WAYS)])
        for ways, states in itertools.product(_subsets(WAYS), _subsets(STATES)):
            group = [atom for atom in atoms if atom[1] in ways and atom[2] in states]
            holders = {
                m.country
                for m in of.members
                for n, w, s in group
                if m.levels.get(n) == s and way.get((m.country, n), "new") == w
            }
            if 0 < len(holders) < 3:
                assert not known.tells(group), (standard, ways, states)


WAYS = ("up", "down", "rest", "new")


def _way(before: int | None, now: int | None) -> str:
    if before is None or now is None:
        return "new"
    return "rest" if 1 in {before, now} or before == now else "up" if before < now else "down"


def _can_be(way: str, state: State) -> bool:
    return state in {"up": {3, 4, 5}, "down": {2, 3, 4}, "rest": {1, 2, 3, 4, 5}, "new": set(STATES)}[way]


def _subsets(of: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    for size in range(1, len(of) + 1):
        yield from itertools.combinations(of, size)


# --- additional information -------------------------------------------------------------------------
def _given(country: str, value: float | None, unit: str = "%", text: str = "", kind: str = "percent") -> Given:
    return Given(country, "AP", 1, 1, "", kind, value, unit, False, False, False, text)


# How many Members gave a number, and which of lower quartile, median and upper quartile is shown.
SHOWN = [(2, "nothing"), (3, "none"), (5, "none"), (6, "median"), (11, "median"), (12, "all")]


@pytest.mark.parametrize(("members", "what"), SHOWN)
def test_quartiles_need_three_members_on_either_side(members: int, what: str) -> None:
    of = random_survey(1, 60)
    countries = [each.country for each in of.members]
    information = summaries([_given(country, n) for n, country in enumerate(countries[:members])])
    found = list(published(of, {}, information).information.values())
    told = {"nothing": [], "none": [(False, False)], "median": [(True, False)], "all": [(True, True)]}[what]
    assert [(item.median is not None, item.lower is not None) for item in found] == told


def test_of_amounts_in_several_currencies_one_is_shown() -> None:
    of = random_survey(1, 60)
    units = ["EUR"] * 9 + ["USD"] * 8 + ["KES"]
    given = [_given(m.country, 150, unit, kind="money") for m, unit in zip(of.members, units, strict=False)]
    assert [item.unit for item in published(of, {}, summaries(given)).information] == ["EUR"]


def test_the_number_of_one_member_is_not_told() -> None:
    """Neither as the median, nor where it gave most of the numbers, nor where the others gave no number."""
    countries = [each.country for each in random_survey(1, 60).members][:20]

    def told(given: list[Given]) -> list[float | None]:
        return [item.median for item in published(random_survey(1, 60), {}, summaries(given)).information.values()]

    assert told([_given(country, 12340 + n) for n, country in enumerate(countries)]) == [12000]
    most = [_given(countries[0], 777) for _ in range(99)]
    assert told([*most, *(_given(country, 1) for country in countries)]) == [None]
    assert told([_given(countries[0], 777), *(_given(c, None, text="about 5") for c in countries)]) == [None]


# Who chose what, and how many Members are told to have chosen each.
CHOSEN = [
    (["a"] * 5 + ["b"] * 4, {"a": 5, "b": 4}),
    (["a"] * 5 + ["b"] * 2, {}),
    (["a"] * 5 + [""] * 1, {}),  # one chose nothing
    (["a"] * 5 + [""] * 3, {"a": 5}),
]


@pytest.mark.parametrize(("chosen", "told"), CHOSEN)
def test_choices_are_told_where_none_is_of_few(chosen: list[str], told: dict[str, int]) -> None:
    of = random_survey(1, 60)
    given = [_given(m.country, None, text=text, kind="list") for m, text in zip(of.members, chosen, strict=False)]
    assert [item.choices for item in published(of, {}, summaries(given)).information.values()] == [told]


def test_a_choice_that_one_member_made_three_times_is_not_told() -> None:
    of = random_survey(1, 60)
    given = [_given(of.members[n].country, None, text="a", kind="list") for n in (0, 0, 0, 1, 2, 3)]
    given += [_given(of.members[4].country, None, text="b", kind="list") for _ in range(3)]
    assert [item.choices for item in published(of, {}, summaries(given)).information.values()] == [{}]


@pytest.mark.parametrize(
    ("number", "told"), [(0, 0), (47.31, 47), (99.9, 100), (1234567, 1200000), (0.0123, 0.012), (-5.55, -5.5)]
)
def test_numbers_are_told_to_two_digits(number: float, told: float) -> None:
    assert rounded(number) == pytest.approx(told)


def test_every_indicator_is_there() -> None:
    assert list(_published(random_survey(3, 80)).indicators) == [indicator.number for indicator in INDICATORS]
