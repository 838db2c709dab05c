"""`kpibook consolidate`: a folder of returned workbooks into one result workbook and its tables."""

from __future__ import annotations

from concurrent.futures import Executor
from pathlib import Path

import click

from addin.commands.options import (
    before_option,
    database_option,
    decisions_option,
    reads_by_executor,
    result_language_option,
)
from addin.decisions.reading import read
from addin.results.folder_result import consolidate_folder, result_name
from schemas.database_address import DatabaseAddress, Place
from schemas.errors import Refusal
from schemas.places.place import file_to_write, folder_to_write, read_place
from schemas.places.visit import deliver, from_anywhere
from schemas.terminal.help import examples
from schemas.terminal.lines import say
from schemas.terminal.options import year_option
from schemas.terminal.outcome import OUTPUT, ExitStatus
from schemas.terminal.progress import track


@click.command(
    "consolidate",
    epilog=examples(
        "kpibook consolidate returned-2027 --out result.xlsx --tables tables",
        "kpibook consolidate returned-2027 --before returned-2026 --keep",
        "kpibook consolidate returned-2027 --decisions decisions.xlsx --language fr",
        "kpibook consolidate returned-2027 --database",
    ),
)
@click.argument("folder", type=read_place())
@click.option(
    "--out",
    type=file_to_write(),
    metavar="FILE",
    show_default="output/ecom-kpi_consolidated_<year>.xlsx",
    help="The result workbook to write, such as result.xlsx.",
)
@click.option(
    "--tables",
    type=folder_to_write(),
    metavar="FOLDER",
    show_default="none",
    help="Also write the tables as CSV and Parquet into this folder, such as tables.",
)
@year_option("The only year whose templates count", "the most common one")
@before_option
@decisions_option
@result_language_option
@database_option("Add the run to this database")
@click.option(
    "--keep", is_flag=True, help="Carry people's own sheets and columns over from the result that is in its place."
)
@click.option("--force", is_flag=True, help="Replace what is in the place of the result or the tables, whatever it is.")
@from_anywhere
@reads_by_executor
def consolidate_command(
    folder: Path,
    out: Path | None,
    tables: Path | None,
    year: int | None,
    before: Place | None,
    decisions: Path | None,
    language: str | None,
    database: DatabaseAddress | None,
    *,
    keep: bool,
    force: bool,
    executor: Executor | None,
) -> int:
    """Bring the returned workbooks in FOLDER, subfolders included, together in one result workbook.

    Every file found is listed with what became of it. Of a Member that sent twice, the latest counts.
    A result of an earlier run is replaced, unless somebody changed it since: --keep carries over
    what people made in it, --force replaces it.

    Exit status 0: no errors; 1: findings of severity error; 2: wrong usage, or no file could be read.
    """
    if out is not None and out.suffix.lower() != ".xlsx":
        raise Refusal(
            "The result is an .xlsx workbook: give --out a name such as {better}.", better=out.with_suffix(".xlsx").name
        )
    if keep and force:
        raise Refusal("--keep carries over what people made in the earlier result, --force drops it: give one of them.")
    outcome = consolidate_folder(
        folder,
        out or (lambda found: OUTPUT / result_name(found)),
        track,
        tables=tables,
        year=year,
        before=before,
        ledger=read(decisions, year=year) if decisions is not None else None,
        language=language,
        database=database,
        force=force,
        keep=keep,
        executor=executor,
    )
    deliver()
    for line in outcome.sentences():
        say(line)
    if outcome.nothing_readable:
        raise Refusal(
            "No file in {folder} could be read as a KPI workbook; {result} lists each with its reason.",
            folder=folder,
            result=outcome.written.path,
        )
    return ExitStatus.FINDINGS if outcome.has_errors else ExitStatus.GOOD
