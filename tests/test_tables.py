"""The tables: the contract's columns, and what stands in them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from addin.consolidation.consolidate import consolidate
from addin.submissions.submission import LevelRow, Submission
from addin.tables.columns import HEADING_MARGIN
from addin.tables.raw_tables import raw_tables
from addin.tables.result_tables import all_tables
from addin.tables.table import ColumnKind, Table, Value
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
    "Summary": "indicator question standard_title level_1 level_2 level_3 level_4 level_5 no_level total"
    " european_union applicable share_2 share_3 share_4 share_5 advanced advanced_before advanced_now change_points",
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
        "Summary", "SummaryStandards", "SummaryResponse", "SummaryLevels",
        "Regions", "RegionsResponse", "RegionsShares",
        "Levels", "Needs", "Themes", "ThemeCounts",
        "MovementSummary", "MovementRegions", "MovementMatrix", "Falls", "Movement",
        "InformationSummary", "Information", "Answers", "Findings", "Remarks", "Decisions", "Files",
        "About", "Contents",
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
    assert first[3:11] == (1, 0, 0, 0, 2, 1, 4, None)
    assert str(first[1]).startswith("Has your country implemented a legal and regulatory framework")
    assert all(row[3:11] == (0, 0, 0, 0, 0, 4, 4, None) for row in others)
    assert len(others) == 32


def test_the_european_union_is_counted_apart() -> None:
    made = tables(
        sent("belgium.xlsx", "BEL", levels=(LevelRow(1, 1, 5),)),
        sent("union.xlsx", "EUE", levels=(LevelRow(1, 1, 5), LevelRow(1, 2, None))),
    )
    counted = [row[3:11] for row in made["Summary"].rows()]
    assert counted[:2] == [(0, 0, 0, 0, 1, 0, 1, 5), (0, 0, 0, 0, 0, 1, 1, None)]
    assert [row["country"] for row in rows(made["Levels"])] == ["BEL", "EUE"]


NEEDS: list[tuple[dict[str, str], list[tuple[str, str]]]] = [
    # (what is answered at an indicator, its row in the register: difficulty, support)
    ({}, [("", "Training")]),
    ({"topic": "difficulties"}, [("Training", "")]),
    ({"topic": "reason"}, []),
    ({"topic": ""}, []),
    ({"answer": ""}, []),
    ({"answer": "", "yes_no": "yes"}, [("", "yes")]),
    ({"answer": "", "yes_no": "yes", "topic": "difficulties"}, [("yes", "")]),
    ({"answer": "", "yes_no": "no"}, []),
    ({"answer": "None so far.", "yes_no": "no", "topic": "difficulties"}, []),
    ({"yes_no": "yes"}, [("", "Training")]),
]


@pytest.mark.parametrize(("changes", "expected"), NEEDS)
def test_the_register_of_needs(changes: dict[str, str], expected: list[tuple[str, str]]) -> None:
    made = tables(sent("a.xlsx", answers=(answer("Training", **changes),)))["Needs"]
    assert [(row["difficulty"], row["support"]) for row in rows(made)] == expected


def test_a_need_is_a_member_and_an_indicator_whatever_was_asked_there() -> None:
    """At level 3 a Yes stands between the steps taken and the support wanted."""
    answers = (
        answer("A draft law.", level=3, question=1, topic="implementation", cell="E8"),
        answer("", level=3, question=2, topic="difficulties", yes_no="yes", cell="E9"),
        answer("Formation des agents", level=3, question=3, topic="capacity-building", cell="E10"),
        answer("Pas de budget.", indicator=2, question=1, topic="difficulties", cell="E16"),
        answer("Un expert.", indicator=2, question=2, cell="E17"),
    )
    first, second = rows(tables(sent("a.xlsx", "SEN", language="fr", answers=answers))["Needs"])
    assert {name: value for name, value in first.items() if value not in {None, ""}} == {
        "country": "SEN",
        "member": "Senegal",
        "region": "WCA",
        "year": 2026,
        "standard": 1,
        "standard_title": "Legal Framework for Advance Electronic Data",
        "indicator": "1.1",
        "level": 3,
        "difficulty": "yes",
        "support": "Formation des agents",
        "language": "fr",
        "themes": "training",
        "theme_words": "training: Formation",
        "file": "a.xlsx",
        "sheet": "Standard 1",
        "cell": "E10",
    }
    assert (second["indicator"], second["difficulty"], second["support"]) == ("1.2", "Pas de budget.", "Un expert.")
    assert (second["themes"], second["cell"]) == ("funding; technical-assistance", "E16")
    assert second["theme_words"] == "funding: budget; technical-assistance: expert"


def test_a_need_without_a_level_is_none() -> None:
    assert rows(tables(sent("a.xlsx", answers=(answer("Training", level=None, topic=""),)))["Needs"]) == []


# --- the language of the result --------------------------------------------------------------


SPOKEN = [
    # (language of the result, Member, title of standard 1, the question, the item)
    ("en", "Côte d’Ivoire", "Legal Framework for", "How could capacity building assist", "The percentage of items"),
    ("fr", "Côte d’Ivoire", "Cadre juridique", "Comment le renforcement des capacités", "Pourcentage d’envois"),
]


@pytest.mark.parametrize(("language", "member", "title", "question", "label"), SPOKEN)
def test_names_titles_and_questions_are_in_the_language_of_the_result_and_answers_as_written(
    language: str, member: str, title: str, question: str, label: str
) -> None:
    """Whatever language the file is in; where a question is not asked there is none to say."""
    answers = (answer("Capacitação"), answer("Texto", topic="", question_text="", question=3))
    consolidation = consolidate([sent("a.xlsx", "CIV", language="pt", answers=answers)], language=language)
    made = {table.name: rows(table) for table in raw_tables(consolidation)}
    asked, not_asked = made["Answers"]
    assert (asked["answer"], asked["language"]) == ("Capacitação", "pt")
    assert asked["member"] == member
    assert str(asked["standard_title"]).startswith(title)
    assert str(asked["question_text"]).startswith(question)
    assert not_asked["question_text"] == ""
    assert str(made["Information"][0]["label"]).startswith(label)
    assert {row["region"] for name in ("Files", "Levels", "Answers", "Information") for row in made[name]} == {"WCA"}


def test_members_stand_by_region_and_name_in_the_levels() -> None:
    countries = ("CIV", "ZAF", "AGO", "PER", None, "ESP", "ARG")
    made = rows(tables(*(sent(f"{country}.xlsx", country) for country in countries))["Levels"])
    assert [(row["region"], row["member"]) for row in made] == [
        ("AMS", "Argentina"),
        ("AMS", "Peru"),
        ("EUR", "Spain"),
        ("ESA", "Angola"),
        ("ESA", "South Africa"),
        ("WCA", "Côte d’Ivoire"),
        (None, None),
    ]


def test_names_are_in_the_order_of_the_language() -> None:
    countries = ("EGY", "TUN", "DZA")
    consolidation = consolidate([sent(f"{country}.xlsx", country) for country in countries], language="ru")
    made = rows(next(table for table in raw_tables(consolidation) if table.name == "Levels"))
    assert [row["member"] for row in made] == ["Алжир", "Египет", "Тунис"]


# --- what stands out --------------------------------------------------------------------------


FAR = [
    # (the values of the Members, which of them are marked)
    ([1, 2, 3, 4, 5, 6, 7, 100], [100]),
    ([1, 2, 3, 4, 5, 6, 100], []),
    ([-90, 10, 11, 12, 12, 13, 13, 14, 15, 99], [-90, 99]),
    ([5] * 8, []),
]


@pytest.mark.parametrize(("values", "expected"), FAR)
def test_a_number_far_from_all_others_is_marked_where_there_are_enough(
    values: list[float], expected: list[float]
) -> None:
    countries = ("AGO", "ARG", "AUS", "AUT", "BEL", "BEN", "BRA", "CAN", "CHE", "CHL")
    sent_ones = (
        sent(f"{country}.xlsx", country, information=(information(value, str(value)),))
        for country, value in zip(countries, values, strict=False)
    )
    made = rows(tables(*sent_ones)["Information"])
    assert [row["value"] for row in made if row["outlier"]] == expected
    assert {type(row["outlier"]) for row in made} == {bool}


def test_each_heading_fits_its_column_beside_the_button_of_the_filter() -> None:
    narrow = {
        (table.name, column.name)
        for table in raw_tables(consolidate(()))
        for column in table.columns
        if column.width < len(column.name) + HEADING_MARGIN
    }
    assert narrow == set()


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
