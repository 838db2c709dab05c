"""Excel's side of the buttons, on a fake Excel: names in the cloud, settings closed again, Escape, all put back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path, PurePath, PureWindowsPath
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest

from addin.buttons import receive
from addin.buttons.front import Front
from addin.buttons.press import press
from addin.buttons.words import Ended
from addin.excel import excel_front
from addin.excel.excel_front import ExcelFront

RETURNED = Path(__file__).parent / "returned"
SHAREPOINT = "https://wco.sharepoint.com/sites/KPI 2026/Shared Documents/#1/kenya.xlsx"
ONEDRIVE = "https://d.docs.live.net/1a2b3c/Documents/kenya.xlsx"
TEAMS = "https://wco.sharepoint.com/teams/Customs/General/100%25/kenya.xlsx"


@pytest.fixture(autouse=True)
def own_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


class Excel:
    """As much of xlwings' App as the buttons use; `breaks` names what raises when it is set."""

    pid = 7

    def __init__(self, *breaks: str) -> None:
        self.breaks: set[str] = set()
        self.screen_updating, self.calculation, self.status_bar = True, "manual", False
        self.breaks = set(breaks)
        self.books = Books()
        self.alerts: list[tuple[str, bool]] = []
        """What was told, and whether people saw the screen behind it."""

    def __setattr__(self, name: str, value: object) -> None:
        # Holding still works; it is putting back that fails, as where a dialog of Excel is open.
        if name in self.__dict__.get("breaks", ()) and value is not False:
            raise OSError(f"Excel does not answer: {name}")
        super().__setattr__(name, value)

    def alert(self, prompt: str, title: str) -> None:
        self.alerts.append((prompt, self.screen_updating))


class Books(list[Any]):
    """The open workbooks, and the paths of those that were opened."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    def open(self, path: str) -> Any:
        self.opened.append(Path(path))
        return SimpleNamespace(activate=lambda: None, sheets={})


class Book:
    """As much of xlwings' Book; asked for its local path it raises, as xlwings does of a workbook in the cloud."""

    def __init__(self, app: Excel, name: str, api: object, **settings: str) -> None:
        self.app, self.name, self.api = app, name, api
        self.done: list[str] = []
        self.names = [
            SimpleNamespace(name=f"settings_{key}", refers_to_range=SimpleNamespace(value=value))
            for key, value in settings.items()
        ]

    @property
    def fullname(self) -> str:
        raise RuntimeError("Couldn't find the local OneDrive folder. See: xlwings.org/error")

    def save(self) -> None:
        self.done.append("saved")

    def close(self) -> None:
        self.done.append("closed")


def windows(full_name: str) -> object:
    """What Excel for Windows says, and the copy that it saves of a workbook with findings."""
    return SimpleNamespace(FullName=full_name, SaveCopyAs=lambda path: shutil.copyfile(RETURNED / "pasted.xlsx", path))


def mac(full_name: str) -> object:
    """What Excel for Mac says; it saves no copies."""
    return SimpleNamespace(full_name=SimpleNamespace(get=lambda: full_name))


def front_of(book: Book, settings: PurePath | None = None, *, language: str = "en", closes: bool = False) -> ExcelFront:
    in_front: Any = book
    where: Any = settings
    return ExcelFront(in_front, where, language, closes_settings=closes)


# --- the workbook in front -------------------------------------------------------------------
IN_FRONT = [
    # (its name, what Excel says where it is, what its copy is called, where its findings lead)
    ("kenya.xlsx", SHAREPOINT, "kenya.xlsx", SHAREPOINT),
    ("kenya.xlsx", ONEDRIVE, "kenya.xlsx", ONEDRIVE),
    ("kenya.xlsx", TEAMS, "kenya.xlsx", TEAMS),
    ("kenya.xlsx", "C:\\A B\\kenya.xlsx", "kenya.xlsx", "C:\\A B\\kenya.xlsx"),
    ("kenya.xlsx", "\\\\server\\share\\kenya.xlsx", "kenya.xlsx", "\\\\server\\share\\kenya.xlsx"),
    ("Book1", "Book1", "Book1.xlsx", ""),
]


@pytest.mark.parametrize(("name", "said", "called", "address"), IN_FRONT)
def test_the_workbook_in_front_is_copied_wherever_it_is(name: str, said: str, called: str, address: str) -> None:
    book = Book(Excel(), name, windows(said))
    with front_of(book).in_front() as found:
        assert (found.name, found.address, found.is_as_saved) == (called, address, False)
        assert (found.path.name, found.path.is_file()) == (called, True)
    assert not found.path.exists()
    assert book.done == []


def test_excel_for_mac_gives_the_file_as_it_was_saved(tmp_path: Path) -> None:
    path = tmp_path / "kenya.xlsx"
    path.write_bytes(b"as saved")

    class OnMac(Book):
        fullname = str(path)  # type: ignore[assignment]

    with front_of(OnMac(Excel(), "kenya.xlsx", mac(str(path)))).in_front() as found:
        assert (found.path, found.address, found.is_as_saved) == (path, str(path), True)


@pytest.mark.parametrize("said", [SHAREPOINT, "Book1"])
def test_where_no_copy_can_be_had_it_is_a_sentence(said: str) -> None:
    with pytest.raises(Ended, match="was never saved"), front_of(Book(Excel(), "kenya.xlsx", mac(said))).in_front():
        pass


TARGETS = [
    (SHAREPOINT, "https://wco.sharepoint.com/sites/KPI%202026/Shared%20Documents/%231/kenya.xlsx"),
    (ONEDRIVE, ONEDRIVE),
    ("C:\\A B\\50%\\kenya.xlsx", "file:///C:/A%20B/50%25/kenya.xlsx"),
    ("Book1", None),
]


@pytest.mark.parametrize(("said", "target"), TARGETS)
def test_a_finding_is_followed_to_its_cell(tmp_path: Path, said: str, target: str | None) -> None:
    app = Excel()
    front = front_of(Book(app, "kenya.xlsx", windows(said), out=str(tmp_path)))
    with front.at_work():
        assert press(front, receive.validate), app.alerts
    (made,) = app.books.opened
    rows = list(openpyxl.load_workbook(made)["Findings"].iter_rows(min_row=2))
    assert rows
    for _, _, sheet, cell, *_ in rows:
        link = cell.hyperlink
        assert (link.target if link else None) == target
        if link:
            assert link.location == f"'{sheet.value}'!{cell.value}"


# --- the settings ----------------------------------------------------------------------------
def _raises(error: BaseException) -> Callable[[Front], None]:
    def work(front: Front) -> None:
        raise error

    return work


OUTCOMES: list[tuple[Callable[[Front], None], str]] = [
    (lambda front: front.tell("Done."), "Done."),
    (_raises(Ended("Choose a folder.")), "Choose a folder."),
    (_raises(KeyboardInterrupt()), "Stopped. "),
    (_raises(ZeroDivisionError("a fault of ours")), "This did not work: a fault of ours. "),
]


@pytest.mark.parametrize(("work", "told"), OUTCOMES, ids=[told for _, told in OUTCOMES])
@pytest.mark.parametrize(("closes", "done"), [(True, ["saved", "closed"]), (False, [])])
def test_settings_that_the_button_opened_are_closed_again(
    work: Callable[[Front], None], told: str, closes: bool, done: list[str]
) -> None:
    app = Excel()
    book = Book(app, "kpibook-settings.xlsx", windows("C:\\A\\kpibook-settings.xlsx"), year="2026")
    front = front_of(book, PureWindowsPath("C:\\A\\kpibook-settings.xlsx"), closes=closes)
    with front.at_work():
        press(front, work)
    assert book.done == done
    assert app.alerts[0][0].startswith(told)


def test_another_workbook_is_never_closed(tmp_path: Path) -> None:
    book = Book(Excel(), "kenya.xlsx", windows(SHAREPOINT))
    with front_of(book, tmp_path / "kpibook-settings.xlsx", closes=True).at_work():
        pass
    assert book.done == []


@pytest.mark.parametrize("said", ["https://evil.example/kpibook-settings.xlsx", "kpibook-settings.xlsx"])
def test_a_workbook_that_only_has_the_name_of_the_settings_sets_nothing(tmp_path: Path, said: str) -> None:
    book = Book(Excel(), "kpibook-settings.xlsx", windows(said), out="C:\\evil")
    assert front_of(book, tmp_path / "kpibook-settings.xlsx").setting("out") == ""


# --- put back --------------------------------------------------------------------------------
@pytest.mark.parametrize("broken", ["", "calculation", "screen_updating"])
def test_excel_is_put_back_whatever_fails(broken: str) -> None:
    app = Excel(*filter(None, [broken]))
    front = front_of(Book(app, "a.xlsx", windows("C:\\a.xlsx")))
    with front.at_work():
        front.show_progress(1, 2, "reading a.xlsx")
        press(front, _raises(ZeroDivisionError("a fault")))
    assert app.status_bar is False
    assert app.screen_updating is (broken != "screen_updating")
    ((told, was_seen),) = app.alerts
    assert told.startswith("This did not work: a fault.")
    assert was_seen is (broken != "screen_updating"), "what was made is seen behind the dialog"


def test_settings_that_cannot_be_saved_do_not_keep_excel_still() -> None:
    app = Excel()
    book = Book(app, "kpibook-settings.xlsx", windows("C:\\s"), year="2026")
    book.save = _raises(OSError("read-only"))  # type: ignore[assignment,method-assign]
    front = front_of(book, closes=True)
    with front.at_work():
        front.tell("Done.")
    assert (app.status_bar, app.screen_updating) == (False, True)
    assert app.alerts == [("Done.", True)]


PROGRESS = [
    # (language, whether Escape stops here, done, total, what the status bar says)
    ("en", True, 1, 2, "KPI workbook: 1 of 2, reading a.xlsx. Escape stops."),
    ("en", False, 1, 2, "KPI workbook: 1 of 2, reading a.xlsx."),
    ("en", True, 0, 0, "KPI workbook: reading a.xlsx"),
    ("fr", True, 1, 2, "Classeur KPI : 1 sur 2, reading a.xlsx. Échap arrête."),
]


@pytest.mark.parametrize(("language", "stops", "done", "total", "text"), PROGRESS)
def test_the_status_bar(
    monkeypatch: pytest.MonkeyPatch, language: str, stops: bool, done: int, total: int, text: str
) -> None:
    monkeypatch.setattr(excel_front, "can_stop", lambda: stops)
    app = Excel()
    front_of(Book(app, "a.xlsx", windows("")), language=language).show_progress(done, total, "reading a.xlsx")
    assert str(app.status_bar).replace("\u00a0", " ") == text


# --- Escape ----------------------------------------------------------------------------------
def test_what_was_pressed_before_a_button_does_not_stop_it(monkeypatch: pytest.MonkeyPatch) -> None:
    presses = iter([True, False])
    monkeypatch.setattr(excel_front, "can_stop", lambda: True)
    monkeypatch.setattr(excel_front, "escape_was_pressed", lambda excel: next(presses))
    front = front_of(Book(Excel(), "a.xlsx", windows("")))
    with front.at_work():
        assert not front.stop_was_asked()
