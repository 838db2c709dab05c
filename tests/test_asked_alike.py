"""What several commands ask for, they ask for alike: the year, the language, the edition, the files of a folder."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import openpyxl
import pytest

from schemas.loading.spoken import load_spoken
from tests.command_line import run

COMMANDS = [("build",), *((name, "returned") for name in ("validate", "consolidate", "status", "report"))]
NO_YEARS = ["99999", "2101", "2017", "0", "-1", "soon", "2026.5", "", "9" * 5_000]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    made = tmp_path / "returned"
    made.mkdir()
    return made


@pytest.mark.parametrize("typed", NO_YEARS, ids=lambda typed: typed[:6])
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_year_there_is_not(
    folder: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...], typed: str
) -> None:
    (folder / "a.xlsx").touch()
    assert run(*command, "--year", typed) == 2
    said = capsys.readouterr()
    assert said.err == f"kpibook: {typed} is not a year of the questionnaire: choose one from 2018 to 2100.\n"
    assert said.out == ""
    assert not Path("output").exists()


COMPLETE = str(Path(__file__).parent / "returned" / "complete.xlsx")
NOT_THERE = [
    (command, *asked)
    for command in (("build",), ("validate", COMPLETE), ("migrate", COMPLETE))
    for asked in (
        ("--language", "xx", "There is no wording in 'xx': choose one of ar, en, es, fr, pt, ru."),
        ("--language", "", "There is no wording in '': choose one of ar, en, es, fr, pt, ru."),
        ("--edition", "1999", "There is no edition '1999': choose one of 2018."),
    )
    if (command[0], asked[0]) != ("validate", "--edition")
]


@pytest.mark.parametrize(("command", "option", "typed", "sentence"), NOT_THERE, ids=lambda part: str(part)[:16])
def test_a_language_or_an_edition_there_is_not(
    folder: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...], option: str, typed: str, sentence: str
) -> None:
    assert run(*command, option, typed) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", f"kpibook: {sentence}\n")
    assert not Path("output").exists()


SPOKEN = [
    # what is wanted, and what is taken
    (("fr",), "fr"),
    (("zz", "fr"), "fr"),
    ((None, "fr", "es"), "fr"),
    ((None, "", "zz"), "en"),
    (("FR",), "en"),
    ((), "en"),
]


@pytest.mark.parametrize(("wanted", "taken"), SPOKEN)
def test_the_first_language_there_is_a_wording_in_is_spoken(wanted: tuple[str | None, ...], taken: str) -> None:
    assert load_spoken(None, *wanted).wording.language == taken


@pytest.mark.skipif(sys.platform != "linux", reason="Windows makes no such links and pipes")
def test_every_command_lists_the_same_files(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "sub").mkdir()
    for name in ("b.xlsx", "a b.xlsx", ".hidden", "sub/c.xlsx", "sub.xlsx"):
        (folder / name).touch()
    (folder / "nowhere.xlsx").symlink_to(folder / "gone.xlsx")
    os.mkfifo(folder / "pipe.xlsx")
    assert run("consolidate", "returned", "--out", "result.xlsx") == 2
    rows = openpyxl.load_workbook("result.xlsx")["Files"].iter_rows(min_row=2, values_only=True)
    consolidated = [f"returned/{row[0]}" for row in rows]
    capsys.readouterr()
    assert run("validate", "returned", "--json") == 2
    listed = json.loads(capsys.readouterr().out)
    assert [item["file"] for item in listed] == consolidated
    assert "returned/nowhere.xlsx" in consolidated
    messages = {item["file"]: item["findings"][0]["message"] for item in listed}
    assert " is a link to a file that is no longer there" in messages["returned/nowhere.xlsx"]
    assert " is no file but a folder, a device, a pipe" in messages["returned/pipe.xlsx"]
    # Named by itself it is the same file.
    assert run("validate", "returned/nowhere.xlsx", "--json") == 2
    assert json.loads(capsys.readouterr().out)[0]["findings"][0]["code"] == "unreadable-file"


@pytest.mark.skipif(sys.platform != "linux", reason="Windows has no pipes in folders")
def test_a_pipe_beside_last_years_answers_is_not_waited_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.xlsx").touch()
    (folder / "before").mkdir()
    os.mkfifo(folder / "before" / "pipe.xlsx")
    assert run("consolidate", "returned", "--before", "returned/before") == 2
    assert "No file in returned/before could be read as a KPI workbook" in capsys.readouterr().err
