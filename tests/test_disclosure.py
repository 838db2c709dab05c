"""What is published of a survey: nothing about fewer than three Members, nor what subtraction undoes into that."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

import numpy as np
import pytest

from addin.figures.disclosure import CLASSES, STATES, Published, State, coarsened, is_shown, published, shown_together
from addin.figures.statistics import summaries
from addin.figures.survey import Given, Survey
from tests.surveys import INDICATORS, member, random_survey, survey

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
"""An indicator, a region and a state: what all counts are sums over."""


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("members", [4, 9, 23, 60, 140, 186, 187])
def test_nothing_small_can_be_computed(seed: int, members: int) -> None:
    of = random_survey(seed * 1000 + members, members)
    shown = _published(of)
    for standard in of.standards:
        numbers = [indicator.number for indicator in of.indicators_of(standard)]
        atoms = [(n, region, state) for n in numbers for region in of.asked for state in STATES]
        known = _Known(atoms, list(_sums(shown, numbers, standard, of)))
        for group in _groups(numbers, of.asked):
            holders = {m.country for m in of.members for n, r, s in group if m.region == r and m.levels.get(n) == s}
            if 0 < len(holders) < 3:
                assert not known.tells(group), (standard, sorted(holders), sorted(map(str, group)))


class _Known:
    """What is known where the sums of some groups of atoms are: every sum in the span of them."""

    def __init__(self, atoms: list[Atom], sums: list[frozenset[Atom]]) -> None:
        self._place = {atom: n for n, atom in enumerate(atoms)}
        rows = np.array([self._row(group) for group in sums]).reshape(len(sums), len(atoms))
        _, sizes, vectors = np.linalg.svd(rows, full_matrices=False) if sums else (None, np.zeros(0), rows)
        self._basis = vectors[sizes > 1e-9]

    def _row(self, group: Iterable[Atom]) -> np.ndarray:
        row = np.zeros(len(self._place))
        row[[self._place[atom] for atom in group]] = 1
        return row

    def tells(self, group: Iterable[Atom]) -> bool:
        row = self._row(group)
        return bool(np.allclose(self._basis.T @ (self._basis @ row), row, atol=1e-7))


def _sums(shown: Published, numbers: list[str], standard: int, of: Survey) -> Iterator[frozenset[Atom]]:
    """The groups whose number of Members, or of Members times indicators, is published."""
    for number in numbers:
        for cell in shown.indicators[number]:
            yield frozenset((number, region, state) for region in of.asked for state in cell.states)
        for row in shown.response:
            regions = [row.region] if row.region else list(of.asked)
            yield frozenset((number, region, state) for region in regions for state in STATES)
    for region, shares in shown.by_region.items():
        if standard in shares:
            for states in CLASSES[1:]:
                yield frozenset((number, region, state) for number in numbers for state in states)


def _groups(numbers: list[str], regions: Iterable[str]) -> Iterator[frozenset[Atom]]:
    """What an attacker would like to know: every level, class and region, and what they have in common."""
    state_sets = [*((state,) for state in STATES), *CLASSES]
    region_sets = [*((region,) for region in regions), *itertools.combinations(regions, 2), tuple(regions)]
    for states, several in itertools.product(state_sets, region_sets):
        for which in [*((number,) for number in numbers), tuple(numbers)]:
            yield frozenset((number, region, state) for number in which for region in several for state in states)


def test_the_attacker_finds_what_is_there_to_find() -> None:
    """Were small cells shown as they are, the test above would fail: its attacker subtracts."""
    atoms: list[Atom] = [("1.1", region, state) for region in ("AP", "EUR") for state in STATES]
    all_at_5 = frozenset(atom for atom in atoms if atom[2] == 5)
    in_europe = frozenset(atom for atom in all_at_5 if atom[1] == "EUR")
    known = _Known(atoms, [all_at_5, in_europe])
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


@pytest.mark.parametrize("seed", range(10))
def test_changes_are_shown_for_all_standards_or_none(seed: int) -> None:
    of = random_survey(seed, 150, lonely=0.4)
    shown = _published(of).changes
    assert set(shown) in (set(), set(of.standards))
    assert all(change.matched >= change.up + change.down for change in shown.values())


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


def test_every_indicator_is_there() -> None:
    assert list(_published(random_survey(3, 80)).indicators) == [indicator.number for indicator in INDICATORS]
