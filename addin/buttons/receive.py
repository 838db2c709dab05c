"""The buttons of *Receive*: who has answered, what their workbooks need, and parts brought together."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from addin.annotated.in_parallel import Asked
from addin.annotated.many import annotate_paths
from addin.buttons.fetched import fetches
from addin.buttons.findings_book import write_findings
from addin.buttons.front import Front
from addin.buttons.places import dated, folder_asked, free
from addin.buttons.typed import path_of, paths_of, text_of, year_of
from addin.buttons.watching import Watching
from addin.buttons.words import Ended, in_language, lines, said
from addin.decisions.reading import read
from addin.ledger.keeping import USUAL_NAME, keep_ledger
from addin.regenerate.merged_files import merge_files
from addin.results.cell_links import address_of_folder, address_of_siblings
from addin.returned.folder import find_files
from addin.status.folder_status import ALL, StatusAsked, read_status
from addin.status.report import in_short
from addin.submissions.in_parallel import examine_listed, examine_many
from addin.submissions.submission import Submission
from schemas.findings import Severity
from schemas.messages.message import CountedMessage, Message
from schemas.services import workbook_builder
from schemas.terminal.shown import are_apart
from schemas.written.history_seal import ENDING


@fetches(folder=(f"{{name}}{ENDING}",), members=(), contacts=(), decisions=())
def status(front: Front) -> None:
    """Say who has sent their workbook, in a workbook that is the command line's own, and open it."""
    folder, members = folder_asked(front), path_of(front, "members")
    asked = StatusAsked(
        str(members) if members is not None else ALL,
        text_of(front, "due"),
        year_of(front),
        contacts=path_of(front, "contacts"),
        decisions=path_of(front, "decisions"),
    )

    def place(year: int) -> Path:
        return dated(front, "status", year, ending=".xlsx")

    found = read_status(folder, asked, place, Watching(front), dt.datetime.now().astimezone())
    trouble = found.write()
    front.open(found.target)
    said_of_it = (in_short(found.season), *([trouble] if trouble else []))
    front.tell(" ".join(in_language(each, front.language) for each in said_of_it))


def validate(front: Front) -> None:
    """List in a new workbook what the workbook in front still needs."""
    with front.in_front() as book:
        when = dt.datetime.fromtimestamp(book.path.stat().st_mtime).astimezone()
        (submission,) = Watching(front, then="")(
            examine_many([book.path], names=[book.name], language=front.language), 1
        )
        is_as_saved, base = book.is_as_saved, address_of_siblings(book.address)
    verdict = _verdict(front, submission)
    if submission.findings:
        place = dated(front, "findings", Path(book.name).stem, ending=".xlsx")
        front.open(write_findings([submission], place, front.language, base))
    if is_as_saved:
        verdict = f"{verdict} {said(front.language, 'as-saved', time=f'{when:%H:%M}')}"
    front.tell(verdict)


@fetches(folder=())
def validate_folder(front: Front) -> None:
    """List in a new workbook what each workbook of the folder still needs."""
    folder = folder_asked(front)
    files = [each for each in find_files(folder) if not each.ignored]
    submissions = list(Watching(front)(examine_listed(files, language=front.language), len(files)))
    if any(submission.findings for submission in submissions):
        place = dated(front, "findings", folder.absolute().name, ending=".xlsx")
        # Of what was fetched nothing stays that a link could lead to.
        base = address_of_folder(folder) if not are_apart(folder, place) else None
        front.open(write_findings(submissions, place, front.language, base))
    complete = sum(submission.complete for submission in submissions)
    rejected = sum(submission.rejected for submission in submissions)
    told = Message(
        "{files}: {complete}, {rejected} without answers.",
        files=CountedMessage("{count} file", "{count} files", count=len(submissions)),
        complete=CountedMessage("{count} complete", "{count} complete", count=complete),
        rejected=rejected,
    )
    front.tell(in_language(told, front.language))


@fetches(folder=(), decisions=())
def annotate(front: Front) -> None:
    """Make a copy of each workbook of the folder in which something is to be put right, and show where they are."""
    folder, decisions = folder_asked(front), path_of(front, "decisions")
    ledger = read(decisions) if decisions is not None else None
    out = dated(front, "annotated")
    copies = annotate_paths(
        [folder], out, Asked(workbook_builder(), ledger=ledger), Watching(front, "copying", then="")
    )
    if copies.made:
        front.open(out)
    front.tell(lines(copies.sentences(), front.language))


def merge(front: Front) -> None:
    """Bring the parts of one Member's workbook together in a new one, and open it.

    It gets its usual name in the folder of the first part, and replaces nothing there.
    """
    files = paths_of(front, "files")
    if not files:
        raise Ended(said(front.language, "no-files"))

    def place(name: str) -> Path:
        return free(front, files[0].parent / name)

    outcome = merge_files(files, place, workbook_builder(), Watching(front))
    front.open(outcome.path, outcome.definition.wording.conflicts.sheet if outcome.has_conflicts else "")
    front.tell(lines(outcome.sentences(), front.language))


@fetches(folder=(USUAL_NAME,))
def decisions(front: Front) -> None:
    """Make the ledger of decisions on the workbooks of the folder, or bring it up to date, and open it."""
    kept = keep_ledger(folder_asked(front), path_of(front, "decisions"), Watching(front), year_of(front))
    front.open(kept.path)
    front.tell(in_language(kept.sentence(), front.language))


def _verdict(front: Front, submission: Submission) -> str:
    if submission.rejected:
        return submission.findings[0].message
    if not submission.findings:
        return said(front.language, "complete")
    return in_language(_listed(len(submission.findings), submission.count(Severity.ERROR)), front.language)


def _listed(findings: int, errors: int) -> Message:
    if findings == 1:
        return (
            Message("1 finding, an error, is listed in a new workbook.")
            if errors
            else Message("1 finding, no error, is listed in a new workbook.")
        )
    return Message(
        "{findings} findings, {errors}, are listed in a new workbook.",
        findings=findings,
        errors=CountedMessage("{count} of them an error", "{count} of them errors", count=errors),
    )
