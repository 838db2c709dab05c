"""`kpibook migrate`: a returned workbook made anew in another edition or language, its answers in place."""

from __future__ import annotations

from pathlib import Path

import click

from addin.commands.options import regenerates
from addin.regenerate.migrating import migrate, target_definition
from addin.regenerate.output_file import check_target, write_workbook
from addin.regenerate.workbook_answers import read_workbooks
from addin.submissions.guard import WorkingOn
from schemas.errors import Refusal
from schemas.loading.asked import check_edition
from schemas.places.place import read_place
from schemas.places.visit import deliver, from_anywhere
from schemas.services import workbook_builder
from schemas.terminal.help import examples
from schemas.terminal.lines import say
from schemas.terminal.outcome import OUTPUT, ExitStatus
from schemas.written.target import try_folder


@click.command(
    "migrate",
    epilog=examples(
        "kpibook migrate kenya-2026.xlsx --language fr --out kenya-fr.xlsx",
    ),
)
@click.argument("returned", type=read_place(), metavar="RETURNED.xlsx")
@click.option(
    "--edition",
    metavar="EDITION",
    show_default="its own",
    help="The edition of the Framework of Standards to make it anew in, such as 2018.",
)
@click.option(
    "--language",
    metavar="LANGUAGE",
    show_default="its own",
    help="The language to make it anew in, by its two-letter code, such as fr.",
)
@regenerates
@from_anywhere
def migrate_command(
    returned: Path, edition: str | None, language: str | None, out: Path | None, password: str | None, *, force: bool
) -> int:
    """Make a returned workbook anew in another edition or language, its answers in place.

    What has no place there is listed on a sheet of its own and on the terminal.

    Exit status 0: it is made; 1: so it is, and a merge left cells to decide; 2: wrong usage, or it cannot be read.
    """
    if edition is None and language is None:
        raise Refusal("Name what to change: another --edition, another --language, or both.")
    if out is not None:
        check_target(out, (returned,), force=force)
    else:
        try_folder(OUTPUT)
    edition = check_edition(edition) if edition is not None else None
    (read,) = read_workbooks([returned])
    definition = target_definition(read, edition, language)
    with WorkingOn(returned):
        migration = migrate(read, definition)
        built = migration.build(workbook_builder(), password)
        told = (*read.not_taken, *migration.sentences())
    target = out or OUTPUT / built.file_name
    check_target(target, (returned,), force=force)
    write_workbook(built, target)
    deliver()
    for sentence in told:
        say(sentence)
    say(f"Result: {target}")
    return ExitStatus.FINDINGS if migration.conflicts else ExitStatus.GOOD
