"""Additional information as rows: one a value, with what it is of, whether it is estimated, and of which time."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from addin.earlier.member_rows import MemberRows, given_in
from addin.submissions.examine import read_returned
from addin.submissions.rows import submission_of
from addin.submissions.submission import InformationRow
from schemas.definition import Definition
from schemas.questions import Reading
from schemas.questions.base import Part
from schemas.years.member_answers import Given
from tests.answers import complete_answers
from tests.fill import fill
from tests.templates import built_once

YEAR = 2026


def rows_of(definition: Definition, name: str, reading: Reading, **typed: object) -> list[InformationRow]:
    """The rows of the item `name` in a complete workbook, where its cell is understood as `reading`."""
    data = fill(built_once(definition, YEAR).data, definition, complete_answers(definition) | typed)  # type: ignore[operator]
    returned = read_returned(data, "a.xlsx")
    entry = returned.entries[name]._replace(raw=reading.text, reading=reading)
    submission = submission_of(replace(returned, entries={**returned.entries, name: entry}), "", None)
    return [row for row in submission.information if f"info_{row.standard}_{row.item}" == name]


PERCENT = "vendor: 60; buyer: ~40"
VALUES = [
    # (the item, how its cell is understood, its rows: part, value, unit, flag, text)
    ("info_1_1", Reading(45, "%", "45"), [("", 45, "%", "", "45")]),
    ("info_1_1", Reading(45, "%", "~45", estimated=True), [("", 45, "%", "estimated", "~45")]),
    (
        "info_7_2",
        Reading(PERCENT, "", PERCENT, (Part(60, "vendor", "%"), Part(40, "buyer", "%", estimated=True))),
        [("vendor", 60, "%", "", PERCENT), ("buyer", 40, "%", "estimated", PERCENT)],
    ),
    (
        "info_8_2",
        Reading("duty: 150; tax: 22 USD", "", "duty: 150; tax: 22 USD", (Part(150, "duty"), Part(22, "tax", "USD"))),
        [("duty", 150, "EUR", "", "duty: 150; tax: 22 USD"), ("tax", 22, "USD", "", "duty: 150; tax: 22 USD")],
    ),
    (
        "info_2_2",
        Reading("3.10; 4.0", "", "3.10; 4.0", (Part("3.10", "1"), Part("4.0", "2"))),
        [("1", None, "", "", "3.10"), ("2", None, "", "", "4.0")],
    ),
    ("info_7_3", Reading(None, "", "plenty"), [("", None, "", "", "plenty")]),
]


@pytest.mark.parametrize(("name", "reading", "expected"), VALUES)
def test_a_row_is_a_value(
    definition: Definition, name: str, reading: Reading, expected: list[tuple[str, float | None, str, str, str]]
) -> None:
    rows = rows_of(definition, name, reading)
    assert [(row.part, row.value, row.unit, row.flag, row.text) for row in rows] == expected
    assert len({(row.label, row.kind, row.period, row.sheet, row.cell) for row in rows}) == 1


@pytest.mark.parametrize("name", [name for name, reading, _ in VALUES if reading.parts])
def test_several_rows_are_typed_again_as_they_were(definition: Definition, name: str) -> None:
    reading = next(reading for each, reading, _ in VALUES if each == name and reading.parts)
    rows = rows_of(definition, name, reading)
    given = dict(given_in(MemberRows([], [], rows, set())))
    assert given[name] == Given(reading.text, sheet=rows[0].sheet, cell=rows[0].cell)
    if name == "info_8_2":
        assert given["info_8_2_currency"].text == "EUR"


def test_what_is_not_known_and_what_does_not_apply_are_two_things(definition: Definition) -> None:
    readings = (Reading(text="n/a", not_available=True), Reading(text="not applicable", not_applicable=True))
    rows = [row for reading in readings for row in rows_of(definition, "info_1_1", reading)]
    assert [(row.not_available, row.not_applicable, row.value) for row in rows] == [
        (True, False, None),
        (False, True, None),
    ]


PERIODS = [
    # a flow is of the last full calendar year, a stock of its last day, the rest of the day of answering
    ("info_4_1", dt.date(2026, 3, 31), "2025"),
    ("info_2_1", dt.date(2026, 3, 31), "2025-12-31"),
    ("info_3_1", dt.date(2026, 3, 31), "2026-03-31"),
    ("info_3_1", "", ""),
    ("info_3_1", "soon", ""),
]


@pytest.mark.parametrize(("name", "sent", "period"), PERIODS)
def test_a_value_is_of_a_time(definition: Definition, name: str, sent: object, period: str) -> None:
    reading = Reading("Risk profiles.", text="Risk profiles.") if name == "info_3_1" else Reading(12, text="12")
    (row,) = rows_of(definition, name, reading, submission_date=sent)
    assert row.period == period
