"""What each button of the ribbon does: the same engine as the command line, with Excel around it."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from addin.earlier.past import read_past
from addin.excel.desk import Desk, Link, Row
from addin.excel.watching import Watching, shown
from addin.installation.settings_book import OWN_LANGUAGE, YES
from addin.kept.keep import COMMAND
from addin.log import log_file, note
from addin.regenerate.merged_files import merge_files
from addin.regenerate.workbook_answers import ReadWorkbook
from addin.results.folder_result import Outcome, consolidate_folder, result_name
from addin.returned.folder import find_files
from addin.status.folder_status import StatusAsked, read_status, status_name
from addin.status.report import in_short
from addin.status.status_workbook import COMMAND as STATUS
from addin.submissions.in_parallel import examine_listed, examine_many
from addin.submissions.submission import Submission
from schemas.errors import Refusal, told
from schemas.findings import Finding, Severity
from schemas.loading.spoken import spoken_language
from schemas.loading.yaml_file import DefinitionError
from schemas.services import Built, TemplatesAsked, templates_maker, workbook_builder
from schemas.written.target import may_replace

_T = TypeVar("_T")
HEADING = ("file", "severity", "sheet", "cell", "what to put right", "found", "code")
_WIDTHS = (34, 11, 16, 8, 90, 34, 22)
_FILES = "Files"
_ALL = "all"
"""What stands in the settings in place of a Member where templates are for all of them."""
_HELP = (
    "New templates makes the workbook that officers fill in. Validate lists what the workbook in front still needs; "
    "Validate folder does so for a folder. Consolidate brings a folder together in one workbook. "
    "The settings sheet holds year, language, Member and folders.\n\nThe log is kept in {log}"
)


def press(work: Callable[[Desk], None]) -> None:
    """Run what a button does: every error ends as a sentence in a dialog, its detail in the log."""
    desk = Desk.of_caller()
    try:
        with desk.at_work():
            work(desk)
    except KeyboardInterrupt:
        desk.tell("Stopped. What was finished before stays; nothing else was changed.")
    except (Refusal, DefinitionError) as refusal:
        desk.tell(str(refusal))
    except OSError as error:
        note(error)
        place = f"{error.filename}: " if error.filename else ""
        desk.tell(f"{place}{error.strerror or error}. Close the file in other programs, check the path, and try again.")
    except Exception as error:  # noqa: BLE001 - whatever it is, a person reads a sentence
        note(error)
        desk.tell(f"This did not work: {told(error)}. The detail is in {log_file()}.")


def new_templates(desk: Desk) -> None:
    """Make the templates that the settings ask for, as the command line's `build` does, and by the same service."""
    member, prefill = desk.setting("member"), desk.setting("prefill")
    for_all, language = member.casefold() == _ALL, desk.setting("language")
    asked = TemplatesAsked(
        out=Path(desk.setting("out") or Path.home() / "Documents"),
        year=desk.setting("year"),
        language=language if language not in {"", OWN_LANGUAGE} else None,
        member=member if member and not for_all else None,
        all_members=for_all,
        edition=desk.setting("edition") or None,
        prefill=Path(prefill) if prefill else None,
        force=desk.setting("overwrite").casefold() == YES,
    )
    desk.show_progress("KPI workbook: making templates…")
    sentences = templates_maker()(asked, lambda place: read_past(place, Watching(desk)), _watched_building(desk))
    desk.tell("\n".join(sentences))


def validate_active(desk: Desk) -> None:
    """List in a new workbook what the workbook in front still needs."""
    with desk.copy_of_front() as (path, is_as_saved):
        desk.show_progress(f"KPI workbook: reading {desk.name}…")
        (submission,) = examine_many([path], names=[desk.name])
        when = dt.datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    _show_findings(desk, [submission], Path(desk.name).parent)
    if is_as_saved:
        desk.tell(f"{_verdict(submission)} It was read as it was last saved, at {when:%H:%M}.")
    else:
        desk.tell(_verdict(submission))


def validate_folder(desk: Desk) -> None:
    """List in a new workbook what each workbook of the folder still needs."""
    folder = _folder(desk)
    files = [each for each in find_files(folder) if not each.ignored]
    submissions = list(Watching(desk)(examine_listed(files, workers=1), len(files)))
    _show_findings(desk, submissions, folder)
    complete = sum(submission.complete for submission in submissions)
    rejected = sum(submission.rejected for submission in submissions)
    desk.tell(f"{len(submissions)} files: {complete} complete, {rejected} without answers.")


def consolidate(desk: Desk) -> None:
    """Bring the folder together in one workbook, the command line's own, and open it."""
    folder = _folder(desk)
    out = Path(desk.setting("out") or folder.parent)
    # Where each Member has templates in its own language, the result is in English.
    wanted = spoken_language(None, desk.setting("language"))
    outcome = consolidate_folder(folder, lambda year: _free_name(desk, out, year), Watching(desk), language=wanted)
    desk.remember("last_result", str(outcome.written.path))
    rejected = list(outcome.rejections())
    desk.open(outcome.written.path, _FILES if rejected else "")
    desk.tell(_closing_words(outcome, len(rejected)))


def status(desk: Desk, asked: StatusAsked | None = None) -> None:
    """Say who has sent their workbook, in a workbook that is the command line's own, and open it."""
    folder = _folder(desk)
    out = Path(desk.setting("out") or folder.parent)

    def place(year: int) -> Path:
        return _free(desk, out / status_name(year), lambda path: may_replace(path, STATUS))

    now = dt.datetime.now().astimezone()
    found = read_status(folder, asked or StatusAsked(), place, Watching(desk), now)
    trouble = found.write()
    desk.open(found.target)
    desk.tell(" ".join((in_short(found.season), *([trouble] if trouble else []))))


def merge(desk: Desk, files: Sequence[Path], out: Path | None = None, password: str | None = None) -> None:
    """Bring the parts of one Member's workbook together in a new one, the command line's own, and open it.

    Without `out` it gets its usual name in the folder of the first part, and replaces nothing there.
    """

    def place(name: str) -> Path:
        return _free(desk, files[0].parent / name, lambda path: not os.path.lexists(path))

    outcome = merge_files(files, out or place, workbook_builder(), _watched_merging(desk), password=password)
    words = outcome.definition.wording.conflicts
    desk.open(outcome.path, words.sheet if outcome.has_conflicts else "")
    desk.tell("\n".join(outcome.sentences()))


def open_last_result(desk: Desk) -> None:
    """Open what Consolidate made last."""
    last = desk.setting("last_result")
    if not last:
        raise Refusal("There is no result yet: choose Consolidate first.")
    if not Path(last).is_file():
        raise Refusal(f"The last result is gone: {last}. Choose Consolidate to make it again.")
    desk.open(Path(last))


def show_help(desk: Desk) -> None:
    """Say what each button does and where the log is."""
    desk.tell(_HELP.format(log=log_file()))


# --- helpers ---------------------------------------------------------------------------------
def _folder(desk: Desk) -> Path:
    folder = desk.setting("folder")
    if not folder:
        raise Refusal(
            "No folder was chosen. Choose the folder with the returned workbooks, or write it on the settings sheet."
        )
    return Path(folder)


def _watched_building(desk: Desk) -> Callable[[Iterator[Built], int], Iterator[Built]]:
    """Shows each template that was made in the status bar; Escape ends the run between two files."""
    return lambda made, total: shown(desk, made, total, lambda built: built.file_name)


def _watched_merging(desk: Desk) -> Callable[[Iterator[ReadWorkbook], int], Iterator[ReadWorkbook]]:
    """Shows each part that was read in the status bar; Escape ends the run between two files."""
    return lambda parts, total: shown(desk, parts, total, lambda part: part.answers.file)


def _free_name(desk: Desk, folder: Path, year: int | None) -> Path:
    """Where a result goes: a result that somebody changed stays."""
    return _free(desk, folder / result_name(year), lambda path: may_replace(path, COMMAND))


def _free(desk: Desk, path: Path, may_go: Callable[[Path], bool]) -> Path:
    """`path`, or the same with a number: one that no open workbook holds, and where what is there `may_go`.

    Windows lets nobody replace an open file, and nobody was asked whether anything else may go.
    """
    stem, number, free = path.stem, 2, path
    while desk.is_open(free.name) or not may_go(free):
        free = path.with_name(f"{stem}_{number}{path.suffix}")
        number += 1
    return free


def _closing_words(outcome: Outcome, rejected: int) -> str:
    if not rejected:
        return outcome.counts()
    were = "file was" if rejected == 1 else "files were"
    return f"{outcome.counts()} {rejected} {were} not taken: the sheet {_FILES} lists each with its reason."


def _verdict(submission: Submission) -> str:
    if submission.rejected:
        return submission.findings[0].message
    if not submission.findings:
        return "The workbook is complete: there is nothing to put right."
    errors = submission.count(Severity.ERROR)
    return f"{len(submission.findings)} findings, {errors} of them errors, are listed in a new workbook."


def _show_findings(desk: Desk, submissions: list[Submission], folder: Path) -> None:
    found = [(submission.file, finding) for submission in submissions for finding in submission.findings]
    if not found:
        return
    rows: list[Row] = [_row(file, finding) for file, finding in found]
    links = [
        Link(index, 3, f"{folder / file}#'{finding.sheet}'!{finding.cell}", finding.cell)
        for index, (file, finding) in enumerate(found)
        if finding.sheet and finding.cell
    ]
    desk.new_table("Findings", HEADING, rows, _WIDTHS, links)


def _row(file: str, finding: Finding) -> Row:
    return (
        file,
        finding.severity.value,
        finding.sheet,
        finding.cell,
        finding.message,
        finding.found,
        finding.code.value,
    )
