"""Which cells of a sheet hold formulas or errors, from the sheet's XML in one pass.

python-calamine gives values only: a formula without a cached value and an error both come back
as the empty text. It also lays out the whole rectangle between the first and the last cell, so a
single cell at the far corner would ask for terabytes: such a sheet is refused here.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

ROW_LIMIT, COLUMN_LIMIT = 9_999, 702
"""The last row and column a sheet may use: a template ends near row 1,500 and column 20."""
Position = tuple[int, int]
"""Row and column, from 1."""
_FAR = re.compile(rb'r="(?:[A-Z]{3}|[A-Z]{0,2}[0-9]{5})')
_FAR_QUOTED = re.compile(rb"r='(?:[A-Z]{3}|[A-Z]{0,2}[0-9]{5})")
_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^>]*)?/?>([^<]*)")
_ERROR = re.compile(rb"""<(?:\w+:)?c\s[^>]*\bt=["']e["'][^>]*>""")
_ERROR_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
_HUGE = re.compile(rb"v>-?(?:[0-9]{10}|[0-9.]+[eE])")
_STYLED_HUGE = re.compile(rb'(<(?:\w+:)?c\b[^>]*?)\ss="[0-9]+"([^>]*>\s*<(?:\w+:)?v>-?(?:[0-9]{10,}|[0-9.]+[eE]))')
_REFERENCE = re.compile(rb"""\br=["']([A-Z]+)([0-9]+)["']""")
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"


class AbsurdSheetError(Exception):
    """A sheet that reaches further than any template; its text says how far."""


class FormulaFound(NamedTuple):
    """A formula as it stands in the file; `text` is empty for the followers of a shared formula."""

    text: str


@dataclass(frozen=True, slots=True)
class SheetCells:
    """The cells of a sheet that hold formulas, and those that show errors."""

    formulas: dict[Position, FormulaFound] = field(default_factory=dict)
    errors: dict[Position, str] = field(default_factory=dict)


def scan_xml_sheet(data: bytes) -> SheetCells:
    """Scan a worksheet part. Raises `AbsurdSheetError` for a cell out of all bounds."""
    far = _FAR.search(data) or _FAR_QUOTED.search(data)
    if far is not None:
        raise AbsurdSheetError(f"a cell at {far[0][3:].decode()}…")
    cells = SheetCells()
    for formula in _FORMULA.finditer(data):
        tag = data[data.rfind(b"c ", 0, formula.start()) : formula.start()]
        place = _position(tag)
        if place is not None:
            cells.formulas[place] = FormulaFound(formula[1].decode("utf-8", "replace"))
    if b't="e"' in data or b"t='e'" in data:
        for error in _ERROR.finditer(data):
            place = _position(error[0])
            shown = _ERROR_VALUE.search(data, error.end(), error.end() + 200)
            if place is not None:
                cells.errors[place] = shown[1].decode() if shown else "#N/A"
    return cells


def has_huge_number(data: bytes) -> bool:
    """Whether a worksheet part holds a number that is no date in any calendar."""
    return _HUGE.search(data) is not None


def without_huge_dates(data: bytes) -> bytes:
    """A worksheet part in which such numbers have lost their format.

    python-calamine turns a number with a date format into a date, and panics where there is none.
    """
    return _STYLED_HUGE.sub(rb"\1\2", data)


def _position(tag: bytes) -> Position | None:
    found = _REFERENCE.search(tag)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + letter - 64
    return int(found[2]), column


def scan_ods(content: bytes) -> dict[str, SheetCells]:
    """Scan `content.xml` of an OpenDocument spreadsheet; sheets by title.

    Raises `AbsurdSheetError` for values out of all bounds and for XML that is not safe to read.
    """
    sheets: dict[str, SheetCells] = {}
    try:
        title, row = "", 0
        for event, element in iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True):
            if event == "start" and element.tag == f"{_TABLE}table":
                title, row = element.get(f"{_TABLE}name", ""), 0
                sheets[title] = SheetCells()
            elif event == "end" and element.tag == f"{_TABLE}table-row":
                repeated = int(element.get(f"{_TABLE}number-rows-repeated", "1"))
                if _scan_ods_row(element, row + 1, sheets[title]) and row + repeated > ROW_LIMIT:
                    raise AbsurdSheetError(f"{repeated} rows of values")
                row += repeated
                element.clear()
    except (ParseError, DefusedXmlException, ValueError, KeyError) as error:
        raise AbsurdSheetError("content that cannot be parsed") from error
    return sheets


def _scan_ods_row(row_element: Element, row: int, cells: SheetCells) -> bool:
    """Note a row's formulas and errors; True where it holds any value."""
    column, filled = 0, False
    for cell in row_element:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        repeated = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        has_value = cell.get(f"{_OFFICE}value-type") is not None
        if has_value and column + repeated > COLUMN_LIMIT:
            raise AbsurdSheetError(f"{repeated} columns of values")
        formula = cell.get(f"{_TABLE}formula")
        if formula is not None:
            cells.formulas[row, column + 1] = FormulaFound(formula)
        if cell.get(f"{_CALC}value-type") == "error":
            cells.errors[row, column + 1] = "".join(cell.itertext()) or "#N/A"
        filled |= has_value
        column += repeated
    return filled
