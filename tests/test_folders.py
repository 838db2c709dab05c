"""What lies in a folder: returned files, what a computer left there, what cannot be read, what is no file."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from addin import validate
from addin.consolidation.consolidate import consolidate
from addin.returned.folder import files_below, left_by
from addin.status.asked_members import Asked, all_members, read_members
from addin.status.reminders import reminder
from addin.status.report import sentences
from addin.status.tracker import Tracking, track_members
from addin.status.whose import Whose
from schemas.loading.loader import languages
from tests.command_line import run
from tests.submissions import rejected, sent

Make = Callable[..., Path]
RETURNED = Path(__file__).parent / "returned"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, returned: Make) -> Path:
    """The folder `returned` with Kenya's complete workbook, in a current folder of its own."""
    monkeypatch.chdir(tmp_path)
    made = tmp_path / "returned"
    made.mkdir()
    returned({"country": "Kenya"}, name="returned/kenya.xlsx")
    return made


def rows(sheet: str, path: str = "result.xlsx") -> pd.DataFrame:
    return pd.read_excel(path, sheet, keep_default_na=False, engine="openpyxl")


# --- what a computer leaves ------------------------------------------------------------------
LEFT = [
    # (name, how its reason begins; empty for what somebody may have sent)
    ("~$kenya.xlsx", "Excel keeps it"),
    (".~lock.kenya.xlsx#", "LibreOffice keeps it"),
    (".DS_Store", "A Mac keeps it"),
    ("._kenya.xlsx", "A Mac keeps it"),
    ("Thumbs.db", "Windows keeps it"),
    ("thumbs.DB", "Windows keeps it"),
    ("desktop.ini", "Windows keeps it"),
    ("ehthumbs.db", "Windows keeps it"),
    (".localized", "A Mac keeps it"),
    ("Icon\r", "A Mac keeps it"),
    (".directory", "A desktop of Linux keeps it"),
    (".kpibook-0123456789abcdef.xlsx", "A run of kpibook"),
    ("~kenya.xlsx", ""),
    ("$kenya.xlsx", ""),
    (".kenya.xlsx", ""),
    (".~lock.kenya.xlsx", ""),
    ("Thumbs.db.xlsx", ""),
    ("desktop.ini.txt", ""),
    ("kpibook-notes.xlsx", ""),
]


@pytest.mark.parametrize(("name", "begins"), LEFT)
def test_what_a_computer_leaves_is_told_by_its_name(tmp_path: Path, name: str, begins: str) -> None:
    (tmp_path / name).write_bytes(b"whatever")
    reason = left_by(tmp_path / name)
    assert reason.startswith(begins)
    assert bool(reason) == bool(begins)


def test_it_is_listed_and_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "sub").mkdir()
    for name in ("~$kenya.xlsx", ".DS_Store", "sub/Thumbs.db"):
        (folder / name).write_bytes(b"\x05office")
    assert run("consolidate", "returned", "--out", "result.xlsx") == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "4 files: 1 accepted, 0 accepted with errors, 0 superseded, 0 rejected, 3 ignored."
    files = rows("Files").set_index("file")
    assert files["status"].to_dict() == {
        ".DS_Store": "ignored",
        "kenya.xlsx": "accepted",
        "sub/Thumbs.db": "ignored",
        "~$kenya.xlsx": "ignored",
    }
    assert files.loc["~$kenya.xlsx", ["errors", "warnings", "reason"]].tolist() == [
        0, 0, "Excel keeps it while a workbook is open.",
    ]  # fmt: skip
    assert set(rows("Findings")["file"]) <= {"kenya.xlsx"}


def test_validate_does_not_judge_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "~$kenya.xlsx").write_bytes(b"\x05office")
    ignored = "1 file was ignored: what a computer leaves in a folder, and what kpibook wrote."
    assert run("validate", "returned") == 0
    assert capsys.readouterr().out.splitlines()[-1] == ignored
    assert run("validate", "returned", "--json") == 0
    assert [each["file"] for each in json.loads(capsys.readouterr().out)] == [str(Path("returned/kenya.xlsx"))]
    assert [submission.file for submission in validate("returned")] == [str(Path("returned/kenya.xlsx"))]
    # Who names one by itself wants to know.
    assert run("validate", "returned/~$kenya.xlsx") == 2
    assert "is not a workbook" in capsys.readouterr().out


def test_status_does_not_mention_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "~$kenya.xlsx").write_bytes(b"\x05office")
    assert run("status", "returned") == 0
    assert "~$" not in capsys.readouterr().out


def test_a_folder_of_nothing_else_is_nothing_readable(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "kenya.xlsx").rename(folder / "~$kenya.xlsx")
    assert run("consolidate", "returned", "--out", "result.xlsx") == 2
    assert "No file in returned could be read as a KPI workbook" in capsys.readouterr().err


# --- a folder that cannot be read ------------------------------------------------------------
@pytest.fixture
def barred(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in `returned` that the system does not let be read, whoever runs the tests."""
    locked = folder / "locked"
    locked.mkdir()
    shutil.copy(folder / "kenya.xlsx", locked / "uganda.xlsx")
    real = os.scandir

    def scandir(path: str | os.PathLike[str] = ".") -> Iterator[os.DirEntry[str]]:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return real(path)

    monkeypatch.setattr("os.scandir", scandir)
    return locked


BARRED = "The folder {} cannot be read: Permission denied. Whatever was returned in it is missing here."


def test_it_is_a_row_and_the_rest_goes_on(barred: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("consolidate", "returned", "--out", "result.xlsx") == 1
    files = rows("Files").set_index("file")
    assert files["status"].to_dict() == {"kenya.xlsx": "accepted", "locked": "rejected"}
    assert files.loc["locked", "reason"].startswith(BARRED.format("locked"))
    assert f"Rejected: locked: {BARRED.format('locked')}" in capsys.readouterr().out


def test_validate_and_status_say_the_same(barred: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = Path("returned/locked")
    assert run("validate", "returned") == 1
    assert BARRED.format(place) in capsys.readouterr().out
    assert run("validate", "returned/kenya.xlsx", "returned/locked") == 1
    assert BARRED.format(place) in capsys.readouterr().out
    assert run("status", "returned") == 0
    assert f"Not matched to a Member: locked: {BARRED.format('locked')}" in capsys.readouterr().out
    assert [row[0].value for row in openpyxl.load_workbook("output/ecom-kpi_status_2026.xlsx")["Unmatched"]][1:] == [
        "locked"
    ]


def test_the_folder_itself_is_a_sentence(barred: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("consolidate", "returned/locked") == 2
    place = Path("returned/locked")
    assert capsys.readouterr().err == f"kpibook: {place}: Permission denied. Check the path and your permission.\n"


# --- what is no file -------------------------------------------------------------------------
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such things in a folder")
def test_what_is_no_file_is_listed(folder: Path) -> None:
    os.mkfifo(folder / "pipe.xlsx")
    (folder / "to-pipe.xlsx").symlink_to("pipe.xlsx")
    (folder / "device.xlsx").symlink_to("/dev/zero")
    (folder / "folder").symlink_to(folder.parent)
    (folder / "nowhere.xlsx").symlink_to("gone.xlsx")
    with socket.socket(socket.AF_UNIX) as bound:
        os.chdir(folder)
        bound.bind("socket.xlsx")
        os.chdir(folder.parent)
        names = [each.name for each in files_below(folder)]
        expected = ["device.xlsx", "folder", "kenya.xlsx", "nowhere.xlsx", "pipe.xlsx", "socket.xlsx", "to-pipe.xlsx"]
        assert names == expected
        assert run("consolidate", "returned", "--out", "result.xlsx") == 1
    statuses = rows("Files").set_index("file")["status"].to_dict()
    assert statuses == dict.fromkeys(expected, "rejected") | {"kenya.xlsx": "accepted"}


# --- received, and cannot be opened ----------------------------------------------------------
NAMED = [
    # (file, whose it is by its name)
    ("ecom-kpi_2026_KEN_en.xlsx", "KEN"),
    ("ecom-kpi_2026_KEN_en.xlsm", "KEN"),
    ("africa/ECOM-KPI_2026_KEN_EN.XLSX", "KEN"),
    ("ecom-kpi_2026_KEN_en (1).xlsx", "KEN"),
    ("ecom-kpi_2026_KEN_en - Copy.xlsx", "KEN"),
    ("ecom-kpi_2026_KEN_en - Copie (2).xlsx", "KEN"),
    ("Copy of ecom-kpi_2026_KEN_en.xlsx", "KEN"),
    ("ecom-kpi_2026_KEN_en_final.xlsx", "KEN"),
    ("ecom-kpi_2026_UGA_fr.xlsx", "UGA"),
    # what the dispatch list calls by another name
    ("Workbook for Kenya.xlsx", "KEN"),
    ("workbook for kenya (2).xlsx", "KEN"),
    ("Copy of Workbook for Kenya.xlsx", "KEN"),
    ("Workbook for Kenya - Copy.xlsx", "KEN"),
    # another year, nobody's, not asked, only near
    ("ecom-kpi_2025_KEN_en.xlsx", None),
    ("ecom-kpi_2026_en.xlsx", None),
    ("ecom-kpi_2026_PER_es.xlsx", None),
    ("ecom-kpi_2026_XXX_en.xlsx", None),
    ("ecom-kpi_2026_KEN_english.xlsx", None),
    ("kenya.xlsx", None),
    ("Workbook for all.xlsx", None),
]
ASKED = (
    Asked("KEN", "Kenya", "ESA", "en", ("Workbook for Kenya.xlsx", "Workbook for all.xlsx")),
    Asked("UGA", "Uganda", "ESA", "en", ("ecom-kpi_2026_UGA_en.xlsx", "Workbook for all.xlsx")),
)


@pytest.mark.parametrize(("file", "country"), NAMED)
def test_a_name_says_whose_it_is(file: str, country: str | None) -> None:
    assert Whose(ASKED, 2026).of(file) == country


def test_the_dispatch_list_names_the_files(tmp_path: Path) -> None:
    listed = tmp_path / "dispatch.csv"
    listed.write_text("file,Member,language,sha256\na.xlsx,KEN,en,0\nb.xlsx,KEN,fr,0\n,UGA,,\n")
    assert [(each.country, each.files) for each in read_members(listed)] == [("KEN", ("a.xlsx", "b.xlsx")), ("UGA", ())]


KENYAS = "ecom-kpi_2026_KEN_en.xlsx"


def tracked(*submissions: object, language: str = "en") -> Tracking:
    (kenya,) = (Asked(m.country, m.name, m.region, language) for m in all_members() if m.country == "KEN")
    consolidation = consolidate(submissions, year=2026)  # type: ignore[arg-type]
    return track_members(consolidation, [kenya], year=2026, today=dt.date(2026, 4, 1))


STATES = [
    # (what came, the state, its file, what is listed as nobody's)
    ([rejected(KENYAS)], "cannot-be-opened", KENYAS, []),
    ([rejected("kenya.xlsx")], "missing", None, ["kenya.xlsx"]),
    # an old template that can be read says less than this year's that cannot
    ([sent("old.xlsx", year=2025), rejected(KENYAS)], "cannot-be-opened", KENYAS, []),
    # the answers that count, count; the file that cannot be opened, maybe a correction, is told
    ([sent("a.xlsx"), rejected(KENYAS)], "complete", "a.xlsx", [KENYAS]),
    # of two copies the last, and neither is lost
    ([rejected(f"1/{KENYAS}"), rejected(f"2/{KENYAS}")], "cannot-be-opened", f"2/{KENYAS}", [f"1/{KENYAS}"]),
]


@pytest.mark.parametrize(("came", "state", "file", "unmatched"), STATES)
def test_received_and_cannot_be_opened(came: list[object], state: str, file: str | None, unmatched: list[str]) -> None:
    tracking = tracked(*came)
    (member,) = tracking.members
    assert (member.state.value, member.file.file if member.file else None) == (state, file)
    assert [each.file for each in tracking.unmatched] == unmatched
    total = list(tracking.regions())[-1]
    assert total.received == total.complete + total.incomplete + total.rejected == (state != "missing")


@pytest.mark.parametrize("language", languages())
def test_it_has_a_reminder_of_its_own(language: str) -> None:
    tracking = tracked(rejected(f"africa/{KENYAS}"), language=language)
    sentence = reminder(tracking.members[0], tracking)
    assert KENYAS in sentence
    assert "2026" in sentence
    assert "africa" not in sentence
    others = tracked(sent("old.xlsx", year=2025), language=language)
    assert sentence != reminder(others.members[0], others)


def test_what_the_terminal_says_of_it() -> None:
    (line, *_) = sentences(tracked(rejected(KENYAS)))
    assert line.startswith(f"Received, cannot be opened, KEN: {KENYAS}: It is damaged")


@pytest.mark.parametrize("damaged", ["cut_short.xlsx", "encrypted.xlsx", "empty.xlsx"])
def test_status_of_damaged_files(folder: Path, damaged: str, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "kenya.xlsx").unlink()
    shutil.copy(RETURNED / damaged, folder / "ecom-kpi_2026_KEN_en (1).xlsx")
    assert run("status", "returned", "--year", "2026", "--out", "status.xlsx") == 0
    assert "Received, cannot be opened, KEN: ecom-kpi_2026_KEN_en (1).xlsx" in capsys.readouterr().out
    status = rows("Status", "status.xlsx").set_index("country")
    assert status.loc["KEN", ["state", "file"]].tolist() == ["cannot-be-opened", "ecom-kpi_2026_KEN_en (1).xlsx"]
    reminders = rows("Reminders", "status.xlsx").set_index("country")
    assert reminders.loc["KEN", "reminder"].startswith("We received your file ecom-kpi_2026_KEN_en (1).xlsx")
