"""An earlier year's answers, from returned workbooks or from the result made of them: the same."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from addin.earlier.earlier_result import is_result
from addin.earlier.past import read_past
from addin.results.folder_result import consolidate_folder
from addin.submissions.submission import Submission
from schemas.definition import Definition
from schemas.errors import Refusal
from schemas.loading.crosswalks import crosswalk_between
from schemas.questions import Raw
from schemas.years.carrying import as_last_year
from schemas.years.member_answers import Given, Past
from tests.answers import complete_answers
from tests.fill import fill
from tests.templates import built_once

pytestmark = pytest.mark.long


Put = Callable[..., Path]
TESTS = Path(__file__).parent


def unwatched(submissions: Iterator[Submission], total: int) -> Iterator[Submission]:
    return submissions


@pytest.fixture
def put(tmp_path: Path, template: bytes, definition: Definition) -> Put:
    """Puts a Member's workbook into the folder `returned`."""

    def make(name: str, member: str, seed: int = 1, *, year: int = 2026, **changes: Raw) -> Path:
        path = tmp_path / "returned" / name
        path.parent.mkdir(exist_ok=True)
        made = template if year == 2026 else built_once(definition, year).data
        who: dict[str, Raw] = {"country": definition.country_names[member]}
        path.write_bytes(fill(made, definition, complete_answers(definition, seed, year=year) | who | changes))
        return path

    return make


def result_of(folder: Path) -> Path:
    out = folder.parent / "result.xlsx"
    consolidate_folder(folder, out, unwatched)
    return out


def without_places(past: Past) -> dict[str, dict[str, Given]]:
    return {
        member: {name: replace_place(given) for name, given in answers.given.items()}
        for member, answers in past.members.items()
    }


def replace_place(given: Given) -> Given:
    # A level stands in the result's own table; what was typed as text and what the number is, both are there.
    return given._replace(sheet="", cell="")


def test_a_folder_and_its_result_say_the_same(put: Put, tmp_path: Path, definition: Definition) -> None:
    put("a.xlsx", "KEN", 1, info_1_1="n/a", info_8_2="150", answer_1_1_1="=1+1")
    put("sub.xlsx", "PER", 2, level_3_1="", sign_off_1="Complete at levels 1-1-1-1")
    folder = tmp_path / "returned"
    from_folder, from_result = read_past(folder, unwatched), read_past(result_of(folder), unwatched)
    assert (from_folder.year, set(from_folder.members)) == (2026, {"KEN", "PER"})
    assert (from_result.year, set(from_result.members)) == (2026, {"KEN", "PER"})
    assert without_places(from_folder) == without_places(from_result)
    for member in ("KEN", "PER"):
        assert from_folder.members[member].stale == from_result.members[member].stale
    assert "1.1" not in from_folder.members["KEN"].stale
    assert from_folder.members["PER"].stale


def test_each_answer_knows_where_it_stands(put: Put, tmp_path: Path, definition: Definition) -> None:
    put("a.xlsx", "KEN")
    folder = tmp_path / "returned"
    given = read_past(folder, unwatched).members["KEN"].given
    for name in ("level_1_1", "answer_1_1_1", "info_1_1"):
        assert (given[name].sheet, given[name].cell) == ("Standard 1", definition.layout.slots[name].place.cell)
    again = read_past(result_of(folder), unwatched).members["KEN"]
    assert (again.file, again.given["level_1_1"].sheet, again.given["level_1_1"].cell) == (
        "result.xlsx",
        "Levels",
        "E2",
    )


def test_of_a_member_that_sent_twice_the_later_counts(put: Put, tmp_path: Path) -> None:
    put("early.xlsx", "KEN", answer_1_1_1="Early.", submission_date=dt.date(2026, 2, 1))
    put("late.xlsx", "KEN", answer_1_1_1="Late.", submission_date=dt.date(2026, 3, 1))
    past = read_past(tmp_path / "returned", unwatched)
    assert past.members["KEN"].given["answer_1_1_1"].text == "Late."
    assert past.returned == {"early.xlsx": "KEN", "late.xlsx": "KEN"}


def test_the_most_common_year_counts(put: Put, tmp_path: Path) -> None:
    put("a.xlsx", "KEN")
    put("b.xlsx", "PER")
    put("old.xlsx", "UGA", year=2025)
    past = read_past(tmp_path / "returned", unwatched)
    assert (past.year, set(past.members)) == (2026, {"KEN", "PER"})


def test_a_result_is_known_by_its_sheets(put: Put, tmp_path: Path) -> None:
    returned = put("a.xlsx", "KEN")
    assert not is_result(returned)
    assert is_result(result_of(returned.parent))
    (tmp_path / "notes.xlsx").write_text("no workbook")
    assert not is_result(tmp_path / "notes.xlsx")


def test_a_folder_may_hold_one_result_and_not_two(put: Put, tmp_path: Path) -> None:
    result = result_of(put("a.xlsx", "KEN").parent)
    (tmp_path / "last").mkdir()
    for name in ("one.xlsx", "two.xlsx"):
        (tmp_path / "last" / name).write_bytes(result.read_bytes())
        if name == "one.xlsx":
            assert set(read_past(tmp_path / "last", unwatched).members) == {"KEN"}
    with pytest.raises(Refusal, match=r"There are several consolidated results in .* \(one\.xlsx, two\.xlsx\)"):
        read_past(tmp_path / "last", unwatched)


# --- a result that somebody edited -----------------------------------------------------------

Edit = Callable[[Any], None]


def cell(column: str, typed: object, row: int = 2) -> Edit:
    """Types into a cell of the column with that heading."""

    def edit(sheet: Any) -> None:
        sheet.cell(row, headings(sheet).index(column) + 1).value = typed

    return edit


def headings(sheet: Any) -> list[str]:
    return [heading.value for heading in sheet[1]]


def without(column: str) -> Edit:
    return lambda sheet: sheet.delete_cols(headings(sheet).index(column) + 1)


def row_on_top(sheet: Any) -> None:
    sheet.insert_rows(1)


def emptied(sheet: Any) -> None:
    sheet.delete_rows(1, sheet.max_row)


MEND = "put it right, or make the result anew with kpibook consolidate."
WHOLE = "where a whole number from"
EDITED: list[tuple[str, Edit, str]] = [
    # (sheet, what somebody did there, what is said)
    ("Levels", cell("1.1", "x"), f"E2 on the sheet Levels holds “x”, {WHOLE} 1 to 5 belongs: {MEND}"),
    ("Levels", cell("1.2", 2.5), f"F2 on the sheet Levels holds “2.5”, {WHOLE} 1 to 5 belongs: {MEND}"),
    ("Levels", cell("1.2", 6), f"F2 on the sheet Levels holds “6”, {WHOLE} 1 to 5 belongs: {MEND}"),
    ("Levels", cell("1.2", True), f"F2 on the sheet Levels holds “TRUE”, {WHOLE} 1 to 5 belongs: {MEND}"),
    ("Levels", cell("1.2", dt.date(2026, 1, 5)), "F2 on the sheet Levels holds “2026-01-05”, where"),
    ("Levels", cell("year", "last year"), f"D2 on the sheet Levels holds “last year”, {WHOLE} 2018 to 2100 belongs"),
    ("Levels", cell("year", 26), "D2 on the sheet Levels holds “26”, where"),
    ("Levels", cell("year", None), "D2 on the sheet Levels is empty, where"),
    ("Levels", without("1.2"), f"the sheet Levels has no column “1.2”: {MEND}"),
    ("Levels", without("country"), "the sheet Levels has no column “country”"),
    ("Levels", row_on_top, "the sheet Levels has no column “country”"),
    ("Levels", emptied, "the sheet Levels has no column “country”"),
    ("Files", cell("year", "x"), "G2 on the sheet Files holds “x”, where"),
    ("Files", cell("year", None), "G2 on the sheet Files is empty, where"),
    ("Files", cell("edition", None), "I2 on the sheet Files is empty, where the edition of its template belongs"),
    ("Files", without("status"), "the sheet Files has no column “status”"),
    ("Answers", cell("level", "high"), f"H2 on the sheet Answers holds “high”, {WHOLE} 1 to 5 belongs"),
    (
        "Answers",
        cell("indicator", "first"),
        f"G2 on the sheet Answers holds “first”, where a number such as 4.2 belongs: {MEND}",
    ),
    ("Answers", cell("indicator", "1.0"), "G2 on the sheet Answers holds “1.0”, where a number such as 4.2 belongs"),
    ("Answers", cell("indicator", None), "G2 on the sheet Answers is empty, where a number such as 4.2 belongs"),
    ("Answers", cell("standard", None), f"E2 on the sheet Answers is empty, {WHOLE} 1 to 999 belongs"),
    ("Answers", without("question"), "the sheet Answers has no column “question”"),
    ("Information", cell("value", "a lot", 3), "K3 on the sheet Information holds “a lot”, where a number belongs"),
    ("Information", cell("not_available", "no"), "holds “no”, where TRUE or FALSE belongs"),
    ("Findings", without("code"), "the sheet Findings has no column “code”"),
]


@pytest.mark.parametrize(("sheet", "edit", "words"), EDITED)
def test_a_result_that_somebody_spoilt_is_refused_by_its_cell(
    result: bytes, tmp_path: Path, sheet: str, edit: Edit, words: str
) -> None:
    path = edited(result, tmp_path, sheet, edit)
    with pytest.raises(Refusal) as refusal:
        read_past(path, unwatched)
    assert str(refusal.value).startswith(f"{path}: ")
    assert words in str(refusal.value)


def as_formerly(sheet: Any) -> None:
    """Takes the columns of information away that results had not at first."""
    for column in ("part", "flag", "period", "not_applicable"):
        without(column)(sheet)


HARMLESS: list[tuple[str, Edit]] = [
    ("Levels", lambda sheet: sheet.insert_cols(1)),
    ("Levels", cell("1.1", 1.0)),
    ("Levels", cell("1.1", None)),
    ("Answers", cell("answer", 12)),
    ("Answers", cell("indicator", 1.1)),
    ("Answers", cell("indicator", 1)),
    ("Answers", without("language")),
    ("Answers", cell("standard", 900)),
    ("Files", cell("edition", 2018)),
    ("Information", cell("text", dt.date(2026, 1, 5))),
    ("Information", as_formerly),
]


@pytest.mark.parametrize(("sheet", "edit"), HARMLESS)
def test_a_result_may_be_worked_on(
    result: bytes, tmp_path: Path, definition: Definition, sheet: str, edit: Edit
) -> None:
    past = read_past(edited(result, tmp_path, sheet, edit), unwatched)
    assert (past.year, set(past.members)) == (2026, {"KEN"})
    shown = as_last_year(past.members["KEN"], definition, definition, crosswalk_between("2018", "2018"))
    assert shown.indicators[1, 2].level is not None


def test_a_result_of_an_older_kpibook_says_the_same_as_the_folder_it_was_made_of(tmp_path: Path) -> None:
    """It has no names, no regions and no languages of answers, and counts indicators within their standard."""
    folder = tmp_path / "returned"
    folder.mkdir()
    for name in ("complete.xlsx", "two_copies_late.xlsx"):
        shutil.copy(TESTS / "returned" / name, folder / name)
    older = TESTS / "results" / "before_members.xlsx"
    answers = openpyxl.load_workbook(older)["Answers"]
    assert headings(answers)[:4] == ["country", "year", "standard", "indicator"]
    assert [answers["C2"].value, answers["D2"].value] == [1, 1]
    from_older, from_folder = read_past(older, unwatched), read_past(folder, unwatched)
    assert from_older.year == from_folder.year
    assert without_places(from_older) == without_places(from_folder)
    assert without_places(from_older) == without_places(read_past(result_of(folder), unwatched))


def test_each_level_knows_its_cell_below_an_empty_row(result: bytes, tmp_path: Path) -> None:
    path = edited(result, tmp_path, "Levels", lambda sheet: sheet.insert_rows(2))
    assert read_past(path, unwatched).members["KEN"].given["level_1_1"].cell == "E3"


def test_a_result_that_is_cut_short_is_refused(result: bytes, tmp_path: Path) -> None:
    path = edited(result, tmp_path, "Levels", lambda sheet: None)
    whole = zipfile.ZipFile(path)
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(broken, "w") as package:
        for name in whole.namelist():
            package.writestr(name, b"<worksheet" if name.startswith("xl/worksheets/") else whole.read(name))
    with pytest.raises(Refusal, match=r"broken\.xlsx could not be read as a consolidated result: make it anew"):
        read_past(broken, unwatched)


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory, template: bytes, definition: Definition) -> bytes:
    """The result of Kenya's answers of 2026."""
    folder = tmp_path_factory.mktemp("past") / "returned"
    folder.mkdir()
    who: dict[str, Raw] = {"country": definition.country_names["KEN"]}
    (folder / "a.xlsx").write_bytes(fill(template, definition, complete_answers(definition, 1) | who))
    return result_of(folder).read_bytes()


def edited(result: bytes, folder: Path, sheet: str, edit: Edit) -> Path:
    """The result, worked on and saved again."""
    workbook = openpyxl.load_workbook(io.BytesIO(result))
    for table in workbook.worksheets:
        table.tables.clear()
    edit(workbook[sheet])
    path = folder / "edited.xlsx"
    workbook.save(path)
    return path


def test_what_is_no_answer_is_refused(put: Put, tmp_path: Path) -> None:
    returned = put("a.xlsx", "KEN")
    with pytest.raises(Refusal, match=r"a\.xlsx is no consolidated result: give one, or a folder"):
        read_past(returned, unwatched)
    returned.write_text("no workbook")
    with pytest.raises(Refusal, match=r"No file in .* could be read as a KPI workbook"):
        read_past(returned.parent, unwatched)
    with pytest.raises(Refusal, match="There is no folder"):
        read_past(tmp_path / "nowhere", unwatched)
