"""`consolidate --keep`: what people made in a result stands in the next one, and nothing of it is lost."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.worksheet import Worksheet

from addin.consolidation.consolidate import consolidate
from addin.results.keep import read_earlier
from addin.results.result_workbook import Written, write_result
from addin.submissions.submission import LevelRow, Submission
from schemas.errors import Refusal
from schemas.written.seal import Sealed, seal_of
from tests.command_line import run
from tests.ooxml_sdk import assert_valid
from tests.submissions import answer, information, rejected, sent

OUT = "result.xlsx"


def kenya(**changes: Any) -> Submission:
    """A workbook with a need of 1.1, at level 2."""
    return sent("kenya.xlsx", "KEN", **changes)


def uganda(**changes: Any) -> Submission:
    return sent("uganda.xlsx", "UGA", **changes)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A result of Kenya and Uganda."""
    path = tmp_path / OUT
    write_result(consolidate((kenya(), uganda()), year=2026), path)
    return path


def worked_in(path: Path, work: Callable[[Workbook], None]) -> None:
    """What somebody does in a result and saves, as Excel would."""
    book = openpyxl.load_workbook(path)
    work(book)
    book.save(path)


def add_column(sheet: Worksheet, heading: str, values: Sequence[object]) -> str:
    """A column typed beside a table, which Excel then takes into it; returns its letter."""
    (table,) = sheet.tables.values()
    column = sheet.max_column + 1
    for row, value in enumerate((heading, *values), 1):
        sheet.cell(row, column).value = value  # type: ignore[assignment]
    letter = sheet.cell(1, column).column_letter
    table.ref = f"A1:{letter}{table.ref.rpartition(letter)[2] or ''}" if False else f"A1:{letter}{sheet.max_row}"
    table.autoFilter.ref = table.ref
    table._initialise_columns()
    for each, cell in zip(table.tableColumns, sheet[1], strict=False):
        each.name = str(cell.value)
    return letter


def again(path: Path, *submissions: Submission) -> Written:
    """The next result of `submissions` in the place of the one at `path`, with what people made in that."""
    return write_result(consolidate(submissions, year=2026), path, earlier=read_earlier(path))


def said(written: Written) -> list[str]:
    assert written.carried is not None
    return list(written.carried.sentences())


def rows(path: Path, title: str, *headings: str) -> list[tuple[object, ...]]:
    """The cells of a table under some of its headings."""
    sheet = openpyxl.load_workbook(path)[title]
    names = [cell.value for cell in sheet[1]]
    columns = [names.index(heading) for heading in headings]
    return [tuple(row[column] for column in columns) for row in sheet.iter_rows(min_row=2, values_only=True)]


def left_beside(path: Path) -> list[Path]:
    return sorted(path.parent.glob("result-before-*.xlsx"))


# --- columns ---------------------------------------------------------------------------------
def test_columns_of_their_own_stand_at_the_same_member_and_indicator(out: Path) -> None:
    worked_in(out, lambda book: add_column(book["Needs"], "priority", ["high", "low"]) and None)
    # Another Member comes in between, and another need of Kenya's above its first one.
    written = again(out, sent("fiji.xlsx", "FJI"), kenya(answers=(answer("x", indicator=3), answer("y"))), uganda())
    found = rows(out, "Needs", "country", "indicator", "priority")
    assert {(country, priority) for country, _, priority in found if priority} == {("KEN", "high"), ("UGA", "low")}
    assert len(found) == 4
    assert [line for line in said(written) if line.startswith("Kept")] == ["Kept: columns of Needs (priority)."]
    assert_valid(out)
