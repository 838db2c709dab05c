"""`kpibook status`: who has sent, who has not, and what to write to them."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import Executor
from pathlib import Path

import click

from addin.commands.options import contacts_option, decisions_option, members_option, reads_by_executor
from addin.decisions.ledger import effects_told
from addin.status.folder_status import StatusAsked, read_status, status_name
from addin.status.report import print_regions, print_returns, season_sentences, sentences, stdout_console
from schemas.places.place import file_to_write, read_place
from schemas.places.visit import deliver, from_anywhere
from schemas.terminal.help import examples
from schemas.terminal.lines import line_of, say
from schemas.terminal.options import year_option
from schemas.terminal.outcome import OUTPUT
from schemas.terminal.progress import track
from schemas.written.history_seal import ENDING


@click.command(
    "status",
    epilog=examples(
        "kpibook status returned-2027 --due 2027-03-31",
        "kpibook status returned-2027 --members members.txt --out status.xlsx",
    ),
)
@click.argument("folder", type=read_place(beside=(f"{{name}}{ENDING}",)))
@members_option
@click.option(
    "--due",
    metavar="DATE",
    show_default="none, and nobody is late",
    help="The day the answers were due, such as 2027-03-31.",
)
@year_option("The only year whose templates count", "the most common one")
@decisions_option
@contacts_option
@click.option(
    "--out",
    type=file_to_write(),
    metavar="FILE",
    show_default="output/ecom-kpi_status_<year>.xlsx",
    help="The status workbook to write, such as status.xlsx.",
)
@click.option(
    "--no-history",
    is_flag=True,
    help="Neither look at what earlier runs saw nor keep what this one sees, in <FOLDER>-status.sqlite3.",
)
@click.option("--force", is_flag=True, help="Replace what is in the place of the status workbook, whatever it is.")
@from_anywhere
@reads_by_executor
def status_command(
    folder: Path,
    members: str,
    due: str | None,
    year: int | None,
    contacts: Path | None,
    decisions: Path | None,
    out: Path | None,
    *,
    no_history: bool,
    force: bool,
    executor: Executor | None,
) -> None:
    """Say which Members have sent their workbook to FOLDER, subfolders included, and who is to be reminded.

    Each run is kept beside FOLDER, so that the next one can tell what arrived since. A status of an
    earlier run is replaced, unless somebody changed it since: that takes --force.

    Exit status 0: it was said, even where nobody has sent anything; 2: wrong usage.
    """
    asked = StatusAsked(
        members, due, year, contacts=contacts, decisions=decisions, keeps_history=not no_history, force=force
    )
    # The day of the person who runs it.
    now = dt.datetime.now().astimezone()
    status = read_status(
        folder, asked, out or (lambda found: OUTPUT / status_name(found)), track, now, executor=executor
    )
    season, on = status.season, stdout_console()
    print_regions(season.tracking, on)
    for line in sentences(season.tracking):
        say(line_of(line))
    print_returns(season, on)
    for line in season_sentences(season):
        say(line_of(line))
    for line in effects_told(season.tracking.consolidation.decisions):
        say(line_of(line))
    # Only now is the default's year known; what was read is said all the same.
    trouble = status.write()
    deliver()
    if trouble:
        say(trouble)
    elif status.begins_history:
        say(f"The history begins: what this run saw is kept for the next one in {status.history}.")
    say(f"Status: {status.target}")
