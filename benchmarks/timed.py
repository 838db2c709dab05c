"""Time by the clock and by the processors, and ratios of two works that were done in turn."""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable
from typing import NamedTuple

Work = Callable[[], object]


class Taken(NamedTuple):
    """Seconds that a work took."""

    clock: float
    processors: float
    """Of this process, and of all that it started and that have ended: what else a computer is busy with changes
    it less than the clock."""

    def times(self, factor: float) -> Taken:
        """So many times as long."""
        return Taken(self.clock * factor, self.processors * factor)


class Ratio(NamedTuple):
    """What a work costs, in the time of another one."""

    what: str
    number: int
    """Of files, or workbooks."""
    against: str
    target: float | None
    """What it is to be at the most; None where nobody set anything."""
    clock: float
    processors: float

    def line(self) -> str:
        """It as a line of the table."""
        target = f"≤ {self.target:g}" if self.target is not None else ""
        cells = (self.what, f"{self.number}", self.against, target, _short(self.clock), _short(self.processors))
        return f"| {' | '.join(cells)} |"


HEAD = "| what | N | compared with | to reach | by the clock | by the processors |\n|---|---|---|---|---|---|"
"""The head of the table that `Ratio.line` writes a line of."""


def _short(ratio: float) -> str:
    return f"{ratio:.3f}" if ratio < 0.1 else f"{ratio:.2f}"


def ratio(what: str, number: int, ours: Taken, against: str, bare: Taken, target: float | None = None) -> Ratio:
    """The time of ours in that of the bare work."""
    return Ratio(what, number, against, target, ours.clock / bare.clock, ours.processors / bare.processors)


def timed(work: Work) -> Taken:
    """What `work` takes."""
    start, before = time.perf_counter(), _spent()
    work()
    return Taken(time.perf_counter() - start, _spent() - before)


def alternate(rounds: int, *works: Work) -> list[Taken]:
    """The median of each, run in turn so that a slow spell of the machine meets all of them."""
    taken: list[list[Taken]] = [[] for _ in works]
    for _ in range(rounds):
        for index, work in enumerate(works):
            taken[index].append(timed(work))
    return [median(each) for each in taken]


def median(taken: list[Taken]) -> Taken:
    """The median of both."""
    return Taken(*(statistics.median(column) for column in zip(*taken, strict=True)))


def _spent() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)
