"""`kpibook build`: writes templates to disk, whole or not at all."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from schemas.services import TemplatesAsked, past_reader
from schemas.terminal.lines import say
from schemas.terminal.options import folder_option, year_option
from schemas.terminal.progress import track
from schemas.years.member_answers import Past
from workbook_builder.orders.order_templates import order_templates


@click.command("build")
@year_option("Reporting year; this year where it is not given.")
@click.option(
    "--language", help="Two-letter code; a Member's own language where it is not given, English for a plain template."
)
@click.option("--member", metavar="ISO3", help="Make it for one Member: ISO 3166-1 alpha-3 code, such as KEN.")
@click.option("--all-members", is_flag=True, help="One workbook for each Member, and a list to dispatch them by.")
@click.option(
    "--prefill",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Show last year's answers beside the inputs: a folder of returned workbooks, or a consolidated result.",
)
@click.option("--edition", help="Edition of the Framework of Standards; the newest one where it is not given.")
@click.option(
    "--password", help="Password that unlocks sheets and structure. Without one they are locked all the same."
)
@click.option("--due", metavar="DATE", help="The day the answers are due, such as 2026-03-31; the first sheet says it.")
@click.option("--return-to", metavar="EMAIL", help="The e-mail address that the first sheet says to send it to.")
@click.option("--help-contact", metavar="TEXT", help="Who helps, as the first sheet says it: one line of text.")
@click.option(
    "--campaign",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where these three stand once; else campaign.yaml in the folder, the one above it or the current one.",
)
@folder_option
@click.option("--force", is_flag=True, help="Replace files that are there already.")
def build_command(
    year: int | None,
    language: str | None,
    member: str | None,
    all_members: bool,
    prefill: Path | None,
    edition: str | None,
    password: str | None,
    due: str | None,
    return_to: str | None,
    help_contact: str | None,
    campaign: Path | None,
    out: Path,
    force: bool,
) -> None:
    """Build the workbook that an officer fills in: one template, one Member's, or every Member's."""
    asked = TemplatesAsked(
        out=out,
        year=year,
        language=language,
        member=member,
        all_members=all_members,
        edition=edition,
        prefill=prefill,
        password=password,
        campaign=campaign,
        due=due,
        return_to=return_to,
        help_contact=help_contact,
        force=force,
    )
    for sentence in order_templates(asked, _past_of, partial(track, what="Building")):
        say(sentence)


def _past_of(place: Path) -> Past:
    # Asked for only where there is an earlier year to read: the reader loads more than the builder needs.
    return past_reader()(place, track)
