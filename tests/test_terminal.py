"""What came from a file or a name never reaches a terminal as a command to it, whatever the command line is."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.table import Table
from rich.text import Text

from addin.cli import main
from schemas.terminal.lines import line_of, printable
from schemas.terminal.safe_console import SafeConsole

Make = Callable[..., Path]
ROOT = Path(__file__).parent.parent

# --- characters ------------------------------------------------------------------------------
SHOWN = [
    # (what stands in a file or a name, what is printed)
    ("\x1b[2J", "␛[2J"),
    ("\x1b]0;title\x07", "␛]0;title␇"),
    ("\x1b]8;;http://evil.example\x1b\\here", "␛]8;;http://evil.example␛\\here"),
    ("\x9b31m\x85\x7f\0", "�31m�␡␀"),
    ("over\rwritten\ttab\vfeed\f\b", "over␍written␉tab␋feed␌␈"),
    ("\u202egpj.xlsx\u2066a\u2069", "�gpj.xlsx�a�"),
    ("\u2028\u2029\ud83d", "���"),
    # what people write stays
    ("Côte d’Ivoire 你好 😀 “x”", "Côte d’Ivoire 你好 😀 “x”"),
    ("لم نتلقَّ \u200e2026-03-31\u200e", "لم نتلقَّ \u200e2026-03-31\u200e"),
    ("[red]no markup[/red]", "[red]no markup[/red]"),
]


@pytest.mark.parametrize(("text", "shown"), SHOWN)
def test_a_symbol_stands_for_what_a_terminal_would_obey(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_nobodys_text_passes_for_a_line_of_its_own() -> None:
    assert printable("a\nb") == "a\nb"
    assert line_of("kenya\nNo findings: the workbook is complete.") == "kenya␊No findings: the workbook is complete."


def test_a_table_in_colours_is_as_safe() -> None:
    console = SafeConsole(file=io.StringIO(), force_terminal=True, color_system="standard", width=60)
    table = Table("file")
    table.add_row(Text("\x1b[2J\x9b.xlsx", style="red"))
    console.print(table)
    assert isinstance(console.file, io.StringIO)
    text = console.file.getvalue()
    assert "␛[2J�" in text
    assert CONTROL.findall(OWN.sub("", text)) == []


# --- every command ---------------------------------------------------------------------------
EVIL = "\x1b]0;PWNED\x07\x1b[2J\x9b31m\x7f\u202e\r\tx"
"""Sets the title, clears the screen, colours what follows, turns it, goes back to the beginning of the line."""
IN_A_CELL = "_x001B_]0;PWNED_x0007__x001B_[2J\x9b31m\x7f\u202e x"
"""The same as a workbook holds it."""
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows allows no such names")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, returned: Make) -> Path:
    """A current folder with `returned`: three hostile names, hostile texts in one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "returned").mkdir()
    typed = {"country": "Kenya", "level_1_1": IN_A_CELL, "contact_email": IN_A_CELL, "info_1_1": IN_A_CELL}
    returned(typed, name=f"returned/{EVIL}a.xlsx")
    returned({"country": "Kenya"}, name=f"returned/{EVIL}b.xlsx")
    (tmp_path / "returned" / f"{EVIL}c\nd.docx").write_bytes(b"no workbook")
    return tmp_path


A, B, C = (f"returned/{EVIL}{name}" for name in ("a.xlsx", "b.xlsx", "c\nd.docx"))
COMMANDS = [
    ("validate", "returned"),
    ("validate", A),
    ("validate", C),
    ("validate", "returned", "--json"),
    ("validate", f"{EVIL}nowhere"),
    ("consolidate", "returned"),
    ("consolidate", "returned", "--out", A),
    ("consolidate", "returned", "--out", f"{EVIL}/result.xlsx", "--tables", f"{EVIL}/t"),
    ("consolidate", "returned", "--out", f"{EVIL}.csv"),
    ("consolidate", "returned", "--before", C),
    ("consolidate", f"{EVIL}nowhere"),
    ("status", "returned"),
    ("status", "returned", "--members", C),
    ("status", "returned", "--due", EVIL),
    ("status", "returned", "--out", f"{EVIL}.xlsx"),
    ("merge", A, B),
    ("merge", A, C),
    ("merge", A, B, "--out", A),
    ("migrate", A, "--language", "fr"),
    ("annotate", "returned"),
    ("migrate", C, "--language", "fr"),
    ("migrate", A, "--language", EVIL),
    ("build", "--year", "2027", "--member", "KEN", "--prefill", "returned"),
    ("build", "--year", "2027", "--member", "PER", "--prefill", "returned"),
    ("build", "--out", f"{EVIL}t"),
    ("build", "--member", EVIL),
    ("build", "--edition", EVIL),
    ("addin", EVIL),
    (EVIL,),
    ("validate", f"--{EVIL}"),
]


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stop:
        main(list(arguments))
    assert isinstance(stop.value.code, int)
    return stop.value.code


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda each: " ".join(each).replace(EVIL, "EVIL"))
def test_nothing_but_line_feeds_is_a_control_character(
    place: Path, arguments: tuple[str, ...], capfd: pytest.CaptureFixture[str]
) -> None:
    run(*arguments)
    captured = capfd.readouterr()
    assert captured.out + captured.err
    assert CONTROL.findall(captured.out + captured.err) == []


def test_json_says_exactly_what_stands_there(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Escaped, so that a program reads the very characters."""
    run("validate", "returned", "--json")
    read = json.loads(capsys.readouterr().out)
    assert [each["file"] for each in read] == [A, B, C]
    found = next(each["found"] for each in read[0]["findings"] if each["name"] == "level_1_1")
    assert "\x1b[2J\x9b31m\x7f\u202e" in found


OWN = re.compile(r"\x1b\[[0-9;]*m|\x1b\[\?25[lh]|\x1b\[[0-9]*[AK]|\r")
"""Colours and the progress bar: what kpibook itself says to a terminal."""


@pytest.mark.parametrize("arguments", [("validate", "returned"), ("consolidate", "returned"), ("status", "returned")])
def test_a_terminal_gets_colours_and_nothing_of_the_files(place: Path, arguments: tuple[str, ...]) -> None:
    import pty  # noqa: PLC0415 - there is none on Windows

    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm-256color", "PYTHONPATH": str(ROOT)}
    running = subprocess.Popen(
        [sys.executable, "-m", "addin.cli", *arguments], cwd=place, env=environment, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    data = b""
    try:
        while block := os.read(ours, 65536):
            data += block
    except OSError:
        pass  # Linux says so where everybody has hung up.
    assert running.wait(60) in {0, 1}
    os.close(ours)
    text = data.decode("utf-8")
    assert "PWNED" in text
    assert CONTROL.findall(OWN.sub("", text)) == []
    assert "\x1b]0;" not in text
    assert "\x1b[2J" not in text


COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def test_what_is_piped_reads_as_what_is_drawn(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """rich draws where it is told to take stdout for a terminal, and is not loaded for a pipe: the text is one."""
    file = str(Path(__file__).parent / "returned" / "blank.xlsx")
    texts = {}
    for variable in ("NOTHING", "FORCE_COLOR"):
        with monkeypatch.context() as patch:
            patch.setenv(variable, "1")
            patch.setenv("TERM", "xterm")
            with pytest.raises(SystemExit):
                main(["validate", file])
        texts[variable] = capsys.readouterr().out
    assert "\x1b[1;31merror" in texts["FORCE_COLOR"]
    assert COLOURS.sub("", texts["FORCE_COLOR"]) == texts["NOTHING"]
