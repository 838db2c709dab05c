"""Where a regenerated workbook goes: checked before any work, written whole."""

from __future__ import annotations

import os
from pathlib import Path

from schemas.errors import Refusal
from schemas.services import Built
from schemas.whole_file import whole_file
from schemas.written.target import describe, try_place


def check_target(out: Path, sources: tuple[Path, ...], *, force: bool, what: str = "result") -> None:
    """Raise `Refusal` where `out` is no name for a workbook, is one of `sources`, or is there already.

    `what` the workbook is called in the sentence. Raises OSError where it could not be written.
    """
    if out.suffix.lower() != ".xlsx":
        raise Refusal(f"The {what} is an .xlsx workbook: give --out a name such as {out.with_suffix('.xlsx').name}.")
    if any(out.resolve() == source.resolve() for source in sources):
        raise Refusal(f"{out} is one of the files to read: give another name with --out.")
    if os.path.lexists(out) and not force:
        was = describe(out)
        raise Refusal(f"{out} is there already{was}: add --force to replace it, or give another name with --out.")
    try_place(out)


def write_workbook(built: Built, out: Path) -> None:
    """Write `built` to `out`, whole or not at all; raises OSError where that place cannot be written to."""
    with whole_file(out) as path:
        path.write_bytes(built.data)
