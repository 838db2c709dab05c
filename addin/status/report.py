"""What `kpibook status` says on the terminal: the regions as a table, then what needs a look."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from addin.consolidation.folder import with_name
from addin.results.table import ColumnKind
from addin.status.reminders import lacks_due_date
from addin.status.tables import regions
from addin.status.tracker import TOTAL, State, Tracking
from schemas.terminal.lines import console, line_of

_WIDE = 200
"""Columns where nobody sees a terminal's edge: what is piped on is never folded."""
_NEEDS_A_LOOK = {State.REJECTED: "Rejected", State.CANNOT_BE_OPENED: "Received, cannot be opened"}
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


def sentences(tracking: Tracking) -> Iterator[str]:
    """What the table does not say, a line each: files that need a look, and what is left to give."""
    for member in tracking.members:
        if member.state in _NEEDS_A_LOOK and member.file is not None:
            what = _NEEDS_A_LOOK[member.state]
            yield line_of(f"{what}, {member.asked.country}: {with_name(member.file.file, member.file.reason)}")
    for unmatched in tracking.unmatched:
        yield line_of(f"Not matched to a Member: {with_name(unmatched.file, unmatched.reason)}")
    if lacks_due_date(tracking):
        yield "The reminders of missing Members are empty: --due fills them in."
