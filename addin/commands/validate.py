"""`kpibook validate`: says in plain words what a returned workbook still needs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from addin.returned.folder import files_in
from addin.submissions.in_parallel import examine_many
from addin.submissions.submission import Submission
from schemas.errors import Refusal
from schemas.findings import Severity
from schemas.loading.asked import check_language
from schemas.terminal.options import year_option
from schemas.terminal.outcome import ExitStatus
from schemas.terminal.progress import track

_MARKS = {
    Severity.ERROR: ("error", "bold red"),
    Severity.WARNING: ("warning", "yellow"),
    Severity.INFO: ("info", "dim"),
}


@click.command("validate")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list, one object a file.")
@year_option("The year asked for: a template of another year is rejected.")
@click.option(
    "--language", help="Two-letter code of the findings' language; each workbook's own where it is not given."
)
def validate_command(paths: tuple[Path, ...], as_json: bool, year: int | None, language: str | None) -> int:
    """Check returned workbooks: files, or folders of them.

    Exit status 0: no errors; 1: findings of severity error; 2: wrong usage, or no file could be read.
    """
    language = check_language(language) if language is not None else None
    files = list(files_in(paths))
    if not files:
        raise Refusal(f"There is no file in {', '.join(map(str, paths))}.")
    submissions = list(track(examine_many(files, year=year, language=language), len(files)))
    if as_json:
        click.echo(json.dumps([as_object(s) for s in submissions], ensure_ascii=False, indent=2))
    else:
        report(submissions)
    if not any(submission.was_read for submission in submissions):
        return ExitStatus.REFUSED
    has_errors = any(submission.count(Severity.ERROR) for submission in submissions)
    return ExitStatus.FINDINGS if has_errors else ExitStatus.GOOD


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


def report(submissions: list[Submission]) -> None:
    """Print what was found, for people; plain text where the output is not a terminal."""
    console = Console(highlight=False, soft_wrap=True)
    for submission in submissions:
        console.print(Text(_heading(submission), style="bold"))
        sheet = None
        for finding in submission.findings:
            if finding.sheet != sheet:
                sheet = finding.sheet
                console.print(Text(f"  {sheet}" if sheet else "  The file"))
            word, style = _MARKS[finding.severity]
            line = Text("    ")
            line.append(f"{word:8}", style=style)
            line.append(f"{finding.cell:6}{finding.message}  [{finding.code}]")
            console.print(line)
        if not submission.findings:
            console.print(Text("  No findings: the workbook is complete."))
    if len(submissions) > 1:
        console.print(Text(_total(submissions), style="bold"))


def _heading(submission: Submission) -> str:
    if submission.rejected:
        return f"{submission.file}: no answers could be taken from it"
    who = submission.country or "no Member"
    state = "complete" if submission.complete else "not complete"
    counts = ", ".join(_count(submission.count(severity), severity.value) for severity in Severity)
    return f"{submission.file}: {who}, {submission.year}, {state} ({counts})"


def _count(number: int, word: str) -> str:
    plural = word if word == "info" or number == 1 else f"{word}s"
    return f"{number} {plural}"


def _total(submissions: list[Submission]) -> str:
    complete = sum(submission.complete for submission in submissions)
    rejected = sum(submission.rejected for submission in submissions)
    return f"{len(submissions)} files: {complete} complete, {rejected} without answers."
