"""`consolidate --keep`: what people made in a result stands in the next one, and nothing of it is lost."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.worksheet import Worksheet

from addin.consolidation.consolidate import consolidate
from addin.kept.keep import read_earlier
from addin.results.result_workbook import Written, write_result
from addin.submissions.submission import LevelRow, Submission
from schemas.errors import Refusal
from schemas.written.seal import Sealed, seal_of
from tests.command_line import run
from tests.ooxml_sdk import assert_valid
from tests.submissions import answer, information, sent

pytestmark = pytest.mark.long


OUT = "result.xlsx"


def kenya(**changes: Any) -> Submission:
    """A workbook with a need of 1.1, at level 2."""
    return sent("kenya.xlsx", "KEN", **changes)


def uganda(**changes: Any) -> Submission:
    return sent("uganda.xlsx", "UGA", **changes)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A result of Kenya and Uganda."""
    path = tmp_path / OUT
    write_result(consolidate((kenya(), uganda()), year=2026), path)
    return path


def worked_in(path: Path, work: Callable[[Workbook], None]) -> None:
    """What somebody does in a result and saves, as Excel would."""
    book = openpyxl.load_workbook(path)
    work(book)
    book.save(path)


def rewritten(path: Path, change: Callable[[str, bytes], bytes]) -> None:
    """Writes a workbook's parts anew, each as `change` makes it from its name and what it was."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, part in parts.items():
            package.writestr(name, change(name, part))


def column_of(sheet: Worksheet, heading: str) -> str:
    """The letter of the column that has a heading."""
    return next(cell.column_letter for cell in sheet[1] if cell.value == heading)


def add_column(sheet: Worksheet, heading: str, values: Sequence[object]) -> str:
    """A column typed beside a table, which Excel then takes into it, or one that is there to be filled in."""
    (table,) = sheet.tables.values()
    headings = [cell.value for cell in sheet[1]]
    column = headings.index(heading) + 1 if heading in headings else len(headings) + 1
    for row, value in enumerate((heading, *values), 1):
        sheet.cell(row, column).value = value  # type: ignore[assignment]
    table.ref = f"A1:{sheet.cell(1, sheet.max_column).column_letter}{sheet.max_row}"
    table.autoFilter.ref = table.ref
    table._initialise_columns()
    for each, cell in zip(table.tableColumns, sheet[1], strict=False):
        each.name = str(cell.value)
    return column_of(sheet, heading)


def again(path: Path, *submissions: Submission) -> Written:
    """The next result of `submissions` in the place of the one at `path`, with what people made in that."""
    return write_result(consolidate(submissions, year=2026), path, earlier=read_earlier(path))


def said(written: Written) -> list[str]:
    assert written.carried is not None
    return list(written.carried.sentences())


def rows(path: Path, title: str, *headings: str) -> list[tuple[object, ...]]:
    """The cells of a table under some of its headings."""
    sheet = openpyxl.load_workbook(path)[title]
    names = [cell.value for cell in sheet[1]]
    columns = [names.index(heading) for heading in headings]
    return [tuple(row[column] for column in columns) for row in sheet.iter_rows(min_row=2, values_only=True)]


def left_beside(path: Path) -> list[Path]:
    return sorted(path.parent.glob("result-before-*.xlsx"))


# --- columns ---------------------------------------------------------------------------------
def test_columns_of_their_own_stand_at_the_same_member_and_indicator(out: Path) -> None:
    worked_in(out, lambda book: add_column(book["Needs"], "priority", ["high", "low"]) and None)
    # Another Member comes in between, and another need of Kenya's above its first one.
    written = again(out, sent("fiji.xlsx", "FJI"), kenya(answers=(answer("x", indicator=3), answer("y"))), uganda())
    found = rows(out, "Needs", "country", "indicator", "priority")
    assert {(country, priority) for country, _, priority in found if priority} == {("KEN", "high"), ("UGA", "low")}
    assert len(found) == 4
    assert [line for line in said(written) if line.startswith("Kept")] == ["Kept: columns of Needs (priority)."]
    assert_valid(out)


def test_every_table_finds_its_rows_again(out: Path) -> None:
    headings = {"Files": 2, "Levels": 2, "Answers": 2, "Information": 2, "Needs": 2}

    def note_in_each(book: Workbook) -> None:
        for title, number in headings.items():
            add_column(book[title], "my note", [f"{title} {row}" for row in range(1, number + 1)])

    worked_in(out, note_in_each)
    before = {title: {row for row in rows(out, title, "my note") if row[0]} for title in headings}
    again(out, sent("albania.xlsx", "ALB"), uganda(), kenya())
    assert {title: {row for row in rows(out, title, "my note") if row[0]} for title in headings} == before
    members = dict(rows(out, "Levels", "country", "my note"))
    assert members == {"ALB": None, "KEN": "Levels 1", "UGA": "Levels 2"}


def test_headings_that_excel_takes_for_one_stay_one_or_get_a_number(out: Path) -> None:
    """To Excel capitals make no difference: it repairs a table with `priority` and `Priority`."""

    def rename(book: Workbook) -> None:
        sheet = book["Needs"]
        for heading, name, value in (("priority", "Priority", "high"), ("theme", " theme ", "roads")):
            at = column_of(sheet, heading)
            sheet[f"{at}1"], sheet[f"{at}2"] = name, value
        sheet[f"{column_of(sheet, 'country')}1"] = "Country"
        for heading in ("LEVEL", "owner", "Owner", "=cmd()", "x" * 300):
            add_column(sheet, heading, [f"of {heading[:9]}"])

    worked_in(out, rename)
    again(out, kenya(), uganda())
    assert rows(out, "Needs", "country", "theme", "priority", "LEVEL 2", "owner", "Owner 2", "=cmd()", "x" * 255) == [
        ("KEN", "roads", "high", "of LEVEL", "of owner", "of Owner", "of =cmd()", "of xxxxxxxxx"),
        ("UGA", *[None] * 7),
    ]
    sheet = openpyxl.load_workbook(out)["Needs"]
    assert {cell.data_type for cell in sheet[1]} == {"s"}
    assert len({str(cell.value).casefold() for cell in sheet[1]}) == len(sheet[1])
    assert_valid(out)


def test_a_member_that_sent_another_file_keeps_what_is_beside_it(out: Path) -> None:
    worked_in(out, lambda book: add_column(book["Files"], "officer", ["Anna", "Ben"]) and None)
    again(out, sent("kenya corrected.xlsx", "KEN"), uganda())
    assert dict(rows(out, "Files", "country", "officer")) == {"KEN": "Anna", "UGA": "Ben"}


VALUES = [
    # (what was typed, what stands in the next result)
    ("high", "high"),
    (3, 3),
    (2.5, 2.5),
    (True, True),
    ("'=not a formula", "'=not a formula"),
    ("one\ntwo", "one\ntwo"),
    ("العربية <b>&", "العربية <b>&"),
    ("  spaces  ", "  spaces  "),
    # A formula goes along where it names columns, not cells.
    ("=Needs[[#This Row],[level]]*2", "=Needs[[#This Row],[level]]*2"),
    ("=1+1", "=1+1"),
    # One that names a cell, a table that is not there, or what is outside, stays as a text: it would say something
    # else, make Excel repair the workbook, or harm.
    ("=G2*2", "=G2*2"),
    ("=Nowhere[level]", "=Nowhere[level]"),
    ("=Needs[[#This Row],[no such heading]]", "=Needs[[#This Row],[no such heading]]"),
    ('=WEBSERVICE("http://x")', '=WEBSERVICE("http://x")'),
    ("=[1]Sheet1!A1", "=[1]Sheet1!A1"),
]
FORMULAS = {"=Needs[[#This Row],[level]]*2", "=1+1"}


def test_what_was_typed_stands_there_again(tmp_path: Path) -> None:
    path = tmp_path / OUT
    codes = [code for code, _ in zip(("ALB", "BEL", "CAN", "DNK", "ESP", "FRA", "GBR", "HUN"), VALUES, strict=False)]
    codes += ["IRL", "JPN", "KEN", "LVA", "MEX", "NOR", "OMN"][: len(VALUES) - len(codes)]
    submissions = [sent(f"{code}.xlsx", code) for code in codes]
    write_result(consolidate(submissions, year=2026), path)
    worked_in(path, lambda book: add_column(book["Needs"], "mine", [typed for typed, _ in VALUES]) and None)
    again(path, *reversed(submissions))
    sheet = openpyxl.load_workbook(path)["Needs"]
    cells = sheet[column_of(sheet, "mine")][1:]
    stand = [stands for _, stands in VALUES]
    assert [(cell.value, cell.data_type == "f") for cell in cells] == [(text, text in FORMULAS) for text in stand]
    assert_valid(path)


def test_what_a_formula_showed_stands_where_it_cannot(out: Path) -> None:
    """A formula that points at a cell by its address is kept as its value, and that is told."""

    def calculate(book: Workbook) -> None:
        add_column(book["Needs"], "mine", ["=G2*2", None])

    worked_in(out, calculate)
    shown = re.compile(rb"<f>G2\*2</f><v ?/?>(</v>)?")
    rewritten(out, lambda _, part: shown.sub(b"<f>G2*2</f><v>84</v>", part))
    written = again(out, kenya(), uganda())
    assert rows(out, "Needs", "mine") == [(84,), (None,)]
    assert "Not carried over: 1 formula that points elsewhere (what was shown stands there)." in said(written)


@pytest.mark.parametrize("heading", ["priority", "my priority"], ids=["theirs to fill in", "added"])
def test_looks_lists_and_widths_go_along(out: Path, heading: str) -> None:
    def work(book: Workbook) -> None:
        sheet = book["Needs"]
        letter = add_column(sheet, heading, ["high", 0.5])
        sheet[f"{letter}2"].fill = PatternFill("solid", start_color="FFFFEB9C")
        sheet[f"{letter}2"].font = Font(bold=True, color="FF9C0006")
        sheet[f"{letter}3"].number_format = "0%"
        sheet.column_dimensions[letter].width = 33
        choice = DataValidation(type="list", formula1='"high,low"', sqref=f"{letter}2:{letter}9")
        sheet.add_data_validation(choice)

    worked_in(out, work)
    again(out, uganda(), kenya())
    sheet = openpyxl.load_workbook(out)["Needs"]
    letter = column_of(sheet, heading)
    cells = {cell.value: cell for cell in sheet[letter][1:]}
    assert (cells["high"].fill.fgColor.rgb, cells["high"].font.b, cells["high"].font.color.rgb) == (
        "FFFFEB9C",
        True,
        "FF9C0006",
    )
    assert cells[0.5].number_format == "0%"
    assert sheet.column_dimensions[letter].width == 33
    assert [(each.formula1, str(each.sqref)) for each in sheet.data_validations.dataValidation] == [
        ('"high,low"', f"{letter}2:{letter}3")
    ]
    assert_valid(out)


# --- what has no row any more ----------------------------------------------------------------
def test_a_value_whose_row_is_gone_is_listed_and_comes_back_with_it(out: Path) -> None:
    worked_in(out, lambda book: add_column(book["Needs"], "priority", ["high", "low"]) and None)
    written = again(out, uganda())
    assert "1 value has no row or column any more: the sheet Kept lists them." in said(written)
    assert rows(out, "Kept", "table", "key", "column", "value") == [("Needs", "KEN | 1.1", "priority", "high")]
    assert_valid(out)
    again(out, kenya(), uganda())
    assert "Kept" not in openpyxl.load_workbook(out).sheetnames
    assert dict(rows(out, "Needs", "country", "priority")) == {"KEN": "high", "UGA": "low"}


def test_rows_of_one_key_keep_their_order_or_are_listed(out: Path, tmp_path: Path) -> None:
    twice = (information(1, "1", part="post"), information(2, "2", part="post"))
    write_result(consolidate((kenya(information=twice),), year=2026), out)
    worked_in(out, lambda book: add_column(book["Information"], "checked", ["first", "second"]) and None)
    again(out, kenya(information=twice))
    assert rows(out, "Information", "value", "checked") == [(1, "first"), (2, "second")]
    again(out, kenya(information=twice[:1]))
    assert rows(out, "Information", "value", "checked") == [(1, None)]
    assert rows(out, "Kept", "column", "value") == [("checked", "first"), ("checked", "second")]


def test_what_stands_beside_a_table_and_comments_are_listed(out: Path) -> None:
    def work(book: Workbook) -> None:
        sheet = book["Levels"]
        sheet["A60"] = "Called Nairobi on Tuesday."
        sheet.cell(2, sheet.max_column + 3).value = "far off"
        sheet["C2"].comment = Comment("Is this so?", "Anna")

    worked_in(out, work)
    again(out, kenya(), uganda())
    kept = rows(out, "Kept", "table", "key", "value")
    assert set(kept) == {
        ("Levels", "KEN", "Is this so?"),
        ("Levels", "KEN", "far off"),
        ("Levels", None, "Called Nairobi on Tuesday."),
    }
    # Nothing of it is listed twice in the run after.
    again(out, kenya(), uganda())
    assert rows(out, "Kept", "table", "key", "value") == kept


# --- sheets ----------------------------------------------------------------------------------
def draw_notes(book: Workbook) -> None:
    """A sheet with all that is carried over, and what is not."""
    sheet = book.create_sheet("Notes", 0)
    sheet["A1"] = "My notes"
    sheet["A1"].font = Font(bold=True, size=20)
    sheet.merge_cells("A1:C1")
    sheet["A2"], sheet["B2"] = "rate", 0.25
    sheet["B2"].number_format = "0.0%"
    sheet["A3"], sheet["B3"] = "Members", "=COUNTA(Levels[country])"
    sheet["A4"], sheet["B4"] = "Kenya's", "=Levels!C2"
    sheet["A5"], sheet["B5"] = "twice", "=B2*Rate"
    sheet["A6"] = "site"
    sheet["A6"].hyperlink = "https://www.wcoomd.org"
    sheet["A7"] = "'=text"
    sheet["A8"].comment = Comment("Ask Anna.", "Ben")
    sheet.column_dimensions["A"].width = 42
    sheet.row_dimensions[1].height = 50
    sheet.freeze_panes = "B2"
    sheet.conditional_formatting.add("B2:B5", CellIsRule(operator="greaterThan", formula=["1"], font=Font(bold=True)))
    sheet.add_data_validation(DataValidation(type="list", formula1='"a,b"', sqref="C2:C9"))
    for row, values in enumerate((("donor", "sum"), ("EU", 5), ("WCO", 7)), 20):
        for column, value in enumerate(values, 1):
            sheet.cell(row, column).value = value
    sheet.add_table(ExcelTable(displayName="Donors", ref="A20:B22"))
    book.defined_names["Rate"] = DefinedName("Rate", attr_text="Notes!$B$2")


def test_their_sheets_come_along_as_they_were(out: Path) -> None:
    worked_in(out, draw_notes)
    for _ in range(2):  # the second time from what kpibook wrote itself
        written = again(out, kenya(), uganda())
        sheet = openpyxl.load_workbook(out)["Notes"]
        assert (sheet["A1"].value, sheet["A1"].font.size, str(sheet.merged_cells)) == ("My notes", 20, "A1:C1")
        assert (sheet["B2"].value, sheet["B2"].number_format) == (0.25, "0.0%")
        assert [sheet[cell].value for cell in ("B3", "B4", "B5")] == [
            "=COUNTA(Levels[country])",
            "=Levels!C2",
            "=B2*Rate",
        ]
        assert (sheet["A6"].hyperlink.target, sheet["A7"].data_type) == ("https://www.wcoomd.org", "s")
        assert sheet["A8"].comment.text == "Ask Anna."
        assert (sheet.column_dimensions["A"].width, sheet.row_dimensions[1].height) == (42, 50)
        assert (sheet.freeze_panes, len(sheet.data_validations.dataValidation)) == ("B2", 1)
        assert [str(each.sqref) for each in sheet.conditional_formatting] == ["B2:B5"]
        assert sheet.tables["Donors"].ref == "A20:B22"
        assert said(written)[0] == "Kept: the sheet Notes."
        assert any("The sheet Notes points at cells" in line for line in said(written))
        assert_valid(out)


def test_a_title_that_the_result_has_itself_is_resolved(out: Path) -> None:
    def work(book: Workbook) -> None:
        book["Levels"].title = "Our levels"
        for mark in book.defined_names.values():  # as Excel does by itself
            mark.attr_text = mark.attr_text.replace("'Levels'", "'Our levels'")
        book.create_sheet("Levels")["A1"] = "mine"
        book.create_sheet("Sums")["A1"] = "=Levels!A1"

    worked_in(out, work)
    written = again(out, kenya(), uganda())
    book = openpyxl.load_workbook(out)
    assert book["Levels (2)"]["A1"].value == "mine"
    assert book["Sums"]["A1"].value == "='Levels (2)'!A1"
    assert book["Levels"]["A1"].value == "country"
    assert "Our levels" not in book.sheetnames
    assert "The sheet Levels is called Levels (2) now: the result has a sheet of that name itself." in said(written)


def test_what_cannot_come_is_named_and_the_earlier_result_stays(out: Path) -> None:
    def work(book: Workbook) -> None:
        sheet = book.create_sheet("Charts")
        for row in range(1, 4):
            sheet.cell(row, 1).value = row
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=3))
        sheet.add_chart(chart, "C1")
        sheet["A9"] = '=WEBSERVICE("http://x")'

    worked_in(out, work)
    before = out.read_bytes()
    written = again(out, kenya(), uganda())
    (left,) = left_beside(out)
    assert left.read_bytes() == before
    assert said(written)[1:] == [
        "Not carried over: 1 chart on Charts; 1 formula that points elsewhere (what was shown stands there).",
        f"The earlier result stays: {left}",
    ]
    # Nothing is lost of what kpibook wrote itself: it needs no copy.
    again(out, kenya(), uganda())
    assert left_beside(out) == [left]


# --- cells of ours ---------------------------------------------------------------------------
def test_a_cell_of_ours_that_was_changed_is_told_and_not_taken(out: Path) -> None:
    def work(book: Workbook) -> None:
        book["Levels"][f"{column_of(book['Levels'], '1.1')}2"] = 5
        book["Answers"][f"{column_of(book['Answers'], 'answer')}3"] = "Put right by phone."

    worked_in(out, work)
    written = again(out, kenya(), uganda())
    sheets = openpyxl.load_workbook(out)
    level, text = column_of(sheets["Levels"], "1.1"), column_of(sheets["Answers"], "answer")
    same, place = "in the earlier result, and the file, which is the same,", "belongs into the ledger of decisions."
    assert [line for line in said(written) if "ledger" in line] == [
        f"Levels!{level}2 says 5 {same} 2: a correction {place}",
        f"Answers!{text}3 says Put right by phone. {same} Answer of uganda.xlsx: a correction {place}",
    ]
    assert rows(out, "Levels", "1.1") == [(2,), (2,)]


def test_what_a_member_changed_itself_is_no_such_thing(out: Path) -> None:
    worked_in(out, lambda book: book["Levels"].__setitem__(f"{column_of(book['Levels'], '1.1')}2", 5))
    written = again(out, kenya(sha256="another", levels=(LevelRow(1, 1, 3),)), uganda())
    assert not [line for line in said(written) if "ledger" in line]


# --- what is in its place --------------------------------------------------------------------
def test_a_result_that_holds_their_work_is_not_replaced_unasked(out: Path) -> None:
    worked_in(out, lambda book: add_column(book["Needs"], "priority", ["high", "low"]) and None)
    again(out, kenya(), uganda())
    assert seal_of(out) == Sealed("consolidate", unchanged=True, holds_own=True)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, returned: Callable[..., Path]) -> Path:
    """The folder `returned` with Kenya's complete workbook, in a current folder of its own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "returned").mkdir()
    returned({"country": "Kenya"}, name="returned/kenya.xlsx")
    return tmp_path / "returned"


def consolidated(*options: str, out: str = OUT) -> int:
    return run("consolidate", "returned", "--out", out, *options)


@pytest.mark.parametrize("out", [OUT, None], ids=["a place given", "the usual place"])
def test_the_next_result_is_in_the_language_of_the_earlier_one(folder: Path, out: str | None) -> None:
    place = ("--out", out) if out else ()
    path = Path(out) if out else Path("output/ecom-kpi_consolidated_2026.xlsx")
    for options, language in ((("--language", "fr"), "fr"), ((), "fr"), (("--language", "es"), "es"), ((), "es")):
        assert run("consolidate", "returned", "--keep", *place, *options) == 0
        assert openpyxl.load_workbook(path).properties.language == language


def test_the_command_keeps_refuses_and_tells(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert consolidated("--keep") == 0  # nothing is there yet
    worked_in(Path(OUT), draw_notes)
    assert consolidated() == 2
    assert consolidated("--keep", "--force") == 2
    assert "give one of them" in capsys.readouterr().err
    assert consolidated("--keep") == 0
    printed = capsys.readouterr().out.splitlines()
    assert "Kept: the sheet Notes." in printed
    assert f"The earlier result stays: {left_beside(Path(OUT))[0]}" in printed
    # What holds people's work is not replaced unasked, though nobody changed it since.
    assert consolidated() == 2
    ways_out = (
        "add --keep to carry over what people made in it, --force to replace it, or give another name with --out."
    )
    said_then = capsys.readouterr().err
    assert said_then == f"kpibook: result.xlsx holds sheets or columns that people made: {ways_out}\n"


def test_an_earlier_result_within_the_folder_is_nobodys_answers(folder: Path) -> None:
    for _ in range(2):
        assert consolidated("--keep", out="returned/result.xlsx") == 0
        worked_in(folder / OUT, lambda book: book["Levels"].__setitem__("A60", "note"))
    assert consolidated("--keep", out="returned/result.xlsx") == 0
    found = {str(file): status for file, status in rows(folder / OUT, "Files", "file", "status")}
    (left, *_) = [file for file in found if "before" in file]
    assert (found["kenya.xlsx"], found[left], OUT in found) == ("accepted", "ignored", False)


def no_workbook(path: Path) -> None:
    path.write_text("Dear colleagues,")


def encrypted(path: Path) -> None:
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600)


def another_workbook(path: Path) -> None:
    Workbook().save(path)


def damaged(path: Path) -> None:
    rewritten(path, lambda name, part: part[: len(part) // 2] if "sheet3" in name else part)


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (no_workbook, "is not a result of kpibook consolidate: nothing can be kept of it."),
        (encrypted, "cannot be opened: save it as .xlsx without a password"),
        (another_workbook, "is not a result of kpibook consolidate"),
        (damaged, "could not be read as a consolidated result: nothing can be kept of it."),
    ],
)
def test_what_is_no_result_is_refused_before_anything_is_read(
    folder: Path,
    harm: Callable[[Path], None],
    says: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert consolidated() == 0
    harm(Path(OUT))
    before = Path(OUT).read_bytes()

    def nobody_reads(*_: object, **__: object) -> None:
        pytest.fail("a file was read")

    monkeypatch.setattr("addin.results.folder_result.read_folder", nobody_reads)
    capsys.readouterr()
    assert consolidated("--keep") == 2
    assert says in capsys.readouterr().err
    assert Path(OUT).read_bytes() == before


def test_where_the_next_result_cannot_be_written_the_earlier_one_is_as_it_was(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked_in(out, draw_notes)
    before = out.read_bytes()

    def no_room(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("addin.results.result_workbook.write_sheets", no_room)
    with pytest.raises(OSError, match="No space left"):
        again(out, kenya(), uganda())
    assert (out.read_bytes(), left_beside(out)) == (before, [])


def test_what_is_a_link_is_refused(tmp_path: Path) -> None:
    path = tmp_path / OUT
    path.symlink_to("gone.xlsx")
    with pytest.raises(Refusal, match="is not a file that kpibook wrote"):
        read_earlier(path)
