"""The buttons with a database, and with folders that are somewhere else: what is made, compared, refused and said."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import fsspec
import openpyxl
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from addin.buttons import receive, results, send
from addin.buttons.databases import before_of, database_of
from addin.buttons.keys import without_key
from addin.buttons.press import Work, press
from addin.buttons.words import Ended
from schemas.definition import Definition
from tests.answers import complete_answers
from tests.fill import fill
from tests.postgresql import PASSWORD, TYPED_PASSWORD, Server
from tests.stand_in import StandIn
from tests.templates import built_once

RETURNED = Path(__file__).parent / "returned"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    """Settings of somebody who has never made anything, and a store in memory that is empty again in the end."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    yield StandIn(folder=tmp_path / "2026", out=tmp_path / "out")
    MemoryFileSystem.store.clear()
    MemoryFileSystem.pseudo_dirs[:] = [""]


@pytest.fixture
def years(tmp_path: Path, definition: Definition) -> Path:
    """The folders of two years, Kenya's workbook in each."""
    for seed, year in enumerate((2026, 2027), 1):
        typed = complete_answers(definition, seed, year=year) | {"country": "Kenya"}
        (tmp_path / str(year)).mkdir()
        (tmp_path / str(year) / "kenya.xlsx").write_bytes(fill(built_once(definition, year).data, definition, typed))
    return tmp_path


def put_up(years: Path) -> None:
    """The folder of 2026, in the memory that is a store."""
    for path in (years / "2026").iterdir():
        fsspec.filesystem("memory").pipe(f"/sent/2026/{path.name}", path.read_bytes())


def ran(work: Work, desk: StandIn) -> str:
    """What was told in the end, with the spaces of French as the keyboard has them."""
    desk.told.clear()
    press(desk, work)
    (told,) = desk.told
    return told.replace("\u00a0", " ")


# --- the database ----------------------------------------------------------------------------
def test_consolidate_adds_its_run_once_and_the_next_year_is_compared_with_it(desk: StandIn, years: Path) -> None:
    desk.settings["database"] = "kpibook.db"
    base = years / "out" / "kpibook.db"
    assert ran(results.consolidate, desk).endswith(f" Database: {base}, run 1 of 2026.")
    assert ran(results.consolidate, desk).endswith(
        f" Database: {base} has these answers of 2026 already, as run 1: nothing was changed."
    )
    desk.settings |= {"folder": str(years / "2027"), "prefill": "database"}
    assert ran(results.consolidate, desk).endswith(f" Database: {base}, run 2 of 2027.")
    (_, *rows) = openpyxl.load_workbook(desk.settings["last_result"])["Movement"].values
    assert rows, "what changed since 2026"
    with sqlite3.connect(base) as connection:
        assert connection.execute("SELECT year FROM runs ORDER BY id").fetchall() == [(2026,), (2027,)]
    connection.close()


def test_a_server_is_reached_with_the_password_that_no_setting_holds(
    desk: StandIn, years: Path, postgresql: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = postgresql.new_database()
    without = address.replace(f":{TYPED_PASSWORD}@", "@")
    desk.settings["database"] = address
    assert ran(results.consolidate, desk).startswith(
        f"“Database”: no password is kept in the settings. Write {without},"
    )
    assert desk.settings["database"] == without
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    assert ran(results.consolidate, desk).endswith(" Database: postgresql://kpi@/postgres, run 1 of 2026.")
    desk.settings |= {"folder": str(years / "2027"), "prefill": "database"}
    assert ran(results.consolidate, desk).endswith(" Database: postgresql://kpi@/postgres, run 2 of 2027.")
    told = [str(row) for row in openpyxl.load_workbook(desk.settings["last_result"])["About"].values]
    assert any("'postgres'" in row for row in told)
    assert not any(PASSWORD in row for row in told)


@pytest.mark.long
def test_the_report_shows_the_years_that_are_in_the_database(desk: StandIn, years: Path) -> None:
    pytest.importorskip("typst")
    desk.settings["database"] = f'"{years / "years.db"}"'
    ran(results.consolidate, desk)
    desk.settings["folder"] = str(years / "2027")
    told = ran(results.report, desk)
    page = Path(told.splitlines()[-1].removeprefix("Report: ")).read_text("utf-8")
    assert "2026" in page
    desk.settings["folder"] = str(years / "2026")
    assert f"No year before 2026 stands in {years / 'years.db'}: no years are shown." in ran(results.report, desk)


def test_templates_show_the_answers_that_are_in_the_database(desk: StandIn, years: Path) -> None:
    desk.settings["database"] = "sqlite:///years.sqlite"
    ran(results.consolidate, desk)
    desk.settings |= {"year": "2027", "member": "Kenya", "language": "en", "prefill": "Database"}
    first, *_ = ran(send.new_templates, desk).splitlines()
    assert first == f"Built {years / 'out' / 'ecom-kpi_2027_KEN_en.xlsx'}"


PLACES = [
    # (what is set as database, where it is)
    ("kpibook.db", "{out}/kpibook.db"),
    ('"{home}/a b.db"', "{home}/a b.db"),
    ("sqlite:///years.sqlite", "{out}/years.sqlite"),
    ("sqlite:///{home}/years.sqlite", "{home}/years.sqlite"),
    ("file://{home}/a%20b.db", "{home}/a b.db"),
    ("postgresql://ada@host/years", "postgresql://ada@host/years"),
    ("PostgreSQL://host/years?sslmode=require", "postgresql://host/years"),
]


@pytest.mark.parametrize(("typed", "place"), PLACES)
def test_where_the_database_is(desk: StandIn, tmp_path: Path, typed: str, place: str) -> None:
    names = {"home": tmp_path, "out": tmp_path / "out"}
    for setting, read in (("database", database_of), ("prefill", before_of)):
        desk.settings[setting] = typed.format(**names)
        assert str(read(desk)) == place.format(**names)


def test_last_years_answers_are_a_path_where_they_are_no_database(desk: StandIn, tmp_path: Path) -> None:
    for typed in (f'"{tmp_path}"', str(tmp_path / "result.xlsx")):
        desk.settings["prefill"] = typed
        assert before_of(desk) == Path(typed.strip('"'))
    desk.settings["prefill"] = " "
    assert before_of(desk) is None


NO_PASSWORD = (
    "“Database”: no password is kept in the settings. Write postgresql://ada@host/years, and keep the password in the"
    " file .pgpass or in the variable PGPASSWORD: PostgreSQL reads both by itself."
)
REFUSED = [
    # (the settings, the language, what is said)
    ({"database": "postgresql://ada:s3cret@host/years"}, "en", NO_PASSWORD),
    (
        {"prefill": "postgresql://ada:s3cret@host/years"},
        "fr",
        "« Réponses de l’année précédente » : aucun mot de passe n’est conservé dans les paramètres. Écrivez"
        " postgresql://ada@host/years, et gardez le mot de passe dans le fichier .pgpass ou dans la variable"
        " PGPASSWORD : PostgreSQL les lit de lui-même.",
    ),
    (
        {"database": "years.xlsx"},
        "en",
        "“Database”: “years.xlsx” is no database: give sqlite:///kpibook.db, a name that ends in .db, or"
        " postgresql://user@host/database.",
    ),
    (
        {"database": "mysql://host/years"},
        "en",
        "“Database”: An address that begins with mysql:// leads to no database that kpibook knows: give"
        " sqlite:///kpibook.db, a name that ends in .db, or postgresql://user@host/database.",
    ),
    (
        {"prefill": "database"},
        "en",
        "“Last year’s answers” says “database”, and “Database” is empty: write there which one, or choose a folder.",
    ),
    (
        {"folder": "s3://AKIA:s3cret@bucket/returned"},
        "en",
        "“Folder of returned workbooks”: no key and no password is kept in the settings. Write s3://bucket/returned,"
        " and let the store know you as it knows your other programs: by its variables, its own files or the keys of"
        " ssh.",
    ),
    (
        {"out": "s3://AKIA:s3cret@bucket/results"},
        "en",
        "“Folder for new files” is to be a place on this computer, and s3://bucket/results is none: choose one that"
        " is.",
    ),
    ({"folder": "memory://nowhere"}, "en", "There is nothing at memory://nowhere: check the address."),
]


@pytest.mark.parametrize(("settings", "language", "sentence"), REFUSED)
def test_what_cannot_be_is_refused_by_the_name_of_the_setting(
    desk: StandIn, years: Path, settings: dict[str, str], language: str, sentence: str
) -> None:
    desk.language = language
    desk.settings |= settings
    assert ran(results.consolidate, desk) == sentence
    assert desk.opened == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("postgresql://kpi@host/years", "postgresql://kpi@host/years"),
        ("POSTGRESQL://kpi@host/years", "POSTGRESQL://kpi@host/years"),
        ("postgresql://kpi:s3cret@host:5432/years", "postgresql://kpi@host:5432/years"),
        # a drive and an @ in a folder's name are no user and no password
        ("sqlite:///C:/Users/ann@wco/years.db", "sqlite:///C:/Users/ann@wco/years.db"),
    ],
)
def test_what_may_be_kept_of_a_databases_address(typed: str, kept: str) -> None:
    assert without_key(typed) == kept


def test_a_password_is_taken_out_of_its_setting(desk: StandIn) -> None:
    desk.settings["database"] = "postgresql://ada:s3cret@host/years"
    with pytest.raises(Ended):
        database_of(desk)
    assert desk.settings["database"] == "postgresql://ada@host/years"


# --- folders that are somewhere else ---------------------------------------------------------
def test_a_folder_elsewhere_is_consolidated_as_one_here(desk: StandIn, years: Path) -> None:
    put_up(years)
    here = ran(results.consolidate, desk)
    desk.settings["folder"] = " memory://sent/2026 "
    assert ran(results.consolidate, desk) == here
    assert desk.progress[-5:] == [
        "0 of 1: fetching …",
        "1 of 1: fetching kenya.xlsx",
        "0 of 1: reading …",
        "1 of 1: reading kenya.xlsx",
        "writing the result…",
    ]


def test_fetching_ends_between_two_files_and_nothing_stays_of_it(
    desk: StandIn, years: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(9):
        fsspec.filesystem("memory").pipe(f"/sent/2026/{number}.xlsx", b"answers")
    temporary = years / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    desk.settings["folder"] = "memory://sent/2026"
    desk.stops = True
    assert ran(results.consolidate, desk) == "Stopped. Nothing was made, and no file was changed."
    assert desk.progress == ["0 of 9: fetching …", "1 of 9: fetching 0.xlsx"]
    assert list(temporary.iterdir()) == []


def test_last_years_answers_may_be_elsewhere(desk: StandIn, years: Path) -> None:
    put_up(years)
    desk.settings |= {"folder": str(years / "2027"), "prefill": "memory://sent/2026"}
    assert ran(results.consolidate, desk).startswith("1 file: 1 accepted")
    assert "1 of 1: reading last year’s kenya.xlsx" in desk.progress


def test_the_history_of_the_status_is_kept_beside_the_address(desk: StandIn, years: Path) -> None:
    put_up(years)
    desk.settings["folder"] = "memory://sent/2026"
    ran(receive.status, desk)
    assert fsspec.filesystem("memory").exists("/sent/2026-status.sqlite3")
    assert " Arrived since the last run, on " in ran(receive.status, desk)


def test_findings_of_what_was_fetched_lead_nowhere(desk: StandIn, years: Path) -> None:
    shutil.copy(RETURNED / "blank.xlsx", years / "2026")
    put_up(years)
    desk.settings["folder"] = "memory://sent/2026"
    assert ran(receive.validate_folder, desk) == "2 files: 1 complete, 0 without answers."
    ((name, _),) = desk.opened
    sheet = openpyxl.load_workbook(years / "out" / name)["Findings"]
    assert [cell for row in sheet for cell in row if cell.hyperlink] == []


def test_what_is_said_names_the_address_and_not_where_it_was_fetched_to(desk: StandIn, years: Path) -> None:
    fsspec.filesystem("memory").pipe("/sent/2026/readme.txt", b"nothing of ours")
    desk.settings["folder"] = "memory://sent/2026"
    desk.settings["kind"] = "receipt"
    told = ran(send.letters, desk)
    assert "memory://sent/2026" in told
    assert "kpibook-" not in told


def test_a_result_and_a_database_hold_no_addresses_for_letters(desk: StandIn, years: Path) -> None:
    desk.settings |= {"kind": "receipt", "prefill": "postgresql://ada@host/years"}
    assert "1 letter" in ran(send.letters, desk)
    desk.settings["prefill"] = str(RETURNED.parent / "results" / "before_members.xlsx")
    assert "1 letter" in ran(send.letters, desk)


def test_the_parts_to_merge_are_here(desk: StandIn) -> None:
    desk.settings["files"] = "a.xlsx\ns3://bucket/kenya.xlsx"
    assert ran(receive.merge, desk) == (
        "“Files to merge” is to be a place on this computer, and s3://bucket/kenya.xlsx is none: choose one that is."
    )
