"""What `kpibook status` says on the terminal: the regions as a table, what needs a look, the season so far."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from addin.consolidation.folder import with_name
from addin.status.reminders import lacks_due_date
from addin.status.season import Arrival, Change, Season
from addin.status.tables import regions
from addin.status.tracker import TOTAL, State, Tracking
from addin.tables.table import ColumnKind
from schemas.messages.message import CountedMessage, Message, together
from schemas.terminal.lines import console

_WIDE = 200
"""Columns where nobody sees a terminal's edge: what is piped on is never folded."""
_BAR, _WEEKS = 40, 12
"""The longest bar of the curve in characters, and the weeks that it shows at the most: the last ones."""
_NEEDS_A_LOOK = {
    State.REJECTED: Message("Rejected"),
    State.CANNOT_BE_OPENED: Message("Received, cannot be opened"),
}
_STATES = {
    State.COMPLETE: Message("complete"),
    State.INCOMPLETE: Message("incomplete"),
    State.REJECTED: Message("rejected"),
    State.CANNOT_BE_OPENED: Message("cannot be opened"),
    State.MISSING: Message("missing"),
}
"""In a sentence; a line on one file says it as the status workbook does."""
_WITH_NAMES = 100
"""Columns from which on there is room for the regions' names beside the numbers."""


def stdout_console() -> Console:
    """Where the report goes: as wide as the terminal, and not folded where stdout is piped."""
    usual = console()
    return usual if usual.is_terminal else console(width=_WIDE)


def print_regions(tracking: Tracking, on: Console) -> None:
    """Print how many Members of each region stand where; on a narrow terminal the names stand below."""
    table, is_narrow = regions(tracking), on.width < _WITH_NAMES
    shown = RichTable(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    kept = [index for index, column in enumerate(table.columns) if not (is_narrow and column.name == "name")]
    for column in (table.columns[index] for index in kept):
        is_number = column.kind is ColumnKind.INTEGER
        shown.add_column(column.name, justify="right" if is_number else "left", no_wrap=is_number)
    for row in table.rows():
        shown.add_row(*(Text(str(row[index])) for index in kept), style="bold" if row[0] == TOTAL else "")
    on.print(shown)
    if is_narrow:
        for region in (region for region in tracking.regions() if region.region != TOTAL):
            on.print(Text(f"{region.region}: {region.name}"), soft_wrap=True)


def print_returns(season: Season, on: Console) -> None:
    """Print the curve of returns, a week a line: a bar and its number, and each region's where there is room."""
    weeks = list(season.weeks())[-_WEEKS:]
    if not weeks:
        return
    codes = list(weeks[-1].by_region) if on.width >= _WITH_NAMES else []
    shown = RichTable(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading, justify in (("week", "left"), ("arrived", "right"), *((code, "right") for code in codes)):
        shown.add_column(heading, justify=justify, no_wrap=True)  # type: ignore[arg-type]
    shown.add_column("total", justify="right", no_wrap=True)
    shown.add_column("", no_wrap=True)
    # A code page without blocks has a sign all the same.
    mark = "#" if on.options.ascii_only else "\N{FULL BLOCK}"
    for week in weeks:
        bar = mark * max(round(_BAR * week.total / max(weeks[-1].total, 1)), min(week.total, 1))
        numbers = (week.arrived, *(week.by_region[code] for code in codes), week.total)
        shown.add_row(*(Text(str(cell)) for cell in (week.name, *numbers, bar)))
    on.print(Text("Members that had returned something by the end of each week:"), soft_wrap=True)
    on.print(shown)


def in_short(season: Season) -> Message:
    """The status in a few words, for a dialog: how many stand where, and what came since the last run."""
    tracking = season.tracking
    states = [member.state for member in tracking.members]
    counts = (Message("{count} {state}", count=states.count(state), state=_STATES[state]) for state in State)
    late = sum(member.late for member in tracking.members)
    lines = [
        Message("{who} asked: {counts}; {late} late.", who=tracking.who, counts=together(counts, by=", "), late=late)
    ]
    if season.last_run is not None:
        day, count = season.last_run, len(season.arrived)
        lines.append(Message("Arrived since the last run, on {day}: {count}.", day=day, count=count))
    return together((*lines, *map(_change, season.just_changed)))


def season_sentences(season: Season) -> Iterator[Message]:
    """What came since the last run, and who changed what was accepted, a line each."""
    if season.last_run is not None:
        day, count = season.last_run, len(season.arrived)
        if count:
            yield CountedMessage(
                "Arrived since the last run, on {day}, from {count} Member:",
                "Arrived since the last run, on {day}, from {count} Members:",
                day=day,
                count=count,
            )
        else:
            yield Message("Nothing arrived since the last run, on {day}.", day=day)
        yield from (_arrival(arrival) for arrival in season.arrived)
    yield from map(_change, season.just_changed)


def _arrival(arrival: Arrival) -> Message:
    member = arrival.member
    return Message(
        "Arrived, {country}{again}: {file} ({state})",
        country=member.asked.country,
        again="" if arrival.is_first else Message(", again"),
        file=member.file.file if member.file is not None else "",
        state=member.state.value,
    )


def _change(change: Change) -> Message:
    accepted = Message("{file}, accepted on {day}", file=change.accepted.file, day=change.accepted.day)
    if change.after.state is State.MISSING:
        return Message(
            "Changed after acceptance, {country}: {accepted}, is no longer there.",
            country=change.accepted.country,
            accepted=accepted,
        )
    return Message(
        "Changed after acceptance, {country}: {file} stands now in place of {accepted}.",
        country=change.accepted.country,
        file=change.after.file,
        accepted=accepted,
    )


def sentences(tracking: Tracking) -> Iterator[Message]:
    """What the table does not say, a line each: files that need a look, and what is left to give."""
    for member in tracking.members:
        if member.state in _NEEDS_A_LOOK and member.file is not None:
            what = _NEEDS_A_LOOK[member.state]
            yield Message(
                "{what}, {country}: {reason}",
                what=what,
                country=member.asked.country,
                reason=with_name(member.file.file, member.file.reason),
            )
    for unmatched in tracking.unmatched:
        yield Message("Not matched to a Member: {what}", what=with_name(unmatched.file, unmatched.reason))
    if lacks_due_date(tracking):
        yield Message("The reminders of missing Members are empty: --due fills them in.")
