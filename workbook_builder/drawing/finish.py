"""The last pass over the package: what openpyxl cannot write, or writes wrongly, is put right here.

* each formula gets its cached value, so that Protected View and previews show the workbook as it is;
* the children of a font stand in the order of the schema (openpyxl's order is an error);
* rows that take answers may grow when somebody types (openpyxl fixes every height it sets);
* Excel is told not to mark numbers typed into text cells as mistakes;
* comments get their letters, and a box beside their cell;
* dates are fixed, so that the same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from lxml import etree

from schemas.excel.cell_text import exact
from schemas.excel.ooxml import (
    CORE_PROPERTIES,
    MAIN,
    STYLES,
    Edit,
    edited_parts,
    finish_styles,
    fix_dates,
    parse,
    serialise,
)
from schemas.questions import Cached
from workbook_builder.drawing.bulk_rows import BulkRows
from workbook_builder.drawing.comments import SheetBoxes, comment_edits
from workbook_builder.drawing.cuts import cut

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
    cut_at: tuple[int, ...] = ()
    """The rows at which it is cut for packing; none where it is packed as one."""
    bulk: BulkRows | None = None
    """Rows that openpyxl never saw, and the number of their format."""
    bulk_style: int = 0


def finish(
    package: bytes, sheets: Mapping[str, SheetFinish], date: str, boxes: Sequence[SheetBoxes] = ()
) -> Iterator[tuple[str, list[bytes]]]:
    """The parts of `package` put right, in their fixed order: each its name, and its text cut as it is packed.

    `sheets` by part name, `date` as `2026-01-01T00:00:00Z`, `boxes` sheet by sheet.
    Raises ValueError where a formula has no cached value: a template must not be empty in a preview.
    """
    edits: dict[str, Edit] = {
        STYLES: _finish_styles,
        CORE_PROPERTIES: partial(fix_dates, date=date),
        **{name: partial(_finish_sheet, wanted=wanted, name=name) for name, wanted in sheets.items()},
        **comment_edits(boxes),
    }
    cuts = {name: wanted.cut_at for name, wanted in sheets.items() if wanted.cut_at}
    for name, part in edited_parts(package, edits):
        yield name, cut(part, cuts[name]) if name in cuts else [part]


def _finish_styles(data: bytes) -> bytes:
    """Says of each format whether it is locked: left unsaid, it would be as Normal is, which is not."""
    root = parse(finish_styles(data))
    for xf in root.iter(f"{{{MAIN}}}xf"):
        if xf.find(f"{{{MAIN}}}protection") is None:
            xf.set("applyProtection", "1")
            etree.SubElement(xf, f"{{{MAIN}}}protection", locked="1")
    return serialise(root)


def _finish_sheet(data: bytes, wanted: SheetFinish, name: str) -> bytes:
    root = parse(data)
    for row in root.iter(f"{{{MAIN}}}row"):
        if int(row.get("r", "0")) in wanted.growing_rows:
            row.attrib.pop("customHeight", "")
    for empty in root.iter(f"{{{MAIN}}}c"):
        if len(empty) == 0:
            # An empty cell that says it is a number is filled to a program that believes it.
            empty.attrib.pop("t", "")
    for formula in root.iter(f"{{{MAIN}}}f"):
        cell = formula.getparent()
        if cell is None or cell.get("r") is None:
            continue
        address = str(cell.get("r"))
        if address not in wanted.cached:
            raise ValueError(f"{name}: the formula in {address} has no cached value")
        _cache(cell, wanted.cached[address])
    if wanted.text_cells:
        _ignore_number_as_text(root, wanted.text_cells)
    sheet = serialise(root)
    return wanted.bulk.put_into(sheet, wanted.bulk_style) if wanted.bulk is not None else sheet


def _cache(cell: etree._Element, value: Cached) -> None:
    found = cell.find(f"{{{MAIN}}}v")
    shown = etree.SubElement(cell, f"{{{MAIN}}}v") if found is None else found
    # A formula may repeat what somebody typed, with characters that no XML can hold.
    shown.text = exact(value) if isinstance(value, str) else str(value)
    if isinstance(value, str):
        cell.set("t", "str")
    else:
        cell.attrib.pop("t", "")


def _ignore_number_as_text(root: etree._Element, cells: tuple[str, ...]) -> None:
    block = etree.Element(f"{{{MAIN}}}ignoredErrors")
    etree.SubElement(block, f"{{{MAIN}}}ignoredError", sqref=" ".join(cells), numberStoredAsText="1")
    for child in root:
        if etree.QName(child).localname in _AFTER_IGNORED_ERRORS:
            child.addprevious(block)
            return
    root.append(block)
