"""What officers type into a complete workbook, and what must come out: one row a case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from addin.submission import Submission
from schemas.definition import Definition
from schemas.questions import TEXT_LIMIT, Raw
from tests.answers import complete_answers
from tests.fill import Error, Formula

Examine = Callable[..., Submission]


def found(submission: Submission) -> list[tuple[str, str]]:
    return [(finding.code.value, finding.name) for finding in submission.findings]


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
    assert found(submission) == [("normalised" if level else "level-invalid", "level_1_1")]
    assert submission.levels[0].level == level


ASKED = [
    (4, {"yes_no_1_1_3": "Yes"}, []),
    (4, {"yes_no_1_1_3": "No", "answer_1_1_4": ""}, []),
    (4, {"yes_no_1_1_3": "No"}, [("answer-not-asked", "answer_1_1_4")]),
    (4, {"yes_no_1_1_3": "Yes", "answer_1_1_4": ""}, [("answer-missing", "answer_1_1_4")]),
    # Text behind an unanswered gate is not out of place: the gate is what is missing.
    (4, {}, [("yes-no-missing", "yes_no_1_1_3")]),
    (4, {"yes_no_1_1_3": "Perhaps"}, [("yes-no-invalid", "yes_no_1_1_3")]),
    (4, {"yes_no_1_1_3": "yes "}, [("normalised", "yes_no_1_1_3")]),
    (4, {"yes_no_1_1_3": "Yes", "answer_1_1_3": "A remark beside the gate."}, []),
    (4, {"yes_no_1_1_3": "Yes", "answer_1_1_1": "   "}, [("answer-missing", "answer_1_1_1")]),
    (2, {}, []),
    (2, {"answer_1_1_4": "Left over"}, [("answer-not-asked", "answer_1_1_4")]),
    (2, {"yes_no_1_1_2": "No"}, [("answer-not-asked", "yes_no_1_1_2")]),
    (5, {"answer_1_1_2": "..."}, [("low-effort-answer", "answer_1_1_2")]),
    (5, {"answer_1_1_2": "tbd"}, [("low-effort-answer", "answer_1_1_2")]),
    (5, {"answer_1_1_2": "No."}, []),
    (5, {"answer_1_1_2": "是"}, []),
    (5, {"answer_1_1_2": "x y " * (TEXT_LIMIT // 4 + 1)}, [("text-too-long", "answer_1_1_2")]),
    (5, {"answer_1_1_2": Formula("1+1")}, [("formula-in-input", "answer_1_1_2")]),
    (5, {"answer_1_1_2": Error("#REF!")}, [("error-value", "answer_1_1_2")]),
    (1, {"answer_1_1_1": ""}, [("answer-missing", "answer_1_1_1")]),
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
    ("info_2_1", "1 200", "normalised", 1200, ""),
    ("info_2_1", "1,200", "normalised", 1200, ""),
    ("info_2_1", 12.5, "value-not-a-number", None, ""),
    ("info_2_2", "3.10", None, None, ""),
    ("info_5_2", "2:30", "normalised", 2.5, "hours"),
    ("info_5_2", "90 min", "normalised", 1.5, "hours"),
    ("info_5_2", "36", None, 36, "hours"),
    ("info_5_2", "a while", "value-not-a-number", None, ""),
    ("info_8_2", "150", None, 150, "EUR"),
    ("info_8_2", "150 USD", None, 150, "USD"),
    ("info_8_2", "150 EUR; 22 EUR", None, None, ""),
    ("info_8_2", "$150", "value-not-a-number", None, ""),
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
    assert found(submission) == ([(code, name)] if code else [])
    rows = [row for row in submission.information if f"info_{row.standard}_{row.item}" == name]
    if name.count("_") == 2 and typed != "":
        assert [(row.value, row.unit) for row in rows] == [(value, unit)]


def test_not_available_is_accepted_in_every_item(examined: Examine, definition: Definition) -> None:
    names = [f"info_{s}_{k}" for s, k, _ in definition.edition.information()]
    submission = examined(dict.fromkeys(names, "n/a"))
    assert submission.findings == ()
    assert [row.not_available for row in submission.information] == [True] * 35


def test_additional_information_is_asked_for_from_level_three(examined: Examine, definition: Definition) -> None:
    empty: dict[str, Raw] = {f"info_{s}_{k}": "" for s, k, _ in definition.edition.information()}
    empty["info_8_2_currency"] = ""
    for level, count in ((2, 0), (3, 35)):
        levels = dict.fromkeys(definition.edition.indicators, level)
        submission = examined(complete_answers(definition, levels=levels) | empty, blank=True)
        assert [f.code.value for f in submission.findings] == ["answer-missing"] * count
        assert {f.severity.value for f in submission.findings} <= {"warning"}


@pytest.mark.parametrize(("emptied", "complete"), [([], 33), (["level_1_1"], 32), (["level_1_1", "level_2_1"], 31)])
def test_complete_indicators_are_counted(examined: Examine, emptied: list[str], complete: int) -> None:
    submission = examined(dict.fromkeys(emptied, ""))
    assert (submission.indicators_complete, submission.indicators) == (complete, 33)
    assert submission.complete == (complete == 33)


def test_nothing_typed_is_lost(examined: Examine, definition: Definition) -> None:
    submission = examined(at_level(definition, 2, answer_1_1_4="Left over", yes_no_1_1_2="No"), blank=True)
    rows = [row for row in submission.answers if (row.standard, row.indicator) == (1, 1)]
    assert [(r.question, r.topic, r.yes_no, r.answer) for r in rows] == [
        (1, "difficulties", "", "A full answer."),
        (2, "capacity-building", "no", "A full answer."),
        (4, "", "", "Left over"),
    ]
