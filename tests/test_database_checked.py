"""A database may be anybody's: what was put into it that kpibook never writes is told, and never taken."""

from __future__ import annotations

import re
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from addin.consolidation.consolidate import consolidate
from addin.database import database as opening
from addin.database.append import append
from addin.database.database import open_database
from addin.database.stored import latest_before, years_before
from addin.submissions.submission import InformationRow, LevelRow, RemarkRow
from addin.tables.run import Run
from schemas.database_address import DatabaseAddress, database_address
from schemas.errors import Refusal
from tests.postgresql import TYPED_PASSWORD, USER, Server
from tests.submissions import answer, sent

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT answers_2.* FROM answers_2, n"
"""What a reader would be at for ever."""


@pytest.fixture
def years(tmp_path: Path) -> DatabaseAddress:
    """A database with the answers of two Members."""
    address = database_address(str(tmp_path / "years.db"))
    item = InformationRow(1, 1, "Share", "", "percent", 45, "%", "", "", False, False, "45", "Standard 1", "D20")
    remark = RemarkRow("Standard 1", "J20", "note", "By phone.")
    kenya = sent("ken.xlsx", "KEN", answers=(answer("Training."),), information=(item,), remarks=(remark,))
    peru = sent("per.xlsx", "PER", levels=(LevelRow(1, 1, 4), LevelRow(1, 2, None)))
    append(open_database(address, make=True), consolidate((kenya, peru)), Run(Path("returned")))
    return address


def put_in(address: DatabaseAddress, statements: str) -> None:
    """What somebody does to the file who is held to nothing: the tables are copied without what they check."""
    connection = sqlite3.connect(str(address.file))
    try:
        for name in ("runs", "files", "levels", "answers", "information", "findings", "remarks"):
            connection.execute(f"CREATE TABLE loose AS SELECT * FROM {name}")
            connection.execute(f"DROP TABLE {name}")
            connection.execute(f"ALTER TABLE loose RENAME TO {name}")
        connection.executescript(statements)
        connection.commit()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE levels SET level = 99", "level of the table levels, line 1, holds “99”, where a whole number from 1"),
        ("UPDATE levels SET level = '=1+1'", "level of the table levels, line 1, holds “=1+1”, where a whole number"),
        ("UPDATE levels SET level = 1.5", "level of the table levels, line 1, holds “1.5”, where a whole number"),
        ("UPDATE levels SET indicator = 'x'", "indicator of the table levels, line 1, holds “x”, where a number such"),
        ("UPDATE levels SET standard = NULL", "standard of the table levels, line 1, is empty, where a whole number"),
        ("UPDATE answers SET answer = x'00ff'", "answer of the table answers, line 1, holds “b'\\x00\\xff'”, where"),
        ("UPDATE answers SET question = 1e300", "question of the table answers, line 1, holds “1e+300”, where a whole"),
        ("UPDATE information SET value = 9e999", "value of the table information, line 1, holds “inf”, where a number"),
        ("UPDATE information SET value = 'x'", "value of the table information, line 1, holds “x”, where a number bel"),
        ("UPDATE information SET item = -1", "item of the table information, line 1, holds “-1”, where a whole number"),
        ("UPDATE information SET not_available = 7", "not_available of the table information, line 1, holds “7”,"),
        ("UPDATE files SET country = '../../x'", "country of the table files, line 1, holds “../../x”, where the"),
        ("UPDATE files SET country = 'KEN'", "country of the table files, line per.xlsx, holds “KEN”, where"),
        ("UPDATE files SET status = 'good'", "status of the table files, line 1, holds “good”, where one of"),
        ("UPDATE files SET year = 'abc'", "year of the table files, line 1, holds “abc”, where a whole"),
        ("UPDATE runs SET year = -5", "year of the table runs, line 1, holds “-5”, where a whole"),
        ("INSERT INTO runs SELECT 2, * FROM (SELECT year, editions, language, folder, options, version, made, digest,"
         " replaced_by FROM runs)", "year of the table runs, line 2, holds “2026”, where a year that no other run"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_told_with_its_place(years: DatabaseAddress, statement: str, told: str) -> None:
    put_in(years, statement)
    with pytest.raises(Refusal, match=re.escape(f"{years}: the column {told}")) as refused:
        latest_before(years, 2027)
    assert str(refused.value).endswith("did not write that there, so take the last copy that nobody changed.")


def test_what_is_as_kpibook_writes_it_is_taken(years: DatabaseAddress) -> None:
    put_in(years, "")
    [kenya, peru] = latest_before(years, 2027).files
    assert (kenya.country, kenya.answers[0].answer, kenya.information[0].value) == ("KEN", "Training.", 45)
    assert peru.levels == [LevelRow(1, 1, 4), LevelRow(1, 2, None)]


@pytest.mark.parametrize(
    ("statements", "called"),
    [
        (f"ALTER TABLE answers RENAME TO answers_2; CREATE VIEW answers AS {ENDLESS}", "answers"),
        ("ALTER TABLE runs ADD COLUMN more AS (hex(zeroblob(1000000000)))", "runs"),
        ("DROP TABLE levels; CREATE VIRTUAL TABLE levels USING fts5(run)", "levels"),
        ("CREATE TRIGGER more AFTER INSERT ON files BEGIN DELETE FROM runs; END", "files"),
        ("DROP TABLE kpibook_schema; CREATE VIEW kpibook_schema AS SELECT 1 AS version_num", "kpibook_schema"),
    ],
)
def test_what_is_no_plain_table_is_never_read(years: DatabaseAddress, statements: str, called: str) -> None:
    put_in(years, statements)
    with pytest.raises(Refusal, match=f"holds {called} as something else than a plain table: kpibook did not make"):
        years_before(years, 2027)


def test_a_view_is_no_table_on_a_server_either(postgresql: Server) -> None:
    address = database_address(postgresql.new_database())
    with open_database(address).writing() as connection:
        connection.execute(sa.text("ALTER TABLE remarks RENAME TO remarks_2"))
        connection.execute(sa.text("CREATE VIEW remarks AS SELECT * FROM remarks_2"))
    with pytest.raises(Refusal, match="holds remarks as something else than a plain table"):
        open_database(address)


def test_views_of_ones_own_may_stand_beside_the_tables(years: DatabaseAddress) -> None:
    put_in(years, "CREATE VIEW own AS SELECT country, level FROM levels; CREATE TABLE notes (text)")
    assert latest_before(years, 2027).year == 2026


def test_damage_is_told_wherever_it_is(years: DatabaseAddress) -> None:
    """What is read of a year may be whole by chance: it is no reason to add another one to it."""
    put_in(years, "CREATE TABLE big AS SELECT hex(zeroblob(20000)) AS text; CREATE INDEX own ON big (text)")
    assert years.file is not None
    data = bytearray(years.file.read_bytes())
    data[-20_000:] = b"\xff" * 20_000
    years.file.write_bytes(data)
    with pytest.raises(Refusal, match="the file is damaged: take the last copy of it that is not"):
        open_database(years)


def test_a_text_that_is_none_is_damage(years: DatabaseAddress) -> None:
    put_in(years, "UPDATE answers SET answer = cast(x'61ff' AS TEXT)")
    with pytest.raises(Refusal, match=r"Could not decode to UTF-8 .*: the file is damaged: take the last copy"):
        latest_before(years, 2027)


def test_two_versions_at_once_are_none_that_is_known(years: DatabaseAddress) -> None:
    put_in(years, "INSERT INTO kpibook_schema VALUES ('zz')")
    with pytest.raises(Refusal, match=r"its tables are of version .*zz.*: install that kpibook here"):
        open_database(years)


# --- told before anything is read ----------------------------------------------------------------
def test_a_file_that_cannot_be_written_to_is_refused_where_a_run_is_to_be_added(
    years: DatabaseAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare = opening._prepare

    def read_only(connection: sqlite3.Connection, record: object) -> None:
        prepare(connection, record)
        connection.execute("PRAGMA query_only = ON")

    monkeypatch.setattr(opening, "_prepare", read_only)
    assert latest_before(years, 2027).year == 2026
    with pytest.raises(Refusal, match="readonly database: check your permission to write to it"):
        open_database(years, make=True)


def test_who_may_only_read_on_a_server_may_read(postgresql: Server) -> None:
    typed = postgresql.new_database()
    append(open_database(database_address(typed), make=True), consolidate((sent("ken.xlsx", "KEN"),)), Run())
    schema = typed.rpartition("%3D")[2]
    with postgresql.connect() as connection:
        for statement in (
            f"CREATE USER reader_{schema} PASSWORD 'reads'",
            f"GRANT USAGE ON SCHEMA {schema} TO reader_{schema}",
            f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO reader_{schema}",
        ):
            connection.execute(statement)  # type: ignore[arg-type]
    reader = database_address(typed.replace(f"{USER}:{TYPED_PASSWORD}", f"reader_{schema}:reads"))
    assert latest_before(reader, 2027).year == 2026
    with pytest.raises(Refusal, match="permission denied for table runs: ask whoever looks after the server"):
        open_database(reader, make=True)


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_a_database_without_letters_for_every_language_is_refused(postgresql: Server, encoding: str) -> None:
    name = f"in_{encoding.lower()}"
    with postgresql.connect() as connection:
        connection.execute(f"CREATE DATABASE {name} ENCODING '{encoding}' TEMPLATE template0")  # type: ignore[arg-type]
    with pytest.raises(Refusal, match=f"keeps its texts in {encoding}, which does not .* have one made in UTF8"):
        open_database(database_address(postgresql.address(name)))


# --- a file that another program has ------------------------------------------------------------
@contextmanager
def held(file: Path) -> Iterator[sqlite3.Connection]:
    """The file as a program has it that lets nobody else in."""
    connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        yield connection
    finally:
        connection.close()


def test_who_finds_it_in_use_waits_until_it_is_given_back(years: DatabaseAddress) -> None:
    assert years.file is not None
    with held(years.file) as connection:
        given_back = threading.Timer(0.5, connection.execute, ["COMMIT"])
        given_back.start()
        assert latest_before(years, 2027).year == 2026
        given_back.join()


def test_who_waits_too_long_is_told(years: DatabaseAddress, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_PATIENCE", 0.3)
    assert years.file is not None
    with held(years.file), pytest.raises(Refusal, match="locked: another program has been writing to it for too long"):
        open_database(years)


def test_who_waits_hears_of_ctrl_c(years: DatabaseAddress, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite's own waiting would not: a Ctrl-C came through when the minute was over."""

    def interrupted(_: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", interrupted)
    assert years.file is not None
    with held(years.file), pytest.raises(KeyboardInterrupt):
        open_database(years)


def test_who_stops_a_long_question_has_stopped_and_no_broken_database(years: DatabaseAddress) -> None:
    put_in(years, "ALTER TABLE answers RENAME TO answers_2")
    with pytest.raises(KeyboardInterrupt):
        ask_for_ever(opening.Database(years))


def ask_for_ever(database: opening.Database) -> None:
    """Until somebody stops it, which SQLite tells as an error of its own."""
    with database.reading() as connection:
        own = connection.connection.dbapi_connection
        assert isinstance(own, sqlite3.Connection)
        threading.Timer(0.2, own.interrupt).start()
        connection.execute(sa.text(f"SELECT count(*) FROM ({ENDLESS})"))
