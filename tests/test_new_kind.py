"""A kind of question is one class: this one is asked, checked, carried and shown with nothing else.

What an edition adds to ask it is data: an item that names the kind, the label beside its cell, and
the messages of its cell.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import yaml
from click.testing import CliRunner

from addin.command_line import kpibook
from addin.submissions.examine import examine
from addin.submissions.submission import InformationRow, Submission
from schemas.definition import Definition
from schemas.layout.places import Slot
from schemas.loading.loader import load_definition
from schemas.loading.yaml_file import DefinitionError
from schemas.models.kinds import Kind
from schemas.questions import CellRule, Quantity, Raw, question_of, shown
from schemas.questions.quantities import LOOSE
from tests.answers import complete_answers
from tests.fill import fill
from tests.next_edition import NEW
from workbook_builder.build import build_workbook

pytestmark = pytest.mark.long


YEAR, ITEM = 2027, "info_15_3"


class Rating(Quantity):
    """How satisfied somebody is, from 1 to 10."""

    kind = Kind("rating")
    bounds = (1, 10)
    unit = "points"

    def cell_rule(self, slot: Slot) -> CellRule:
        return CellRule(self.words, "0", LOOSE, is_text=False)

    def units(self, definition: Definition) -> Mapping[str, float]:
        return {"": 1.0, "points": 1.0}


ASKED = "How satisfied are traders, from 1 to 10?"
HELP = "As of the day you answer. The mean of all officers' ratings."
MESSAGES = {
    "title": "Rating",
    "prompt": "Type a number from 1 to 10.",
    "error": "This is no number from 1 to 10: type one, or n/a.",
}


class Here(Executor):
    """Does each job at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **named))
        except Exception as error:  # noqa: BLE001 - it is the job's, and is handed on
            done.set_exception(error)
        return done


@pytest.fixture(autouse=True)
def asked(draft: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The edition that follows 2018 asks for a rating, in every language; files are read in this process."""
    monkeypatch.chdir(tmp_path)
    # The class stands in this module only, which the processes that read files do not load.
    monkeypatch.setattr("addin.submissions.readers.pool", lambda *_: Here())
    edit(draft / NEW / "structure.yaml", lambda d: d["standards"][15]["information"].append({"kind": "rating"}))
    edit(draft / NEW / "crosswalk.yaml", lambda d: d["information"]["new"].append("15.3"))
    for wording in (draft / NEW).glob("??.yaml"):
        edit(wording, add_words)
    return draft / NEW


def edit(path: Path, change: Any) -> None:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def add_words(wording: dict[str, Any]) -> None:
    wording["standards"][15]["information"][3] = ASKED
    wording["information_help"][15][3] = HELP
    wording["units"]["rating"] = "1 to 10"
    wording["inputs"]["info_rating"] = MESSAGES


def returned(path: Path, typed: Raw, language: str = "en", more: Mapping[str, Raw] | None = None) -> Path:
    """A complete workbook of the new edition in which `typed` stands as the rating."""
    definition = load_definition(NEW, language)
    answers = complete_answers(definition) | {"reporting_year": YEAR, ITEM: typed} | (more or {})
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(fill(build_workbook(definition, YEAR).data, definition, answers))
    return path


def rating(submission: Submission) -> InformationRow:
    return next(row for row in submission.information if (row.standard, row.item) == (15, 3))


def run(*arguments: object) -> None:
    result = CliRunner().invoke(kpibook, [str(each) for each in arguments], standalone_mode=False)
    assert result.exception is None, result.exception
    assert not result.return_value, result.output


def test_its_cell_is_built(asked: Path) -> None:
    definition = load_definition(NEW)
    book = openpyxl.load_workbook(io.BytesIO(build_workbook(definition, YEAR).data))
    sheet, cell = book["Standard 15"], definition.layout.slots[ITEM].place.cell
    rule = next(rule for rule in sheet.data_validations.dataValidation if str(rule.sqref) == cell)
    assert (rule.promptTitle, rule.prompt, rule.error) == (MESSAGES["title"], HELP, MESSAGES["error"])
    assert (rule.type, sheet[cell].number_format, sheet[cell].protection.locked) == ("custom", "0", False)
    assert [sheet.cell(sheet[cell].row, column).value for column in (3, 4)] == [ASKED, "1 to 10"]


TYPED: list[tuple[Raw, int | None, str, str]] = [
    # (typed, value, what is said of it, what the cell's own status says)
    (7, 7, "", "Answered"),
    ("n/a", None, "", "Answered"),
    (
        "７",
        7,
        "Standard 15, additional information 3: “７” in {cell} was read as 7 points."
        " Correct it if that is not what was meant.",
        "Answered",
    ),
    (
        11,
        None,
        "Standard 15, additional information 3: 11 is not between 1 and 10. Correct it in {cell}, or type n/a.",
        MESSAGES["error"],
    ),
    (
        "very",
        None,
        "Standard 15, additional information 3: “very” is not a number. Enter a number from 1 to 10 in {cell}, or n/a.",
        MESSAGES["error"],
    ),
]


@pytest.mark.parametrize(("typed", "value", "said", "status"), TYPED)
def test_what_is_typed_is_read_and_checked(
    asked: Path, tmp_path: Path, typed: Raw, value: int | None, said: str, status: str
) -> None:
    definition = load_definition(NEW)
    submission = examine(returned(tmp_path / "a.xlsx", typed))
    row, cell = rating(submission), definition.layout.slots[ITEM].place.cell
    assert (row.kind, row.value, row.unit, row.cell) == ("rating", value, "points" if value else "", cell)
    assert (row.text, row.not_available) == (shown(typed), typed == "n/a")
    about = [finding.message for finding in submission.findings if finding.name == ITEM]
    assert about == ([said.format(cell=cell)] if said else [])
    shown_in = openpyxl.load_workbook(
        io.BytesIO(build_workbook(definition, YEAR, typed={ITEM: typed}).data), data_only=True
    )
    place = definition.layout.formulas["info_status_15_3"].place
    assert shown_in["Standard 15"][place.cell].value == status


def test_it_is_asked_for_and_said_back(asked: Path, tmp_path: Path) -> None:
    definition = load_definition(NEW)
    slot = definition.layout.slots[ITEM]
    assert question_of(slot, definition).say(7, slot, definition) == 7
    missing = examine(returned(tmp_path / "a.xlsx", "", more={"level_15_1": definition.level_label(4)})).findings
    assert [finding.code.value for finding in missing if finding.name == ITEM] == ["answer-missing"]


def test_it_is_consolidated_and_shown_as_last_year_from_either(asked: Path, tmp_path: Path) -> None:
    returned(tmp_path / "returned" / "a.xlsx", 7, "fr", {"country": load_definition(NEW, "fr").country_names["KEN"]})
    run("consolidate", "returned", "--out", "result.xlsx")
    table = pd.read_excel("result.xlsx", "Information", keep_default_na=False, engine="openpyxl")
    row = table[(table.standard == 15) & (table.item == 3)].iloc[0]
    assert (row.country, row.kind, row.value, row.unit, row.label) == ("KEN", "rating", 7, "points", ASKED)
    definition = load_definition(NEW).with_last_year
    for before, out in (("returned", "first"), ("result.xlsx", "second")):
        options = ("--member", "KEN", "--year", YEAR + 1, "--edition", NEW, "--language", "en")
        run("build", *options, "--prefill", before, "--out", out)
        book = openpyxl.load_workbook(f"{out}/ecom-kpi_{YEAR + 1}_KEN_en.xlsx")
        assert book["Standard 15"][definition.layout.last["last_info_15_3"].place.cell].value == "7"


def test_it_is_carried_into_another_language_and_merged(asked: Path, tmp_path: Path) -> None:
    returned(tmp_path / "a.xlsx", 7)
    returned(tmp_path / "b.xlsx", "７")
    run("migrate", "a.xlsx", "--language", "ar", "--out", "migrated.xlsx")
    run("merge", "a.xlsx", "b.xlsx", "--out", "merged.xlsx")
    assert [rating(examine(Path(name))).value for name in ("migrated.xlsx", "merged.xlsx")] == [7, 7]


WRONG = [
    # (file, what is wrong there, what is said)
    ("structure.yaml", lambda d: d["standards"][15]["information"][2].update(kind="ratings"), "no such kind"),
    ("en.yaml", lambda d: d["inputs"].pop("info_rating"), "inputs: info_rating is missing"),
    ("en.yaml", lambda d: d["units"].pop("rating"), "units: rating is missing"),
    ("en.yaml", lambda d: d["units"].update(colour="colour"), "units: colour is not asked"),
]


@pytest.mark.parametrize(("file", "change", "said"), WRONG)
def test_an_edition_that_asks_it_wrongly_is_refused(asked: Path, file: str, change: Any, said: str) -> None:
    edit(asked / file, change)
    with pytest.raises(DefinitionError, match=said):
        load_definition(NEW)


def test_two_kinds_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="another kind 'rating'"):
        type("Stars", (Rating,), {"kind": Kind("rating", is_coded=True)})
