"""An earlier year's answers, from returned workbooks or from the result made of them: the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from addin.folder_run import consolidate_folder
from addin.past import is_result, read_past
from addin.submission import Submission
from schemas.definition import Definition
from schemas.errors import Refusal
from schemas.member_answers import Given, Past
from schemas.questions import Raw
from tests.answers import complete_answers
from tests.fill import fill
from workbook_builder.build import build_workbook

Put = Callable[..., Path]


def unwatched(submissions: Iterator[Submission], total: int) -> Iterator[Submission]:
    return submissions


@pytest.fixture
def put(tmp_path: Path, template: bytes, definition: Definition) -> Put:
    """Puts a Member's workbook into the folder `returned`."""

    def make(name: str, member: str, seed: int = 1, *, year: int = 2026, **changes: Raw) -> Path:
        path = tmp_path / "returned" / name
        path.parent.mkdir(exist_ok=True)
        made = template if year == 2026 else build_workbook(definition, year).data
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
        "C2",
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


def test_what_is_no_answer_is_refused(put: Put, tmp_path: Path) -> None:
    returned = put("a.xlsx", "KEN")
    with pytest.raises(Refusal, match=r"a\.xlsx is no consolidated result: give one, or a folder"):
        read_past(returned, unwatched)
    returned.write_text("no workbook")
    with pytest.raises(Refusal, match=r"No file in .* could be read as a KPI workbook"):
        read_past(returned.parent, unwatched)
    with pytest.raises(Refusal, match="There is no folder"):
        read_past(tmp_path / "nowhere", unwatched)
