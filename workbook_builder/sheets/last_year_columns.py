"""Draws last year's answers beside this year's inputs: to read, and to keep by one choice."""

from __future__ import annotations

from schemas.layout import names
from schemas.layout.columns import StandardColumn
from schemas.layout.places import LastCell, Place, SheetLayout
from workbook_builder.drawing.canvas import Canvas
from workbook_builder.drawing.looks import Look
from workbook_builder.drawing.text_fit import height_of

LAST_WIDTH = 28.0
"""The width in characters of the column that last year's answers are read in."""


def draw_last_year(canvas: Canvas, sheet: SheetLayout) -> None:
    """Fill the columns of last year's answers on the sheet of a standard."""
    words, year = canvas.definition.wording.last_year, canvas.content.last_year
    for mark in ("columns.indicators", "columns.information"):
        if mark in sheet.marks:
            place = Place(sheet.key, sheet.marks[mark], StandardColumn.LAST)
            canvas.write(place, words.heading.format(year=year), Look.COLUMN)
    for name, cell in canvas.layout.last.items():
        place = cell.place
        if place.sheet != sheet.key:
            continue
        value = canvas.content.last.get(name)
        if place.column != StandardColumn.LAST:
            canvas.write(place, value, Look.KEY)
            continue
        look = last_look(cell)
        canvas.write(place, value, look)
        row = canvas.sheet(sheet.key).row_dimensions[place.row]
        row.height = max(float(row.height or 0), last_height(str(value or ""), look))


def last_height(text: str, look: Look) -> float:
    """The height in points that one of last year's answers needs."""
    return height_of(text, LAST_WIDTH, look)


def last_look(cell: LastCell) -> Look:
    """The look of a cell of last year's answers: a level stands in its indicator's band."""
    return Look.LAST_LEVEL if cell.kind == names.last_level else Look.LAST
