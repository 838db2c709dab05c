"""Drawings made by several processes, this one among them, and handed over in their order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Executor, Future
from itertools import islice
from typing import Generic, TypeVar

from schemas.errors import ProcessEndedError, Refusal
from schemas.services import OpenPool

T = TypeVar("T")

_AHEAD = 2
"""Drawings under way for each process: enough to keep it busy, few enough for memory to stay flat."""


def drawn(jobs: Sequence[Callable[[], T]], open_pool: OpenPool | None = None) -> Generator[T]:
    """What each of `jobs` draws, in their order; each is called once, here or in a process of the pool.

    A single one is drawn here, and all of them where there is one processor only, or no pool. Raises `Refusal` where
    one ended its process.
    """
    others = min(os.cpu_count() or 1, len(jobs)) - 1
    if open_pool is None or others < 1:
        yield from (job() for job in jobs)
        return
    with open_pool(others) as pool:
        yield from _in_order(pool, jobs, _AHEAD * (others + 1))


def _in_order(pool: Executor, jobs: Sequence[Callable[[], T]], ahead: int) -> Iterator[T]:
    waiting = iter(jobs)
    # This process begins at once; others have yet to start.
    under_way = deque([_Drawing(next(waiting))])
    while under_way:
        under_way.extend(_Drawing(job, pool) for job in islice(waiting, ahead - len(under_way)))
        while not under_way[0].is_done and any(drawing.is_drawn_here() for drawing in under_way):
            pass
        yield under_way.popleft().result()


class _Drawing(Generic[T]):
    """One drawing, and whoever makes it."""

    def __init__(self, job: Callable[[], T], pool: Executor | None = None) -> None:
        self._job = job
        self._future: Future[T] | None = pool.submit(job) if pool is not None else None

    @property
    def is_done(self) -> bool:
        return self._future is not None and self._future.done()

    def is_drawn_here(self) -> bool:
        """Draw it, unless another process has begun."""
        if self._future is not None and not self._future.cancel():
            return False
        self._future = Future()
        self._future.set_result(self._job())
        return True

    def result(self) -> T:
        assert self._future is not None  # noqa: S101 - nobody asks before somebody has begun
        try:
            return self._future.result()
        except ProcessEndedError as error:
            raise Refusal(
                "A process that was drawing workbooks ended before it was done ({how}), and nothing was written."
                " Run it again; if it ends again, close other programs, which may leave it too little memory.",
                how=error,
            ) from error
