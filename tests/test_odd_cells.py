"""One odd cell costs one finding, never the file: a cell as it stands in the file → what comes out."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from addin.returned.package_error import PackageError
from addin.returned.reader import read_workbook
from addin.submissions.examine import examine
from schemas.definition import Definition
from tests.fill import fill
from tests.packages import BOOK, SHEET, added, cell, changed, package_of, parts_of, related
from tests.submissions import but_unusual

COMPLETE = (Path(__file__).parent / "returned" / "complete.xlsx").read_bytes()
STYLES = "xl/styles.xml"
TEXTS = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</sst>'
FIRST = "answer_1_1_1"


def answer(package: bytes) -> tuple[Any, str]:
    """What stands in E8 of Standard 1, and the error noted there; everything else must be as it was."""
    returned = read_workbook(package, "x")
    assert {name: entry.raw for name, entry in returned.entries.items() if name != FIRST} == _others()
    return returned.entries[FIRST].raw, returned.entries[FIRST].error


@cache
def _others() -> dict[str, Any]:
    return {name: entry.raw for name, entry in read_workbook(COMPLETE, "x").entries.items() if name != FIRST}


ERRORS = [
    ('<c r="E8" t="e"><v>#N/A</v></c>', "#N/A"),
    ('<c r="E8" t="e"><v>#SPILL!</v></c>', "#SPILL!"),
    ('<c r="E8" t="e"><v>#CALC!</v></c>', "#CALC!"),
    ('<c r="E8" t="e"><v>#GETTING_DATA</v></c>', "#GETTING_DATA"),
    ('<c r="E8" t="e"><v>#BLOCKED!</v></c>', "#BLOCKED!"),
    ('<c r="E8" t="e"><v>#PYTHON!</v></c>', "#PYTHON!"),
    ('<c r="E8" t="e"/>', ""),
    ('<c r="E8" t="e"><f>NA()</f></c>', "#N/A"),
    ('<c r="E8" t="s"><v>999999</v></c>', "999999"),
    ('<c r="E8" t="s"><v>-1</v></c>', "-1"),
    ('<c r="E8" t="s"><v>two</v></c>', "two"),
    ('<c r="E8" t="s"><v>99999999999999999999</v></c>', "99999999999999999999"),
    ('<c r="E8" t="nothing"><v>7</v></c>', "7"),
    ('<c r="E8" t="b"><v>maybe</v></c>', "maybe"),
    ('<c r="E8" t="d"><v>2026-13-45</v></c>', "2026-13-45"),
    ('<c r="E8"><v>NaN</v></c>', "NaN"),
    ('<c r="E8"><v>INF</v></c>', "INF"),
    ('<c r="E8"><v>1E+400</v></c>', "1E+400"),
    ('<c r="E8"><v>1_000</v></c>', "1_000"),
    ('<c r="E8"><v>seven</v></c>', "seven"),
    (f'<c r="E8"><v>{"1" * 4_000}</v></c>', "1" * 4_000),
    ('<c r="E8"><is><t>no type</t></is></c>', "no type"),
    ('<c r="E8" t="inlineStr"><v>no inline text</v></c>', "no inline text"),
    ('<c r="E8" t="inlineStr"><is><t>half a character: &#xD83D;</t></is></c>', "half a character: \ufffd"),
    ('<c r="E8" t="inlineStr"><is><t>a bell: &#7;</t></is></c>', "a bell: \ufffd"),
    ('<c r="E8" t="inlineStr"><is><t>a bell: \x07</t></is></c>', "a bell: \ufffd"),
    ('<c r="E8"><v>1</v></c><c r="E8"><v>2</v></c>', "1 | 2"),
    ('<c r="E8"><v>1</v></c><c r="E9999999999"/>', ""),
    ('<c r="E8"><v>1</v></c><c r="AAAA8"/>', ""),
]


@pytest.mark.parametrize(("xml", "error"), ERRORS, ids=[xml[:60] for xml, _ in ERRORS])
def test_what_cannot_be_read_is_an_error_of_its_cell(xml: str, error: str) -> None:
    raw, found = answer(cell(COMPLETE, xml))
    if error:
        assert (raw, found) == ("", error)
    else:
        assert not found


VALUES = [
    ('<c r="E8" t="b"><v>1</v></c>', True),
    ('<c r="E8" t="b"><v>false</v></c>', False),
    ('<c r="E8"><v>1e3</v></c>', 1_000.0),
    (f'<c r="E8"><v>0.{"3" * 5_000}</v></c>', 1 / 3),
    ('<c r="E8" t="d"><v>2026-03-19</v></c>', dt.date(2026, 3, 19)),
    ('<c r="E8" t="d"><v>2026-03-19T10:11:12</v></c>', dt.datetime(2026, 3, 19, 10, 11, 12)),
    ('<c r="E8" t="d"><v>2026-03-19T10:11:12.5Z</v></c>', dt.datetime(2026, 3, 19, 10, 11, 12, 500_000)),
    ('<c r="E8" t="d"><v>10:11:12</v></c>', dt.time(10, 11, 12)),
    ('<c r="E8" t="str"><f>"a"</f><v>of a formula</v></c>', "of a formula"),
    ('<c r="E8" t="inlineStr"><is><t>one <!-- nothing -->two</t></is></c>', "one two"),
    ('<c r="E8" t="inlineStr"><is><t><![CDATA[<c r="E8">]]></t></is></c>', '<c r="E8">'),
    ('<c r="E8" t="inlineStr"><is><r><t>two </t></r><r><t>runs</t></r><rPh><t>aloud</t></rPh></is></c>', "two runs"),
    ('<c r="E8" t="inlineStr"><is>\n<r>\n<t>in lines</t>\n</r>\n</is></c>', "in lines"),
    ('<c r="E8" t="inlineStr"><is><t>typed _x005F_x000D_ so</t></is></c>', "typed _x000D_ so"),
    ('<c r="E8" t="inlineStr"><is><t>a_x000D_\nb</t></is></c>', "a\r\nb"),
    ('<c r="E8" t="inlineStr"><is><t>_xD83D__xDE00_</t></is></c>', "😀"),
    ('<c r="E8" t="inlineStr"><is><t>half _xD83D_</t></is></c>', "half \ufffd"),
    ('<c r="E8" t="inlineStr"><is><t>an honest \ufffd</t></is></c>', "an honest \ufffd"),
    ('<c r="E8"/>', ""),
    ('<c r="E8" t="s"/>', ""),
]


@pytest.mark.parametrize(("xml", "value"), VALUES, ids=[xml[:60] for xml, _ in VALUES])
def test_what_can_be_read_is_read_as_excel_shows_it(xml: str, value: Any) -> None:
    assert answer(cell(COMPLETE, xml)) == (value, "")


def row_8(change: str) -> bytes:
    return changed(COMPLETE, SHEET, '<row r="8"', f"<row{change}")


@pytest.mark.parametrize("change", [' r="0"', "", ' r="-3"', ' r="eight"'])
def test_a_row_that_does_not_say_which_it_is_has_its_number_from_its_cells(change: str) -> None:
    assert answer(row_8(change)) == answer(COMPLETE)


def test_where_a_row_says_it_is_another_its_cells_are_believed() -> None:
    assert answer(row_8(' r="9"')) == answer(COMPLETE)


def test_a_cell_that_does_not_say_where_it_stands_stands_beside_the_one_before() -> None:
    assert answer(changed(COMPLETE, SHEET, '<c r="E8"', '<c r="D8"/><c')) == answer(COMPLETE)


ENCODINGS = [
    "iso-8859-1",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-8-sig",
    "windows-1252",
    "macintosh",
    "cp850",
    "iso-2022-jp",
]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_part_in_another_encoding_is_read(encoding: str) -> None:
    text = parts_of(cell(COMPLETE, '<c r="E8" t="inlineStr"><is><t>déjà</t></is></c>'))[SHEET].decode()
    name = encoding.removesuffix("-sig").removesuffix("-le").removesuffix("-be")
    text = text.replace('encoding="UTF-8"', f'encoding="{name}"').replace("encoding='UTF-8'", f"encoding='{name}'")
    if "encoding" not in text[:80]:
        text = f'<?xml version="1.0" encoding="{name}"?>{text.partition("?>")[2] or text}'
    package = added(COMPLETE, {SHEET: text.encode(encoding, "xmlcharrefreplace")})
    assert read_workbook(package, "x").entries[FIRST].raw == "déjà"


def test_shared_texts_are_read_and_an_odd_one_costs_its_cells() -> None:
    package = related(COMPLETE, BOOK, "sharedStrings", "other/texts.xml")
    items = "<si><t>first</t></si><si><r><t>sec</t></r><r><t>ond</t></r></si><si><t>odd &#1;</t></si>"
    package = added(package, {"xl/other/texts.xml": TEXTS.format(items).encode()})
    for index, expected in enumerate([("first", ""), ("second", ""), ("", "2"), ("", "3")]):
        assert answer(cell(package, f'<c r="E8" t="s"><v>{index}</v></c>')) == expected


def test_the_finding_names_the_cell_and_what_stands_there(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(cell(COMPLETE, '<c r="E8" t="e"><v>#SPILL!</v></c>'))
    (finding,) = but_unusual(examine(tmp_path / "a.xlsx"))
    assert (finding.code, finding.cell, finding.found) == ("error-value", "E8", "#SPILL!")


DIGITS = ["1" * 4_000, "1" * 400, "1" + "0" * 310, "9" * 400 + " %", "9" * 308 + " days", "1," * 900, "-" + "9" * 309]


@pytest.mark.parametrize("name", ["info_1_1", "info_1_2", "info_4_1", "info_5_2", "info_8_2", "level_1_1", "country"])
@pytest.mark.parametrize("text", DIGITS, ids=[text[:3] + text[-5:] for text in DIGITS])
def test_more_digits_than_a_number_has_cost_one_cell(definition: Definition, name: str, text: str) -> None:
    returned = read_workbook(fill(COMPLETE, definition.of_form(1), {name: text}), "x")
    assert returned.entries[name].value.problem is not None


# --- dates ------------------------------------------------------------------------------------
DATE_CELL = '<c r="C13"{}><v>{}</v></c>'
START = "xl/worksheets/sheet1.xml"


def date_style(package: bytes) -> tuple[bytes, int]:
    """`package` with a cell format of Excel's own date format, and its number."""
    styles = parts_of(package)[STYLES].decode()
    count = styles[styles.index("<cellXfs") : styles.index("</cellXfs>")].count("<xf ")
    return changed(package, STYLES, "</cellXfs>", '<xf numFmtId="14"/></cellXfs>'), count


@pytest.mark.parametrize(
    ("is_1904", "has_format", "number"),
    [(False, True, 46_100), (False, False, 46_100), (True, True, 44_638), (True, False, 44_638)],
)
def test_a_day_is_the_same_day_in_either_calendar(*, is_1904: bool, has_format: bool, number: int) -> None:
    package, style = date_style(COMPLETE)
    if is_1904:
        package = changed(package, BOOK, "<workbookPr", '<workbookPr date1904="1"')
    place = read_workbook(COMPLETE, "x").entries["submission_date"].cell
    xml = f'<c r="{place}" s="{style if has_format else 0}"><v>{number}</v></c>'
    entry = read_workbook(cell(package, xml, place, START), "x").entries["submission_date"]
    assert entry.value.value == dt.date(2026, 3, 19)


@pytest.mark.parametrize(
    ("said", "is_1904"), [("1", True), ("true", True), (" true ", True), ("0", False), ("false", False), ("", False)]
)
def test_which_calendar_a_workbook_has(said: str, *, is_1904: bool) -> None:
    package = changed(COMPLETE, BOOK, "<workbookPr", f'<workbookPr date1904="{said}"')
    assert read_workbook(package, "x").package.date1904 is is_1904


# --- what is rejected says why ----------------------------------------------------------------
def without(*names: str) -> bytes:
    return package_of({name: data for name, data in parts_of(COMPLETE).items() if name not in names})


REJECTED = [
    (without(SHEET), "unreadable-file part-missing Standard 1"),
    (without("[Content_Types].xml"), "unreadable-file part-missing [Content_Types].xml"),
    (without(BOOK), "unreadable-file part-missing xl/workbook.xml"),
    (added(COMPLETE, {SHEET: parts_of(COMPLETE)[SHEET][:5_000]}), f"unreadable-file not-xml Standard 1 ({SHEET})"),
    (added(COMPLETE, {SHEET: b"no XML"}), f"unreadable-file not-xml {SHEET}"),
    (added(COMPLETE, {SHEET: b"<html/>"}), f"unreadable-file not-xml Standard 1 ({SHEET})"),
    (added(COMPLETE, {BOOK: b"<html/>"}), f"unreadable-file not-xml {BOOK}"),
    (
        cell(related(COMPLETE, BOOK, "sharedStrings", "no.xml"), '<c r="E8" t="s"><v>0</v></c>'),
        "unreadable-file part-missing xl/no.xml",
    ),
    (COMPLETE[:-100], "unreadable-file damaged"),
    (COMPLETE[: len(COMPLETE) // 2], "unreadable-file damaged"),
]


@pytest.mark.parametrize(("package", "expected"), REJECTED, ids=[expected for _, expected in REJECTED])
def test_what_is_rejected_says_what_is_the_matter(package: bytes, expected: str) -> None:
    with pytest.raises(PackageError) as refused:
        read_workbook(package, "x")
    assert str(refused.value) == expected
