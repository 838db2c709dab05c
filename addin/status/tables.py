"""The tables of the status workbook: where each Member stands, by region, and whom to remind of what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from addin.consolidation.consolidate import File
from addin.contacts.contact_list import NO_CONTACTS, Contacts
from addin.status import columns as c
from addin.status.reminders import reminder
from addin.status.season import Arrival, Change, Season, Week, season_of
from addin.status.tracker import MemberStatus, RegionCount, State, Tracking, Unmatched
from addin.tables import columns as result
from addin.tables.table import Cells, Table, Value, table_of
from schemas.loading.members import load_members

RETURNS = "Returns"
"""The table that the chart shows."""


def status_tables(
    tracking: Tracking, season: Season | None = None, contacts: Contacts = NO_CONTACTS
) -> tuple[Table, ...]:
    """The tables in the order of their sheets; without a `season` that of a history that begins today.

    Whom `contacts` name is to be reminded in place of whom a file names.
    """
    season = season or season_of(tracking)
    return (
        status(tracking, season),
        regions(tracking),
        returns(season),
        arrived(season),
        changed(season),
        reminders(tracking, contacts),
        unmatched(tracking),
    )


def status(tracking: Tracking, season: Season) -> Table:
    """One row a Member asked; what the file says is empty where there is none."""
    cells: Cells[MemberStatus] = {
        result.COUNTRY: lambda member: member.asked.country,
        c.MEMBER_NAME: lambda member: member.asked.name,
        result.REGION: lambda member: member.asked.region,
        c.LANGUAGE: lambda member: member.asked.language,
        c.STATE: lambda member: member.state.value,
        c.LATE: lambda member: member.late,
        result.FILE: _of_its_file(lambda file: file.file),
        c.SUBMITTED: lambda member: member.submitted.isoformat() if member.submitted is not None else None,
        c.INDICATORS_COMPLETE: _of_its_file(lambda file: file.indicators_complete if file.counts else None),
        c.INDICATORS: _of_its_file(lambda file: file.indicators if file.counts else None),
        result.ERRORS: _of_its_file(lambda file: file.errors),
        result.WARNINGS: _of_its_file(lambda file: file.warnings),
        c.CONTACT_NAME: _typed(tracking, "contact_name"),
        c.CONTACT_EMAIL: _typed(tracking, "contact_email"),
        c.REVIEW: lambda member: member.review.value,
        c.CAME: lambda member: _day(season.came.get(member.asked.country)),
    }
    return table_of("Status", cells, lambda: ((member,) for member in tracking.members), frozen=2, leading=True)


def regions(tracking: Tracking) -> Table:
    """One row a WCO region, and one for all of them."""
    cells: Cells[RegionCount] = {
        c.REGION_CODE: lambda count: count.region,
        c.REGION_NAME: lambda count: count.name,
        c.ASKED: lambda count: count.asked,
        c.RECEIVED: lambda count: count.received,
        c.COMPLETE: lambda count: count.complete,
        c.INCOMPLETE: lambda count: count.incomplete,
        c.REJECTED: lambda count: count.rejected,
        c.LATE_MEMBERS: lambda count: count.late,
        c.MISSING: lambda count: count.missing,
    }
    return table_of("Regions", cells, lambda: ((count,) for count in tracking.regions()), frozen=1, leading=True)


def returns(season: Season) -> Table:
    """One row a week, with how many Members have returned something by its end: the curve of returns."""

    def of_region(code: str) -> Callable[[Week], Value]:
        return lambda week: week.by_region[code]

    cells: Cells[Week] = {
        c.WEEK: lambda week: week.name,
        c.WEEK_BEGINS: lambda week: week.begins.isoformat(),
        c.WEEK_ARRIVED: lambda week: week.arrived,
        **{c.returned_of(code): of_region(code) for code in load_members().regions},
        c.WEEK_TOTAL: lambda week: week.total,
    }
    return table_of(RETURNS, cells, lambda: ((week,) for week in season.weeks()), frozen=1, leading=True)


def arrived(season: Season) -> Table:
    """One row a Member from which something came since the last run; all that is here where the history begins."""
    cells: Cells[Arrival] = {
        result.COUNTRY: lambda arrival: arrival.member.asked.country,
        c.MEMBER_NAME: lambda arrival: arrival.member.asked.name,
        result.REGION: lambda arrival: arrival.member.asked.region,
        c.ARRIVAL: lambda arrival: "first" if arrival.is_first else "again",
        result.FILE: lambda arrival: arrival.member.file.file if arrival.member.file is not None else None,
        c.STATE: lambda arrival: arrival.member.state.value,
        c.STATE_BEFORE: lambda arrival: arrival.before.state.value if arrival.before is not None else None,
        c.SINCE: lambda arrival: _day(arrival.before.day if arrival.before is not None else season.last_run),
    }
    return table_of("Arrived", cells, lambda: ((arrival,) for arrival in season.arrived), frozen=2)


def changed(season: Season) -> Table:
    """One row each time that something else stood for a Member than the file that was accepted."""
    cells: Cells[Change] = {
        result.COUNTRY: lambda change: change.accepted.country,
        c.MEMBER_NAME: lambda change: change.name,
        c.ACCEPTED_ON: lambda change: change.accepted.day.isoformat(),
        c.ACCEPTED_FILE: lambda change: change.accepted.file,
        c.ACCEPTED_SHA256: lambda change: change.accepted.sha256,
        c.SEEN_ON: lambda change: change.after.day.isoformat(),
        result.FILE: lambda change: change.after.file or None,
        result.SHA256: lambda change: change.after.sha256 or None,
        c.REVIEW: lambda change: change.after.review.value,
    }
    return table_of("Changed", cells, lambda: ((change,) for change in season.changed), frozen=2)


def reminders(tracking: Tracking, contacts: Contacts = NO_CONTACTS) -> Table:
    """One row a Member that has not sent all, with what it is to be written and to which address."""
    typed = _typed(tracking, "contact_email")
    cells: Cells[MemberStatus] = {
        result.COUNTRY: lambda member: member.asked.country,
        c.MEMBER_NAME: lambda member: member.asked.name,
        c.LANGUAGE: lambda member: member.asked.language,
        c.CONTACT_EMAIL: lambda member: "; ".join(contacts.of(member.asked.country).to) or typed(member),
        c.REMINDER: lambda member: reminder(member, tracking),
    }
    open_ones = [member for member in tracking.members if member.state is not State.COMPLETE]
    return table_of("Reminders", cells, lambda: ((member,) for member in open_ones), frozen=2)


def unmatched(tracking: Tracking) -> Table:
    """One row a file that stands for none of the Members asked."""
    cells: Cells[Unmatched] = {
        c.UNMATCHED_FILE: lambda unmatched: unmatched.file,
        c.UNMATCHED_REASON: lambda unmatched: unmatched.reason,
    }
    return table_of("Unmatched", cells, lambda: ((file,) for file in tracking.unmatched))


def _day(day: dt.date | None) -> Value:
    return day.isoformat() if day is not None else None


def _of_its_file(way: Callable[[File], Value]) -> Callable[[MemberStatus], Value]:
    """What a Member's file says; empty where there is none."""
    return lambda member: way(member.file) if member.file is not None else None


def _typed(tracking: Tracking, name: str) -> Callable[[MemberStatus], Value]:
    """What was typed in the identity cell `name` of a Member's file."""
    return _of_its_file(lambda file: tracking.consolidation.identity(file).get(name, ""))
