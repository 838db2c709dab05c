"""Cells that are written without openpyxl: what they hold → the XML that openpyxl and the last pass write for it."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from schemas.excel.cell_text import exact
from schemas.excel.excel_limits import CELL_TEXT_LENGTH, ExcelLimitError
from schemas.excel.ooxml import parse, serialise
from schemas.layout.places import LISTS, Place
from workbook_builder.drawing.bulk_rows import BulkRows
from workbook_builder.drawing.cell_xml import formula_cell, formula_xml, value_cell
from workbook_builder.formulas.formulas import Formula

VALUES = {
    "a word": "Kenya",
    "letters that XML keeps for itself": "<b>R&D</b> \"quoted\" 'so'",
    "spaces around": " Kenya ",
    "lines": "one\ntwo\r\nthree\rfour",
    "a tab": "one\ttwo",
    "no letters of ASCII": "Кения · 日本語 😀 \u200fنص \u00a0",
    "what no XML can hold": "a bell \x07 and half a pair \ud83d",
    "what reads like an escape": "_x0041_",
    "what reads like a formula": "=1+1",
    "a number": 4,
    "a large one": 12_345_678_901_234,
    "a fraction": 0.1,
    "one that has no end": 1 / 3,
}


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_a_value_is_written_as_openpyxl_writes_it(value: str | float) -> None:
    book = openpyxl.Workbook()
    cell = book.worksheets[0]["A1"]
    cell.value = exact(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
    buffer = io.BytesIO()
    book.save(buffer)
    sheet = serialise(parse(zipfile.ZipFile(buffer).read("xl/worksheets/sheet1.xml")))
    assert value_cell(b'<c r="A1"', value) in sheet


FORMULAS = [
    # (formula, what it shows, XML)
    ("=1+1", 2, b'<c r="A1" s="7"><f>1+1</f><v>2</v></c>'),
    ("=A2", 0.5, b'<c r="A1" s="7"><f>A2</f><v>0.5</v></c>'),
    ("=A2", "", b'<c r="A1" s="7" t="str"><f>A2</f><v></v></c>'),
    (
        '=IF(A2<>"",A2&B2,"")',
        "R&D",
        b'<c r="A1" s="7" t="str"><f>IF(A2&lt;&gt;"",A2&amp;B2,"")</f><v>R&amp;D</v></c>',
    ),
    ("=A2", "a bell \x07", b'<c r="A1" s="7" t="str"><f>A2</f><v>a bell \xe2\x90\x87</v></c>'),
]


@pytest.mark.parametrize(("formula", "shown", "xml"), FORMULAS)
def test_a_formula_stands_there_with_what_it_shows(formula: str, shown: str | float, xml: bytes) -> None:
    assert formula_cell(b'<c r="A1" s="7"', formula_xml(formula), shown) == xml


# --- many rows at once -----------------------------------------------------------------------------
SHEET = b'<worksheet><dimension ref="A1"/><sheetData><row r="1"><c/></row></sheetData></worksheet>'


def test_rows_stand_in_order_behind_those_of_openpyxl_and_widen_what_the_sheet_says_it_holds() -> None:
    rows = BulkRows()
    rows.write(Place(LISTS, 12, 2), 3)
    rows.write(Place(LISTS, 3, 28), Formula("=B12", 3))
    rows.write(Place(LISTS, 3, 2), "Kenya")
    assert rows.last_column == 28
    assert rows.put_into(SHEET, 19) == (
        b'<worksheet><dimension ref="A1:AB12"/><sheetData><row r="1"><c/></row>'
        b'<row r="3"><c r="B3" s="19" t="inlineStr"><is><t>Kenya</t></is></c>'
        b'<c r="AB3" s="19"><f>B12</f><v>3</v></c></row>'
        b'<row r="12"><c r="B12" s="19" t="n"><v>3</v></c></row></sheetData></worksheet>'
    )


def test_no_cell_stands_in_the_row_of_the_stamp_or_holds_more_than_excel_lets_it() -> None:
    with pytest.raises(ValueError, match="lists C1 stands in a row of openpyxl's"):
        BulkRows().write(Place(LISTS, 1, 3), "Kenya")
    with pytest.raises(ExcelLimitError, match="lists C2"):
        BulkRows().write(Place(LISTS, 2, 3), "x" * (CELL_TEXT_LENGTH + 1))
