"""`kpibook consolidate` on folders of real, filled-in workbooks."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from schemas.definition import Definition
from schemas.loading.loader import load_definition
from schemas.questions import Raw
from tests.answers import complete_answers, levels_of
from tests.command_line import run as run_kpibook
from tests.fill import fill
from tests.libreoffice import Office
from tests.ooxml_sdk import assert_valid
from tests.templates import built_once

Put = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder `returned`, in a current folder of its own."""
    monkeypatch.chdir(tmp_path)
    made = tmp_path / "returned"
    made.mkdir()
    return made


@pytest.fixture
def put(folder: Path, template: bytes, definition: Definition) -> Put:
    """Puts a returned workbook into the folder: complete, or with the named cells typed otherwise."""

    def make(name: str, seed: int = 0, *, year: int = 2026, **changes: Raw) -> Path:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        made = template if year == 2026 else built_once(definition, year).data
        path.write_bytes(fill(made, definition, complete_answers(definition, seed, year=year) | changes))
        return path

    return make


run = partial(run_kpibook, "consolidate")


def table(path: Path, name: str) -> pd.DataFrame:
    return pd.read_excel(path, name, keep_default_na=False, engine="openpyxl")


def files(path: Path) -> dict[str, str]:
    return dict(table(path, "Files")[["file", "status"]].itertuples(index=False, name=None))


def test_three_members_are_consolidated(
    folder: Path, put: Put, definition: Definition, capsys: pytest.CaptureFixture[str]
) -> None:
    for seed in range(3):
        put(f"{seed}.xlsx", seed)
    assert run("returned", "--tables", "tables") == 0
    captured = capsys.readouterr()
    assert captured.out.splitlines() == [
        "3 files: 3 accepted, 0 accepted with errors, 0 superseded, 0 rejected.",
        f"Result: {Path('output/ecom-kpi_consolidated_2026.xlsx')}",
        "Tables: tables",
    ]
    assert captured.err == ""
    result = Path("output/ecom-kpi_consolidated_2026.xlsx")
    assert_valid(result)
    levels = pd.read_parquet("tables/levels.parquet").set_index("country")
    answers = pd.read_parquet("tables/answers.parquet")
    for seed in range(3):
        typed = complete_answers(definition, seed)
        code = definition.country_codes[str(typed["country"])]
        assert levels.loc[code].drop(["member", "region", "year", "decision"]).to_dict() == {
            f"{s}.{i}": level for (s, i), level in levels_of(definition, seed).items()
        }
        mine = answers[(answers["country"] == code) & (answers["answer"] != "")]
        told = {f"answer_{r.indicator.replace('.', '_')}_{r.question}": r.answer for r in mine.itertuples()}
        assert told == {name: text for name, text in typed.items() if name.startswith("answer")}
    assert len(table(result, "Answers")) == len(answers)


@pytest.mark.libreoffice
def test_libreoffice_opens_the_result(folder: Path, put: Put, libreoffice: Office) -> None:
    put("a.xlsx")
    assert run("returned") == 0
    with libreoffice.open(Path("output/ecom-kpi_consolidated_2026.xlsx")) as document:
        assert document.at("Files", "C2").getString() == "accepted"


def test_every_file_of_the_folder_is_listed(folder: Path, put: Put, capsys: pytest.CaptureFixture[str]) -> None:
    put("a.xlsx", 1)
    put("sub folder/b.xlsx", 2, level_1_1="")
    put("late.xlsx", 1, submission_date=dt.date(2026, 12, 1))
    put("old.xlsx", 3, year=2025)
    shutil.copy(folder / "a.xlsx", folder / "copy of a.xlsx")
    (folder / "~$a.xlsx").write_bytes(b"\x05office" * 20)
    (folder / ".hidden").write_text("x")
    (folder / "empty.xlsx").touch()
    (folder / "letter.docx").write_bytes(b"not a workbook")
    assert run("returned", "--out", "result.xlsx") == 1
    assert files(Path("result.xlsx")) == {
        ".hidden": "rejected",
        "a.xlsx": "superseded",
        "copy of a.xlsx": "superseded",
        "empty.xlsx": "rejected",
        "late.xlsx": "accepted",
        "letter.docx": "rejected",
        "old.xlsx": "rejected",
        "sub folder/b.xlsx": "accepted-with-errors",
        "~$a.xlsx": "ignored",
    }
    out = capsys.readouterr().out
    assert out.startswith("9 files: 1 accepted, 1 accepted with errors, 2 superseded, 4 rejected, 1 ignored.\n")
    assert "Rejected: old.xlsx is the template for 2025, but 2026 was asked for." in out
    assert "Rejected: empty.xlsx is empty" in out


def test_a_finding_leads_to_its_workbook(folder: Path, put: Put) -> None:
    path = put("sub folder/b.xlsx", level_1_1="")
    run("returned")
    sheet = openpyxl.load_workbook("output/ecom-kpi_consolidated_2026.xlsx")["Findings"]
    link = next(cell.hyperlink for cell in sheet["H"] if cell.hyperlink is not None)
    assert link.target == "../returned/sub%20folder/b.xlsx"
    assert (Path("output") / link.target.replace("%20", " ")).resolve() == path
    assert str(link.location).startswith("'Standard 1'!")


SPOKEN = [
    # (options, Member, how the first error begins)
    ([], "Kenya", "Indicator 1.1 has no implementation level."),
    (["--language", "FR"], "Kenya", "Indicateur 1.1\u00a0: aucun niveau"),
    (["--language", "ar"], "كينيا", "المؤشر 1.1: لا يوجد مستوى تنفيذ."),
]


@pytest.mark.parametrize(("options", "member", "begins"), SPOKEN)
def test_a_result_is_in_the_language_that_is_asked_for_or_in_english(
    folder: Path, options: list[str], member: str, begins: str
) -> None:
    """The workbook is in Spanish, and so are its answers."""
    definition = load_definition(language="es")
    typed = complete_answers(definition, 1) | {"country": "Kenia", "level_1_1": "", "sign_off_1": ""}
    (folder / "a.xlsx").write_bytes(fill(built_once(definition, 2026).data, definition, typed))
    assert run("returned", "--out", "result.xlsx", "--tables", "tables", *options) == 1
    findings = pd.read_parquet("tables/findings.parquet")
    error = findings[findings.code == "level-missing"].iloc[0]
    assert (error.member, error.region, error.sheet) == (member, "ESA", definition.sheet_title("standard-1"))
    assert error.message.startswith(begins)
    answers = pd.read_parquet("tables/answers.parquet")
    assert set(answers.language) == {"es"}
    assert set(answers.answer) - {""} == {text for name, text in typed.items() if name.startswith("answer") and text}


def test_a_language_there_is_not_is_refused(folder: Path, put: Put, capsys: pytest.CaptureFixture[str]) -> None:
    put("a.xlsx")
    assert run("returned", "--language", "xx") == 2
    assert "There is no wording in 'xx': choose one of ar, en, es, fr, pt, ru." in capsys.readouterr().err
    assert not Path("output").exists()


def test_a_result_is_not_read_as_if_somebody_had_sent_it(folder: Path, put: Put) -> None:
    """Run twice with the results inside the folder: the second run says the same as the first."""
    put("a.xlsx")
    out = folder / "ecom-kpi_consolidated_2026.xlsx"
    for _ in range(2):
        assert run("returned", "--out", str(out), "--tables", "returned") == 0
        assert files(out) == {"a.xlsx": "accepted"}


def test_the_default_result_is_left_out_where_the_folder_is_output(folder: Path, put: Put) -> None:
    put("a.xlsx").parent.rename("output")
    result = Path("output/ecom-kpi_consolidated_2026.xlsx")
    for _ in range(2):
        assert run("output") == 0
        assert files(result) == {"a.xlsx": "accepted"}


@pytest.mark.parametrize(("year", "expected"), [("2025", 2025), ("2026", 2026), (None, 2026)])
def test_the_year_asked_for(folder: Path, put: Put, year: str | None, expected: int) -> None:
    put("a.xlsx", 1, year=2025)
    put("b.xlsx", 2)
    assert run("returned", *(["--year", year] if year else [])) == 1
    result = Path(f"output/ecom-kpi_consolidated_{expected}.xlsx")
    accepted = {2025: "a.xlsx", 2026: "b.xlsx"}[expected]
    assert [name for name, status in files(result).items() if status == "accepted"] == [accepted]


def test_the_errors_of_a_superseded_file_are_not_the_members_any_more(folder: Path, put: Put) -> None:
    put("a.xlsx", 1, level_1_1="", submission_date=dt.date(2026, 1, 1))
    put("b.xlsx", 1, submission_date=dt.date(2026, 2, 1))
    assert run("returned") == 0


def test_nothing_readable_is_said_and_listed_all_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "letter.docx").write_bytes(b"not a workbook")
    assert run("returned", "--tables", "tables") == 2
    result = Path("output/ecom-kpi_consolidated.xlsx")
    assert files(result) == {"letter.docx": "rejected"}
    assert len(pd.read_csv("tables/files.csv")) == 1
    assert "No file in returned could be read as a KPI workbook" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "There is no folder nowhere"),
        (["returned"], "The folder returned is empty"),
        (["returned", "--year", "1999"], "1999 is not a year of the questionnaire: choose one from 2018 to 2100."),
        (["returned", "--out", "result.csv"], "give --out a name such as result.xlsx"),
        (["a-file"], "a-file is a file: give the folder that it is in."),
        (["sent.zip"], "sent.zip is an archive, and no folder: unpack it, or give zip://::sent.zip in its place."),
        ([], "Missing argument"),
    ],
)
def test_wrong_usage_is_said_in_words(
    folder: Path, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a-file").touch()
    Path("sent.zip").touch()
    assert run(*arguments) == 2
    captured = capsys.readouterr()
    assert words in captured.err
    assert "Traceback" not in captured.err
    assert captured.out == ""
    assert not Path("output").exists()


def test_a_place_that_cannot_be_written_is_said_in_words(
    folder: Path, put: Put, capsys: pytest.CaptureFixture[str]
) -> None:
    put("a.xlsx")
    Path("output").touch()
    assert run("returned") == 2
    assert "Check the path and your permission" in capsys.readouterr().err


# --- the year before -------------------------------------------------------------------------

SAME = "The answers in {place} are those of 2026: give the answers of a year before {year}."
TAKEN = " The folder was taken for 2026, which most files are of: give --year for another."
NOT_EARLIER = [
    # (options, where the answers of 2026 are, the year that is consolidated)
    ((), "returned", 2026),
    ((), "earlier.xlsx", 2026),
    ((), "earlier", 2026),
    (("--year", "2026"), "earlier.xlsx", 2026),
    (("--year", "2025"), "returned", 2025),
]


@pytest.mark.parametrize(("options", "place", "year"), NOT_EARLIER)
def test_an_earlier_year_is_earlier(
    folder: Path,
    put: Put,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
    place: str,
    year: int,
) -> None:
    put("a.xlsx")
    assert run("returned", "--out", "earlier.xlsx") == 0
    shutil.copytree(folder, "earlier")
    capsys.readouterr()
    assert run("returned", *options, "--before", place, "--tables", "tables") == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", f"kpibook: {SAME.format(place=place, year=year)}{'' if options else TAKEN}\n")
    assert not Path("output").exists()
    assert not Path("tables").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux only")
def test_names_in_no_known_encoding_and_what_is_no_file(folder: Path, put: Put) -> None:
    put("a.xlsx").rename(os.fsdecode(os.fsencode(folder) + b"/k\xe9nya.xlsx"))
    os.mkfifo(folder / "pipe")
    (folder / "nowhere.xlsx").symlink_to(folder / "gone.xlsx")
    assert run("returned", "--tables", "tables") == 1
    assert files(Path("output/ecom-kpi_consolidated_2026.xlsx")) == {
        "k\ufffdnya.xlsx": "accepted",
        "nowhere.xlsx": "rejected",
        "pipe": "rejected",
    }
