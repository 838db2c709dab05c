"""`kpibook merge`: parts of one Member's workbook, filled in by different departments, into one."""

from __future__ import annotations

from pathlib import Path

import click

from addin.commands.options import regenerates
from addin.regenerate.merged_files import merge_files
from schemas.places.place import read_place
from schemas.places.visit import deliver, from_anywhere
from schemas.services import workbook_builder
from schemas.terminal.help import examples
from schemas.terminal.lines import say
from schemas.terminal.outcome import OUTPUT, ExitStatus
from schemas.terminal.progress import track


@click.command(
    "merge",
    epilog=examples(
        "kpibook merge trade.xlsx risk.xlsx post.xlsx --out KEN.xlsx",
    ),
)
@click.argument("files", nargs=-1, required=True, type=read_place(), metavar="A.xlsx B.xlsx …")
@regenerates
@from_anywhere
def merge_command(files: tuple[Path, ...], out: Path | None, password: str | None, *, force: bool) -> int:
    """Bring parts of one Member's workbook together in a new one, in the language of the first.

    Where parts differ the cell stays empty, and a sheet lists what each says, with file and cell. What an
    earlier merge left to decide is carried on, until the cell is filled in.

    Exit status 0: they agree; 1: there are cells to decide; 2: wrong usage, or a file cannot be read.
    """
    place = out or (lambda name: OUTPUT / name)
    outcome = merge_files(files, place, workbook_builder(), track, password=password, force=force)
    deliver()
    for line in outcome.sentences():
        say(line)
    return ExitStatus.FINDINGS if outcome.has_conflicts else ExitStatus.GOOD
