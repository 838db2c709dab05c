"""`kpibook decisions`: the ledger in which the secretariat decides, with what is open to decide."""

from __future__ import annotations

from pathlib import Path

import click

from addin.ledger.keeping import USUAL_NAME, keep_ledger
from schemas.places.place import file_to_write, read_place
from schemas.places.visit import deliver, from_anywhere
from schemas.terminal.help import examples
from schemas.terminal.lines import say
from schemas.terminal.options import year_option
from schemas.terminal.progress import track


@click.command(
    "decisions",
    epilog=examples(
        "kpibook decisions returned-2027",
        "kpibook decisions returned-2027 --out decisions-2027.xlsx",
    ),
)
@click.argument("folder", type=read_place(beside=(USUAL_NAME,)))
@click.option(
    "--out",
    type=file_to_write(),
    metavar="FILE",
    show_default=f"{USUAL_NAME} beside FOLDER",
    help="The ledger to write, such as decisions-2027.xlsx; one that is there keeps what was typed.",
)
@year_option("The only year whose templates count", "the most common one")
@from_anywhere
def decisions_command(folder: Path, out: Path | None, year: int | None) -> None:
    """Make the ledger of decisions on the workbooks in FOLDER, or bring the one that is there up to date.

    Its first sheet is for you to fill in, and is kept as it is; its second lists what is open to decide, and
    is made anew. `consolidate`, `status`, `annotate` and `letters` do what the ledger says with --decisions.
    """
    kept = keep_ledger(folder, out, track, year)
    deliver()
    say(kept.sentence())
    say(f"Ledger: {kept.path}")
