"""The cells of a worksheet part, by a parser, row by row: values, formulas, errors, merged ranges.

One odd cell costs one finding: what cannot be understood is an error of that cell, with what stands
there, and everything else is read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cached_property, lru_cache
from math import isfinite
from typing import NamedTuple

from lxml import etree

from addin.returned.package import FormulaFound, Position
from addin.returned.package_error import PackageError
from addin.returned.sheet_maker import COLUMN_LIMIT, ROW_LIMIT, SheetMaker
from addin.returned.xml_parts import REPLACED, Elements, reading_repaired
from addin.returned.xml_texts import NAMESPACES, decoded, rich_text
from schemas.findings.catalogue import FileSuspicious, PartNotRead

_ROW_TAGS = tuple(f"{namespace}row" for namespace in NAMESPACES)
_MERGED_TAGS = tuple(f"{namespace}mergeCell" for namespace in NAMESPACES)
_ROOT_TAGS = tuple(f"{namespace}worksheet" for namespace in NAMESPACES)
_DATA_TAGS = tuple(f"{namespace}sheetData" for namespace in NAMESPACES)
_DATA_END, _MERGED_END, _ROOT_END = b"</sheetData>", b"</mergeCells>", b"</worksheet>"
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_ITEM_TAGS = tuple(f"{namespace}si" for namespace in NAMESPACES)
_LAST_ROW, _LAST_COLUMN, _LAST_STYLE = 1_048_576, 16_384, 65_535
_BOOLEANS = {"1": True, "true": True, "0": False, "false": False}
_LETTERS = {chr(code): code - 64 for code in range(ord("A"), ord("Z") + 1)}


class _Tags(NamedTuple):
    """The tags of a cell and its parts, in one of the namespaces."""

    namespace: str
    cell: str
    value: str
    formula: str
    inline: str
    text: str


_CELL_TAGS = {f"{n}row": _Tags(n, f"{n}c", f"{n}v", f"{n}f", f"{n}is", f"{n}t") for n in NAMESPACES}
"""The same for each tag of a row."""


class SharedTexts:
    """The workbook's table of texts, parsed when the first cell asks for one."""

    def __init__(self, load: Callable[[], bytes], name: str) -> None:
        self._load, self._name = load, name
        self.is_repaired = False
        """True where it held characters that XML does not allow."""

    @cached_property
    def texts(self) -> list[str]:
        """All of them, in order. Raises `PackageError` where the table is no XML."""
        text = self._load()
        return reading_repaired(lambda part: self._items(part, is_repaired=part is not text), text, self._name)

    def _items(self, text: bytes, *, is_repaired: bool) -> list[str]:
        self.is_repaired = is_repaired
        found = []
        items = Elements(text, _ITEM_TAGS)
        for item in items:
            found.append(rich_text(item, item.tag[: -len("si")]))
            items.forget(item)
        return found


def scan_sheet(text: bytes, name: str, texts: SharedTexts) -> SheetMaker:
    """The cells of the worksheet part `text`, which `text_of_xml` gave; `name` is what an error calls it.

    Raises `PackageError` where it is no worksheet, or a cell stands out of all bounds.
    """
    head = _up_to_last_cell(text)
    if head is not None:
        try:
            return _Scan(texts, is_repaired=False).run(head, name)
        except etree.XMLSyntaxError:
            # What looked like the end of the cells stood in a comment, or the cells are no XML: all of it tells.
            head = None
    return reading_repaired(lambda part: _Scan(texts, is_repaired=part is not text).run(part, name), text, name)


def _up_to_last_cell(text: bytes) -> bytes | None:
    """A worksheet part without what follows its cells and merged ranges; None where that is not plain to see.

    Half of a template's sheet is rules and formats, which nobody reads, and parsing them takes as long
    as parsing the cells. Where the head alone is whole XML, its last end tag was one.
    """
    cut = text.find(_MERGED_END)
    end = cut + len(_MERGED_END) if cut >= 0 else text.find(_DATA_END) + len(_DATA_END)
    head, rest = text[:end], text[end:]
    if not head.endswith((_MERGED_END, _DATA_END)) or b"sheetData" in rest or b"mergeCell" in rest:
        return None
    return head + _ROOT_END


class _Scan:
    """One pass over a worksheet part."""

    def __init__(self, texts: SharedTexts, *, is_repaired: bool) -> None:
        self._texts, self._is_repaired = texts, is_repaired
        self._maker = SheetMaker()
        self._row = 0

    def run(self, text: bytes, name: str) -> SheetMaker:
        """What the part holds. Raises lxml's XMLSyntaxError, and `PackageError`."""
        found = Elements(text, (*_ROW_TAGS, *_MERGED_TAGS, _ALTERNATIVES))
        for element in found:
            if element.tag == _ALTERNATIVES:
                _refuse_among_cells(element, name)
            elif element.tag in _ROW_TAGS:
                if _is_of_sheet(element):
                    self._read_row(element)
                found.forget(element)
            elif (area := area_of(element.get("ref", ""))) is not None:
                self._maker.merge(*area)
        if found.root_tag not in _ROOT_TAGS:
            raise PackageError(PartNotRead(found=name))
        return self._maker

    def _read_row(self, row: etree._Element) -> None:
        here = _whole(row.get("r", ""), _LAST_ROW) or self._row + 1
        column, tags = 0, _CELL_TAGS[row.tag]
        for element in row:
            place = _place(element.get("r", ""))
            if place is None or place[0] != here or place[1] > COLUMN_LIMIT or here > ROW_LIMIT:
                # What a cell says of itself counts: a row without a number has it from its cells.
                here, column = self._take_odd(element, place, (here, column + 1), tags)
            else:
                column = place[1]
                if len(element):
                    self._take(place, element, tags)
        self._row = here

    def _take_odd(self, element: etree._Element, place: Position | None, following: Position, tags: _Tags) -> Position:
        """Take a cell that does not say where it stands, or says it oddly; `following` is where it stands by order.

        Returns where the row goes on.
        """
        if element.tag != tags.cell:
            return following[0], following[1] - 1
        row, column = place or following
        self._maker.check(row, column)
        if place is None and element.get("r"):
            stands_there = "".join(map(str, element.itertext(tags.value, tags.text)))
            if stands_there:
                self._maker.put_error(following, decoded(stands_there))
        else:
            self._take((row, column), element, tags)
        return row, column

    def _take(self, place: Position, element: etree._Element, tags: _Tags) -> None:
        kind, stands_there, is_inline = element.get("t", "n"), "", False
        for child in element:
            tag = child.tag
            if tag == tags.value:
                stands_there = child.text or ""
            elif tag == tags.inline:
                stands_there, is_inline = _inline_text(child, tags), True
            elif tag == tags.formula:
                self._maker.put_formula(place, _formula(child.text or ""))
        if not stands_there:
            if kind == "e":
                self._maker.put_error(place, "")
        elif is_inline is not (kind == "inlineStr"):
            self._maker.put_error(place, stands_there)
        elif kind == "n":
            self._put_number(place, stands_there, element.get("s", ""))
        else:
            self._put(place, kind, stands_there)

    def _put_number(self, place: Position, stands_there: str, style: str) -> None:
        number = number_in(stands_there)
        if number is None:
            self._maker.put_error(place, stands_there)
        else:
            self._maker.put_number(place, number, _whole(style, _LAST_STYLE) or 0)

    def _put(self, place: Position, kind: str, stands_there: str) -> None:
        """Put the cell's value; an error where it is not what its type says."""
        value = stands_there if kind == "inlineStr" else _value(kind, stands_there, self._texts)
        if value is None or (isinstance(value, str) and REPLACED in value and self._is_doubtful):
            self._maker.put_error(place, stands_there)
        else:
            self._maker.put(place, value)

    @property
    def _is_doubtful(self) -> bool:
        """Whether a � may stand for what no program should have written."""
        return self._is_repaired or self._texts.is_repaired


@lru_cache(maxsize=2048)
def _formula(text: str) -> FormulaFound:
    """A formula; those of a template are the same in every copy."""
    return FormulaFound(text)


def _inline_text(element: etree._Element, tags: _Tags) -> str:
    """The text of an `is` element, which mostly is one of a single look."""
    first = element[0] if len(element) == 1 else None
    if first is not None and first.tag == tags.text:
        text = first.text or ""
        return decoded(text) if "_x" in text else text
    return rich_text(element, tags.namespace)


def _refuse_among_cells(alternatives: etree._Element, name: str) -> None:
    """Refuse contents of which each program chooses its own where cells stand: no program writes them there."""
    if next(alternatives.iterancestors(_DATA_TAGS), None) is not None:
        raise PackageError(FileSuspicious(found=f"alternatives among the cells of {name}"))


def _is_of_sheet(row: etree._Element) -> bool:
    """Whether a row stands where rows stand: in the sheet's data, not in some program's extension."""
    data = row.getparent()
    root = data.getparent() if data is not None else None
    return root is not None and root.tag in _ROOT_TAGS and data is not None and data.tag in _DATA_TAGS


def _value(kind: str, text: str, texts: SharedTexts) -> str | bool | dt.date | dt.datetime | dt.time | None:
    """The value of a cell of this type; None where `text` is none of it, and for errors."""
    if kind == "str":
        return decoded(text)
    if kind == "s":
        index = _whole(text.strip(), len(texts.texts) - 1)
        return None if index is None else texts.texts[index]
    if kind == "b":
        return _BOOLEANS.get(text.strip())
    return iso_moment(text.strip()) if kind == "d" else None


def number_in(text: str) -> float | None:
    """The finite number in `text`; None where it is none."""
    try:
        number = float(text)
    except ValueError:
        return None
    # Python takes more for a number than Excel does: 1_000, and words.
    return number if isfinite(number) and "_" not in text and text.isascii() else None


def iso_moment(text: str) -> dt.date | dt.datetime | dt.time | None:
    """A date, a moment or a time of day in the form of ISO 8601; None where `text` is none.

    A moment with a time zone is read as its own clock shows it.
    """
    for read in (dt.date.fromisoformat, dt.datetime.fromisoformat, dt.time.fromisoformat):
        try:
            found: dt.date | dt.datetime | dt.time = read(text)
        except ValueError:
            continue
        return found.replace(tzinfo=None) if isinstance(found, (dt.datetime, dt.time)) else found
    return None


def _whole(text: str, most: int) -> int | None:
    """The whole number in `text`, from 0 to `most`; None where it is none."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        return None
    number = int(text)
    return number if number <= most else None


@lru_cache(maxsize=1 << 15)
def _place(reference: str) -> Position | None:
    """Row and column of a reference such as `D7`, by Excel's limits; None where it is none."""
    letters = reference.rstrip("0123456789")
    row = _whole(reference[len(letters) :], _LAST_ROW)
    if not row or not 0 < len(letters) <= 3:
        return None
    column = 0
    for letter in letters:
        if letter not in _LETTERS:
            return None
        column = column * 26 + _LETTERS[letter]
    return (row, column) if column <= _LAST_COLUMN else None


def area_of(reference: str) -> tuple[Position, Position] | None:
    """The first and the last cell of a range such as `E8:E11`; None where it is none."""
    first, _, last = reference.replace("$", "").partition(":")
    start, end = _place(first), _place(last or first)
    return (start, end) if start is not None and end is not None else None
