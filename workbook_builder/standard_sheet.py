"""Draws a standard's sheet: its indicators with their questions, its information, its sign-off."""

from __future__ import annotations

from schemas.layout import SUMMARY, Place, SheetLayout, SlotKind, StandardColumn, SummaryColumn, standard_key
from schemas.models import Kind
from schemas.questions import question_of
from workbook_builder.canvas import NAVIGATION_ROW_HEIGHT, Canvas
from workbook_builder.formulas import Formula
from workbook_builder.looks import Look

C = StandardColumn
WIDTHS: dict[int, float] = {C.NUMBER: 6, C.TEXT: 54, C.CHOICE: 27, C.ANSWER: 66, C.STATUS: 27}
VISIBLE = tuple(WIDTHS)
_INNER = sum(WIDTHS.values())
_ANSWER_HEIGHT = 32
"""Room for two lines of an answer; the row grows while somebody types and can be pulled larger."""

_LABEL_LOOKS: dict[str, dict[int, Look] | Look] = {
    "title": Look.TITLE,
    "text": Look.LEAD,
    "heading": Look.HEADING,
    "columns": Look.COLUMN,
    "indicator": {C.NUMBER: Look.INDICATOR, C.TEXT: Look.INDICATOR},
    "information": {C.NUMBER: Look.QUESTION_NUMBER, C.TEXT: Look.TEXT, C.CHOICE: Look.QUIET},
    "sign-off": Look.TEXT,
}
_FORMULA_LOOKS = {
    "progress": Look.PROGRESS,
    "sign_off_status": Look.NOTE,
    "info_status": Look.NOTE,
    "level_description": Look.INDICATOR_NOTE,
    "status": Look.INDICATOR_STATUS,
    "question_number": Look.QUESTION_NUMBER,
    "question": Look.QUESTION,
    "row_status": Look.STATUS,
}


def draw_standard(canvas: Canvas, s: int, formulas: dict[str, Formula]) -> None:
    """Fill the sheet of standard `s` of `canvas`."""
    sheet = canvas.layout.sheets[standard_key(s)]
    canvas.keys(sheet, hidden_columns=(C.STATE, C.PROBLEM, C.SIGNED))
    canvas.widths(sheet.key, WIDTHS)
    _labels(canvas, sheet)
    _formulas(canvas, sheet, formulas)
    _inputs(canvas, sheet)
    _links(canvas, sheet, s)
    _heights(canvas, sheet, s)
    marks = sheet.marks
    canvas.page(sheet.key, sheet.last_row, (C.NUMBER, C.STATUS), (marks["title"], marks["navigation"]), marks["text"])


def _labels(canvas: Canvas, sheet: SheetLayout) -> None:
    by_row = {row: mark for mark, row in sheet.marks.items()}
    for label in canvas.layout.labels:
        if label.place.sheet != sheet.key:
            continue
        mark = by_row[label.place.row]
        look = Look.TEXT if mark == "information.note" else _label_look(mark, label.place.column)
        canvas.write(label.place, canvas.definition.text(label.text), look)
        if look is Look.HEADING:
            canvas.paint(sheet.key, label.place.row, VISIBLE[1:], Look.HEADING)
        if mark in ("text", "information.note"):
            canvas.across(sheet.key, label.place.row, C.NUMBER, C.STATUS)


def _label_look(mark: str, column: int) -> Look:
    found = _LABEL_LOOKS[mark.partition(".")[0]]
    return found[column] if isinstance(found, dict) else found


def _formulas(canvas: Canvas, sheet: SheetLayout, formulas: dict[str, Formula]) -> None:
    for name, cell in canvas.layout.formulas.items():
        if cell.place.sheet == sheet.key:
            kind = name.rstrip("0123456789_")
            canvas.formula(cell.place, formulas[name], _FORMULA_LOOKS.get(kind, Look.KEY))


def _inputs(canvas: Canvas, sheet: SheetLayout) -> None:
    for slot in canvas.layout.slots.values():
        if slot.place.sheet == sheet.key:
            asleep = slot.kind in (SlotKind.ANSWER, SlotKind.YES_NO)
            cell = canvas.write(slot.place, None, Look.SLEEPING if asleep else Look.INPUT)
            cell.number_format = question_of(slot, canvas.definition).cell_rule(slot).number_format


def _links(canvas: Canvas, sheet: SheetLayout, s: int) -> None:
    """Back to the summary and on to the next standard, above and below."""
    words, edition = canvas.definition.wording.standard_sheet, canvas.definition.edition
    summary = Place(SUMMARY, canvas.layout.sheets[SUMMARY].marks[f"standard.{s}"], SummaryColumn.STANDARD)
    for mark in ("navigation", "links"):
        row = sheet.marks[mark]
        canvas.link(Place(sheet.key, row, C.ANSWER), summary, words.to_summary, words.to_summary)
        if s + 1 in edition.standards:
            following = canvas.layout.sheets[standard_key(s + 1)]
            target = Place(following.key, following.marks["title"], C.NUMBER)
            text = words.to_standard.format(standard=s + 1)
            canvas.link(Place(sheet.key, row, C.STATUS), target, text, canvas.definition.wording.standards[s + 1].title)


def _heights(canvas: Canvas, sheet: SheetLayout, s: int) -> None:
    words, rows, marks = canvas.definition.wording, canvas.sheet(sheet.key).row_dimensions, sheet.marks
    rows[marks["title"]].height = 28
    for mark, row in marks.items():
        kind = mark.partition(".")[0]
        if kind in ("navigation", "heading", "columns", "links"):
            rows[row].height = NAVIGATION_ROW_HEIGHT
        elif kind == "gap":
            rows[row].height = 8
    canvas.height(sheet.key, marks["text"], [(words.standards[s].text, _INNER - 6, Look.LEAD)])
    canvas.height(
        sheet.key, marks["sign-off"], [(words.standard_sheet.sign_off_note, WIDTHS[C.TEXT], Look.TEXT)], _ANSWER_HEIGHT
    )
    rows[marks["information.note"]].height = NAVIGATION_ROW_HEIGHT
    descriptions = [(level.description, WIDTHS[C.ANSWER], Look.INDICATOR_NOTE) for level in words.levels.values()]
    labels = [(label, WIDTHS[C.CHOICE] - 2, Look.INPUT) for label in canvas.definition.level_labels]
    statuses = [(words.status.stale, WIDTHS[C.STATUS] - 3, Look.STATUS)]
    for i, text in words.standards[s].indicators.items():
        question = (text, WIDTHS[C.TEXT], Look.INDICATOR)
        canvas.height(sheet.key, marks[f"indicator.{i}"], [question, *descriptions, *labels, *statuses], 30)
        for n in range(1, canvas.definition.edition.questions_per_level + 1):
            questions = [
                (level[n], WIDTHS[C.TEXT] - 2, Look.QUESTION) for level in words.questions.values() if n in level
            ]
            canvas.height(sheet.key, marks[f"question.{i}.{n}"], questions, _ANSWER_HEIGHT)
    for k, text in words.standards[s].information.items():
        long = canvas.definition.item(s, k).kind is Kind.TEXT
        least = _ANSWER_HEIGHT if long else 30
        canvas.height(sheet.key, marks[f"information.{k}"], [(text, WIDTHS[C.TEXT], Look.TEXT)], least)
