"""Builds a workbook in memory; `build_workbook` is pure, and nothing here touches a disk."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from openpyxl import Workbook
from openpyxl.worksheet.properties import WorksheetProperties
from openpyxl.writer.excel import ExcelWriter

from schemas.definition import Definition
from schemas.excel.house_style import INPUT_LINE, NAVY
from schemas.excel.note_sheet import NoteSheet
from schemas.excel.segments import package_of, stream_of
from schemas.layout.columns import KEY_COLUMN, KEY_ROW, SummaryColumn
from schemas.layout.places import BESIDE, LISTS, MAP, START, Place, SlotKind
from schemas.layout.stamp import Stamp
from schemas.loading.asked import check_member, check_year
from schemas.questions import Raw, question_of
from schemas.years.last_year import LastYear
from workbook_builder.content import Content, content_of
from workbook_builder.drawing.canvas import Canvas
from workbook_builder.drawing.comments import PRODUCT, add_comments
from workbook_builder.drawing.cuts import cut_rows
from workbook_builder.drawing.finish import SheetFinish, finish
from workbook_builder.drawing.input_rules import add_input_rules
from workbook_builder.drawing.looks import Look
from workbook_builder.drawing.protection import hash_password, lock_the_rest, protect_sheet, protect_structure
from workbook_builder.formulas.first_values import Shown
from workbook_builder.formulas.following import following
from workbook_builder.formulas.formulas import Formulas
from workbook_builder.sheets.hidden_sheets import define_names, draw_lists, draw_map
from workbook_builder.sheets.note_sheets import draw_note
from workbook_builder.sheets.standard_sheet import draw_standard
from workbook_builder.sheets.start_sheet import draw_start
from workbook_builder.sheets.summary_sheet import draw_summary

_TAB_COLOURS = {START: NAVY, "summary": INPUT_LINE}


@dataclass(frozen=True, slots=True)
class BuiltWorkbook:
    """A finished template: its file name and its bytes."""

    file_name: str
    data: bytes


def build_workbook(
    definition: Definition,
    year: int,
    *,
    member: str | None = None,
    password: str | None = None,
    last: LastYear | None = None,
    typed: Mapping[str, Raw] | None = None,
    cover: Mapping[str, str] | None = None,
    notes: Sequence[NoteSheet] = (),
    comments: Mapping[str, str] | None = None,
) -> BuiltWorkbook:
    """The template of `definition` for `year`, for one Member (ISO 3166-1 alpha-3) or for any.

    `last` stands beside this year's inputs, `typed` in the input cells of its names, `cover` on the start
    sheet, by the names of `COVER`, `notes` on sheets of their own, `comments` at the input cells of their names.
    The same input gives the same bytes.
    Raises `Refusal` for a year or Member there is not.
    """
    definition = definition.with_last_year if last is not None else definition
    year, member = check_year(year), check_member(member) if member is not None else None
    content = content_of(definition, year, member, last, typed, cover)
    parts = drawn_parts(definition, content, member, password, notes, comments)
    streams = ((name, stream_of(texts)) for name, texts in parts)
    return BuiltWorkbook(file_name(definition, year, member), package_of(streams))


def drawn_parts(
    definition: Definition,
    content: Content,
    member: str | None,
    password: str | None,
    notes: Sequence[NoteSheet] = (),
    comments: Mapping[str, str] | None = None,
) -> Iterator[tuple[str, list[bytes]]]:
    """The parts of the workbook with `content`, in their order: each its name, and its text cut as it is packed.

    The rest is as for `build_workbook`; `definition` has last year's columns where `content` has its answers.
    """
    stamp = _stamp(definition, content.year, member)
    canvas = _draw(definition, stamp, content)
    for note in notes:
        draw_note(canvas, note)
    boxes = add_comments(canvas, comments or {})
    hashed = hash_password(password, stamp.without_member.text("")) if password else None
    for sheet, last_column in canvas.last_columns():
        lock_the_rest(sheet, Look.BLANK.value, last_column)
        protect_sheet(sheet, hashed)
    protect_structure(canvas.workbook, hashed)
    return finish(_saved(canvas.workbook), _finishes(canvas), f"{content.year}-01-01T00:00:00Z", boxes)


def _saved(workbook: Workbook) -> bytes:
    """The package that openpyxl writes, not compressed: the last pass reads it all again, and compresses it then."""
    buffer = io.BytesIO()
    ExcelWriter(workbook, zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED)).save()
    return buffer.getvalue()


def file_name(definition: Definition, year: int, member: str | None = None) -> str:
    """`ecom-kpi_<year>_<language>.xlsx`, with the Member's code where it is made for one."""
    parts = ["ecom-kpi", str(year), *([member] if member else []), definition.wording.language]
    return "_".join(parts) + ".xlsx"


def _stamp(definition: Definition, year: int, member: str | None) -> Stamp:
    layout, words = definition.layout, definition.wording
    return Stamp(definition.edition.edition, words.language, year, layout.fingerprint, version(PRODUCT), member)


def _draw(definition: Definition, stamp: Stamp, content: Content) -> Canvas:
    canvas = Canvas(definition, stamp, content)
    source = Formulas(definition, Shown(definition, content.typed, content.last, content.cover, content.year))
    formulas = dict(source.all())
    draw_start(canvas, formulas)
    draw_summary(canvas, formulas)
    for s in definition.edition.standards:
        draw_standard(canvas, s, formulas)
    draw_lists(canvas, source)
    draw_map(canvas)
    define_names(canvas, source)
    add_input_rules(canvas)
    _sheet_manners(canvas)
    _properties(canvas)
    return canvas


def _sheet_manners(canvas: Canvas) -> None:
    """Tabs, hidden sheets, and where the cursor waits."""
    for key in (LISTS, MAP):
        canvas.sheet(key).sheet_state = "veryHidden"
    for key, colour in _TAB_COLOURS.items():
        properties = canvas.sheet(key).sheet_properties
        assert isinstance(properties, WorksheetProperties)  # noqa: S101 - openpyxl always makes one
        properties.tabColor = colour
    for key in canvas.layout.sheets:
        selection = canvas.sheet(key).sheet_view.selection[-1]
        selection.activeCell = selection.sqref = _first_cell(canvas, key)
    canvas.workbook.active = 0


def _first_cell(canvas: Canvas, key: str) -> str:
    """Where the cursor waits: the first cell to fill in, on the summary the first link."""
    kinds = (SlotKind.IDENTITY, SlotKind.LEVEL)
    slots = (slot for slot in canvas.layout.slots.values() if slot.place.sheet == key and slot.kind in kinds)
    free = (slot.place.cell for slot in slots if slot.name not in canvas.content.locked)
    first_link = Place(key, canvas.layout.sheets[key].marks.get("standard.1", 1), SummaryColumn.NUMBER)
    return next(free, first_link.cell)


def _properties(canvas: Canvas) -> None:
    properties, words = canvas.workbook.properties, canvas.definition.wording
    properties.title = f"{words.questionnaire.title} {canvas.stamp.year}"
    properties.subject = canvas.stamp.text("workbook")
    properties.language = words.language
    properties.creator = PRODUCT
    properties.identifier = f"{PRODUCT}-{canvas.stamp.edition}-{canvas.stamp.year}-{words.language}"


def _finishes(canvas: Canvas) -> dict[str, SheetFinish]:
    """What the last pass adds to each sheet, by the name openpyxl gives its part."""
    finishes, order = {}, canvas.workbook.sheetnames
    differing = following(canvas.definition).places
    for key in canvas.layout.sheet_keys:
        title = canvas.definition.sheet_title(key)
        number = order.index(title) + 1
        slots = [slot for slot in canvas.layout.slots.values() if slot.place.sheet == key]
        rules = [(slot, question_of(slot, canvas.definition).cell_rule(slot)) for slot in slots]
        growing = (SlotKind.ANSWER, SlotKind.INFORMATION, *BESIDE)
        finishes[f"xl/worksheets/sheet{number}.xml"] = SheetFinish(
            cached={cell: value for (sheet, cell), value in canvas.cached.items() if sheet == title},
            growing_rows=frozenset(slot.place.row for slot in slots if slot.kind in growing),
            text_cells=tuple(slot.place.cell for slot, rule in rules if rule.number_format == "@"),
            cut_at=cut_rows(place.row for place in differing if place.sheet == key),
            bulk=canvas.bulk.get(key),
            bulk_style=canvas.sheet(key)[Place(key, KEY_ROW, KEY_COLUMN).cell].style_id,
        )
    return finishes
