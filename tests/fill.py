"""Fills a template without any spreadsheet program, by putting values into the sheets' XML.

Everything else stays byte for byte, cached values of formulas included: as a tool leaves a
workbook that does not recalculate. Hundreds of files take seconds.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping

from lxml import etree

from schemas.definition import Definition
from schemas.excel.note_sheet import TO_PUT_RIGHT
from schemas.excel.ooxml import MAIN, parse, serialise
from schemas.layout.places import Place
from schemas.questions import Raw

_CELL, _INLINE, _TEXT, _VALUE, _FORMULA = (f"{{{MAIN}}}{tag}" for tag in ("c", "is", "t", "v", "f"))
_EPOCH = dt.datetime(1899, 12, 30)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")

_CONTENT: dict[tuple[int, str], bytes] = {}


class Error(str):
    """An error value such as `#N/A`, to be typed into a cell."""


class Formula(str):
    """A formula without its equals sign, to be typed into a cell."""


def fill(template: bytes, definition: Definition, typed: Mapping[str, Raw]) -> bytes:
    """`template` with each value of `typed` in the cell of that name; an empty text clears the cell."""
    return fill_places(template, definition, {definition.layout.slots[name].place: v for name, v in typed.items()})


def fill_places(template: bytes, definition: Definition, typed: Mapping[Place, Raw]) -> bytes:
    """`template` with each value of `typed` at its place, locked cells included."""
    keys, before = definition.layout.sheet_keys, _sheets_before(template)
    by_part: dict[str, dict[str, Raw]] = {}
    for place, value in typed.items():
        by_part.setdefault(f"xl/worksheets/sheet{before + keys.index(place.sheet) + 1}.xml", {})[place.cell] = value
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(template)) as old,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry, _fill_sheet(data, by_part[entry.filename]) if entry.filename in by_part else data)
    return result.getvalue()


def _sheets_before(template: bytes) -> int:
    """How many sheets stand before the template's own: one in a copy that lists what is to be put right."""
    with zipfile.ZipFile(io.BytesIO(template)) as package:
        return int(f" sheet={TO_PUT_RIGHT}<".encode() in package.read("xl/worksheets/sheet1.xml"))


def _fill_sheet(data: bytes, values: Mapping[str, Raw]) -> bytes:
    root = parse(data)
    found = set()
    for cell in root.iter(_CELL):
        address = cell.get("r")
        if address in values:
            _set(cell, values[address])
            found.add(address)
    missing = values.keys() - found
    if missing:
        raise KeyError(f"the template draws no cell {', '.join(sorted(missing))}")
    return serialise(root)


def _set(cell: etree._Element, value: Raw) -> None:
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", "")
    if isinstance(value, Formula):
        etree.SubElement(cell, _FORMULA).text = str(value)
    elif isinstance(value, Error):
        cell.set("t", "e")
        etree.SubElement(cell, _VALUE).text = str(value)
    elif isinstance(value, str):
        if value:
            cell.set("t", "inlineStr")
            text = etree.SubElement(etree.SubElement(cell, _INLINE), _TEXT)
            text.text = _FORBIDDEN.sub("", value)
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    elif isinstance(value, bool):
        cell.set("t", "b")
        etree.SubElement(cell, _VALUE).text = str(int(value))
    else:
        etree.SubElement(cell, _VALUE).text = repr(_number(value))


def _number(value: Raw) -> float | int:
    if isinstance(value, dt.datetime):
        return (value - _EPOCH) / dt.timedelta(days=1)
    if isinstance(value, dt.date):
        return (dt.datetime(value.year, value.month, value.day) - _EPOCH).days
    if isinstance(value, dt.timedelta):
        return value / dt.timedelta(days=1)
    if isinstance(value, dt.time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86_400
    assert isinstance(value, (int, float))
    return value
