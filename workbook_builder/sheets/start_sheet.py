"""Draws the start sheet: identity, how to use the workbook, the implementation scale."""

from __future__ import annotations

from schemas.layout import names
from schemas.layout.columns import StartColumn, SummaryColumn
from schemas.layout.names import COVER, IDENTITY
from schemas.layout.places import START, SUMMARY, Place
from workbook_builder.drawing.canvas import Canvas
from workbook_builder.drawing.looks import Look
from workbook_builder.drawing.paging import Paper
from workbook_builder.formulas.formulas import Formula

WIDTHS: dict[int, float] = {StartColumn.LABEL: 31.5, StartColumn.VALUE: 76, StartColumn.NOTE: 40.5}
_ROW_HEIGHT, _GAP_HEIGHT = 18, 9
_LOOKS = {
    "title": Look.TITLE,
    "notice": Look.NOTICE,
    "progress": Look.STRONG,
    "heading": Look.HEADING,
    "identity": Look.STRONG,
    "step": Look.ROW_TITLE,
    "preamble": Look.TEXT,
    "ready": Look.STRONG,
    "cover": Look.STRONG,
}


def draw_start(canvas: Canvas, formulas: dict[str, Formula]) -> None:
    """Fill the start sheet of `canvas`."""
    sheet = canvas.layout.sheets[START]
    marks = sheet.marks
    canvas.keys(sheet)
    canvas.widths(START, WIDTHS)
    _labels(canvas)
    canvas.paint(START, marks["scale.columns"], (StartColumn.NOTE,), Look.COLUMN)
    canvas.write(Place(START, marks["subtitle"], StartColumn.LABEL), _subtitle(canvas), Look.SUBTITLE)
    progress = canvas.layout.formulas[names.start_progress()]
    canvas.formula(progress.place, formulas[progress.name], Look.BAR)
    ready = canvas.layout.formulas[names.ready()]
    canvas.formula(ready.place, formulas[ready.name], Look.STRONG)
    _cover(canvas)
    _identity(canvas, formulas)
    _last_year(canvas)
    first = Place(SUMMARY, canvas.layout.sheets[SUMMARY].marks["title"], SummaryColumn.NUMBER)
    link = Place(START, marks["links"], StartColumn.LABEL)
    words = canvas.definition.wording.start
    canvas.link(link, first, words.to_summary, words.to_summary)
    _heights(canvas)
    _pages(canvas)


def _pages(canvas: Canvas) -> None:
    """The one sheet that is read as a page."""
    marks = canvas.layout.sheets[START].marks
    firsts = [marks["notice"], *(row for mark, row in marks.items() if mark.startswith("heading."))]
    first, last = StartColumn.LABEL, StartColumn.NOTE
    titles, width = (marks["title"], marks["subtitle"]), canvas.characters(START, first, last)
    canvas.page(START, (first, last), Paper(titles, firsts, marks["scale.note"], width, upright=True))


def _subtitle(canvas: Canvas) -> str:
    """The questionnaire's year."""
    return canvas.definition.wording.start.subtitle.format(year=canvas.content.year)


def _labels(canvas: Canvas) -> None:
    by_row = {row: mark for mark, row in canvas.layout.sheets[START].marks.items()}
    for label in canvas.layout.labels:
        if label.place.sheet != START:
            continue
        mark = by_row[label.place.row]
        look, text = _look(mark, label.place.column), canvas.definition.text(label.text)
        if look is Look.TITLE:
            canvas.write_on_line(label.place, text, look, sum(WIDTHS.values()))
            continue
        canvas.write(label.place, text, look)
        if look is Look.HEADING:
            canvas.paint(START, label.place.row, (StartColumn.VALUE, StartColumn.NOTE), Look.HEADING)
        kind = mark.partition(".")[0]
        if kind == "preamble":
            canvas.write(Place(START, label.place.row, StartColumn.LABEL), "•", Look.BESIDE)
        elif kind == "notice" and canvas.definition.wording.notice:
            canvas.across(START, label.place.row, StartColumn.LABEL, StartColumn.NOTE)


def _look(mark: str, column: int) -> Look:
    kind = mark.partition(".")[0]
    if kind == "asked":
        return Look.STRONG if column == StartColumn.LABEL else Look.ROW_TITLE
    return _scale_look(mark, column) or _LOOKS[kind]


def _cover(canvas: Canvas) -> None:
    """By when, to whom, who helps and which time is meant."""
    words, marks = canvas.definition.wording.cover, canvas.layout.sheets[START].marks
    for name in COVER:
        place = Place(START, marks[f"cover.{name}"], StartColumn.VALUE)
        said = canvas.content.cover.get(name, words.as_told)
        canvas.write(place, said, Look.ROW_TITLE)
        canvas.height(START, place.row, [(said, WIDTHS[StartColumn.VALUE], Look.ROW_TITLE)], _ROW_HEIGHT)


def _scale_look(mark: str, column: int) -> Look | None:
    if mark == "scale.columns":
        return Look.COLUMN
    if mark == "scale.note":
        return Look.QUIET
    if mark.startswith("scale."):
        return Look.TEXT if column == StartColumn.NOTE else Look.SCALE
    return None


def _identity(canvas: Canvas, formulas: dict[str, Formula]) -> None:
    for name in IDENTITY:
        slot = canvas.layout.slots.get(name)
        if slot is None:
            canvas.formula(canvas.layout.formulas[name].place, formulas[name], Look.STRONG)
            continue
        canvas.input(slot, Look.INPUT, Look.IDENTITY)
        note = names.identity_note(name)
        canvas.formula(canvas.layout.formulas[note].place, formulas[note], Look.NOTE)


def _last_year(canvas: Canvas) -> None:
    """Says what last year's answers are there for, where they are."""
    row, year = canvas.layout.sheets[START].marks.get("last-year"), canvas.content.last_year
    if row is None or year is None:
        return
    words = canvas.definition.wording.last_year.start_note.format(year=year)
    canvas.write(Place(START, row, StartColumn.LABEL), words, Look.TEXT)
    canvas.across(START, row, StartColumn.LABEL, StartColumn.NOTE)
    canvas.height(START, row, [(words, sum(WIDTHS.values()), Look.TEXT)])


def _heights(canvas: Canvas) -> None:
    marks, text = canvas.layout.sheets[START].marks, canvas.definition.text
    rows = canvas.sheet(START).row_dimensions
    rows[marks["title"]].height, rows[marks["subtitle"]].height = 30, 20
    for mark, row in marks.items():
        kind, _, number = mark.partition(".")
        if kind in ("heading", "progress", "ready", "links"):
            rows[row].height = _ROW_HEIGHT
            if kind == "heading" and row - 1 not in marks.values():
                rows[row - 1].height = _GAP_HEIGHT
        elif kind == "identity":
            label = (text(mark), WIDTHS[StartColumn.LABEL], Look.STRONG)
            canvas.height(START, row, [label], _ROW_HEIGHT)
        elif kind in ("step", "preamble"):
            canvas.height(START, row, [(text(mark), WIDTHS[StartColumn.VALUE], Look.TEXT)], 17)
        elif kind == "asked":
            question = (text(f"{mark}.question"), WIDTHS[StartColumn.LABEL], Look.STRONG)
            answer = (text(f"{mark}.answer"), WIDTHS[StartColumn.VALUE], Look.ROW_TITLE)
            canvas.height(START, row, [question, answer], 17)
        elif kind == "scale" and number.isdigit():
            words = text(f"level-description.{number}")
            canvas.height(START, row, [(words, WIDTHS[StartColumn.NOTE], Look.TEXT)], 17)
    notice = canvas.definition.wording.notice
    if notice:
        canvas.height(START, marks["notice"], [(notice, sum(WIDTHS.values()), Look.NOTICE)])
    else:
        rows[marks["notice"]].height = 6
