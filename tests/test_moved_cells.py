"""Cut, dragged, filled down, swapped, pasted: formulas look at the place of an input, not at what left it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from schemas.definition import Definition
from tests.libreoffice import Document, Office, load_uno, properties

pytestmark = pytest.mark.libreoffice
LEVEL_2 = "2 - Not implemented (with issues)"
LEVEL_4 = "4 - Finalising implementation"
THREE = {"level_1_1": LEVEL_4, "answer_1_1_1": "A law.", "answer_1_1_2": "A decree.", "yes_no_1_1_3": "No"}
"""Indicator 1.1 complete at level 4."""


class Sheets:
    """A workbook in LibreOffice whose cells are moved as a hand would move them."""

    def __init__(self, document: Document, definition: Definition) -> None:
        self.document, self._definition = document, definition

    def at(self, name: str) -> Any:
        """The cell where the input or formula called `name` belongs, whatever stands there now."""
        place = self._definition.layout.places[name]
        return self.document.at(self._definition.sheet_title(place.sheet), place.cell)

    def cut(self, name: str, to: str, *, rows: int = 1) -> None:
        """Cut the cell of `name`, and the rows below it, and paste at the cell of `to`."""
        source, target = self._range(name, rows), self.at(to)
        target.Spreadsheet.moveRange(target.CellAddress, source)

    def drag(self, name: str, to: str, *, rows: int = 1) -> None:
        """The same with a copy."""
        source, target = self._range(name, rows), self.at(to)
        target.Spreadsheet.copyRange(target.CellAddress, source)

    def _range(self, name: str, rows: int) -> Any:
        source = self.at(name).RangeAddress
        source.EndRow += rows - 1
        return source

    def shows(self, name: str) -> str:
        """What stands at the place of `name`."""
        return str(self.at(name).getString())

    def type(self, typed: Mapping[str, str]) -> None:
        """Put texts at the places of inputs."""
        for name, text in typed.items():
            self.at(name).setString(text)

    @property
    def errors(self) -> list[str]:
        """Every formula that shows an error."""
        names = self._definition.layout.formulas
        return [name for name in names if self.at(name).getError() or self.shows(name).startswith(("#", "Err:"))]


@pytest.fixture
def sheets(libreoffice: Office, definition: Definition, template: bytes, tmp_path: Path) -> Iterator[Sheets]:
    path = tmp_path / "template.xlsx"
    path.write_bytes(template)
    with libreoffice.open(path) as document:
        yield Sheets(document, definition)


CUTS = [
    # (typed, cut from, to, how many rows, what the sheet says then)
    (
        THREE,
        ("answer_1_1_1", "answer_1_1_4", 1),
        {"status_1_1": "Still to answer: question 1", "row_status_1_1_4": "Not asked at this level: clear this row"},
    ),
    (THREE, ("answer_1_1_1", "answer_1_2_1", 1), {"status_1_1": "Still to answer: question 1"}),
    (THREE, ("answer_1_1_1", "answer_1_1_2", 2), {"status_1_1": "Still to answer: question 1"}),
    (
        THREE,
        ("answer_1_1_1", "answer_1_2_1", 2),
        {
            "status_1_1": "Still to answer: question 1, 2",
            "status_1_2": "Choose a level: there are answers, but no level",
        },
    ),
    (
        THREE,
        ("level_1_1", "level_1_2", 1),
        {
            "status_1_1": "Choose a level: there are answers, but no level",
            "status_1_2": "Still to answer: question 1, 2, 3",
        },
    ),
    (
        THREE,
        ("yes_no_1_1_3", "yes_no_1_2_3", 1),
        {"status_1_1": "Still to answer: question 3", "status_1_2": "Choose a level: there are answers, but no level"},
    ),
    (
        THREE | {"info_1_1": "45", "info_1_2": ""},
        ("info_1_1", "info_1_2", 1),
        {"info_status_1_1": "Please fill in, or type n/a", "info_status_1_2": "Answered"},
    ),
    (
        {"level_8_1": LEVEL_4, "info_8_2": "150", "info_8_2_currency": "EUR"},
        ("info_8_2_currency", "yes_no_8_1_3", 1),
        {"info_status_8_2": "Choose the currency", "row_status_8_1_3": "Choose Yes or No from the list"},
    ),
    (
        {"country": "Kenya", "contact_name": ""},
        ("country", "contact_name", 1),
        {"country_code": "", "note_country": "Please fill in", "note_contact_name": ""},
    ),
]


@pytest.mark.parametrize(("typed", "moved", "says"), CUTS)
def test_what_was_cut_is_missing_where_it_was(
    sheets: Sheets, typed: dict[str, str], moved: tuple[str, str, int], says: dict[str, str]
) -> None:
    sheets.type(typed)
    name, to, rows = moved
    sheets.cut(name, to, rows=rows)
    assert {formula: sheets.shows(formula) for formula in says} == says
    assert sheets.errors == []


def test_what_is_typed_again_where_it_was_counts(sheets: Sheets) -> None:
    sheets.type(THREE)
    sheets.cut("answer_1_1_1", "answer_1_2_1", rows=2)
    sheets.type({"answer_1_1_1": "A new law.", "answer_1_1_2": "A new decree."})
    assert sheets.shows("status_1_1") == "Complete"
    assert sheets.shows("status_1_2") == "Choose a level: there are answers, but no level"


def test_a_cut_and_its_way_back_leave_nothing_behind(sheets: Sheets) -> None:
    sheets.type(THREE)
    sheets.cut("answer_1_1_1", "answer_1_4_4")
    sheets.cut("answer_1_4_4", "answer_1_1_1")
    assert (sheets.shows("status_1_1"), sheets.shows("status_1_4")) == ("Complete", "Choose a level")


def test_a_drag_answers_both(sheets: Sheets) -> None:
    sheets.type(THREE | {"level_1_2": LEVEL_2})
    sheets.drag("answer_1_1_1", "answer_1_2_1", rows=2)
    assert (sheets.shows("status_1_1"), sheets.shows("status_1_2")) == ("Complete", "Complete")
    assert sheets.errors == []


def test_a_fill_down_fills_every_answer(sheets: Sheets) -> None:
    sheets.type({"level_1_1": LEVEL_2, "answer_1_1_1": "No staff."})
    cells = sheets.at("answer_1_1_1").Spreadsheet.getCellRangeByPosition(4, 8, 4, 11)
    cells.fillAuto(load_uno().Enum("com.sun.star.sheet.FillDirection", "TO_BOTTOM"), 1)
    assert sheets.shows("status_1_1") == "There is text beside a question that is not asked: clear it"
    assert sheets.errors == []


def test_swapped_columns_are_seen(sheets: Sheets) -> None:
    """Who has the password can do it: nothing shows an error, and what is gone is missing."""
    sheets.type(THREE)
    sheet = sheets.at("level_1_1").Spreadsheet
    sheet.unprotect("")
    source, spare = sheets.at("answer_1_1_1").RangeAddress, sheets.at("answer_1_1_1").CellAddress
    source.EndRow, spare.Column = source.StartRow + 3, 20
    sheet.moveRange(spare, source)
    assert sheets.shows("status_1_1") == "Still to answer: question 1, 2"
    assert sheets.errors == []


def test_sorted_answers_stand_for_the_questions_they_stand_beside(sheets: Sheets) -> None:
    """A protected sheet is not sorted; without protection it may be."""
    sheets.type({"level_1_1": LEVEL_2, "answer_1_1_1": "B", "answer_1_1_2": "", "answer_1_1_3": "A"})
    sheets.at("level_1_1").Spreadsheet.unprotect("")
    cells = sheets.at("answer_1_1_1").Spreadsheet.getCellRangeByPosition(4, 8, 4, 11)
    uno = load_uno()
    field = uno.createUnoStruct("com.sun.star.table.TableSortField")
    field.IsAscending = True
    fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    cells.sort(properties(uno, SortFields=fields, ContainsHeader=False))
    assert [sheets.shows(f"answer_1_1_{n}") for n in (1, 2, 3)] == ["A", "B", ""]
    assert sheets.shows("status_1_1") == "Complete"
    assert sheets.errors == []


def test_several_cells_pasted_at_once(sheets: Sheets) -> None:
    sheets.type({"level_1_1": LEVEL_2})
    cells = sheets.at("answer_1_1_1").Spreadsheet.getCellRangeByPosition(4, 8, 4, 9)
    cells.setDataArray((("One.",), ("Two.\n\nWith a paragraph of its own.",)))
    assert sheets.shows("status_1_1") == "Complete"
    assert sheets.errors == []


def test_a_text_of_several_paragraphs_is_one_answer(sheets: Sheets) -> None:
    sheets.type({"level_3_1": "1 - Not applicable", "answer_3_1_1": "No parcels.\n\nNo post office.\r\nNo couriers."})
    assert sheets.shows("status_3_1") == "Complete"
    assert sheets.errors == []
