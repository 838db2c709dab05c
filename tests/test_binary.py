"""Workbooks in Excel's binary formats, .xlsb and .xls: everything seen in them that an .xlsx would show.

No Excel is at hand, so `tests/xlsb.py` and `tests/xls.py` write these files from a filled-in .xlsx, as
Microsoft's specifications say; python-calamine and LibreOffice both read them.
"""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from addin.returned.inspecting import inspect
from addin.returned.package_error import PackageError
from addin.returned.xls_book import read_xls
from addin.submissions.examine import examine
from addin.submissions.submission import Submission
from schemas.questions import Raw
from tests import xls, xlsb
from tests.binary_book import DATE, DURATION, ERRORS, Book, Cell, Sheet, book_of
from tests.fill import Error
from tests.libreoffice import Office
from tests.submissions import but_unusual

RETURNED = Path(__file__).parent / "returned"
WRITERS = {"xlsb": xlsb.write_xlsb, "xls": xls.write_xls}
FIRST_STANDARD = 2
"""Where the sheet of standard 1 stands among all sheets."""
DAY = dt.date(2026, 5, 4)


@pytest.fixture(scope="module")
def complete() -> Book:
    """The complete workbook, to be copied by each test."""
    return book_of((RETURNED / "complete.xlsx").read_bytes())


@pytest.fixture
def book(complete: Book) -> Book:
    """The complete workbook, to be changed."""
    return complete.copy()


@pytest.fixture(params=WRITERS)
def examined(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Book], Submission]:
    """Writes a book in each format, and examines it."""

    def check(book: Book) -> Submission:
        path = tmp_path / f"returned.{request.param}"
        path.write_bytes(WRITERS[request.param](book))
        return examine(path)

    return check


def findings(submission: Submission) -> list[tuple[str, str, str]]:
    return [(finding.code.value, finding.name, finding.found) for finding in but_unusual(submission)]


def first_answer(submission: Submission) -> str:
    return submission.answers[0].answer


# --- what is read ----------------------------------------------------------------------------


def test_a_binary_workbook_says_what_the_xlsx_says(book: Book, examined: Callable[[Book], Submission]) -> None:
    book.put("submission_date", Cell(dt.date(2026, 3, 2), style=DATE, wide=True))
    submission, same = examined(book), examine(RETURNED / "complete.xlsx")
    assert submission.complete
    assert replace(submission, file=same.file, sha256=same.sha256) == same


def test_the_committed_xlsb_holds_the_answers_of_the_xlsx() -> None:
    submission, same = examine(RETURNED / "binary_complete.xlsb"), examine(RETURNED / "complete.xlsx")
    assert (submission.levels, submission.answers, submission.information) == (
        same.levels,
        same.answers,
        same.information,
    )
    assert (submission.country, submission.submitted, submission.modified) == (
        same.country,
        same.submitted,
        same.modified,
    )


@pytest.mark.parametrize("wide", [False, True], ids=["short", "wide"])
@pytest.mark.parametrize("number", [0, 1, -3, 12.5, -0.25, 45.67, 0.1, 1_200, 2**29 - 1, 2**29, 1e14])
def test_numbers_of_every_size(
    book: Book, examined: Callable[[Book], Submission], number: float, *, wide: bool
) -> None:
    book.put("answer_1_1_1", Cell(number, wide=wide))
    assert first_answer(examined(book)) == f"{number:.15g}"


@pytest.mark.parametrize("text", ["x", "Ünïcödé", "数字", "𝄞 beyond the first plane", "é" * 3_000])
def test_texts_of_every_script(book: Book, examined: Callable[[Book], Submission], text: str) -> None:
    book.put("answer_1_1_1", Cell(text))
    assert first_answer(examined(book)) == text


@pytest.mark.parametrize("is_1904", [False, True], ids=["1900", "1904"])
@pytest.mark.parametrize("is_formula", [False, True], ids=["typed", "formula"])
def test_dates(book: Book, examined: Callable[[Book], Submission], *, is_formula: bool, is_1904: bool) -> None:
    book.is_1904 = is_1904
    book.put("submission_date", Cell(DAY, is_formula, DATE, wide=True))
    submission = examined(book)
    assert submission.submitted == DAY
    assert submission.identity["submission_date"] == DAY.isoformat()


@pytest.mark.parametrize("is_1904", [False, True], ids=["1900", "1904"])
def test_dates_as_excel_keeps_them(book: Book, examined: Callable[[Book], Submission], *, is_1904: bool) -> None:
    book.is_1904 = is_1904
    book.put("submission_date", Cell(DAY, style=DATE))
    submission = examined(book)
    assert submission.submitted == DAY
    assert submission.identity["submission_date"] == DAY.isoformat()


def test_a_date_without_its_format_in_a_workbook_of_1904(book: Book, examined: Callable[[Book], Submission]) -> None:
    book.is_1904 = True
    book.put("submission_date", Cell(DAY))
    assert examined(book).submitted == DAY


@pytest.mark.parametrize("style", [DATE, DURATION])
def test_a_number_that_is_no_date_costs_one_cell_only(
    book: Book, examined: Callable[[Book], Submission], style: int
) -> None:
    book.put("submission_date", Cell(1e300, style=style))
    assert [code for code, _, _ in findings(examined(book))] == ["date-invalid"]


# --- what is found ---------------------------------------------------------------------------

LIKE_AN_ERROR = 1 + 2 * 2**-52
"""A number whose first byte in an .xls is the one that marks an error."""


@pytest.mark.parametrize(
    ("result", "read"),
    [
        ("last year's text", "last year's text"),
        ("a long text " * 60, ("a long text " * 60).strip()),
        (12.5, "12.5"),
        (LIKE_AN_ERROR, "1"),
        (True, "TRUE"),
        (None, ""),
    ],
)
def test_a_formula_in_an_input_is_found_and_its_last_result_read(
    book: Book, examined: Callable[[Book], Submission], result: Raw | None, read: str
) -> None:
    book.put("answer_1_1_1", Cell(result, is_formula=True))
    submission = examined(book)
    assert [(code, name) for code, name, _ in findings(submission)] == [("formula-in-input", "answer_1_1_1")]
    assert first_answer(submission) == read


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_is_found(book: Book, examined: Callable[[Book], Submission], error: str) -> None:
    book.put("answer_1_1_1", Cell(Error(error)))
    submission = examined(book)
    assert findings(submission) == [("error-value", "answer_1_1_1", error)]
    assert first_answer(submission) == ""


def test_yes_and_no_are_no_errors(book: Book, examined: Callable[[Book], Submission]) -> None:
    book.put("answer_1_1_1", Cell(True))
    submission = examined(book)
    assert findings(submission) == []
    assert first_answer(submission) == "TRUE"


def test_a_formula_that_shows_an_error_is_both(book: Book, examined: Callable[[Book], Submission]) -> None:
    book.put("answer_1_1_1", Cell(Error("#DIV/0!"), is_formula=True))
    assert findings(examined(book)) == [
        ("formula-in-input", "answer_1_1_1", ""),
        ("error-value", "answer_1_1_1", "#DIV/0!"),
    ]


def test_a_text_over_a_formula_is_found(book: Book, examined: Callable[[Book], Submission]) -> None:
    book.put("question_1_1_1", Cell("A question of our own"))
    assert findings(examined(book)) == [("formula-changed", "question_1_1_1", "A question of our own")]


def test_macros_are_found(book: Book, examined: Callable[[Book], Submission]) -> None:
    book.has_macros = True
    assert [code for code, _, _ in findings(examined(book))] == ["macro-present"]


def test_links_to_other_workbooks_are_found(book: Book, examined: Callable[[Book], Submission]) -> None:
    book.links = ["figures.xls", "Über uns.xls"]
    assert findings(examined(book)) == [("external-link", "", "figures.xls; Über uns.xls")]


# --- what is refused -------------------------------------------------------------------------

KINDS = {
    "blank": Cell(),
    "text": Cell("x"),
    "short number": Cell(1),
    "number": Cell(1, wide=True),
    "yes or no": Cell(True),
    "error": Cell(Error("#N/A")),
    "formula of a text": Cell("x", is_formula=True),
    "formula of a number": Cell(1, is_formula=True),
    "formula of yes or no": Cell(True, is_formula=True),
    "formula of an error": Cell(Error("#N/A"), is_formula=True),
}


@pytest.mark.parametrize("place", [(10_000, 1), (1, 703), (65_536, 256)])
def test_a_cell_out_of_all_bounds_is_refused(
    book: Book, examined: Callable[[Book], Submission], place: tuple[int, int]
) -> None:
    book.sheets[FIRST_STANDARD].cells[place] = Cell(1)
    submission = examined(book)
    assert submission.rejected
    assert findings(submission) == [("unreadable-file", "", f"a cell in row {place[0]}")]


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("cell", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize(("place", "refused"), [((10_000, 1), True), ((1, 703), True), ((9_999, 702), False)])
def test_every_kind_of_cell_is_measured(kind: str, cell: Cell, place: tuple[int, int], *, refused: bool) -> None:
    data = WRITERS[kind](Book([Sheet("Sheet", cells={(1, 1): Cell(1), place: cell})]))
    if refused:
        with pytest.raises(PackageError, match="a cell in row"):
            inspect(data)
    else:
        assert (place in inspect(data).cells["Sheet"].formulas) == cell.is_formula


def test_the_far_corner_of_an_xlsb_is_refused(book: Book) -> None:
    book.sheets[FIRST_STANDARD].cells[1_048_576, 16_384] = Cell(1)
    with pytest.raises(PackageError, match="a cell in row 1048576"):
        inspect(xlsb.write_xlsb(book))


@pytest.mark.parametrize(("kind", "each"), [(xls.MANY_RK, 6), (xls.MANY_BLANK, 2)])
def test_a_row_of_cells_in_one_record_of_an_xls_is_measured_to_its_end(kind: int, each: int) -> None:
    def row_up_to(last: int) -> bytes:
        cells = struct.pack("<HH", 0, 0) + bytes(each * (last + 1)) + struct.pack("<H", last)
        return xls.write_xls(Book([Sheet("Sheet", cells={(1, 1): Cell(1)}, records=[(kind, cells)])]))

    inspect(row_up_to(701))
    with pytest.raises(PackageError, match="a cell in row 1"):
        inspect(row_up_to(702))


def test_a_text_that_an_xls_keeps_in_the_cell_itself_is_measured() -> None:
    label = struct.pack("<HHH", 9_999, 0, 0) + xls.long_text("x")
    with pytest.raises(PackageError, match="a cell in row 10000"):
        inspect(xls.write_xls(Book([Sheet("Sheet", cells={(1, 1): Cell(1)}, records=[(xls.LABEL, label)])])))


# --- what only an attacker or a strange program writes ---------------------------------------


def test_a_sheet_of_an_xls_is_looked_at_where_its_entry_points_to() -> None:
    """One hidden within another record is none to whoever walks from record to record."""
    head = struct.pack("<HHH", 4, 3, 0)
    formula = xls.record(xls.FORMULA, head + bytes(8) + bytes(6) + struct.pack("<H", 0))
    hidden = xls.begin(16) + formula + xls.record(xls.END)
    title = struct.pack("<BB", 0, 0) + xls.short_text("Hid\0den")
    opening = xls.begin(5)
    offset = len(opening) + len(xls.record(xls.SHEET_ENTRY, bytes(4) + title)) + 4
    entry = xls.record(xls.SHEET_ENTRY, struct.pack("<I", offset) + title)
    stream = opening + entry + xls.record(0x1234, hidden) + xls.record(xls.END)
    assert list(read_xls(stream, frozenset()).cells["Hidden"].formulas) == [(5, 4)]


def test_a_sheet_of_an_xlsb_without_a_part_is_passed_over(book: Book) -> None:
    entry = (xlsb.SHEET_ENTRY, struct.pack("<III", 0, 99, 0xFFFFFFFF) + xlsb.wide("Module1"))
    book.records.append(entry)
    assert inspect(xlsb.write_xlsb(book)).titles == tuple(sheet.title for sheet in book.sheets)


# --- that the writers write what they should -------------------------------------------------


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", WRITERS)
def test_libreoffice_reads_the_same_values(complete: Book, libreoffice: Office, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"returned.{kind}"
    path.write_bytes(WRITERS[kind](complete))
    with libreoffice.open(path) as document:
        assert document.sheet_names == tuple(sheet.title for sheet in complete.sheets)
        for sheet in complete.sheets:
            shown = document.values(sheet.title)
            wanted = {place: _plain(complete, cell.value) for place, cell in sheet.cells.items()}
            assert {place: shown[place[0] - 1][place[1] - 1] for place in wanted if wanted[place] != ""} == {
                place: value for place, value in wanted.items() if value != ""
            }


def _plain(book: Book, value: Raw | None) -> Any:
    """A value as LibreOffice hands it out: a text, or a number for all else."""
    return value or "" if value is None or isinstance(value, str) else float(book.number(value))


def test_cells_that_do_not_say_their_column_stand_beside_the_one_before() -> None:
    """Programs that write few bytes, such as SheetJS, leave the column out."""
    head = struct.pack("<I", 0)
    records = [
        (0, struct.pack("<I", 6) + bytes(12)),
        (7, struct.pack("<II", 3, 0) + struct.pack("<I", 0)),
        (12, head),
        (13, head + struct.pack("<i", 7 << 2 | 2)),
        (14, head + b"\x2a"),
        (15, head + b"\x01"),
        (16, head + struct.pack("<d", 1e-7)),
        (17, head + xlsb.wide("here")),
        (18, head + struct.pack("<I", 1)),
        (18, head + struct.pack("<I", 99)),
        (0, struct.pack("<I", 7) + bytes(12)),
        (17, head + xlsb.wide("first of the next row")),
    ]
    book = Book([Sheet("S", cells={(1, 1): Cell("shared"), (1, 2): Cell("also")}, records=records)])
    found = inspect(xlsb.write_xlsb(book))
    assert found.grids["S"][6] == ["", "", "", "shared", "", 7.0, "", True, 1e-7, "here", "also", ""]
    assert found.grids["S"][7] == ["first of the next row"]
    assert found.cells["S"].errors == {(7, 7): "#N/A", (7, 12): "99"}
