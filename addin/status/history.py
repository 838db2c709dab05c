"""What earlier runs of `kpibook status` saw: one row a run and Member, in a SQLite file beside the folder.

Nothing of it is needed to say the status of today, and so nothing of it stops a run: a file that is
damaged, not kpibook's own or in a place that cannot be written to ends as a sentence. It is never
replaced, and never written to unless it is a history of this form.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from addin.consolidation.review import Review
from addin.status.tracker import MemberStatus, State, Tracking
from schemas.errors import Refusal
from schemas.messages.message import Message
from schemas.places.visit import can_have_beside, lies_in_an_archive
from schemas.written.history_seal import APPLICATION_ID, ENDING, SQLITE, is_head_of_history

NOW = sys.maxsize
"""The number of the run that is not in the history yet."""
_FORM = 1
"""The form of the tables, which a file of another form is not written to."""
_WAITS = 30.0
"""Seconds that a run waits for another one that is writing."""
_SIZE_LIMIT = 2**28
"""Bytes; a run leaves some 40 000."""
_HEAD = 100
_TABLES = (
    "CREATE TABLE runs (run INTEGER PRIMARY KEY, at TEXT NOT NULL, day TEXT NOT NULL, year INTEGER NOT NULL, due TEXT)",
    "CREATE TABLE members (run INTEGER NOT NULL REFERENCES runs, country TEXT NOT NULL, state TEXT NOT NULL,"
    " review TEXT NOT NULL, late INTEGER NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL, submitted TEXT,"
    " indicators_complete INTEGER NOT NULL, indicators INTEGER NOT NULL, errors INTEGER NOT NULL,"
    " PRIMARY KEY (run, country))",
)
_BEGIN_ANEW = Message("Move it away, and the history begins anew.")


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a Member stood in one run; the fields are the columns of the history."""

    run: int
    """The number of the run; a later one is higher."""
    day: dt.date
    """The day of the run, where it ran."""
    country: str
    """ISO 3166-1 alpha-3."""
    state: State
    review: Review
    late: bool
    file: str
    """The file that stood for it; empty where it was missing."""
    sha256: str
    submitted: dt.date | None
    indicators_complete: int
    indicators: int
    errors: int


def seen_now(member: MemberStatus, tracking: Tracking) -> Seen:
    """Where a Member stands in this run, which is later than any of the history."""
    file = member.file
    return Seen(
        run=NOW,
        day=tracking.today,
        country=member.asked.country,
        state=member.state,
        review=member.review,
        late=member.late,
        file=file.file if file is not None else "",
        sha256=file.sha256 if file is not None else "",
        submitted=member.submitted,
        indicators_complete=file.indicators_complete if file is not None else 0,
        indicators=file.indicators if file is not None else 0,
        errors=file.errors if file is not None else 0,
    )


_READ = (
    "SELECT run, day, country, state, review, late, file, sha256, submitted, indicators_complete, indicators, errors"
    " FROM members JOIN runs USING (run) WHERE year = ? ORDER BY run, country"
)
"""In the order of the fields of `Seen`."""
_ADD = "INSERT INTO members VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class Earlier(NamedTuple):
    """What a history holds of one year."""

    seen: tuple[Seen, ...] = ()
    """In the order of the runs."""
    trouble: str = ""
    """Why nothing could be read from it, as a sentence; empty where all went well."""


class History:
    """The history of one folder; `path` is where it is kept."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __str__(self) -> str:
        return str(self.path)

    @classmethod
    def of_folder(cls, folder: Path) -> History:
        """The history of `folder`, beside it. Raises `Refusal` for a folder that nothing is beside."""
        at = folder.resolve()
        if lies_in_an_archive(folder):
            raise Refusal("An archive keeps no history: add --no-history.")
        if not at.name or not can_have_beside(folder):
            raise Refusal(
                "{folder} has no place beside it for the history: add --no-history, or give a folder below.",
                folder=folder,
            )
        return cls(at.with_name(f"{at.name}{ENDING}"))

    def read(self, year: int) -> Earlier:
        """What earlier runs saw of `year`; nothing where there was none, or where it cannot be read."""
        try:
            if not self._is_there():
                return Earlier()
            # Opened for reading and writing: what a run that was ended left half done is taken back first. Where
            # it may not be written to SQLite only reads.
            with self._opened("rw") as base:
                rows = base.execute(_READ, (year,))
                return Earlier(tuple(map(_seen, rows)))
        except _Trouble as trouble:
            return Earlier(trouble=trouble.message)
        except (sqlite3.Error, OSError, ValueError, TypeError, OverflowError) as error:
            return Earlier(trouble=self._told(error, Message("read")))

    def write(self, tracking: Tracking, at: dt.datetime) -> str:
        """Add a run of the moment `at` that saw `tracking`, whole or not at all; why it could not, or nothing."""
        try:
            self._is_there()
            with self._opened("rwc") as base:
                # The lock is taken before anything is read: of two runs at once one waits for the other.
                base.execute("BEGIN IMMEDIATE")
                try:
                    _begin(base)
                    _add(base, tracking, at)
                except BaseException:
                    base.rollback()
                    raise
                base.commit()
        except _Trouble as trouble:
            return trouble.message
        except (sqlite3.Error, OSError) as error:
            return self._told(error, Message("written to"))
        return ""

    def _is_there(self) -> bool:
        """Whether there is something to read. Raises `_Trouble` where it is no history of kpibook's."""
        if not self.path.exists():
            return False
        if not self.path.is_file():
            raise _Trouble(self._foreign(Message("is no file")))
        with self.path.open("rb") as stream:
            head = stream.read(_HEAD)
        if not head:
            # A run that was ended as it began.
            return False
        if not head.startswith(SQLITE):
            raise _Trouble(self._foreign(Message("is damaged, or was never a history that kpibook keeps")))
        if not is_head_of_history(head):
            raise _Trouble(self._foreign(Message("is not a history that kpibook keeps")))
        if self.path.stat().st_size > _SIZE_LIMIT:
            raise _Trouble(self._foreign(Message("is larger than any history that kpibook keeps")))
        return True

    def _foreign(self, what: Message) -> Message:
        return Message(
            "The history {file} {what}: nothing was read from it or written to it. {begin_anew}",
            file=self.path,
            what=what,
            begin_anew=_BEGIN_ANEW,
        )

    def _told(self, error: Exception, done: Message) -> Message:
        """What SQLite or the system says of the file, as a sentence."""
        if not isinstance(error, (OSError, sqlite3.OperationalError)):
            return self._foreign(Message("is damaged"))
        says = error.strerror or error if isinstance(error, OSError) else error
        return Message(
            "The history {file} cannot be {done} ({says}): the status is said without it.",
            file=self.path,
            done=done,
            says=says,
        )

    @contextmanager
    def _opened(self, mode: str) -> Iterator[sqlite3.Connection]:
        """The file as a database that is closed again, which holds the tables of a history or nothing yet."""
        address = f"{self.path.as_uri()}?mode={mode}"
        with closing(sqlite3.connect(address, uri=True, timeout=_WAITS, isolation_level=None)) as base:
            # Whoever put a file in this place must not have a query run what they wrote.
            base.execute("PRAGMA trusted_schema = OFF")
            found = tuple(sql for (sql,) in base.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"))
            (form,) = base.execute("PRAGMA user_version").fetchone()
            if form > _FORM:
                raise _Trouble(self._foreign(Message("was written by a later version of kpibook")))
            if found and found != _TABLES:
                raise _Trouble(self._foreign(Message("is not a history that kpibook keeps")))
            yield base


class _Trouble(Exception):
    """Why a file is no history; its text is a sentence."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


def _begin(base: sqlite3.Connection) -> None:
    """Make the tables where the file is new."""
    if base.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
        base.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        base.execute(f"PRAGMA user_version = {_FORM}")
        for table in _TABLES:
            base.execute(table)


def _add(base: sqlite3.Connection, tracking: Tracking, at: dt.datetime) -> None:
    due = tracking.due.isoformat() if tracking.due is not None else None
    moment = at.astimezone(dt.UTC).isoformat(timespec="seconds")
    run = base.execute(
        "INSERT INTO runs (at, day, year, due) VALUES (?, ?, ?, ?)",
        (moment, tracking.today.isoformat(), tracking.year, due),
    ).lastrowid
    base.executemany(_ADD, _rows(run, tracking))


def _rows(run: int | None, tracking: Tracking) -> Iterator[tuple[object, ...]]:
    for member in tracking.members:
        now = seen_now(member, tracking)
        submitted = now.submitted.isoformat() if now.submitted is not None else None
        what = (now.country, now.state.value, now.review.value, int(now.late), now.file, now.sha256, submitted)
        yield (run, *what, now.indicators_complete, now.indicators, now.errors)


def _seen(row: tuple[object, ...]) -> Seen:
    """A row of the history. Raises ValueError or TypeError for one that no run wrote."""
    run, day, country, state, review, late, file, sha256, submitted, complete, indicators, errors = row
    return Seen(
        run=int(str(run)),
        day=dt.date.fromisoformat(str(day)),
        country=str(country),
        state=State(str(state)),
        review=Review(str(review)),
        late=bool(late),
        file=str(file),
        sha256=str(sha256),
        submitted=dt.date.fromisoformat(str(submitted)) if submitted is not None else None,
        indicators_complete=int(str(complete)),
        indicators=int(str(indicators)),
        errors=int(str(errors)),
    )
