"""The buttons of *Results*: a folder as one workbook, and as a report."""

from __future__ import annotations

from pathlib import Path

from addin.buttons.databases import before_of, database_of
from addin.buttons.fetched import fetches
from addin.buttons.front import Front
from addin.buttons.places import dated, folder_asked, folder_of_results
from addin.buttons.typed import is_yes, path_of, year_of
from addin.buttons.watching import Watching
from addin.buttons.words import Ended, in_language, said
from addin.decisions.reading import read
from addin.report.source import SourceAsked
from addin.report.write_report import write_report
from addin.results.folder_result import consolidate_folder
from schemas.database_address import DatabaseAddress, Place
from schemas.loading.spoken import spoken_language
from schemas.written.report_seal import INDEX

_FILES = "Files"


@fetches(folder=(), prefill=(), decisions=())
def consolidate(front: Front) -> None:
    """Bring the folder together in one workbook, the command line's own, open it, and add the run to the database."""
    folder, year, before, decisions = _asked(front)
    database = database_of(front)
    if database is not None:
        _make_room(front, database)

    def place(found: int | None) -> Path:
        return dated(front, "result", found, ending=".xlsx")

    outcome = consolidate_folder(
        folder,
        place,
        Watching(front, *_phases(before)),
        year=year,
        before=before,
        ledger=read(decisions, year=year) if decisions is not None else None,
        language=_language(front),
        database=database,
    )
    front.remember("last_result", str(outcome.written.path))
    rejected = sum(1 for _ in outcome.rejections())
    front.open(outcome.written.path, _FILES if rejected else "")
    sentences = [in_language(outcome.counts(), front.language)]
    if rejected:
        key = "not-taken-one" if rejected == 1 else "not-taken"
        sentences.append(said(front.language, key, rejected=rejected, sheet=_FILES))
    if outcome.database is not None:
        sentences.append(in_language(outcome.database.sentence(), front.language))
    front.tell(" ".join(sentences))


@fetches(folder=(), prefill=(), decisions=())
def report(front: Front) -> None:
    """Make the report of the folder: a page, which is opened, a document, and both for each Member."""
    folder, year, before, decisions = _asked(front)
    is_public = is_yes(front, "public")
    asked = SourceAsked(
        source=folder,
        year=year,
        before=before,
        decisions=decisions,
        database=database_of(front),
        language=_language(front),
        is_public=is_public,
    )
    out = dated(front, "report", year, "public" if is_public else "")
    outcome = write_report(asked, out, Watching(front, *_phases(before)), Watching(front, "writing-page"))
    front.open(outcome.folder / INDEX)
    front.tell("\n".join(in_language(each, front.language) for each in outcome.sentences()))


def open_last_result(front: Front) -> None:
    """Open what Consolidate made last."""
    last = path_of(front, "last_result")
    if last is None:
        raise Ended(said(front.language, "no-result"))
    if not last.is_file():
        raise Ended(said(front.language, "result-gone", path=last))
    front.open(last)


def _asked(front: Front) -> tuple[Path, int | None, Place | None, Path | None]:
    """The folder, the year, last year's answers and the ledger that are set."""
    return folder_asked(front), year_of(front), before_of(front), path_of(front, "decisions")


def _make_room(front: Front, database: DatabaseAddress) -> None:
    """Make the folder for new files where the database is to be in it: nobody need have made it."""
    if database.file is not None and database.file.parent == folder_of_results(front):
        database.file.parent.mkdir(parents=True, exist_ok=True)


def _phases(before: Place | None) -> tuple[str, ...]:
    """Last year's answers are read first."""
    return ("reading-before", "reading") if isinstance(before, Path) and before.is_dir() else ("reading",)


def _language(front: Front) -> str:
    """That of new workbooks; where each Member has its own, that of whoever pressed the button."""
    return spoken_language(None, front.setting("language").strip(), front.language)
