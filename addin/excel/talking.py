"""Talking with Members from Excel: letters, annotated copies, the ledger; the same engine as the command line."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from addin.annotated.in_parallel import Asked
from addin.annotated.many import annotate_paths
from addin.excel.desk import Desk
from addin.excel.watching import Watching
from addin.ledger.keeping import keep_ledger
from addin.letters.asked import LettersAsked
from addin.letters.copies import annotated_copies
from addin.letters.write import write_letters
from schemas.services import workbook_builder

_USUAL_FOLDER = "annotated"


def letters(desk: Desk, asked: LettersAsked) -> None:
    """Write drafts of the letters that are asked for, and say where they are and who could not be written to."""
    outcome = write_letters(asked, Watching(desk), Watching(desk), partial(annotated_copies, workbook_builder()))
    desk.tell("\n".join(outcome.sentences()))


def annotate(desk: Desk, folder: Path, out: Path | None = None, asked: Asked | None = None) -> None:
    """Make a copy of each workbook in `folder` in which something is to be put right.

    Without `out` they go into a folder of their own beside it, and replace nothing there.
    """
    copies = annotate_paths(
        [folder], out or folder.parent / _USUAL_FOLDER, asked or Asked(workbook_builder()), Watching(desk)
    )
    desk.tell("\n".join(copies.sentences()))


def decisions(desk: Desk, folder: Path, out: Path | None = None, year: int | None = None) -> None:
    """Make the ledger of decisions on the workbooks in `folder`, or bring it up to date, and open it."""
    kept = keep_ledger(folder, out, Watching(desk), year)
    desk.open(kept.path)
    desk.tell(kept.sentence())
