"""Where each Member stands: whose answers came in, whether they are complete, and whether in time."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from addin.consolidation.consolidate import Consolidation, File, Status, latest
from addin.consolidation.review import Review, review_of
from addin.status.asked_members import Asked
from addin.status.whose import Whose
from schemas.loading.members import load_members
from schemas.messages.message import CountedMessage, Message, together

TOTAL = "total"
"""Stands for a region's code where all of them are counted together."""
_UNIONS = {"EUE": Message("the European Union")}
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
    """True where something is here, and came after the due date or is not complete though that day has passed.

    Where nothing came the Member is missing, and not late.
    """
    file: File | None
    """The file that counts; of a rejected Member the one sent last; None where it is missing.

    Where one cannot be opened, that one.
    """
    review: Review
    """How far the review of what it sent has come."""

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
    """Those of the received that are late."""
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
    def is_over(self) -> bool:
        """Whether the due date has passed; never without one."""
        return self.due is not None and self.today > self.due

    @property
    def unions(self) -> tuple[MemberStatus, ...]:
        """Those asked that are no Members but unions of some."""
        return tuple(each for each in self.members if each.asked.is_union)

    @property
    def who(self) -> Message:
        """How many were asked, in words: `187 Members and the European Union`."""
        number = len(self.members) - len(self.unions)
        counted = CountedMessage("{count} Member", "{count} Members", count=number)
        unions = (_UNIONS.get(union.asked.country, union.asked.name) for union in self.unions)
        return together([counted, *unions], by=Message(" and "))


class Dates(NamedTuple):
    """The day the answers were due, if anybody said so, and the day on which it is asked who is late."""

    due: dt.date | None
    today: dt.date

    def make_late(self, file: File, *, owes: bool) -> bool:
        """Whether a Member that sent `file`, and `owes` more than that, is late."""
        if self.due is None:
            return False
        submitted = _submitted(file) if file.counts else None
        return (submitted is not None and submitted > self.due) or (owes and self.today > self.due)


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
    unopened, accepted = _unopened(consolidation.files, Whose(asked, year)), consolidation.accepted
    members = tuple(
        _member(member, sent.get(member.country, []), unopened.get(member.country), Dates(due, today), accepted)
        for member in asked
    )
    matched = {id(member.file) for member in members if member.state is State.CANNOT_BE_OPENED}
    others = (file for file in consolidation.files if id(file) not in matched)
    unmatched = tuple(_unmatched(others, {member.country for member in asked}))
    return Tracking(consolidation, year, due, today, members, unmatched)


def _unopened(files: Iterable[File], whose: Whose) -> dict[str, File]:
    """The files that cannot be opened, by the Member whose they are by their names; of several the last."""
    unread = (file for file in files if file.status is Status.REJECTED and not file.was_read)
    return {country: file for file in unread if (country := whose.of(file.file)) is not None}


def _member(
    asked: Asked, sent: list[File], unopened: File | None, dates: Dates, accepted: frozenset[str]
) -> MemberStatus:
    """What `sent`, without superseded files, and one that is `unopened` make of a Member."""
    state, file = _state(sent, unopened)
    # A file that is superseded or ignored, which nobody reviews, stands for no Member.
    review = review_of(file, accepted) or Review.MISSING
    owes = state is not State.COMPLETE and review is not Review.ACCEPTED
    late = file is not None and dates.make_late(file, owes=owes)
    return MemberStatus(asked, state, late, file, review)


def _state(sent: list[File], unopened: File | None) -> tuple[State, File | None]:
    """Where a Member stands, and the file that says so."""
    counts = next((file for file in sent if file.counts), None)
    if counts is not None:
        return State.COMPLETE if counts.complete else State.INCOMPLETE, counts
    if unopened is not None:
        return State.CANNOT_BE_OPENED, unopened
    return (State.REJECTED, latest(sent)) if sent else (State.MISSING, None)


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
