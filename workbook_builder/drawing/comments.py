"""Comments at cells: Excel's notes, which a pointer or a screen reader finds at the cell they speak of.

openpyxl writes them without letters of their own, and with every box in the first corner of its
sheet: the last pass gives each the house's font and a place beside its cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from lxml import etree
from openpyxl.comments import Comment

from schemas.excel.cell_text import exact
from schemas.excel.excel_limits import CELL_TEXT_LENGTH, check_length
from schemas.excel.house_style import DEFAULT_HEIGHT, FONT, INK, SMALL_SIZE
from schemas.excel.ooxml import MAIN, Edit, parse, serialise
from schemas.excel.own_words import from_right_to_left
from schemas.layout.places import Place, column_letter
from workbook_builder.drawing.canvas import Canvas
from workbook_builder.drawing.looks import Look
from workbook_builder.drawing.text_fit import PIXELS_PER_CHARACTER, height_of

PRODUCT = "kpibook"
"""The author of whatever nobody typed."""
_WIDTH = 52.0
"""Characters in a line of a comment: as many as are read with ease."""
_MARGIN = 16
"""Pixels around its text."""
_GAP = 12
"""Pixels between a cell and its comment."""
_PIXELS_PER_POINT = 96 / 72
_DEFAULT_WIDTH = 64
"""Pixels of a column of which nothing is said."""
_SPREADSHEET = "urn:schemas-microsoft-com:office:excel"
_VML = "urn:schemas-microsoft-com:vml"
_PREFIXES = {"v": _VML, "o": "urn:schemas-microsoft-com:office:office", "x": _SPREADSHEET}
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class SheetBoxes:
    """The boxes of one sheet's comments."""

    anchors: Mapping[tuple[int, int], str]
    """For each cell (row and column from 0) where its box begins and ends, as Excel's drawings say it."""
    mirrored: bool
    """True where the words run from right to left."""


def add_comments(canvas: Canvas, comments: Mapping[str, str]) -> tuple[SheetBoxes, ...]:
    """Put `comments` at the input cells of their names; the boxes that the last pass draws, sheet by sheet."""
    anchors: dict[str, dict[tuple[int, int], str]] = {}
    for name, text in comments.items():
        place = canvas.layout.slots[name].place
        width, height = _size(text)
        shown = exact(check_length(text, CELL_TEXT_LENGTH, f"the comment at {name}"))
        if canvas.mirrored:
            shown = from_right_to_left(shown)
        cell = canvas.sheet(place.sheet).cell(place.row, place.column)
        cell.comment = Comment(shown, PRODUCT, height=height, width=width)
        anchors.setdefault(canvas.title(place.sheet), {})[place.row - 1, place.column - 1] = _anchor(
            canvas, place, width, height
        )
    # openpyxl numbers the parts of comments in the order of the sheets that have some.
    ordered = (anchors[title] for title in canvas.workbook.sheetnames if title in anchors)
    return tuple(SheetBoxes(each, canvas.mirrored) for each in ordered)


def comment_edits(boxes: Sequence[SheetBoxes]) -> dict[str, Edit]:
    """What the last pass does to the parts of comments, by their names."""
    edits: dict[str, Edit] = {}
    for number, box in enumerate(boxes, 1):
        edits[f"xl/comments/comment{number}.xml"] = _finish_texts
        edits[f"xl/drawings/commentsDrawing{number}.vml"] = partial(_finish_boxes, boxes=box)
    return edits


def _size(text: str) -> tuple[int, int]:
    """The pixels that a box needs, in width and height."""
    height = height_of(text, _WIDTH, Look.QUIET) * _PIXELS_PER_POINT
    return round(_WIDTH * PIXELS_PER_CHARACTER) + _MARGIN, round(height) + _MARGIN


def _anchor(canvas: Canvas, place: Place, width: int, height: int) -> str:
    """Where the box of the cell at `place` begins and ends: column, pixels into it, row, pixels into it, twice."""
    across = _reached(partial(_column_pixels, canvas, place.sheet), place.column, _GAP + width)
    down = _reached(partial(_row_pixels, canvas, place.sheet), place.row - 1, height)
    return ", ".join(map(str, (place.column, _GAP, place.row - 1, 0, *across, *down)))


def _reached(pixels_of: partial[int], first: int, distance: int) -> tuple[int, int]:
    """The row or column (from 0) that lies `distance` pixels behind the beginning of `first`, and how far into it."""
    at = first
    while distance > (wide := pixels_of(at + 1)):
        distance -= wide
        at += 1
    return at, distance


def _column_pixels(canvas: Canvas, key: str, column: int) -> int:
    dimensions, letter = canvas.sheet(key).column_dimensions, column_letter(column)
    if letter not in dimensions:
        return _DEFAULT_WIDTH
    return 0 if dimensions[letter].hidden else round(dimensions[letter].width * PIXELS_PER_CHARACTER)


def _row_pixels(canvas: Canvas, key: str, row: int) -> int:
    dimensions = canvas.sheet(key).row_dimensions
    points = dimensions[row].height if row in dimensions else None
    return round((points or DEFAULT_HEIGHT) * _PIXELS_PER_POINT)


def _finish_texts(data: bytes) -> bytes:
    """Each comment's text as one run in the house's letters."""
    root = parse(data)
    for plain in root.iter(f"{{{MAIN}}}text"):
        words = plain.findtext(f"{{{MAIN}}}t")
        for child in list(plain):
            plain.remove(child)
        run = etree.SubElement(plain, f"{{{MAIN}}}r")
        letters = etree.SubElement(run, f"{{{MAIN}}}rPr")
        etree.SubElement(letters, f"{{{MAIN}}}sz", val=str(SMALL_SIZE))
        etree.SubElement(letters, f"{{{MAIN}}}color", rgb=f"FF{INK}")
        etree.SubElement(letters, f"{{{MAIN}}}rFont", val=FONT)
        text = etree.SubElement(run, f"{{{MAIN}}}t")
        text.text = words
        text.set(_XML_SPACE, "preserve")
    return serialise(root)


def _finish_boxes(data: bytes, boxes: SheetBoxes) -> bytes:
    """Each box beside its cell, its words from the side that they are read from."""
    root = parse(data)
    for client in root.iter(f"{{{_SPREADSHEET}}}ClientData"):
        row, column = (int(client.findtext(f"{{{_SPREADSHEET}}}{what}", "0")) for what in ("Row", "Column"))
        anchor = etree.Element(f"{{{_SPREADSHEET}}}Anchor")
        anchor.text = boxes.anchors[row, column]
        client.insert(2, anchor)  # behind what says how the box moves, as the schema has it
    if boxes.mirrored:
        for textbox in root.iter(f"{{{_VML}}}textbox"):
            textbox.set("style", "mso-direction-alt:auto;direction:RTL")
            for block in textbox:
                block.set("style", "text-align:right;direction:rtl")
    # Drawings of this kind are older than namespaces: some programs know them by their usual prefixes only.
    etree.cleanup_namespaces(root, top_nsmap=_PREFIXES)
    return serialise(root)
