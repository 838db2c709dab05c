"""The result workbook: what stands in it, how Excel will take it, and what LibreOffice shows."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from addin.consolidation.consolidate import consolidate
from addin.results.result_workbook import Written, write_result
from addin.submissions.submission import LevelRow, Submission
from schemas.excel.cell_text import cell_text, units
from schemas.excel.excel_limits import CELL_TEXT_LENGTH
from schemas.excel.row_lines import lines
from schemas.findings import Code
from tests.libreoffice import Office
from tests.ooxml_sdk import assert_valid
from tests.submissions import answer, found, information, rejected, sent

TYPED = {
    # what an officer typed: what the cell shows
    '=HYPERLINK("http://x","y")': '=HYPERLINK("http://x","y")',
    "=1+1": "=1+1",
    "+1": "+1",
    "-2": "-2",
    "@x": "@x",
    "'quoted": "'quoted",
    "#N/A": "#N/A",
    "TRUE": "TRUE",
    "0012": "0012",
    "_x0041_ and _x005F_": "_x0041_ and _x005F_",
    "bell \x07 and null \x00": "bell ␇ and null ␀",
    "half \ud83d of a pair": "half � of a pair",
    "no character \uffff": "no character �",
    "one\ntwo\r\nthree\rfour": "one\ntwo\nthree\nfour",
    "  spaces  ": "  spaces  ",
    "<b>&amp;</b>": "<b>&amp;</b>",
    "العربية 你好 \U0001f600": "العربية 你好 \U0001f600",
}


def write(tmp_path: Path, *submissions: Submission) -> Written:
    return write_result(consolidate(submissions), tmp_path / "result.xlsx")


def opened(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path)


@pytest.fixture
def typed(tmp_path: Path) -> Path:
    rows = tuple(answer(text) for text in TYPED)
    return write(tmp_path, sent("a.xlsx", answers=rows)).path


@pytest.fixture
def usual(tmp_path: Path) -> Path:
    """A little of everything."""
    wrong = (
        found(Code.LEVEL_MISSING),
        found(Code.NORMALISED, shown="=1+1"),
        found(Code.NOT_SIGNED_OFF, sheet="It's here", cell="A1"),
    )
    return write(
        tmp_path,
        sent("a.xlsx", findings=wrong),
        sent("b & <c> #1 50%.xlsx", submitted=None, findings=wrong),
        sent("Côte d'Ivoire.xlsx", "CIV", levels=tuple(LevelRow(1, i, i + 1) for i in range(1, 5))),
        sent("nobody.xlsx", None, information=(information(None, "n/a", not_available=True),)),
        rejected("sub/cut.xlsx"),
    ).path


@pytest.mark.parametrize(
    ("text", "quoted"),
    [("=1", True), ("+1", True), ("-2", True), ("@x", True), ("'a", True), ("1", False), ("a=1", False)],
)
def test_what_excel_would_run_is_quoted(text: str, quoted: bool) -> None:
    assert cell_text(text) == (text, quoted, False)


@pytest.mark.parametrize("letter", ["x", "é", "\U0001f600"])
def test_a_text_longer_than_a_cell_says_that_it_is_cut(letter: str) -> None:
    fits = letter * (CELL_TEXT_LENGTH // units(letter))
    assert cell_text(fits) == (fits, False, False)
    text = cell_text(fits + letter)
    assert text.cut
    assert text.xml.startswith(letter * 30_000 if units(letter) == 1 else letter * 15_000)
    assert text.xml.endswith(f"`--tables` gives all {units(fits + letter):,}]")
    assert units(text.xml) <= CELL_TEXT_LENGTH
    text.xml.encode("utf-8")


def test_a_text_cut_is_counted(tmp_path: Path) -> None:
    written = write(tmp_path, sent("a.xlsx", answers=(answer("x" * 40_000, topic="reason"), answer("short"))))
    assert written.cut_texts == 1
    assert_valid(written.path)


def test_escapes_do_not_count_against_the_limit(tmp_path: Path) -> None:
    """Excel counts what it shows: `_x0041_` is seven characters, though its escape is longer."""
    text = "_x0041_" * 4_500
    shown = cell_text(text)
    assert (shown.cut, shown.xml) == (False, "_x005F_x0041_" * 4_500)
    assert_valid(write(tmp_path, sent("a.xlsx", answers=(answer(text),))).path)


def test_text_is_always_text(typed: Path) -> None:
    sheet = opened(typed)["Answers"]
    cells = [cell for (cell,) in sheet.iter_rows(min_row=2, min_col=13, max_col=13)]
    assert [cell.data_type for cell in cells] == ["s"] * len(TYPED)
    assert b"<f>" not in zipfile.ZipFile(typed).read("xl/worksheets/sheet3.xml")
    for cell, text in zip(cells, TYPED, strict=True):
        assert cell.quotePrefix == text.startswith(("=", "+", "-", "@", "'"))


@pytest.mark.libreoffice
def test_libreoffice_shows_what_was_typed_and_runs_nothing(typed: Path, libreoffice: Office) -> None:
    with libreoffice.open(typed) as document:
        cells = [document.at("Answers", f"M{row}") for row in range(2, len(TYPED) + 2)]
        assert [cell.getType().value for cell in cells] == ["TEXT"] * len(TYPED)
        assert [str(cell.getString()) for cell in cells] == list(TYPED.values())


@pytest.mark.libreoffice
def test_libreoffice_finds_the_tables_the_numbers_and_the_chart(usual: Path, libreoffice: Office) -> None:
    with libreoffice.open(usual) as document:
        assert document.sheet_names == tuple(opened(usual).sheetnames)
        assert [document.at("Levels", f"{column}3").getValue() for column in "EFGH"] == [2, 3, 4, 5]
        assert document.at("Information", "K2").getValue() == 45
        assert document.raw.Sheets.getByName("Summary").Charts.Count == 1
        assert set(document.raw.DatabaseRanges.ElementNames) >= {"Files", "Levels", "Answers", "Movement"}


def test_the_open_xml_sdk_finds_nothing_wrong(usual: Path, typed: Path) -> None:
    assert_valid(usual)
    assert_valid(typed)


def test_a_result_without_any_row_is_valid(tmp_path: Path) -> None:
    path = write(tmp_path, rejected("a.xlsx")).path
    assert_valid(path)
    assert opened(path)["Answers"].tables["Answers"].ref == "A1:R2"


SEVERAL = ("Summary", "Regions", "Themes", "MovementSummary", "About")
"""The sheets that hold more than one table."""


def test_the_sheets_begin_with_what_is_read_first(usual: Path) -> None:
    book = opened(usual)
    assert book.sheetnames == [
        "Summary", "Regions", "Levels", "Needs", "Themes", "MovementSummary", "Falls", "Movement",
        "InformationSummary", "Information", "Answers", "Findings", "Remarks", "Decisions", "Files", "About",
    ]  # fmt: skip
    assert book.active.title == "Summary"


def test_each_sheet_is_one_table_with_a_filter_frozen_headings_and_no_lock(usual: Path) -> None:
    book = opened(usual)
    assert book.security is None or not book.security.lockStructure
    for sheet in (sheet for sheet in book.worksheets if sheet.title not in SEVERAL):
        (table,) = sheet.tables.values()
        assert table.displayName == sheet.title
        assert table.autoFilter is not None
        assert table.ref == table.autoFilter.ref == sheet.dimensions
        assert table.column_names == [cell.value for cell in sheet[1]]
        assert str(sheet.freeze_panes).endswith("2")
        assert not sheet.protection.sheet
        assert sheet.print_title_rows == "$1:$1"


def test_a_sheet_of_several_tables_begins_with_one_and_locks_none(usual: Path) -> None:
    book = opened(usual)
    for sheet in (book[title] for title in SEVERAL):
        first, *others = sheet.tables.values()
        assert first.ref.startswith("A1:"), sheet.title
        assert first.column_names == [cell.value for cell in sheet[1]][: len(first.column_names)]
        assert others, sheet.title
        for table in (first, *others):
            (headings, *_) = sheet[table.ref]
            assert table.column_names == [cell.value for cell in headings]
            assert table.ref == table.autoFilter.ref
        assert not sheet.protection.sheet
    ids = [table.id for sheet in book.worksheets for table in sheet.tables.values()]
    assert len(set(ids)) == len(ids)


def test_a_reader_that_trusts_the_dimension_sees_every_row(usual: Path) -> None:
    book = openpyxl.load_workbook(usual, read_only=True)
    assert [row[0] for row in book["Files"].iter_rows(values_only=True)][-1] == "sub/cut.xlsx"
    book.close()


def links(sheet: Worksheet) -> dict[str, tuple[str | None, str | None]]:
    found_links = {}
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if cell.hyperlink is not None:
                found_links[cell.coordinate] = (cell.hyperlink.target, cell.hyperlink.location)
    return found_links


def test_a_finding_leads_to_its_cell(usual: Path) -> None:
    assert links(opened(usual)["Findings"]) == {
        "H2": ("a.xlsx", "'Standard 1'!D7"),
        "H3": ("a.xlsx", "'Standard 1'!D7"),
        "H4": ("a.xlsx", "'It''s here'!A1"),
        "H5": ("b%20&%20%3Cc%3E%20%231%2050%25.xlsx", "'Standard 1'!D7"),
        "H6": ("b%20&%20%3Cc%3E%20%231%2050%25.xlsx", "'Standard 1'!D7"),
        "H7": ("b%20&%20%3Cc%3E%20%231%2050%25.xlsx", "'It''s here'!A1"),
        "A8": ("sub/cut.xlsx", None),
    }


@pytest.mark.parametrize(
    ("folder", "out", "target"),
    [
        (".", "result.xlsx", "a.xlsx"),
        ("returned", "result.xlsx", "returned/a.xlsx"),
        ("returned", "output/result.xlsx", "../returned/a.xlsx"),
        ("sent in 2026", "output/result.xlsx", "../sent%20in%202026/a.xlsx"),
    ],
)
def test_a_link_is_relative_to_the_result(tmp_path: Path, folder: str, out: str, target: str) -> None:
    consolidation = consolidate([sent("a.xlsx", findings=(found(Code.LEVEL_MISSING),))])
    (tmp_path / folder).mkdir(exist_ok=True)
    written = write_result(consolidation, tmp_path / out, folder=tmp_path / folder)
    assert links(opened(written.path)["Findings"])["H2"][0] == target


def test_more_findings_than_excel_links_are_not_linked_and_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("addin.results.result_workbook.HYPERLINKS_PER_SHEET", 2)
    wrong = (found(Code.LEVEL_MISSING),)
    assert write(tmp_path, sent("a.xlsx", findings=wrong * 2)).linked
    written = write(tmp_path, sent("a.xlsx", findings=wrong * 3))
    assert not written.linked
    sheet = opened(written.path)["Findings"]
    assert links(sheet) == {}
    assert str(sheet["N1"].value).startswith("Not linked: there are more findings")
    assert_valid(written.path)


def test_the_chart_has_a_title_and_an_alternative_text(usual: Path) -> None:
    with zipfile.ZipFile(usual) as package:
        drawing, chart = (package.read(f"xl/{part}1.xml").decode() for part in ("drawings/drawing", "charts/chart"))
    assert 'descr="Stacked bar chart: for each indicator' in drawing
    assert "Members at each implementation level, by indicator" in chart
    assert chart.count("<c:ser>") + chart.count("<ser>") == 6


def test_the_properties_say_what_it_is(usual: Path) -> None:
    properties = opened(usual).properties
    assert properties.title == "WCO e-commerce KPI: consolidated results 2026"
    assert properties.language == "en"
    assert properties.subject == "5 files found, 3 of them count"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", 1), ("short", 1), ("x" * 10, 1), ("x" * 11, 2), ("a\nb", 2), ("a\n\nb", 3), ("你" * 6, 2)],
)
def test_the_lines_a_text_takes(text: str, expected: int) -> None:
    assert lines(text, 10) == expected


def test_a_result_that_cannot_be_finished_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, sent("a.xlsx")).path
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("addin.results.result_workbook.ooxml.copy_package", fail)
    with pytest.raises(OSError, match="the disk is full"):
        write(tmp_path, sent("b.xlsx"))
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_the_package_is_whole(usual: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(usual.read_bytes())) as package:
        assert package.testzip() is None
        assert package.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        # Excel repairs packages that use ZIP64 (version 4.5) or data descriptors (flag 8).
        assert {(entry.extract_version, entry.flag_bits & 8) for entry in package.infolist()} == {(20, 0)}


# --- how it is grouped, and where needs lead ----------------------------------------------------


def test_a_need_leads_to_its_cell(tmp_path: Path) -> None:
    answers = (answer("No staff", topic="difficulties", cell="E8"), answer("Training", cell="E9"))
    path = write(tmp_path, sent("a.xlsx", answers=answers)).path
    sheet = opened(path)["Needs"]
    cells = {cell.value: cell.column_letter for cell in sheet[1]}
    assert links(sheet) == {f"{cells['cell']}2": ("a.xlsx", "'Standard 1'!E8")}
    assert_valid(path)


def test_a_heavier_line_stands_before_each_standard_in_the_levels(usual: Path) -> None:
    sheet = opened(usual)["Levels"]
    heavy = [
        heading.value
        for heading, cell in zip(sheet[1], sheet[2], strict=True)
        if cell.border.left and cell.border.left.style
    ]
    assert heavy == [*(f"{s}.1" for s in range(1, 16))]


def test_a_line_stands_between_two_regions_however_the_levels_are_sorted(usual: Path) -> None:
    sheet = opened(usual)["Levels"]
    rules = {
        str(each.sqref): [rule.formula for rule in each.rules if rule.type == "expression"]
        for each in sheet.conditional_formatting
    }
    assert [sheet["C1"].value, rules[f"A2:{sheet.cell(1, sheet.max_column).column_letter}{sheet.max_row}"]] == [
        "region",
        [["AND(ROW()>2,$C2<>$C1)"]],
    ]
