"""`kpibook letters`: drafts of letters to Members, ready to send."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

import click

from addin.commands.options import contacts_option, decisions_option, members_option
from addin.letters.asked import LettersAsked
from addin.letters.copies import annotated_copies
from addin.letters.write import write_letters
from schemas.loading.campaigns import CAMPAIGN_FILE
from schemas.models.letters import Kind
from schemas.places.place import folder_to_write, read_place
from schemas.places.visit import deliver, from_anywhere
from schemas.services import workbook_builder
from schemas.terminal.help import examples
from schemas.terminal.lines import line_of, say
from schemas.terminal.options import year_option
from schemas.terminal.outcome import ExitStatus
from schemas.terminal.progress import track


@click.command(
    "letters",
    epilog=examples(
        "kpibook letters templates --kind dispatch --contacts contacts.csv",
        "kpibook letters returned-2027 --kind reminder --due 2027-03-31",
        "kpibook letters returned-2027 --kind findings --out letters",
    ),
)
@click.argument("folder", type=read_place(beside=(CAMPAIGN_FILE,)))
@click.option(
    "--kind",
    required=True,
    metavar="KIND",
    type=click.Choice([kind.value for kind in Kind]),
    help="dispatch: the template; receipt: what arrived; reminder: what is missing; findings: what to put right.",
)
@contacts_option
@members_option
@click.option(
    "--campaign",
    type=read_place(),
    metavar="FILE",
    show_default="campaign.yaml in FOLDER, the one above it or the current one",
    help="Due date, return address, help contact and signature: a file such as campaign.yaml.",
)
@click.option(
    "--due",
    metavar="DATE",
    show_default="the campaign's",
    help="The day the answers are due, such as 2027-03-31.",
)
@year_option("Reporting year", "the campaign's or the workbooks'")
@click.option(
    "--before",
    type=read_place(exists=True),
    metavar="FOLDER|STATUS",
    show_default="none",
    help="Last year's returned workbooks, such as returned-2026, or their status workbook: for addresses that nothing"
    " else gives.",
)
@decisions_option
@click.option(
    "--out",
    type=folder_to_write(),
    metavar="FOLDER",
    show_default="output/ecom-kpi_letters_<year>_<kind>",
    help="The folder to write into, such as letters.",
)
@click.option("--force", is_flag=True, help="Write into a folder in use, in place of the letters in it.")
@from_anywhere
def letters_command(
    folder: Path,
    kind: str,
    contacts: Path | None,
    members: str,
    campaign: Path | None,
    due: str | None,
    year: int | None,
    before: Path | None,
    decisions: Path | None,
    out: Path | None,
    *,
    force: bool,
) -> int:
    """Write letters to Members as drafts that a mail program opens, and the list letters.csv of them.

    FOLDER holds the returned workbooks; for dispatch, the Members' templates. Each letter is in the Member's
    language, to the address in the list of contacts, else in its workbook, else in last year's.

    Exit status 0: all are written; 1: some could not be, and letters.csv says why; 2: wrong usage, or
    nothing readable.
    """
    asked = LettersAsked(
        folder=folder,
        kind=Kind(kind),
        # The day of the person who runs it: due dates are days where the secretariat is.
        today=dt.datetime.now().astimezone().date(),
        out=out,
        contacts=contacts,
        members=Path(members) if members != "all" else None,
        campaign=campaign,
        due=due,
        year=year,
        before=before,
        decisions=decisions,
        force=force,
    )
    outcome = write_letters(asked, track, partial(track, what="Writing"), partial(annotated_copies, workbook_builder()))
    deliver()
    for line in outcome.sentences():
        say(line_of(line))
    return ExitStatus.FINDINGS if outcome.not_written else ExitStatus.GOOD
