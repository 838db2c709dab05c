"""What a superseded file answers and the one that counts leaves empty; and a template that is nobody's answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from addin.consolidation.consolidate import Consolidation, consolidate
from addin.submissions.examine import examine
from schemas.definition import Definition
from schemas.questions import Raw
from tests.answers import complete_answers
from tests.fill import fill
from tests.ledgers import table

Put = Callable[..., Path]


@pytest.fixture
def put(tmp_path: Path, definition: Definition, template: bytes) -> Put:
    whole = complete_answers(definition, levels=dict.fromkeys(definition.edition.indicators, 4))

    def make(name: str, day: int, changes: dict[str, Raw] | None = None, *, blank: bool = False) -> Path:
        typed = {} if blank else whole | {"country": "Kenya", "submission_date": dt.date(2026, 3, day)}
        path = tmp_path / name
        path.write_bytes(fill(template, definition, typed | (changes or {})))
        return path

    return make


def consolidated(*paths: Path) -> Consolidation:
    return consolidate(examine(path, name=path.name) for path in paths)


def said(consolidation: Consolidation) -> list[str]:
    rows = table(consolidation, "Findings")
    return [str(found["message"]) for found in rows if found["code"] == "answers-superseded"]


@pytest.mark.parametrize(
    ("early", "late", "count"),
    [
        ({}, {}, 0),
        ({}, {"answer_1_1_1": ""}, 1),
        ({"answer_1_1_1": ""}, {}, 0),
        ({"answer_1_1_1": "", "answer_1_1_2": "x"}, {"answer_1_1_1": "", "answer_1_1_2": "y"}, 0),
        ({}, {"yes_no_1_1_3": ""}, 1),
        ({"answer_1_1_3": "Yes and no"}, {"level_1_1": "", "answer_1_1_1": "", "answer_1_1_2": ""}, 4),
        ({}, {"info_1_1": "", "info_3_1": ""}, 2),
        # at level 1 nothing of this is asked: a level that was changed leaves nothing open
        ({}, {"level_1_1": "1 - Not applicable", "answer_1_1_2": "", "yes_no_1_1_3": "", "answer_1_1_4": ""}, 0),
        # who answered is no answer
        ({"respondent_1": "Post"}, {"contact_name": ""}, 0),
    ],
)
def test_cells_that_only_the_earlier_file_answers_are_counted(
    put: Put, early: dict[str, Raw], late: dict[str, Raw], count: int
) -> None:
    made = consolidated(put("early.xlsx", 1, early), put("late.xlsx", 2, late))
    expected = (
        f"late.xlsx counts, but leaves cells empty that early.xlsx answers ({count} of them). Bring both together with"
        " kpibook merge, or let early.xlsx count by a decision choose."
    )
    assert said(made) == [expected] * bool(count)
    warned = next(file for file in made.files if file.file == "late.xlsx")
    alone = consolidated(put("late.xlsx", 2, late)).files[0]
    assert warned.warnings == alone.warnings + bool(count)


def test_each_department_that_was_left_out_is_named(put: Put) -> None:
    halves = [{f"answer_{s}_1_1": ""} for s in (1, 2, 3)]
    made = consolidated(*(put(f"{day}.xlsx", day, half) for day, half in enumerate(halves, 1)))
    assert [message.split(" answers ")[0] for message in said(made)] == [
        "3.xlsx counts, but leaves cells empty that 1.xlsx",
        "3.xlsx counts, but leaves cells empty that 2.xlsx",
    ]


def test_it_is_said_in_the_language_that_was_asked_for(put: Put) -> None:
    paths = put("early.xlsx", 1), put("late.xlsx", 2, {"answer_1_1_1": ""})
    made = consolidate((examine(path, name=path.name) for path in paths), language="fr")
    assert said(made)[0].startswith("late.xlsx est retenu, mais laisse vides des cellules")


# --- a template that came back as it was sent ---------------------------------------------------
@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, "ignored"),
        ({"reporting_year": ""}, "ignored"),
        ({"contact_name": "Amina"}, "ignored"),
        ({"country": "Kenya"}, "accepted-with-errors"),
        ({"country": "Atlantis"}, "accepted-with-errors"),
        ({"level_1_1": "4"}, "accepted-with-errors"),
        ({"answer_1_1_1": "By law."}, "accepted-with-errors"),
        ({"info_1_1": "n/a"}, "accepted-with-errors"),
        ({"note_1": "We will answer in May."}, "accepted-with-errors"),
    ],
)
def test_a_template_without_a_member_and_without_an_answer_is_no_submission(
    put: Put, changes: dict[str, Any], status: str
) -> None:
    made = consolidated(put("a.xlsx", 1, changes, blank=True))
    (file,) = table(made, "Files")
    assert file["status"] == status
    if status == "ignored":
        assert file["reason"] == "It is an empty template: no Member is chosen in it, and nothing is answered."
        assert (file["errors"], file["warnings"], table(made, "Levels"), table(made, "Findings")) == (0, 0, [], [])


def test_validate_tells_of_an_empty_template_what_is_missing(put: Put) -> None:
    found = examine(put("a.xlsx", 1, blank=True)).findings
    assert {finding.code.value for finding in found} == {"country-missing", "level-missing"}
