"""`kpibook merge`: parts of one Member's workbook, filled in by different departments, into one."""

from __future__ import annotations

from pathlib import Path

import click

from addin.commands.options import regenerates
from addin.commands.output_file import check_target, write_workbook
from addin.regenerate.merging import conflict_sheet, merge
from addin.regenerate.rebuilt import rebuild
from addin.regenerate.workbook_answers import read_workbooks
from schemas.errors import Refusal
from schemas.loading.loader import load_definition
from schemas.services import workbook_builder
from schemas.terminal.lines import say
from schemas.terminal.outcome import OUTPUT, ExitStatus
from schemas.written.target import try_folder
from schemas.years.remarks import remarks_sheet


@click.command("merge")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="A.xlsx B.xlsx …")
@regenerates
def merge_command(files: tuple[Path, ...], out: Path | None, password: str | None, *, force: bool) -> int:
    """Bring parts of one Member's workbook together in a new one, in the language of the first.

    Where parts differ the cell stays empty, and a sheet lists what each says, with file and cell.
    Exit status 0: they agree; 1: there are cells to decide; 2: wrong usage, or a file cannot be read.
    """
    if len(files) < 2:
        raise Refusal("One file alone cannot be merged: name the files of each department.")
    if out is not None:
        check_target(out, files, force=force)
    else:
        try_folder(OUTPUT)
    read = list(read_workbooks(files))
    merged = merge([part.answers for part in read])
    definition = load_definition(read[0].answers.edition, read[0].answers.language)
    definition = definition.with_last_year if merged.last is not None else definition
    beside = remarks_sheet([part.answers for part in read], definition)
    built = rebuild(
        workbook_builder(),
        definition,
        merged.year,
        merged.given,
        member=merged.member,
        last=merged.last,
        cover=merged.cover,
        notes=(beside, conflict_sheet(merged, definition)),
        password=password,
    )
    target = out or OUTPUT / built.file_name
    check_target(target, files, force=force)
    write_workbook(built, target)
    for part in read:
        for sentence in part.not_taken:
            say(sentence)
    say(f"{len(files)} files merged: {len(merged.given)} cells filled in, {len(merged.conflicts)} to decide.")
    if merged.conflicts:
        say(f"The sheet “{definition.wording.conflicts.sheet}” lists what the files say about those.")
    if beside is not None:
        say(f"The sheet “{beside.title}” lists what was written beside the answers: {len(beside.lines)} texts.")
    say(f"Result: {target}")
    return ExitStatus.FINDINGS if merged.conflicts else ExitStatus.GOOD
