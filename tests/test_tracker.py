"""Where each Member stands: what was returned, when, and what is said of it and to whom."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from rich.console import Console

from addin.consolidation.consolidate import consolidate
from addin.status.asked_members import Asked, all_members
from addin.status.reminders import lacks_due_date, reminder
from addin.status.report import print_regions, sentences
from addin.status.season import season_of
from addin.status.status_workbook import write_status
from addin.status.tracker import Tracking, track_members
from addin.submissions.submission import Submission
from schemas.findings import Code
from schemas.loading.loader import languages, load_definition
from schemas.loading.members import load_members
from schemas.terminal.lines import line_of
from tests.ooxml_sdk import assert_valid
from tests.submissions import found, rejected, sent

DUE = dt.date(2026, 3, 31)
BEFORE, AFTER = dt.date(2026, 3, 30), dt.date(2026, 4, 1)
OFFICER = {"contact_name": "Amina", "contact_email": "amina@customs.example.org"}


def asked(*countries: str, **changes: Any) -> tuple[Asked, ...]:
    usual = {member.country: member for member in all_members()}
    language = changes.get("language")
    return tuple(
        Asked(code, usual[code].name, usual[code].region, language or usual[code].language) for code in countries
    )


def tracked(
    *submissions: Submission,
    members: tuple[Asked, ...] | None = None,
    due: dt.date | None = DUE,
    today: dt.date = AFTER,
) -> Tracking:
    consolidation = consolidate(submissions, year=2026)
    return track_members(consolidation, members or asked("KEN"), year=2026, today=today, due=due)


def half(file: str = "a.xlsx", **changes: Any) -> Submission:
    """Twenty of Kenya's 33 indicators are complete."""
    usual = {"complete": False, "indicators": 33, "indicators_complete": 20, "identity": OFFICER}
    return sent(file, **usual | changes)


def whole(file: str = "a.xlsx", country: str | None = "KEN", **changes: Any) -> Submission:
    return sent(file, country, indicators=33, indicators_complete=33, **changes)


def old(file: str = "old.xlsx", **changes: Any) -> Submission:
    """The template of another year: its answers are not taken, but it names its Member."""
    return sent(file, year=2025, **changes)


@pytest.mark.parametrize(
    ("returned", "state", "file"),
    [
        ([], "missing", None),
        ([whole()], "complete", "a.xlsx"),
        ([half()], "incomplete", "a.xlsx"),
        ([old()], "rejected", "old.xlsx"),
        # errors are no gaps
        ([whole(findings=(found(Code.LEVEL_MISSING),))], "complete", "a.xlsx"),
        # what counts decides, whatever else was sent
        ([whole(submitted=BEFORE), half("b.xlsx", submitted=AFTER)], "incomplete", "b.xlsx"),
        ([half(submitted=BEFORE), whole("b.xlsx", submitted=AFTER)], "complete", "b.xlsx"),
        ([whole(), old(submitted=AFTER)], "complete", "a.xlsx"),
        ([old("a.xlsx", submitted=BEFORE), old("b.xlsx", submitted=AFTER)], "rejected", "b.xlsx"),
        # what names nobody, or somebody else, is not Kenya's
        ([rejected("kenya.xlsx")], "missing", None),
        ([sent("kenya.xlsx", None)], "missing", None),
        ([sent("a.xlsx", "PER")], "missing", None),
    ],
)
def test_the_state_of_a_member(returned: list[Submission], state: str, file: str | None) -> None:
    (member,) = tracked(*returned).members
    assert member.state.value == state
    assert (member.file.file if member.file else None) == file


def noon(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("returned", "due", "today", "late"),
    [
        # the day it was submitted, not the day somebody looks
        ([whole(submitted=BEFORE)], DUE, AFTER, False),
        ([whole(submitted=DUE)], DUE, AFTER, False),
        ([whole(submitted=AFTER)], DUE, AFTER, True),
        # what is here and not complete is late from the day after
        ([half(submitted=DUE)], DUE, DUE, False),
        ([half(submitted=DUE)], DUE, AFTER, True),
        ([half(submitted=AFTER)], DUE, AFTER, True),
        # without a submission date, the moment the file says it was last changed
        ([whole(submitted=None, modified=noon(DUE))], DUE, AFTER, False),
        ([whole(submitted=None, modified=noon(AFTER))], DUE, AFTER, True),
        ([whole(submitted=BEFORE, modified=noon(AFTER))], DUE, AFTER, False),
        ([whole(submitted=None, modified=None)], DUE, AFTER, False),
        # the one that counts decides: a correction after the due date is late
        ([whole(submitted=BEFORE), whole("b.xlsx", submitted=AFTER)], DUE, AFTER, True),
        # where nothing came the Member is missing, and that is all
        ([], DUE, DUE, False),
        ([], DUE, AFTER, False),
        # who has sent nothing that counts is late from the day after
        ([old(submitted=BEFORE)], DUE, DUE, False),
        ([old(submitted=BEFORE)], DUE, AFTER, True),
        # without a due date nobody is
        ([], None, AFTER, False),
        ([whole(submitted=AFTER)], None, AFTER, False),
    ],
)
def test_who_is_late(returned: list[Submission], due: dt.date | None, today: dt.date, late: bool) -> None:
    (member,) = tracked(*returned, due=due, today=today).members
    assert member.late is late


@pytest.mark.parametrize(
    # what Kenya sent, the Members whose files were accepted by a decision, how far the review has come
    ("returned", "accepted", "review"),
    [
        ([], (), "missing"),
        # a decision stands for what was sent, and nothing was
        ([], ("KEN",), "missing"),
        ([rejected("ecom-kpi_2026_KEN_en.xlsx")], (), "cannot-be-opened"),
        ([old()], (), "to-be-put-right"),
        ([old()], ("KEN",), "to-be-put-right"),
        ([whole()], (), "accepted"),
        ([half(findings=(found(Code.LEVEL_MISSING),))], (), "to-be-put-right"),
        ([half(findings=(found(Code.LEVEL_MISSING),))], ("UGA",), "to-be-put-right"),
        ([half(findings=(found(Code.LEVEL_MISSING),))], ("KEN", "UGA"), "accepted"),
        # warnings are no errors
        ([whole(findings=(found(Code.NOT_SIGNED_OFF),))], (), "accepted"),
    ],
)
def test_how_far_the_review_of_a_member_has_come(
    returned: list[Submission], accepted: tuple[str, ...], review: str
) -> None:
    consolidation = replace(consolidate(returned, year=2026), accepted=frozenset(accepted))
    tracking = track_members(consolidation, asked("KEN"), year=2026, today=AFTER, due=DUE)
    assert tracking.members[0].review.value == review
    # accepted in spite of what is open, it owes nothing
    assert tracking.members[0].late is (review in {"cannot-be-opened", "to-be-put-right"})


def test_files_that_stand_for_nobody_asked_are_listed_with_the_reason() -> None:
    tracking = tracked(
        rejected("cut.xlsx"),
        sent("nobody.xlsx", None),
        sent("peru.xlsx", "PER"),
        old("old peru.xlsx", country="PER"),
        sent("first.xlsx", submitted=BEFORE),
        sent("second.xlsx", submitted=AFTER),
    )
    assert [(unmatched.file, unmatched.reason.partition(":")[0]) for unmatched in tracking.unmatched] == [
        ("cut.xlsx", rejected("cut.xlsx").findings[0].message.partition(":")[0]),
        ("nobody.xlsx", "No Member is chosen in it, or one that is not known"),
        ("peru.xlsx", "It is from PER, which is not among the Members asked."),
        ("old peru.xlsx", "It is from PER, which is not among the Members asked."),
    ]


def test_a_superseded_file_is_no_surprise_whoever_sent_it() -> None:
    # Peru and Kenya corrected theirs; Peru was not asked, so the one that counts is listed, and only that.
    tracking = tracked(
        sent("peru.xlsx", "PER", submitted=BEFORE),
        sent("peru corrected.xlsx", "PER", submitted=AFTER),
        sent("kenya.xlsx", submitted=BEFORE),
        sent("kenya corrected.xlsx", submitted=AFTER),
    )
    assert [(unmatched.file, unmatched.reason) for unmatched in tracking.unmatched] == [
        ("peru corrected.xlsx", "It is from PER, which is not among the Members asked.")
    ]


def test_regions_come_in_the_order_of_the_list_and_add_up() -> None:
    tracking = tracked(
        whole("a.xlsx", "KEN", submitted=AFTER),
        half("b.xlsx", country="UGA", submitted=BEFORE),
        old(country="ZMB"),
        members=asked("KEN", "UGA", "ZMB", "TZA", "FRA"),
    )
    regions = list(tracking.regions())
    assert [region.region for region in regions] == [*load_members().regions, "total"]
    south, total = regions[2], regions[-1]
    assert (south.asked, south.received, south.complete, south.incomplete) == (4, 3, 1, 1)
    assert (south.rejected, south.late, south.missing) == (1, 3, 1)
    assert (total.asked, total.received, total.missing, total.late) == (5, 3, 2, 3)
    for region in regions:
        assert region.received == region.complete + region.incomplete + region.rejected
        assert region.asked == region.received + region.missing
        assert region.late <= region.received


def test_the_european_union_is_asked_and_counted_apart() -> None:
    tracking = tracked(
        whole("a.xlsx", "BEL", submitted=BEFORE),
        whole("b.xlsx", "EUE", submitted=AFTER),
        members=all_members(),
    )
    europe, total, union = (next(r for r in tracking.regions() if r.region == code) for code in ("EUR", "total", "EUE"))
    assert (europe.asked, europe.received, europe.late) == (52, 1, 0)
    assert (total.asked, total.received, total.late) == (187, 1, 0)
    assert (union.name, union.asked, union.received, union.late) == ("European Union, counted apart", 1, 1, 1)
    assert [region.region for region in tracking.regions()] == [*load_members().regions, "total", "EUE"]
    assert tracking.who == "187 Members and the European Union"
    assert tracking.who.said("fr") == "187 Membres et l’Union européenne"
    assert tracked(members=asked("KEN")).who == "1 Member"


# --- reminders -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("returned", "due", "today", "words"),
    [
        ([], DUE, DUE, "the workbook for the year 2026 (Member: Kenya). It is due on 2026-03-31."),
        ([], DUE, AFTER, "the workbook for the year 2026 (Member: Kenya), which was due on 2026-03-31."),
        ([], None, AFTER, ""),
        ([half()], DUE, AFTER, "20 of 33 indicators are complete."),
        ([half()], None, AFTER, "20 of 33 indicators are complete."),
        ([old()], None, AFTER, "The workbook for the year 2026 (Member: Kenya) could not be read."),
        ([whole(submitted=AFTER)], DUE, AFTER, ""),
    ],
)
def test_what_a_member_is_written(returned: list[Submission], due: dt.date | None, today: dt.date, words: str) -> None:
    tracking = tracked(*returned, members=asked("KEN", language="en"), due=due, today=today)
    sentence = reminder(tracking.members[0], tracking)
    assert words in sentence
    assert bool(sentence) == bool(words)
    assert lacks_due_date(tracking) == (not returned and due is None)


@pytest.mark.parametrize("language", [*languages(), "zz"])
def test_it_is_written_in_the_members_language_or_in_english(language: str) -> None:
    tracking = tracked(members=asked("DEU", language=language))
    definition = load_definition(language=language if language != "zz" else "en")
    assert reminder(tracking.members[0], tracking) == definition.wording.reminders.overdue.format(
        member=definition.country_names["DEU"], year=2026, due="2026-03-31"
    )


@pytest.mark.parametrize("width", [80, 100, 200])
def test_the_table_fits_the_terminal_and_names_every_region(width: int) -> None:
    console = Console(file=io.StringIO(), width=width)
    print_regions(tracked(whole(), half(country="UGA"), members=all_members()), console)
    assert isinstance(console.file, io.StringIO)
    text = console.file.getvalue()
    for code, name in load_members().regions.items():
        assert code in text
        assert name.split()[0] in text
    assert "…" not in text
    assert re.search(r"total .*187 +2 +1 +1 +0 +1 +185", text)
    names = load_members().regions.values()
    assert all(len(line) <= width or any(name in line for name in names) for line in text.splitlines())


def test_the_terminal_says_what_the_table_does_not() -> None:
    told = tracked(old(), rejected("\x1b[2J.xlsx"), due=None, members=asked("KEN", "PER"))
    lines = [line_of(each) for each in sentences(told)]
    assert lines[0].startswith("Rejected, KEN: old.xlsx is the template for 2025, but 2026 was asked for.")
    assert lines[1].startswith("Not matched to a Member: ␛[2J.xlsx: ")
    assert lines[2] == "The reminders of missing Members are empty: --due fills them in."
    assert len(lines) == 3


# --- the workbook ----------------------------------------------------------------------------


@pytest.fixture
def book(tmp_path: Path) -> openpyxl.Workbook:
    """One Member in each state, one file of nobody."""
    hostile = OFFICER | {"contact_name": '=HYPERLINK("http://x")', "contact_email": "@cmd"}
    tracking = tracked(
        whole("kenya.xlsx", submitted=AFTER, language="fr", identity=OFFICER),
        half("uganda.xlsx", country="UGA", submitted=None, modified=noon(BEFORE), identity=hostile),
        old("zambia.xlsx", country="ZMB"),
        rejected("=1+1.xlsx"),
        members=asked("KEN", "UGA", "ZMB", "PER", language="en"),
    )
    out = tmp_path / "status.xlsx"
    write_status(season_of(tracking), out)
    assert_valid(out)
    return openpyxl.load_workbook(out)


def rows(sheet: Worksheet) -> list[tuple[Any, ...]]:
    return list(sheet.iter_rows(min_row=2, values_only=True))


def test_the_status_of_each_member(book: openpyxl.Workbook) -> None:
    sheet = book["Status"]
    assert [cell.value for cell in sheet[1]] == [
        "country", "name", "region", "language", "state", "late", "file", "submitted", "indicators_complete",
        "indicators", "errors", "warnings", "contact_name", "contact_email", "review", "returned",
    ]  # fmt: skip
    kenya, uganda, zambia, peru = rows(sheet)
    person = ("Amina", "amina@customs.example.org")
    place = ("KEN", "Kenya", "ESA", "en")
    assert kenya == (
        *place,
        "complete",
        True,
        "kenya.xlsx",
        "2026-04-01",
        33,
        33,
        0,
        0,
        *person,
        "accepted",
        "2026-04-01",
    )
    assert uganda[4:10] == ("incomplete", True, "uganda.xlsx", "2026-03-30", 20, 33)
    assert zambia[4:12] == ("rejected", True, "zambia.xlsx", "2026-03-01", None, None, 1, 0)
    assert peru == ("PER", "Peru", "AMS", "en", "missing", False, *[None] * 8, "missing", None)


def test_the_other_sheets(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["Status", "Regions", "Returns", "Arrived", "Changed", "Reminders", "Unmatched"]
    assert rows(book["Regions"])[-1] == ("total", "All Members asked", 4, 3, 1, 1, 1, 3, 1)
    assert [row[:4] for row in rows(book["Reminders"])] == [
        ("UGA", "Uganda", "en", "@cmd"),
        ("ZMB", "Zambia", "en", None),
        ("PER", "Peru", "en", None),
    ]
    assert all(row[4] for row in rows(book["Reminders"]))
    assert [row[0] for row in rows(book["Unmatched"])] == ["=1+1.xlsx"]


def test_what_officers_typed_is_text_and_never_a_formula(book: openpyxl.Workbook) -> None:
    typed = [
        cell for sheet in book for row in sheet.iter_rows(min_row=2) for cell in row if isinstance(cell.value, str)
    ]
    assert {cell.data_type for cell in typed} == {"s"}
    quoted = {cell.value for cell in typed if cell.quotePrefix}
    assert quoted == {'=HYPERLINK("http://x")', "@cmd", "=1+1.xlsx"}


def test_each_sheet_is_one_unlocked_table_that_filters_and_prints(book: openpyxl.Workbook) -> None:
    for sheet in book.worksheets:
        (table,) = sheet.tables.values()
        assert table.displayName == sheet.title
        assert table.ref == table.autoFilter.ref == sheet.dimensions
        assert str(sheet.freeze_panes).endswith("2")
        assert not sheet.protection.sheet
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


def test_a_status_without_reminders_or_unmatched_files_is_valid(tmp_path: Path) -> None:
    out = tmp_path / "status.xlsx"
    write_status(season_of(tracked(whole())), out)
    assert_valid(out)
    assert openpyxl.load_workbook(out)["Reminders"].tables["Reminders"].ref == "A1:E2"
