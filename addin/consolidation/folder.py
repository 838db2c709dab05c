"""A folder of returned workbooks, read and consolidated, whatever is made of it then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from addin.consolidation.consolidate import Consolidation, consolidate
from addin.returned.folder import Listed, is_one_of
from addin.submissions.in_parallel import Watch, examine_listed


def examine_files(files: Sequence[Listed], watch: Watch, *, year: int | None = None) -> Consolidation:
    """Read `files` in parallel, and decide which of them count."""
    return consolidate(watch(examine_listed(files), len(files)), year=year)


def without_files(consolidation: Consolidation, files: Iterable[Listed], results: Iterable[Path]) -> Consolidation:
    """The same without those of `files` that kpibook wrote and is about to write again, which are `results`.

    A file of that name that somebody sent, or changed since, stays what it is.
    """
    results = tuple(results)
    return consolidation.without(each.name for each in files if each.ignored and is_one_of(each.path, results))


def with_name(file: str, reason: str) -> str:
    """`reason` with the name of its file in front, unless it begins with it."""
    return reason if reason.startswith(file) else f"{file}: {reason}"
