"""Last year's answers beside this year's: kept by one choice, never by accident."""

from __future__ import annotations

from pathlib import Path

import pytest

from addin.submissions.examine import examine
from addin.submissions.submission import Submission
from schemas.definition import Definition
from schemas.questions import Raw
from tests.answers import complete_answers
from tests.last_years import LAST
from workbook_builder.build import build_workbook

UNCHANGED = "Unchanged since 2025"
KEPT_1_1 = {1: "A draft law.", 2: "Parliament has it.", 3: "Too few staff.", 4: "Training."}


def examined(definition: Definition, tmp_path: Path, typed: dict[str, Raw]) -> Submission:
    path = tmp_path / "returned.xlsx"
    path.write_bytes(build_workbook(definition, 2026, member="KEN", last=LAST, typed=typed).data)
    return examine(path)


def found(submission: Submission, s: int, i: int) -> tuple[int | None, dict[int, str], list[tuple[str, str]]]:
    """An indicator's level, its answers, and the codes and cells' names of its findings."""
    level = next(row.level for row in submission.levels if (row.standard, row.indicator) == (s, i))
    answers = {row.question: row.answer for row in submission.answers if (row.standard, row.indicator) == (s, i)}
    ends = (f"_{s}_{i}", *(f"_{s}_{i}_{n}" for n in range(1, 5)))
    findings = [(f.code.value, f.name) for f in submission.findings if f.name.endswith(ends) and "info" not in f.name]
    return level, answers, findings


@pytest.mark.parametrize(
    ("typed", "level", "answers", "findings"),
    [
        # Nothing is carried over by accident.
        ({}, None, {}, [("level-missing", "level_1_1")]),
        # One click keeps all of it.
        ({"unchanged_1_1": UNCHANGED}, 4, KEPT_1_1, []),
        # What is typed beside it counts instead.
        ({"unchanged_1_1": UNCHANGED, "answer_1_1_2": "Passed."}, 4, KEPT_1_1 | {2: "Passed."}, []),
        ({"unchanged_1_1": UNCHANGED, "level_1_1": "4 - Finalising implementation"}, 4, KEPT_1_1, []),
        # A new No makes last year's "If yes, …" fall away.
        ({"unchanged_1_1": UNCHANGED, "yes_no_1_1_3": "No"}, 4, {k: v for k, v in KEPT_1_1.items() if k < 4}, []),
        # Another level: last year's answers are not for it.
        (
            {"unchanged_1_1": UNCHANGED, "level_1_1": "5 - Implementation complete"},
            5,
            {},
            [
                ("stale-answers", "unchanged_1_1"),
                ("answer-missing", "answer_1_1_1"),
                ("answer-missing", "answer_1_1_2"),
            ],
        ),
        # Text for another level beside last year's level.
        (
            {"unchanged_3_1": UNCHANGED, "answer_3_1_2": "Left over."},
            1,
            {1: "No parcels.", 2: "Left over."},
            [("answer-not-asked", "answer_3_1_2")],
        ),
        # What last year left open stays open.
        ({"unchanged_2_2": UNCHANGED}, 2, {1: "No budget."}, [("answer-missing", "answer_2_2_2")]),
        # Typed into the cell by hand.
        ({"unchanged_1_1": "unchanged since 2025 "}, 4, KEPT_1_1, []),
        (
            {"unchanged_1_1": "yes"},
            None,
            {},
            [("level-missing", "level_1_1"), ("value-not-in-list", "unchanged_1_1")],
        ),
    ],
)
def test_what_is_kept(
    definition: Definition,
    tmp_path: Path,
    typed: dict[str, Raw],
    level: int | None,
    answers: dict[int, str],
    findings: list[tuple[str, str]],
) -> None:
    name = next(iter(typed), "unchanged_1_1").split("_")
    submission = examined(definition, tmp_path, typed)
    got = found(submission, int(name[1]), int(name[2]))
    signed = [finding for finding in got[2] if finding[0] != "not-signed-off"]
    assert (got[0], got[1], signed) == (level, answers, findings)


@pytest.mark.parametrize(("unchanged", "is_complete"), [(UNCHANGED, True), ("yes", False), ("\u00a0", True)])
def test_something_else_in_the_cell_is_to_be_put_right(
    definition: Definition, tmp_path: Path, unchanged: str, is_complete: bool
) -> None:
    typed = complete_answers(definition, 3) | {"level_1_1": "4", "unchanged_1_1": unchanged}
    typed |= {"answer_1_1_1": "A law.", "answer_1_1_2": "A plan.", "yes_no_1_1_3": "No", "sign_off_1": ""}
    submission = examined(definition, tmp_path, typed)
    assert submission.complete is is_complete


def test_the_stale_guard_sees_last_years_level(definition: Definition, tmp_path: Path) -> None:
    submission = examined(definition, tmp_path, {"unchanged_3_1": UNCHANGED, "sign_off_3": "Complete at levels 5"})
    stale = next(finding for finding in submission.findings if finding.code.value == "stale-answers")
    assert stale.message.startswith("Indicator 3.1: its answers were written for level 5; the level is 1 now.")


def test_what_is_kept_is_traced_to_where_it_stands(definition: Definition, tmp_path: Path) -> None:
    submission = examined(definition, tmp_path, {"unchanged_1_1": UNCHANGED, "answer_1_1_2": "Passed."})
    layout = definition.with_last_year.layout
    cells = {
        row.question: (row.sheet, row.cell) for row in submission.answers if (row.standard, row.indicator) == (1, 1)
    }
    places = {1: layout.last["last_answer_1_1_1"].place, 2: layout.slots["answer_1_1_2"].place}
    assert {n: cells[n] for n in places} == {n: ("Standard 1", place.cell) for n, place in places.items()}


def test_a_yes_kept_is_a_yes(definition: Definition, tmp_path: Path) -> None:
    submission = examined(definition, tmp_path, {"unchanged_1_1": UNCHANGED, "unchanged_1_2": UNCHANGED})
    gates = {row.indicator: row.yes_no for row in submission.answers if (row.standard, row.question) == (1, 3)}
    assert gates == {1: "yes", 2: "no"}


def test_a_complete_workbook_beside_last_year_has_no_finding(definition: Definition, tmp_path: Path) -> None:
    typed = complete_answers(definition, 3)
    typed["level_1_1"], typed["unchanged_1_1"] = "", UNCHANGED
    levels = [typed[f"level_1_{i}"] for i in (2, 3, 4)]
    typed["sign_off_1"] = f"Complete at levels 4-{'-'.join(str(level)[0] for level in levels)}"
    for n in range(1, 5):
        typed[f"answer_1_1_{n}"] = ""
        typed[f"yes_no_1_1_{n}"] = ""
    typed = {name: value for name, value in typed.items() if value != ""}
    typed.pop("country")
    submission = examined(definition, tmp_path, typed)
    assert (submission.findings, submission.complete, submission.country) == ((), True, "KEN")


def test_the_blank_one_has_only_findings_of_what_is_missing(definition: Definition, tmp_path: Path) -> None:
    submission = examined(definition, tmp_path, {})
    assert {finding.code.value for finding in submission.findings} == {"level-missing"}
