"""`kpibook validate`: says in plain words what a returned workbook still needs."""

from __future__ import annotations

from concurrent.futures import Executor
from pathlib import Path
from typing import Any

import click

from addin.commands.options import reads_by_executor
from addin.returned.folder import files_in
from addin.submissions.in_parallel import examine_listed
from addin.submissions.submission import Submission
from schemas.errors import Refusal
from schemas.findings import Severity
from schemas.places.place import read_place
from schemas.places.visit import from_anywhere
from schemas.terminal.help import examples
from schemas.terminal.lines import LinePrinter, counted, line_of, line_printer, say_json
from schemas.terminal.options import year_option
from schemas.terminal.outcome import ExitStatus
from schemas.terminal.progress import track

_MARKS = {
    Severity.ERROR: ("error", "bold red"),
    Severity.WARNING: ("warning", "yellow"),
    Severity.INFO: ("info", "dim"),
}


@click.command(
    "validate",
    epilog=examples(
        "kpibook validate returned-2027/kenya.xlsx",
        "kpibook validate returned-2027 --year 2027 --language en",
        "kpibook validate returned-2027 --json",
    ),
)
@click.argument("paths", nargs=-1, required=True, type=read_place(), metavar="PATH…")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list, one object a file.")
@year_option("The year asked for: a template of another year is rejected", "each workbook's own")
@click.option(
    "--language",
    metavar="LANGUAGE",
    show_default="each workbook's own",
    help="Language of the findings, by its two-letter code, such as en.",
)
@from_anywhere
@reads_by_executor
def validate_command(
    paths: tuple[Path, ...], as_json: bool, year: int | None, language: str | None, executor: Executor | None
) -> int:
    """Check returned workbooks: files, or folders of them.

    Exit status 0: no errors; 1: findings of severity error; 2: wrong usage, or no file could be read.
    """
    language = _known(language) if language is not None else None
    listed = list(files_in(paths))
    files = [each for each in listed if not each.ignored]
    if not files:
        raise Refusal("There is no file in {places}.", places=", ".join(map(str, paths)))
    examined = examine_listed(files, year=year, language=language, executor=executor)
    # What draws on a terminal is loaded while the files are read.
    show = None if as_json else line_printer()
    submissions = list(track(examined, len(files)))
    if show is None:
        say_json([as_object(submission) for submission in submissions])
    else:
        report(show, submissions, len(listed) - len(files))
    if not any(submission.was_read for submission in submissions):
        return ExitStatus.REFUSED
    has_errors = any(submission.count(Severity.ERROR) for submission in submissions)
    return ExitStatus.FINDINGS if has_errors else ExitStatus.GOOD


def _known(language: str) -> str:
    from schemas.loading.asked import check_language  # noqa: PLC0415 - nobody is asked where none was typed

    return check_language(language)


def as_object(submission: Submission) -> dict[str, Any]:
    """A submission as the plain object of `--json`."""
    return {
        "file": submission.file,
        "country": submission.country,
        "year": submission.year,
        "language": submission.language,
        "edition": submission.edition,
        "complete": submission.complete,
        "findings": [finding.as_dict() for finding in submission.findings],
    }


def report(show: LinePrinter, submissions: list[Submission], ignored: int = 0) -> None:
    """Have `show` print what was found, and how many files were `ignored`."""
    for submission in submissions:
        show((line_of(_heading(submission)), "bold"))
        sheet = None
        for finding in submission.findings:
            if finding.sheet != sheet:
                sheet = finding.sheet
                show((line_of(f"  {sheet}") if sheet else "  The file", ""))
            word, style = _MARKS[finding.severity]
            what = line_of(f"{finding.cell:6}{finding.message}  [{finding.code}]")
            show(("    ", ""), (f"{word:8}", style), (what, ""))
        if not submission.findings:
            show(("  No findings: the workbook is complete.", ""))
    if len(submissions) > 1:
        show((_total(submissions), "bold"))
    if ignored:
        what = "file was" if ignored == 1 else "files were"
        show((f"{ignored} {what} ignored: what a computer leaves in a folder, and what kpibook wrote.", ""))


def _heading(submission: Submission) -> str:
    if submission.rejected:
        return f"{submission.file}: no answers could be taken from it"
    who = submission.country or "no Member"
    state = "complete" if submission.complete else "not complete"
    counts = ", ".join(counted(submission.count(severity), severity.value) for severity in Severity)
    return f"{submission.file}: {who}, {submission.year}, {state} ({counts})"


def _total(submissions: list[Submission]) -> str:
    complete = sum(submission.complete for submission in submissions)
    rejected = sum(submission.rejected for submission in submissions)
    return f"{len(submissions)} files: {complete} complete, {rejected} without answers."
