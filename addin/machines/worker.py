"""What runs on a worker: a pool of readers of its own, so that a file costs no more there than here.

A worker's thread waits while a process beside it reads: what a file does to its reader, it does to
that process. What a job came to is sent as a pickle, so that Dask itself neither sees nor logs it.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from concurrent.futures import Executor, Future
from importlib.metadata import PackageNotFoundError, version
from typing import Any, cast

from distributed import Worker, get_worker
from distributed.diagnostics.plugin import WorkerPlugin

from addin.submissions import readers
from addin.submissions.budget import Budget

NAME = "kpibook"


class DifferentVersionError(Exception):
    """The kpibook of a worker is not that of whoever asks; `there` is its version, empty where it has none."""

    def __init__(self, worker: str, there: str) -> None:
        super().__init__(worker, there)
        self.worker, self.there = worker, there


class Readers(WorkerPlugin):
    """The readers of one run on one worker: a process for each of its threads, each file within `budget`."""

    def __init__(self, run: str, kpibook: str, budget: Budget) -> None:
        self.name = run
        self._kpibook, self._budget = kpibook, budget
        self._pool: Executor | None = None
        self._wrong: DifferentVersionError | None = None

    def setup(self, worker: Worker) -> None:
        """Be ready; workers that join later are made ready as well."""
        there = version_here()
        if there != self._kpibook:
            self._wrong = DifferentVersionError(worker.address, there)
        self._pool = readers.pool(worker.state.nthreads, self._budget)

    def teardown(self, worker: Worker) -> None:
        """End the processes, whatever they are at."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def done(self, calls: Sequence[bytes]) -> list[tuple[bool, Any]]:
        """Whether each of the pickled `calls` was done, and what came of it. Raises `DifferentVersionError`."""
        if self._wrong is not None:
            raise self._wrong
        if self._pool is None:
            raise RuntimeError("The readers of this run were not made ready.")
        # What Dask hands us is from whoever may run anything here.
        begun = [self._pool.submit(fn, *args, **kwargs) for fn, args, kwargs in map(pickle.loads, calls)]
        return [_outcome(each) for each in begun]


def _outcome(answer: Future[Any]) -> tuple[bool, Any]:
    try:
        return True, answer.result()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is judged by who asked
        return False, error


def version_here() -> str:
    """The version of kpibook in this process' environment; empty where there is none."""
    try:
        return version(NAME)
    except PackageNotFoundError:
        return ""


def do(run: str, calls: Sequence[bytes]) -> bytes:
    """Do the pickled `calls` with the readers of `run`.

    Returns the pickle of whether each was done, and of what came of it: one for all that failed before any began.
    """
    try:
        own = cast("Readers", get_worker().plugins[run])
        outcomes = own.done(calls)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is judged by who asked
        outcomes = [(False, error)] * len(calls)
    return pickle.dumps(outcomes)
