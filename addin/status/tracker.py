"""Where each Member stands: whose answers came in, whether they are complete, and whether in time."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from addin.consolidation.consolidate import Consolidation, File, Status, latest
from addin.status.asked_members import Asked
from addin.status.whose import Whose
from schemas.loading.members import load_members

TOTAL = "total"
"""Stands for a region's code where all of them are counted together."""
_NO_MEMBER = "No Member is chosen in it, or one that is not known: find out who sent it."


class State(StrEnum):
    """Where a Member stands."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    REJECTED = "rejected"
    """All it sent are files whose answers cannot be taken."""
    CANNOT_BE_OPENED = "cannot-be-opened"
    """Nothing counts, and a file that cannot be opened is its own by its name."""
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class MemberStatus:
    """A Member that was asked, and what came of it."""

    asked: Asked
    state: State
    late: bool
    """True where what counts came after the due date, or the due date has passed and nothing counts."""
    file: File | None
    """The file that counts; of a rejected Member the one sent last; None where it is missing.

    Where one cannot be opened, that one.
    """

    @property
    def submitted(self) -> dt.date | None:
        """The submission date of its file, or else the day (UTC) of its last modification."""
        return _submitted(self.file) if self.file is not None else None


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A file that stands for none of the Members asked, and why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class RegionCount:
    """How many Members of a WCO region stand where; asked is received and missing together."""

    region: str
    """The region's code, `TOTAL`, or the code of what is counted apart from the Members."""
    name: str
    asked: int
    received: int
    """Those that sent something, rejected files included."""
    complete: int
    incomplete: int
    rejected: int
    """Those whose file cannot be opened included."""
    late: int
    missing: int


@dataclass(frozen=True)
class Tracking:
    """Where every Member asked stands on one day."""

    consolidation: Consolidation = field(repr=False)
    year: int
    due: dt.date | None
    today: dt.date
    members: tuple[MemberStatus, ...]
    """In the order they were asked; a union of Members is one of them, and counts for itself."""
    unmatched: tuple[Unmatched, ...]
    """In the order of the files."""

    def regions(self) -> Iterator[RegionCount]:
        """Each WCO region in the order of the list of Members, then all of them together.

        Last, for itself, a union of Members that was asked: it is in no region's number, nor in the total.
        """
        members = [member for member in self.members if not member.asked.is_union]
        for code, name in load_members().regions.items():
            yield _count(code, name, [member for member in members if member.asked.region == code])
        yield _count(TOTAL, "All Members asked", members)
        for union in self.unions:
            yield _count(union.asked.country, f"{union.asked.name}, counted apart", [union])

    @property
    def unions(self) -> tuple[MemberStatus, ...]:
        """Those asked that are no Members but unions of some."""
        return tuple(each for each in self.members if each.asked.is_union)

    @property
    def who(self) -> str:
        """How many were asked, in words: `187 Members and the European Union`."""
        number = len(self.members) - len(self.unions)
        counted = f"{number} Member{'s' * (number != 1)}"
        return " and the ".join([counted, *(union.asked.name for union in self.unions)])


def track_members(
    consolidation: Consolidation,
    asked: Iterable[Asked],
    *,
    year: int,
    today: dt.date,
    due: dt.date | None = None,
) -> Tracking:
    """Where each of `asked` stands for `year` on the day `today`; without `due` nobody is late."""
    asked = tuple(asked)
    sent: dict[str, list[File]] = defaultdict(list)
    for file in consolidation.files:
        if file.country is not None and file.status is not Status.SUPERSEDED and not file.held:
            sent[file.country].append(file)
    unopened = _unopened(consolidation.files, Whose(asked, year))
    members = tuple(
        _member(member, sent.get(member.country, []), unopened.get(member.country), due, today) for member in asked
    )
    matched = {id(member.file) for member in members if member.state is State.CANNOT_BE_OPENED}
    others = (file for file in consolidation.files if id(file) not in matched)
    unmatched = tuple(_unmatched(others, {member.country for member in asked}))
    return Tracking(consolidation, year, due, today, members, unmatched)


def _unopened(files: Iterable[File], whose: Whose) -> dict[str, File]:
    """The files that cannot be opened, by the Member whose they are by their names; of several the last."""
    unread = (file for file in files if file.status is Status.REJECTED and not file.was_read)
    return {country: file for file in unread if (country := whose.of(file.file)) is not None}


def _member(asked: Asked, sent: list[File], unopened: File | None, due: dt.date | None, today: dt.date) -> MemberStatus:
    """What `sent`, without superseded files, and one that is `unopened` make of a Member."""
    is_over = due is not None and today > due
    counts = next((file for file in sent if file.counts), None)
    if counts is not None:
        submitted = _submitted(counts)
        late = due is not None and submitted is not None and submitted > due
        return MemberStatus(asked, State.COMPLETE if counts.complete else State.INCOMPLETE, late, counts)
    if unopened is not None:
        return MemberStatus(asked, State.CANNOT_BE_OPENED, is_over, unopened)
    if sent:
        return MemberStatus(asked, State.REJECTED, is_over, latest(sent))
    return MemberStatus(asked, State.MISSING, is_over, None)


def _submitted(file: File) -> dt.date | None:
    return file.submitted or (file.modified.date() if file.modified is not None else None)


def _unmatched(files: Iterable[File], asked: set[str]) -> Iterator[Unmatched]:
    for file in files:
        if file.status in {Status.SUPERSEDED, Status.IGNORED} or (file.country in asked and not file.held):
            continue
        if file.country is not None and not file.held:
            yield Unmatched(file.file, f"It is from {file.country}, which is not among the Members asked.")
        else:
            yield Unmatched(file.file, _NO_MEMBER if file.counts else file.reason)


def _count(region: str, name: str, members: Sequence[MemberStatus]) -> RegionCount:
    states = [member.state for member in members]
    return RegionCount(
        region=region,
        name=name,
        asked=len(states),
        received=len(states) - states.count(State.MISSING),
        complete=states.count(State.COMPLETE),
        incomplete=states.count(State.INCOMPLETE),
        rejected=states.count(State.REJECTED) + states.count(State.CANNOT_BE_OPENED),
        late=sum(member.late for member in members),
        missing=states.count(State.MISSING),
    )
