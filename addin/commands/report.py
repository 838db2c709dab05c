"""`kpibook report`: what a season's answers come to, as pages and documents that are handed on."""

from __future__ import annotations

from concurrent.futures import Executor
from functools import partial
from pathlib import Path

import click

from addin.commands.options import (
    before_option,
    database_option,
    decisions_option,
    reads_by_executor,
    result_language_option,
)
from addin.report.source import SourceAsked, language_of_source
from addin.report.write_report import write_report
from schemas.database_address import DatabaseAddress, Place
from schemas.places.place import folder_to_write, read_place
from schemas.places.visit import deliver, from_anywhere
from schemas.terminal.help import examples
from schemas.terminal.lines import say
from schemas.terminal.options import year_option
from schemas.terminal.outcome import ExitStatus
from schemas.terminal.progress import track


@click.command(
    "report",
    epilog=examples(
        "kpibook report returned-2027 --before returned-2026 --out report-2027",
        "kpibook report result.xlsx --public",
        "kpibook report result.xlsx --database kpibook.db",
    ),
)
@click.argument("source", metavar="FOLDER|RESULT.xlsx", type=read_place(exists=True))
@click.option(
    "--out",
    type=folder_to_write(),
    metavar="FOLDER",
    show_default="output/report_<year>, with _public behind it for --public",
    help="The folder to write into, such as report-2027.",
)
@year_option("The only year whose templates count", "the most common one")
@before_option
@decisions_option
@database_option("Show the years before, from this database")
@result_language_option
@click.option(
    "--public",
    is_flag=True,
    help="Show no group of fewer than three Members, and no texts: a report to publish, in a folder of its own.",
)
@click.option("--no-pdf", is_flag=True, help="Write the pages and figures only, no documents.")
@click.option("--force", is_flag=True, help="Write into a folder in use, in place of the report in it.")
@from_anywhere
@reads_by_executor
def report_command(
    source: Path,
    out: Path | None,
    year: int | None,
    before: Place | None,
    decisions: Path | None,
    database: DatabaseAddress | None,
    language: str | None,
    *,
    public: bool,
    no_pdf: bool,
    force: bool,
    executor: Executor | None,
) -> int:
    """Make the report of a season: a page, a document, one of both for each Member, and the figures.

    It is made from a folder of returned workbooks, subfolders included, or from a result that kpibook consolidate
    wrote. A report of an earlier run is replaced, unless somebody changed it since: that takes --force.

    Exit status 0: no errors; 1: findings of severity error; 2: wrong usage, or no file could be read.
    """
    asked = SourceAsked(
        source=source,
        year=year,
        before=before,
        decisions=decisions,
        database=database,
        language=language or language_of_source(source),
        is_public=public,
    )
    outcome = write_report(
        asked,
        out,
        track,
        partial(track, what="Writing"),
        with_documents=not no_pdf,
        force=force,
        executor=executor,
    )
    deliver()
    for line in outcome.sentences():
        say(line)
    return ExitStatus.FINDINGS if outcome.has_errors else ExitStatus.GOOD
