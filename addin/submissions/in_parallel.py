"""Many files examined in parallel processes; one that kills its reader is one row."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from pathlib import Path

from addin.returned.package import PackageError
from addin.submissions.examine import Asked, examine_file
from addin.submissions.guard import Guard
from addin.submissions.refusals import rejected
from addin.submissions.submission import Submission
from schemas.findings.catalogue import FileSuspicious

Watch = Callable[[Iterator[Submission], int], Iterator[Submission]]
"""Passes submissions on as they come, out of so many, and shows how far the work is."""
_IN_FLIGHT = 4
"""Files under way for each process: enough to keep it busy, few enough for memory to stay flat."""
_MEMORY_LIMIT = 4 * 2**30
"""Address space of a reading process: the last net under a hostile file."""

Job = tuple[str, str, Asked]
"""A file's path, the name findings call it, and what was asked for."""


def examine_many(
    paths: Iterable[Path],
    *,
    names: Iterable[str] | None = None,
    year: int | None = None,
    language: str | None = None,
    workers: int | None = None,
    progress: Callable[[Submission], None] | None = None,
) -> Iterator[Submission]:
    """Examine files in parallel processes; results come in the order of `paths`.

    `year` and `language` are as for `examine`. `progress` is called with each result. With one file or
    one worker no process is started.
    """
    files = list(paths)
    called = list(names) if names is not None else [str(path) for path in files]
    jobs: list[Job] = [(str(path), name, Asked(year, language)) for path, name in zip(files, called, strict=True)]
    count = min(workers or os.cpu_count() or 1, len(jobs))
    results = map(_examine_job, jobs) if count <= 1 else _in_processes(jobs, count)
    for result in results:
        if progress is not None:
            progress(result)
        yield result


def _examine_job(job: Job) -> Submission:
    path, name, asked = job
    return examine_file(Path(path), name, asked)


def _pool(workers: int) -> Executor:
    # "spawn" behaves alike on Windows, macOS and Linux, and a fork of a threaded process may hang.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_limit_memory)


def _limit_memory() -> None:
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - there is none on Windows

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_LIMIT, _MEMORY_LIMIT))


def _in_processes(jobs: list[Job], workers: int) -> Iterator[Submission]:
    """Results in order; after a process died, the files it may have died of are read one by one."""
    waiting = deque(jobs)
    while waiting:
        with _pool(workers) as pool:
            broken = yield from _until_broken(pool, waiting, workers)
        if broken and waiting:
            for _ in range(min(workers * _IN_FLIGHT, len(waiting))):
                yield _alone(waiting.popleft())


def _until_broken(pool: Executor, waiting: deque[Job], workers: int) -> Generator[Submission, None, bool]:
    """Results while the processes live; returns whether one died."""
    under_way: deque[Future[Submission]] = deque()
    jobs = iter(list(waiting))
    try:
        under_way.extend(pool.submit(_examine_job, job) for job in islice(jobs, workers * _IN_FLIGHT))
        while under_way:
            result = _handed_over(under_way[0], waiting[0])
            under_way.popleft()
            waiting.popleft()
            yield result
            under_way.extend(pool.submit(_examine_job, job) for job in islice(jobs, 1))
    except BrokenProcessPool:
        return True
    return False


def _alone(job: Job) -> Submission:
    with _pool(1) as pool:
        try:
            return _handed_over(pool.submit(_examine_job, job), job)
        except BrokenProcessPool:
            error = PackageError(FileSuspicious(found="reading it ended the program that read it"))
            return _lost(job, error)


def _handed_over(result: Future[Submission], job: Job) -> Submission:
    """What a process made of `job`; raises `BrokenProcessPool` where it died of it."""
    try:
        # What a process cannot send back, for want of memory say, is an error of this one file.
        with Guard(job[1], BrokenProcessPool):
            return result.result()
    except PackageError as error:
        return _lost(job, error)


def _lost(job: Job, error: PackageError) -> Submission:
    """A file of which no process said anything."""
    path, file, asked = job
    try:
        digest = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except (OSError, MemoryError):
        digest = ""
    return rejected(file, digest, error, asked.language)
