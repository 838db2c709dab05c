"""Many files examined in parallel processes, each within its budget; whatever one does, it is one row."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from addin.returned.folder import Found, Listed
from addin.returned.package_error import PackageError
from addin.submissions import readers
from addin.submissions.asked import Asked
from addin.submissions.elsewhere import Elsewhere, ElsewhereError
from addin.submissions.guard import Guard
from addin.submissions.submission import Submission

if TYPE_CHECKING:
    from addin.decisions.decision import Correction

Watch = Callable[[Iterator[Submission], int], Iterator[Submission]]
"""Passes submissions on as they come, out of so many, and shows how far the work is."""
_IN_FLIGHT = 4
"""Files under way for each process: enough to keep it busy, few enough for memory to stay flat."""
_TOGETHER = 4
"""Files that go to another machine together, where there are many: what lies between two jobs comes once for them."""

Corrections: TypeAlias = "Mapping[str, tuple[Correction, ...]]"
"""What counts instead of what stands in cells, by the name of the file."""

Job = tuple[str, str, Asked]
"""A file's path, the name findings call it, and what was asked for."""


def examine_many(
    files: Iterable[Found | Path],
    *,
    names: Iterable[str] | None = None,
    year: int | None = None,
    language: str | None = None,
    corrections: Corrections | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Callable[[Submission], None] | None = None,
) -> Generator[Submission]:
    """Examine files in processes of their own; results come in the order of `files`.

    A link is not followed out of the folder that a file was `Found` in. `year` and `language` are as
    for `examine`; `corrections` count instead of cells, by file.
    A file past its budget, or one that ends its process, is a rejected submission.
    `executor` does the reading where it is given, and is left running; without one there are
    `workers` processes, no more than files. `progress` is called with each result.
    Raises `ElsewhereError` where `executor` is one of other machines, and they cannot work.
    """
    found = [file if isinstance(file, Found) else Found(file) for file in files]
    called = list(names) if names is not None else [str(file.path) for file in found]
    put = corrections or {}
    jobs: list[Job] = [
        (str(file.path), name, Asked(year, language, file.within, put.get(name, ())))
        for file, name in zip(found, called, strict=True)
    ]
    workers = workers or os.cpu_count() or 1
    with readers.pool(min(workers, len(jobs)) or 1) if executor is None else contextlib.nullcontext(executor) as pool:
        in_flight = pool.in_flight if isinstance(pool, Elsewhere) else workers * _IN_FLIGHT
        for result in _in_order(pool, jobs, in_flight):
            if progress is not None:
                progress(result)
            yield result


def examine_listed(
    listed: Iterable[Listed],
    *,
    year: int | None = None,
    language: str | None = None,
    corrections: Corrections | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
) -> Iterator[Submission]:
    """As `examine_many`, for all that was listed; what is not to be opened is a submission all the same."""
    listed = list(listed)
    read = [each for each in listed if each.is_read]
    results = examine_many(
        [Found(each.path, each.within) for each in read],
        names=[each.name for each in read],
        year=year,
        language=language,
        corrections=corrections,
        workers=workers,
        executor=executor,
    )
    with contextlib.closing(results):
        for each in listed:
            yield next(results) if each.is_read else _not_read(each, language)


def _not_read(listed: Listed, language: str | None) -> Submission:
    from addin.submissions.refusals import not_read  # noqa: PLC0415 - what can be said is loaded to say it

    return not_read(listed, language)


def _in_order(pool: Executor, jobs: Sequence[Job], in_flight: int) -> Iterator[Submission]:
    waiting = iter(jobs)
    together = min(_TOGETHER, in_flight, max(1, len(jobs) // in_flight)) if isinstance(pool, Elsewhere) else 1
    under_way: deque[tuple[Job, Future[Submission]]] = deque()
    while True:
        while len(under_way) + together <= in_flight and (batch := tuple(islice(waiting, together))):
            under_way.extend(zip(batch, _begun(pool, batch), strict=True))
        if not under_way:
            return
        yield _handed_over(*under_way.popleft())


def _begun(pool: Executor, jobs: Sequence[Job]) -> Sequence[Future[Submission]]:
    return _sent(pool, jobs) if isinstance(pool, Elsewhere) else [pool.submit(_examine_job, job) for job in jobs]


def _sent(pool: Elsewhere, jobs: Sequence[Job]) -> Sequence[Future[Submission]]:
    """The jobs with the bytes of their files: no path, and no folder's name, leaves this computer."""
    opened = [_opened(job) for job in jobs]
    calls = [
        (_examine_sent, data, file, asked._replace(within=None))
        for (_, file, asked), data in zip(jobs, opened, strict=True)
        if not isinstance(data, Future)
    ]
    sent = iter(pool.submit_together(calls))
    return [data if isinstance(data, Future) else next(sent) for data in opened]


def _opened(job: Job) -> bytes | Future[Submission]:
    """The bytes of a file, or what came of opening it where that was refused."""
    from addin.returned.opening import read_file  # noqa: PLC0415 - here only who sends files on reads them

    path, file, asked = job
    try:
        with Guard(file):
            return read_file(Path(path), asked.within)
    except PackageError as error:
        refused: Future[Submission] = Future()
        refused.set_exception(error)
        return refused


def _examine_sent(data: bytes, file: str, asked: Asked) -> Submission:
    from addin.submissions.examine import examine_bytes  # noqa: PLC0415 - as below

    return examine_bytes(data, file, asked)


def _examine_job(job: Job) -> Submission:
    from addin.submissions.examine import examine_file  # noqa: PLC0415 - only the processes that read load it

    path, name, asked = job
    return examine_file(Path(path), name, asked)


def _handed_over(job: Job, result: Future[Submission]) -> Submission:
    """What a process made of `job`; what it did not make of it is an error of this one file."""
    path, file, asked = job
    try:
        with Guard(file, ElsewhereError):
            return result.result()
    except PackageError as error:
        from addin.submissions.refusals import rejected  # noqa: PLC0415 - as above

        return rejected(file, _digest_of(Path(path), asked.within), error, asked.language)


def _digest_of(path: Path, within: Path | None) -> str:
    """The SHA-256 of a file of which no process said anything; empty where it is none to read."""
    from addin.returned.opening import read_file  # noqa: PLC0415 - as above

    try:
        return hashlib.sha256(read_file(path, within)).hexdigest()
    except PackageError:
        return ""
