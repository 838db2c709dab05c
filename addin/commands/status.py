"""`kpibook status`: who has sent, who has not, and what to write to them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import click

from addin.commands.options import decisions_option
from addin.commands.output_file import check_target
from addin.consolidation.folder import examine_files
from addin.contacts.contact_list import NO_CONTACTS, read_contacts
from addin.decisions.ledger import Ledger, effects_told
from addin.decisions.reading import read
from addin.results.table_workbook import write_tables
from addin.returned.folder import files_below
from addin.status.asked_members import Asked, all_members, read_members
from addin.status.report import print_regions, sentences, stdout_console
from addin.status.tables import status_tables
from addin.status.tracker import Tracking, track_members
from schemas.errors import Refusal
from schemas.terminal.lines import say
from schemas.terminal.options import year_option
from schemas.terminal.outcome import OUTPUT
from schemas.terminal.progress import track
from schemas.written.target import try_folder, try_place

TITLE = "WCO e-commerce KPI: status"
_ALL = "all"
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@click.command("status")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--members",
    default=_ALL,
    show_default=True,
    metavar="all|FILE",
    help="The Members asked: a file with ISO 3166-1 alpha-3 codes, one a line, or a CSV with a column Member.",
)
@click.option("--due", metavar="DATE", help="The day the answers were due, such as 2026-03-31; nobody is late without.")
@year_option("Only templates of this year count; the most common one where it is not given.")
@decisions_option
@click.option(
    "--contacts",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Whom to remind: a CSV or .xlsx with the columns country, name, email, cc, language.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Status workbook; output/ecom-kpi_status_<year>.xlsx where it is not given.",
)
@click.option("--force", is_flag=True, help="Replace the status workbook where there is one already.")
def status_command(
    folder: Path,
    members: str,
    due: str | None,
    year: int | None,
    contacts: Path | None,
    decisions: Path | None,
    out: Path | None,
    *,
    force: bool,
) -> None:
    """Say which Members have sent their workbook to FOLDER, subfolders included, and who is to be reminded.

    Exit status 0: it was said, even where nobody has sent anything; 2: wrong usage.
    """
    _check(out, year, force=force)
    due_date = _due_date(due) if due is not None else None
    asked, lists = _asked(members)
    ledger = read(decisions, year=year) if decisions is not None else None
    listed = read_contacts(contacts) if contacts is not None else NO_CONTACTS
    asked = tuple(replace(each, language=listed.of(each.country).language or each.language) for each in asked)
    lists = (*lists, contacts) if contacts is not None else lists
    # The day of the person who runs it: due dates are days where the secretariat is.
    today = dt.datetime.now().astimezone().date()
    tracking, target = _track(folder, asked, out, lists, ledger, year=year, due=due_date, today=today)
    print_regions(tracking, stdout_console())
    for line in sentences(tracking):
        say(line)
    for line in effects_told(tracking.consolidation.decisions):
        say(line)
    # Only now is the default's year known; what was read is said all the same.
    check_target(target, (), force=force, what="status")
    subject = f"{tracking.who} asked" + (f", due on {due_date}" if due_date else "")
    write_tables(status_tables(tracking, listed), target, title=f"{TITLE} {tracking.year} on {today}", subject=subject)
    say(f"Status: {target}")


def _track(
    folder: Path,
    asked: tuple[Asked, ...],
    out: Path | None,
    lists: tuple[Path, ...],
    ledger: Ledger | None,
    *,
    year: int | None,
    due: dt.date | None,
    today: dt.date,
) -> tuple[Tracking, Path]:
    """Where `asked` stand, and the workbook to write; `lists` do not count as sent."""
    files = files_below(folder, lists)
    consolidation = examine_files(files, track, year=year, ledger=ledger)
    year = year or consolidation.year or today.year
    target = out or _usual_place(year)
    return track_members(consolidation, asked, year=year, today=today, due=due), target


def _check(out: Path | None, year: int | None, *, force: bool) -> None:
    """Raise, before anything is read, what writing the workbook would end in."""
    if out is not None:
        check_target(out, (), force=force, what="status")
    elif year is not None:
        try_place(_usual_place(year))
    else:
        try_folder(OUTPUT)


def _usual_place(year: int) -> Path:
    return OUTPUT / f"ecom-kpi_status_{year}.xlsx"


def _due_date(typed: str) -> dt.date:
    try:
        if _ISO_DATE.fullmatch(typed):
            return dt.date.fromisoformat(typed)
    except ValueError:
        pass
    raise Refusal(f"The due date {typed!r} is no date: write year, month and day, such as 2026-03-31.")


def _asked(members: str) -> tuple[tuple[Asked, ...], tuple[Path, ...]]:
    """The Members asked, and the files that list them."""
    if members == _ALL:
        return all_members(), ()
    return read_members(Path(members)), (Path(members),)
