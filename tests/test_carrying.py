"""Answers of one edition as answers of another: what means the same is carried, the rest is listed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from schemas.definition import Definition
from schemas.loading.crosswalks import crosswalk_between
from schemas.loading.loader import load_definition
from schemas.years.carrying import Carried, Why, as_last_year, carry, carry_last_year
from schemas.years.last_year import Kept, LastIndicator, LastYear
from schemas.years.member_answers import Given, MemberAnswers
from tests.next_edition import NEW, OLD


def answers(given: Mapping[str, Given], edition: str = OLD, stale: frozenset[str] = frozenset()) -> MemberAnswers:
    return MemberAnswers("KEN.xlsx", edition, "en", 2026, "KEN", given, stale)


def level(number: int) -> Given:
    return Given(str(number), number)


def text(words: str) -> Given:
    return Given(words, words)


def carried(given: Mapping[str, Given], old: str = OLD, new: str = NEW, *, same_year: bool = False) -> Carried:
    before, after = load_definition(old).with_last_year, load_definition(new).with_last_year
    return carry(answers(given, old), before, after, crosswalk_between(old, new), same_year=same_year)


PLACES = [
    # (cell in 2018, cell in the edition that follows it)
    ("country", "country"),
    ("contact_email", "contact_email"),
    ("level_1_1", "level_1_1"),
    ("level_2_1", "level_2_1"),  # worded anew
    ("level_4_3", "level_4_4"),  # renumbered
    ("info_1_1", "info_1_1"),
    ("info_8_2_currency", "info_8_2_currency"),
    ("sign_off_1", "sign_off_1"),
]


@pytest.mark.parametrize(("old", "new"), PLACES)
def test_what_means_the_same_is_carried(next_edition: Path, old: str, new: str) -> None:
    given = level(4) if old.startswith("level") else text("x")
    assert carried({old: given}) == Carried({new: given}, ())


def test_answers_go_with_their_indicator(next_edition: Path) -> None:
    given = {"level_4_3": level(4), "answer_4_3_1": text("One."), "yes_no_4_3_3": Given("Yes", "yes")}
    assert carried(given).given == {
        "level_4_4": given["level_4_3"],
        "answer_4_4_1": given["answer_4_3_1"],
        "yes_no_4_4_3": given["yes_no_4_3_3"],
    }


@pytest.mark.parametrize(
    ("name", "why", "places"),
    [
        ("level_9_2", Why.DROPPED, ()),
        ("answer_9_2_1", Why.DROPPED, ()),
        ("info_1_2", Why.DROPPED, ()),
        ("level_4_2", Why.SPLIT, ("4.2", "4.3")),
        ("yes_no_4_2_2", Why.SPLIT, ("4.2", "4.3")),
    ],
)
def test_what_has_no_counterpart_is_listed(next_edition: Path, name: str, why: Why, places: tuple[str, ...]) -> None:
    result = carried({name: text("x")})
    assert result.given == {}
    assert [(what.slot.name, what.given, what.why, what.places) for what in result.left] == [
        (name, text("x"), why, places)
    ]


def test_back_to_the_older_edition_two_are_asked_as_one(next_edition: Path) -> None:
    result = carried({"level_4_2": level(3), "level_4_4": level(2), "level_16_1": level(1)}, NEW, OLD)
    assert result.given == {"level_4_3": level(2)}
    assert {(what.slot.name, what.why, what.places) for what in result.left} == {
        ("level_4_2", Why.MERGED, ("4.2",)),
        ("level_16_1", Why.DROPPED, ()),
    }


def test_a_sign_off_of_other_indicators_is_not_carried(next_edition: Path) -> None:
    # Standard 4 has one indicator more, standard 9 one less: the levels that were signed are not those asked now.
    assert carried({"sign_off_4": text("4-3-5-2"), "sign_off_9": text("4-3")}) == Carried({}, ())


def test_unchanged_speaks_of_one_year_only(next_edition: Path) -> None:
    given = {"unchanged_4_3": text("unchanged")}
    assert carried(given) == Carried({}, ())
    assert carried(given, same_year=True).given == {"unchanged_4_4": text("unchanged")}


def edited(draft: Path, edit: Callable[[dict[str, Any], dict[str, Any], dict[str, Any]], None]) -> None:
    """Changes the structure, the English wording and the crosswalk of the edition that follows."""
    files = [draft / NEW / name for name in ("structure.yaml", "en.yaml", "crosswalk.yaml")]
    structure, wording, crosswalk = (yaml.safe_load(file.read_text(encoding="utf-8")) for file in files)
    edit(structure, wording, crosswalk)
    for file, data in zip(files, (structure, wording, crosswalk), strict=True):
        file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def test_a_question_that_is_not_asked_at_this_level_any_more_is_listed(draft: Path) -> None:
    def drop_the_second(structure: dict[str, Any], wording: dict[str, Any], _: object) -> None:
        structure["levels"][5].pop()
        del wording["questions"][5][2]

    edited(draft, drop_the_second)
    result = carried({"level_1_1": level(5), "answer_1_1_1": text("One."), "answer_1_1_2": text("Two.")})
    assert result.given == {"level_1_1": level(5), "answer_1_1_1": text("One.")}
    assert [(what.slot.name, what.why) for what in result.left] == [("answer_1_1_2", Why.NO_QUESTION)]


def test_a_question_that_is_asked_in_another_way_is_another_question(draft: Path) -> None:
    # Level 2 still asks for difficulties first, and for capacity building second; only the first is now a Yes or No.
    edited(draft, lambda structure, *_: structure["levels"][2][0].update(asks="yes-no"))
    given = {"level_1_1": level(2), "answer_1_1_1": text("No budget."), "answer_1_1_2": text("Training.")}
    result = carried(given)
    assert result.given == {"level_1_1": level(2), "answer_1_1_2": text("Training.")}
    assert [(what.slot.name, what.given, what.why) for what in result.left] == [
        ("answer_1_1_1", text("No budget."), Why.NO_QUESTION)
    ]
    assert last_indicator(given, 1, 1) == LastIndicator(2, {2: "Training."})
    last = LastYear(2025, {(1, 1): LastIndicator(2, {1: "No budget.", 2: "Training."})}, {})
    assert carried_last(last).indicators[1, 1] == LastIndicator(2, {2: "Training."})


def test_a_sign_off_is_not_carried_where_the_indicators_changed_places(draft: Path) -> None:
    def swap_the_first_two(_: object, wording: dict[str, Any], crosswalk: dict[str, Any]) -> None:
        words = wording["standards"][1]["indicators"]
        words[1], words[2] = words[2], words[1]
        crosswalk["indicators"]["same"] |= {"1.1": "1.2", "1.2": "1.1"}

    edited(draft, swap_the_first_two)
    # "4-3-5-2" would say of each of the two what was signed of the other.
    given = {"level_1_1": level(4), "level_1_2": level(3), "sign_off_1": text("4-3-5-2"), "sign_off_3": text("4")}
    assert carried(given).given == {"level_1_2": level(4), "level_1_1": level(3), "sign_off_3": text("4")}


def now_a_text(structure: dict[str, Any], *_: object) -> None:
    """Item 4.1 was a count."""
    structure["standards"][4]["information"][0].update(kind="text")


def test_an_item_of_another_kind_is_listed(draft: Path) -> None:
    edited(draft, now_a_text)
    result = carried({"info_4_1": Given("12", 12)})
    assert [(what.slot.name, what.why, what.places) for what in result.left] == [("info_4_1", Why.OTHER_KIND, ("4.1",))]


def carried_last(last: LastYear) -> LastYear:
    """What a workbook of 2018 shows of the year before, as one of the edition that follows shows it."""
    old, new = load_definition(OLD), load_definition(NEW)
    return carry_last_year(last, old, new, crosswalk_between(OLD, NEW))


def test_last_years_item_of_another_kind_is_not_shown(draft: Path) -> None:
    edited(draft, now_a_text)
    assert carried_last(LastYear(2025, {}, {(4, 1): "12", (4, 2): "45 %"})).information == {(4, 2): "45 %"}
    given = {"info_4_1": Given("12", 12), "info_4_2": Given("45 %", 45, "%")}
    old, new = load_definition(OLD), load_definition(NEW)
    assert as_last_year(answers(given), old, new, crosswalk_between(OLD, NEW)).information == {(4, 2): "45 %"}


def of_another_list(structure: dict[str, Any], wording: dict[str, Any], _: object) -> None:
    """Item 14.1 was one of the list `frequency`."""
    structure["choices"]["pace"] = ["annual", "never"]
    structure["standards"][14]["information"][0].update(choices="pace")
    wording["choices"]["pace"] = {"annual": "Once a year", "never": "Never"}


def test_an_item_of_another_list_is_another_question(draft: Path) -> None:
    """Even where the two lists have a code in common: nobody chose it from this one."""
    edited(draft, of_another_list)
    result = carried({"info_14_1": Given("Annual", "annual")})
    assert [(what.slot.name, what.why, what.places) for what in result.left] == [
        ("info_14_1", Why.OTHER_KIND, ("14.1",))
    ]
    assert carried_last(LastYear(2025, {}, {(14, 1): "annual", (8, 3): "yes"})).information == {(8, 3): "yes"}


# --- as last year's answers ------------------------------------------------------------------


def last_indicator(given: Mapping[str, Given], s: int, i: int, **more: Any) -> LastIndicator:
    old, new = load_definition(OLD), load_definition(NEW)
    return as_last_year(answers(given, **more), old, new, crosswalk_between(OLD, NEW)).indicators[s, i]


SHOWN: list[tuple[dict[str, Given], tuple[int, int], LastIndicator]] = [
    ({}, (1, 1), LastIndicator()),
    ({"level_1_1": level(2)}, (1, 1), LastIndicator(2)),
    ({"answer_1_1_1": text("No level.")}, (1, 1), LastIndicator()),
    (
        {"level_4_3": level(2), "answer_4_3_1": text("One."), "answer_4_3_2": text("Two.")},
        (4, 4),
        LastIndicator(2, {1: "One.", 2: "Two."}),
    ),
    # Level 1 asks one question: text beside another was never asked.
    (
        {"level_1_1": level(1), "answer_1_1_1": text("One."), "answer_1_1_2": text("Left over.")},
        (1, 1),
        LastIndicator(1, {1: "One."}),
    ),
    # "If yes, …" belongs to a Yes.
    (
        {"level_1_1": level(3), "yes_no_1_1_2": Given("No", "no"), "answer_1_1_3": text("Left over.")},
        (1, 1),
        LastIndicator(3, {}, {2: "no"}),
    ),
    (
        {"level_1_1": level(3), "yes_no_1_1_2": Given("Yes", "yes"), "answer_1_1_2": text("A remark.")},
        (1, 1),
        LastIndicator(3, {2: "A remark."}, {2: "yes"}),
    ),
    ({"level_4_2": level(3)}, (4, 2), LastIndicator(kept=Kept.SEVERAL, before=(("4.2", 3),))),
    ({"level_4_2": level(3)}, (4, 3), LastIndicator(kept=Kept.SEVERAL, before=(("4.2", 3),))),
    ({}, (16, 1), LastIndicator(kept=Kept.NEW)),
]


@pytest.mark.parametrize(("given", "number", "shown"), SHOWN)
def test_what_stands_beside_this_years_inputs(
    next_edition: Path, given: dict[str, Given], number: tuple[int, int], shown: LastIndicator
) -> None:
    assert last_indicator(given, *number) == shown


def test_answers_for_another_level_are_not_shown(next_edition: Path) -> None:
    given = {"level_4_3": level(2), "answer_4_3_1": text("Written for another level.")}
    assert last_indicator(given, 4, 4, stale=frozenset({"4.3"})) == LastIndicator(2)


def test_items_are_shown_as_codes_or_as_typed(definition: Definition) -> None:
    given = {
        "info_1_1": Given("45 %", 45, "%"),
        "info_8_2": Given("150", 150),
        "info_8_2_currency": Given("EUR", "EUR"),
        "info_14_1": Given("Annual", "annual"),
        "info_4_1": Given("n/a", not_available=True),
    }
    shown = as_last_year(answers(given), definition, definition, crosswalk_between(OLD, OLD)).information
    assert shown == {(1, 1): "45 %", (8, 2): "150 EUR", (14, 1): "annual", (4, 1): "n/a"}
