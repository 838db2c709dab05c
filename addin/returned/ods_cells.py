"""The cells of an .ods: values of every type, repetitions, and texts as they are seen."""

from __future__ import annotations

import datetime as dt
import re

from lxml import etree

from addin.returned.binary import ERRORS
from addin.returned.package import FormulaFound
from addin.returned.package_error import PackageError
from addin.returned.sheet_maker import CELL_LIMIT, TEXT_LIMIT, SheetMaker
from addin.returned.xml_cells import iso_moment, number_in
from addin.returned.xml_parts import REPLACED
from schemas.findings.catalogue import TooManyCells
from schemas.questions import Raw

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
CELLS = frozenset({f"{TABLE}table-cell", f"{TABLE}covered-table-cell"})
_PARAGRAPH = f"{_TEXT}p"
_SPACES, _TAB, _LINE_BREAK, _NOTE = f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break", f"{_TEXT}note"
_NUMBERS = frozenset({"float", "percentage", "currency"})
_BY_ATTRIBUTE = {
    "value": "float",
    "date-value": "date",
    "time-value": "time",
    "boolean-value": "boolean",
    "string-value": "string",
}
_TYPES = _NUMBERS | frozenset(_BY_ATTRIBUTE.values())
_MOST_REPEATED = 9_999_999
_MOST_SPACES = 255
_DURATION = re.compile(
    r"(?P<sign>-?)P(?:(?P<days>\d{1,6})D)?T(?:(?P<hours>\d{1,8})H)?(?:(?P<minutes>\d{1,8})M)?"
    r"(?:(?P<seconds>\d{1,9}(?:[.,]\d{1,12})?)S)?"
)


def repeated(element: etree._Element, what: str) -> int:
    """How often a row or a cell stands there; `what` is `rows` or `columns`."""
    return _count(element.get(f"{TABLE}number-{what}-repeated"), _MOST_REPEATED)


def put_cell(maker: SheetMaker, cell: etree._Element, place: tuple[int, int], rows: int, *, is_repaired: bool) -> int:
    """Put a cell that stands first at `place` and in `rows` rows; returns in how many columns.

    Raises `PackageError` where one that is filled stands out of all bounds.
    """
    (row, column), columns = place, repeated(cell, "columns")
    formula = cell.get(f"{TABLE}formula")
    value, error = _value(cell, is_repaired=is_repaired)
    if value != "" or error or formula is not None:
        maker.check(row + rows - 1, column + columns - 1)
        if rows * columns > CELL_LIMIT:
            raise PackageError(TooManyCells(found=f"{rows * columns:,}"))
        for r in range(row, row + rows):
            for c in range(column, column + columns):
                _put(maker, (r, c), formula, value, error)
    _note_merged(maker, cell, place)
    return columns


def _put(maker: SheetMaker, place: tuple[int, int], formula: str | None, value: Raw, error: str) -> None:
    if formula is not None:
        maker.put_formula(place, FormulaFound(formula))
    if error:
        maker.put_error(place, error)
    else:
        maker.put(place, value)


def _note_merged(maker: SheetMaker, cell: etree._Element, place: tuple[int, int]) -> None:
    rows = _count(cell.get(f"{TABLE}number-rows-spanned"), _MOST_REPEATED)
    columns = _count(cell.get(f"{TABLE}number-columns-spanned"), _MOST_REPEATED)
    if rows > 1 or columns > 1:
        maker.merge(place, (place[0] + rows - 1, place[1] + columns - 1))


def _value(cell: etree._Element, *, is_repaired: bool) -> tuple[Raw, str]:
    """What a cell holds, as (value, error): one of the two is the empty text."""
    kind = cell.get(f"{OFFICE}value-type") or next(
        (kind for attribute, kind in _BY_ATTRIBUTE.items() if cell.get(f"{OFFICE}{attribute}") is not None), "string"
    )
    text = cell_text(cell)
    if cell.get(f"{_CALC}value-type") == "error" or (
        text in ERRORS.values() and cell.get(f"{TABLE}formula") is not None
    ):
        return "", text or "#N/A"
    if kind == "string":
        text = cell.get(f"{OFFICE}string-value", text)
        return ("", text) if is_repaired and REPLACED in text else (text, "")
    attribute = "value" if kind in _NUMBERS else f"{kind}-value"
    stands_there = cell.get(f"{OFFICE}{attribute}") or _beside_type(cell, kind)
    value = _typed(kind, stands_there)
    return ("", stands_there or text) if value is None else (value, "")


def _beside_type(cell: etree._Element, kind: str) -> str:
    """What a cell of a type that there is not has for a value: it is told, whatever is meant by it."""
    if kind in _TYPES:
        return ""
    return next((found for name in _BY_ATTRIBUTE if (found := cell.get(f"{OFFICE}{name}"))), "")


def _typed(kind: str, stands_there: str) -> Raw | None:
    """The value of a cell of this type; None where what stands there is none of it."""
    if kind in _NUMBERS:
        return number_in(stands_there)
    if kind == "date":
        return iso_moment(stands_there)
    if kind == "time":
        return _duration(stands_there)
    return {"true": True, "false": False}.get(stands_there) if kind == "boolean" else None


def _duration(text: str) -> dt.timedelta | None:
    found = _DURATION.fullmatch(text)
    if found is None:
        return None
    days, hours, minutes = (int(found[name] or 0) for name in ("days", "hours", "minutes"))
    seconds = float((found["seconds"] or "0").replace(",", "."))
    duration = dt.timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -duration if found["sign"] else duration


def cell_text(element: etree._Element) -> str:
    """The paragraphs of a cell or a comment as they are seen, a line each."""
    return "\n".join(_paragraph(paragraph) for paragraph in element.iterchildren(_PARAGRAPH))[: TEXT_LIMIT + 1]


def _paragraph(paragraph: etree._Element) -> str:
    if not len(paragraph):
        return _collapsed(paragraph.text)
    pieces: list[str] = []
    length = 0
    walk = etree.iterwalk(paragraph, events=("start", "end"))
    for event, element in walk:
        if length > TEXT_LIMIT:
            break
        if event == "end":
            pieces.append(_collapsed(element.tail) if element is not paragraph else "")
        elif element.tag == _NOTE:
            walk.skip_subtree()
        else:
            pieces.append(_shown(element) + _collapsed(element.text))
        length += len(pieces[-1]) if pieces else 0
    return "".join(pieces)


def _shown(element: etree._Element) -> str:
    """What an element itself shows: spaces, a tab, the end of a line."""
    if element.tag == _SPACES:
        return " " * _count(element.get(f"{_TEXT}c"), _MOST_SPACES)
    return {_TAB: "\t", _LINE_BREAK: "\n"}.get(str(element.tag), "")


def _collapsed(text: str | None) -> str:
    """`text` with one space for any white space, as OpenDocument has it."""
    found = (text or "").replace("\t", " ").replace("\n", " ").replace("\r", " ")
    while "  " in found:
        found = found.replace("  ", " ")
    return found


def _count(text: str | None, most: int) -> int:
    """A number of repetitions; 1 where it is none."""
    if text is None or not (text.isascii() and text.isdigit()):
        return 1
    return max(1, min(int(text), most)) if len(text) < 9 else most
