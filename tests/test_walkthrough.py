"""The README's walkthrough, line by line: build, fill in LibreOffice, validate, put right, consolidate, look."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner, Result

from addin.command_line import kpibook
from addin.results.exports import table_files
from schemas.definition import Definition
from tests.answers import complete_answers
from tests.libreoffice import Office

pytestmark = pytest.mark.libreoffice


def run(*arguments: object) -> Result:
    return CliRunner().invoke(kpibook, [str(argument) for argument in arguments], standalone_mode=False)


def test_the_walkthrough(libreoffice: Office, definition: Definition, tmp_path: Path) -> None:
    templates, returned = tmp_path / "templates", tmp_path / "returned"
    returned.mkdir()
    assert run("build", "--year", 2026, "--out", templates).return_value is None
    with libreoffice.open(templates / "ecom-kpi_2026_en.xlsx") as workbook:
        workbook.type("country", "Kenya")
        workbook.type("level_1_1", "4 - Finalising implementation")
        assert [bool(workbook.text(f"question_1_1_{n}")) for n in (1, 2, 3, 4)] == [True, True, True, False]
        workbook.type_all({"answer_1_1_1": "A draft law.", "answer_1_1_2": "Parliament.", "yes_no_1_1_3": "Yes"})
        assert workbook.text("question_1_1_4").startswith("If yes")
        kenya = workbook.save(returned / "kenya.xlsx")

        first = run("validate", kenya)
        assert first.return_value == 1
        missing = definition.layout.slots["answer_1_1_4"].place.cell
        assert f"{missing}   Indicator 1.1, question 4 is not answered" in first.stdout

        whole = complete_answers(definition, levels=dict.fromkeys(definition.edition.indicators, 5))
        workbook.clear()
        workbook.type_all({n: v if isinstance(v, (str, int, float)) else str(v) for n, v in whole.items()})
        for member in ("Kenya", "Ghana", "Peru"):
            workbook.type("country", member)
            workbook.save(returned / f"{member.lower()}.xlsx")
    assert run("validate", kenya).return_value == 0

    result, tables = tmp_path / "result.xlsx", tmp_path / "tables"
    assert run("consolidate", returned, "--out", result, "--tables", tables).return_value == 0
    book = openpyxl.load_workbook(result)
    files = [(row[0], row[2]) for row in book["Files"].iter_rows(min_row=2, values_only=True)]
    assert files == [
        ("ghana.xlsx", "accepted"),
        ("kenya.xlsx", "accepted"),
        ("peru.xlsx", "accepted"),
    ]
    levels = {row[0]: row[4:-1] for row in book["Levels"].iter_rows(min_row=2, values_only=True)}
    assert levels == dict.fromkeys(("GHA", "KEN", "PER"), (5,) * 33)
    answers = pd.read_parquet(tables / "answers.parquet")
    first_answer = answers[(answers.country == "KEN") & (answers.standard == 1)].iloc[0]
    place = definition.layout.slots["answer_1_1_1"].place
    assert (first_answer.file, first_answer.sheet, first_answer.cell) == ("kenya.xlsx", "Standard 1", place.cell)
    assert first_answer.answer == whole["answer_1_1_1"]
    said = {path.name for path in tables.iterdir()}
    assert said >= {
        f"{table}.{kind}"
        for table in (
            "levels",
            "answers",
            "information",
            "findings",
            "files",
            "decisions",
            "needs",
            "remarks",
            "movement",
        )
        for kind in ("csv", "parquet")
    }
    assert said == {path.name for path in table_files(tables)}
    assert "datapackage.json" in said
