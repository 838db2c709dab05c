"""The buttons' Python on a real LibreOffice through xlwings: acceptance tests there, not of Excel."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw
from click.testing import CliRunner

from addin import log, macros
from addin.buttons import results
from addin.buttons.findings_book import headings
from addin.command_line import kpibook
from addin.excel.excel_front import ExcelFront
from addin.installation.settings_book import settings_book
from schemas.definition import Definition
from tests.answers import complete_answers
from tests.fill import fill
from tests.libreoffice import Office
from tests.uno_engine import App, start

pytestmark = pytest.mark.libreoffice

TODAY = dt.datetime.now().astimezone().date()
RETURNED = Path(__file__).parent / "returned"


@pytest.fixture(scope="module")
def app(libreoffice: Office) -> App:
    return start(libreoffice)[1]


@pytest.fixture(autouse=True)
def fresh(app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    app.alerts.clear()
    app.statuses.clear()
    yield
    for book in list(app.books.list):
        book.close()


@pytest.fixture
def settings(app: App, tmp_path: Path) -> xw.Book:
    """The settings workbook in front, as the ribbon's VBA puts it there."""
    path = tmp_path / "kpibook-settings.xlsx"
    path.write_bytes(settings_book(2026, str(tmp_path / "out")))
    book = xw.Book(impl=app.books.open(str(path)))
    book.set_mock_caller()
    return book


def put(settings: xw.Book, name: str, value: object) -> None:
    next(n for n in settings.names if n.name == f"settings_{name}").refers_to_range.value = value


def get(settings: xw.Book, name: str) -> object:
    return next(n for n in settings.names if n.name == f"settings_{name}").refers_to_range.value


def in_front(app: App, path: Path) -> xw.Book:
    book = xw.Book(impl=app.books.open(str(path)))
    book.set_mock_caller()
    return book


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Returned workbooks: two that count, one that is hostile."""
    made = tmp_path / "returned"
    made.mkdir()
    for name in ("complete.xlsx", "pasted.xlsx"):
        shutil.copy(RETURNED / name, made / name)
    return made


def cells(path: Path) -> dict[str, list[tuple[object, ...]]]:
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in openpyxl.load_workbook(path)}


def test_validate_lists_what_the_workbook_in_front_still_needs(app: App, returned: object, tmp_path: Path) -> None:
    path = returned({"answer_1_1_1": "", "info_1_1": "140"})  # type: ignore[operator]
    before = path.read_bytes()
    in_front(app, path)
    macros.validate()
    sheet = xw.Book(impl=app.books.active).sheets[0]
    assert sheet.name == "Findings"
    values = sheet.range((1, 1), (4, 7)).value
    assert values[0] == list(headings("en"))
    assert [row[6] for row in values[1:]] == ["answer-missing", "not-signed-off", "value-out-of-range"]
    assert sheet.range((2, 4)).hyperlink.endswith(f"returned.xlsx#'Standard 1'!{values[1][3]}")
    assert app.alerts[-1].startswith("3 findings, 2 of them errors, are listed in a new workbook.")
    assert path.read_bytes() == before, "the officer's file is never changed"
    assert app.status_bar is False
    assert app.screen_updating is True


def test_validate_says_that_a_complete_workbook_is_complete(app: App, returned: object) -> None:
    in_front(app, returned())  # type: ignore[operator]
    macros.validate()
    assert app.alerts[-1].startswith("The workbook is complete")
    assert len(app.books.list) == 1, "nothing to list, no new workbook"


def test_validate_reads_a_workbook_whose_sheets_are_protected(
    app: App, template: bytes, definition: Definition, tmp_path: Path
) -> None:
    path = tmp_path / "protected.xlsx"
    path.write_bytes(fill(template, definition, complete_answers(definition)))
    in_front(app, path)
    macros.validate()
    assert app.alerts[-1].startswith("The workbook is complete")


def test_validate_of_a_workbook_that_was_never_saved(app: App) -> None:
    xw.Book(impl=app.books.add()).set_mock_caller()
    macros.validate()
    assert app.alerts == ["The workbook in front was never saved. Save it as .xlsx, and try again."]


def test_consolidate_gives_what_the_command_line_gives(
    app: App, settings: xw.Book, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")  # About says when a result was made
    put(settings, "folder", str(folder))
    macros.consolidate()
    result = Path(str(get(settings, "last_result")))
    assert result == tmp_path / "out" / f"ecom-kpi_result_2026_{TODAY}.xlsx"
    assert app.alerts == ["2 files: 2 accepted, 0 accepted with errors, 0 superseded, 0 rejected."]
    assert any("1 of 2, reading complete.xlsx" in str(text) for text in app.statuses)
    assert app.status_bar is False

    line = tmp_path / "out" / "by_command.xlsx"
    asked = ["consolidate", str(folder), "--year", "2026", "--out", str(line)]
    run = CliRunner().invoke(kpibook, asked, standalone_mode=False)
    assert run.return_value == 0
    assert cells(result) == cells(line)

    live = app.books.active
    assert live is not None
    assert live.fullname == str(result)
    titles = [sheet.name for sheet in xw.Book(impl=live).sheets]
    assert titles == [
        "Summary", "Regions", "Levels", "Needs", "Themes", "MovementSummary", "Falls", "Movement",
        "InformationSummary", "Information", "Answers", "Findings", "Remarks", "Decisions", "Files", "About"
    ]  # fmt: skip
    files = xw.Book(impl=live).sheets["Files"].range((2, 1), (3, 3)).value
    assert [(row[0], row[2]) for row in files] == [("complete.xlsx", "accepted"), ("pasted.xlsx", "accepted")]


def test_a_rejected_file_ends_in_a_sentence_and_its_sheet(app: App, settings: xw.Book, folder: Path) -> None:
    shutil.copy(RETURNED / "far_corner.xlsx", folder)
    shutil.copy(RETURNED / "cut_short.xlsx", folder)
    put(settings, "folder", str(folder))
    macros.consolidate()
    assert app.alerts[-1].endswith("2 files were not taken: the sheet Files lists each with its reason.")
    assert xw.Book(impl=app.books.active).sheets.active.name == "Files"


def test_a_second_result_does_not_replace_one_that_is_open(app: App, settings: xw.Book, folder: Path) -> None:
    put(settings, "folder", str(folder))
    macros.consolidate()
    settings.set_mock_caller()
    macros.consolidate()
    assert str(get(settings, "last_result")).endswith(f"ecom-kpi_result_2026_{TODAY}_2.xlsx")


def test_consolidate_adds_its_run_to_the_database_of_the_settings(
    app: App, settings: xw.Book, folder: Path, tmp_path: Path
) -> None:
    put(settings, "folder", str(folder))
    put(settings, "database", "kpibook.db")
    macros.consolidate()
    (told,) = app.alerts
    assert told.endswith(f" rejected. Database: {tmp_path / 'out' / 'kpibook.db'}, run 1 of 2026.")
    assert (tmp_path / "out" / "kpibook.db").is_file()


def test_a_password_does_not_stay_on_the_settings_sheet(app: App, settings: xw.Book, folder: Path) -> None:
    put(settings, "folder", str(folder))
    put(settings, "database", "postgresql://ada:s3cret@host/years")
    macros.consolidate()
    assert app.alerts == [
        "“Database”: no password is kept in the settings. Write postgresql://ada@host/years, and keep the password in"
        " the file .pgpass or in the variable PGPASSWORD: PostgreSQL reads both by itself."
    ]
    assert get(settings, "database") == "postgresql://ada@host/years"


def test_open_last_result(app: App, settings: xw.Book, folder: Path) -> None:
    macros.open_last_result()
    assert app.alerts == ["There is no result yet: choose Consolidate first."]
    put(settings, "folder", str(folder))
    macros.consolidate()
    last = Path(str(get(settings, "last_result")))
    macros.open_last_result()
    assert app.books.active is not None
    assert app.books.active.fullname == str(last)
    put(settings, "last_result", str(folder / "gone.xlsx"))
    macros.open_last_result()
    assert "is gone" in app.alerts[-1]


def test_validate_folder(app: App, settings: xw.Book, folder: Path) -> None:
    shutil.copy(RETURNED / "empty.xlsx", folder)
    put(settings, "folder", str(folder))
    macros.validate_folder()
    assert app.alerts == ["3 files: 2 complete, 1 without answers."]
    values = xw.Book(impl=app.books.active).sheets[0].range((2, 1), (3, 7)).value
    assert [(row[0], row[6]) for row in values] == [("empty.xlsx", "unreadable-file"), ("pasted.xlsx", "normalised")]


SENTENCES = [
    ("", "No folder was chosen. Choose the folder with the returned workbooks, or write it in the settings."),
    ("{tmp}/nowhere", "There is no folder {tmp}/nowhere: give the folder with the returned workbooks."),
    ("{tmp}/void", "The folder {tmp}/void is empty: put the returned workbooks there."),
]


@pytest.mark.parametrize(("typed", "sentence"), SENTENCES)
def test_a_folder_that_will_not_do_is_a_sentence(
    app: App, settings: xw.Book, tmp_path: Path, typed: str, sentence: str
) -> None:
    (tmp_path / "void").mkdir()
    put(settings, "folder", typed.format(tmp=tmp_path))
    macros.consolidate()
    assert app.alerts == [sentence.format(tmp=tmp_path)]
    assert (app.status_bar, app.screen_updating) == (False, True)


def test_a_folder_that_may_not_be_read_is_a_sentence(
    app: App, settings: xw.Book, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*given: object, **more: object) -> None:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr("addin.returned.folder.os.walk", refuse)
    put(settings, "folder", str(folder))
    macros.consolidate()
    assert app.alerts == [
        f"{folder}: Permission denied. Close the file in other programs, check the path, and try again."
    ]
    assert (app.status_bar, app.screen_updating) == (False, True)


def test_new_templates_are_the_command_lines(app: App, settings: xw.Book, tmp_path: Path) -> None:
    put(settings, "member", "KEN")
    macros.new_templates()
    made = tmp_path / "out" / "ecom-kpi_2026_KEN_en.xlsx"
    assert made.is_file()
    assert app.alerts == [f"Built {made}"]
    put(settings, "member", "XYZ")
    macros.new_templates()
    assert app.alerts[-1].startswith("“XYZ” is no Member of the WCO: give its name in any language")


def test_new_templates_replaces_files_only_where_the_settings_say_so(
    app: App, settings: xw.Book, tmp_path: Path
) -> None:
    put(settings, "language", "fr")
    macros.new_templates()
    made = tmp_path / "out" / "ecom-kpi_2026_fr.xlsx"
    made.write_bytes(b"mine")
    macros.new_templates()
    assert app.alerts[-1] == (
        f"{made} is there already: add “Replace files: yes” (settings) to replace it, or choose another folder."
    )
    assert made.read_bytes() == b"mine"
    put(settings, "overwrite", "yes")
    macros.new_templates()
    assert app.alerts[-1] == f"Built {made}"
    assert made.read_bytes() != b"mine"


@pytest.mark.long
def test_new_templates_for_all_members_with_last_years_answers(
    app: App, settings: xw.Book, folder: Path, tmp_path: Path
) -> None:
    for setting, value in (
        ("member", "all"),
        ("language", "ar"),
        ("prefill", str(folder)),
        ("year", 2027),
        ("edition", "2018"),
    ):
        put(settings, setting, value)
    macros.new_templates()
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"ecom-kpi_2027_KEN_ar.xlsx", "ecom-kpi_2027_EGY_ar.xlsx", "ecom-kpi_2027_dispatch.csv"} <= names
    assert app.alerts[-1].startswith("Built 188 workbooks in ")
    assert " show the answers of 2026." in app.alerts[-1]


def test_new_templates_are_shown_one_by_one_and_no_second_program_runs(
    app: App, settings: xw.Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*given: object, **more: object) -> None:
        raise AssertionError("a second program")

    monkeypatch.setattr("subprocess.Popen.__init__", refuse)
    put(settings, "member", "all")
    put(settings, "language", "fr")
    macros.new_templates()
    assert app.alerts[-1].startswith(f"Built 188 workbooks in {tmp_path / 'out'}: 188 fr.\nDispatch list: ")
    assert app.statuses[0] == "KPI workbook: 0 of 188, making …."
    assert any("of 188, making ecom-kpi_2026_KEN_fr.xlsx." in str(text) for text in app.statuses)
    assert app.status_bar is False


def test_escape_stops_between_two_templates_and_none_is_left(
    app: App, settings: xw.Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ExcelFront, "stop_was_asked", lambda front: True)
    monkeypatch.setattr("addin.excel.excel_front.can_stop", lambda: True)
    put(settings, "member", "all")
    macros.new_templates()
    assert app.alerts == ["Stopped. Nothing was made, and no file was changed."]
    assert not (tmp_path / "out").exists()
    assert [text for text in app.statuses if text] == [
        "KPI workbook: 0 of 188, making …. Escape stops.",
        "KPI workbook: 1 of 188, making ecom-kpi_2026_AFG_en.xlsx. Escape stops.",
    ]


def test_escape_stops_between_two_files(
    app: App, settings: xw.Book, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ExcelFront, "stop_was_asked", lambda front: True)
    put(settings, "folder", str(folder))
    macros.consolidate()
    assert app.alerts == ["Stopped. Nothing was made, and no file was changed."]
    assert get(settings, "last_result") is None
    assert (app.status_bar, app.screen_updating) == (False, True)


def test_a_fault_is_a_sentence_and_its_detail_is_in_the_log(
    app: App,
    settings: xw.Book,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    def fail(*given: object, **more: object) -> None:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr(results, "consolidate_folder", fail)
    put(settings, "folder", str(folder))
    macros.consolidate()
    assert app.alerts == [f"This did not work: a fault of ours. The detail is in {log.log_file()}."]
    assert "ZeroDivisionError: a fault of ours" in log.log_file().read_text(encoding="utf-8")
    assert capfd.readouterr().err == "", "on a Mac anything on stderr becomes an error box"
    assert (app.status_bar, app.screen_updating) == (False, True)


def test_help_names_the_log(app: App, settings: xw.Book) -> None:
    macros.help()
    assert str(log.log_file()) in app.alerts[-1]
