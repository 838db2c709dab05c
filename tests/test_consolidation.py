"""Which file counts: what was sent, and what becomes of each file."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from addin.consolidation.consolidate import Consolidation, Status, consolidate
from addin.submissions.submission import Submission
from schemas.findings import Code
from tests.submissions import found, rejected, sent

MARCH, APRIL = dt.date(2026, 3, 1), dt.date(2026, 4, 1)
NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def statuses(consolidation: Consolidation) -> dict[str, str]:
    return {file.file: file.status.value for file in consolidation.files}


def reason(consolidation: Consolidation, name: str) -> str:
    return next(file.reason for file in consolidation.files if file.file == name)


@pytest.mark.parametrize(
    ("early", "late", "why"),
    [
        ({"submitted": MARCH}, {"submitted": APRIL}, "submitted on 2026-04-01, this one on 2026-03-01"),
        ({"submitted": None}, {"submitted": MARCH}, "this one has no valid submission date"),
        (
            {"submitted": APRIL, "modified": NOON},
            {"submitted": APRIL, "modified": NOON + dt.timedelta(hours=1)},
            "last changed 2026-03-01 13:00:00 UTC, this one 2026-03-01 12:00:00 UTC",
        ),
        ({"modified": None}, {"modified": NOON}, "this one does not say"),
        ({"submitted": None, "modified": NOON.replace(tzinfo=None)}, {}, "no valid submission date"),
        ({}, {}, "same dates, and its name comes last"),
        ({"sha256": "1"}, {"sha256": "1"}, "The same file as b.xlsx"),
        # The date decides before the modification does: a copy saved again is not a new answer.
        ({"submitted": MARCH, "modified": NOON + dt.timedelta(days=90)}, {"submitted": APRIL}, "submitted on"),
    ],
)
@pytest.mark.parametrize("order", ["early first", "late first"])
def test_of_a_member_that_sent_twice_the_latest_counts(
    early: dict[str, Any], late: dict[str, Any], why: str, order: str
) -> None:
    sent_twice = [sent("a.xlsx", **early), sent("b.xlsx", **late)]
    consolidation = consolidate(sent_twice if order == "early first" else reversed(sent_twice))
    assert statuses(consolidation) == {"a.xlsx": "superseded", "b.xlsx": "accepted"}
    assert "b.xlsx" in reason(consolidation, "a.xlsx")
    assert why in reason(consolidation, "a.xlsx")


@pytest.mark.parametrize(
    ("submissions", "expected"),
    [
        ([sent("a.xlsx"), sent("b.xlsx", "FRA")], ["accepted", "accepted"]),
        ([sent("a.xlsx", findings=(found(Code.LEVEL_MISSING),))], ["accepted-with-errors"]),
        ([sent("a.xlsx", findings=(found(Code.NOT_SIGNED_OFF),))], ["accepted"]),
        ([sent("a.xlsx", None), sent("b.xlsx", None)], ["accepted-with-errors", "accepted-with-errors"]),
        ([sent("a.xlsx", None, sha256="1"), sent("b.xlsx", None, sha256="1")], ["accepted-with-errors"] * 2),
        ([rejected("a.docx"), sent("b.xlsx")], ["rejected", "accepted"]),
        # An error does not make an older file better.
        (
            [sent("a.xlsx"), sent("b.xlsx", submitted=APRIL, findings=(found(Code.LEVEL_MISSING),))],
            ["superseded", "accepted-with-errors"],
        ),
        ([sent(f"{name}.xlsx") for name in "abc"], ["superseded", "superseded", "accepted"]),
    ],
)
def test_what_becomes_of_each_file(submissions: list[Submission], expected: list[str]) -> None:
    assert list(statuses(consolidate(submissions)).values()) == expected


@pytest.mark.parametrize(
    ("years", "asked", "expected"),
    [
        ([2026, 2026, 2025], None, 2026),
        ([2025, 2025, 2026], None, 2025),
        ([2025, 2026], None, 2026),
        ([2025, 2026], 2025, 2025),
        ([2026], 2024, 2024),
        ([], None, None),
        ([None], None, None),
    ],
)
def test_the_year_that_is_consolidated(years: list[int | None], asked: int | None, expected: int | None) -> None:
    submissions = [sent(f"{n}.xlsx", f"C{n:02}", year=year) for n, year in enumerate(years)]
    consolidation = consolidate([*submissions, rejected("letter.docx")], year=asked)
    assert consolidation.year == expected
    for file, year in zip(consolidation.files, years, strict=False):
        assert file.counts == (year in {expected, None})


def test_a_file_of_another_year_is_rejected_with_a_finding_and_supersedes_nothing() -> None:
    old = sent("old.xlsx", year=2025, submitted=APRIL)
    consolidation = consolidate([old, sent("new.xlsx")], year=2026)
    assert statuses(consolidation) == {"old.xlsx": "rejected", "new.xlsx": "accepted"}
    (_, row), *_ = consolidation.findings()
    assert (row.code, row.severity) == ("wrong-year", "error")
    assert "template for 2025, but 2026 was asked for" in row.message == reason(consolidation, "old.xlsx")
    assert consolidation.files[0].errors == 1
    assert [file.file for file, _ in consolidation.answers()] == ["new.xlsx"]


def test_a_rejected_file_says_why() -> None:
    assert "is damaged" in reason(consolidate([rejected("cut.xlsx")]), "cut.xlsx")


def test_rows_come_by_country_and_findings_of_every_file_are_kept() -> None:
    wrong = (found(Code.LEVEL_MISSING),)
    consolidation = consolidate(
        [
            sent("1.xlsx", None),
            sent("2.xlsx", "KEN", findings=wrong),
            sent("3.xlsx", "FRA"),
            sent("4.xlsx", "KEN", submitted=APRIL),
            rejected("5.xlsx"),
        ]
    )
    counted = ["3.xlsx", "4.xlsx", "1.xlsx"]
    assert [file.file for file, _ in consolidation.levels()] == counted
    assert [row.answer for _, row in consolidation.answers()] == [f"Answer of {name}" for name in counted]
    assert [row.value for _, row in consolidation.information()] == [45, 45, 45]
    assert [file.file for file, _ in consolidation.findings()] == ["2.xlsx", "5.xlsx"]
    assert consolidation.count(Status.SUPERSEDED) == 1


def test_the_contact_of_each_file_is_kept_whatever_became_of_it() -> None:
    consolidation = consolidate([sent("a.xlsx", identity={"contact_name": "=Kim", "contact_title": ""}), rejected("b")])
    assert [consolidation.identity(file) for file in consolidation.files] == [
        {"contact_name": "=Kim", "contact_title": ""},
        {},
    ]


def test_a_result_from_before_can_be_left_out_but_never_a_file_that_counts() -> None:
    consolidation = consolidate([sent("a.xlsx"), rejected("result.xlsx")])
    assert list(statuses(consolidation.without(["a.xlsx", "result.xlsx"]))) == ["a.xlsx"]


def test_answers_do_not_stay_in_memory_whatever_their_number() -> None:
    """The spool holds texts exactly, in memory and once it has moved to a file."""
    text = "déjà 你好 \U0001f600 \x07 \ud800" + "x" * 200_000
    submissions = (
        sent(f"{n}.xlsx", f"C{n:03}", answers=(sent("a").answers[0]._replace(answer=text),)) for n in range(120)
    )
    consolidation = consolidate(submissions)
    assert {row.answer for _, row in consolidation.answers()} == {text}
