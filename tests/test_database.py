"""Years that add up: runs in a database, in SQLite and in a real PostgreSQL alike."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from addin.consolidation.consolidate import Consolidation, consolidate
from addin.database import upgrade as upgrading
from addin.database.append import Appended, append
from addin.database.database import open_database
from addin.database.schema import metadata, name_of, run_tables
from addin.database.stored import latest_before, years_before
from addin.submissions.submission import LevelRow, RemarkRow, Submission
from addin.tables.run import Run
from schemas.database_address import DatabaseAddress, database_address, database_in
from schemas.errors import Refusal
from tests.postgresql import PASSWORD, TYPED_PASSWORD, Server
from tests.submissions import answer, sent

SPAWN = multiprocessing.get_context("spawn")


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> DatabaseAddress:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return database_address(f"sqlite:///{tmp_path / 'years.db'}")
    server: Server = request.getfixturevalue("postgresql")
    return database_address(server.new_database())


@pytest.fixture
def file(tmp_path: Path) -> DatabaseAddress:
    return database_address(str(tmp_path / "years.db"))


def season(year: int = 2026, text: str = "Training.", *more: Submission) -> Consolidation:
    """What two Members sent, and what somebody wrote beside an answer."""
    remark = RemarkRow("Standard 1", "J20", "note", "By phone.")
    kenya = sent("ken.xlsx", "KEN", year=year, answers=(answer(text),), remarks=(remark,))
    peru = sent("per.xlsx", "PER", year=year, levels=(LevelRow(1, 1, 4), LevelRow(1, 2, None)))
    return consolidate((kenya, peru, *more))


def add(address: DatabaseAddress, consolidation: Consolidation) -> Appended:
    return append(open_database(address, make=True), consolidation, Run(Path("returned")))


def rows(address: DatabaseAddress, query: str) -> list[tuple[Any, ...]]:
    with open_database(address).reading() as connection:
        return [tuple(row) for row in connection.execute(sa.text(query))]


def counts(address: DatabaseAddress) -> dict[str, int]:
    return {name: rows(address, f"SELECT count(*) FROM {name}")[0][0] for name in metadata.tables}


# --- what a run is -------------------------------------------------------------------------------
def test_a_run_holds_every_row_of_the_raw_tables(address: DatabaseAddress) -> None:
    consolidation = season(2026, "Training.", sent("sent-twice.xlsx", "PER"))
    add(address, consolidation)
    for table in run_tables(consolidation):
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        found = rows(address, f"SELECT {columns} FROM {name_of(table)} ORDER BY line")
        assert found == list(table.rows()), table.name
    assert counts(address)["remarks"] == 1


def test_a_run_says_how_it_came_about_and_not_where(file: DatabaseAddress, tmp_path: Path) -> None:
    run = Run(
        tmp_path / "returned-2026", 2026, before=database_address(f"postgresql://kpi:{TYPED_PASSWORD}@host/years")
    )
    append(open_database(file, make=True), season(), run)
    [(year, editions, language, folder, options)] = rows(
        file, "SELECT year, editions, language, folder, options FROM runs"
    )
    assert (year, editions, language, folder) == (2026, "2018", "en", "returned-2026")
    assert options == '{"year": 2026, "before": "years"}'


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b"])
def test_what_is_no_character_is_stored_as_the_sign_for_it(address: DatabaseAddress, text: str) -> None:
    add(address, season(2026, text))
    assert rows(address, "SELECT answer FROM answers WHERE country = 'KEN'") == [("a\ufffdb",)]


# --- once, and in place of what was there -------------------------------------------------------
def test_the_same_run_twice_changes_nothing_and_says_so(address: DatabaseAddress) -> None:
    first = add(address, season())
    before = counts(address)
    again = add(address, season())
    assert first.sentence() == f"Database: {address}, run 1 of 2026."
    assert again.sentence() == f"Database: {address} has these answers of 2026 already, as run 1: nothing was changed."
    assert counts(address) == before


def test_a_corrected_year_replaces_its_run_which_is_kept_and_counts_no_more(address: DatabaseAddress) -> None:
    add(address, season(2025))
    add(address, season(2026, "Training."))
    corrected = add(address, season(2026, "Training, and staff."))
    assert corrected.sentence() == (
        f"Database: {address}, run 3 of 2026. It replaces run 2, which is kept and counts no more."
    )
    assert rows(address, "SELECT id, year, replaced_by FROM runs ORDER BY id") == [
        (1, 2025, None),
        (2, 2026, 3),
        (3, 2026, None),
    ]
    assert counts(address)["answers"] == 6
    assert latest_before(address, 2027).files[0].answers[0].answer == "Training, and staff."


def test_what_was_replaced_may_come_back(address: DatabaseAddress) -> None:
    for text in ("First.", "Second.", "First."):
        add(address, season(2026, text))
    assert rows(address, "SELECT id, replaced_by FROM runs ORDER BY id") == [(1, 2), (2, 3), (3, None)]


# --- what the tables hold to --------------------------------------------------------------------
@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("INSERT INTO levels (run, line, file) VALUES (1, 99, 'nobody.xlsx')", "foreign key"),
        ("INSERT INTO remarks (run, line, file) VALUES (7, 1, 'ken.xlsx')", "foreign key"),
        ("UPDATE levels SET level = 6", "check"),
        ("UPDATE files SET status = 'fine'", "check"),
        ("UPDATE files SET status = NULL", "not.null"),
        ("UPDATE levels SET indicator = '1.1'", "unique"),
        ("INSERT INTO runs SELECT 9, year, '', '', '', '', '', '', digest, NULL FROM runs", "unique"),
        ("UPDATE runs SET replaced_by = id", "check"),
        ("UPDATE runs SET replaced_by = 8", "foreign key"),
    ],
)
def test_the_tables_take_no_row_that_cannot_be(address: DatabaseAddress, statement: str, what: str) -> None:
    add(address, season())
    before = counts(address)
    with pytest.raises(Refusal, match=rf"(?i){what}"), open_database(address).writing() as connection:
        connection.execute(sa.text(statement))
    assert counts(address) == before


# --- what breaks in the middle ------------------------------------------------------------------
def _at_the_remarks(engine: sa.Engine, do: Callable[[], object]) -> None:
    def before(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("INSERT INTO remarks"):
            do()

    sa.event.listen(engine, "before_cursor_execute", before)


def _killed_in_the_middle(url: str) -> None:
    database = open_database(database_address(url), make=True)
    _at_the_remarks(database._engine, lambda: os.kill(os.getpid(), signal.SIGKILL))
    append(database, season(2026, "Killed."), Run())


def test_a_process_that_is_killed_leaves_nothing(address: DatabaseAddress) -> None:
    add(address, season(2025))
    before = counts(address)
    process = SPAWN.Process(target=_killed_in_the_middle, args=(address.url,))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    assert counts(address) == before
    assert add(address, season(2026, "Killed.")).run == 2


def test_a_full_disk_is_told_and_leaves_nothing(file: DatabaseAddress) -> None:
    database = open_database(file, make=True)
    append(database, season(2025), Run())
    before = counts(file)

    def no_room(connection: sqlite3.Connection, _: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    sa.event.listen(database._engine, "connect", no_room)
    with pytest.raises(Refusal) as refused:
        append(database, season(2026, "Long. " * 10_000), Run())
    assert str(refused.value) == f"{file}: database or disk is full: make room on that disk."
    assert counts(file) == before


def test_a_lost_connection_is_told_and_leaves_nothing(postgresql: Server) -> None:
    url = postgresql.new_database()
    address = database_address(url)
    add(address, season(2025))
    before = counts(address)
    database = open_database(address)
    _at_the_remarks(database._engine, postgresql.end_all_others)
    with pytest.raises(Refusal, match=r"connection was (ended|lost): run it again") as refused:
        append(database, season(), Run())
    assert PASSWORD not in str(refused.value)
    assert counts(address) == before


# --- several at once ----------------------------------------------------------------------------
def _added(url: str, text: str, started: Any, said: Any) -> None:
    started.wait(60)
    said.put(add(database_address(url), season(2026, text)).is_new)


def test_two_processes_at_once_both_end_well_one_after_the_other(address: DatabaseAddress) -> None:
    """Neither finds the tables there: one of them makes them, the other one waits."""
    started, said = SPAWN.Barrier(2), SPAWN.Queue()
    processes = [SPAWN.Process(target=_added, args=(address.url, text, started, said)) for text in ("One.", "Other.")]
    for process in processes:
        process.start()
    assert [said.get(timeout=60) for _ in processes] == [True, True]
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]
    assert rows(address, "SELECT id, replaced_by FROM runs ORDER BY id") == [(1, 2), (2, None)]


def test_of_several_that_add_the_same_at_once_one_does(address: DatabaseAddress) -> None:
    consolidations = [season() for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        appended = list(threads.map(lambda each: add(address, each), consolidations))
    assert sorted(each.is_new for each in appended) == [False, False, False, True]
    assert rows(address, "SELECT id, replaced_by FROM runs") == [(1, None)]


# --- versions -----------------------------------------------------------------------------------
def test_the_migrations_make_the_tables_that_are_meant(address: DatabaseAddress) -> None:
    with open_database(address, make=True).reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": upgrading.VERSION_TABLE, "compare_type": True}
        )
        assert compare_metadata(context, metadata) == []
        made = _checks(connection)
    apart = sa.create_engine("sqlite://")
    if address.file is not None:
        with apart.connect() as connection:
            metadata.create_all(connection)
            assert made == _checks(connection)
    apart.dispose()


def _checks(connection: sa.Connection) -> dict[str, dict[str, str]]:
    """The constraints that Alembic does not compare."""
    inspector = sa.inspect(connection)
    return {
        name: {str(each["name"]): each["sqltext"] for each in inspector.get_check_constraints(name)}
        for name in metadata.tables
    }


LATER = '''
"""Version 2 of a test: what people call a run."""
import sqlalchemy as sa
from alembic import op

revision, down_revision = "2", "1"


def upgrade() -> None:
    op.add_column("runs", sa.Column("called", sa.Text()))
    op.execute("UPDATE runs SET called = 'Run ' || id")
'''


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Makes this kpibook a later one, whose tables are of version 2."""
    folder = tmp_path / "later"
    folder.mkdir()
    (folder / "v0002_called.py").write_text(LATER)
    return lambda: monkeypatch.setattr(upgrading, "VERSIONS", (*upgrading.VERSIONS, folder))


def test_an_older_database_is_brought_forward_with_what_it_holds(
    address: DatabaseAddress, later: Callable[[], None]
) -> None:
    add(address, season())
    before = counts(address)
    later()
    assert rows(address, "SELECT id, called FROM runs") == [(1, "Run 1")]
    assert counts(address) == before
    assert rows(address, f"SELECT version_num FROM {upgrading.VERSION_TABLE}") == [("2",)]


def test_a_migration_that_fails_leaves_the_older_tables(
    address: DatabaseAddress, later: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(address, season())
    (tmp_path / "later" / "v0002_called.py").write_text(LATER + "    op.execute('UPDATE runs SET digest = 1')\n")
    with monkeypatch.context() as patched:
        patched.setattr(upgrading, "VERSIONS", (*upgrading.VERSIONS, tmp_path / "later"))
        with pytest.raises(Refusal):
            open_database(address)
    with open_database(address).reading() as connection:
        assert "called" not in {column["name"] for column in sa.inspect(connection).get_columns("runs")}


def test_a_database_of_a_newer_kpibook_is_refused(address: DatabaseAddress) -> None:
    add(address, season())
    with open_database(address).writing() as connection:
        connection.execute(sa.text(f"UPDATE {upgrading.VERSION_TABLE} SET version_num = '7'"))
    with pytest.raises(Refusal) as refused:
        open_database(address)
    assert str(refused.value) == (
        f"A newer kpibook has written to {address} (its tables are of version 7, and this kpibook knows 1): install"
        " that kpibook here."
    )


def test_tables_that_somebody_else_made_are_left_alone(file: DatabaseAddress) -> None:
    with sqlite3.connect(str(file)) as connection:
        connection.execute("CREATE TABLE files (name TEXT)")
    with pytest.raises(Refusal, match="holds tables called files that kpibook did not make: give another database"):
        open_database(file, make=True)


# --- addresses ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "told", "name"),
    [
        ("kpibook.db", "kpibook.db", "kpibook.db"),
        ("results/years.DB", "results/years.DB", "years.DB"),
        ("sqlite:///years.sqlite", "years.sqlite", "years.sqlite"),
        ("sqlite:////srv/years.db", "/srv/years.db", "years.db"),
        # A drive of Windows is no scheme, whichever way its slash leans.
        ("C:/results/years.db", "C:/results/years.db", "years.db"),
        ("postgresql://host/years", "postgresql://host/years", "years"),
        ("postgresql://kpi@host:5433/years", "postgresql://kpi@host:5433/years", "years"),
        ("postgresql://kpi:s3cret@host/years", "postgresql://kpi:***@host/years", "years"),
        ("postgresql://kpi:a:b%40c@host/years?sslmode=require", "postgresql://kpi:***@host/years", "years"),
        ("PostgreSQL://kpi:s3cret@/years?host=/run", "postgresql://kpi:***@/years", "years"),
    ],
)
def test_an_address_is_told_without_its_password(typed: str, told: str, name: str) -> None:
    address = database_address(typed)
    assert (str(address), address.name) == (told, name)
    assert "s3cret" not in repr(address)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            "returned",
            "“returned” is no database: give sqlite:///kpibook.db, a name that ends in .db, or"
            " postgresql://user@host/database.",
        ),
        (
            "mysql://kpi:s3cret@host/years",
            "An address that begins with mysql:// leads to no database that kpibook knows: give sqlite:///kpibook.db, a"
            " name that ends in .db, or postgresql://user@host/database.",
        ),
        *(
            (
                typed,
                "A database is told by its address: give sqlite:///kpibook.db, a name that ends in .db, or"
                " postgresql://user@host/database.",
            )
            for typed in (
                "host=h user=kpi password=s3cret dbname=years",
                "Server=h;Uid=kpi;Pwd=s3cret;",
                "kpi:s3cret@host/years",
                "kpi:s3cret@host/years.db",
            )
        ),
        (
            "sqlite://",
            "An SQLite database is a file: give its name such as kpibook.db, or an address such as"
            " sqlite:///kpibook.db.",
        ),
        (
            "sqlite:///:memory:",
            "An SQLite database is a file: give its name such as kpibook.db, or an address such as"
            " sqlite:///kpibook.db.",
        ),
        *(
            (
                typed,
                "The address of the PostgreSQL database cannot be taken apart: it is like"
                " postgresql://user:password@host:5432/database, and in its name and password @ is written %40, / is"
                " %2F, ? is %3F and # is %23.",
            )
            for typed in (
                "postgresql://kpi:s3cret@x@host/years",
                "postgresql://kpi:s3cret/x@host/years",
                "postgresql://kpi:s3cret?x@host/years",
                "postgresql://kpi:s3cret#x@host/years",
                "postgresql://kpi:s3cret@host",
                "postgresql://kpi:s3cret@host/",
                "postgresql://kpi:s3cret@host:port/years",
                "postgresql://kpi:s3cret@host:65536/years",
                "postgresql://kpi:s3cret@[::1/years",
            )
        ),
        (
            "postgresql://host/years?user=kpi&password=s3cret",
            "password does not stand behind the ? of an address: write a password before the host, or keep it in the"
            " file .pgpass, which PostgreSQL reads by itself.",
        ),
    ],
)
def test_what_is_no_address_is_refused_without_telling_a_password(typed: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        database_address(typed)
    assert str(refused.value) == sentence


@pytest.mark.parametrize("typed", ["returned-2026", "result.xlsx", "C:\\results\\result.xlsx", "s3://bucket/returned"])
def test_the_path_of_something_else_is_no_database(typed: str) -> None:
    assert database_in(typed) is None


def test_an_earlier_year_may_not_be_told_with_a_password_either() -> None:
    with pytest.raises(Refusal, match=r"^A database is told by its address: give sqlite:"):
        database_in("host=h user=kpi password=s3cret dbname=years")


def test_a_folder_may_be_called_like_what_a_driver_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("user=kpi").mkdir()
    assert database_in("user=kpi") is None


def test_a_folder_may_be_called_like_a_database(tmp_path: Path) -> None:
    (tmp_path / "years.db").mkdir()
    assert database_in(str(tmp_path / "years.db")) is None


# --- a database that is not there ----------------------------------------------------------------
def test_a_wrong_password_is_told_and_never_shown(postgresql: Server) -> None:
    address = database_address(postgresql.address("postgres", "wr0ng%25pass"))
    with pytest.raises(Refusal, match="check the name and the password") as refused:
        open_database(address)
    told = "".join(traceback.format_exception(refused.value))
    assert "wr0ng" not in told
    assert "postgresql://kpi:***@/postgres" in told


def test_a_database_that_nobody_made_is_told(postgresql: Server) -> None:
    with pytest.raises(Refusal, match='database "nowhere" does not exist: check the name, or have it made'):
        open_database(database_address(postgresql.address("nowhere")))


def test_a_server_that_is_not_there_is_told() -> None:
    address = database_address("postgresql://kpi:s3cret@127.0.0.1:1/years")
    with pytest.raises(Refusal, match=r"postgresql://kpi:\*\*\*@127.0.0.1:1/years: .*check the address") as refused:
        open_database(address)
    assert "s3cret@" not in "".join(traceback.format_exception(refused.value))


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("Not a database at all, but a long text of somebody's. " * 100)
    with pytest.raises(Refusal, match="file is not a database: give the file of another database"):
        open_database(database_address(str(tmp_path / "notes.db")), make=True)


def test_to_read_makes_no_file(file: DatabaseAddress) -> None:
    with pytest.raises(Refusal, match=r"There is no database .*: kpibook consolidate with --database makes it"):
        latest_before(file, 2027)
    assert file.file is not None
    assert not file.file.exists()


# --- reading it back ----------------------------------------------------------------------------
@pytest.mark.parametrize(("year", "found"), [(2025, 2024), (2027, 2026), (None, 2026), (2030, 2026)])
def test_the_latest_year_before_counts(address: DatabaseAddress, year: int | None, found: int) -> None:
    for each in (2026, 2024):
        add(address, season(each))
    assert latest_before(address, year).year == found


def test_a_database_without_an_earlier_year_is_told(file: DatabaseAddress) -> None:
    add(file, season(2026))
    with pytest.raises(Refusal) as refused:
        latest_before(file, 2026)
    assert str(refused.value) == (
        f"No year before 2026 stands in {file}: give the answers of a year before in another way."
    )


def test_the_years_come_one_after_the_other_with_the_files_that_count(address: DatabaseAddress) -> None:
    add(address, season(2026))
    add(address, season(2025, "Training.", sent("nobody.xlsx", None, year=2025)))
    years = years_before(address, 2027)
    assert [(each.year, [file.country for file in each.files]) for each in years] == [
        (2025, ["KEN", "PER"]),
        (2026, ["KEN", "PER"]),
    ]
    assert [row.level for row in years[0].files[1].levels] == [4, None]
    assert not years[0].files[1].answers
