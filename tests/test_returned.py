"""Real and damaged workbooks, as they come back: `tests/returned/`, made by `tests/make_returned.py`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from addin.command_line import kpibook
from addin.submissions.examine import examine
from addin.submissions.in_parallel import examine_many
from schemas.definition import Definition
from tests.answers import complete_answers, levels_of
from tests.submissions import but_unusual

FOLDER = Path(__file__).parent / "returned"
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((FOLDER / "expected.yaml").read_text(encoding="utf-8"))
FILES = sorted(path for path in FOLDER.iterdir() if path.name != "expected.yaml")


def test_every_file_is_expected() -> None:
    assert [path.name for path in FILES] == sorted(EXPECTED)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_each_file_yields(path: Path) -> None:
    expected = EXPECTED[path.name]
    submission = examine(path)
    usual = but_unusual(submission)
    unusual = [finding for finding in submission.findings if finding not in usual]
    found = [f"{finding.code} {finding.name}".strip() for finding in usual]
    assert [finding.name for finding in unusual] == expected.get("unusual", [])
    assert submission.rejected == expected.get("rejected", False)
    assert submission.complete == expected.get("complete", False)
    if "only" in expected:
        assert {finding.code.value for finding in submission.findings} == set(expected["only"])
    else:
        assert found == expected.get("findings", [])


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_what_was_typed_in_libreoffice_is_read_under_its_own_question(definition: Definition, ending: str) -> None:
    submission = examine(FOLDER / f"libreoffice_complete.{ending}")
    typed = complete_answers(definition, 6)
    levels = levels_of(definition, 6)
    assert {(row.standard, row.indicator): row.level for row in submission.levels} == levels
    answers = {f"answer_{r.standard}_{r.indicator}_{r.question}": r.answer for r in submission.answers if r.answer}
    assert answers == {name: value for name, value in typed.items() if name.startswith("answer")}


def test_a_moved_row_takes_its_answer_along(definition: Definition) -> None:
    """Inserted, sorted, shifted: each answer stays with the question it was typed under."""
    whole = [(r.standard, r.indicator, r.question, r.answer) for r in examine(FOLDER / "sheet_added.xlsx").answers]
    for name in ("row_inserted.xlsx", "row_inserted_on_top.xlsx", "rows_sorted.xlsx", "column_inserted.xlsx"):
        moved = [(r.standard, r.indicator, r.question, r.answer) for r in examine(FOLDER / name).answers]
        assert moved == whole, name


def test_the_year_asked_for_rejects_another_years_template() -> None:
    submission = examine(FOLDER / "old_year.xlsx", year=2026)
    assert submission.rejected
    assert [finding.code.value for finding in but_unusual(submission)] == ["wrong-year"]
    assert [finding.message for finding in but_unusual(submission)] == [
        f"{FOLDER / 'old_year.xlsx'} is the template for 2024, but 2026 was asked for."
        " Ask for the 2026 template to be filled in."
    ]


def test_many_files_at_once_come_in_order_and_whole() -> None:
    one_by_one = [examine(path, name=path.name) for path in FILES]
    together = list(examine_many(FILES, names=[path.name for path in FILES], workers=2))
    assert together == one_by_one


def test_validate_speaks_of_every_file_and_exits_with_one() -> None:
    run = CliRunner().invoke(kpibook, ["validate", str(FOLDER), "--json"], standalone_mode=False)
    assert run.return_value == 1
    objects = json.loads(run.stdout)
    assert {Path(item["file"]).name for item in objects} == {*EXPECTED, "expected.yaml"}
    keys = {"file", "country", "year", "language", "edition", "complete", "findings"}
    assert all(set(item) == keys for item in objects)
    findings = [finding for item in objects for finding in item["findings"]]
    assert {tuple(finding) for finding in findings} == {
        ("code", "severity", "sheet", "cell", "name", "found", "message")
    }


@pytest.mark.parametrize(
    ("names", "status"),
    [
        (["complete.xlsx"], 0),
        (["pasted.xlsx"], 0),
        (["blank.xlsx"], 1),
        (["complete.xlsx", "cut_short.xlsx"], 1),
        (["cut_short.xlsx", "empty.xlsx"], 2),
    ],
)
def test_exit_status(names: list[str], status: int) -> None:
    arguments = ["validate", *(str(FOLDER / name) for name in names)]
    assert CliRunner().invoke(kpibook, arguments, standalone_mode=False).return_value == status
