"""Nothing of anybody's is destroyed: what a run may replace, what it refuses to, and when it says so."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from schemas.excel.ooxml import rewrite_package
from schemas.whole_file import sweep, temporary_name, whole_file
from schemas.written.seal import PART, Sealed, seal_of
from schemas.written.table_seal import is_own_table
from schemas.written.target import try_place
from tests.command_line import run
from tests.ooxml_sdk import assert_valid

pytestmark = pytest.mark.long


Make = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, returned: Make) -> Path:
    """The folder `returned` with Kenya's complete workbook, in a current folder of its own."""
    monkeypatch.chdir(tmp_path)
    made = tmp_path / "returned"
    made.mkdir()
    returned({"country": "Kenya"}, name="returned/kenya.xlsx")
    return made


def files(path: Path) -> dict[str, str]:
    shown = pd.read_excel(path, "Files", keep_default_na=False, engine="openpyxl")
    return dict(shown[["file", "status"]].itertuples(index=False, name=None))


def saved_by_a_person(path: Path) -> None:
    """Opens a workbook and saves it again with a remark in it, as Excel and LibreOffice do."""
    book = openpyxl.load_workbook(path)
    book.worksheets[0].cell(60, 1).value = "Called Nairobi on Tuesday."
    book.save(path)


# --- what is at --out ------------------------------------------------------------------------
def result(path: Path) -> None:
    assert run("consolidate", "returned", "--out", str(path)) == 0


def changed_result(path: Path) -> None:
    result(path)
    saved_by_a_person(path)


def status(path: Path) -> None:
    assert run("status", "returned", "--out", str(path)) == 0


def letter(path: Path) -> None:
    path.write_text("Dear colleagues,")


def nothing_in_it(path: Path) -> None:
    path.touch()


def link(path: Path) -> None:
    path.symlink_to("gone.xlsx")


WAYS_OUT = "add --force to replace it, or give another name with --out."
KEEP = "add --keep to carry over what people made in it, --force to replace it, or give another name with --out."
THERE = [
    # (what is at --out, what is said of it, the ways out)
    (changed_result, "was changed since kpibook wrote it", KEEP),
    (status, "is not a result of kpibook consolidate, but of kpibook status", WAYS_OUT),
    (letter, "is not a result that kpibook wrote", WAYS_OUT),
    (nothing_in_it, "is not a result that kpibook wrote", WAYS_OUT),
    (link, "is not a result that kpibook wrote", WAYS_OUT),
]


@pytest.mark.parametrize(("put", "says", "ways_out"), THERE)
def test_what_is_no_unchanged_result_is_kept(
    folder: Path, put: Callable[[Path], None], says: str, ways_out: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = Path("result.xlsx")
    put(out)
    before = out.read_bytes() if out.exists() else None
    capsys.readouterr()
    assert run("consolidate", "returned", "--out", "result.xlsx") == 2
    assert capsys.readouterr() == ("", f"kpibook: result.xlsx {says}: {ways_out}\n")
    assert (out.read_bytes() if out.exists() else None) == before
    assert run("consolidate", "returned", "--out", "result.xlsx", "--force") == 0
    assert files(out) == {"kenya.xlsx": "accepted"}


def test_an_unchanged_result_is_replaced_unasked(folder: Path, returned: Make) -> None:
    result(Path("result.xlsx"))
    returned({"country": "Uganda"}, name="returned/uganda.xlsx")
    result(Path("result.xlsx"))
    assert files(Path("result.xlsx")) == {"kenya.xlsx": "accepted", "uganda.xlsx": "accepted"}


def test_a_returned_workbook_is_neither_left_out_nor_overwritten(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kenya = folder / "kenya.xlsx"
    before = kenya.read_bytes()
    assert run("consolidate", "returned", "--out", "returned/kenya.xlsx") == 2
    said = f"kpibook: {Path('returned/kenya.xlsx')} is not a result that kpibook wrote: {WAYS_OUT}\n"
    assert capsys.readouterr() == ("", said)
    assert kenya.read_bytes() == before
    # Whoever insists gets it, is told, and the answers count.
    assert run("consolidate", "returned", "--out", "returned/kenya.xlsx", "--force") == 0
    assert "Replaced by the result, as --force asks: kenya.xlsx." in capsys.readouterr().out
    assert files(kenya) == {"kenya.xlsx": "accepted"}


@pytest.mark.parametrize("year", [(), ("--year", "2026")])
def test_the_usual_name_obeys_the_same_rule(
    folder: Path, year: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    out = Path("output/ecom-kpi_consolidated_2026.xlsx")
    for _ in range(2):
        assert run("consolidate", "returned", *year) == 0
    saved_by_a_person(out)
    before = out.read_bytes()
    assert run("consolidate", "returned", *year) == 2
    assert capsys.readouterr().err == f"kpibook: {out} was changed since kpibook wrote it: {KEEP}\n"
    assert out.read_bytes() == before


def test_results_within_the_folder(folder: Path) -> None:
    """An unchanged one is nobody's answers; what a person made of one is a file like any other."""
    result(Path("returned/march.xlsx"))
    status(Path("returned/status.xlsx"))
    result(Path("returned/april.xlsx"))
    assert files(folder / "april.xlsx") == {"kenya.xlsx": "accepted", "march.xlsx": "ignored", "status.xlsx": "ignored"}
    saved_by_a_person(folder / "march.xlsx")
    assert run("consolidate", "returned", "--out", "returned/april.xlsx") == 1
    assert files(folder / "april.xlsx")["march.xlsx"] == "rejected"


def test_a_status_that_somebody_changed_is_named_as_such(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status(Path("status.xlsx"))
    saved_by_a_person(Path("status.xlsx"))
    capsys.readouterr()
    assert run("status", "returned", "--out", "status.xlsx") == 2
    said = capsys.readouterr().err
    assert said == f"kpibook: status.xlsx was changed since kpibook wrote it: {WAYS_OUT}\n"


# --- tables ----------------------------------------------------------------------------------
def test_tables_are_replaced_while_they_are_as_they_were_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("consolidate", "returned", "--tables", "tables")
    for _ in range(2):
        assert run(*arguments) == 0
    levels = Path("tables/levels.csv")
    levels.write_text("my own notes")
    capsys.readouterr()
    assert run(*arguments) == 2
    ways_out = "add --force to replace it, or give another folder with --tables."
    assert capsys.readouterr().err == f"kpibook: {levels} was changed since kpibook wrote it: {ways_out}\n"
    assert levels.read_text() == "my own notes"
    Path("tables/levels.parquet").unlink()
    assert run(*arguments) == 2
    assert capsys.readouterr().err == f"kpibook: {levels} is not a table that kpibook wrote: {ways_out}\n"
    assert run(*arguments, "--force") == 0
    assert levels.read_text(encoding="utf-8-sig").startswith("country,member,region,year")


def test_a_parquet_that_was_written_again_shows(folder: Path) -> None:
    assert run("consolidate", "returned", "--tables", "tables") == 0
    path = Path("tables/answers.parquet")
    assert is_own_table(path) is is_own_table(path.with_suffix(".csv")) is True
    data = path.read_bytes()
    path.write_bytes(data.replace(b"KEN", b"UGA", 1))
    assert is_own_table(path) is False
    path.write_bytes(data)
    assert is_own_table(path) is True
    # Who reads and writes it again leaves the digests out: nobody knows whose it is.
    pq.write_table(pq.read_table(path).slice(1), path)
    assert is_own_table(path) is is_own_table(path.with_suffix(".csv")) is None


@pytest.mark.parametrize("data", [b"", b"PAR1", b"\xff\xff\xff\xffPAR1", b"\0" * 20 + b"PAR1", b"kpibook-csv:" * 9])
def test_what_is_no_parquet_is_nobodys_table(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "levels.parquet"
    path.write_bytes(data)
    assert is_own_table(path) is None


def test_tables_within_the_folder_are_nobodys_answers(folder: Path) -> None:
    for _ in range(2):
        assert run("consolidate", "returned", "--tables", "returned", "--out", "result.xlsx") == 0
        assert files(Path("result.xlsx")) == {"kenya.xlsx": "accepted"}
    result(Path("result.xlsx"))
    assert set(files(Path("result.xlsx")).values()) == {"accepted", "ignored"}
    (folder / "levels.csv").write_text("my own notes")
    assert run("consolidate", "returned", "--out", "result.xlsx") == 1
    assert files(Path("result.xlsx"))["levels.csv"] == "rejected"


# --- the digest within a workbook ------------------------------------------------------------
CHANGES = [
    ("xl/worksheets/sheet3.xml", lambda part: part.replace(b"KEN", b"UGA")),
    ("docProps/core.xml", lambda part: part.replace(b"kpibook", b"somebody")),
    ("xl/styles.xml", lambda part: part + b" "),
]


@pytest.mark.parametrize(("name", "change"), CHANGES, ids=[name for name, _ in CHANGES])
def test_a_change_to_any_part_shows(folder: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    path = Path("result.xlsx")
    result(path)
    assert seal_of(path) == Sealed("consolidate", unchanged=True)
    assert_valid(path)
    path.write_bytes(rewrite_package(path.read_bytes(), {name: change}))
    assert seal_of(path) == Sealed("consolidate", unchanged=False)


def test_a_part_that_was_added_or_taken_away_shows(folder: Path) -> None:
    path = Path("result.xlsx")
    result(path)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", b"")
    assert seal_of(path) == Sealed("consolidate", unchanged=False)


@pytest.mark.parametrize("zeros", [0, 10**3, 10**6])
def test_what_is_no_result_is_told_without_being_read(tmp_path: Path, zeros: int) -> None:
    """A file that only looks like one, with a directory of entries without end, a bomb behind the property."""
    path = tmp_path / "hostile.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(PART, b'<property name="kpibook SHA-256"><vt:lpwstr>consolidate:' + b"0" * zeros)
        for number in range(min(zeros, 2_000)):
            package.writestr(f"{number}.xml", b"")
    begun = time.perf_counter()
    assert seal_of(path) is None
    assert time.perf_counter() - begun < 5


# --- the place -------------------------------------------------------------------------------
def test_the_place_is_tried_before_anything_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nobody_reads(*_: object, **__: object) -> None:
        pytest.fail("a file was read")

    monkeypatch.setattr("addin.submissions.in_parallel._in_order", nobody_reads)
    Path("a-file").touch()
    Path("a-folder.xlsx").mkdir()
    for command, out, tables, words in [
        ("consolidate", "a-file/result.xlsx", (), f"{Path('a-file/result.xlsx')}: Not a directory."),
        ("consolidate", "a-file/below/result.xlsx", (), f"{Path('a-file/below/result.xlsx')}: Not a directory."),
        (
            "consolidate",
            "new/result.xlsx",
            ("--tables", "a-file/t"),
            f"{Path('a-file/t/summary.csv')}: Not a directory",
        ),
        ("status", "a-file/status.xlsx", (), f"{Path('a-file/status.xlsx')}: Not a directory."),
    ]:
        assert run(command, "returned", "--out", out, *tables) == 2
        assert words in capsys.readouterr().err
    with pytest.raises(IsADirectoryError, match="a-folder"):
        try_place(Path("a-folder.xlsx"))
    assert not Path("new").exists()


REFUSED = [
    # (what the system says when the place is tried, what the person reads)
    (errno.EACCES, "Permission denied. Check the path and your permission."),
    (
        errno.EROFS,
        "Read-only file system. Nothing can be written on that disk: have it opened for writing,"
        " or choose another place with --out.",
    ),
    (
        errno.ENOSPC,
        "No space left on device. Make room on that disk, or choose another place with --out.",
    ),
]


@pytest.mark.parametrize(("number", "says"), REFUSED)
@pytest.mark.parametrize("is_late", [False, True])
def test_what_the_system_refuses_is_said_of_the_target(
    folder: Path,
    number: int,
    says: str,
    is_late: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """When it is tried, or when the disk is full only at the end: a temporary file is never named."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    at = "addin.results.table_workbook.ooxml.copy_package" if is_late else "schemas.written.target.temporary_name"
    monkeypatch.setattr(at, refuse)
    assert run("consolidate", "returned", "--out", "there/result.xlsx") == 2
    assert capsys.readouterr() == ("", f"kpibook: {Path('there/result.xlsx')}: {says}\n")
    assert not any(Path("there").glob("*"))


def test_an_error_of_another_file_keeps_its_name(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="another"), whole_file(tmp_path / "result.xlsx"):
        (tmp_path / "another").read_bytes()
    with pytest.raises(PermissionError) as raised, whole_file(tmp_path / "result.xlsx") as temporary:
        raise PermissionError(errno.EACCES, "Permission denied", str(temporary))
    assert raised.value.filename == str(tmp_path / "result.xlsx")


# --- what a killed run left ------------------------------------------------------------------
def gone() -> str:
    """The name of what a process was at work on that has ended since."""
    code = "from schemas.whole_file import temporary_name; print(temporary_name('.xlsx'))"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return ended.stdout.strip()


def test_the_next_run_sweeps_what_a_killed_one_left(folder: Path) -> None:
    at_work, left = folder / temporary_name(".xlsx"), folder / gone()
    old, young = folder / ".kpibook-0a1b2c3d", folder / ".kpibook-0123456789abcdef.csv"
    mine = folder / "kpibook-notes.txt"
    old.mkdir()
    for path in (at_work, left, old / "a.xlsx", young, mine):
        path.write_bytes(b"PK")
    long_ago = time.time() - 2 * 3600
    for path in (at_work, old, mine):
        os.utime(path, (long_ago, long_ago))
    sweep(folder)
    assert sorted(folder.iterdir()) == sorted({at_work, young, mine, folder / "kenya.xlsx"})


def test_a_number_that_is_no_process_stops_no_run(tmp_path: Path) -> None:
    """A name that somebody made up, as if this machine had written it."""
    name = re.sub(r"-[0-9]+-", "-9999999999-", temporary_name())
    (tmp_path / name).touch()
    sweep(tmp_path)
    assert (tmp_path / name).exists()


def test_what_is_left_is_nobodys_answers(folder: Path) -> None:
    (folder / ".kpibook-0123456789abcdef.xlsx").write_bytes(b"PK")
    result(Path("result.xlsx"))
    assert files(Path("result.xlsx")) == {".kpibook-0123456789abcdef.xlsx": "ignored", "kenya.xlsx": "accepted"}


def test_a_link_is_swept_and_not_what_it_leads_to(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "answers.xlsx").touch()
    link = tmp_path / ".kpibook-0123456789abcdef"
    link.symlink_to(precious)
    os.utime(link, (0, 0), follow_symlinks=False)
    sweep(tmp_path)
    assert not link.is_symlink()
    assert (precious / "answers.xlsx").exists()
