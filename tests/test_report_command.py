"""`kpibook report` on folders and results: what it writes, what it replaces, what it refuses."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from schemas.definition import Definition
from schemas.questions import Raw
from schemas.written.delivery import Delivery
from schemas.written.report_seal import is_own_report
from tests.answers import complete_answers
from tests.command_line import run as run_kpibook
from tests.fill import fill
from tests.pages import files_below, parsed, text_of
from tests.templates import built_once

pytestmark = pytest.mark.long


Put = Callable[..., Path]
run = partial(run_kpibook, "report")
NOT_OWN = (
    "kpibook: The folder report holds something else than a report that kpibook wrote, or one that was changed since:"
    " give another one with --out, or add --force to replace the report in it.\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    made = tmp_path / "returned"
    made.mkdir()
    return made


@pytest.fixture
def put(folder: Path, template: bytes, definition: Definition) -> Put:
    """Puts a returned workbook into the folder: complete, or with the named cells typed otherwise."""

    def make(name: str, country: str = "Kenya", *, year: int = 2026, **changes: Raw) -> Path:
        path = folder / name
        made = template if year == 2026 else built_once(definition, year).data
        answers = complete_answers(definition, year=year) | {"country": country}
        path.write_bytes(fill(made, definition, answers | changes))
        return path

    return make


def page(name: str = "report/index.html") -> str:
    return text_of(parsed(Path(name).read_text(encoding="utf-8")).xpath("/html/body")[0])


# --- what it writes --------------------------------------------------------------------------
def test_what_a_report_holds(put: Put, capsys: pytest.CaptureFixture[str]) -> None:
    put("kenya.xlsx")
    put("uganda.xlsx", "Uganda")
    assert run("returned", "--out", "report", "--no-pdf") == 0
    members, index = Path("report", "members"), Path("report", "index.html")
    assert capsys.readouterr().out == f"2 pages of Members: {members}\nReport: {index}\n"
    found = files_below(Path("report"))
    assert {"index.html", "members/KEN.html", "members/UGA.html", "figures/response.svg"} < found
    assert {name.partition("/")[0] for name in found} == {"index.html", "members", "figures"}
    assert "Members that answered: 2 of 187 (1%)." in page()
    assert is_own_report(Path("report"))


def test_with_documents_each_page_has_one_beside_it(put: Put) -> None:
    put("kenya.xlsx")
    assert run("returned", "--out", "report") == 0
    found = files_below(Path("report"))
    assert {"index.html", "report.pdf", "members/KEN.html", "members/KEN.pdf"} < found
    assert is_own_report(Path("report"))


def test_it_stands_in_output_where_no_place_is_given(put: Put) -> None:
    put("kenya.xlsx")
    assert run("returned", "--no-pdf") == 0
    assert Path("output", "report_2026", "index.html").is_file()


def test_a_report_in_another_language(put: Put) -> None:
    put("kenya.xlsx")
    assert run("returned", "--out", "report", "--no-pdf", "--language", "fr") == 0
    assert "Membres ayant répondu : 1 sur 187" in page()


def test_a_report_of_a_result_is_in_its_language(put: Put) -> None:
    put("kenya.xlsx")
    assert run_kpibook("consolidate", "returned", "--out", "result.xlsx", "--language", "fr") == 0
    assert run("result.xlsx", "--out", "report", "--no-pdf") == 0
    assert "Membres ayant répondu : 1 sur 187" in page()


def test_errors_are_told_by_the_exit_status_and_on_the_members_page(
    put: Put, capsys: pytest.CaptureFixture[str]
) -> None:
    put("kenya.xlsx", level_1_1="")
    assert run("returned", "--out", "report", "--no-pdf") == 1
    why = "1 file has errors: see Findings in the result of kpibook consolidate."
    assert capsys.readouterr().out.splitlines()[-1] == why
    said = page("report/members/KEN.html")
    assert "Indicators not complete 1.1" in said
    assert "kenya.xlsx" in said


def test_a_report_is_the_same_to_the_byte_each_time(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    put("kenya.xlsx")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    for out in ("a", "b"):
        assert run("returned", "--out", out) == 0
    found = files_below(Path("a"))
    assert found == files_below(Path("b"))
    assert not [name for name in found if Path("a", name).read_bytes() != Path("b", name).read_bytes()]
    assert "As at 1 January 2026." in page("a/index.html")


def test_a_report_of_files_none_of_which_counts(put: Put) -> None:
    put("kenya.xlsx")
    assert run("returned", "--year", "2025", "--out", "report", "--no-pdf") == 1
    assert "No Member’s answers count yet." in page()
    assert not Path("report", "members").exists()


def test_a_public_report_has_no_page_of_a_member(put: Put) -> None:
    put("kenya.xlsx")
    assert run("returned", "--out", "report", "--no-pdf") == 0
    assert run("returned", "--out", "report", "--no-pdf", "--public") == 0
    assert not [name for name in files_below(Path("report")) if name.startswith("members/")]


# --- what it replaces ------------------------------------------------------------------------
def test_a_report_of_an_earlier_run_is_replaced_whole(put: Put) -> None:
    path = put("kenya.xlsx")
    assert run("returned", "--out", "report", "--no-pdf") == 0
    path.unlink()
    put("uganda.xlsx", "Uganda")
    assert run("returned", "--out", "report", "--no-pdf") == 0
    assert {name for name in files_below(Path("report")) if name.startswith("members/")} == {"members/UGA.html"}


def change_a_page() -> None:
    path = Path("report", "members", "KEN.html")
    path.write_text(path.read_text(encoding="utf-8").replace("Kenya", "KENYA"), encoding="utf-8")


def change_the_first_page() -> None:
    path = Path("report", "index.html")
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")


def add_a_file() -> None:
    Path("report", "notes.docx").write_bytes(b"minutes")


def link_away() -> None:
    Path("report", "members", "link").symlink_to("/")


@pytest.mark.parametrize("disturb", [change_a_page, change_the_first_page, add_a_file, link_away])
def test_what_somebody_else_wrote_stays_without_force(
    put: Put, disturb: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    put("kenya.xlsx")
    assert run("returned", "--out", "report", "--no-pdf") == 0
    disturb()
    before = {name: Path("report", name).stat().st_mtime_ns for name in files_below(Path("report"))}
    capsys.readouterr()
    assert run("returned", "--out", "report", "--no-pdf") == 2
    assert capsys.readouterr().err == NOT_OWN
    assert {name: Path("report", name).stat().st_mtime_ns for name in files_below(Path("report"))} == before


def test_with_force_the_report_is_replaced_and_what_is_not_of_a_report_stays(put: Put) -> None:
    put("kenya.xlsx")
    Path("report", "members").mkdir(parents=True)
    for name in ("notes.docx", "members/notes.html", "members/ZZZ.html"):
        Path("report", name).write_bytes(b"somebody's")
    assert run("returned", "--out", "report", "--no-pdf", "--force") == 0
    found = files_below(Path("report"))
    assert {"notes.docx", "members/notes.html", "members/KEN.html"} < found
    assert "members/ZZZ.html" not in found


def test_nothing_is_written_where_a_page_fails(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> str:
        raise KeyboardInterrupt

    put("kenya.xlsx")
    monkeypatch.setattr("addin.report.write_report.member_page", broken)
    assert run("returned", "--out", "report", "--no-pdf") == 2
    assert not Path("report").exists()


def test_where_one_file_cannot_be_moved_none_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In folders below too: what was there before is there again, and what was not is not."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "1").write_bytes(b"before")
    moved = []

    def take_place(path: Path, target: Path) -> None:
        if target.name == "last":
            raise PermissionError(13, "Permission denied", str(target))
        moved.append(target)
        path.replace(target)

    monkeypatch.setattr("schemas.written.delivery.take_place", take_place)

    def deliver() -> None:
        with Delivery(tmp_path) as delivery:
            for name in ("a/1", "b/c/2", "b/last"):
                delivery.add(name, b"after")

    with pytest.raises(PermissionError):
        deliver()
    assert len(moved) == 2
    assert (tmp_path / "a" / "1").read_bytes() == b"before"
    assert files_below(tmp_path) == {"a/1"}
    assert not (tmp_path / "b").exists()


# --- what it refuses -------------------------------------------------------------------------
REFUSED = [
    # (the arguments, what is said)
    (("nowhere",), "Path 'nowhere' does not exist."),
    (("empty", "--no-pdf"), "The folder empty is empty: put the returned workbooks there."),
    (("returned", "--no-pdf", "--out", "returned/report"), "would be read as returned workbooks"),
    (("returned", "--no-pdf", "--out", "text.txt"), "Directory 'text.txt' is a file."),
    (("returned", "--no-pdf", "--language", "xx"), "There is no wording in 'xx'"),
    (("returned", "--no-pdf", "--year", "1900"), "1900 is not a year of the questionnaire"),
    (("text.txt", "--no-pdf", "--out", "report"), "text.txt is no consolidated result: give one, or a folder"),
    (("result.xlsx", "--no-pdf", "--before", "returned"), "give --before to kpibook consolidate"),
    (("result.xlsx", "--no-pdf", "--decisions", "text.txt"), "give --decisions to kpibook consolidate"),
    (("result.xlsx", "--no-pdf", "--year", "2025"), "result.xlsx is a result of 2026, not of 2025: give that of 2025."),
]


def test_what_cannot_be_meant_is_refused_in_a_sentence(put: Put, capsys: pytest.CaptureFixture[str]) -> None:
    put("kenya.xlsx")
    Path("empty").mkdir()
    Path("text.txt").write_text("hello")
    assert run_kpibook("consolidate", "returned", "--out", "result.xlsx") == 0
    capsys.readouterr()
    for arguments, says in REFUSED:
        assert run(*arguments) == 2, arguments
        error = capsys.readouterr().err
        assert says in error, error
        assert "Traceback" not in error
    assert not Path("report").exists()
    assert not Path("output").exists()


EDITED = [
    # (what somebody did to the result, what is said)
    (lambda book: type_into(book, "Levels", "1.1", "x"), "holds “x”, where a whole number from 1 to 5 belongs"),
    (lambda book: type_into(book, "Levels", "country", "ZZZ"), "on the sheet Levels holds “ZZZ”, where a Member whose"),
    (lambda book: type_into(book, "Needs", "country", "ZZZ"), "on the sheet Needs holds “ZZZ”, where the code of a"),
    (lambda book: everywhere(book, "../../../evil"), "holds “../../../evil”, where the code of a Member belongs"),
    (lambda book: type_into(book, "Levels", "country", "UGA"), "on the sheet Levels holds “UGA”, where a Member whose"),
    (lambda book: take_out(book, "Levels", "3.1"), "the sheet Levels has no column “3.1”: put it right"),
    (lambda book: take_out(book, "Needs", "themes"), "the sheet Needs has no column “themes”: put it right"),
    (lambda book: book["Levels"].delete_rows(2), "the sheet Levels has no row for KEN, which the sheet Files counts"),
    (lambda book: setattr(book["Needs"], "title", "Mine"), "there is no sheet called Needs: put it right"),
]


def place_of(sheet: Worksheet, heading: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == heading)


def type_into(book: Workbook, title: str, heading: str, value: str) -> None:
    book[title].cell(2, place_of(book[title], heading)).value = value


def take_out(book: Workbook, title: str, heading: str) -> None:
    book[title].delete_cols(place_of(book[title], heading))


def everywhere(book: Workbook, code: str) -> None:
    """The code in place of KEN, as somebody would put it who wants a page to be written somewhere else."""
    for title in ("Files", "Levels", "Needs", "Information", "Findings"):
        sheet = book[title]
        for row in range(2, sheet.max_row + 1):
            cell = sheet.cell(row, place_of(sheet, "country"))
            cell.value = code if cell.value == "KEN" else cell.value


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_result_that_somebody_edited_is_read_or_refused_by_its_cell(
    put: Put, capsys: pytest.CaptureFixture[str]
) -> None:
    put("kenya.xlsx", level_1_1="3 - Progressing with implementation")
    put("uganda.xlsx", "Uganda")
    run_kpibook("consolidate", "returned", "--out", "result.xlsx")
    capsys.readouterr()
    for edit, says in EDITED:
        book = load_workbook("result.xlsx")
        edit(book)
        book.save("edited.xlsx")
        assert run("edited.xlsx", "--no-pdf", "--out", "report") == 2, says
        error = capsys.readouterr().err
        assert says in error, error
        assert not Path("report").exists()
    book = load_workbook("result.xlsx")
    book.create_sheet("My notes")["A1"] = "hello"
    book["Levels"].cell(1, book["Levels"].max_column + 1).value = "mine"
    book.save("edited.xlsx")
    assert run("edited.xlsx", "--no-pdf", "--out", "report") != 2
    assert {"members/KEN.html", "members/UGA.html"} < files_below(Path("report"))


def test_no_file_is_delivered_out_of_its_folder(tmp_path: Path) -> None:
    for name in ("../a", "b/../../a", str(tmp_path / "a")):
        with pytest.raises(ValueError, match="leads out of the folder"), Delivery(tmp_path / "in") as delivery:
            delivery.add(name, b"")
    assert files_below(tmp_path) == set()


def test_a_folder_without_a_workbook_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "notes.txt").write_text("hello")
    assert run("returned", "--no-pdf") == 2
    assert "No file in returned could be read as a KPI workbook" in capsys.readouterr().err
    assert not Path("output").exists()


MISSING = [
    # (the libraries that are not there, the options, what is said)
    ({"matplotlib", "typst"}, (), "The report needs matplotlib and typst, which kpibook does without otherwise: "),
    ({"matplotlib"}, ("--no-pdf",), "The report needs matplotlib, which kpibook does without otherwise: "),
    ({"typst"}, (), ", or leave the documents out with --no-pdf.\n"),
]


@pytest.mark.parametrize(("libraries", "options", "says"), MISSING)
def test_without_its_libraries_it_says_how_to_get_them(
    put: Put,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    libraries: set[str],
    options: tuple[str, ...],
    says: str,
) -> None:
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name in libraries else find_spec(name))
    put("kenya.xlsx")
    assert run("returned", "--out", "report", *options) == 2
    error = capsys.readouterr().err
    assert says in error
    found = re.search(r'(\S+) -m pip install ((?:"[^"]+" ?)+)', error)
    assert found is not None
    assert found[1] == sys.executable
    assert {re.split("[<>=]", each)[0] for each in re.findall(r'"([^"]+)"', found[2])} == libraries
    assert not Path("report").exists()
