"""Draws the sheets that list something for whoever fills the workbook in, such as conflicts."""

from __future__ import annotations

from schemas.excel.house_style import WARN_INK
from schemas.excel.note_sheet import NoteLine, NoteSheet
from schemas.excel.own_words import digest_of
from schemas.layout.columns import KEY_COLUMN, NOTE_FIRST_COLUMN, NoteRow
from schemas.layout.places import Place, column_letter
from workbook_builder.drawing.canvas import Canvas
from workbook_builder.drawing.looks import Look
from workbook_builder.drawing.paging import Paper


def draw_note(canvas: Canvas, note: NoteSheet) -> None:
    """Add the sheet of `note` behind the others or before them, and open the workbook there."""
    canvas.add_sheet(note.key, note.title)
    sheet = canvas.sheet(note.key)
    last_column = NOTE_FIRST_COLUMN + len(note.headings) - 1
    last_row = NoteRow.FIRST + max(len(note.lines), 1) - 1
    canvas.widths(note.key, dict(enumerate(note.widths, NOTE_FIRST_COLUMN)))
    sheet.row_dimensions[NoteRow.KEYS].hidden = True
    sheet.column_dimensions[column_letter(KEY_COLUMN)].hidden = True
    canvas.write(Place(note.key, NoteRow.TITLE, NOTE_FIRST_COLUMN), note.title, Look.TITLE)
    sheet.row_dimensions[NoteRow.TITLE].height = 30
    canvas.write(Place(note.key, NoteRow.INTRO, NOTE_FIRST_COLUMN), note.intro, Look.LEAD)
    canvas.across(note.key, NoteRow.INTRO, NOTE_FIRST_COLUMN, last_column)
    canvas.height(note.key, NoteRow.INTRO, [(note.intro, sum(note.widths) - 6, Look.LEAD)], 20)
    for column, heading in enumerate(note.headings, NOTE_FIRST_COLUMN):
        canvas.write(Place(note.key, NoteRow.HEADINGS, column), heading, Look.COLUMN)
    for row, line in enumerate(note.lines, NoteRow.FIRST):
        _line(canvas, note, row, line)
    titles = (NoteRow.TITLE, NoteRow.HEADINGS)
    width = canvas.characters(note.key, NOTE_FIRST_COLUMN, last_column)
    paper = Paper(titles, range(NoteRow.FIRST, last_row + 1), last_row, width)
    canvas.page(note.key, (NOTE_FIRST_COLUMN, last_column), paper)
    sheet.sheet_properties.tabColor = WARN_INK
    if note.marked:
        _mark(canvas, note)
    if note.leads:
        canvas.workbook.move_sheet(sheet, 1 - len(canvas.workbook.worksheets))
        # The cursor waits at the first link, for whoever goes by keys or by ear.
        selection, first = sheet.sheet_view.selection[-1], NOTE_FIRST_COLUMN + note.linked
        selection.activeCell = selection.sqref = Place(note.key, NoteRow.FIRST, first).cell
    canvas.workbook.active = sheet


def _line(canvas: Canvas, note: NoteSheet, row: int, line: NoteLine) -> None:
    for column, text in enumerate(line.cells, NOTE_FIRST_COLUMN):
        canvas.write(Place(note.key, row, column), text, Look.SCALE if isinstance(text, int) else Look.TEXT)
    if line.target:
        target = canvas.layout.slots[line.target].place
        text, at = str(line.cells[note.linked]), Place(note.key, row, NOTE_FIRST_COLUMN + note.linked)
        canvas.link(at, target, text, text, Look.NOTE_LINK)
    texts = [(str(text), width - 1, Look.TEXT) for text, width in zip(line.cells, note.widths, strict=True)]
    canvas.height(note.key, row, texts, 18)


def _mark(canvas: Canvas, note: NoteSheet) -> None:
    """Write into the hidden column what tells the words of the list, and of its head, from what others write there."""
    rows: dict[int, tuple[str | int, ...]] = {
        NoteRow.TITLE: (note.title,),
        NoteRow.INTRO: (note.intro,),
        NoteRow.HEADINGS: note.headings,
        **{row: line.cells for row, line in enumerate(note.lines, NoteRow.FIRST)},
    }
    for row, texts in rows.items():
        marks = " ".join(digest_of(str(text)) for text in texts if text)
        canvas.write(Place(note.key, row, KEY_COLUMN), marks, Look.KEY)
