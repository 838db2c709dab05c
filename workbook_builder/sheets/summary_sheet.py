"""Draws the summary: a row a standard, a tile an indicator, and what comes next."""

from __future__ import annotations

from math import ceil

from openpyxl.formatting.rule import Rule

from schemas.layout import names
from schemas.layout.columns import StandardColumn, SummaryColumn
from schemas.layout.places import SUMMARY, Place, column_letter, standard_key
from workbook_builder.drawing import looks
from workbook_builder.drawing.canvas import Canvas
from workbook_builder.drawing.looks import Look
from workbook_builder.drawing.paging import Paper
from workbook_builder.drawing.text_fit import CELL_PADDING, PIXELS_PER_CHARACTER, longest_word
from workbook_builder.formulas.formulas import Formula

_TILE_WIDTH = 7
_ROW_HEIGHT, _HEADING_HEIGHT = 24, 26
_FORMULA_LOOKS = {
    names.progress_total: Look.SHARE,
    names.progress_bar: Look.BAR,
    names.complete: Look.STRONG,
    names.bar: Look.BAR,
    names.tile: Look.TILE,
    names.information_given: Look.STRONG,
    names.standard_signed: Look.STRONG,
    names.next_step: Look.NEXT,
    names.next_start: Look.NEXT,
    names.send: Look.STRONG,
}
_TITLE_WIDTH, _NEXT_WIDTH, _NARROW_WIDTH = 42, 37, 9
_LEAST_WIDTHS: dict[int, float] = {SummaryColumn.NUMBER: 5, SummaryColumn.BAR: 13.5}


def draw_summary(canvas: Canvas, formulas: dict[str, Formula]) -> None:
    """Fill the summary of `canvas`."""
    sheet, column = canvas.layout.sheets[SUMMARY], SummaryColumn
    information, sign_off = (c for c, key in sheet.columns.items() if c > column.BAR)
    canvas.keys(sheet)
    canvas.widths(SUMMARY, _widths(canvas, information, sign_off))
    _labels(canvas)
    canvas.paint(SUMMARY, sheet.marks["columns"], range(column.TILE + 1, information), Look.COLUMN)
    _formulas(canvas, formulas)
    rows = canvas.sheet(SUMMARY).row_dimensions
    rows[sheet.marks["title"]].height = 30
    rows[sheet.marks["start"]].height = _ROW_HEIGHT
    rows[sheet.marks["columns"]].height = _HEADING_HEIGHT
    canvas.height(SUMMARY, sheet.marks["total"], [(_send(canvas), _NEXT_WIDTH, Look.STRONG)], _HEADING_HEIGHT)
    for s in canvas.definition.edition.standards:
        _standard_row(canvas, s)
    _colours(canvas, information)
    titles = (sheet.marks["title"], sheet.marks["columns"])
    firsts, width = range(titles[1] + 1, sheet.last_row + 1), canvas.characters(SUMMARY, column.NUMBER, sign_off)
    canvas.page(SUMMARY, (column.NUMBER, sign_off), Paper(titles, firsts, sheet.last_row, width))


def _send(canvas: Canvas) -> str:
    """The longest that is said beside the progress: where to send it and by when, if both are known."""
    words, cover = canvas.definition.wording.status, canvas.content.cover
    if "due" in cover and "return_to" in cover:
        return words.send.format(return_to=cover["return_to"], due=cover["due"])
    return words.complete


def _widths(canvas: Canvas, information: int, sign_off: int) -> dict[int, float]:
    """Wide enough for the longest word of each heading, and together no wider than a screen."""
    column, words = SummaryColumn, canvas.definition.wording.summary
    headings: dict[int, str] = {
        column.NUMBER: words.number,
        column.COMPLETE: words.complete,
        column.BAR: words.progress,
    }
    headings |= {column.BAR: words.progress, information: words.information, sign_off: words.sign_off}
    widths: dict[int, float] = {column.STANDARD: _TITLE_WIDTH, column.NEXT: _NEXT_WIDTH}
    widths |= dict.fromkeys(range(column.TILE, information), _TILE_WIDTH)
    return widths | {c: max(_LEAST_WIDTHS.get(c, _NARROW_WIDTH), width_for(text)) for c, text in headings.items()}


def width_for(heading: str) -> float:
    """The width in characters of a column whose heading is not broken inside a word."""
    return ceil(2 * (longest_word(heading, Look.COLUMN) + CELL_PADDING) / PIXELS_PER_CHARACTER) / 2


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
            look = looks_by_row.get(label.place.row, Look.ROW_TITLE)
            cell = canvas.write(label.place, canvas.definition.text(label.text), look)
            # A heading over several tiles runs on over the empty cells beside it.
            if look is Look.QUIET or label.text == "summary.indicators":
                cell.alignment = looks.alignment_of(look, wrap=False, mirrored=canvas.mirrored)


def _formulas(canvas: Canvas, formulas: dict[str, Formula]) -> None:
    for name, cell in canvas.layout.formulas.items():
        if cell.place.sheet != SUMMARY:
            continue
        look = _FORMULA_LOOKS[cell.kind]
        drawn = canvas.formula(cell.place, formulas[name], look)
        if cell.kind == names.progress_total:
            drawn.number_format = "0%"


def _standard_row(canvas: Canvas, s: int) -> None:
    row = canvas.layout.sheets[SUMMARY].marks[f"standard.{s}"]
    title = canvas.definition.wording.standards[s].title
    target = Place(standard_key(s), canvas.layout.sheets[standard_key(s)].marks["title"], StandardColumn.NUMBER)
    # The number is the link: LibreOffice does not wrap the text of a cell that is one.
    number = Place(SUMMARY, row, SummaryColumn.NUMBER)
    canvas.write(number, s, Look.ROW_NUMBER)
    canvas.link(number, target, None, f"{s}. {title}", Look.ROW_NUMBER)
    canvas.height(SUMMARY, row, [(title, _TITLE_WIDTH, Look.ROW_TITLE)], _ROW_HEIGHT)
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
    done = Rule(type="expression", dxf=looks.DONE, formula=[f'ISNUMBER(FIND("✓",{tile}{first}))'])
    formats = canvas.sheet(SUMMARY).conditional_formatting
    formats.add(f"{tile}{first}:{end}{last}", done)
    start, following = marks["start"], column_letter(SummaryColumn.NEXT)
    cells = f"{following}{start}:{following}{last}"
    for look, sign in ((looks.DONE, "="), (looks.LEADS, "<>")):
        formats.add(cells, Rule(type="expression", dxf=look, formula=[f"${following}{start}{sign}text_next_done"]))
