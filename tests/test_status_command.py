"""`kpibook status` on folders of real, filled-in workbooks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import openpyxl
import pytest
from click.testing import CliRunner, Result

from addin.cli import main
from addin.commands.status import status_command
from addin.consolidation.consolidate import consolidate
from addin.results.result_workbook import write_result
from schemas.definition import Definition
from schemas.errors import Refusal
from schemas.questions import Raw
from tests.answers import complete_answers
from tests.fill import fill
from tests.ooxml_sdk import assert_valid
from tests.templates import built_once

Put = Callable[..., Path]
ROOT = Path(__file__).parent.parent


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder `returned`, in a current folder of its own."""
    monkeypatch.chdir(tmp_path)
    made = tmp_path / "returned"
    made.mkdir()
    return made


@pytest.fixture
def put(folder: Path, template: bytes, definition: Definition) -> Put:
    """Puts a Member's workbook into the folder: complete, or with the named cells typed otherwise."""

    def make(name: str, member: str, *, year: int = 2026, **changes: Raw) -> Path:
        made = template if year == 2026 else built_once(definition, year).data
        who: dict[str, Raw] = {"country": definition.country_names.get(member, "")}
        typed = complete_answers(definition, year=year) | who | changes
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(fill(made, definition, typed))
        return path

    return make


def run(*arguments: str) -> Result:
    return CliRunner().invoke(status_command, arguments, standalone_mode=False)


def said(*arguments: str) -> list[str]:
    """The lines on the terminal of a run that went well."""
    result = run(*arguments)
    assert result.exception is None, result.exception
    assert result.return_value is None
    assert result.stderr == ""
    return result.stdout.splitlines()


def rows(sheet: str, path: str = "output/ecom-kpi_status_2026.xlsx") -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(path)[sheet].iter_rows(min_row=2, values_only=True))


def states(path: str = "output/ecom-kpi_status_2026.xlsx") -> dict[str, tuple[str, bool]]:
    """The state of each Member that is not missing, and whether it is late."""
    return {row[0]: (row[4], row[5]) for row in rows("Status", path) if row[4] != "missing"}


def test_a_folder_in_the_middle_of_the_year(folder: Path, put: Put) -> None:
    put("kenya.xlsx", "KEN")
    put("africa/uganda.xlsx", "UGA", level_1_1="", contact_name="=1+1")
    put("peru.xlsx", "PER", submission_date=dt.date(2026, 5, 1))
    put("france old.xlsx", "FRA", year=2025)
    put("nobody.xlsx", "")
    (folder / "letter.docx").write_bytes(b"not a workbook")
    lines = said("returned", "--due", "2026-03-31", "--year", "2026")
    assert " ".join(lines[0].split()) == "region name asked received complete incomplete rejected late missing"
    assert [line.split()[0] for line in lines[1:8]] == ["AMS", "EUR", "ESA", "MENA", "WCA", "AP", "total"]
    asked, received, complete, incomplete, refused, late, missing = map(int, lines[7].split()[-7:])
    assert (received, complete, incomplete, refused) == (4, 2, 1, 1)
    assert (missing, late) == (asked - received, 3)
    assert " ".join(lines[8].split()) == "EUE European Union, counted apart 1 0 0 0 0 0 1"
    assert lines[9].startswith("Rejected, FRA: france old.xlsx is the template for 2025")
    assert lines[10].startswith("Not matched to a Member: letter.docx")
    assert lines[11].startswith("Not matched to a Member: nobody.xlsx: No Member is chosen in it")
    assert lines[12] == "Members that had returned something by the end of each week:"
    assert lines[13].split() == ["week", "arrived", "AMS", "EUR", "ESA", "MENA", "WCA", "AP", "total"]
    assert lines[-3].split()[2:9] == ["1", "1", "2", "0", "0", "0", "4"]
    assert lines[-2].startswith("The history begins: what this run saw is kept for the next one in ")
    assert lines[-1] == f"Status: {Path('output/ecom-kpi_status_2026.xlsx')}"
    assert states() == {
        "FRA": ("rejected", True),
        "KEN": ("complete", False),
        "PER": ("complete", True),
        "UGA": ("incomplete", True),
    }
    uganda = next(row for row in rows("Status") if row[0] == "UGA")
    assert uganda[6:10] == ("africa/uganda.xlsx", "2026-03-01", 32, 33)
    assert uganda[10] > 0
    assert uganda[12:] == ("=1+1", "ecommerce0@customs.example.org", "to-be-put-right", "2026-03-01")
    reminded = {row[0]: row[4] for row in rows("Reminders")}
    assert "32 of 33 indicators are complete" in reminded["UGA"]
    assert "which was due on 2026-03-31" in reminded["TZA"]
    assert reminded.keys().isdisjoint({"KEN", "PER"})
    assert_valid(Path("output/ecom-kpi_status_2026.xlsx"))


@pytest.mark.parametrize("content", [False, True])
def test_before_anybody_has_sent_anything_everybody_is_missing(folder: Path, content: bool) -> None:
    if content:
        (folder / "a folder").mkdir()
    lines = said("returned", "--out", "status.xlsx")
    assert lines[-3] == "The reminders of missing Members are empty: --due fills them in."
    assert lines[-1] == "Status: status.xlsx"
    assert states("status.xlsx") == {}
    assert {row[4] for row in rows("Reminders", "status.xlsx")} == {None}


def test_the_year_is_the_usual_one_of_the_templates(folder: Path, put: Put) -> None:
    put("kenya.xlsx", "KEN", year=2025)
    assert said("returned")[-1] == f"Status: {Path('output/ecom-kpi_status_2025.xlsx')}"
    assert states("output/ecom-kpi_status_2025.xlsx") == {"KEN": ("complete", False)}


def test_only_some_members_were_asked(folder: Path, put: Put) -> None:
    put("kenya.xlsx", "KEN")
    put("peru.xlsx", "PER")
    listed = folder / "dispatch.csv"
    listed.write_text("file,Member,language,sha256\na.xlsx,KEN,en,0\nb.xlsx,UGA,zz,0\n")
    lines = said("returned", "--members", str(listed), "--due", "2100-01-01")
    assert lines[7].split()[-7:] == ["2", "1", "1", "0", "0", "0", "1"]
    assert lines[8] == "Not matched to a Member: peru.xlsx: It is from PER, which is not among the Members asked."
    assert [row[:5] for row in rows("Status")] == [
        ("KEN", "Kenya", "ESA", "en", "complete"),
        ("UGA", "Uganda", "ESA", "zz", "missing"),
    ]
    assert "It is due on 2100-01-01" in rows("Reminders")[0][4]


@pytest.mark.parametrize("out", [[], ["--out", "output/ecom-kpi_status_2026.xlsx"], ["--year", "2026"]])
def test_a_second_run_makes_the_status_anew(folder: Path, put: Put, out: list[str]) -> None:
    put("kenya.xlsx", "KEN")
    said("returned", *out)
    put("peru.xlsx", "PER")
    said("returned", *out)
    assert states().keys() == {"KEN", "PER"}


NOT_OURS = [
    # what stands in the place of the status, what is said of it
    ("notes", "is not a result that kpibook wrote"),
    ("a status that somebody wrote into", "was changed since kpibook wrote it"),
    ("a result", "is not a result of kpibook status, but of kpibook consolidate"),
]


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize(("there", "words"), NOT_OURS)
def test_what_people_put_in_its_place_is_replaced_only_if_somebody_says_so(
    folder: Path, put: Put, there: str, words: str, *, named: bool
) -> None:
    put("kenya.xlsx", "KEN")
    out = Path("output/ecom-kpi_status_2026.xlsx")
    arguments = ["returned", *(["--out", str(out)] if named else [])]
    stand(there, out, arguments)
    before, history = out.read_bytes(), Path("returned-status.sqlite3")
    kept = history.read_bytes() if history.exists() else b""
    refused = run(*arguments)
    assert isinstance(refused.exception, Refusal)
    assert f"{out} {words}: add --force to replace it" in str(refused.exception)
    assert out.read_bytes() == before
    # where the place is only known in the end, the terminal says the status all the same
    assert bool(refused.stdout) is not named
    assert (history.read_bytes() if history.exists() else b"") == kept, "a run that was refused is no run"
    said(*arguments, "--force")
    assert states().keys() == {"KEN"}


def stand(what: str, out: Path, arguments: list[str]) -> None:
    """Put something in the place of the status."""
    out.parent.mkdir(exist_ok=True)
    if what == "notes":
        out.write_bytes(b"mine")
    elif what == "a result":
        write_result(consolidate(()), out)
    else:
        said(*arguments)
        book = openpyxl.load_workbook(out)
        book["Status"]["P2"] = "Telephoned on Monday."
        book.save(out)


def test_a_status_is_not_read_as_if_somebody_had_sent_it(folder: Path, put: Put) -> None:
    put("kenya.xlsx", "KEN").parent.rename("output")
    for out in ([], ["--out", "output/status.xlsx"]):
        for _ in range(2):
            lines = said("output", "--force", *out)
        assert not any("status.xlsx: " in line or "status_2026" in line for line in lines[8:-2])
        openpyxl.load_workbook(lines[-1].removeprefix("Status: ")).close()
        Path("output/ecom-kpi_status_2026.xlsx").unlink(missing_ok=True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "There is no folder nowhere"),
        (["a-file"], "a-file is a file: give the folder that it is in."),
        ([], "Missing argument"),
        (["returned", "--year", "1999"], "1999 is not a year of the questionnaire: choose one from 2018 to 2100."),
        (["returned", "--out", "status.csv"], "give --out a name such as status.xlsx"),
        (["returned", "--due", "31/03/2026"], "'31/03/2026' is no date: write year, month and day, such as 2026-03-31"),
        (["returned", "--due", "2026-02-30"], "'2026-02-30' is no date"),
        (["returned", "--due", "20260331"], "'20260331' is no date"),
        (["returned", "--due", ""], "'' is no date"),
        (["returned", "--members", "nowhere.csv"], "There is no file nowhere.csv: give the one that lists the Members"),
        (["returned", "--members", "a-file"], "There is no Member in a-file"),
    ],
)
def test_wrong_usage_is_said_in_words(folder: Path, arguments: list[str], words: str) -> None:
    Path("a-file").touch()
    result = run(*arguments)
    assert isinstance(result.exception, (Refusal, click.UsageError))
    error = result.exception
    assert words in (error.format_message() if isinstance(error, click.UsageError) else str(error))
    assert result.stdout == ""
    assert not Path("output").exists()


@pytest.mark.parametrize(("named", "code"), [("returned", 0), ("nowhere", 2)])
def test_exit_status(folder: Path, monkeypatch: pytest.MonkeyPatch, named: str, code: int) -> None:
    # The entry point is only there once the package is installed again.
    monkeypatch.setattr("addin.command_line.Commands.get_command", lambda *_: status_command)
    with pytest.raises(SystemExit) as stop:
        main(["status", named])
    assert stop.value.code == code


def test_the_readme_shows_the_options_there_are() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"^kpibook status.*(?:\n {10,}.*)*", readme, re.MULTILINE)
    options = {option for parameter in status_command.params for option in parameter.opts if option.startswith("--")}
    assert set(re.findall(r"--[a-z-]+", line)) == options


def test_the_page_explains_every_column(folder: Path) -> None:
    page = (ROOT / "docs" / "status.md").read_text(encoding="utf-8")
    said("returned", "--out", "status.xlsx")
    for sheet in openpyxl.load_workbook("status.xlsx").worksheets:
        heading = ", ".join(str(cell.value) for cell in sheet[1])
        assert f"| {sheet.title} |" in page
        assert f"| {heading} |" in page, sheet.title
