"""The workbook an officer receives, as the contract fixes it."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from schemas.definition import Definition
from schemas.excel import excel_limits
from schemas.layout import names
from schemas.layout.places import LISTS, Place, SlotKind, column_letter
from schemas.layout.stamp import read_stamp
from schemas.questions import question_of
from schemas.years.last_year import LastYear
from tests.last_years import LAST
from tests.ooxml_sdk import assert_valid
from workbook_builder.build import build_workbook
from workbook_builder.formulas.formula_places import FormulaPlaces

PASSWORD = "correct horse battery staple"

EXCEL_2010 = {
    *("AND", "CHOOSE", "COUNTA", "COUNTIF", "DATE", "FIND", "HYPERLINK", "IF", "IFERROR", "INDEX", "INT", "ISERROR"),
    *("ISNUMBER", "LEFT", "LEN", "MATCH", "MAX", "MID", "NOT", "OR", "REPT", "RIGHT", "ROUND", "SUBSTITUTE", "SUM"),
    *("TEXT", "TRIM", "VALUE", "ABS", "ISTEXT", "LOWER", "UPPER", "CHAR", "ROW", "SUMPRODUCT", "MIN"),
    *("DAY", "EXACT", "ISBLANK", "ISLOGICAL", "REPLACE"),
}


@pytest.fixture(scope="module")
def book(template: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(template))


@pytest.fixture(scope="module")
def cached(template: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(template), data_only=True)


def place_of(book: openpyxl.Workbook, name: str) -> tuple[str, str]:
    sheet, _, cell = book.defined_names[name].attr_text.rpartition("!")
    return sheet.strip("'"), cell.replace("$", "")


def contract_names(definition: Definition) -> tuple[set[str], set[str]]:
    """The contract's names of input cells and of formula cells."""
    inputs = {"country", "reporting_year", "contact_name", "contact_title", "contact_email", "submission_date"}
    formulas = {"country_code", "progress_total"}
    for s, i in definition.edition.indicators:
        inputs |= {f"level_{s}_{i}", f"yes_no_{s}_{i}_2", f"yes_no_{s}_{i}_3"}
        inputs |= {f"answer_{s}_{i}_{n}" for n in (1, 2, 3, 4)}
        formulas |= {f"status_{s}_{i}"} | {f"question_{s}_{i}_{n}" for n in (1, 2, 3, 4)}
    inputs |= {f"sign_off_{s}" for s in definition.edition.standards}
    inputs |= {f"info_{s}_{k}" for s, k, _ in definition.edition.information()}
    return inputs, formulas


def test_every_name_of_the_contract_is_there(book: openpyxl.Workbook, definition: Definition) -> None:
    inputs, formulas = contract_names(definition)
    for name in inputs | formulas:
        sheet, cell = place_of(book, name)
        assert book[sheet][cell].protection.locked == (name in formulas), name
        assert (book[sheet][cell].data_type == "f") == (name in formulas), name


def test_every_unlocked_cell_has_one_name_a_message_and_a_rule(book: openpyxl.Workbook, definition: Definition) -> None:
    named = {place_of(book, name) for name in definition.layout.slots}
    assert len(named) == len(definition.layout.slots)
    unlocked = {
        (sheet.title, cell.coordinate) for sheet in book for row in sheet for cell in row if not cell.protection.locked
    }
    assert unlocked == named
    for title in {title for title, _ in named}:
        sheet = book[title]
        rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
        formats = {str(area.sqref) for area in sheet.conditional_formatting}
        assert set(rules) == {cell for t, cell in named if t == title}
        for cell, rule in rules.items():
            assert (rule.showInputMessage, rule.showErrorMessage) == (True, True), cell
            assert 0 < len(rule.promptTitle) <= excel_limits.PROMPT_TITLE_LENGTH
            assert 0 < len(rule.prompt) <= excel_limits.PROMPT_LENGTH
            assert 0 < len(rule.error) <= excel_limits.ERROR_LENGTH
            assert cell in formats, f"no format repeats the rule of {title} {cell}"
            if rule.type == "list":
                assert rule.formula1 in book.defined_names, f"{cell}: a list goes by a defined name"


def cells_of(book: openpyxl.Workbook, name: str) -> list[Cell]:
    """The cells that a defined name stands for, row by row."""
    title, cells = place_of(book, name)
    area = book[title][cells]
    return [area] if isinstance(area, Cell) else [cell for row in area for cell in row]


@pytest.mark.parametrize("last", [None, LAST], ids=["plain", "with last year"])
def test_a_dropdown_offers_exactly_what_may_be_chosen(definition: Definition, last: LastYear | None) -> None:
    """From the first choice to the last: no blank above, none missing below."""
    shown = definition if last is None else definition.with_last_year
    book = openpyxl.load_workbook(io.BytesIO(build_workbook(shown, 2026, last=last).data), data_only=True)
    rules = {(s.title, str(rule.sqref)): rule for s in book for rule in s.data_validations.dataValidation}
    for name, slot in shown.layout.slots.items():
        rule = rules[place_of(book, name)]
        choices = list(question_of(slot, shown).choices_of(slot, shown))
        if slot.kind is SlotKind.SIGN_OFF:
            # Offered once everything is complete, which nothing is in a template.
            choices = [""]
        elif slot.kind is SlotKind.UNCHANGED:
            choices = ["Unchanged since 2025"]
        assert (rule.type == "list") == bool(choices), name
        if slot.kind is SlotKind.LEVEL:
            # All five, or the present one alone: tests of moved cells and the walk look at what it offers.
            assert rule.formula1 == names.levels_offered(slot.standard, slot.indicator)
        elif choices:
            assert [cell.value or "" for cell in cells_of(book, rule.formula1)] == choices, name


def test_the_names_on_the_sheet_of_lists_cover_its_cells(cached: openpyxl.Workbook, definition: Definition) -> None:
    """Each cell below the stamp belongs to one list or judges an input; no list reaches beyond its last value."""
    sheet = cached[definition.sheet_title(LISTS)]
    ranges = (name for name in cached.defined_names if not name.startswith("levels_offered"))
    lists = [name for name in ranges if place_of(cached, name)[0] == sheet.title]
    # A level that asks fewer questions than another leaves the last of its texts empty.
    blank = {cell.coordinate for cell in cells_of(cached, "question_texts") if cell.value is None}
    assert len(blank) == sum(4 - len(questions) for questions in definition.edition.levels.values())
    # What a sign-off offers is empty as long as anything is missing.
    blank |= {cells_of(cached, names.sign_off_list(s))[0].coordinate for s in definition.edition.standards}
    named = [cell.coordinate for name in lists for cell in cells_of(cached, name)]
    filled = {cell.coordinate for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None}
    steps = {place.cell for steps in FormulaPlaces(definition).step_places.values() for place in steps.values()}
    assert not steps & set(named)
    assert Counter(named) == Counter((filled - steps) | blank)


def test_everything_is_protected(book: openpyxl.Workbook) -> None:
    assert book.security.lockStructure
    for sheet in book:
        assert sheet.protection.sheet, sheet.title
        assert not sheet.protection.formatRows, f"{sheet.title}: rows may be resized"
    assert {sheet.title for sheet in book if sheet.sheet_state == "veryHidden"} == {"Lists", "Map"}
    assert not [sheet.title for sheet in book if sheet.sheet_state == "hidden"]


def test_the_password_is_kept_as_excel_keeps_it(definition: Definition) -> None:
    data = build_workbook(definition, 2026, password=PASSWORD).data
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheets = [(s.protection.algorithmName, s.protection.saltValue, s.protection.hashValue) for s in book]
    structure = book.security
    sheets.append((structure.workbookAlgorithmName, structure.workbookSaltValue, structure.workbookHashValue))
    assert {algorithm for algorithm, _, _ in sheets} == {"SHA-512"}
    assert len({salt for _, salt, _ in sheets}) == 1
    digest = hashlib.sha512(base64.b64decode(sheets[0][1]) + PASSWORD.encode("utf-16-le")).digest()
    for turn in range(100_000):
        digest = hashlib.sha512(digest + turn.to_bytes(4, "little")).digest()
    assert {expected for _, _, expected in sheets} == {base64.b64encode(digest).decode()}
    assert b"password=" not in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")


def formulas_of(book: openpyxl.Workbook) -> list[tuple[Worksheet, str, str]]:
    return [(s, c.coordinate, c.value) for s in book for row in s for c in row if c.data_type == "f"]


def test_formulas_are_for_excel_2010(book: openpyxl.Workbook) -> None:
    formulas = formulas_of(book)
    assert len(formulas) > 1_000
    for sheet, cell, formula in formulas:
        without_texts = re.sub(r'"[^"]*"', '""', formula)
        assert set(re.findall(r"([A-Z][A-Z0-9.]*)\(", without_texts)) <= EXCEL_2010, f"{sheet.title} {cell}"
        assert "_xl" not in formula
        assert "#REF" not in formula


def test_every_formula_has_a_cached_value(template: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(template)) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/sheet"):
                cells = re.findall(rb"<c [^>]*>(?:(?!</c>).)*<f>.*?</c>", package.read(name), re.DOTALL)
                assert all(re.search(rb"</f><v(?:/>|>.*</v>)", cell, re.DOTALL) for cell in cells), name


def test_a_preview_shows_what_is_to_be_done(cached: openpyxl.Workbook) -> None:
    sheet, cell = place_of(cached, "status_1_1")
    assert cached[sheet][cell].value == "Choose a level"
    sheet, cell = place_of(cached, "progress_total")
    assert cached[sheet][cell].value == 0


def test_no_merged_cell_touches_an_input_row(book: openpyxl.Workbook, definition: Definition) -> None:
    rows = {(definition.sheet_title(slot.place.sheet), slot.place.row) for slot in definition.layout.slots.values()}
    for sheet in book:
        for merged in sheet.merged_cells.ranges:
            for row in range(merged.min_row, merged.max_row + 1):
                assert (sheet.title, row) not in rows


def test_tab_walks_through_the_inputs_in_order(definition: Definition) -> None:
    """A locked sheet's Tab goes row by row: the order of the layout is the order of reading."""
    for key in definition.layout.sheets:
        places = [s.place for s in definition.layout.slots.values() if s.place.sheet == key]
        assert places == sorted(places)


def test_each_sheet_says_whose_it_is(book: openpyxl.Workbook, definition: Definition) -> None:
    for key in definition.layout.sheet_keys:
        first = Place(key, 1, 1)
        found = read_stamp(book[definition.sheet_title(key)].cell(first.row, first.column).value)
        assert found is not None
        assert (found[1], found[0].year, found[0].edition, found[0].language) == (key, 2026, "2018", "en")
        assert found[0].layout == definition.layout.fingerprint


def test_it_prints_on_a4_with_headings(book: openpyxl.Workbook, definition: Definition) -> None:
    for key in definition.layout.sheets:
        sheet = book[definition.sheet_title(key)]
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (9, 1)
        assert sheet.print_title_rows
        assert sheet.freeze_panes
    assert book.properties.language == "en"
    assert "2026" in book.properties.title


def test_every_link_leads_somewhere(book: openpyxl.Workbook) -> None:
    count = 0
    for sheet in book:
        for row in sheet:
            for cell in row:
                if cell.hyperlink:
                    title, _, target = cell.hyperlink.location.rpartition("!")
                    assert (
                        book[title.strip("'")][target].value is not None
                        or not book[title.strip("'")][target].protection.locked
                    )
                    assert cell.hyperlink.tooltip
                    count += 1
    assert count > 75


def test_texts_are_high_enough_to_show_whole(book: openpyxl.Workbook, definition: Definition) -> None:
    for label in definition.layout.labels:
        sheet = book[definition.sheet_title(label.place.sheet)]
        text = definition.text(label.text)
        width = sum(
            sheet.column_dimensions[column_letter(c)].width
            for merged in sheet.merged_cells.ranges
            if label.place.cell in merged
            for c in range(merged.min_col, merged.max_col + 1)
        )
        own = sheet.column_dimensions[column_letter(label.place.column)].width
        if sheet[label.place.cell].alignment.wrap_text:
            height = sheet.row_dimensions[label.place.row].height or 15
            assert len(text) <= (width or own) * 1.25 * max(1, height // 13), label.text


def test_the_same_input_gives_the_same_bytes(definition: Definition, template: bytes) -> None:
    assert build_workbook(definition, 2026).data == template
    program = (
        "import hashlib; from schemas.loading.loader import load_definition;"
        "from workbook_builder.build import build_workbook;"
        "print(hashlib.sha256(build_workbook(load_definition(), 2026).data).hexdigest())"
    )
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        )
        assert run.stdout.strip() == hashlib.sha256(template).hexdigest()


@pytest.mark.parametrize("options", [{}, {"member": "KEN"}, {"password": "secret"}])
def test_the_open_xml_sdk_finds_no_error(tmp_path: Path, definition: Definition, options: dict[str, str]) -> None:
    built = build_workbook(definition, 2026, **options)
    path = tmp_path / built.file_name
    path.write_bytes(built.data)
    assert_valid(path)


def test_a_member_s_own_workbook_names_it(definition: Definition) -> None:
    built = build_workbook(definition, 2026, member="KEN")
    assert built.file_name == "ecom-kpi_2026_KEN_en.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(built.data), data_only=True)
    for name, value in (("country", "Kenya"), ("country_code", "KEN")):
        sheet, cell = place_of(book, name)
        assert book[sheet][cell].value == value
