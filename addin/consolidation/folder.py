"""A folder of returned workbooks, read and consolidated, whatever is made of it then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from addin.consolidation.consolidate import Consolidation, consolidate
from addin.returned.folder import found_in, is_one_of, name_below
from addin.submissions.in_parallel import Watch, examine_many


def examine_files(folder: Path, files: Sequence[Path], watch: Watch, *, year: int | None = None) -> Consolidation:
    """Read `files`, which are in `folder` or below, in parallel, and decide which of them count."""
    names = [name_below(folder, path) for path in files]
    return consolidate(watch(examine_many(found_in(folder, files), names=names), len(files)), year=year)


def without_files(
    consolidation: Consolidation, folder: Path, files: Iterable[Path], results: Iterable[Path]
) -> Consolidation:
    """The same without those of `files` that are `results` about to be written; files that count stay."""
    results = tuple(results)
    return consolidation.without(name_below(folder, path) for path in files if is_one_of(path, results))


def with_name(file: str, reason: str) -> str:
    """`reason` with the name of its file in front, unless it begins with it."""
    return reason if reason.startswith(file) else f"{file}: {reason}"
