"""Draws a standard's sheet: its indicators with their questions, its information, its sign-off."""

from __future__ import annotations

from schemas.excel.house_style import HEADING_POINTS
from schemas.layout import names
from schemas.layout.columns import StandardColumn, SummaryColumn
from schemas.layout.layout import Layout
from schemas.layout.places import SUMMARY, Place, SheetLayout, SlotKind, standard_key
from schemas.questions import LINE_LIMIT, question_of
from workbook_builder.content import LAST_YEAR_COLUMNS
from workbook_builder.drawing.canvas import Canvas
from workbook_builder.drawing.looks import Look
from workbook_builder.drawing.paging import Paper
from workbook_builder.formulas.formulas import Formula
from workbook_builder.sheets.last_year_columns import LAST_WIDTH, draw_last_year

C = StandardColumn
WIDTHS: dict[int, float] = {C.NUMBER: 5, C.TEXT: 53.5, C.CHOICE: 23, C.ANSWER: 62.5, C.STATUS: 23.5}
"""A screen of 1366 pixels shows them all at 100 %, in Excel and in LibreOffice."""
WIDTHS_BESIDE_LAST_YEAR = WIDTHS | {
    C.TEXT: 40,
    C.CHOICE: 20,
    C.ANSWER: 58,
    C.STATUS: 18,
    C.LAST: LAST_WIDTH,
    C.KEEP: 14,
}
_VISIBLE = (C.TEXT, C.CHOICE, C.ANSWER, C.STATUS)
_HIDDEN = (C.STATE, C.PROBLEM, C.SIGNED, C.LAST_CODE, C.KEPT)
_ANSWER_HEIGHT, _LINE_HEIGHT, _GAP_HEIGHT = 28.5, 20, 6
"""Room for two lines of an answer, and for one; the row grows while somebody types and can be pulled larger."""
_LABEL_LOOKS: dict[str, dict[int, Look] | Look] = {
    "title": Look.TITLE,
    "text": Look.LEAD,
    "heading": Look.HEADING,
    "columns": Look.COLUMN,
    "indicator": {C.NUMBER: Look.INDICATOR, C.TEXT: Look.INDICATOR},
    "information": {C.NUMBER: Look.ITEM_NUMBER, C.TEXT: Look.ITEM, C.CHOICE: Look.QUIET},
    "sign-off": Look.QUIET,
    "respondent": Look.QUIET,
    "note": Look.QUIET,
    "information-note": Look.QUIET,
}
_FORMULA_LOOKS = {
    names.progress: Look.PROGRESS,
    names.sign_off_status: Look.NOTE,
    names.information_status: Look.NOTE,
    names.level_description: Look.INDICATOR_NOTE,
    names.status: Look.INDICATOR_STATUS,
    names.question_number: Look.QUESTION_NUMBER,
    names.question: Look.QUESTION,
    names.row_status: Look.STATUS,
}


_INPUT_LOOKS = {
    SlotKind.LEVEL: Look.LEVEL,
    SlotKind.ANSWER: Look.SLEEPING,
    SlotKind.YES_NO: Look.SLEEPING,
    SlotKind.NOTE: Look.OPTIONAL,
    SlotKind.RESPONDENT: Look.OPTIONAL,
    SlotKind.INFORMATION_NOTE: Look.OPTIONAL,
}
_OPTIONAL_HEIGHT = 16


def draw_standard(canvas: Canvas, s: int, formulas: dict[str, Formula]) -> None:
    """Fill the sheet of standard `s` of `canvas`."""
    sheet, last_year = canvas.layout.sheets[standard_key(s)], canvas.layout.shows_last_year
    canvas.keys(sheet, hidden_columns=_HIDDEN if last_year else _HIDDEN[:3])
    canvas.widths(sheet.key, _widths(canvas.layout))
    _labels(canvas, sheet)
    _formulas(canvas, sheet, formulas)
    _inputs(canvas, sheet)
    _links(canvas, sheet, s)
    _heights(canvas, sheet, s)
    for slot in canvas.layout.slots.values():
        if slot.place.sheet == sheet.key and slot.place.column == C.ANSWER:
            canvas.grows(slot, _widths(canvas.layout)[C.ANSWER])
    if last_year:
        draw_last_year(canvas, sheet)
    canvas.page(sheet.key, (C.NUMBER, _visible(canvas.layout)[-1]), standard_paper(canvas.layout, sheet))


def standard_paper(layout: Layout, sheet: SheetLayout) -> Paper:
    """An indicator stays with its answers, a heading with what it heads, an item with its note."""
    marks = sheet.marks
    begin = {"text", "gap.note", "heading.information"}
    begin |= {f"{kind}.{n}" for kind in ("indicator", "information") for n in range(2, len(marks))}
    # The row above its heading goes with the sign-off.
    firsts = sorted([*(row for mark, row in marks.items() if mark in begin), marks["heading.sign-off"] - 1])
    return Paper((marks["title"], marks["navigation"]), firsts, marks["sign-off"], _width(layout))


def _widths(layout: Layout) -> dict[int, float]:
    return WIDTHS_BESIDE_LAST_YEAR if layout.shows_last_year else WIDTHS


def _width(layout: Layout) -> float:
    """Of all that is seen of the sheet, in characters."""
    widths = _widths(layout)
    return sum(widths[column] for column in (C.NUMBER, *_visible(layout)))


def _labels(canvas: Canvas, sheet: SheetLayout) -> None:
    by_row = {row: mark for mark, row in sheet.marks.items()}
    for label in canvas.layout.labels:
        if label.place.sheet != sheet.key:
            continue
        mark = by_row[label.place.row]
        look = Look.LINE_OF_TEXT if mark == "information.note" else _label_look(mark, label.place.column)
        text = canvas.definition.text_in(label.text, canvas.content.year)
        if look is Look.TITLE:
            canvas.write_on_line(label.place, text, look, _width(canvas.layout))
            continue
        canvas.write(label.place, text, look)
        if look is Look.HEADING:
            canvas.paint(sheet.key, label.place.row, _visible(canvas.layout), Look.HEADING)
        elif look is Look.COLUMN:
            canvas.paint(sheet.key, label.place.row, (C.NUMBER,), Look.COLUMN)
        if mark == "text":
            canvas.across(sheet.key, label.place.row, C.NUMBER, C.STATUS)


def _visible(layout: Layout) -> tuple[int, ...]:
    return (*_VISIBLE, *LAST_YEAR_COLUMNS) if layout.shows_last_year else _VISIBLE


def _label_look(mark: str, column: int) -> Look:
    found = _LABEL_LOOKS[mark.partition(".")[0]]
    return found[column] if isinstance(found, dict) else found


def _formulas(canvas: Canvas, sheet: SheetLayout, formulas: dict[str, Formula]) -> None:
    for name, cell in canvas.layout.formulas.items():
        if cell.place.sheet == sheet.key:
            canvas.formula(cell.place, formulas[name], _FORMULA_LOOKS.get(cell.kind, Look.KEY))


def _inputs(canvas: Canvas, sheet: SheetLayout) -> None:
    for mark, row in sheet.marks.items():
        if mark.startswith("question."):
            canvas.paint(sheet.key, row, (C.CHOICE, *_visible(canvas.layout)[len(_VISIBLE) :]), Look.PANEL)
    for slot in canvas.layout.slots.values():
        if slot.place.sheet == sheet.key:
            canvas.input(slot, _INPUT_LOOKS.get(slot.kind, Look.INPUT), Look.LAST_LEVEL)


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
    widths = _widths(canvas.layout)
    rows[marks["title"]].height = 26
    for mark, row in marks.items():
        kind = mark.partition(".")[0]
        if kind in ("heading", "links"):
            rows[row].height = HEADING_POINTS
        elif kind in ("navigation", "columns") or mark == "information.note":
            rows[row].height = _LINE_HEIGHT - 3
        elif kind == "gap":
            rows[row].height = _GAP_HEIGHT
        elif kind in ("respondent", "note", "information-note"):
            label = canvas.definition.text(f"sheet.{kind.replace('-', '_')}")
            width = widths[C.CHOICE if kind == "information-note" else C.TEXT]
            canvas.height(sheet.key, row, [(label, width, Look.QUIET)], _OPTIONAL_HEIGHT)
    rows[marks["heading.sign-off"] - 1].height = _GAP_HEIGHT
    inner = sum(widths[column] for column in (C.NUMBER, *_VISIBLE))
    canvas.height(sheet.key, marks["text"], [(words.standards[s].text, inner, Look.LEAD)])
    note = (words.standard_sheet.sign_off_note, widths[C.TEXT], Look.QUIET)
    canvas.height(sheet.key, marks["sign-off"], [note], _ANSWER_HEIGHT)
    _indicator_heights(canvas, sheet, s)
    for k, text in words.standards[s].information.items():
        slot = canvas.layout.slots[names.information(s, k)]
        limit = question_of(slot, canvas.definition).cell_rule(slot).limit
        least = _ANSWER_HEIGHT if limit > LINE_LIMIT else _LINE_HEIGHT
        unit = canvas.definition.text_in(f"unit.{s}.{k}", canvas.content.year)
        texts = [(text, widths[C.TEXT], Look.TEXT), (unit, widths[C.CHOICE], Look.QUIET)]
        canvas.height(sheet.key, marks[f"information.{k}"], texts, least)


def _indicator_heights(canvas: Canvas, sheet: SheetLayout, s: int) -> None:
    words, widths = canvas.definition.wording, _widths(canvas.layout)
    descriptions = [(level.description, widths[C.ANSWER], Look.INDICATOR_NOTE) for level in words.levels.values()]
    labels = [(label, widths[C.CHOICE], Look.LEVEL) for label in canvas.definition.level_labels]
    statuses = [(words.status.stale, widths[C.STATUS], Look.INDICATOR_STATUS)]
    for i, text in words.standards[s].indicators.items():
        question = (text, widths[C.TEXT], Look.INDICATOR)
        canvas.height(sheet.key, sheet.marks[f"indicator.{i}"], [question, *descriptions, *labels, *statuses])
        for n in range(1, canvas.definition.edition.questions_per_level + 1):
            questions = [(level[n], widths[C.TEXT], Look.QUESTION) for level in words.questions.values() if n in level]
            canvas.height(sheet.key, sheet.marks[f"question.{i}.{n}"], questions, _ANSWER_HEIGHT)
