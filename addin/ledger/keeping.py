"""A ledger made, or the one that is there brought up to date: what the command line and the ribbon both run."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from addin.consolidation.consolidate import Status
from addin.consolidation.folder import examine_files
from addin.decisions.decision import Action
from addin.decisions.ledger import Ledger
from addin.decisions.reading import read
from addin.ledger.ledger_book import choices, write_ledger
from addin.ledger.open_items import open_items
from addin.returned.folder import find_files
from addin.submissions.in_parallel import Watch
from schemas.errors import Refusal
from schemas.loading.loader import load_definition
from schemas.messages.message import CountedMessage, Message
from schemas.places.visit import can_have_beside
from schemas.written.target import try_place

ENGLISH = "en"
"""The language of the secretariat, whatever the workbooks' is."""
USUAL_NAME = "decisions.xlsx"


@dataclass(frozen=True, slots=True)
class KeptLedger:
    """A ledger that was written."""

    path: Path
    kept: int | None
    """How many decisions stood in it already; None for a new one."""
    open: int
    """How much is open to decide."""

    def sentence(self) -> Message:
        """What became of it, in plain words."""
        kept = CountedMessage("{count} decision kept, ", "{count} decisions kept, ", count=self.kept or 0)
        return CountedMessage(
            "{kept}{count} thing open to decide: see the second sheet.",
            "{kept}{count} things open to decide: see the second sheet.",
            kept=kept if self.kept is not None else "",
            count=self.open,
        )


def keep_ledger(folder: Path, out: Path | None, watch: Watch, year: int | None = None) -> KeptLedger:
    """Write the ledger of the workbooks in `folder` to `out`, its usual place beside the folder where that is None.

    Each file that is read passes through `watch`. Raises `Refusal` for what is no ledger, or has mistakes,
    OSError where it cannot be written.
    """
    if out is None and not can_have_beside(folder):
        raise Refusal(
            "{folder} has no place beside it for the ledger: say with --out where it is to be.", folder=folder
        )
    out = out or folder.resolve().parent / USUAL_NAME
    if out.suffix.lower() != ".xlsx":
        raise Refusal(
            "The ledger is an .xlsx workbook: give --out a name such as {better}.", better=out.with_suffix(".xlsx").name
        )
    keep = out if os.path.lexists(out) else None
    ledger = read(out, year=year) if keep is not None else Ledger((), out)
    try_place(out)
    files = find_files(folder, (out,))
    consolidation = examine_files(files, watch, year=year, ledger=ledger, language=ENGLISH)
    if not any(file.was_read for file in consolidation.files):
        raise Refusal("No file in {folder} could be read as a KPI workbook.", folder=folder)
    names = (file.file for file in consolidation.files if file.was_read and file.status is not Status.IGNORED)
    definition = load_definition(consolidation.definitions[0].edition.edition)
    count = write_ledger(out, choices(definition, Action, names), open_items(consolidation), keep=keep)
    return KeptLedger(out, len(ledger.decisions) if keep is not None else None, count)
