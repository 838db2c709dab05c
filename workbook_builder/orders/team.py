"""Jobs done by this process and by others that help it, and handed over in their order."""

from __future__ import annotations

import contextlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from itertools import islice
from typing import Generic, TypeVar

from schemas.errors import ProcessEndedError, Refusal
from schemas.services import OpenPool

T = TypeVar("T")

_AHEAD = 2
"""Jobs under way for each process: enough to keep it busy, few enough for memory to stay flat."""


class Team:
    """This process, and those of `pool`, of which there are `others`; without a pool it works alone."""

    def __init__(self, pool: Executor | None = None, others: int = 0) -> None:
        self._pool, self._ahead = pool, _AHEAD * (others + 1)

    def each(self, jobs: Iterable[Callable[[], T]]) -> Iterator[T]:
        """What each of `jobs` returns, in their order; each is called once, here or in another process.

        Raises `Refusal` where one ended its process.
        """
        waiting = iter(jobs)
        under_way: deque[_Job[T]] = deque()
        for job in waiting:
            # This process begins at once: others may have yet to start.
            under_way.append(_Job(job))
            while under_way:
                if self._pool is not None:
                    under_way.extend(_Job(job, self._pool) for job in islice(waiting, self._ahead - len(under_way)))
                while not under_way[0].is_done and any(begun.is_done_here() for begun in under_way):
                    pass
                yield under_way.popleft().result()


@contextlib.contextmanager
def team(open_pool: OpenPool | None, jobs: int) -> Iterator[Team]:
    """A team for so many jobs: a process for each processor and no more than jobs, this one among them.

    The others are gone with the block.
    """
    others = min(os.cpu_count() or 1, jobs) - 1
    if open_pool is None or others < 1:
        yield Team()
        return
    with open_pool(others) as pool:
        yield Team(pool, others)


class _Job(Generic[T]):
    """One job, and whoever does it."""

    def __init__(self, job: Callable[[], T], pool: Executor | None = None) -> None:
        self._job = job
        self._future: Future[T] | None = pool.submit(job) if pool is not None else None

    @property
    def is_done(self) -> bool:
        return self._future is not None and self._future.done()

    def is_done_here(self) -> bool:
        """Do it, unless another process has begun."""
        if self._future is not None and not self._future.cancel():
            return False
        self._future = Future()
        self._future.set_result(self._job())
        return True

    def result(self) -> T:
        """What it returned. Raises what it raised, and `Refusal` where its process ended."""
        assert self._future is not None  # noqa: S101 - nobody asks before somebody has begun
        try:
            return self._future.result()
        except ProcessEndedError as error:
            raise Refusal(
                "A process that was making workbooks ended before it was done ({how}), and nothing was written."
                " Run it again; if it ends again, close other programs, which may leave it too little memory.",
                how=error,
            ) from error
