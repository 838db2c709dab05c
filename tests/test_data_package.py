"""What `--tables` writes is a Data Package: frictionless, the standard's own validator, finds nothing wrong in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from frictionless import Package, validate

from addin.consolidation.consolidate import consolidate
from addin.results.data_package import schema_of, stem_of
from addin.results.exports import table_files, write_tables
from addin.submissions.submission import LevelRow, RemarkRow, Submission
from addin.tables.keys import keys_of
from addin.tables.result_tables import all_tables
from schemas.findings import Code
from schemas.written.table_seal import PACKAGE, is_own_table
from tests.command_line import run
from tests.submissions import answer, found, information, rejected, sent

pytestmark = pytest.mark.long


TABLES = all_tables(consolidate(()))
HOSTILE = (
    '=HYPERLINK("http://x","y")',
    "-2",
    "@x",
    "\tx",
    'say "hello", twice',
    "one\ntwo\r\nthree\rfour",
    "  spaces  ",
    "null",
    "true",
    "العربية 你好 Côte d’Ivoire \U0001f600",
    "bell \x07",
    "x" * 40_000,
    "",
)
"""What officers typed, and what no reader of the tables may take for anything else."""


def a_bit_of_everything() -> tuple[Submission, ...]:
    """Answers with hostile texts, a file of nobody's, one that sent twice, one that cannot be read."""
    answers = tuple(answer(text, question=number) for number, text in enumerate(HOSTILE, 1))
    items = tuple(information(None, text, item=number) for number, text in enumerate(HOSTILE, 1))
    remarks = tuple(RemarkRow("Standard 1", "F9", "note", text) for text in HOSTILE)
    levels = tuple(LevelRow(1, i, i + 1) for i in range(1, 5))
    wrong = (found(Code.LEVEL_MISSING), found(Code.NORMALISED, shown="=1+1"))
    return (
        sent("=1+1.xlsx", answers=answers, information=items, remarks=remarks, findings=wrong),
        sent("b & <c>, “d” #1.xlsx", findings=wrong, submitted=None),
        sent("Côte d'Ivoire.xlsx", "CIV", levels=levels),
        sent("nobody.xlsx", None),
        sent("nobody else.xlsx", None),
        rejected("sub/cut.xlsx"),
    )


def written(folder: Path, *submissions: Submission) -> Path:
    """The description of the tables in `folder`."""
    assert write_tables(consolidate(submissions, year=2026), folder) == table_files(folder)
    return folder / PACKAGE


def errors(path: Path) -> list[str]:
    """What frictionless finds in a Data Package, by its own names."""
    report = validate(str(path))
    return [error.type for error in report.errors] + [error.type for task in report.tasks for error in task.errors]


# --- nothing is wrong ------------------------------------------------------------------------
@pytest.mark.parametrize("submissions", [a_bit_of_everything(), (), (rejected("a.xlsx"),)], ids=["all", "none", "cut"])
def test_frictionless_finds_nothing(tmp_path: Path, submissions: tuple[Submission, ...]) -> None:
    path = written(tmp_path, *submissions)
    assert errors(path) == []
    assert len(validate(str(path)).tasks) == 2 * len(TABLES)


def test_every_file_beside_it_is_described(tmp_path: Path) -> None:
    path = written(tmp_path, *a_bit_of_everything())
    described = {resource["path"] for resource in json.loads(path.read_bytes())["resources"]}
    assert described == {each.name for each in tmp_path.iterdir()} - {PACKAGE}
    assert described == {f"{stem_of(table)}{ending}" for table in TABLES for ending in (".csv", ".parquet")}
    assert all(name == name.lower() for name in described)


def test_what_is_read_by_the_description_is_what_was_typed(tmp_path: Path) -> None:
    package = Package(str(written(tmp_path, *a_bit_of_everything())))
    rows = package.get_resource("answers").read_rows()
    mine = [row["answer"] or "" for row in rows if row["file"] == "'=1+1.xlsx"]
    # The description says so: in CSV what would run has an apostrophe in front.
    assert mine == [f"'{text}" if text.startswith(("=", "-", "@", "\t")) else text for text in HOSTILE]
    exact = pd.read_parquet(tmp_path / "answers.parquet").set_index("file").loc["=1+1.xlsx", "answer"]
    assert exact.tolist() == list(HOSTILE)
    assert {type(row["standard"]) for row in rows} == {int}


# --- what it says ----------------------------------------------------------------------------
def test_it_says_of_every_column_what_the_result_says() -> None:
    for table in TABLES:
        schema = schema_of(table)
        said = [(field["name"], field["description"], field.get("unit", "")) for field in schema["fields"]]
        assert said == [(column.name, column.description, column.unit) for column in table.columns]
        assert schema["missingValues"] == [""]


def constraints(table: str) -> dict[str, dict[str, Any]]:
    """The constraints of a table's columns, by heading."""
    (found,) = (each for each in TABLES if each.name == table)
    return {field["name"]: field.get("constraints", {}) for field in schema_of(found)["fields"]}


@pytest.mark.parametrize(
    ("table", "column", "constraint"),
    [
        ("Files", "file", {"required": True}),
        ("Levels", "1.1", {"minimum": 1, "maximum": 5}),
        ("Movement", "level_before", {"minimum": 1, "maximum": 5}),
        ("Findings", "severity", {"required": True, "enum": ["error", "warning", "info"]}),
        ("Files", "review", {"enum": ["cannot-be-opened", "to-be-put-right", "accepted"]}),
        # A file without a Member counts as well.
        ("Levels", "country", {}),
    ],
)
def test_codes_and_levels_are_those_there_are(table: str, column: str, constraint: dict[str, Any]) -> None:
    assert constraints(table)[column] == constraint


def test_every_table_says_by_what_its_rows_are_known() -> None:
    for table in TABLES:
        keys, names = keys_of(table), {column.name for column in table.columns}
        assert keys.known_by, table.name
        assert names.issuperset(keys.primary), table.name
        assert any(names.issuperset(way) for way in keys.known_by), table.name


def test_it_says_whose_it_is(tmp_path: Path) -> None:
    said = json.loads(written(tmp_path, sent("a.xlsx")).read_bytes())
    assert (said["profile"], said["name"]) == ("data-package", "ecom-kpi-2026")
    assert said["title"] == "WCO e-commerce KPI: consolidated results 2026"
    assert said["sources"] == [{"title": "Returned questionnaires of WCO Members: 1 files, listed in Files"}]
    assert str(tmp_path) not in json.dumps(said)


# --- something is wrong ----------------------------------------------------------------------
def another_level(folder: Path) -> None:
    path = folder / "levels.csv"
    path.write_bytes(path.read_bytes().replace(b",2026,2,", b",2026,7,"))


def a_file_twice(folder: Path) -> None:
    path = folder / "files.csv"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines, lines[1]]))


def a_file_that_is_not_listed(folder: Path) -> None:
    path = folder / "answers.csv"
    path.write_bytes(path.read_bytes().replace(b",a.xlsx,", b",b.xlsx,"))


def no_table(folder: Path) -> None:
    (folder / "remarks.csv").unlink()


@pytest.mark.parametrize(
    ("harm", "error"),
    [
        (another_level, "constraint-error"),
        (a_file_twice, "primary-key"),
        (a_file_that_is_not_listed, "foreign-key"),
        (no_table, "scheme-error"),
    ],
)
def test_frictionless_finds_what_is_wrong(tmp_path: Path, harm: Callable[[Path], None], error: str) -> None:
    path = written(tmp_path, sent("a.xlsx"))
    harm(tmp_path)
    assert error in errors(path)


# --- nothing of anybody's is replaced --------------------------------------------------------
def test_the_description_is_known_again_and_a_change_to_it_shows(tmp_path: Path) -> None:
    path = written(tmp_path, sent("a.xlsx"))
    data = path.read_bytes()
    assert is_own_table(path) is True
    path.write_bytes(data.replace(b"Returned", b"returned", 1))
    assert is_own_table(path) is False
    for somebodys in (b"", b"{}", b'{"name": "somebody-elses"}', b'"kpibook SHA-256": "0"'):
        path.write_bytes(somebodys)
        assert is_own_table(path) is None


def test_a_description_of_somebody_elses_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], returned: Callable[..., Path]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "returned").mkdir()
    returned({"country": "Kenya"}, name="returned/kenya.xlsx")
    arguments = ("consolidate", "returned", "--out", "result.xlsx", "--tables", "tables")
    path = Path("tables", PACKAGE)
    path.parent.mkdir()
    path.write_text("{}")
    assert run(*arguments) == 2
    ways_out = "add --force to replace it, or give another folder with --tables."
    said = capsys.readouterr().err
    assert said == f"kpibook: {path} is not a description of tables that kpibook wrote: {ways_out}\n"
    assert [each.name for each in path.parent.iterdir()] == [PACKAGE]
    path.unlink()
    for _ in range(2):
        assert run(*arguments) == 0
    path.write_bytes(path.read_bytes() + b" ")
    assert run(*arguments) == 2
    assert f"{path} was changed since kpibook wrote it" in capsys.readouterr().err
    assert run(*arguments, "--force") == 0
    assert errors(path) == []


def test_it_is_written_last_and_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, sent("a.xlsx"))
    before = path.read_bytes()

    def no_room(*_: object, **__: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("addin.results.exports.description", no_room)
    with pytest.raises(OSError, match="No space left"):
        write_tables(consolidate((sent("b.xlsx"),)), tmp_path)
    assert path.read_bytes() == before
    # The tables are others by now, and whoever validates them is told so.
    assert "hash-count" in errors(path)
