"""The tables of the status workbook: where each Member stands, by region, and whom to remind of what."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from addin.consolidation.consolidate import Consolidation, File
from addin.results.table import ColumnKind, Row, Table, columns_of
from addin.status.reminders import reminder
from addin.status.tracker import MemberStatus, RegionCount, State, Tracking

_COUNTS = "asked received complete incomplete rejected late missing"


def status_tables(tracking: Tracking) -> tuple[Table, ...]:
    """The tables in the order of their sheets."""
    return tuple(make(tracking) for make in (status, regions, reminders, unmatched))


def status(tracking: Tracking) -> Table:
    """One row a Member asked; what the file says is empty where there is none."""
    names = columns_of(
        "country name region language state late file submitted indicators_complete indicators"
        " errors warnings contact_name contact_email",
        late=ColumnKind.BOOLEAN,
        indicators_complete=ColumnKind.INTEGER,
        indicators=ColumnKind.INTEGER,
    )
    return Table("Status", names, lambda: (_status(member, tracking.consolidation) for member in tracking.members))


def _status(member: MemberStatus, consolidation: Consolidation) -> Row:
    asked, file = member.asked, member.file
    start: Row = (asked.country, asked.name, asked.region, asked.language, member.state.value, member.late)
    if file is None:
        return (*start, *[None] * 8)
    submitted = member.submitted.isoformat() if member.submitted is not None else None
    done: Row = (file.indicators_complete, file.indicators) if file.counts else (None, None)
    contact = (_contact(consolidation, file, "contact_name"), _contact(consolidation, file, "contact_email"))
    return (*start, file.file, submitted, *done, file.errors, file.warnings, *contact)


def regions(tracking: Tracking) -> Table:
    """One row a WCO region, and one for all of them."""
    names = columns_of(f"region name {_COUNTS}", **dict.fromkeys(_COUNTS.split(), ColumnKind.INTEGER))
    return Table("Regions", names, lambda: map(_region, tracking.regions()))


def _region(count: RegionCount) -> Row:
    return dataclasses.astuple(count)


def reminders(tracking: Tracking) -> Table:
    """One row a Member that has not sent all, with what it is to be written."""

    def rows() -> Iterator[Row]:
        for member in tracking.members:
            if member.state is not State.COMPLETE:
                asked, file = member.asked, member.file
                address = _contact(tracking.consolidation, file, "contact_email") if file is not None else ""
                yield (asked.country, asked.name, asked.language, address, reminder(member, tracking))

    return Table("Reminders", columns_of("country name language contact_email reminder"), rows)


def unmatched(tracking: Tracking) -> Table:
    """One row a file that stands for none of the Members asked."""
    return Table("Unmatched", columns_of("file reason"), lambda: ((u.file, u.reason) for u in tracking.unmatched))


def _contact(consolidation: Consolidation, file: File, name: str) -> str:
    return consolidation.identity(file).get(name, "")
