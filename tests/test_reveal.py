"""The workbook in a real LibreOffice: what choosing a level shows, and what the status says."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from schemas.definition import Definition
from tests.answers import complete_answers
from tests.libreoffice import Document, Office
from tests.test_definition_source import SOURCE

pytestmark = pytest.mark.libreoffice


@pytest.fixture(scope="module")
def document(libreoffice: Office, template: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    path = tmp_path_factory.mktemp("reveal") / "template.xlsx"
    path.write_bytes(template)
    with libreoffice.open(path) as opened:
        yield opened


@pytest.fixture
def blank(document: Document) -> Iterator[Document]:
    yield document
    document.clear()
    document.type("reporting_year", 2026)


def source_questions(level: int) -> list[str]:
    line = re.search(rf"^{level}\t<ul.+$", SOURCE, re.MULTILINE)
    assert line is not None
    return re.findall(r"<li>• (.*?)</li>", line[0])


def test_cached_values_are_what_libreoffice_computes(document: Document, template: bytes) -> None:
    cached = openpyxl.load_workbook(io.BytesIO(template), data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(template))
    wrong = []
    for sheet in formulas:
        shown = document.values(sheet.title)
        for row in sheet:
            for cell in row:
                if cell.data_type == "f":
                    expected = cached[sheet.title][cell.coordinate].value
                    found = shown[cell.row - 1][cell.column - 1]
                    if (expected or (0 if expected == 0 else "")) != found:
                        wrong.append((sheet.title, cell.coordinate, expected, found))
    assert wrong == []


def test_every_level_of_every_indicator_reveals_its_questions(blank: Document, definition: Definition) -> None:
    for level in (1, 2, 3, 4, 5, None):
        label = definition.level_label(level) if level else ""
        typed = {f"level_{s}_{i}": label for s, i in definition.edition.indicators}
        for n in definition.edition.gate_numbers:
            gate = level is not None and definition.asks(level, n) == "yes-no"
            typed |= {f"yes_no_{s}_{i}_{n}": "Yes" if gate else "" for s, i in definition.edition.indicators}
        blank.type_all(typed)
        expected = source_questions(level) if level else []
        expected += [""] * (4 - len(expected))
        for s, i in definition.edition.indicators:
            assert [blank.text(f"question_{s}_{i}_{n}") for n in (1, 2, 3, 4)] == expected, f"{s}.{i} at {level}"


@pytest.mark.parametrize(("level", "gate", "behind"), [(3, 2, 3), (4, 3, 4)])
def test_if_yes_appears_on_yes_only(
    blank: Document, definition: Definition, level: int, gate: int, behind: int
) -> None:
    blank.type("level_1_1", definition.level_label(level))
    for answer, shown in (("", False), ("No", False), ("Yes", True), ("Maybe", False)):
        blank.type(f"yes_no_1_1_{gate}", answer)
        assert blank.text(f"question_1_1_{behind}").startswith("If yes") == shown


STATUSES = [
    ({}, "Choose a level"),
    ({"answer_1_1_1": "Text"}, "Choose a level: there are answers, but no level"),
    ({"level_1_1": "Four"}, "Choose one of the five levels from the list"),
    ({"level_1_1": 4}, "Still to answer: question 1, 2, 3"),
    ({"level_1_1": 4, "answer_1_1_1": "A", "answer_1_1_2": "B", "yes_no_1_1_3": "No"}, "Complete"),
    (
        {"level_1_1": 4, "answer_1_1_1": "A", "answer_1_1_2": "B", "yes_no_1_1_3": "Yes"},
        "Still to answer: question 4",
    ),
    ({"level_1_1": 4, "answer_1_1_1": "A", "answer_1_1_2": "B", "yes_no_1_1_3": "x"}, "Still to answer: question 3"),
    ({"level_1_1": 1, "answer_1_1_1": "A"}, "Complete"),
    (
        {"level_1_1": 1, "answer_1_1_1": "A", "answer_1_1_2": "B"},
        "There is text beside a question that is not asked: clear it",
    ),
    (
        {"level_1_1": 1, "answer_1_1_1": "A", "sign_off_1": "Complete at levels 4-0-0-0"},
        "Answers were written for level 4: review them, then sign off again",
    ),
    ({"level_1_1": 1, "answer_1_1_1": "A", "sign_off_1": "Complete at levels 1-0-0-0"}, "Complete"),
    (
        {"level_1_1": 1, "answer_1_1_1": "A", "sign_off_1": "Complete at levels 0-0-0-0"},
        "Signed off before a level was chosen: review the answers, then sign off again",
    ),
    ({"level_1_1": 1, "sign_off_1": "Complete at levels 4-0-0-0"}, "Still to answer: question 1"),
]


@pytest.mark.parametrize(("typed", "status"), STATUSES)
def test_the_status_says_what_is_missing(
    blank: Document, definition: Definition, typed: dict[str, str | int], status: str
) -> None:
    blank.type_all({n: definition.level_label(v) if isinstance(v, int) else v for n, v in typed.items()})
    assert blank.text("status_1_1") == status
    assert blank.value("progress_total") == pytest.approx((status in COMPLETE) / 33)


COMPLETE = ("Complete", "There is text beside a question that is not asked: clear it")


def test_the_only_choice_of_a_sign_off_follows_the_levels(blank: Document, definition: Definition) -> None:
    assert blank.text("sign_off_choice_1") == "Complete at levels 0-0-0-0"
    for i, level in enumerate((4, 3, 5, 2), 1):
        blank.type(f"level_1_{i}", definition.level_label(level))
    assert blank.text("sign_off_choice_1") == "Complete at levels 4-3-5-2"


INFORMATION = [
    ("info_1_1", "", False, "Optional"),
    ("info_1_1", "", True, "Please fill in, or type n/a"),
    ("info_1_1", "45", True, "Answered"),
    ("info_1_1", "45%", True, "Answered"),
    ("info_1_1", "45,5", True, "Answered"),
    ("info_1_1", "n/a", True, "Answered"),
    ("info_1_1", "140", True, "Enter a percentage from 0 to 100, or n/a."),
    ("info_1_1", "half", True, "Enter a percentage from 0 to 100, or n/a."),
    ("info_2_1", 12, True, "Answered"),
    ("info_2_1", 1.5, True, "Enter a whole number, 0 or more, or n/a."),
    ("info_2_1", "n/a", True, "Answered"),
    ("info_5_2", "2.5", True, "Answered"),
    ("info_5_2", "9999", True, "Enter the time in hours as a number, such as 2.5, or n/a."),
    ("info_8_2", "150", True, "Choose the currency"),
    ("info_8_2", "150 EUR", True, "Answered"),
    ("info_8_2", "n/a", True, "Answered"),
    ("info_8_3", "Yes", True, "Answered"),
    ("info_8_3", "Sometimes", True, "Choose Yes, No or n/a from the list."),
    ("info_14_1", "Monthly", True, "Answered"),
    ("info_14_1", "Often", True, "Choose one entry from the list."),
]


@pytest.mark.parametrize(("name", "typed", "asked", "status"), INFORMATION)
def test_the_status_of_additional_information(
    blank: Document, definition: Definition, name: str, typed: str | float, asked: bool, status: str
) -> None:
    s = name.split("_")[1]
    if asked:
        blank.type(f"level_{s}_1", definition.level_label(4))
    blank.type(name, typed)
    place = definition.layout.formulas[f"info_status_{name.removeprefix('info_')}"].place
    assert blank.at(definition.sheet_title(place.sheet), place.cell).getString() == status


def test_n_a_is_accepted_in_every_item(blank: Document, definition: Definition) -> None:
    blank.type_all({f"info_{s}_{k}": "n/a" for s, k, _ in definition.edition.information()})
    for s, k, _ in definition.edition.information():
        place = definition.layout.formulas[f"info_status_{s}_{k}"].place
        assert blank.at(definition.sheet_title(place.sheet), place.cell).getString() == "Answered"


def test_a_complete_workbook_says_so(blank: Document, definition: Definition, tmp_path: Path) -> None:
    typed = complete_answers(definition)
    blank.type_all({n: v if isinstance(v, (str, int, float)) else str(v) for n, v in typed.items()})
    assert blank.value("progress_total") == 1
    assert blank.text("country_code") == "AFG"
    summary = definition.sheet_title("summary")
    for s in definition.edition.standards:
        assert blank.at(summary, definition.layout.formulas[f"next_{s}"].place.cell).getString() == "Nothing: complete"
