"""`kpibook annotate`: a copy of each returned workbook for its officer, with what is to be put right in it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from addin.annotated.delivery import Deliveries
from addin.annotated.in_parallel import Annotated, Asked, annotate_listed
from addin.commands.options import decisions_option
from addin.decisions.reading import read
from addin.returned.folder import files_in
from schemas.errors import Refusal
from schemas.loading.asked import check_language
from schemas.terminal.lines import say
from schemas.terminal.outcome import OUTPUT, ExitStatus
from schemas.terminal.progress import track
from schemas.written.target import try_folder

_USUAL = OUTPUT / "annotated"


@click.command("annotate")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=_USUAL,
    show_default=True,
    help="The folder of the copies. Nothing in it is replaced.",
)
@click.option("--language", help="Two-letter code of the copies' language; each workbook's own where it is not given.")
@click.option("--password", help="Password that unlocks sheets and structure of the copies.")
@decisions_option
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
    files = [each for each in files_in(paths) if not each.ignored and not _is_same(each.path, decisions)]
    if not files:
        raise Refusal(f"There is no file in {', '.join(map(str, paths))}.")
    _check_apart(out, paths)
    try_folder(out)
    with Deliveries(out) as deliveries:
        results = track(annotate_listed(files, Asked(language, password, ledger)), len(files), "Copying")
        told = [(each, _line(each, deliveries)) for each in results]
    for _, line in told:
        say(line)
    return _total([each for each, _ in told])


def _is_same(path: Path, other: Path | None) -> bool:
    """Whether the ledger lies among the files, and is no returned workbook."""
    return other is not None and path.resolve() == other.resolve()


def _check_apart(out: Path, paths: Iterable[Path]) -> None:
    """Raise `Refusal` where the copies would lie among returned workbooks, and be read as such the next time."""
    for path in paths:
        if path.is_dir() and out.resolve().is_relative_to(path.resolve()):
            raise Refusal(
                f"{out} is within {path}: the copies would be read as returned workbooks."
                " Give a folder outside it with --out."
            )


def _line(result: Annotated, deliveries: Deliveries) -> str:
    """What became of one file; its copy is handed over."""
    name = result.listed.name
    if result.refused:
        return f"{name}: no copy. {result.refused}"
    if result.data is None:
        return f"{name}: nothing to put right, no copy."
    counts = f"{_count(result.errors, 'error')}, {_count(result.warnings, 'warning')}"
    return f"{name}: {counts}: {deliveries.add(result.listed, result.data)}"


def _total(results: list[Annotated]) -> int:
    copies = sum(each.data is not None for each in results)
    refused = sum(bool(each.refused) for each in results)
    if len(results) > 1:
        sound = len(results) - copies - refused
        say(f"{_count(len(results), 'file')}: {copies} to put right, {sound} in order, {refused} without a copy.")
    if refused == len(results):
        return ExitStatus.REFUSED
    has_errors = refused or any(each.errors for each in results)
    return ExitStatus.FINDINGS if has_errors else ExitStatus.GOOD


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
