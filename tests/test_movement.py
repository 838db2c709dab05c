"""What changed since the year before: a change only where the same was asked, and both levels traced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from addin.consolidation.consolidate import consolidate
from addin.submissions.submission import LastRow, LevelRow, Submission
from addin.tables.level_columns import level_columns
from addin.tables.movement import movements
from addin.tables.result_tables import all_tables
from addin.tables.table import Row
from schemas.loading.loader import load_definition
from schemas.years.member_answers import Given, MemberAnswers
from tests.next_edition import NEW, OLD
from tests.submissions import sent

NOWHERE = ("", "", "")


def now(levels: Mapping[str, int | None], edition: str = OLD, **more: object) -> Submission:
    rows = tuple(LevelRow(*numbers(name), level, "Standard", f"D{name}") for name, level in levels.items())
    return sent("now.xlsx", levels=rows, edition=edition, year=2027, **more)


def before(levels: Mapping[str, int], edition: str = OLD) -> MemberAnswers:
    given = {
        "level_{}_{}".format(*numbers(name)): Given(str(level), level, sheet="Standard", cell=f"C{name}")
        for name, level in levels.items()
    }
    return MemberAnswers("before.xlsx", edition, "en", 2026, "KEN", given)


def numbers(name: str) -> tuple[int, int]:
    s, i = map(int, name.split("."))
    return s, i


def moved(submission: Submission, answers: MemberAnswers | None = None) -> dict[str, Row]:
    """The rows of movement by indicator, without the country."""
    consolidation = consolidate([submission])
    if answers is not None:
        consolidation = replace(consolidation, before={"KEN": answers})
    return {f"{row[1]}.{row[2]}": row[3:] for row in movements(consolidation)}


HERE = ("now.xlsx", "Standard")
THERE = ("before.xlsx", "Standard")

SAME_EDITION: list[tuple[int | None, int | None, tuple[object, ...]]] = [
    # (level before, level now, what the row says)
    (2, 4, (2026, 2, 2027, 4, 2, "same", *HERE, "D1.1", *THERE, "C1.1")),
    (4, 2, (2026, 4, 2027, 2, -2, "same", *HERE, "D1.1", *THERE, "C1.1")),
    (3, 3, (2026, 3, 2027, 3, 0, "same", *HERE, "D1.1", *THERE, "C1.1")),
    (3, None, (2026, 3, 2027, None, None, "same", *HERE, "D1.1", *THERE, "C1.1")),
    (None, 3, (2026, None, 2027, 3, None, "same", *HERE, "D1.1", *NOWHERE)),
]


@pytest.mark.parametrize(("was", "level", "row"), SAME_EDITION)
def test_a_level_beside_the_one_before(was: int | None, level: int | None, row: tuple[object, ...]) -> None:
    assert moved(now({"1.1": level}), before({} if was is None else {"1.1": was})) == {"1.1": row}


def test_across_editions_only_what_means_the_same_has_a_change(next_edition: Path) -> None:
    old = before({"2.1": 2, "4.2": 3, "4.3": 1, "9.2": 5})
    rows = moved(now({"2.1": 3, "4.2": 4, "4.3": 2, "4.4": 5, "16.1": 1}, NEW), old)
    assert {name: (row[1], row[3], row[4], row[5]) for name, row in rows.items()} == {
        "2.1": (2, 3, 1, "reworded"),
        "4.2": (None, 4, None, "split from 4.2 (level 3)"),
        "4.3": (None, 2, None, "split from 4.2 (level 3)"),
        # Level 1 stands outside the scale: from it to 5 is no rise.
        "4.4": (1, 5, None, "same"),
        "16.1": (None, 1, None, "new"),
        "9.2": (5, None, None, "dropped"),
    }
    assert rows["4.4"][-3:] == (*THERE, "C4.3")
    assert rows["9.2"][-6:] == ("now.xlsx", "", "", *THERE, "C9.2")


def test_no_member_is_left_out_where_nothing_joins_the_editions() -> None:
    """No change is made up, and none is passed over in silence."""
    rows = moved(now({"1.1": 3, "1.2": None}), before({"1.1": 2, "9.9": 4}, "2012"))
    assert rows == {
        "1.1": (2026, None, 2027, 3, None, "not comparable with edition 2012", *HERE, "D1.1", *NOWHERE),
        "1.2": (2026, None, 2027, None, None, "not comparable with edition 2012", *HERE, "D1.2", *NOWHERE),
    }


def test_back_to_the_older_edition(next_edition: Path) -> None:
    rows = moved(now({"4.2": 4}, OLD), before({"4.2": 3, "4.3": 2}, NEW))
    assert rows["4.2"][1:6] == (None, 2027, 4, None, "merged from 4.2 (level 3), 4.3 (level 2)")


def test_without_an_earlier_year_the_workbook_says_what_it_shows() -> None:
    shown = (LastRow(1, 1, 2026, 3, "Standard 1", "J7"),)
    assert moved(now({"1.1": 5, "1.2": 4}, last=shown)) == {
        "1.1": (2026, 3, 2027, 5, 2, "same", *HERE, "D1.1", "now.xlsx", "Standard 1", "J7")
    }
    # An earlier year that was given counts instead.
    assert moved(now({"1.1": 5}, last=shown), before({"1.1": 2}))["1.1"][1:5] == (2, 2027, 5, 3)


def test_a_member_that_did_not_answer_before_has_no_row() -> None:
    consolidation = replace(consolidate([now({"1.1": 5}, country="PER")]), before={"KEN": before({"1.1": 1})})
    assert list(movements(consolidation)) == []


def test_where_an_earlier_year_was_given_nobody_is_compared_with_what_its_workbook_shows() -> None:
    # Peru's sheet shows a level of last year, but the answers given as last year's know nothing of Peru.
    shown = (LastRow(1, 1, 2026, 3, "Standard 1", "J7"),)
    submissions = [now({"1.1": 5}, country="PER", last=shown), replace(now({"1.1": 4}), file="kenya.xlsx")]
    consolidation = replace(consolidate(submissions), before={"KEN": before({"1.1": 1})})
    assert [row[:7] for row in movements(consolidation)] == [("KEN", 1, 1, 2026, 1, 2027, 4)]


# --- several editions in one table of levels -------------------------------------------------


def test_an_older_indicator_stands_under_its_counterparts_number(next_edition: Path) -> None:
    columns = level_columns([load_definition(NEW), load_definition(OLD)])
    expected = {"1.1": "1.1", "2.1": "2.1", "4.2": "2018:4.2", "4.3": "4.4", "9.1": "9.1", "9.2": "2018:9.2"}
    assert {name: columns.column(OLD, numbers(name)) for name in expected} == expected
    assert columns.column(NEW, (4, 3)) == "4.3"
    assert columns.questions["2018:9.2"] == load_definition(OLD).text("indicator.9.2")


def test_levels_of_two_editions_stand_in_one_row_each(next_edition: Path) -> None:
    submissions = [
        replace(now({"4.2": 1, "4.3": 2, "9.2": 3}), file="old.xlsx", country="PER"),
        now({"4.2": 4, "4.3": 5, "16.1": 2}, NEW),
    ]
    table = next(table for table in all_tables(consolidate(submissions)) if table.name == "Levels")
    names = [column.name for column in table.columns]
    assert names[:4] + names[-4:] == ["country", "member", "region", "year", "16.1", "2018:4.2", "2018:9.2", "decision"]
    rows = [{k: v for k, v in zip(names, row, strict=True) if v not in {None, ""}} for row in table.rows()]
    assert rows == [
        {"country": "PER", "member": "Peru", "region": "AMS", "year": 2027, "4.4": 2, "2018:4.2": 1, "2018:9.2": 3},
        {"country": "KEN", "member": "Kenya", "region": "ESA", "year": 2027, "4.2": 4, "4.3": 5, "16.1": 2},
    ]
