"""What `kpibook status` says on the terminal: the regions as a table, then what needs a look."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from addin.excel_text import visible
from addin.folder_run import with_name
from addin.reminders import lacks_due_date
from addin.status_tables import regions
from addin.tables import ColumnKind
from addin.tracker import State, Tracking

_WIDE = 200
"""Columns where nobody sees a terminal's edge: what is piped on is never folded."""


def print_regions(tracking: Tracking) -> None:
    """Print how many Members of each region stand where; without lines or colours where stdout is piped."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_WIDE)
    table, shown = regions(tracking), RichTable(box=box.SIMPLE_HEAD if console.is_terminal else None, pad_edge=False)
    for column in table.columns:
        is_number = column.kind is ColumnKind.INTEGER
        shown.add_column(column.name, justify="right" if is_number else "left", no_wrap=is_number)
    for row in table.rows():
        shown.add_row(*(Text(str(value)) for value in row), style="bold" if row[0] == "total" else "")
    console.print(shown)


def sentences(tracking: Tracking) -> Iterator[str]:
    """What the table does not say, a line each: files that need a look, and what is left to give."""
    for member in tracking.members:
        if member.state is State.REJECTED and member.file is not None:
            yield visible(f"Rejected, {member.asked.country}: {with_name(member.file.file, member.file.reason)}")
    for unmatched in tracking.unmatched:
        yield visible(f"Not matched to a Member: {with_name(unmatched.file, unmatched.reason)}")
    if lacks_due_date(tracking):
        yield "The reminders of missing Members are empty: --due fills them in."
