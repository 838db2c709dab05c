"""Draws the start sheet: identity, how to use the workbook, the implementation scale."""

from __future__ import annotations

from schemas.layout import IDENTITY, START, SUMMARY, Place, StartColumn, SummaryColumn
from schemas.questions import question_of
from workbook_builder.canvas import Canvas
from workbook_builder.formulas import Formula, Preset
from workbook_builder.looks import Look

WIDTHS: dict[int, float] = {StartColumn.LABEL: 34, StartColumn.VALUE: 52, StartColumn.NOTE: 62}
_INNER = sum(WIDTHS.values())
_ROW_HEIGHT = 20
_LOOKS = {
    "title": Look.TITLE,
    "notice": Look.NOTICE,
    "progress": Look.STRONG,
    "heading": Look.HEADING,
    "identity": Look.STRONG,
    "step": Look.TEXT,
    "preamble": Look.TEXT,
}


def draw_start(canvas: Canvas, formulas: dict[str, Formula], preset: Preset) -> None:
    """Fill the start sheet of `canvas`."""
    sheet = canvas.layout.sheets[START]
    marks = sheet.marks
    canvas.keys(sheet)
    canvas.widths(START, WIDTHS)
    _labels(canvas)
    canvas.paint(START, marks["scale.columns"], (StartColumn.NOTE,), Look.COLUMN)
    subtitle = canvas.definition.wording.start.subtitle.format(year=preset.year)
    canvas.write(Place(START, marks["subtitle"], StartColumn.LABEL), subtitle, Look.SUBTITLE)
    progress = canvas.layout.formulas["start_progress"].place
    canvas.formula(progress, formulas["start_progress"], Look.BAR)
    _identity(canvas, formulas, preset)
    first = Place(SUMMARY, canvas.layout.sheets[SUMMARY].marks["title"], SummaryColumn.NUMBER)
    link = Place(START, marks["links"], StartColumn.LABEL)
    words = canvas.definition.wording.start
    canvas.link(link, first, words.to_summary, words.to_summary)
    _heights(canvas)
    canvas.page(
        START,
        sheet.last_row,
        (StartColumn.LABEL, StartColumn.NOTE),
        (marks["title"], marks["subtitle"]),
        marks["notice"],
    )
    # The one sheet that is read as a page.
    canvas.sheet(START).page_setup.fitToHeight = 1


def _labels(canvas: Canvas) -> None:
    by_row = {row: mark for mark, row in canvas.layout.sheets[START].marks.items()}
    for label in canvas.layout.labels:
        if label.place.sheet != START:
            continue
        mark = by_row[label.place.row]
        look = _scale_look(mark, label.place.column) or _LOOKS[mark.partition(".")[0]]
        canvas.write(label.place, canvas.definition.text(label.text), look)
        if look is Look.HEADING:
            canvas.paint(START, label.place.row, (StartColumn.VALUE, StartColumn.NOTE), Look.HEADING)
        if mark.partition(".")[0] in ("step", "preamble", "notice"):
            canvas.across(START, label.place.row, StartColumn.LABEL, StartColumn.NOTE)


def _scale_look(mark: str, column: int) -> Look | None:
    if mark == "scale.columns":
        return Look.COLUMN
    if mark == "scale.note":
        return Look.QUIET
    if mark.startswith("scale."):
        return Look.TEXT if column == StartColumn.NOTE else Look.SCALE
    return None


def _identity(canvas: Canvas, formulas: dict[str, Formula], preset: Preset) -> None:
    values = {"country": preset.member, "reporting_year": preset.year}
    for name in IDENTITY:
        slot = canvas.layout.slots.get(name)
        if slot is None:
            canvas.formula(canvas.layout.formulas[name].place, formulas[name], Look.STRONG)
            continue
        cell = canvas.write(slot.place, values.get(name), Look.INPUT)
        cell.number_format = question_of(slot, canvas.definition).cell_rule(slot).number_format
        note = f"note_{name}"
        canvas.formula(canvas.layout.formulas[note].place, formulas[note], Look.NOTE)


def _heights(canvas: Canvas) -> None:
    marks, text = canvas.layout.sheets[START].marks, canvas.definition.text
    rows = canvas.sheet(START).row_dimensions
    rows[marks["title"]].height, rows[marks["subtitle"]].height = 30, 20
    for mark, row in marks.items():
        kind, _, number = mark.partition(".")
        if kind in ("heading", "identity", "progress", "links"):
            rows[row].height = _ROW_HEIGHT
        elif kind in ("step", "preamble"):
            canvas.height(START, row, [(text(mark), _INNER, Look.TEXT)], 17)
        elif kind == "scale" and number.isdigit():
            words = text(f"level-description.{number}")
            canvas.height(START, row, [(words, WIDTHS[StartColumn.NOTE], Look.TEXT)], 17)
    notice = canvas.definition.wording.notice
    if notice:
        canvas.height(START, marks["notice"], [(notice, _INNER, Look.NOTICE)])
    else:
        rows[marks["notice"]].height = 6
