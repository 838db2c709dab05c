"""The season so far: what came since the last run, who changed what was accepted, and how the returns add up."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from addin.consolidation.review import Review
from addin.status.history import NOW, Seen, seen_now
from addin.status.tracker import MemberStatus, State, Tracking
from schemas.loading.members import load_members

MOST_WEEKS = 53
"""A season is no longer than a year: whatever says that it was submitted before is counted in the first week."""
_WEEK = dt.timedelta(weeks=1)


class Arrival(NamedTuple):
    """A Member from which something came since the last run."""

    member: MemberStatus
    before: Seen | None
    """What stood for it in the last run; None where no run saw it."""

    @property
    def is_first(self) -> bool:
        """Whether nothing had come from it before."""
        return self.before is None or self.before.state is State.MISSING


class Change(NamedTuple):
    """Something else stands for a Member than the file that was accepted."""

    name: str
    """The Member's name in English."""
    accepted: Seen
    """The first run that saw the file accepted."""
    after: Seen
    """The run that first saw something else, or nothing."""


class Week(NamedTuple):
    """How many Members had returned something by the end of a week; a union of Members is not counted."""

    begins: dt.date
    """Its Monday."""
    arrived: int
    """How many of them came in that week."""
    by_region: Mapping[str, int]
    """Up to its end, by the code of the WCO region, each of them named."""

    @property
    def name(self) -> str:
        """The week in ISO 8601, such as `2026-W13`."""
        year, week, _ = self.begins.isocalendar()
        return f"{year}-W{week:02}"

    @property
    def total(self) -> int:
        """Up to its end, of all regions."""
        return sum(self.by_region.values())


@dataclass(frozen=True)
class Season:
    """Where the Members stand today, and what earlier runs saw."""

    tracking: Tracking = field(repr=False)
    last_run: dt.date | None
    """The day of the last run; None where the history begins with this one, or none is kept."""
    arrived: tuple[Arrival, ...]
    """In the order of the Members asked; where the history begins, all that is here."""
    changed: tuple[Change, ...]
    """Each change of what was accepted, by Member and run."""
    came: Mapping[str, dt.date]
    """The day that each Member's return is counted on, of those that have returned something."""

    @property
    def just_changed(self) -> tuple[Change, ...]:
        """The changes that no earlier run saw."""
        return tuple(change for change in self.changed if change.after.run == NOW)

    @property
    def came_from_members(self) -> Mapping[str, dt.date]:
        """As `came`, without unions of Members, which the curve does not count."""
        unions = {union.asked.country for union in self.tracking.unions}
        return {country: day for country, day in self.came.items() if country not in unions}

    def weeks(self) -> Iterator[Week]:
        """The curve of returns: each week from the first return to today; none where nothing came."""
        regions = {each.asked.country: each.asked.region for each in self.tracking.members}
        mondays = {country: _monday(day) for country, day in self.came_from_members.items()}
        if not mondays:
            return
        last = max(_monday(self.tracking.today), *mondays.values())
        first = max(min(mondays.values()), last - (MOST_WEEKS - 1) * _WEEK)
        arrivals: dict[dt.date, Counter[str]] = defaultdict(Counter)
        for country, monday in mondays.items():
            arrivals[max(monday, first)][regions[country]] += 1
        so_far = dict.fromkeys(load_members().regions, 0)
        for number in range((last - first) // _WEEK + 1):
            arrived = arrivals[first + number * _WEEK]
            so_far = {region: count + arrived[region] for region, count in so_far.items()}
            yield Week(first + number * _WEEK, arrived.total(), so_far)


def season_of(tracking: Tracking, earlier: Iterable[Seen] = ()) -> Season:
    """The season of `tracking`'s year; `earlier` is what runs before this one saw of it, in their order."""
    rows: dict[str, list[Seen]] = defaultdict(list)
    last_run = None
    for seen in earlier:
        rows[seen.country].append(seen)
        last_run = seen.day
    arrived: list[Arrival] = []
    changed: list[Change] = []
    came: dict[str, dt.date] = {}
    for member in tracking.members:
        country, now = member.asked.country, seen_now(member, tracking)
        before = rows[country]
        changed += _changes(member.asked.name, [*before, now])
        if member.state is State.MISSING:
            continue
        came[country] = _came([*before, now])
        last = before[-1] if before else None
        if last is None or last.sha256 != now.sha256:
            arrived.append(Arrival(member, last))
    return Season(tracking, last_run, tuple(arrived), tuple(changed), came)


def _changes(name: str, runs: Sequence[Seen]) -> Iterator[Change]:
    """Each time that another file, or none, took the place of one that was accepted."""
    accepted: Seen | None = None
    for seen in runs:
        if accepted is not None and seen.sha256 != accepted.sha256:
            yield Change(name, accepted, seen)
            accepted = None
        if accepted is None and seen.review is Review.ACCEPTED:
            accepted = seen


def _came(runs: Sequence[Seen]) -> dt.date:
    """The day a Member first returned something, as near as it is known.

    It is the day that its file says, but none after the run that first saw it, and none before the last run
    that did not.
    """
    first = next(index for index, seen in enumerate(runs) if seen.state is not State.MISSING)
    seen = runs[first]
    said = seen.submitted or seen.day
    low = runs[first - 1].day if first else dt.date.min
    return min(max(said, low), seen.day)


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())
