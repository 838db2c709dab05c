"""`kpibook build`: writes templates to disk, whole or not at all."""

from __future__ import annotations

from concurrent.futures import Executor
from functools import partial
from pathlib import Path

import click

from schemas.database_address import Place
from schemas.places.options import folder_option
from schemas.places.place import read_place, read_place_or_database
from schemas.places.visit import deliver, from_anywhere
from schemas.services import TemplatesAsked, past_reader, process_pool
from schemas.terminal.help import examples
from schemas.terminal.lines import say
from schemas.terminal.options import password_option, year_option
from schemas.terminal.progress import track
from schemas.years.member_answers import Past
from workbook_builder.orders.order_templates import order_templates


@click.command(
    "build",
    epilog=examples(
        "kpibook build",
        "kpibook build --member KEN --year 2027 --language fr",
        "kpibook build --all-members --prefill returned-2026 --out templates",
    ),
)
@year_option("Reporting year", "this year")
@click.option(
    "--language",
    metavar="LANGUAGE",
    show_default="a Member's own; English for a plain template",
    help="Language of the workbook, by its two-letter code, such as fr.",
)
@click.option(
    "--member",
    metavar="ISO3",
    show_default="none: a plain template",
    help="Make it for one Member: ISO 3166-1 alpha-3 code, such as KEN, or its name.",
)
@click.option("--all-members", is_flag=True, help="One workbook for each Member, and a list to dispatch them by.")
@click.option(
    "--prefill",
    type=read_place_or_database(),
    metavar="FOLDER|URL",
    show_default="none",
    help="Show last year's answers beside the inputs: a folder of returned workbooks, such as returned-2026, a"
    " consolidated result, or a database such as kpibook.db.",
)
@click.option(
    "--edition",
    metavar="EDITION",
    show_default="the newest one",
    help="Edition of the Framework of Standards, such as 2018.",
)
@password_option("Password that unlocks sheets and structure")
@click.option(
    "--due",
    metavar="DATE",
    show_default="the campaign's",
    help="The day the answers are due, as the first sheet says it, such as 2027-03-31.",
)
@click.option(
    "--return-to",
    metavar="EMAIL",
    show_default="the campaign's",
    help="The e-mail address that the first sheet says to send it to, such as ecommerce@example.org.",
)
@click.option(
    "--help-contact",
    metavar="TEXT",
    show_default="the campaign's",
    help='Who helps, as the first sheet says it: one line of text, such as "Ms A. Diallo, +32 2 000 00 00".',
)
@click.option(
    "--campaign",
    type=read_place(),
    metavar="FILE",
    show_default="campaign.yaml in the folder of --out, the one above it or the current one",
    help="Where these three stand once: a file such as campaign.yaml.",
)
@folder_option
@click.option("--force", is_flag=True, help="Replace files that are there already.")
@from_anywhere
def build_command(
    year: int | None,
    language: str | None,
    member: str | None,
    all_members: bool,
    prefill: Place | None,
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
    sentences = order_templates(asked, _past_of, partial(track, what="Building"), _open_pool)
    deliver()
    for sentence in sentences:
        say(sentence)


def _open_pool(workers: int) -> Executor:
    # Asked for only where there are several languages to draw.
    return process_pool()(workers)


def _past_of(place: Place, year: int) -> Past:
    # Asked for only where there is an earlier year to read: the reader loads more than the builder needs.
    return past_reader()(place, track, year)
