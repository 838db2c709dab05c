"""`kpibook decisions` and `--decisions` as the secretariat meets them: a ledger made, filled in, kept, and obeyed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from addin.decisions.heading import HEADINGS
from addin.decisions.reading import read
from addin.ledger.columns import TYPED
from addin.ledger.ledger_book import LISTS, OPEN
from schemas.definition import Definition
from schemas.questions import Raw
from schemas.written.seal import seal_of
from tests.answers import complete_answers
from tests.command_line import run
from tests.fill import fill
from tests.ledgers import csv_text, row
from tests.ooxml_sdk import assert_valid
from tests.templates import built_once

LEDGER = Path("decisions.xlsx")
decisions = partial(run, "decisions", "returned")
Put = Callable[..., Path]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the commands are run in; it holds `returned`."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "returned").mkdir()
    return tmp_path


@pytest.fixture
def put(folder: Path, definition: Definition, template: bytes) -> Put:
    """Puts a workbook with every indicator at level 4 into the folder, but for what is named."""
    whole = complete_answers(definition, levels=dict.fromkeys(definition.edition.indicators, 4))

    def make(name: str, country: str, day: int = 1, *, made: bytes = template, **changes: Raw) -> Path:
        typed = whole | {"country": country, "submission_date": dt.date(2026, 3, day)} | changes
        path = folder / "returned" / name
        path.write_bytes(fill(made, definition, typed))
        return path

    return make


@pytest.fixture
def season(put: Put, definition: Definition, template: bytes, folder: Path) -> None:
    """Kenya forgot an answer, Ghana sent twice, one names nobody, one fills in Uganda's template, one is blank."""
    put("kenya.xlsx", "Kenya", answer_1_1_1="")
    put("=ghana 1.xlsx", "Ghana", 1)
    put("ghana 2.xlsx", "Ghana", 2, answer_2_1_1="")
    put("nobody.xlsx", "")
    put("uganda.xlsx", "Peru", made=built_once(definition, 2026, member="UGA").data)
    (folder / "returned" / "blank.xlsx").write_bytes(template)


def opened() -> Workbook:
    return openpyxl.load_workbook(LEDGER)


def first(book: Workbook) -> Worksheet:
    sheet: Worksheet = book.worksheets[0]
    return sheet


def type_in(*rows: dict[str, Any]) -> None:
    """Type decisions below those that are there, and save."""
    book = opened()
    for number, cells in enumerate(rows, first(book).max_row + 1):
        for column, heading in enumerate(HEADINGS, 1):
            if heading in cells:
                typed = first(book).cell(number, column, cells[heading])
                # the cells are formatted as text
                typed.data_type = "s"
    book.save(LEDGER)


def table(path: str, name: str) -> pd.DataFrame:
    return pd.read_excel(path, name, keep_default_na=False, engine="openpyxl")


def open_now() -> list[tuple[Any, ...]]:
    """What is open: file, Member, code, cell by name."""
    rows = opened()[OPEN].iter_rows(min_row=2, values_only=True)
    return [(cells[0], cells[2], cells[3], cells[7]) for cells in rows]


# --- the ledger that is made -----------------------------------------------------------------------
def test_a_ledger_with_lists_and_what_is_open(season: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert decisions() == 0
    assert capsys.readouterr().out.splitlines() == [
        "6 things open to decide: see the second sheet.",
        f"Ledger: {LEDGER.resolve()}",
    ]
    assert open_now() == [
        ("=ghana 1.xlsx", "Ghana", "superseded", None),
        ("ghana 2.xlsx", "Ghana", "answers-superseded", None),
        ("ghana 2.xlsx", "Ghana", "answer-missing", "answer_2_1_1"),
        ("kenya.xlsx", "Kenya", "answer-missing", "answer_1_1_1"),
        ("nobody.xlsx", None, "country-missing", "country"),
        ("uganda.xlsx", "Peru", "country-differs", "country"),
    ]
    may = [cells[-1] for cells in opened()[OPEN].iter_rows(min_row=2, values_only=True)]
    assert may == [
        "choose it, or leave it as it is",
        "merge both files, or choose =ghana 1.xlsx, or waive",
        "correct answer_2_1_1, or waive answer-missing, or accept the file",
        "correct answer_1_1_1, or waive answer-missing, or accept the file",
        "correct country in this file (country and value: the Member), or exclude it",
        "accept it for the Member it names, or correct country in it (value: the Member), or exclude it",
    ]
    assert read(LEDGER).decisions == ()


def test_the_lists_to_choose_from(season: None, definition: Definition) -> None:
    decisions()
    book = opened()
    assert book.sheetnames[1:] == [OPEN, LISTS]
    assert book[LISTS].sheet_state == "hidden"
    lists = {}
    for name, defined in book.defined_names.items():
        ((_, place),) = defined.destinations
        cells = book[LISTS][place.replace("$", "")]
        lists[name] = [line[0].value for line in cells]
    assert lists["ledger_members"] == list(definition.country_names.values())
    assert lists["ledger_actions"] == ["correct", "waive", "accept", "choose", "exclude"]
    assert "answer-missing" in lists["ledger_codes"]
    assert lists["ledger_files"] == ["=ghana 1.xlsx", "ghana 2.xlsx", "kenya.xlsx", "nobody.xlsx", "uganda.xlsx"]
    named = {text.split()[0]: text for text in lists["ledger_names"]}
    themes = {f"themes_{s}_{i}" for s, i in definition.edition.indicators}
    assert named.keys() == definition.with_last_year.layout.slots.keys() | themes
    asks = definition.text("indicator.1.1")
    assert named["level_1_1"] == f"level_1_1 Indicator 1.1: Implementation level ({asks})"
    assert named["themes_1_1"] == f"themes_1_1 Indicator 1.1: themes of its needs ({asks})"
    rules = {str(rule.sqref): rule for rule in first(book).data_validations.dataValidation}
    assert len(rules) == len(HEADINGS) == len(TYPED)
    for rule in rules.values():
        assert len(rule.promptTitle) <= 32
        assert len(rule.prompt) <= 255
        assert rule.formula1 is None or rule.formula1 in lists
    assert {first(book).column_dimensions[letter].number_format for letter in "ABCDEFGHIJ"} == {"@"}


def test_the_ledger_is_a_sound_workbook_and_no_text_in_it_a_formula(season: None) -> None:
    decisions()
    assert_valid(LEDGER.resolve())
    for sheet in opened().worksheets:
        assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "n"}


def test_what_is_open_is_said_in_english(folder: Path, definition: Definition) -> None:
    from schemas.loading.loader import load_definition  # noqa: PLC0415

    arabic = load_definition(language="ar")
    typed = complete_answers(arabic) | {"country": arabic.country_names["TUN"], "level_1_1": ""}
    (folder / "returned" / "tunisia.xlsx").write_bytes(fill(built_once(arabic, 2026).data, arabic, typed))
    decisions()
    messages = [str(cells[9]) for cells in opened()[OPEN].iter_rows(min_row=2, values_only=True)]
    assert messages[0].startswith("Indicator 1.1 has no implementation level.")


# --- the ledger that is there ----------------------------------------------------------------------
def test_what_was_typed_is_kept_and_what_was_decided_is_not_open_any_more(
    season: None, capsys: pytest.CaptureFixture[str]
) -> None:
    decisions()
    type_in(
        row("waive", code="answer-missing", country="Kenya"),
        row("choose", country="Ghana", file="=ghana 1.xlsx"),
        row("accept", country="Peru"),
        row("exclude", file="nobody.xlsx"),
    )
    book = opened()
    first(book).title = "Ours"
    first(book)["K1"].value, first(book)["K2"].value, first(book)["L2"].value = "to do", "ask again", "=1+1"
    first(book)["K3"].value = "=not a formula"
    first(book)["K3"].data_type = "s"
    book.create_sheet("Notes")["A1"].value = "ours too"
    book.save(LEDGER)
    before = [[cell.value for cell in line] for line in first(opened()).iter_rows()]
    capsys.readouterr()
    assert decisions() == 0
    assert capsys.readouterr().out.startswith("4 decisions kept, 0 things open to decide")
    book = opened()
    assert [[cell.value for cell in line] for line in first(book).iter_rows()] == before
    assert (first(book)["K3"].data_type, first(book)["L2"].data_type) == ("s", "f")
    assert book.sheetnames == ["Ours", OPEN, "Notes", LISTS]
    assert book["Notes"]["A1"].value == "ours too"
    assert open_now() == []
    assert len(first(book).data_validations.dataValidation) == len(HEADINGS)


def test_a_ledger_that_people_made_is_given_the_lists(season: None) -> None:
    book = Workbook()
    first(book).append(["note", *reversed(HEADINGS)])
    book.save(LEDGER)
    assert decisions() == 0
    rules = first(opened()).data_validations.dataValidation
    # country stands third from the end, and the lists are where their columns are
    assert {str(rule.sqref): rule.formula1 for rule in rules}["I2:I5000"] == "ledger_members"


def test_an_untouched_ledger_is_nobodys_answer(season: None) -> None:
    assert run("decisions", "returned", "--out", "returned/decisions.xlsx") == 0
    sealed = seal_of(Path("returned/decisions.xlsx"))
    assert sealed is not None
    assert (sealed.by, sealed.unchanged) == ("decisions", True)
    run("consolidate", "returned", "--out", "result.xlsx")
    files = table("result.xlsx", "Files").set_index("file")["status"]
    assert files["decisions.xlsx"] == "ignored"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("decisions.xlsx", None, "its first row has no heading “date”, “by”, “country”, “action”, “reason”"),
        ("decisions.xlsx", b"notes", "decisions.xlsx"),
        ("decisions.csv", b"", "The ledger is an .xlsx workbook: give --out a name such as decisions.xlsx."),
    ],
)
def test_what_is_no_ledger_is_left_as_it_is(
    put: Put, capsys: pytest.CaptureFixture[str], name: str, data: bytes | None, says: str
) -> None:
    put("kenya.xlsx", "Kenya")
    if data is None:
        Workbook().save(name)
    else:
        Path(name).write_bytes(data)
    before = Path(name).read_bytes()
    assert decisions("--out", name) == 2
    assert says in capsys.readouterr().err
    assert Path(name).read_bytes() == before


def test_a_ledger_with_a_mistake_is_left_as_it_is(put: Put, capsys: pytest.CaptureFixture[str]) -> None:
    put("kenya.xlsx", "Kenya")
    decisions()
    type_in(row("accept", country="Atlantis"))
    before = LEDGER.read_bytes()
    capsys.readouterr()
    assert decisions() == 2
    assert capsys.readouterr().err.splitlines() == [
        f"kpibook: {LEDGER.resolve()} has 1 mistake; nothing is run until they are put right:",
        "  Row 2: “Atlantis” is no Member of the WCO: write its name, or its code such as KEN.",
    ]
    assert LEDGER.read_bytes() == before


@pytest.mark.parametrize("place", ["nowhere", "returned"])
def test_without_workbooks_there_is_nothing_to_decide(capsys: pytest.CaptureFixture[str], place: str) -> None:
    assert run("decisions", place) == 2
    assert "returned workbooks" in capsys.readouterr().err
    assert not LEDGER.exists()


def test_a_ledger_that_cannot_be_written_stays_whole(
    put: Put, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put("kenya.xlsx", "Kenya")
    decisions()
    before = LEDGER.read_bytes()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("addin.ledger.ledger_book.ooxml.copy_package", full)
    assert decisions() == 2
    assert "No space left on device" in capsys.readouterr().err
    assert LEDGER.read_bytes() == before
    assert sorted(path.name for path in Path().iterdir()) == ["decisions.xlsx", "returned"]


# --- the commands that obey it -----------------------------------------------------------------------
@pytest.fixture
def ledger(folder: Path) -> Path:
    """A ledger beside the folder: Kenya's answer by phone, Ghana's first file."""
    path = folder / "ledger.csv"
    phoned = row("correct", name="answer_1_1_1", value="By law.")
    path.write_text(csv_text([phoned, row("choose", country="GHA", file="./=ghana 1.xlsx")]), encoding="utf-8")
    return path


def test_consolidate_does_what_the_ledger_says(season: None, ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = ("--out", "result.xlsx", "--tables", "tables")
    assert run("consolidate", "returned", "--decisions", ledger, *out) == 1, "nobody knows whose one file is"
    assert "Decisions: 2 applied, 0 not needed, 0 not matched." in capsys.readouterr().out
    shown = table("result.xlsx", "Decisions")
    assert shown[["row", "country", "action", "effect", "before"]].to_numpy().tolist() == [
        [2, "KEN", "correct", "applied", ""],
        [3, "GHA", "choose", "applied", "ghana 2.xlsx"],
    ]
    answers = pd.read_parquet("tables/answers.parquet")
    assert answers[answers["decision"] == "2"]["answer"].tolist() == ["By law."]
    exported = pd.read_csv("tables/decisions.csv", keep_default_na=False)
    assert exported["effect"].tolist() == ["applied", "applied"]
    assert_valid(Path("result.xlsx").resolve())


def test_what_is_not_matched_is_told(put: Put, capsys: pytest.CaptureFixture[str]) -> None:
    put("kenya.xlsx", "Kenya")
    Path("ledger.csv").write_text(csv_text([row("accept", country="GHA"), row("accept")]), encoding="utf-8")
    assert run("consolidate", "returned", "--decisions", "ledger.csv", "--out", "result.xlsx") == 0
    assert capsys.readouterr().out.splitlines()[1:3] == [
        "Decisions: 0 applied, 1 not needed, 1 not matched.",
        "Not matched: row 2, accept for GHA: there is no such file or cell that counts.",
    ]


def test_status_does_what_the_ledger_says(season: None, ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def states(*options: object) -> dict[str, str]:
        run("status", "returned", "--out", "status.xlsx", "--force", *options)
        shown = table("status.xlsx", "Status")
        return dict(shown[shown["country"].isin(["KEN", "GHA"])][["country", "state"]].itertuples(index=False))

    assert states() == {"KEN": "incomplete", "GHA": "incomplete"}
    assert states("--decisions", ledger) == {"KEN": "complete", "GHA": "complete"}
    assert "Decisions: 2 applied, 0 not needed, 0 not matched." in capsys.readouterr().out.splitlines()


def test_a_template_that_came_back_empty_is_nobodys_answer(season: None) -> None:
    run("status", "returned", "--out", "status.xlsx")
    assert "blank.xlsx" not in table("status.xlsx", "Unmatched")["file"].tolist()


def test_the_ledger_may_lie_among_the_workbooks(put: Put, ledger: Path) -> None:
    put("kenya.xlsx", "Kenya")
    inside = ledger.rename(Path("returned") / "ledger.csv")
    assert run("consolidate", "returned", "--decisions", inside, "--out", "result.xlsx") == 0
    files = table("result.xlsx", "Files").set_index("file")
    assert files.loc["ledger.csv", ["status", "reason"]].tolist() == [
        "ignored",
        "It is the ledger of decisions that was given.",
    ]


@pytest.mark.parametrize("command", ["consolidate", "status"])
@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([row("accept"), row("accept", by="")], ["Row 3: by is empty, and every decision has one."]),
        ([row("choose"), row("waive")], ["Row 2: file is empty", "Row 3: code is empty"]),
        ([row("accept", year="2025")], ["row 2: decided on another year than 2026. Nothing was run."]),
    ],
)
def test_a_ledger_with_a_mistake_runs_nothing(
    put: Put, folder: Path, capsys: pytest.CaptureFixture[str], command: str, rows: list[Any], says: list[str]
) -> None:
    put("kenya.xlsx", "Kenya")
    Path("ledger.csv").write_text(csv_text(rows), encoding="utf-8")
    assert run(command, "returned", "--decisions", "ledger.csv", "--out", "out.xlsx") == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert all(sentence in said.err for sentence in says)
    assert not Path("out.xlsx").exists()


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("consolidate", ("--decisions", "decisions.xlsx", "--out", "decisions.xlsx")),
        ("consolidate", ("--decisions", "decisions.csv", "--out", "out.xlsx", "--tables", ".")),
        ("status", ("--decisions", "decisions.xlsx", "--out", "./returned/../decisions.xlsx")),
        ("status", ("--contacts", "decisions.xlsx", "--out", "decisions.xlsx")),
    ],
)
def test_no_result_stands_in_place_of_what_was_given_not_even_by_force(
    put: Put, folder: Path, capsys: pytest.CaptureFixture[str], command: str, options: tuple[str, ...]
) -> None:
    put("kenya.xlsx", "Kenya")
    run("decisions", "returned", "--out", "decisions.xlsx")
    Path("decisions.csv").write_text(csv_text([row("accept")]), encoding="utf-8")
    before = {name: Path(name).read_bytes() for name in ("decisions.xlsx", "decisions.csv")}
    assert run(command, "returned", *options, "--force") == 2
    assert "was given to be read, and would be lost: have the results written elsewhere." in capsys.readouterr().err
    assert {name: Path(name).read_bytes() for name in before} == before
