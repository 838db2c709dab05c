"""The secretariat's year, twice: templates, answers with faults, merge, tracking, results, and what moved.

2026 is asked by the edition of 2018, 2027 by one of our own that follows it. Five Members answer in
three languages, in a real LibreOffice; every figure of the results is traced back to its cell.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner, Result

from addin.command_line import kpibook
from schemas.definition import Definition
from schemas.loading.loader import MORE_EDITIONS, load_definition
from schemas.questions import Raw, shown
from tests.answers import complete_answers, levels_of
from tests.libreoffice import Document, Office
from tests.next_edition import NEW, OLD

pytestmark = pytest.mark.libreoffice

LANGUAGE = {"KEN": "en", "UGA": "en", "FRA": "fr", "SEN": "fr", "EGY": "ar"}
SEED = {member: seed for seed, member in enumerate(LANGUAGE, 1)}
ASKED = ("KEN", "UGA", "FRA", "SEN", "EGY", "PER")


@dataclass(frozen=True)
class Year:
    """What one year left behind."""

    templates: Path
    returned: Path
    result: Path
    said: Mapping[str, Result]
    """What each command said."""

    def table(self, name: str) -> pd.DataFrame:
        return pd.read_excel(self.result, name, keep_default_na=False, engine="openpyxl")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(kpibook, [str(argument) for argument in arguments], standalone_mode=False)


def good(*arguments: object, status: int | None = None) -> Result:
    result = run(*arguments)
    assert result.exception is None, result.exception
    assert (result.return_value or None) == status, result.output
    return result


def typed(values: Mapping[str, Raw]) -> dict[str, str | float]:
    """Answers as an officer types them; the Member and the year are there already."""
    there = ("country", "reporting_year")
    return {n: v if isinstance(v, (str, int, float)) else shown(v) for n, v in values.items() if n not in there}


def standards(values: Mapping[str, Raw], *, even: bool) -> dict[str, Raw]:
    """The part of a department that answers every other standard."""
    names = (name for name in values if any(part.isdigit() for part in name.split("_")))
    return {name: values[name] for name in names if (int(next(filter(str.isdigit, name.split("_")))) % 2 == 0) is even}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, trial_editions: Path) -> Iterator[Path]:
    """A folder for both years, where the trial edition can be asked for."""
    folder = tmp_path_factory.mktemp("years")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(MORE_EDITIONS, str(trial_editions))
        yield folder


# --- 2026 ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def first(place: Path, libreoffice: Office) -> Year:
    """2026: templates for all, five Members answer, one of them in two parts, with faults."""
    templates, returned, result = place / "templates-2026", place / "returned-2026", place / "result-2026.xlsx"
    returned.mkdir()
    said = {"build": good("build", "--all-members", "--year", 2026, "--edition", OLD, "--out", templates)}
    for member, language in LANGUAGE.items():
        with libreoffice.open(templates / f"ecom-kpi_2026_{member}_{language}.xlsx") as workbook:
            answers = complete_answers(load_definition(OLD, language), SEED[member])
            _answer_2026(member, workbook, answers, place, returned)
    parts = (place / "trade.xlsx", place / "post.xlsx")
    said["merge"] = good("merge", *parts, "--out", place / "KEN.xlsx", status=1)
    with libreoffice.open(place / "KEN.xlsx") as workbook:
        decided = complete_answers(load_definition(OLD), SEED["KEN"])["level_2_1"]
        workbook.type_all({"level_2_1": str(decided), "contact_name": "Both of us"})
        workbook.save(returned / "KEN.xlsx")
    (returned / "damaged.xlsx").write_bytes((returned / "FRA.xlsx").read_bytes()[:5000])
    asked = place / "asked.txt"
    asked.write_text("\n".join(ASKED), encoding="utf-8")
    status = place / "status.xlsx"
    said["status"] = good("status", returned, "--members", asked, "--due", "2026-03-31", "--out", status)
    said["consolidate"] = good("consolidate", returned, "--out", result, status=1)
    return Year(templates, returned, result, said)


def _answer_2026(member: str, workbook: Document, answers: dict[str, Raw], place: Path, returned: Path) -> None:
    if member == "KEN":
        person = {name: answers[name] for name in ("contact_title", "contact_email", "submission_date")}
        trade = standards(answers, even=True) | person | {"contact_name": "Trade"}
        post = standards(answers, even=False) | {
            "contact_name": "Post",
            "level_2_1": load_definition(OLD).level_label(5),
        }
        workbook.type_all(typed(trade))
        workbook.save(place / "trade.xlsx")
        workbook.clear()
        workbook.type_all(typed(post))
        workbook.save(place / "post.xlsx")
        return
    workbook.type_all(typed(answers))
    if member == "SEN":
        workbook.type_all({"level_5_1": "", "info_1_1": "beaucoup", "sign_off_9": ""})
    if member == "UGA":
        workbook.type_all({"answer_1_1_1": "An earlier answer.", "submission_date": "2026-02-01"})
        workbook.save(returned / "UGA-draft.xlsx")
        workbook.type_all(typed(answers))
    workbook.save(returned / f"{member}.xlsx")


def test_each_member_has_a_workbook_in_its_language(first: Year) -> None:
    with (first.templates / "ecom-kpi_2026_dispatch.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["Member"]: row["language"] for row in rows}.items() >= LANGUAGE.items()
    for row in rows:
        assert hashlib.sha256((first.templates / row["file"]).read_bytes()).hexdigest() == row["sha256"]
    assert len(rows) == len({row["Member"] for row in rows}) == 188


def test_two_departments_become_one_workbook(first: Year, place: Path) -> None:
    definition = load_definition(OLD)
    answers = complete_answers(definition, SEED["KEN"])
    assert first.said["merge"].stdout.splitlines()[-3:-1] == [
        f"2 files merged: {len(answers) - 2} cells filled in, 2 to decide.",
        "The sheet “Conflicts” lists what the files say about those.",
    ]
    sheet = openpyxl.load_workbook(place / "KEN.xlsx")["Conflicts"]
    listed = [row[1:] for row in sheet.iter_rows(min_row=6, values_only=True)]
    contact = f"Start!{definition.layout.slots['contact_name'].place.cell}"
    level = f"Standard 2!{definition.layout.slots['level_2_1'].place.cell}"
    assert listed == [
        (contact, "Contact: name", "trade.xlsx", contact, "Trade"),
        (contact, "Contact: name", "post.xlsx", contact, "Post"),
        (level, "Indicator 2.1: Implementation level", "trade.xlsx", level, answers["level_2_1"]),
        (level, "Indicator 2.1: Implementation level", "post.xlsx", level, "5 - Implementation complete"),
    ]


def test_who_has_answered(first: Year, place: Path) -> None:
    rows = openpyxl.load_workbook(place / "status.xlsx")["Status"].iter_rows(min_row=2, values_only=True)
    assert {row[0]: row[4] for row in rows} == {
        "EGY": "complete",
        "FRA": "complete",
        "KEN": "complete",
        "PER": "missing",
        "SEN": "incomplete",
        "UGA": "complete",
    }


def test_every_file_of_2026_is_in_the_result(first: Year) -> None:
    files = first.table("Files")
    assert dict(zip(files.file, files.status, strict=True)) == {
        "EGY.xlsx": "accepted",
        "FRA.xlsx": "accepted",
        "KEN.xlsx": "accepted",
        "SEN.xlsx": "accepted-with-errors",
        "UGA-draft.xlsx": "superseded",
        "UGA.xlsx": "accepted",
        "damaged.xlsx": "rejected",
    }


def test_the_faults_of_2026_are_findings_in_the_language_of_the_result(first: Year) -> None:
    found = first.table("Findings")
    found = found[(found.file == "SEN.xlsx") & (found.severity == "error")]
    assert set(zip(found.code, found.name, strict=True)) >= {
        ("level-missing", "level_5_1"),
        ("value-not-a-number", "info_1_1"),
    }
    assert found[found.name == "level_5_1"].iloc[0].message.startswith("Indicator 5.1 has no")


def test_the_levels_of_2026_are_those_that_were_chosen(first: Year) -> None:
    levels = first.table("Levels").set_index("country")
    for member, language in LANGUAGE.items():
        chosen: dict[tuple[int, int], Any] = dict(levels_of(load_definition(OLD, language), SEED[member]))
        chosen |= {(5, 1): ""} if member == "SEN" else {}
        assert {(s, i): levels.loc[member, f"{s}.{i}"] for s, i in chosen} == chosen, member


def test_answers_in_any_language_land_as_codes(first: Year) -> None:
    answers, information = first.table("Answers"), first.table("Information")
    assert set(answers.yes_no) <= {"yes", "no", ""}
    coded = information[information.kind.isin(["list", "yes-no"]) & ~information.not_available.astype(bool)]
    assert set(coded.country) == set(LANGUAGE)
    edition = load_definition(OLD).edition
    assert set(coded.text) <= {"yes", "no", *(code for codes in edition.choices.values() for code in codes)}


# --- 2027 ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def second(place: Path, first: Year, libreoffice: Office) -> Year:
    """2027 on the new edition beside the answers of 2026; Senegal still answers on the old one."""
    templates, returned, result = place / "templates-2027", place / "returned-2027", place / "result-2027.xlsx"
    returned.mkdir()
    options = ("--year", 2027, "--prefill", first.result)
    said = {"build": good("build", "--all-members", *options, "--edition", NEW, "--out", templates)}
    for member in ("EGY", "SEN"):
        good("build", "--member", member, *options, "--edition", OLD, "--out", place / "old")
    for member in ("KEN", "FRA"):
        with libreoffice.open(templates / f"ecom-kpi_2027_{member}_{LANGUAGE[member]}.xlsx") as workbook:
            _answer_2027(workbook, load_definition(NEW, LANGUAGE[member]))
            workbook.save(returned / f"{member}.xlsx")
    for member, folder in (("SEN", returned), ("EGY", place)):
        with libreoffice.open(place / "old" / f"ecom-kpi_2027_{member}_{LANGUAGE[member]}.xlsx") as workbook:
            workbook.type_all(_unchanged(load_definition(OLD, LANGUAGE[member])) | {"submission_date": "2027-03-01"})
            workbook.save(folder / f"{member}.xlsx")
    said["migrate"] = good(
        "migrate", place / "EGY.xlsx", "--edition", NEW, "--language", "fr", "--out", returned / "EGY.xlsx"
    )
    said["consolidate"] = good("consolidate", returned, "--before", first.returned, "--out", result, status=1)
    return Year(templates, returned, result, said)


def _unchanged(definition: Definition) -> dict[str, str | float]:
    words = definition.wording.last_year.unchanged.format(year=2026)
    return {f"unchanged_{s}_{i}": words for s, i in definition.edition.indicators}


def _answer_2027(workbook: Document, definition: Definition) -> None:
    """What is the same is kept by one click; 1.1 is complete now, and what is new is answered."""
    answers: dict[str, str | float] = _unchanged(definition)
    for changed in ("1_1", "4_2", "4_3", "16_1"):
        del answers[f"unchanged_{changed}"]
        answers[f"level_{changed}"] = definition.level_label(5)
        answers |= {f"answer_{changed}_1": f"New for {changed}.", f"answer_{changed}_2": "Begin early."}
    workbook.type_all(answers | {"submission_date": "2027-03-01"})


def test_the_templates_of_2027_show_the_answers_of_2026(second: Year) -> None:
    lines = second.said["build"].stdout.splitlines()
    assert "5 of 188 show the answers of 2026." in lines
    assert [line for line in lines if line.startswith("Edition 2018 to")] == [
        f"Edition 2018 to {NEW}: worded anew: 2.1 as 2.1.",
        f"Edition 2018 to {NEW}: asked separately: 4.2 as 4.2 and 4.3.",
        f"Edition 2018 to {NEW}: new: 16.1.",
        f"Edition 2018 to {NEW}: no longer asked: 9.2.",
    ]


def test_what_has_no_place_in_2027_is_listed(second: Year, place: Path) -> None:
    left = pd.read_csv(second.templates / "ecom-kpi_2027_not-carried.csv", keep_default_na=False)
    assert set(left.Member) == set(LANGUAGE)
    names = {(row.name, row.reason, str(row.asked_now)) for row in left.itertuples(index=False)}
    assert {("level_9_2", "dropped", ""), ("level_4_2", "split", "4.2 4.3"), ("info_1_2", "dropped", "")} <= names
    gone = re.compile(r"(level|yes_no|answer)_(9_2|4_2)(_\d)?|info_1_2")
    assert [name for name, _, _ in names if not gone.fullmatch(name)] == []


def test_egypt_moved_to_the_new_edition_in_french(second: Year) -> None:
    files = second.table("Files").set_index("file")
    assert tuple(files.loc["EGY.xlsx", ["edition", "language", "country"]]) == (NEW, "fr", "EGY")
    assert tuple(files.loc["SEN.xlsx", ["edition", "language", "country"]]) == (OLD, "fr", "SEN")
    assert "0 answers without a place" not in second.said["migrate"].stdout


def test_what_moved(second: Year, first: Year) -> None:
    # pandas makes numbers of texts that look like some.
    movement = second.table("Movement").astype({"indicator": str})
    kenya = movement[movement.country == "KEN"].set_index("indicator")
    was = levels_of(load_definition(OLD), SEED["KEN"])
    assert tuple(kenya.loc["1.1", ["level_before", "level", "change", "counterpart"]]) == (
        1, 5, "", "same",  # From “Not applicable”, which is outside the scale: no number of levels up.
    )  # fmt: skip
    assert tuple(kenya.loc["2.1", ["level_before", "level", "change", "counterpart"]]) == (
        was[2, 1], was[2, 1], 0, "reworded",
    )  # fmt: skip
    assert tuple(kenya.loc["4.4", ["level_before", "level", "change", "counterpart"]]) == (
        was[4, 3],
        was[4, 3],
        0,
        "same",
    )
    assert tuple(kenya.loc["4.2", ["level_before", "change", "counterpart"]]) == (
        "", "", f"split from 4.2 (level {was[4, 2]})",
    )  # fmt: skip
    assert tuple(kenya.loc["16.1", ["level_before", "level", "counterpart"]]) == ("", 5, "new")
    assert tuple(kenya.loc["9.2", ["level_before", "level", "counterpart"]]) == (was[9, 2], "", "dropped")
    assert set(movement.country) == {"KEN", "FRA", "EGY", "SEN"}


def test_two_editions_stand_in_one_table_of_levels(second: Year) -> None:
    levels = second.table("Levels").set_index("country")
    assert {"4.3", "16.1", "2018:4.2", "2018:9.2"} <= set(levels.columns)
    was = levels_of(load_definition(OLD), SEED["SEN"])
    assert (levels.loc["SEN", "2018:9.2"], levels.loc["SEN", "4.4"]) == (was[9, 2], was[4, 3])
    assert levels.loc["KEN", "2018:9.2"] == ""


# --- every figure is traced ------------------------------------------------------------------


class Cells:
    """The cells of returned workbooks by file, sheet and address, as a spreadsheet program shows them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._books: dict[str, Any] = {}

    def __call__(self, file: str, sheet: str, cell: str) -> str:
        if file not in self._books:
            self._books[file] = openpyxl.load_workbook(self._folder / file, data_only=True)
        value = self._books[file][sheet][cell].value
        return "" if value is None else shown(value)


@pytest.mark.parametrize("year", [2026, 2027])
def test_every_answer_stands_in_the_cell_it_names(first: Year, second: Year, year: int) -> None:
    played = first if year == 2026 else second
    cells, answers = Cells(played.returned), played.table("Answers")
    files = played.table("Files").set_index("file")
    assert len(answers) > 4 * 60
    for row in answers.itertuples(index=False):
        there = cells(row.file, row.sheet, row.cell)
        definition = load_definition(str(files.loc[row.file, "edition"]), files.loc[row.file, "language"])
        label = definition.wording.yes_no[row.yes_no] if row.yes_no else ""
        assert there in (row.answer or label, f"{label}\n{row.answer}"), row


@pytest.mark.parametrize("year", [2026, 2027])
def test_every_item_stands_in_the_cell_it_names(first: Year, second: Year, year: int) -> None:
    played = first if year == 2026 else second
    cells, items = Cells(played.returned), played.table("Information")
    files = played.table("Files").set_index("file")
    for row in items.itertuples(index=False):
        there = cells(row.file, row.sheet, row.cell)
        definition = load_definition(str(files.loc[row.file, "edition"]), files.loc[row.file, "language"])
        labels = dict(definition.wording.yes_no)
        for codes in definition.wording.choices.values():
            labels |= codes
        if row.part != "":
            assert str(row.text) in there, row
            continue
        assert there == (labels.get(row.text, str(row.text)) if row.kind in ("list", "yes-no") else str(row.text)), row
    assert (year == 2026) is (len(items) > 100)


def test_every_level_of_both_years_stands_in_the_cell_it_names(first: Year, second: Year) -> None:
    now, before = Cells(second.returned), Cells(first.returned)
    levels = second.table("Levels").set_index("country")
    editions = second.table("Files").set_index("country").edition.astype(str)
    traced = 0
    for row in second.table("Movement").itertuples(index=False):
        if row.level != "":
            assert now(row.file, row.sheet, row.cell).startswith(f"{row.level} - "), row
            traced += 1
        if row.level_before != "":
            assert before(row.file_before, row.sheet_before, row.cell_before).startswith(f"{row.level_before} - "), row
        if row.level != "" and editions[row.country] == NEW:
            assert levels.loc[row.country, str(row.indicator)] == row.level
    figures = sum(value != "" for member in levels.index for value in levels.loc[member, levels.columns[3:]])
    assert traced == figures


def test_the_result_serves_as_last_year_as_well(first: Year, second: Year, place: Path) -> None:
    other = place / "result-2027-again.xlsx"
    good("consolidate", second.returned, "--before", first.result, "--out", other, status=1)
    same = ["country", "standard", "indicator", "level_before", "level", "change", "counterpart"]
    again = pd.read_excel(other, "Movement", keep_default_na=False, engine="openpyxl")
    pd.testing.assert_frame_equal(again[same], second.table("Movement")[same])
