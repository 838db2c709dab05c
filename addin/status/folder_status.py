"""A folder of returned workbooks from files to status: what the command line and the ribbon both run."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from pathlib import Path

from addin.consolidation.folder import examine_files
from addin.contacts.contact_list import NO_CONTACTS, Contacts, read_contacts
from addin.decisions.reading import read
from addin.returned.folder import files_below
from addin.status.asked_members import Asked, all_members, read_members
from addin.status.history import History
from addin.status.season import Season, season_of
from addin.status.status_workbook import COMMAND, write_status
from addin.status.tracker import track_members
from addin.submissions.in_parallel import Watch
from schemas.errors import Refusal
from schemas.written.target import check_not_given, check_target, try_folder, try_place

ALL = "all"
"""What stands for all Members where one could name a list of them."""
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class StatusAsked:
    """What somebody wants to know of a folder."""

    members: str = ALL
    """`ALL`, or the path of a file that lists them."""
    due: str | None = None
    """The day that the answers were due, as it was typed."""
    year: int | None = None
    """Only templates of this year count; None for the most common one."""
    contacts: Path | None = None
    """The list of whom to write to."""
    decisions: Path | None = None
    """The ledger of decisions."""
    keeps_history: bool = True
    force: bool = False
    """Whether a status is replaced that people changed, or whatever else is in its place."""


@dataclass(frozen=True, slots=True)
class FolderStatus:
    """Where the Members stand, and nothing written yet."""

    season: Season
    target: Path
    """The status workbook to write."""
    now: dt.datetime
    history: History | None
    """None where none is kept."""
    trouble: str
    """Why nothing could be read from the history, as a sentence; empty where all went well."""
    contacts: Contacts = NO_CONTACTS
    force: bool = field(default=False)

    @property
    def begins_history(self) -> bool:
        """Whether no earlier run saw anything of this year."""
        return self.history is not None and not self.trouble and self.season.last_run is None

    def write(self) -> str:
        """Write the workbook, then the history; why that could not be kept, as a sentence, or nothing.

        Raises `Refusal` where something is in the workbook's place that is not kpibook's own status or
        was changed, OSError where it cannot be written. The history has then not heard of this run.
        """
        check_target(self.target, COMMAND, force=self.force)
        write_status(self.season, self.target, self.contacts)
        if self.history is None or self.trouble:
            return self.trouble
        return self.history.write(self.season.tracking, self.now)


def read_status(
    folder: Path,
    asked: StatusAsked,
    out: Path | Callable[[int], Path],
    watch: Watch,
    now: dt.datetime,
    executor: Executor | None = None,
) -> FolderStatus:
    """Where the Members stand by what is in `folder` and below at the moment `now`, in the time zone of who asks.

    The workbook is to be `out`, or where `out` says for the year. `executor` reads, as for `examine_many`.
    Raises `Refusal` for what cannot be
    asked, a folder that there is not, and something in the workbook's place that is not kpibook's own
    status or was changed, OSError where it cannot be written: all before anything is read, where the
    place is known by then.
    """
    _check_place(out, asked)
    due = _due_date(asked.due) if asked.due is not None else None
    members, lists = _members(asked.members)
    ledger = read(asked.decisions, year=asked.year) if asked.decisions is not None else None
    contacts = read_contacts(asked.contacts) if asked.contacts is not None else NO_CONTACTS
    members = tuple(replace(each, language=contacts.of(each.country).language or each.language) for each in members)
    files = files_below(folder, (*lists, *(each for each in (asked.contacts, asked.decisions) if each is not None)))
    history = History.of_folder(folder) if asked.keeps_history else None
    consolidation = examine_files(files, watch, year=asked.year, ledger=ledger, executor=executor)
    # Due dates are days where the secretariat is.
    today = now.date()
    year = asked.year or consolidation.year or today.year
    tracking = track_members(consolidation, members, year=year, today=today, due=due)
    seen, trouble = history.read(year) if history is not None else ((), "")
    return FolderStatus(season_of(tracking, seen), _at(out, year), now, history, trouble, contacts, asked.force)


def _at(out: Path | Callable[[int], Path], year: int) -> Path:
    return out if isinstance(out, Path) else out(year)


def _check_place(out: Path | Callable[[int], Path], asked: StatusAsked) -> None:
    """Raise, before anything is read, what writing the workbook would end in."""
    if isinstance(out, Path):
        if out.suffix.lower() != ".xlsx":
            better = out.with_suffix(".xlsx").name
            raise Refusal("The status is an .xlsx workbook: give --out a name such as {better}.", better=better)
        check_not_given((out,), (asked.decisions, asked.contacts, Path(asked.members)))
        check_target(out, COMMAND, force=asked.force)
        try_place(out)
    elif asked.year is not None:
        try_place(out(asked.year))
    else:
        try_folder(out(dt.MAXYEAR).parent)


def _due_date(typed: str) -> dt.date:
    try:
        if _ISO_DATE.fullmatch(typed):
            return dt.date.fromisoformat(typed)
    except ValueError:
        pass
    raise Refusal("The due date {typed} is no date: write year, month and day, such as 2026-03-31.", typed=repr(typed))


def _members(named: str) -> tuple[tuple[Asked, ...], Sequence[Path]]:
    """The Members asked, and the files that list them, which nobody sent."""
    if named == ALL:
        return all_members(), ()
    return read_members(Path(named)), (Path(named),)


def status_name(year: int) -> str:
    """The name of a status for which nobody gave one."""
    return f"ecom-kpi_status_{year}.xlsx"
