"""Copies of many returned files, made in processes of their own, each within its budget."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from addin.annotated.annotating import annotate, to_annotate
from addin.annotated.decided import decided
from addin.decisions.ledger import Ledger
from addin.returned.folder import Listed
from addin.returned.opening import read_file
from addin.returned.package_error import PackageError
from addin.submissions import readers
from addin.submissions.examine import read_returned
from addin.submissions.guard import Guard
from addin.submissions.refusals import not_read, refused
from schemas.errors import Refusal
from schemas.findings import Severity
from schemas.loading.spoken import load_spoken
from schemas.services import BuildWorkbook

_IN_FLIGHT = 2
"""Files under way for each process: enough to keep it busy, few enough for memory to stay flat."""


class Asked(NamedTuple):
    """What was asked for, of every copy alike."""

    build_workbook: BuildWorkbook
    language: str | None = None
    """The language of the copies; None for that of each returned workbook."""
    password: str | None = None
    ledger: Ledger | None = None
    """What was decided on the files."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """What became of one returned file."""

    listed: Listed
    data: bytes | None = None
    """The copy; None where there is none."""
    errors: int = 0
    warnings: int = 0
    """How much is to be put right."""
    refused: str = ""
    """Why no copy could be made, in a sentence; empty where one was made or none is needed."""


def annotate_listed(listed: Iterable[Listed], asked: Asked, workers: int | None = None) -> Iterator[Annotated]:
    """What becomes of each file that was listed, in order; one that cannot be read, or is too much, stops no other."""
    files, workers = list(listed), workers or os.cpu_count() or 1
    with readers.pool(min(workers, len(files)) or 1) as pool:
        yield from _in_order(pool, files, asked, workers * _IN_FLIGHT)


def _in_order(pool: Executor, files: list[Listed], asked: Asked, in_flight: int) -> Iterator[Annotated]:
    waiting = iter(files)
    under_way: deque[tuple[Listed, Future[Annotated] | None]] = deque()
    while True:
        for each in islice(waiting, in_flight - len(under_way)):
            under_way.append((each, pool.submit(_annotated, each, asked) if each.is_read else None))
        if not under_way:
            return
        each, result = under_way.popleft()
        yield _handed_over(each, result) if result is not None else _unread(each)


def _unread(listed: Listed) -> Annotated:
    (found,) = not_read(listed, None).findings
    return Annotated(listed, refused=found.message)


def _handed_over(listed: Listed, result: Future[Annotated]) -> Annotated:
    """What a process made of a file; what it did not make of it is the failure of this one file."""
    try:
        with Guard(listed.name):
            return result.result()
    except PackageError as error:
        return _refused(listed, error)


def _annotated(listed: Listed, asked: Asked) -> Annotated:
    try:
        with Guard(listed.name, Refusal):
            # The officer knows the file by its own name, not by where the secretariat keeps it.
            returned = read_returned(read_file(listed.path, listed.within), listed.path.name)
            submission = None
            if asked.ledger is not None:
                returned, submission = decided(returned, listed.name, asked.ledger)
            what = to_annotate(returned, asked.language, submission)
            data = annotate(what, asked.build_workbook, asked.password)
    except PackageError as error:
        return _refused(listed, error)
    except Refusal as error:
        return Annotated(listed, refused=error.message)
    return Annotated(listed, data, what.count(Severity.ERROR), what.count(Severity.WARNING))


def _refused(listed: Listed, error: PackageError) -> Annotated:
    # Whoever made the run reads it, not the officer.
    return Annotated(listed, refused=refused(load_spoken(None), listed.name, error).message)
