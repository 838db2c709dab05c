"""What officers type into a complete workbook, and what must come out: one row a case."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest

from addin.submissions.submission import Submission
from schemas.definition import Definition
from schemas.findings import Code, Severity
from schemas.findings.catalogue import CATALOGUE
from schemas.questions import TEXT_LIMIT, Raw
from schemas.questions.base import SHOWN_LIMIT
from tests.answers import complete_answers
from tests.fill import Error, Formula

Examine = Callable[..., Submission]


def found(submission: Submission) -> list[tuple[str, str]]:
    return [(finding.code.value, finding.name) for finding in submission.findings]


def too_early(s: int) -> tuple[str, str]:
    """What is told of a sign-off in whose standard `s` something is open."""
    return "not-signed-off", f"sign_off_{s}"


def at_level(definition: Definition, level: int, **changes: Raw) -> dict[str, Raw]:
    """A complete workbook in which indicator 1.1 stands at `level`, everything else at 5."""
    levels = dict.fromkeys(definition.edition.indicators, 5)
    typed = complete_answers(definition, levels={**levels, (1, 1): level})
    typed |= {f"answer_1_1_{n}": "" for n in range(1, 5)} | {"yes_no_1_1_2": "", "yes_no_1_1_3": ""}
    for n, (question, _) in enumerate(definition.questions(level), 1):
        typed[f"answer_1_1_{n}"] = "" if question.asks.value == "yes-no" else "A full answer."
    return typed | changes


def test_a_complete_workbook_has_no_finding(examined: Examine) -> None:
    submission = examined()
    assert submission.findings == ()
    assert submission.complete


def test_an_untouched_template_has_only_missing_findings(examined: Examine, definition: Definition) -> None:
    submission = examined(blank=True)
    levels = [("level-missing", f"level_{s}_{i}") for s, i in definition.edition.indicators]
    assert found(submission) == [("country-missing", "country"), *levels]
    assert not submission.complete


IDENTITY = [
    ("country", "", [("country-missing", "country")]),
    ("country", "Atlantis", [("country-unknown", "country")]),
    ("country", "KEN", [("normalised", "country")]),
    ("country", "Republic of Kenya", [("normalised", "country")]),
    ("reporting_year", "", [("year-invalid", "reporting_year")]),
    ("reporting_year", "soon", [("year-invalid", "reporting_year")]),
    ("reporting_year", 2017, [("year-invalid", "reporting_year")]),
    ("reporting_year", 2024, [("wrong-year", "reporting_year")]),
    ("contact_email", "me at home", [("email-invalid", "contact_email")]),
    ("contact_email", "a@customs.example.org; b@customs.example.org", []),
    ("submission_date", "2026-03-31", []),
    ("submission_date", "31.03.2026", [("normalised", "submission_date")]),
    ("submission_date", "03/04/2026", [("date-invalid", "submission_date")]),
    ("submission_date", dt.date(2017, 1, 1), [("date-invalid", "submission_date")]),
    ("submission_date", dt.date(2024, 12, 31), [("date-invalid", "submission_date")]),
    ("submission_date", dt.date(2025, 1, 1), []),
    ("submission_date", dt.date(2027, 12, 31), []),
    ("submission_date", dt.date(2028, 1, 1), [("date-invalid", "submission_date")]),
    ("submission_date", -106751991808, [("date-invalid", "submission_date")]),
    ("submission_date", 1e300, [("date-invalid", "submission_date")]),
    ("submission_date", "", []),
    ("contact_name", "", []),
    ("contact_name", "x" * 201, [("text-too-long", "contact_name")]),
]


@pytest.mark.parametrize(("name", "typed", "expected"), IDENTITY)
def test_identity(examined: Examine, name: str, typed: Raw, expected: list[tuple[str, str]]) -> None:
    assert found(examined({name: typed})) == expected


LEVELS = [
    ("3", 3),
    (3, 3),
    ("Level 3", 3),
    ("3-progressing…", 3),
    ("３", 3),
    ("٣", 3),
    ("3 – Progressing with implementation ", 3),
    ("“3 - Progressing with implementation”", 3),
    ("3 - Finalising implementation", None),
    ("3 or 4", None),
    (3.5, None),
    (True, None),
    ("six", None),
]


@pytest.mark.parametrize(("typed", "level"), LEVELS)
def test_levels_are_understood_or_named(
    examined: Examine, definition: Definition, typed: Raw, level: int | None
) -> None:
    submission = examined(at_level(definition, 3, yes_no_1_1_2="No", answer_1_1_3="", level_1_1=typed), blank=True)
    expected = [("normalised", "level_1_1")] if level else [("level-invalid", "level_1_1"), too_early(1)]
    assert found(submission) == expected
    assert submission.levels[0].level == level


ASKED = [
    (4, {"yes_no_1_1_3": "Yes"}, []),
    (4, {"yes_no_1_1_3": "No", "answer_1_1_4": ""}, []),
    (4, {"yes_no_1_1_3": "No"}, [("answer-not-asked", "answer_1_1_4")]),
    (4, {"yes_no_1_1_3": "Yes", "answer_1_1_4": ""}, [("answer-missing", "answer_1_1_4"), too_early(1)]),
    # Text behind an unanswered gate is not out of place: the gate is what is missing.
    (4, {}, [("yes-no-missing", "yes_no_1_1_3"), too_early(1)]),
    (4, {"yes_no_1_1_3": "Perhaps"}, [("yes-no-invalid", "yes_no_1_1_3"), too_early(1)]),
    (4, {"yes_no_1_1_3": "yes "}, [("normalised", "yes_no_1_1_3")]),
    (4, {"yes_no_1_1_3": "Yes", "answer_1_1_3": "A remark beside the gate."}, []),
    (4, {"yes_no_1_1_3": "Yes", "answer_1_1_1": "   "}, [("answer-missing", "answer_1_1_1"), too_early(1)]),
    (2, {}, []),
    (2, {"answer_1_1_4": "Left over"}, [("answer-not-asked", "answer_1_1_4")]),
    (2, {"yes_no_1_1_2": "No"}, [("answer-not-asked", "yes_no_1_1_2")]),
    (5, {"answer_1_1_2": "..."}, [("low-effort-answer", "answer_1_1_2")]),
    (5, {"answer_1_1_2": "tbd"}, [("low-effort-answer", "answer_1_1_2")]),
    (5, {"answer_1_1_2": "No."}, []),
    (5, {"answer_1_1_2": "是"}, []),
    (5, {"answer_1_1_2": "x y " * (TEXT_LIMIT // 4 + 1)}, [("text-too-long", "answer_1_1_2"), too_early(1)]),
    (5, {"answer_1_1_2": "x y " * (SHOWN_LIMIT // 4 + 1)}, [("text-too-long", "answer_1_1_2")]),
    (5, {"answer_1_1_2": "x y " * (SHOWN_LIMIT // 4)}, []),
    (5, {"answer_1_1_2": Formula("1+1")}, [("formula-in-input", "answer_1_1_2"), too_early(1)]),
    (5, {"answer_1_1_2": Error("#REF!")}, [("error-value", "answer_1_1_2"), too_early(1)]),
    (1, {"answer_1_1_1": ""}, [("answer-missing", "answer_1_1_1"), too_early(1)]),
    (
        5,
        {"level_1_1": "", "answer_1_1_2": ""},
        [("level-missing", "level_1_1"), ("answer-without-level", "answer_1_1_1"), ("not-signed-off", "sign_off_1")],
    ),
]


@pytest.mark.parametrize(("level", "changes", "expected"), ASKED)
def test_what_is_asked_follows_from_the_level(
    examined: Examine, definition: Definition, level: int, changes: dict[str, Raw], expected: list[tuple[str, str]]
) -> None:
    submission = examined(at_level(definition, level, **changes), blank=True)
    assert found(submission) == expected


GATES = {3: "yes_no_1_1_2", 4: "yes_no_1_1_3"}


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_an_idle_answer_is_pointed_out_at_any_level(examined: Examine, definition: Definition, level: int) -> None:
    typed: dict[str, Raw] = {"answer_1_1_1": "See attachment"}
    if level in GATES:
        typed[GATES[level]] = "Yes"
    submission = examined(at_level(definition, level, **typed), blank=True)
    assert found(submission) == [("low-effort-answer", "answer_1_1_1")]


SIGN_OFFS = [
    ("", [("not-signed-off", "sign_off_1")]),
    ("Complete at levels 4-5-5-5", []),
    ("4-5-5-5", []),
    ("Complete at levels 3-5-5-5", [("stale-answers", "level_1_1")]),
    ("Complete at levels 0-5-5-5", [("stale-answers", "level_1_1")]),
    ("Complete at levels 3-4-5-5", [("stale-answers", "level_1_1"), ("stale-answers", "level_1_2")]),
    ("Signed", [("not-signed-off", "sign_off_1")]),
    ("Complete at levels 4-5", [("not-signed-off", "sign_off_1")]),
]


@pytest.mark.parametrize(("typed", "expected"), SIGN_OFFS)
def test_sign_off(examined: Examine, definition: Definition, typed: str, expected: list[tuple[str, str]]) -> None:
    submission = examined(at_level(definition, 4, yes_no_1_1_3="Yes", sign_off_1=typed), blank=True)
    assert found(submission) == expected
    assert submission.complete == all(code != "stale-answers" for code, _ in expected)


INFORMATION = [
    ("info_1_1", "45 %", "normalised", 45, "%"),
    ("info_1_1", "45,5%", "normalised", 45.5, "%"),
    ("info_1_1", 45, None, 45, "%"),
    ("info_1_1", "45", None, 45, "%"),
    ("info_1_1", "140", "value-out-of-range", None, ""),
    ("info_1_1", "-1", "value-out-of-range", None, ""),
    ("info_1_1", "about half", "value-not-a-number", None, ""),
    ("info_1_1", "1,200", "value-not-a-number", None, ""),
    ("info_1_1", 0.45, "value-not-a-number", None, ""),
    ("info_4_1", "1 200", "normalised", 1200, ""),
    ("info_4_1", "1,200", "normalised", 1200, ""),
    ("info_2_1", 12.5, "value-not-a-number", None, ""),
    ("info_2_2", "3.10", None, None, ""),
    ("info_5_2", "2:30", "normalised", 2.5, "hours"),
    ("info_5_2", "90 min", "normalised", 1.5, "hours"),
    ("info_5_2", "36", None, 36, "hours"),
    ("info_5_2", "800", "value-out-of-range", 800, "hours"),
    ("info_5_2", "0.001", "value-out-of-range", 0.001, "hours"),
    ("info_4_4", "20", None, 20, "%"),
    ("info_2_1", 1000, None, 1000, ""),
    ("info_2_1", 2025, "value-out-of-range", 2025, ""),
    ("info_5_2", "a while", "value-not-a-number", None, ""),
    ("info_8_2", "150", None, 150, "EUR"),
    ("info_8_2", "150 USD", "units-differ", None, ""),
    ("info_8_2", "$150", "units-differ", None, ""),
    ("info_8_3", "Yes", None, None, ""),
    ("info_8_3", "Maybe", "value-not-in-list", None, ""),
    ("info_14_1", "annual", "normalised", None, ""),
    ("info_14_1", "When asked", "value-not-in-list", None, ""),
    ("info_1_1", "", "answer-missing", None, ""),
    ("info_8_2_currency", "", "answer-missing", None, ""),
    ("info_8_2_currency", "Euro coins", "value-not-in-list", None, ""),
]


@pytest.mark.parametrize(("name", "typed", "code", "value", "unit"), INFORMATION)
def test_additional_information(
    examined: Examine, name: str, typed: Raw, code: str | None, value: float | None, unit: str
) -> None:
    start: dict[str, Raw] = {"info_8_2": "150", "info_8_2_currency": "EUR"}
    submission = examined(start | {name: typed})
    says_no_value = code not in (None, "normalised") and value is None
    early = [too_early(int(name.split("_")[1]))] if says_no_value else []
    assert sorted(found(submission)) == sorted(([(code, name)] if code else []) + early)
    rows = [row for row in submission.information if f"info_{row.standard}_{row.item}" == name]
    if name.count("_") == 2 and typed != "":
        assert [(row.value, row.unit) for row in rows] == [(value, unit)]


def test_not_available_is_accepted_in_every_item(examined: Examine, definition: Definition) -> None:
    names = [f"info_{s}_{k}" for s, k, _ in definition.edition.information()]
    submission = examined(dict.fromkeys(names, "n/a"))
    assert submission.findings == ()
    assert [row.not_available for row in submission.information] == [True] * 35


def test_additional_information_is_asked_for_from_level_four(examined: Examine, definition: Definition) -> None:
    empty: dict[str, Raw] = {f"info_{s}_{k}": "" for s, k, _ in definition.edition.information()}
    empty["info_8_2_currency"] = ""
    for level, count in ((3, 0), (4, 35)):
        levels = dict.fromkeys(definition.edition.indicators, level)
        submission = examined(complete_answers(definition, levels=levels) | empty, blank=True)
        asked = {s for s, _, _ in definition.edition.information()} if count else set()
        assert sorted(found(submission)) == sorted(
            [("answer-missing", name) for name in empty if count and not name.endswith("currency")]
            + [too_early(s) for s in asked]
        )
        assert {f.severity.value for f in submission.findings} <= {"warning"}


@pytest.mark.parametrize(("emptied", "complete"), [([], 33), (["level_1_1"], 32), (["level_1_1", "level_2_1"], 31)])
def test_complete_indicators_are_counted(examined: Examine, emptied: list[str], complete: int) -> None:
    submission = examined(dict.fromkeys(emptied, ""))
    assert (submission.indicators_complete, submission.indicators) == (complete, 33)
    assert submission.complete == (complete == 33)


COMPLETE = 33
BREAKS: list[tuple[dict[str, Raw], bool, int]] = [
    # (what is typed otherwise, whether the workbook is complete, how many indicators are)
    ({}, True, COMPLETE),
    # No Member: every indicator is complete, but nobody knows whose they are.
    ({"country": ""}, False, COMPLETE),
    ({"country": "Atlantis"}, False, COMPLETE),
    # A level that is missing or that nobody can read.
    ({"level_1_1": ""}, False, COMPLETE - 1),
    ({"level_1_1": "4 or 5"}, False, COMPLETE - 1),
    ({"level_1_1": Error("#N/A")}, False, COMPLETE - 1),
    # An answer that is missing, or seen to be none.
    ({"answer_1_1_1": ""}, False, COMPLETE - 1),
    ({"answer_1_1_1": " \n"}, False, COMPLETE - 1),
    ({"answer_1_1_1": Error("#REF!")}, False, COMPLETE - 1),
    ({"answer_1_1_1": Formula("1+1")}, False, COMPLETE - 1),
    # Longer than a cell is to hold: to be shortened, as the sheet says.
    ({"answer_1_1_1": "x" * (TEXT_LIMIT + 1)}, False, COMPLETE - 1),
    # A Yes or No that is missing or that nobody can read, and what a Yes asks for.
    ({"yes_no_1_1_3": ""}, False, COMPLETE - 1),
    ({"yes_no_1_1_3": "Perhaps"}, False, COMPLETE - 1),
    ({"yes_no_1_1_3": "Perhaps", "answer_1_1_4": ""}, False, COMPLETE - 1),
    ({"yes_no_1_1_3": Error("#N/A")}, False, COMPLETE - 1),
    ({"answer_1_1_4": ""}, False, COMPLETE - 1),
    # A sign-off of other levels.
    ({"sign_off_1": "Complete at levels 3-5-5-5"}, False, COMPLETE - 1),
    ({"sign_off_1": "Complete at levels 0-5-5-5"}, False, COMPLETE - 1),
    ({"sign_off_1": "Complete at levels 3-4-5-5"}, False, COMPLETE - 2),
    # Everything else is a finding, or none, and no gap.
    ({"sign_off_1": ""}, True, COMPLETE),
    ({"sign_off_1": "Signed"}, True, COMPLETE),
    ({"level_1_1": "4"}, True, COMPLETE),
    ({"yes_no_1_1_3": "yes "}, True, COMPLETE),
    ({"yes_no_1_1_3": "No"}, True, COMPLETE),
    ({"yes_no_1_1_3": "No", "answer_1_1_4": ""}, True, COMPLETE),
    ({"yes_no_1_1_2": "Perhaps"}, True, COMPLETE),
    ({"answer_1_1_1": "..."}, True, COMPLETE),
    ({"info_1_1": ""}, True, COMPLETE),
    ({"info_1_1": "140"}, True, COMPLETE),
    ({"reporting_year": ""}, True, COMPLETE),
    ({"contact_name": "", "contact_email": "me at home", "submission_date": "soon"}, True, COMPLETE),
]


@pytest.mark.parametrize(("changes", "complete", "indicators"), BREAKS)
def test_what_breaks_completeness_and_what_does_not(
    examined: Examine, definition: Definition, changes: dict[str, Raw], complete: bool, indicators: int
) -> None:
    typed: dict[str, Raw] = {"yes_no_1_1_3": "Yes"}
    submission = examined(at_level(definition, 4, **typed | changes), blank=True)
    assert (submission.complete, submission.indicators_complete) == (complete, indicators)


SENTENCES: list[tuple[dict[str, Raw], str]] = [
    # (what is typed into a workbook whose indicator 1.1 stands at level 4, what is said of it)
    ({"country": ""}, "No Member is chosen. Choose in C15, from the list, the Member for which the answers are given."),
    (
        {"country": "Atlantis"},
        "“Atlantis” is not in the list of Members. Choose the Member from the list in C15.",
    ),
    (
        {"country": "Congo"},
        "“Congo” can mean Democratic Republic of the Congo, Congo (Republic of the). Choose the Member from the list "
        "in C15.",
    ),
    ({"country": "KEN"}, "Member: “KEN” in C15 was read as Kenya (KEN). Correct it if that is not what was meant."),
    (
        {"reporting_year": "soon"},
        "“soon” is not a year. Enter four digits from 2018 to 2100 in C17.",
    ),
    (
        {"reporting_year": ""},
        "The reporting year is missing. The template is for 2026: enter that year in C17.",
    ),
    (
        {"reporting_year": 2025},
        "The reporting year in C17 is 2025, but the template is for 2026."
        " Correct it to 2026, or fill in the template for 2025.",
    ),
    (
        {"answer_1_1_1": "x y " * 400},
        "Indicator 1.1, question 1: the text in E9 has 1600 characters, and Excel shows and prints some 1500 of them."
        " It was kept whole; if it matters that people see it in the workbook, shorten it.",
    ),
    (
        {"contact_name": "x" * 201},
        "Contact: name: the text in C18 has 201 characters; at most 200 are allowed."
        " It was kept whole; please shorten it.",
    ),
    (
        {"contact_email": "me at home"},
        "“me at home” is not an e-mail address. Enter one such as name@customs.example in C20.",
    ),
    (
        {"submission_date": "soon"},
        "“soon” is not a date. Enter year, month and day in C21, such as 2026-03-31.",
    ),
    (
        {"submission_date": "03/04/2026"},
        "“03/04/2026” can be two different days. Enter year, month and day in C21, such as 2026-03-31.",
    ),
    (
        {"submission_date": dt.date(2017, 1, 1)},
        "“2017-01-01” cannot be the date of submission. Enter a date from 2018-01-01 to 2100-12-31 in C21.",
    ),
    (
        {"submission_date": dt.date(2036, 3, 31)},
        "“2036-03-31” is far from the year of the questionnaire, 2026."
        " Check the date in C21; if it is right, leave it as it is.",
    ),
    (
        {"submission_date": "31.03.2026"},
        "Date of submission: “31.03.2026” in C21 was read as 2026-03-31. Correct it if that is not what was meant.",
    ),
    (
        {
            "level_1_1": "",
            "sign_off_1": "Complete at levels 0-5-5-5",
            "yes_no_1_1_3": "",
            **dict.fromkeys(("answer_1_1_1", "answer_1_1_2", "answer_1_1_4"), ""),
        },
        "Indicator 1.1 has no implementation level. Choose one of the five levels in D8.",
    ),
    (
        {"level_1_1": "4 or 5"},
        "Indicator 1.1: “4 or 5” is not one of the five levels. Choose one from the list in D8.",
    ),
    (
        {"level_1_1": "4"},
        "Indicator 1.1: “4” in D8 was read as 4 - Finalising implementation. Correct it if that is not what was meant.",
    ),
    (
        {"level_1_1": Error("#N/A")},
        "Indicator 1.1: D8 shows an error (#N/A). Type the answer in its place.",
    ),
    (
        {"answer_1_1_1": ""},
        "Indicator 1.1, question 1 is not answered"
        " (“What measures have your country developed to implement the Standard?”). Type the answer in E9.",
    ),
    (
        {"answer_1_1_1": "..."},
        "Indicator 1.1, question 1: “...” does not say enough to be used. Please write a sentence or two in E9.",
    ),
    (
        {"answer_1_1_1": Formula("1+1")},
        "Indicator 1.1, question 1: E9 holds a formula without a result. Replace the formula with the answer itself.",
    ),
    (
        {"yes_no_1_1_3": ""},
        "Indicator 1.1, question 3 asks for Yes or No"
        " (“Is your country facing difficulties in implementing this Standard?”). Choose one in D11.",
    ),
    (
        {"yes_no_1_1_3": "Perhaps"},
        "Indicator 1.1, question 3: “Perhaps” is neither Yes nor No."
        " Choose one from the list in D11; remarks go beside it.",
    ),
    (
        {"yes_no_1_1_3": "No"},
        "Indicator 1.1, question 4 is not asked at the chosen level, but E12 holds text."
        " Move the text to a question that is asked, or clear it.",
    ),
    (
        {"yes_no_1_1_2": "No"},
        "Indicator 1.1, question 2 asks no Yes or No at the chosen level, but D10 holds “No”. Clear it.",
    ),
    (
        {"sign_off_1": ""},
        "Standard 1 is not signed off. When its answers are final, choose the line in the list in D43.",
    ),
    (
        {"sign_off_1": "Signed"},
        "Standard 1: the sign-off “Signed” is not the line that the list offers. Choose it from the list in D43.",
    ),
    (
        {"sign_off_1": "Complete at levels 3-5-5-5"},
        "Indicator 1.1: its answers were written for level 3; the level is 4 now."
        " Review the answers, then choose the line in the sign-off list at the end of the sheet again.",
    ),
    (
        {"sign_off_1": "Complete at levels 0-5-5-5"},
        "Indicator 1.1: the standard was signed off before this level was chosen."
        " Review the answers, then choose the line in the sign-off list at the end of the sheet again.",
    ),
    (
        {"info_2_1": ""},
        "Standard 2, additional information 1 is empty (“Number of data elements mapped with the WCO Data Model”)."
        " Fill in E23, or type n/a if it is not available.",
    ),
    (
        {"info_1_1": "140"},
        "Standard 1, additional information 1: 140 is not between 0 and 100. Correct it in E35, or type n/a.",
    ),
    (
        {"info_5_2": "9000"},
        "Standard 5, additional information 2: 9000 is not between 0 and 8760. Correct it in E37, or type n/a.",
    ),
    (
        {"info_12_2": 2025},
        "Standard 12, additional information 2: 2025 is more than 1500, which is unusual."
        " Check it in E19; if it is right, leave it as it is.",
    ),
    (
        {"info_5_2": "0.001"},
        "Standard 5, additional information 2: 0.001 is less than 0.01, which is unusual."
        " Check it in E37; if it is right, leave it as it is.",
    ),
    (
        {"info_8_2": "150 USD"},
        "Standard 8, additional information 2: E25 says USD, but the currency chosen beside it is EUR."
        " Correct the one that is wrong.",
    ),
    (
        {"info_1_1": "about half"},
        "Standard 1, additional information 1: “about half” is not a number."
        " Enter a number from 0 to 100 in E35, or n/a.",
    ),
    (
        {"info_1_1": "1,200"},
        "Standard 1, additional information 1: “1,200” can be read as two different numbers."
        " Enter it in E35 without separators between thousands, or n/a.",
    ),
    (
        {"info_2_1": 12.5},
        "Standard 2, additional information 1: “12.5” is not a whole number."
        " Enter a whole number, 0 or more, in E23, or n/a.",
    ),
    (
        {"info_5_2": "a while"},
        "Standard 5, additional information 2: “a while” is not a number of hours."
        " Enter hours as a number in E37, such as 2.5, or n/a.",
    ),
    (
        {"info_8_2": "$150", "info_8_2_currency": ""},
        "Standard 8, additional information 2: “$150” is what several countries call their currency."
        " Choose its code from the list beside E25, such as USD.",
    ),
    (
        {"info_8_2": "a lot"},
        "Standard 8, additional information 2: “a lot” is not an amount."
        " Enter a number and its currency in E25, such as 150 EUR, or n/a.",
    ),
    (
        {"info_1_1": "40-50"},
        "Standard 1, additional information 1: “40-50” is a range."
        " Enter one number in E35, with ~ in front if it is an estimate, such as ~45, or n/a.",
    ),
    (
        {"info_1_1": 0.45},
        "Standard 1, additional information 1: “0.45” can mean 0.45 % or a share of 1, such as 0.45 for 45 %."
        " Type the percentage with its sign in E35, such as 45 %, or n/a.",
    ),
    (
        {"info_4_2": "60; 40"},
        "Standard 4, additional information 2: “60; 40” holds several values, and one is asked for."
        " Enter one number in E37, or n/a.",
    ),
    (
        {"info_4_1": "-5"},
        "Standard 4, additional information 1: -5 is below 0. Enter a whole number, 0 or more, in E35, or n/a.",
    ),
    (
        {"info_2_2": "the latest"},
        "Standard 2, additional information 2: “the latest” names no version."
        " Enter the version number in E25, such as 3.10, or n/a.",
    ),
    (
        {"info_8_2": "150", "info_8_2_currency": ""},
        "Standard 8, additional information 2: the amount has no currency. Choose one in D25.",
    ),
    (
        {"info_8_2_currency": "Euro coins"},
        "Standard 8, additional information 2: “Euro coins” is not a currency code."
        " Choose one from the list in D25, such as EUR.",
    ),
    (
        {"info_14_1": "When asked"},
        "Standard 14, additional information 1: “When asked” is not in the list."
        " Choose one in E23: Monthly, Quarterly, Half-yearly, Annual, Other, Not published, n/a.",
    ),
    (
        {"info_8_3": "Maybe"},
        "Standard 8, additional information 3: “Maybe” is not in the list. Choose one in E27: Yes, No, n/a.",
    ),
    (
        {"info_5_2": "34,5"},
        "Standard 5, additional information 2: “34,5” in E37 was read as 34.5 hours."
        " Correct it if that is not what was meant.",
    ),
    (
        {"info_8_2": "€150"},
        "Standard 8, additional information 2: “€150” in E25 was read as 150 EUR."
        " Correct it if that is not what was meant.",
    ),
]


@pytest.mark.parametrize(("changes", "sentence"), SENTENCES, ids=["+".join(changes) for changes, _ in SENTENCES])
def test_the_sentence_says_where_what_and_what_to_do(
    examined: Examine, definition: Definition, changes: dict[str, Raw], sentence: str
) -> None:
    typed: dict[str, Raw] = {"yes_no_1_1_3": "Yes"}
    submission = examined(at_level(definition, 4, **typed | changes), blank=True)
    assert [finding.message for finding in submission.findings if "then counts again" not in finding.message] == [
        sentence
    ]


@pytest.mark.parametrize("opened", ["answer_1_1_1", "yes_no_1_1_3", "info_1_1"])
def test_a_sign_off_beside_something_open_is_told(examined: Examine, definition: Definition, opened: str) -> None:
    submission = examined(at_level(definition, 4, **({"yes_no_1_1_3": "Yes"} | {opened: ""})), blank=True)
    by_name = {finding.name: finding for finding in submission.findings}
    assert set(by_name) == {opened, "sign_off_1"}
    assert by_name["sign_off_1"].severity is Severity.WARNING
    assert by_name["sign_off_1"].message == (
        "Standard 1 is signed off in D43, but something of it is missing or not valid."
        " Put that right: the sign-off then counts again by itself."
    )


OF_FILES = {
    *(Code.UNREADABLE_FILE, Code.NOT_A_KPI_WORKBOOK, Code.ENCRYPTED_FILE, Code.UNKNOWN_EDITION),
    *(Code.STRUCTURE_CHANGED, Code.LABEL_CHANGED, Code.FORMULA_CHANGED, Code.EXTERNAL_LINK, Code.MACRO_PRESENT),
    *(Code.TEXT_OUTSIDE_INPUTS, Code.COMMENT_FOUND, Code.OBJECT_FOUND, Code.ANSWERS_SUPERSEDED),
}
"""What no input cell can cause."""
ELSEWHERE = {
    (Code.WRONG_YEAR, "template"),
    (Code.COUNTRY_DIFFERS, ""),
    (Code.ANSWER_WITHOUT_LEVEL, ""),
    (Code.NOT_SIGNED_OFF, "changed"),
    (Code.NOT_SIGNED_OFF, "too-early"),
    (Code.STALE_ANSWERS, "unchanged"),
    (Code.FORMULA_IN_INPUT, ""),
}
"""What needs more than one cell, a template made for somebody, or a program that calculates."""


def test_each_sentence_about_a_cell_stands_above(definition: Definition) -> None:
    """Every code and variant, each of its facts filled in with something."""
    told = set()
    for code, sentences in definition.wording.findings.items():
        for variant, sentence in sentences.items():
            pattern = re.sub(r"\\{\w+\\}", "(.+)", re.escape(sentence))
            if any(re.fullmatch(pattern, said) for _, said in SENTENCES):
                told.add((code, variant))
    of_cells = {key for key in CATALOGUE if key[0] not in OF_FILES}
    assert told == of_cells - ELSEWHERE


def test_a_level_that_was_cleared_takes_its_answers_and_the_sign_off_along(
    examined: Examine, definition: Definition
) -> None:
    submission = examined(at_level(definition, 1, level_1_1="", sign_off_1="Complete at levels 1-5-5-5"), blank=True)
    assert [finding.message for finding in submission.findings] == [
        "Indicator 1.1 has no implementation level. Choose one of the five levels in D8.",
        "Indicator 1.1, question 1 has text in E9, but its indicator has no implementation level."
        " The text is kept: choose the level above it.",
        "Standard 1 was signed off at levels 1-5-5-5, and they are 0-5-5-5 now."
        " Review the answers, then choose the line in D43 again.",
    ]


def test_nothing_typed_is_lost(examined: Examine, definition: Definition) -> None:
    submission = examined(at_level(definition, 2, answer_1_1_4="Left over", yes_no_1_1_2="No"), blank=True)
    rows = [row for row in submission.answers if (row.standard, row.indicator) == (1, 1)]
    assert [(r.question, r.topic, r.yes_no, r.answer) for r in rows] == [
        (1, "difficulties", "", "A full answer."),
        (2, "capacity-building", "no", "A full answer."),
        (4, "", "", "Left over"),
    ]
