"""Where a regenerated workbook goes: checked before any work, written whole."""

from __future__ import annotations

import os
from pathlib import Path

from schemas.errors import Refusal
from schemas.services import Built
from schemas.whole_file import whole_file
from schemas.written.target import describe, try_place


def check_target(out: Path, sources: tuple[Path, ...], *, force: bool) -> None:
    """Raise `Refusal` where `out` is no name for a workbook, is one of `sources`, or is there already.

    Raises OSError where it could not be written.
    """
    if out.suffix.lower() != ".xlsx":
        raise Refusal(
            "The result is an .xlsx workbook: give --out a name such as {better}.",
            better=out.with_suffix(".xlsx").name,
        )
    if any(out.resolve() == source.resolve() for source in sources):
        raise Refusal("{out} is one of the files to read: give another name with --out.", out=out)
    if os.path.lexists(out) and not force:
        was = describe(out)
        raise Refusal(
            "{out} is there already{was}: add --force to replace it, or give another name with --out.", out=out, was=was
        )
    try_place(out)


def write_workbook(built: Built, out: Path) -> None:
    """Write `built` to `out`, whole or not at all; raises OSError where that place cannot be written to."""
    with whole_file(out) as path:
        path.write_bytes(built.data)
