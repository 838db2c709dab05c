"""A folder of returned workbooks, read and consolidated, whatever is made of it then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path

from addin.consolidation.consolidate import Arrived, Consolidation, consolidate
from addin.consolidation.decided import consolidate_decided
from addin.decisions.ledger import Ledger
from addin.returned.folder import Listed, is_one_of
from addin.submissions.in_parallel import Corrections, Watch, examine_listed
from addin.submissions.submission import Submission

_LEDGER = "It is the ledger of decisions that was given."


def examine_files(
    files: Sequence[Listed],
    watch: Watch,
    *,
    year: int | None = None,
    ledger: Ledger | None = None,
    language: str | None = None,
    executor: Executor | None = None,
    arrived: Arrived | None = None,
) -> Consolidation:
    """Read `files` in parallel, and decide which of them count: as `ledger` says, where one is given.

    What is found is said in `language`; in that of each file where it is None. Files with corrections are
    read a second time. `executor` reads, as for `examine_many`; `arrived` is told of each file as it comes.
    Raises `Refusal` where the ledger is of another year.
    """
    if ledger is None:
        read = watch(examine_listed(files, language=language, executor=executor), len(files))
        return consolidate(read, year=year, language=language, arrived=arrived)
    place = (ledger.path,) if ledger.path is not None else ()
    files = [replace(each, ignored=_LEDGER) if is_one_of(each.path, place) else each for each in files]

    def reread(corrections: Corrections) -> Iterator[Submission]:
        concerned = [each for each in files if each.name in corrections]
        reads = examine_listed(concerned, language=language, corrections=corrections, executor=executor)
        return watch(reads, len(concerned))

    read = watch(examine_listed(files, language=language, executor=executor), len(files))
    return consolidate_decided(read, ledger, reread, year=year, language=language, arrived=arrived)


def without_files(consolidation: Consolidation, files: Iterable[Listed], results: Iterable[Path]) -> Consolidation:
    """The same without those of `files` that kpibook wrote and is about to write again, which are `results`.

    A file of that name that somebody sent, or changed since, stays what it is.
    """
    results = tuple(results)
    return consolidation.without(each.name for each in files if each.ignored and is_one_of(each.path, results))


def with_name(file: str, reason: str) -> str:
    """`reason` with the name of its file in front, unless it begins with it."""
    return reason if reason.startswith(file) else f"{file}: {reason}"
