"""What an officer sees: the screen, the printed page, what can be typed into, and what cannot."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from schemas.definition import Definition
from schemas.excel.excel_limits import COLUMNS
from schemas.excel.house_style import PAPER
from schemas.excel.ooxml import MAIN
from schemas.layout import names
from schemas.layout.columns import StandardColumn
from schemas.layout.places import SUMMARY, SlotKind, standard_key
from schemas.loading.loader import load_definition
from schemas.questions import question_of
from schemas.questions.base import SHOWN_LIMIT
from tests.answers import complete_answers
from tests.last_years import LAST
from tests.libreoffice import Office, require
from tests.test_house_style import luminance
from workbook_builder.build import build_workbook
from workbook_builder.drawing.looks import Look, dress_of
from workbook_builder.drawing.paging import Block, page_breaks, pages_of
from workbook_builder.drawing.text_fit import height_of, longest_word, room_in, shows_whole, text_width
from workbook_builder.sheets.standard_sheet import WIDTHS, WIDTHS_BESIDE_LAST_YEAR

pytestmark = pytest.mark.long


LANGUAGES = ("en", "fr", "es", "pt", "ru", "ar")
SCREEN = 1316
"""Pixels of a screen of 1366 that Excel leaves to a sheet, its row header included."""
ROW_HEADER = 30
PAGES = 22
"""A complete English book took as many, in smaller letters."""
CASES = {SlotKind.ANSWER, SlotKind.NOTE, SlotKind.RESPONDENT, SlotKind.INFORMATION, SlotKind.INFORMATION_NOTE}


@pytest.fixture(scope="module", params=LANGUAGES)
def spoken(request: pytest.FixtureRequest) -> tuple[Definition, openpyxl.Workbook]:
    """The definition of each language with its template."""
    definition = load_definition(language=request.param)
    return definition, openpyxl.load_workbook(io.BytesIO(build_workbook(definition, 2026).data))


@pytest.fixture(scope="module")
def book(template: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(template))


def visible(book: openpyxl.Workbook) -> list[Worksheet]:
    return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]


def parts(data: bytes, pattern: str) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: etree.fromstring(package.read(name)) for name in package.namelist() if re.search(pattern, name)}


# --- locked and unlocked -------------------------------------------------------------------------


def formats_of(data: bytes, kind: str) -> list[tuple[bool, bool]]:
    """Of each format: whether it says so itself, and whether it is locked."""
    (styles,) = parts(data, "styles.xml$").values()
    found = []
    for xf in styles.find(f"{{{MAIN}}}{kind}"):
        said = xf.find(f"{{{MAIN}}}protection")
        found.append((said is not None, said is None or said.get("locked") != "0"))
    return found


def test_what_is_pasted_stays_editable_and_every_format_says_whether_it_is_locked(template: bytes) -> None:
    for kind in ("cellStyleXfs", "cellXfs"):
        normal, *rest = formats_of(template, kind)
        assert normal == (True, False), "Normal is unlocked"
        assert all(said for said, _ in rest)
        assert any(locked for _, locked in rest)


def test_the_empty_cells_are_locked_to_the_edge_of_each_sheet_hidden_ones_too(template: bytes) -> None:
    locked = [is_locked for _, is_locked in formats_of(template, "cellXfs")]
    sheets = parts(template, r"worksheets/sheet\d+\.xml$")
    assert len(sheets) == 19
    for name, root in sheets.items():
        reached = 0
        for column in root.find(f"{{{MAIN}}}cols"):
            assert int(column.get("min")) == reached + 1, f"{name}: a column is left out"
            assert locked[int(column.get("style"))], name
            reached = int(column.get("max"))
        assert reached == COLUMNS
        assert not [row for row in root.iter(f"{{{MAIN}}}row") if row.get("customFormat")]
        assert all(cell.get("s") not in (None, "0") for cell in root.iter(f"{{{MAIN}}}c")), name


def refused(cells: object) -> bool:
    """Whether LibreOffice refuses to put a text there."""
    try:
        cells.setDataArray((("pasted",),))  # type: ignore[attr-defined]
    except Exception:  # noqa: BLE001 - a UNO exception has no class of its own here
        return True
    return False


@pytest.mark.libreoffice
def test_libreoffice_refuses_what_is_no_input_and_takes_what_was_pasted_over(
    libreoffice: Office, definition: Definition, template: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(template)
    with libreoffice.open(path) as document:
        for key in (*definition.layout.sheet_keys,):
            for address in ("A1", "B2", "Z500", "XFD1048576"):
                assert refused(document.at(definition.sheet_title(key), address)), f"{key} {address}"
        answer = document.cell("answer_1_1_1")
        assert not refused(answer)
        title = definition.sheet_title(standard_key(1))
        sheet = document.raw.Sheets.getByName(title)
        # As a paste from elsewhere leaves the cell: in the Normal style, which LibreOffice calls Default.
        sheet.unprotect("")
        answer.CellStyle = "Default"
        sheet.protect("")
        assert not refused(answer)
        assert refused(document.at(title, "H40"))


# --- the screen ----------------------------------------------------------------------------------


def pixels(sheet: Worksheet) -> float:
    """The width in pixels at 100 % of what is printed of a sheet; columns alike are written as one."""
    first, last = map(column_index_from_string, re.findall(r"\$([A-Z]+)\$", sheet.print_area))
    alike = [group for group in sheet.column_dimensions.values() if not group.hidden]
    return sum(7 * group.width * max(0, min(group.max, last) - max(group.min, first) + 1) for group in alike)


def test_every_title_stands_on_one_line_of_its_page(spoken: tuple[Definition, openpyxl.Workbook]) -> None:
    definition, book = spoken
    for key, drawn in definition.layout.sheets.items():
        sheet = book[definition.sheet_title(key)]
        cell = sheet.cell(drawn.marks["title"], 2)
        assert text_width(cell.value, cell.font.size, bold=True) <= pixels(sheet), cell.value
        assert cell.font.size >= dress_of(Look.SUBTITLE).size, cell.value


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_shows_whole_where_a_complete_workbook_goes(language: str) -> None:
    definition = load_definition(language=language)
    cover = {"due": "30 September 2026", "return_to": "cross-border.e-commerce.indicators@secretariat.example.org"}
    data = build_workbook(definition, 2026, typed=complete_answers(definition), cover=cover).data
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True)[definition.sheet_title(SUMMARY)]
    place = definition.layout.formulas[names.send()].place
    said = sheet[place.cell].value
    assert all(text in said for text in cover.values())
    width = sheet.column_dimensions[place.cell.rstrip("0123456789")].width
    assert sheet.row_dimensions[place.row].height >= height_of(said, width, Look.STRONG)


def test_every_sheet_fits_a_screen_of_1366_pixels(spoken: tuple[Definition, openpyxl.Workbook]) -> None:
    _, book = spoken
    too_wide = {sheet.title: pixels(sheet) for sheet in visible(book) if ROW_HEADER + pixels(sheet) > SCREEN}
    assert too_wide == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_last_year_s_answers_fit_the_screen_too(language: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(build_workbook(load_definition(language=language), 2026, last=LAST).data))
    assert max(map(pixels, visible(book))) + ROW_HEADER <= SCREEN


def test_no_word_of_a_locked_text_is_broken(spoken: tuple[Definition, openpyxl.Workbook]) -> None:
    definition, book = spoken
    broken = []
    for label in definition.layout.labels:
        sheet, text = book[definition.sheet_title(label.place.sheet)], definition.text_in(label.text, 2026)
        cell = sheet[label.place.cell]
        merged = any(label.place.cell in area for area in sheet.merged_cells.ranges)
        if not text or merged or not cell.alignment.wrap_text:
            continue
        look = Look(cell.style)
        if longest_word(text, look) > room_in(sheet.column_dimensions[cell.column_letter].width, look):
            broken.append((label.text, text))
    assert broken == []


def test_no_sheet_opens_on_machine_text(book: openpyxl.Workbook) -> None:
    """The cursor waits on the first cell to fill in; on the summary, on the first link."""
    waits = {sheet.title: sheet.sheet_view.selection[-1].activeCell for sheet in visible(book)}
    assert (waits["Start"], waits["Summary"], waits["Standard 1"]) == ("C15", "B9", "D8")
    for title, address in waits.items():
        cell = book[title][address]
        assert not cell.protection.locked or cell.hyperlink, title


def test_a_link_looks_like_one_only_where_it_leads(book: openpyxl.Workbook, definition: Definition) -> None:
    sheet = book[definition.sheet_title(SUMMARY)]
    kinds = {names.next_step, names.next_start}
    cells = [f.place.cell for f in definition.layout.formulas.values() if f.kind in kinds]
    assert len(cells) == 16
    assert {sheet[cell].font.underline for cell in cells} == {None}
    shown = {
        rule.formula[0][-16:]: rule.dxf.font.underline
        for area in sheet.conditional_formatting
        if cells[0] in area.cells or cells[0] in str(area.sqref)
        for rule in area.rules
    }
    assert shown == {"8=text_next_done": None, "<>text_next_done": "single"}


def test_only_the_text_of_a_standard_runs_over_merged_cells(book: openpyxl.Workbook) -> None:
    merged = {sheet.title: len(sheet.merged_cells.ranges) for sheet in visible(book)}
    assert merged == {title: 1 if title.startswith("Standard") else 0 for title in merged}


def test_what_is_written_can_be_read_on_what_is_behind_it() -> None:
    for look in Look:
        dress = dress_of(look)
        dark, light = sorted((luminance(dress.colour), luminance(dress.fill or PAPER)))
        assert (light + 0.05) / (dark + 0.05) >= 4.5, look


# --- boxes ---------------------------------------------------------------------------------------


def test_a_long_answer_looks_like_an_answer(book: openpyxl.Workbook, definition: Definition) -> None:
    """LibreOffice applies one rule alone: no rule that sets a number format only may come before another."""
    for slot in definition.layout.slots.values():
        if slot.kind not in CASES:
            continue
        sheet = book[definition.sheet_title(slot.place.sheet)]
        areas = [area for area in sheet.conditional_formatting if slot.place.cell in str(area.sqref).split()]
        rules = [rule for area in areas for rule in area.rules]
        rules.sort(key=lambda rule: rule.priority)
        assert all(rule.dxf.fill is not None and rule.dxf.border is not None for rule in rules[:-1]), slot.name
        if slot.kind is SlotKind.ANSWER:
            *_, beside, asked = rules
            assert (asked.dxf.numFmt.formatCode, beside.dxf.border.left.style) == ("General", "dotted")


@pytest.mark.parametrize(
    ("kind", "unlocked", "frame"),
    [
        # what it is, whether it can be typed into, its frame while nothing is asked
        (SlotKind.LEVEL, True, "medium"),
        (SlotKind.ANSWER, True, None),
        (SlotKind.YES_NO, True, None),
        (SlotKind.NOTE, True, "dotted"),
        (SlotKind.RESPONDENT, True, "dotted"),
        (SlotKind.INFORMATION_NOTE, True, "dotted"),
        (SlotKind.SIGN_OFF, True, "thin"),
    ],
)
def test_boxes_say_what_they_want(
    book: openpyxl.Workbook, definition: Definition, kind: SlotKind, *, unlocked: bool, frame: str | None
) -> None:
    for slot in definition.layout.slots.values():
        if slot.kind is kind:
            cell = book[definition.sheet_title(slot.place.sheet)][slot.place.cell]
            side = cell.border.left and cell.border.left.style
            assert (cell.protection.locked, side) == (not unlocked, frame), slot.name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("widths", [WIDTHS, WIDTHS_BESIDE_LAST_YEAR], ids=["alone", "beside last year"])
def test_the_highest_row_shows_what_an_answer_may_hold(widths: dict[int, float], language: str) -> None:
    """What an answer may hold must be seen and printed: Excel's rows end at 409 points."""
    definition = load_definition(language=language)
    words = " ".join(standard.text for standard in definition.wording.standards.values())
    slots = definition.layout.slots
    limit = max(question_of(slot, definition).cell_rule(slot).limit for slot in slots.values())
    assert limit == SHOWN_LIMIT
    assert shows_whole((words * 10)[:limit], widths[StandardColumn.ANSWER], Look.INPUT)


@pytest.mark.libreoffice
def test_a_row_grows_with_its_text_and_never_falls_below_what_was_drawn(
    libreoffice: Office, definition: Definition, template: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(template)
    with libreoffice.open(path) as document:
        rows = document.raw.Sheets.getByName(definition.sheet_title(standard_key(1))).Rows
        row = rows.getByIndex(definition.layout.slots["answer_1_1_1"].place.row - 1)
        drawn = row.Height
        document.type("level_1_1", definition.level_label(2))
        heights = []
        for text in ("Yes.", "An answer of many words. " * 40, "Yes."):
            document.type("answer_1_1_1", text)
            row.OptimalHeight = True
            heights.append(row.Height)
        assert heights[1] > 3 * drawn
        assert min(heights) > 0.9 * drawn


# --- the printed page ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heights", "room", "expected"),
    [
        # heights of blocks, height of a page, the blocks that begin a page
        ([100, 100, 100], 300, []),
        ([100, 100, 100, 100], 300, [2]),
        ([100, 200, 100, 50], 300, [2]),
        ([50, 500, 50], 300, [1, 2]),
    ],
)
def test_pages_are_few_and_filled_evenly(heights: list[float], room: float, expected: list[int]) -> None:
    blocks = [Block(10 * (n + 1), height) for n, height in enumerate(heights)]
    assert page_breaks(blocks, room) == [10 * (n + 1) - 1 for n in expected]


def test_letters_are_smaller_only_where_that_saves_a_page() -> None:
    small, large = (pages_of([Block(1, 300), Block(9, rest)], 160, 40) for rest in (310, 100))
    assert (small.breaks, large.breaks) == ([], [])
    assert 70 <= small.scale < large.scale


def test_an_indicator_stays_with_its_answers_and_a_heading_with_what_it_heads(
    spoken: tuple[Definition, openpyxl.Workbook],
) -> None:
    definition, book = spoken
    for s in definition.edition.standards:
        layout = definition.layout.sheets[standard_key(s)]
        marks = {row: mark for mark, row in layout.marks.items()}
        for row_break in book[definition.sheet_title(layout.key)].row_breaks.brk:
            begins = marks.get(row_break.id + 1, marks.get(row_break.id + 2, ""))
            assert re.match(r"indicator\.\d|heading\.|information\.\d|gap\.note", begins), (s, begins)


def test_a_page_is_as_wide_as_its_sheet_and_names_member_and_standard(definition: Definition) -> None:
    book = openpyxl.load_workbook(io.BytesIO(build_workbook(definition, 2026, member="KEN").data))
    for sheet in visible(book):
        across = (8.27 if sheet.page_setup.orientation == "portrait" else 11.69) - 0.8
        assert pixels(sheet) / 96 * sheet.page_setup.scale / 100 <= across
        assert 60 <= sheet.page_setup.scale <= 100
        assert (sheet.oddFooter.left.text, sheet.oddFooter.center.text) == ("KPI 2026 · Kenya", "&A")
        assert sheet.print_title_rows, "the first row of a standard is its title"


@pytest.mark.libreoffice
@pytest.mark.parametrize("filled", [False, True])
def test_a_complete_book_is_printed_on_few_pages(definition: Definition, tmp_path: Path, *, filled: bool) -> None:
    require("soffice")
    typed = complete_answers(definition, 1) if filled else {}
    path = tmp_path / "book.xlsx"
    path.write_bytes(build_workbook(definition, 2026, typed=typed).data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)],
        check=True,
        capture_output=True,
    )
    assert len(re.findall(rb"/Type\s*/Page\b", path.with_suffix(".pdf").read_bytes())) <= PAGES
