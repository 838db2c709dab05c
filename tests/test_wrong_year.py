"""Another year's template is rejected by one rule: the same sentence and effect by whichever command."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from addin.command_line import kpibook
from addin.consolidation.consolidate import Status, consolidate
from addin.submissions.examine import examine
from addin.submissions.refusals import of_another_year
from addin.submissions.submission import FileFacts

RETURNED = Path(__file__).parent / "returned"
SENTENCE = "old_year.xlsx is the template for 2024, but 2026 was asked for. Ask for the 2026 template to be filled in."
IN_FRENCH = (
    "old_year.xlsx est le modèle de 2024, mais celui de 2026 était demandé. Demandez que le modèle de 2026 soit rempli."
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copy(RETURNED / "old_year.xlsx", tmp_path)
    return tmp_path


def test_validate_says_it_of_a_file_that_is_complete_else(folder: Path) -> None:
    assert examine("old_year.xlsx").complete
    run = CliRunner().invoke(kpibook, ["validate", "old_year.xlsx", "--year", "2026", "--json"], standalone_mode=False)
    (item,) = json.loads(run.stdout)
    assert run.return_value == 1, "it could be read"
    assert (item["year"], item["complete"]) == (2024, False)
    assert [(finding["code"], finding["message"]) for finding in item["findings"]] == [("wrong-year", SENTENCE)]


def test_consolidate_says_the_same_of_it(folder: Path) -> None:
    command = ["consolidate", ".", "--year", "2026", "--out", "result.xlsx"]
    run = CliRunner().invoke(kpibook, command, standalone_mode=False)
    assert run.return_value == 1
    assert f"Rejected: {SENTENCE}" in run.stdout
    book = openpyxl.load_workbook("result.xlsx")
    heading, values = book["Files"].iter_rows(values_only=True)
    file = dict(zip(heading, values, strict=True))
    assert (file["status"], file["year"], file["complete"], file["errors"]) == ("rejected", 2024, False, 1)
    assert file["reason"] == SENTENCE
    heading, *findings = book["Findings"].iter_rows(values_only=True)
    errors = [dict(zip(heading, line, strict=True)) for line in findings if "error" in line]
    assert [(finding["code"], finding["message"]) for finding in errors] == [("wrong-year", SENTENCE)]
    for sheet in ("Levels", "Answers", "Information"):
        assert not any(cell for row in book[sheet].iter_rows(min_row=2, values_only=True) for cell in row), sheet


def test_whether_the_year_is_known_before_reading_or_after_makes_no_difference() -> None:
    path = RETURNED / "old_year.xlsx"
    before = consolidate([examine(path, year=2026)])
    after = consolidate([examine(path)], year=2026)
    (one,), (other,) = before.files, after.files
    assert one.status is Status.REJECTED
    assert replace(one, spans=other.spans, added=other.added) == other
    assert list(before.findings()) == [(one, row) for _, row in after.findings()]


@pytest.mark.parametrize(
    ("made_for", "asked", "language", "said"),
    [
        (2026, 2026, None, None),
        (2024, 2026, None, SENTENCE),
        (2024, 2026, "fr", IN_FRENCH),
        (2024, 2026, "zz", SENTENCE),
        # Nobody asked for a year, or it cannot be told.
        (2024, None, None, None),
        (None, 2026, None, None),
    ],
)
def test_the_rule(made_for: int | None, asked: int | None, language: str | None, said: str | None) -> None:
    file = FileFacts("old_year.xlsx", year=made_for, language="en", edition="2018")
    found = of_another_year(file, asked, language)
    assert (found.message if found is not None else None) == said
