"""What figures come to, worked out by hand."""

from __future__ import annotations

import pytest

from addin.figures.change import change_between, changes_of, falls
from addin.figures.distribution import EMPTY, Distribution, by_indicator, by_standard, overall
from addin.figures.response import response_by_region
from addin.figures.statistics import Item, outliers, quartiles, summaries
from addin.figures.survey import Given, Moved, Need
from addin.figures.theme_counts import count_themes
from tests.surveys import INDICATORS, member, survey

# --- how Members are spread -------------------------------------------------------------------------
# Members at the levels 1 to 5 and without one: all, those the scale applies to, the share at 4 and 5, that at 2.
SHARES = [
    ((0, 0, 0, 0, 0), 0, 0, 0, None, None),
    ((0, 1, 1, 1, 1), 0, 4, 4, 0.5, 0.25),
    ((6, 1, 1, 1, 1), 2, 12, 4, 0.5, 0.25),  # “Not applicable” and no level are in no denominator
    ((6, 0, 0, 0, 0), 0, 6, 0, None, None),
    ((0, 0, 0, 0, 3), 0, 3, 3, 1.0, 0.0),
]


@pytest.mark.parametrize(("at_level", "none", "total", "applicable", "advanced", "at_2"), SHARES)
def test_shares(
    at_level: tuple[int, int, int, int, int],
    none: int,
    total: int,
    applicable: int,
    advanced: float | None,
    at_2: float | None,
) -> None:
    found = Distribution(at_level, none)
    assert (found.total, found.applicable, found.advanced, found.share(2)) == (total, applicable, advanced, at_2)


MEMBERS = (
    member("KEN", {"1.1": 2, "1.2": 5, "2.1": 1}),
    member("FRA", {"1.1": 4, "1.2": 5}),
    member("PER", {"1.1": 4}),
)


def test_members_by_indicator_standard_and_all_together() -> None:
    found = by_indicator(MEMBERS, INDICATORS)
    assert found["1.1"] == Distribution((0, 1, 0, 2, 0), 0)
    assert found["1.2"] == Distribution((0, 0, 0, 0, 2), 1)
    assert found["2.1"] == Distribution((1, 0, 0, 0, 0), 2)
    of_first = [found[each.number] for each in INDICATORS if each.standard == 1]
    assert by_standard(found, INDICATORS)[1] == sum(of_first, EMPTY)
    assert overall(found).total == len(MEMBERS) * len(INDICATORS)


def test_the_european_union_is_counted_nowhere() -> None:
    of = survey(*MEMBERS, member("EUE", {"1.1": 5}))
    assert [each.country for each in of.members] == ["KEN", "FRA", "PER"]
    total = response_by_region(of)[-1]
    assert (total.asked, total.answered) == (187, 3)


def test_response_by_region() -> None:
    rows = {row.region: row for row in response_by_region(survey(*MEMBERS, answered_before={"EUR": 2}))}
    assert rows["EUR"].answered == 1
    assert rows["EUR"].rate == pytest.approx(1 / rows["EUR"].asked)
    assert (rows["EUR"].answered_before, rows["AP"].answered_before, rows[""].answered_before) == (2, 0, 2)
    assert rows[""].asked == sum(row.asked for row in rows.values() if row.region)


# --- change -----------------------------------------------------------------------------------------
# The level before and the level now, and what that is counted as.
WAYS = [
    (2, 3, "up"),
    (2, 5, "up"),
    (5, 4, "down"),
    (4, 4, "same"),
    (1, 1, "same"),
    (1, 5, "from_not_applicable"),
    (5, 1, "to_not_applicable"),
]


@pytest.mark.parametrize(("before", "now", "what"), WAYS)
def test_ways(before: int, now: int, what: str) -> None:
    found = changes_of([Moved("KEN", "ESA", "1.1", before, now, is_comparable=True)])
    ways = ("up", "down", "same", "from_not_applicable", "to_not_applicable")
    for changes in (found.all, found.by_indicator["1.1"], found.by_region["ESA"]):
        assert [way for way in ways if getattr(changes, way)] == [what]
        assert (changes.matched, changes.matrix[before, now]) == (1, 1)
        assert (changes.at_level(before, before=True), changes.at_level(now, before=False)) == (1, 1)


@pytest.mark.parametrize(("before", "now", "comparable"), [(None, 3, True), (3, None, True), (2, 5, False)])
def test_what_has_no_level_or_another_meaning_has_not_changed(
    before: int | None, now: int | None, comparable: bool
) -> None:
    moved = [Moved("KEN", "ESA", "1.1", before, now, is_comparable=comparable)]
    assert changes_of(moved).all.matched == 0
    assert list(falls(moved)) == []


# Levels before and now of each Member; the shares at levels 4 and 5, of those on the scale in both years.
SHARES: list[tuple[list[tuple[int, int]], tuple[float | None, float | None]]] = [
    ([(4, 4), (3, 5)], (0.5, 1.0)),
    # Nobody went down, and so the share does not fall.
    ([(4, 4), (1, 2)], (1.0, 1.0)),
    ([(5, 1), (3, 3)], (0.0, 0.0)),
    ([(1, 5), (5, 1), (1, 1)], (None, None)),
    ([], (None, None)),
]


@pytest.mark.parametrize(("levels", "shares"), SHARES)
def test_shares_of_both_years_are_of_the_same_members(
    levels: list[tuple[int, int]], shares: tuple[float | None, float | None]
) -> None:
    moved = [Moved(f"M{n}", "ESA", "1.1", *pair, is_comparable=True) for n, pair in enumerate(levels)]
    found = changes_of(moved).all
    assert (found.advanced_before, found.advanced_now) == shares


def test_falls_of_two_and_more() -> None:
    moved = [Moved("KEN", "ESA", f"1.{n}", 5, now, is_comparable=True) for n, now in enumerate((5, 4, 3, 2, 1), 1)]
    # “Not applicable” stands outside the scale: it is no fall from 5.
    assert [each.indicator for each in falls(moved)] == ["1.3", "1.4"]


@pytest.mark.parametrize(
    ("before", "now", "change"),
    [(5, 2, -3), (2, 4, 2), (3, 3, 0), (5, 1, None), (1, 5, None), (1, 1, 0), (None, 3, None), (3, None, None)],
)
def test_a_change_is_counted_in_levels_on_the_scale_alone(
    before: int | None, now: int | None, change: int | None
) -> None:
    assert change_between(before, now) == change


# --- additional information -------------------------------------------------------------------------
QUARTILES = [
    ([], None),
    ([7], (7, 7, 7, 7, 7)),
    ([1, 3], (1, 1.5, 2, 2.5, 3)),
    ([4, 1, 3, 2], (1, 1.75, 2.5, 3.25, 4)),  # as QUARTILE.INC of Excel
]


@pytest.mark.parametrize(("numbers", "found"), QUARTILES)
def test_quartiles(numbers: list[float], found: tuple[float, ...] | None) -> None:
    assert quartiles(numbers) == found


def _given(country: str, value: float | None, unit: str = "%", **more: object) -> Given:
    usual: dict[str, object] = {"text": "", "is_estimate": False, "not_available": False, "not_applicable": False}
    return Given(country, "AP", 1, 1, "", "percent", value, unit, **usual | more)  # type: ignore[arg-type]


def test_values_by_unit_and_what_is_not_known() -> None:
    found = summaries(
        [
            _given("KEN", 40, is_estimate=True),
            _given("FRA", 60),
            _given("PER", 5, unit="hours"),
            _given("JPN", None, unit="", not_available=True),
            _given("CHE", None, unit="", not_applicable=True),
        ]
    )
    assert list(found) == [Item(1, 1, "%"), Item(1, 1, "hours")]
    percent = found[Item(1, 1, "%")]
    assert percent.members == {"KEN", "FRA"}
    assert percent.quartiles is not None
    assert (percent.quartiles.median, percent.estimates) == (50, 1)
    assert (percent.not_available, percent.not_applicable) == (1, 1)


def test_choices_are_counted() -> None:
    found = summaries([_given(c, None, unit="", text=t) for c, t in (("KEN", "yes"), ("FRA", "no"), ("PER", "yes"))])
    assert found[Item(1, 1, "")].choices == {"yes": 2, "no": 1}


@pytest.mark.parametrize(("others", "marked"), [(6, 0), (7, 1), (60, 1)])
def test_outliers_are_marked_where_there_are_values_enough(others: int, marked: int) -> None:
    given = [_given(f"A{n}", 40 + n % 3) for n in range(others)] + [_given("KEN", 900)]
    assert summaries(given)[Item(1, 1, "%")].outliers == marked
    assert len(outliers(given)) == marked


# --- themes -----------------------------------------------------------------------------------------
def test_a_member_counts_once_a_theme() -> None:
    def need(country: str, indicator: str, *themes: str) -> Need:
        return Need(country, "AP", indicator, int(indicator[0]), 2, "", "x", "en", themes)

    needs = [
        need("KEN", "1.1", "training"),
        need("KEN", "2.1", "training", "funding"),
        need("FRA", "1.1"),
        need("PER", "1.1"),
    ]
    found = count_themes(needs)
    assert {code: (count.needs, sorted(count.members)) for code, count in found.items()} == {
        "training": (2, ["KEN"]),
        "funding": (1, ["KEN"]),
        "": (2, ["FRA", "PER"]),
    }
    assert list(found) == ["funding", "training", ""]
    assert {s: len(members) for s, members in found["training"].by_standard.items()} == {1: 1, 2: 1}
