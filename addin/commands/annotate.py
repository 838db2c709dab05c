"""`kpibook annotate`: a copy of each returned workbook for its officer, with what is to be put right in it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from addin.annotated.in_parallel import Asked
from addin.annotated.many import annotate_paths
from addin.commands.options import decisions_option
from addin.decisions.reading import read
from schemas.loading.asked import check_language
from schemas.places.place import folder_to_write, read_place
from schemas.places.visit import deliver, from_anywhere
from schemas.services import workbook_builder
from schemas.terminal.help import examples
from schemas.terminal.lines import say
from schemas.terminal.options import password_option
from schemas.terminal.outcome import OUTPUT, ExitStatus
from schemas.terminal.progress import track

_USUAL = OUTPUT / "annotated"


@click.command(
    "annotate",
    epilog=examples(
        "kpibook annotate returned-2027 --out annotated",
        "kpibook annotate returned-2027/kenya.xlsx --language en",
    ),
)
@click.argument("paths", nargs=-1, required=True, type=read_place(), metavar="PATH…")
@click.option(
    "--out",
    type=folder_to_write(),
    metavar="FOLDER",
    default=_USUAL,
    show_default=True,
    help="The folder of the copies, such as to-put-right. Nothing in it is replaced.",
)
@click.option(
    "--language",
    metavar="LANGUAGE",
    show_default="each workbook's own",
    help="Language of the copies, by its two-letter code, such as fr.",
)
@password_option("Password that unlocks sheets and structure of the copies")
@decisions_option
@from_anywhere
def annotate_command(
    paths: tuple[Path, ...], out: Path, language: str | None, password: str | None, decisions: Path | None
) -> int:
    """Make a copy of each returned workbook that names, at its cells and in a list, what is to be put right.

    PATH are files, or folders of them. A copy has all answers in place and is filled in as the
    template is. There is none of a file in which nothing is to be put right. What was decided is in it:
    a value that was corrected stands in its cell, a finding that was waived is not told.

    Exit status 0: no errors; 1: findings of severity error, or a file that no copy can be made of; 2: wrong
    usage, or no file could be read.
    """
    language = check_language(language) if language is not None else None
    ledger = read(decisions) if decisions is not None else None
    copies = annotate_paths(
        paths, out, Asked(workbook_builder(), language, password, ledger), partial(track, what="Copying")
    )
    deliver()
    for line in copies.sentences():
        say(line)
    if copies.refused == len(copies.results):
        return ExitStatus.REFUSED
    return ExitStatus.FINDINGS if copies.refused or copies.errors else ExitStatus.GOOD
