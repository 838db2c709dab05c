"""The last pass over the package: what openpyxl cannot write, or writes wrongly, is put right here.

* each formula gets its cached value, so that Protected View and previews show the workbook as it is;
* the children of a font stand in the order of the schema (openpyxl's order is an error);
* rows that take answers may grow when somebody types (openpyxl fixes every height it sets);
* Excel is told not to mark numbers typed into text cells as mistakes;
* dates are fixed, so that the same input gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from workbook_builder.formulas import Cached

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DCTERMS = "http://purl.org/dc/terms/"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_FONT_ORDER = (
    "b",
    "i",
    "strike",
    "condense",
    "extend",
    "outline",
    "shadow",
    "u",
    "vertAlign",
    "sz",
    "color",
    "name",
    "family",
    "charset",
    "scheme",
)
_AFTER_IGNORED_ERRORS = (
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)


@dataclass(frozen=True)
class SheetFinish:
    """What the last pass adds to one sheet."""

    cached: Mapping[str, Cached] = field(default_factory=dict)
    """The value of each formula, by cell."""
    growing_rows: frozenset[int] = frozenset()
    """Rows whose height Excel may fit to what is typed."""
    text_cells: tuple[str, ...] = ()
    """Input cells that are text on purpose."""


def finish(package: bytes, sheets: Mapping[str, SheetFinish], date: str) -> bytes:
    """`package` put right; `sheets` by part name, `date` as `2026-01-01T00:00:00Z`.

    Raises ValueError where a formula has no cached value: a template must not be empty in a preview.
    """
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in _in_order(source.namelist()):
            data = source.read(name)
            if name in sheets:
                data = _finish_sheet(data, sheets[name], name)
            elif name == "xl/styles.xml":
                data = _order_fonts(data)
            elif name == "docProps/core.xml":
                data = _fix_dates(data, date)
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, data)
    return result.getvalue()


def _in_order(names: Iterable[str]) -> list[str]:
    """The content types first, as programs that sniff a package expect."""
    return sorted(names, key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels"))


def _parse(data: bytes) -> etree._Element:
    # Our own bytes, a moment old: no entity can be in them, and none would be resolved.
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _text(root: etree._Element) -> bytes:
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return text


def _finish_sheet(data: bytes, wanted: SheetFinish, name: str) -> bytes:
    root = _parse(data)
    for row in root.iter(f"{{{_MAIN}}}row"):
        if int(row.get("r", "0")) in wanted.growing_rows:
            row.attrib.pop("customHeight", "")
    for formula in root.iter(f"{{{_MAIN}}}f"):
        cell = formula.getparent()
        if cell is None or cell.get("r") is None:
            continue
        address = str(cell.get("r"))
        if address not in wanted.cached:
            raise ValueError(f"{name}: the formula in {address} has no cached value")
        _cache(cell, wanted.cached[address])
    if wanted.text_cells:
        _ignore_number_as_text(root, wanted.text_cells)
    return _text(root)


def _cache(cell: etree._Element, value: Cached) -> None:
    found = cell.find(f"{{{_MAIN}}}v")
    shown = etree.SubElement(cell, f"{{{_MAIN}}}v") if found is None else found
    shown.text = str(value)
    if isinstance(value, str):
        cell.set("t", "str")
    else:
        cell.attrib.pop("t", "")


def _ignore_number_as_text(root: etree._Element, cells: tuple[str, ...]) -> None:
    block = etree.Element(f"{{{_MAIN}}}ignoredErrors")
    etree.SubElement(block, f"{{{_MAIN}}}ignoredError", sqref=" ".join(cells), numberStoredAsText="1")
    for child in root:
        if etree.QName(child).localname in _AFTER_IGNORED_ERRORS:
            child.addprevious(block)
            return
    root.append(block)


def _order_fonts(data: bytes) -> bytes:
    root = _parse(data)
    for font in root.iter(f"{{{_MAIN}}}font"):
        font[:] = sorted(font, key=lambda child: _FONT_ORDER.index(etree.QName(child).localname))
    return _text(root)


def _fix_dates(data: bytes, date: str) -> bytes:
    root = _parse(data)
    for name in ("created", "modified"):
        for element in root.iter(f"{{{_DCTERMS}}}{name}"):
            element.text = date
    return _text(root)
