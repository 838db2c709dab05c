"""The database on the command line: what is added, what is compared with, and what is said."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import openpyxl
import pytest

from addin.consolidation.consolidate import consolidate
from addin.database import append as appending
from addin.database import database as opening
from addin.database import libraries
from addin.database.append import append
from addin.earlier.past import read_past
from addin.returned.folder import left_by
from addin.submissions.submission import Submission
from addin.tables.run import Run
from schemas.database_address import database_address
from schemas.definition import Definition
from schemas.questions import Raw
from schemas.written.database_seal import is_database
from schemas.years.member_answers import Given, Past
from tests.answers import complete_answers
from tests.command_line import run as run_kpibook
from tests.fill import fill
from tests.submissions import sent
from tests.templates import built_once

Put = Callable[..., Path]
run = partial(run_kpibook, "consolidate")


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, definition: Definition) -> Put:
    """Puts a Member's workbook of a year into the folder of that year, in a current folder of its own."""
    monkeypatch.chdir(tmp_path)

    def make(name: str, member: str, seed: int = 1, *, year: int = 2026, **changes: Raw) -> Path:
        path = tmp_path / f"returned-{year}" / name
        path.parent.mkdir(exist_ok=True)
        who: dict[str, Raw] = {"country": definition.country_names[member]}
        typed = complete_answers(definition, seed, year=year) | who | changes
        path.write_bytes(fill(built_once(definition, year).data, definition, typed))
        return path

    return make


def unwatched(submissions: Iterator[Submission], total: int) -> Iterator[Submission]:
    return submissions


def runs(path: str = "kpibook.db") -> list[tuple[int, int, int | None]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute("SELECT id, year, replaced_by FROM runs ORDER BY id").fetchall()
    finally:
        connection.close()


def without_places(past: Past) -> dict[str, dict[str, Given]]:
    return {
        member: {name: given._replace(sheet="", cell="") for name, given in answers.given.items()}
        for member, answers in past.members.items()
    }


def test_a_season_is_added_once_and_corrected(put: Put, capsys: pytest.CaptureFixture[str]) -> None:
    put("ken.xlsx", "KEN")
    for said, status in (
        ("Database: kpibook.db, run 1 of 2026.", 0),
        ("Database: kpibook.db has these answers of 2026 already, as run 1: nothing was changed.", 0),
    ):
        assert run("returned-2026", "--out", "result.xlsx", "--database") == status
        assert said in capsys.readouterr().out
    put("ken.xlsx", "KEN", level_1_1="")
    assert run("returned-2026", "--out", "result.xlsx", "--database", "sqlite:///kpibook.db") == 1
    assert (
        "Database: kpibook.db, run 2 of 2026. It replaces run 1, which is kept and counts no more."
        in capsys.readouterr().out
    )
    assert runs() == [(1, 2026, 2), (2, 2026, None)]


def test_a_database_in_the_folder_is_nobodys_answers(put: Put, capsys: pytest.CaptureFixture[str]) -> None:
    """Who works within the folder makes it there: it changes with every run, and would make each a new one."""
    put("ken.xlsx", "KEN")
    for said in ("run 1 of 2026.", "has these answers of 2026 already, as run 1: nothing was changed."):
        assert run("returned-2026", "--out", "result.xlsx", "--database", "returned-2026/years.db") == 0
        told = capsys.readouterr().out
        assert "2 files: 1 accepted, 0 accepted with errors, 0 superseded, 0 rejected, 1 ignored." in told
        assert said in told
    Path("returned-2026/years.db-journal").touch()
    assert left_by(Path("returned-2026/years.db-journal")) == "kpibook consolidate --database adds up the years in it."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes among its files")
def test_what_is_no_file_is_never_opened_to_see_whether_it_is_one(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "years.db")
    (tmp_path / "years.db-journal").touch()
    assert not is_database(tmp_path / "years.db")
    assert not is_database(tmp_path / "years.db-journal")


def test_a_database_that_somebody_else_made_is_a_file_like_any_other(
    put: Put, capsys: pytest.CaptureFixture[str]
) -> None:
    put("ken.xlsx", "KEN")
    with sqlite3.connect("returned-2026/own.db") as connection:
        connection.execute("CREATE TABLE notes (text)")
    connection.close()
    assert run("returned-2026", "--out", "result.xlsx") == 1
    assert "Rejected: own.db" in capsys.readouterr().out


def test_an_earlier_year_is_the_same_from_a_folder_a_result_and_a_database(put: Put) -> None:
    put("ken.xlsx", "KEN", 1, info_1_1="n/a", info_8_2="150", answer_1_1_1="=1+1", note_1="By phone.")
    put("sub.xlsx", "PER", 2, level_3_1="", sign_off_1="Complete at levels 1-1-1-1")
    run("returned-2026", "--out", "result.xlsx", "--database")
    folder = read_past(Path("returned-2026"), unwatched)
    stored = read_past(database_address("kpibook.db"), unwatched, 2027)
    result = read_past(Path("result.xlsx"), unwatched)
    assert stored.year == folder.year == 2026
    assert stored.members == folder.members
    assert without_places(stored) == without_places(result)
    assert folder.members["KEN"].remarks
    assert folder.members["PER"].stale


def test_the_latest_year_before_is_compared_with_and_the_own_one_never(put: Put) -> None:
    put("ken.xlsx", "KEN", 1, year=2026)
    run("returned-2026", "--out", "result-2026.xlsx", "--database")
    put("ken.xlsx", "KEN", 2, year=2027)
    own = consolidate((sent("ken.xlsx", "KEN", year=2027),))
    append(opening.open_database(database_address("kpibook.db")), own, Run())
    assert run("returned-2027", "--out", "result.xlsx", "--before", "kpibook.db") == 0
    book = openpyxl.load_workbook("result.xlsx", read_only=True)
    heading, first, *_ = book["Movement"].iter_rows(values_only=True)
    about = {row[0]: row[2] for row in book["About"].iter_rows(values_only=True)}
    book.close()
    moved = dict(zip(heading, first, strict=True))
    assert (moved["year_before"], moved["year"], moved["file_before"]) == (2026, 2027, "ken.xlsx")
    assert about["before"] == "kpibook.db"
    assert "before_sha256" not in about


def test_no_earlier_year_is_told(put: Put, capsys: pytest.CaptureFixture[str]) -> None:
    put("ken.xlsx", "KEN")
    run("returned-2026", "--out", "result.xlsx", "--database")
    none = "kpibook: No year before 2026 stands in kpibook.db: give the answers of a year before in another way."
    capsys.readouterr()
    assert run("returned-2026", "--out", "other.xlsx", "--before", "kpibook.db", "--year", "2026") == 2
    assert capsys.readouterr().err == f"{none}\n"
    # Where nobody gave the year, it is said where it comes from: the folder may be of another one.
    assert run("returned-2026", "--out", "other.xlsx", "--before", "kpibook.db") == 2
    taken = "The folder was taken for 2026, which most files are of: give --year for another."
    assert capsys.readouterr().err == f"{none} {taken}\n"
    assert not Path("other.xlsx").exists()


def test_templates_show_the_answers_of_a_year_in_the_database(put: Put, capsys: pytest.CaptureFixture[str]) -> None:
    put("ken.xlsx", "KEN")
    run("returned-2026", "--out", "result.xlsx", "--database")
    order = ("--year", 2027, "--member", "KEN", "--prefill", "kpibook.db", "--out", "templates")
    assert run_kpibook("build", *order) == 0
    assert "It shows the answers of 2026." in capsys.readouterr().out


def test_one_member_that_sent_nothing_the_year_before_gets_no_template(
    put: Put, capsys: pytest.CaptureFixture[str]
) -> None:
    put("ken.xlsx", "KEN")
    run("returned-2026", "--out", "result.xlsx", "--database")
    capsys.readouterr()
    for place in ("result.xlsx", "kpibook.db"):
        assert run_kpibook("build", "--year", 2027, "--member", "Peru", "--prefill", place, "--out", "templates") == 2
        sentence = f"{place} holds no answers of PER: leave out --prefill for a template without them."
        assert capsys.readouterr().err == f"kpibook: {sentence}\n"


# --- what goes wrong ----------------------------------------------------------------------------
def test_a_folder_in_place_of_an_address_is_told(put: Put, capsys: pytest.CaptureFixture[str]) -> None:
    put("ken.xlsx", "KEN")
    assert run("--database", "returned-2026") == 2
    assert "“returned-2026” is no database: give sqlite:///kpibook.db" in capsys.readouterr().err


def test_a_folder_in_place_of_a_database_is_told(put: Put, capsys: pytest.CaptureFixture[str]) -> None:
    put("ken.xlsx", "KEN")
    Path("years.db").mkdir()
    assert run("returned-2026", "--database", "years.db") == 2
    said = capsys.readouterr()
    assert said.err == "kpibook: years.db is a folder: give the file of a database, such as kpibook.db.\n"
    assert not Path("output").exists()


@pytest.mark.parametrize("option", ["--database", "--before"])
def test_no_other_database_is_written_to_and_no_password_shown(
    put: Put, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    put("ken.xlsx", "KEN")
    assert run("returned-2026", "--out", "result.xlsx", option, "mysql://kpi:s3cret@host/years") == 2
    said = capsys.readouterr()
    assert "An address that begins with mysql:// leads to no database that kpibook knows: give sqlite:///" in said.err
    assert "s3cret" not in said.err + said.out
    assert not Path("result.xlsx").exists()


def test_a_database_is_read_by_the_address_of_its_file_and_not_from_elsewhere(
    put: Put, capsys: pytest.CaptureFixture[str]
) -> None:
    put("ken.xlsx", "KEN", 1)
    run("returned-2026", "--out", "result-2026.xlsx", "--database")
    put("ken.xlsx", "KEN", 2, year=2027)
    here = Path("kpibook.db").resolve().as_uri()
    assert run("returned-2027", "--out", "result.xlsx", "--before", here) == 0
    Path("kpibook.db").rename("years.sqlite")
    assert run("returned-2027", "--out", "third.xlsx", "--before", "years.sqlite") == 0
    assert run("returned-2027", "--out", "again.xlsx", "--before", "s3://key:s3cret@bucket/kpibook.db") == 2
    assert capsys.readouterr().err == (
        "kpibook: s3://bucket/kpibook.db is a database, which is read where it lies: copy its file to this computer"
        " first.\n"
    )


def test_a_server_that_is_not_there_is_told_before_anything_is_read(
    put: Put, capsys: pytest.CaptureFixture[str]
) -> None:
    put("ken.xlsx", "KEN")
    assert run("returned-2026", "--out", "result.xlsx", "--database", "postgresql://kpi:s3cret@127.0.0.1:1/years") == 2
    said = capsys.readouterr()
    assert said.err.startswith("kpibook: postgresql://kpi:***@127.0.0.1:1/years: ")
    assert "check the address, and that the server runs." in said.err
    assert "s3cret" not in said.err
    assert not Path("result.xlsx").exists()


def test_what_cannot_be_added_leaves_the_result_that_is_written(
    put: Put, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    put("ken.xlsx", "KEN")
    opening.open_database(database_address("kpibook.db"), make=True)
    prepare = opening._prepare

    def without_room(connection: sqlite3.Connection, more: object) -> None:
        prepare(connection, more)
        connection.execute(f"PRAGMA max_page_count = {connection.execute('PRAGMA page_count').fetchone()[0]}")

    monkeypatch.setattr(opening, "_prepare", without_room)
    assert run("returned-2026", "--out", "result.xlsx", "--database") == 2
    assert capsys.readouterr().err == (
        "kpibook: kpibook.db: database or disk is full: make room on that disk. The result result.xlsx is written; of"
        " this run nothing stands in the database.\n"
    )
    assert Path("result.xlsx").exists()
    assert runs() == []


@pytest.mark.parametrize(
    ("more", "written"),
    [
        ((), "the result result.xlsx is written"),
        (("--tables", "tables"), "the result result.xlsx and the tables in tables are written"),
    ],
)
def test_who_stops_while_a_run_is_added_is_told_what_is_written(
    more: tuple[str, ...],
    written: str,
    put: Put,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put("ken.xlsx", "KEN")

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(appending, "_write", stopped)
    assert run("returned-2026", "--out", "result.xlsx", *more, "--database") == 2
    assert capsys.readouterr().err == f"kpibook: Stopped: {written}, and nothing else.\n"
    assert Path("result.xlsx").exists()
    assert runs() == []


def test_a_folder_in_which_nothing_can_be_read_is_no_year(put: Put, capsys: pytest.CaptureFixture[str]) -> None:
    folder = put("ken.xlsx", "KEN").parent
    (folder / "ken.xlsx").write_text("no workbook")
    assert run(folder, "--out", "result.xlsx", "--database") == 2
    assert runs() == []
    assert "Database:" not in capsys.readouterr().out


def test_without_the_libraries_it_is_told_how_to_install_them(
    put: Put, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    put("ken.xlsx", "KEN")
    monkeypatch.setattr(libraries, "_LIBRARIES", ("sqlalchemy", "no_such_library"))
    assert run("returned-2026", "--out", "result.xlsx", "--database") == 2
    said = capsys.readouterr().err
    assert "A database needs no_such_library, which kpibook does without otherwise: install them with " in said
    assert "SQLAlchemy" in said
    assert "pip install kpibook" not in said
    assert not Path("result.xlsx").exists()


def test_without_a_database_none_of_its_libraries_is_loaded(put: Put) -> None:
    put("ken.xlsx", "KEN")
    program = (
        "import sys\nfrom addin.cli import main\ntry:\n    main(['consolidate', 'returned-2026', '--out', 'r.xlsx'])\n"
        "except SystemExit:\n    pass\nassert not {'sqlalchemy', 'alembic', 'psycopg'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
