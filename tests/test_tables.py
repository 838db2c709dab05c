"""The tables: the contract's columns, and what stands in them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from addin.consolidation.consolidate import consolidate
from addin.results.result_tables import all_tables
from addin.results.table import ColumnKind, Table, Value
from addin.submissions.submission import LevelRow, Submission
from schemas.definition import Definition
from schemas.findings import Code
from tests.submissions import answer, found, information, rejected, sent

HEADINGS = {
    "Files": "file sha256 status country member region year language edition complete errors warnings reason review",
    "Answers": "country member region year standard standard_title indicator level question topic question_text yes_no"
    " answer language file sheet cell decision",
    "Information": "country member region year standard standard_title item label part kind value unit flag period"
    " not_available not_applicable outlier text file sheet cell decision",
    "Findings": "file country member region code severity sheet cell name found message decision",
    "Summary": "indicator question level_1 level_2 level_3 level_4 level_5 no_level total european_union",
    "Needs": "country member region year standard standard_title indicator level difficulty support language themes"
    " theme_words theme priority programme file sheet cell decision",
    "Movement": "country member region standard standard_title indicator year_before level_before year level change"
    " counterpart file sheet cell file_before sheet_before cell_before",
    "Remarks": "file country member region sheet cell kind text",
    "Decisions": "row date by country member region year action name code value file reason effect before",
}


def tables(*submissions: object) -> dict[str, Table]:
    return {table.name: table for table in all_tables(consolidate(submissions))}  # type: ignore[arg-type]


def rows(table: Table) -> list[dict[str, Value]]:
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows()]


def test_the_sheets_stand_in_the_order_of_the_contract() -> None:
    assert list(tables()) == [
        "Files", "Levels", "Answers", "Information", "Findings", "Summary", "Needs", "Movement", "Remarks", "Decisions"
    ]  # fmt: skip


@pytest.mark.parametrize("name", HEADINGS)
def test_the_columns_are_those_of_the_contract(name: str) -> None:
    assert [column.name for column in tables()[name].columns] == HEADINGS[name].split()


def test_files_say_how_far_their_review_has_come() -> None:
    wrong = (found(Code.LEVEL_MISSING),)
    submissions = (
        sent("a.xlsx", "KEN"),
        sent("b.xlsx", "UGA", findings=wrong, complete=False),
        sent("c.xlsx", "PER", findings=wrong, complete=False),
        sent("c older.xlsx", "PER", submitted=dt.date(2026, 2, 1)),
        sent("d.xlsx", "FRA", year=2025),
        rejected("e.xlsx"),
        Submission("f.xlsx", ignored="Excel keeps it while a workbook is open."),
    )
    consolidation = replace(consolidate(submissions, year=2026), accepted=frozenset({"PER"}))
    table = next(table for table in all_tables(consolidation) if table.name == "Files")
    assert [(row["file"], row["status"], row["review"]) for row in rows(table)] == [
        ("a.xlsx", "accepted", "accepted"),
        ("b.xlsx", "accepted-with-errors", "to-be-put-right"),
        ("c.xlsx", "accepted-with-errors", "accepted"),
        ("c older.xlsx", "superseded", None),
        ("d.xlsx", "rejected", "to-be-put-right"),
        ("e.xlsx", "rejected", "cannot-be-opened"),
        ("f.xlsx", "ignored", None),
    ]


def test_every_indicator_has_a_column_of_levels(definition: Definition) -> None:
    names = [column.name for column in tables()["Levels"].columns]
    assert names == [
        "country",
        "member",
        "region",
        "year",
        *(f"{s}.{i}" for s, i in definition.edition.indicators),
        "decision",
    ]
    assert (names[4], names[-2], len(names)) == ("1.1", "15.1", 38)


@pytest.mark.parametrize(
    "table", tables(sent("a.xlsx", findings=(found(Code.LEVEL_MISSING),))).values(), ids=lambda table: table.name
)
def test_every_value_is_of_its_columns_kind(table: Table) -> None:
    types = {
        ColumnKind.TEXT: str,
        ColumnKind.INTEGER: int,
        ColumnKind.NUMBER: (int, float),
        ColumnKind.BOOLEAN: bool,
    }
    for row in table.rows():
        for column, value in zip(table.columns, row, strict=True):
            assert value is None or isinstance(value, types[column.kind]), column.name


def test_levels_are_numbers_or_empty_and_a_row_stands_for_a_file_that_counts() -> None:
    table = tables(
        sent("a.xlsx", "KEN", levels=(LevelRow(1, 1, 5), LevelRow(1, 2, None), LevelRow(15, 1, 1))),
        sent("b.xlsx", "FRA", levels=()),
        sent("c.xlsx", None),
        rejected("d.xlsx"),
    )["Levels"]
    shown = [(row["country"], row["year"], row["1.1"], row["1.2"], row["15.1"]) for row in rows(table)]
    assert shown == [("FRA", 2026, None, None, None), ("KEN", 2026, 5, None, 1), (None, 2026, 2, None, None)]


def test_the_summary_counts_members_at_each_level() -> None:
    at = {"A": 1, "B": 5, "C": 5, "D": None}
    made = tables(
        *(sent(f"{country}.xlsx", country, levels=(LevelRow(1, 1, level),)) for country, level in at.items()),
        sent("unknown.xlsx", None, levels=(LevelRow(1, 1, 3),)),
    )["Summary"]
    first, *others = made.rows()
    assert first[2:] == (1, 0, 0, 0, 2, 1, 4, None)
    assert str(first[1]).startswith("Has your country implemented a legal and regulatory framework")
    assert all(row[2:] == (0, 0, 0, 0, 0, 4, 4, None) for row in others)
    assert len(others) == 32


def test_the_european_union_is_counted_apart() -> None:
    made = tables(
        sent("belgium.xlsx", "BEL", levels=(LevelRow(1, 1, 5),)),
        sent("union.xlsx", "EUE", levels=(LevelRow(1, 1, 5), LevelRow(1, 2, None))),
    )
    counted = [row[2:] for row in made["Summary"].rows()]
    assert counted[:2] == [(0, 0, 0, 0, 1, 0, 1, 5), (0, 0, 0, 0, 0, 1, 1, None)]
    assert [row["country"] for row in rows(made["Levels"])] == ["BEL", "EUE"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ["Training"]),
        ({"topic": "difficulties"}, ["Training"]),
        ({"topic": "reason"}, []),
        ({"topic": ""}, []),
        ({"answer": ""}, []),
        ({"answer": "", "yes_no": "yes"}, ["yes"]),
        ({"answer": "", "yes_no": "no"}, []),
        ({"yes_no": "yes"}, ["Training"]),
    ],
)
def test_the_register_of_needs(changes: dict[str, str], expected: list[str]) -> None:
    made = tables(sent("a.xlsx", answers=(answer("Training", **changes),)))["Needs"]
    assert [row["answer"] for row in rows(made)] == expected


def test_numbers_are_values_and_words_are_text() -> None:
    items = (
        information(45.5, "45,5 %"),
        information(None, "annual", kind="list", unit=""),
        information(None, "n/a", not_available=True, unit=""),
    )
    made = rows(tables(sent("a.xlsx", information=items))["Information"])
    assert [(row["value"], row["unit"], row["not_available"], row["text"]) for row in made] == [
        (45.5, "%", False, "45,5 %"),
        (None, "", False, "annual"),
        (None, "", True, "n/a"),
    ]


def test_a_superseded_file_stands_in_files_and_findings_only() -> None:
    wrong = (found(Code.LEVEL_MISSING),)
    made = tables(sent("a.xlsx", findings=wrong), sent("b.xlsx"))
    naming = {name for name, table in made.items() for row in table.rows() if "a.xlsx" in row}
    assert naming == {"Files", "Findings"}


def test_every_file_has_one_row() -> None:
    made = rows(tables(sent("a.xlsx"), sent("b.xlsx"), rejected("c.pdf"), sent("sub/d.xlsx", None))["Files"])
    assert [(row["file"], row["status"]) for row in made] == [
        ("a.xlsx", "superseded"),
        ("b.xlsx", "accepted"),
        ("c.pdf", "rejected"),
        ("sub/d.xlsx", "accepted-with-errors"),
    ]


def test_movement_has_its_headings_only() -> None:
    assert list(tables(sent("a.xlsx"))["Movement"].rows()) == []
