"""The buttons' Python on a stand-in for Excel: what each shows, writes, and says in the end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import cast

import openpyxl
import pytest

from addin.excel import buttons, talking, watching
from addin.excel.desk import Desk
from addin.letters.asked import LettersAsked
from addin.status.folder_status import StatusAsked
from schemas.definition import Definition
from schemas.errors import Refusal
from schemas.models.letters import Kind
from schemas.questions import Raw
from tests.answers import complete_answers
from tests.fill import fill


class StandIn:
    """An Excel with settings and open workbooks, which writes down what people would see."""

    def __init__(self, **settings: object) -> None:
        self.settings = {name: str(value) for name, value in settings.items()}
        self.told: list[str] = []
        self.progress: list[str] = []
        self.opened: list[tuple[str, str]] = []
        self.holds: set[str] = set()

    def setting(self, name: str) -> str:
        return self.settings.get(name, "")

    def tell(self, sentence: str) -> None:
        self.told.append(sentence)

    def show_progress(self, text: str) -> None:
        self.progress.append(text)

    def open(self, path: Path, sheet: str = "") -> None:
        self.opened.append((path.name, sheet))

    def is_open(self, name: str) -> bool:
        return name in self.holds


@pytest.fixture
def desk(tmp_path: Path) -> StandIn:
    (tmp_path / "returned").mkdir()
    return StandIn(folder=tmp_path / "returned", out=tmp_path / "out")


Put = Callable[..., Path]


@pytest.fixture
def put(tmp_path: Path, template: bytes, definition: Definition) -> Put:
    """Puts a workbook into the folder: complete, or with the named cells only."""

    def make(name: str, *, whole: bool = True, **typed: Raw) -> Path:
        path = tmp_path / "returned" / name
        usual = complete_answers(definition, year=2026) if whole else {}
        path.write_bytes(fill(template, definition, usual | typed))
        return path

    return make


def press(button: Callable[[Desk], None], desk: StandIn) -> None:
    button(cast("Desk", desk))


# --- status ----------------------------------------------------------------------------------
def test_status_shows_each_file_and_opens_the_workbook(desk: StandIn, put: Put) -> None:
    put("kenya.xlsx", country="Kenya")
    put("peru.xlsx", country="Peru")
    press(buttons.status, desk)
    assert desk.progress == [
        "KPI workbook: 1 of 2, kenya.xlsx. Escape stops.",
        "KPI workbook: 2 of 2, peru.xlsx. Escape stops.",
    ]
    assert desk.opened == [("ecom-kpi_status_2026.xlsx", "")]
    assert desk.told == [
        "187 Members and the European Union asked: 2 complete, 0 incomplete, 0 rejected, 0 cannot be opened,"
        " 186 missing; 0 late."
    ]


def test_status_takes_what_the_command_line_takes(desk: StandIn, put: Put, tmp_path: Path) -> None:
    put("kenya.xlsx", country="Kenya", submission_date=dt.date(2026, 5, 1))
    listed = tmp_path / "asked.csv"
    listed.write_text("KEN\nUGA\n")
    asked = StatusAsked(str(listed), "2026-03-31", 2026, keeps_history=False)
    press(partial(buttons.status, asked=asked), desk)
    assert desk.told == [
        "2 Members asked: 1 complete, 0 incomplete, 0 rejected, 0 cannot be opened, 1 missing; 1 late."
    ]
    assert not (tmp_path / "returned-status.sqlite3").exists()


def test_a_second_status_tells_what_came_and_replaces_nothing_that_is_open_or_changed(
    desk: StandIn, put: Put, tmp_path: Path
) -> None:
    put("kenya.xlsx", country="Kenya")
    press(buttons.status, desk)
    put("kenya 2.xlsx", country="Kenya", submission_date=dt.date(2026, 4, 1))
    press(buttons.status, desk)
    today = dt.datetime.now().astimezone().date()
    assert desk.told[-1].endswith(
        f" late. Arrived since the last run, on {today}: 1. Changed after acceptance, KEN:"
        f" kenya 2.xlsx stands now in place of kenya.xlsx, accepted on {today}."
    )
    book = openpyxl.load_workbook(tmp_path / "out" / "ecom-kpi_status_2026.xlsx")
    book.create_sheet("My notes")
    book.save(tmp_path / "out" / "ecom-kpi_status_2026.xlsx")
    desk.holds.add("ecom-kpi_status_2026_2.xlsx")
    press(buttons.status, desk)
    names = ["ecom-kpi_status_2026.xlsx", "ecom-kpi_status_2026.xlsx", "ecom-kpi_status_2026_3.xlsx"]
    assert [name for name, _ in desk.opened] == names


def test_escape_ends_the_status_and_nothing_is_kept_of_it(
    desk: StandIn, put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "escape_is_pressed", lambda: True)
    put("kenya.xlsx", country="Kenya")
    put("peru.xlsx", country="Peru")
    with pytest.raises(KeyboardInterrupt):
        press(buttons.status, desk)
    assert (len(desk.progress), desk.opened, desk.told) == (1, [], [])
    assert [path.name for path in tmp_path.iterdir()] == ["returned"]


def test_status_without_a_folder_is_a_sentence(desk: StandIn) -> None:
    desk.settings["folder"] = ""
    with pytest.raises(Refusal, match="No folder was chosen"):
        press(buttons.status, desk)


# --- merge -----------------------------------------------------------------------------------
def test_merge_shows_each_part_and_opens_what_is_left_to_decide(desk: StandIn, put: Put) -> None:
    here = put("a.xlsx", whole=False, country="Kenya", answer_1_1_1="One.", contact_name="Ann")
    there = put("b.xlsx", whole=False, country="Kenya", answer_1_1_1="Two.")
    press(partial(buttons.merge, files=[here, there]), desk)
    assert desk.progress == [
        "KPI workbook: 1 of 2, a.xlsx. Escape stops.",
        "KPI workbook: 2 of 2, b.xlsx. Escape stops.",
    ]
    ((name, sheet),) = desk.opened
    assert sheet == "Conflicts"
    first, second, last = desk.told[0].splitlines()
    assert first.endswith("1 to decide.")
    assert (second, last) == (
        "The sheet “Conflicts” lists what the files say about those.",
        f"Result: {here.parent / name}",
    )


def test_merge_replaces_nothing(desk: StandIn, put: Put) -> None:
    files = [put("a.xlsx", whole=False, country="Kenya"), put("b.xlsx", whole=False, contact_name="Ann")]
    press(partial(buttons.merge, files=files), desk)
    press(partial(buttons.merge, files=files), desk)
    (first, _), (second, _) = desk.opened
    assert second == f"{Path(first).stem}_2.xlsx"
    with pytest.raises(Refusal, match="is one of the files to read"):
        press(partial(buttons.merge, files=files, out=files[0]), desk)


def test_escape_ends_a_merge_and_nothing_is_written(desk: StandIn, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "escape_is_pressed", lambda: True)
    files = [put("a.xlsx", whole=False, country="Kenya"), put("b.xlsx", whole=False, contact_name="Ann")]
    with pytest.raises(KeyboardInterrupt):
        press(partial(buttons.merge, files=files), desk)
    assert sorted(path.name for path in files[0].parent.iterdir()) == ["a.xlsx", "b.xlsx"]


# --- talking with Members --------------------------------------------------------------------
def test_annotate_puts_copies_beside_the_folder_and_says_what_became_of_each(desk: StandIn, put: Put) -> None:
    put("kenya.xlsx", country="Kenya", contact_email="me at home")
    folder = put("peru.xlsx", country="Peru").parent
    press(partial(talking.annotate, folder=folder), desk)
    assert [line.split(" of 2, ")[0] for line in desk.progress] == ["KPI workbook: 1", "KPI workbook: 2"]
    assert (folder.parent / "annotated" / "kenya_to-put-right.xlsx").is_file()
    first, second, total = desk.told[0].splitlines()
    assert first.endswith("kenya_to-put-right.xlsx")
    assert second.endswith("peru.xlsx: nothing to put right, no copy.")
    assert total == "2 files: 1 to put right, 1 in order, 0 without a copy."


def test_letters_are_written_and_counted(desk: StandIn, put: Put, tmp_path: Path) -> None:
    folder = put("kenya.xlsx", country="Kenya", contact_email="kenya@customs.example", level_2_1="").parent
    asked = LettersAsked(folder=folder, kind=Kind.FINDINGS, today=dt.date(2026, 4, 1), out=tmp_path / "letters")
    press(partial(talking.letters, asked=asked), desk)
    assert (tmp_path / "letters" / "ecom-kpi_2026_KEN_findings.eml").is_file()
    assert desk.told[0].splitlines()[-1] == f"1 letter: {tmp_path / 'letters' / 'letters.csv'}"


def test_the_ledger_is_made_beside_the_folder_and_opened(desk: StandIn, put: Put) -> None:
    folder = put("kenya.xlsx", country="Kenya", contact_email="me at home").parent
    press(partial(talking.decisions, folder=folder), desk)
    assert desk.opened == [("decisions.xlsx", "")]
    press(partial(talking.decisions, folder=folder), desk)
    assert desk.told == [
        "1 thing open to decide: see the second sheet.",
        "0 decisions kept, 1 thing open to decide: see the second sheet.",
    ]


def test_escape_leaves_no_copy_behind(desk: StandIn, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = put("kenya.xlsx", country="Kenya", contact_email="me at home").parent
    monkeypatch.setattr(watching, "escape_is_pressed", lambda: True)
    with pytest.raises(KeyboardInterrupt):
        press(partial(talking.annotate, folder=folder), desk)
    assert not (folder.parent / "annotated").exists() or not list((folder.parent / "annotated").iterdir())
