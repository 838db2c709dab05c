"""A table with more rows than a sheet of Excel: it goes on on the next, says so, and is read back whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from addin.consolidation.consolidate import consolidate
from addin.earlier.earlier_result import RESULT_SHEETS
from addin.earlier.result_reader import read_sheets
from addin.kept.keep import read_earlier
from addin.results.folder_result import Outcome
from addin.results.result_workbook import Written, write_result
from addin.submissions.submission import Submission
from addin.tables.continued import first_title, parts_of, sheet_title, sheets_of, whole_name
from addin.tables.table import Column, Row, Table
from tests.ooxml_sdk import assert_valid
from tests.submissions import answer, sent

ANSWERS = tuple(answer(f"answer {number}", indicator=number) for number in range(1, 5))
MOST = 4
"""Rows of a sheet, the headings included."""


@pytest.fixture(autouse=True)
def _short_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("addin.results.result_workbook.ROWS", MOST)


def write(path: Path, *submissions: Submission) -> Written:
    return write_result(consolidate(submissions), path / "result.xlsx")


def column(path: Path, sheet: str, heading: str) -> list[object]:
    first, *rows = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return [row[first.index(heading)] for row in rows]


@pytest.mark.parametrize(
    ("rows", "sheets"),
    [
        (0, {"Answers": 1}),
        (3, {"Answers": 3}),
        (4, {"Answers": 3, "Answers (2)": 1}),
        (6, {"Answers": 3, "Answers (2)": 3}),
        (7, {"Answers": 3, "Answers (2)": 3, "Answers (3)": 1}),
    ],
)
def test_the_rows_that_a_sheet_has_no_room_for_stand_on_the_next(
    tmp_path: Path, rows: int, sheets: dict[str, int]
) -> None:
    numbered = tuple(answer(f"answer {number}", indicator=number) for number in range(rows))
    result = write(tmp_path, sent("a.xlsx", answers=numbered)).path
    book = openpyxl.load_workbook(result)
    assert {title: book[title].max_row - 1 for title in book.sheetnames if title.startswith("Answers")} == sheets
    told = [text for title in sheets for text in column(result, title, "answer") if text is not None]
    assert told == [row.answer for row in numbered]


def test_each_sheet_holds_an_excel_table_and_the_sheets_follow_one_another(tmp_path: Path) -> None:
    result = write(tmp_path, sent("a.xlsx", answers=ANSWERS)).path
    book = openpyxl.load_workbook(result)
    at = book.sheetnames.index("Answers")
    assert book.sheetnames[at : at + 3] == ["Answers", "Answers (2)", "Findings"]
    assert [next(iter(book[title].tables)) for title in ("Answers", "Answers (2)")] == ["Answers", "Answers.2"]
    assert_valid(result)


def test_the_first_sheet_says_where_it_goes_on(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write(tmp_path, sent("a.xlsx", answers=ANSWERS)).path)
    beside = {title: [cell.value for cell in book[title][1]][-1] for title in ("Answers", "Answers (2)")}
    assert beside == {
        "Answers": "Goes on: a sheet of Excel has no more rows. The next ones: Answers (2). --tables writes the table"
        " whole.",
        "Answers (2)": "decision",
    }


def test_about_lists_the_sheets_that_a_table_goes_on_on(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write(tmp_path, sent("a.xlsx", answers=ANSWERS)).path)
    rows = [tuple(row[:2]) for row in book["About"].iter_rows(values_only=True)]
    heading = next(number for number, row in enumerate(rows) if row[0] == "sheet")
    holds = dict(rows[heading + 1 :])
    assert list(holds) == book.sheetnames
    assert holds["Answers (2)"] == holds["Answers"] != ""


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (ANSWERS[:3], []),
        (
            ANSWERS,
            [
                "Answers has 4 rows, more than a sheet of Excel: it stands on the sheets Answers, Answers (2). As one"
                " table it is in what --tables writes, Parquet and CSV."
            ],
        ),
    ],
)
def test_the_outcome_tells_which_tables_go_on(tmp_path: Path, answers: tuple, told: list[str]) -> None:  # type: ignore[type-arg]
    consolidation = consolidate([sent("a.xlsx", answers=answers)])
    outcome = Outcome(consolidation, write_result(consolidation, tmp_path / "result.xlsx"))
    assert [str(said) for said in outcome.sentences() if str(said).startswith("Answers")] == told


def test_an_earlier_result_is_read_with_all_its_sheets(tmp_path: Path) -> None:
    result = write(tmp_path, sent("a.xlsx", answers=ANSWERS)).path
    sheets = read_sheets(result, RESULT_SHEETS, {})
    assert [line.text("answer") for line in sheets["Answers"]] == [row.answer for row in ANSWERS]


def test_columns_of_peoples_own_are_carried_to_the_sheet_that_their_row_stands_on(tmp_path: Path) -> None:
    path = write(tmp_path, sent("a.xlsx", answers=ANSWERS)).path
    book = openpyxl.load_workbook(path)
    for title, texts in {"Answers": ("mine", "one", None, "three"), "Answers (2)": ("mine", "four")}.items():
        sheet = book[title]
        table = next(iter(sheet.tables.values()))
        place = len(table.tableColumns) + 1
        sheet.cell(1, place + 1).value = None
        for number, text in enumerate(texts, 1):
            sheet.cell(number, place).value = text
    book.save(path)
    more = (answer("before", indicator=0), *ANSWERS)
    written = write_result(consolidate([sent("a.xlsx", answers=more)]), path, earlier=read_earlier(path))
    assert column(written.path, "Answers", "mine") == [None, "one", None]
    assert column(written.path, "Answers (2)", "mine") == ["three", "four"]


def test_nothing_of_ours_is_taken_for_peoples_own(tmp_path: Path) -> None:
    path = write(tmp_path, sent("a.xlsx", answers=ANSWERS)).path
    openpyxl.load_workbook(path).save(path)
    written = write_result(consolidate([sent("a.xlsx", answers=ANSWERS)]), path, earlier=read_earlier(path))
    assert written.carried is not None
    assert (list(written.carried.kept), written.carried.columns) == ([], {})
    assert "Answers (2)" in openpyxl.load_workbook(written.path).sheetnames


@pytest.mark.parametrize(
    ("name", "whole"), [("Answers", "Answers"), ("Answers.2", "Answers"), ("Answers.12", "Answers"), ("a.b", "a.b")]
)
def test_a_part_is_known_by_its_table(name: str, whole: str) -> None:
    assert whole_name(name) == whole


@pytest.mark.parametrize(("name", "place"), [("Answers", 1), ("Answers", 2), ("Needs", 12)])
def test_a_sheet_that_goes_on_is_known_by_the_first(name: str, place: int) -> None:
    assert first_title(sheet_title(name, place)) == name


def test_sheets_are_found_in_order_up_to_the_first_that_is_not_there() -> None:
    titles = ["Answers (4)", "Answers (2)", "Answers", "Other"]
    assert list(sheets_of("Answers", titles)) == ["Answers", "Answers (2)"]
    assert list(sheets_of("Needs", titles)) == []


def test_rows_are_made_once_where_parts_are_read_in_order_and_anew_where_they_are_not() -> None:
    made: list[int] = []

    def rows() -> Iterator[Row]:
        for number in range(7):
            made.append(number)
            yield (number,)

    first, second, third = (part.table for part in parts_of(Table("T", (Column("n", "A number."),), rows), 3))
    made.clear()
    assert [list(part.rows()) for part in (first, second, third)] == [[(0,), (1,), (2,)], [(3,), (4,), (5,)], [(6,)]]
    assert made == list(range(7))
    assert list(second.rows()) == [(3,), (4,), (5,)]
