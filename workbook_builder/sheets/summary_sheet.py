"""Draws the summary: a row a standard, a tile an indicator, and what comes next."""

from __future__ import annotations

from openpyxl.formatting.rule import Rule

from schemas.layout import names
from schemas.layout.columns import StandardColumn, SummaryColumn
from schemas.layout.places import SUMMARY, Place, column_letter, standard_key
from workbook_builder.drawing import looks
from workbook_builder.drawing.canvas import Canvas
from workbook_builder.drawing.looks import Look
from workbook_builder.formulas.formulas import Formula

_TILE_WIDTH = 7.5
_ROW_HEIGHT = 24
_FORMULA_LOOKS = {
    names.progress_total: Look.SHARE,
    names.progress_bar: Look.BAR,
    names.complete: Look.STRONG,
    names.bar: Look.BAR,
    names.tile: Look.TILE,
    names.information_given: Look.STRONG,
    names.standard_signed: Look.STRONG,
    names.next_step: Look.LINK,
    names.next_start: Look.LINK,
    names.send: Look.STRONG,
}
_TITLE_WIDTH, _NEXT_WIDTH, _NARROW_WIDTH = 44, 40, 11


def draw_summary(canvas: Canvas, formulas: dict[str, Formula]) -> None:
    """Fill the summary of `canvas`."""
    sheet, column = canvas.layout.sheets[SUMMARY], SummaryColumn
    information, sign_off = (c for c, key in sheet.columns.items() if c > column.BAR)
    canvas.keys(sheet)
    tiles = dict.fromkeys(range(column.TILE, information), _TILE_WIDTH)
    widths: dict[int, float] = {column.NUMBER: 5, column.STANDARD: _TITLE_WIDTH, column.NEXT: _NEXT_WIDTH}
    widths |= {column.COMPLETE: 9, column.BAR: 13}
    canvas.widths(SUMMARY, widths | tiles | {information: _NARROW_WIDTH, sign_off: _NARROW_WIDTH})
    _labels(canvas)
    canvas.paint(SUMMARY, sheet.marks["columns"], range(column.TILE + 1, information), Look.COLUMN)
    _formulas(canvas, formulas)
    rows = canvas.sheet(SUMMARY).row_dimensions
    rows[sheet.marks["title"]].height = 30
    rows[sheet.marks["start"]].height = _ROW_HEIGHT
    rows[sheet.marks["total"]].height = rows[sheet.marks["columns"]].height = 26
    for s in canvas.definition.edition.standards:
        _standard_row(canvas, s)
    _colours(canvas, information)
    canvas.page(
        SUMMARY,
        sheet.last_row,
        (column.NUMBER, sign_off),
        (sheet.marks["title"], sheet.marks["title"]),
        sheet.marks["columns"] + 1,
    )


def _labels(canvas: Canvas) -> None:
    marks = canvas.layout.sheets[SUMMARY].marks
    looks_by_row = {
        marks["title"]: Look.TITLE,
        marks["hint"]: Look.QUIET,
        marks["total"]: Look.STRONG,
        marks["columns"]: Look.COLUMN,
        marks["start"]: Look.STRONG,
        marks["key"]: Look.QUIET,
    }
    for label in canvas.layout.labels:
        if label.place.sheet == SUMMARY:
            look = looks_by_row.get(label.place.row, Look.LINK)
            cell = canvas.write(label.place, canvas.definition.text(label.text), look)
            if look is Look.QUIET:
                cell.alignment = looks.alignment_of(look, wrap=False, mirrored=canvas.mirrored)


def _formulas(canvas: Canvas, formulas: dict[str, Formula]) -> None:
    for name, cell in canvas.layout.formulas.items():
        if cell.place.sheet != SUMMARY:
            continue
        look = _FORMULA_LOOKS[cell.kind]
        drawn = canvas.formula(cell.place, formulas[name], look)
        if cell.kind == names.progress_total:
            drawn.number_format = "0%"
        elif cell.kind in (names.next_step, names.next_start, names.send):
            drawn.alignment = looks.alignment_of(look, vertical="center", wrap=True, mirrored=canvas.mirrored)


def _standard_row(canvas: Canvas, s: int) -> None:
    row = canvas.layout.sheets[SUMMARY].marks[f"standard.{s}"]
    title = canvas.definition.wording.standards[s].title
    target = Place(standard_key(s), canvas.layout.sheets[standard_key(s)].marks["title"], StandardColumn.NUMBER)
    canvas.write(Place(SUMMARY, row, SummaryColumn.NUMBER), s, Look.ROW_NUMBER)
    name = Place(SUMMARY, row, SummaryColumn.STANDARD)
    canvas.link(name, target, title, canvas.definition.sheet_title(standard_key(s)))
    linked = canvas.sheet(SUMMARY).cell(name.row, name.column)
    linked.alignment = looks.alignment_of(Look.LINK, wrap=True, mirrored=canvas.mirrored)
    canvas.height(SUMMARY, row, [(title, _TITLE_WIDTH, Look.LINK)], _ROW_HEIGHT)
    for i in range(1, canvas.definition.edition.standards[s].indicators + 1):
        level = canvas.layout.slots[names.level(s, i)].place
        tile = canvas.layout.formulas[names.tile(s, i)].place
        question = canvas.definition.wording.standards[s].indicators[i]
        canvas.link(tile, level, None, question[:250], Look.TILE)


def _colours(canvas: Canvas, information: int) -> None:
    """Finished tiles and finished standards step back; the mark in the tile says the same."""
    marks = canvas.layout.sheets[SUMMARY].marks
    rows = [row for mark, row in marks.items() if mark.startswith("standard.")]
    first, last = min(rows), max(rows)
    tile, end = column_letter(SummaryColumn.TILE), column_letter(information - 1)
    done = Rule(type="expression", dxf=looks.DONE, formula=[f'LEFT({tile}{first},1)="✓"'])
    canvas.sheet(SUMMARY).conditional_formatting.add(f"{tile}{first}:{end}{last}", done)
