"""`kpibook decisions`: the ledger in which the secretariat decides, with what is open to decide."""

from __future__ import annotations

import os
from pathlib import Path

import click

from addin.consolidation.consolidate import Status
from addin.consolidation.folder import examine_files
from addin.decisions.decision import Action
from addin.decisions.ledger import Ledger
from addin.decisions.reading import read
from addin.ledger.ledger_book import choices, write_ledger
from addin.ledger.open_items import open_items
from addin.returned.folder import find_files
from schemas.errors import Refusal
from schemas.loading.loader import load_definition
from schemas.terminal.lines import say
from schemas.terminal.options import year_option
from schemas.terminal.progress import track
from schemas.written.target import try_place

ENGLISH = "en"
"""The language of the secretariat, whatever the workbooks' is."""
USUAL_NAME = "decisions.xlsx"


@click.command("decisions")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help=f"The ledger, {USUAL_NAME} beside FOLDER where it is not given; one that is there keeps what was typed.",
)
@year_option("Only templates of this year count; the most common one where it is not given.")
def decisions_command(folder: Path, out: Path | None, year: int | None) -> None:
    """Make the ledger of decisions on the workbooks in FOLDER, or bring the one that is there up to date.

    Its first sheet is for you to fill in, and is kept as it is; its second lists what is open to decide, and
    is made anew. `consolidate` and `status` do what the ledger says with --decisions.
    """
    out = out or folder.resolve().parent / USUAL_NAME
    if out.suffix.lower() != ".xlsx":
        raise Refusal(f"The ledger is an .xlsx workbook: give --out a name such as {out.with_suffix('.xlsx').name}.")
    ledger = read(out, year=year) if os.path.lexists(out) else Ledger((), out)
    try_place(out)
    files = find_files(folder, (out,))
    consolidation = examine_files(files, track, year=year, ledger=ledger, language=ENGLISH)
    names = (file.file for file in consolidation.files if file.was_read and file.status is not Status.IGNORED)
    definition = load_definition(consolidation.definitions[0].edition.edition)
    lists = choices(definition, Action, names)
    keep = out if os.path.lexists(out) else None
    count = write_ledger(out, lists, open_items(consolidation), keep=keep)
    kept = f"{_counted(len(ledger.decisions), 'decision')} kept, " if keep is not None else ""
    say(f"{kept}{_counted(count, 'thing')} open to decide: see the second sheet.")
    say(f"Ledger: {out}")


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"
