"""Jobs of several processes, one of them this: who does what, in which order results come, and how it ends early."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import closing
from functools import partial
from typing import Any

import pytest

from addin.submissions.budget import Budget
from addin.submissions.budgeted_pool import BudgetedPool
from addin.submissions.processes import processes
from schemas.errors import Refusal
from tests import budget_jobs as jobs
from workbook_builder.orders.team import Team, team

pytestmark = pytest.mark.usefixtures("own_readers")


class Slow(Executor):
    """Begins on nothing until it is told, and ends nothing of itself."""

    def __init__(self) -> None:
        self.sent: list[tuple[Future[Any], Callable[[], Any]]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.sent.append((future, partial(fn, *args, **kwargs)))
        return future

    def begin(self, number: int) -> Callable[[], None]:
        """Begin on what was sent as the so-and-so-many-th; returns what ends it."""
        future, job = self.sent[number]
        assert future.set_running_or_notify_cancel()
        return lambda: future.set_result(job())


class Log:
    """Jobs that note that they were done here."""

    def __init__(self) -> None:
        self.done: list[int] = []

    def job(self, number: int) -> Callable[[], int]:
        def do() -> int:
            self.done.append(number)
            return number

        return do


def test_alone_each_job_is_done_when_its_result_is_wanted() -> None:
    log = Log()
    results = Team().each(map(log.job, range(3)))
    assert log.done == []
    assert next(results) == 0
    assert log.done == [0]
    assert list(results) == [1, 2]


def test_what_no_other_has_begun_is_done_here() -> None:
    log = Log()
    assert list(Team(Slow(), 1).each(map(log.job, range(9)))) == list(range(9))
    assert log.done == list(range(9))


def test_while_another_is_at_one_job_this_process_does_those_behind_it() -> None:
    pool, log = Slow(), Log()

    def first() -> int:
        # While this process is at the first job, the other one begins on the second.
        ends.append(pool.begin(0))
        return 0

    def third() -> int:
        ends.pop()()
        return 2

    ends: list[Callable[[], None]] = []
    assert list(Team(pool, 1).each([first, log.job(1), third, log.job(3)])) == [0, 1, 2, 3]
    assert log.done == [1, 3]


@pytest.mark.long
def test_no_more_jobs_are_under_way_than_two_for_each_process() -> None:
    asked: list[int] = []

    def some() -> Iterator[Callable[[], int]]:
        for number in range(100):
            asked.append(number)
            yield partial(int, number)

    results = Team(Slow(), 1).each(some())
    assert next(results) == 0
    assert len(asked) == 4


# --- with processes ------------------------------------------------------------------------------
OPENED = [
    # (processors, jobs, how many processes are opened beside this one)
    (1, 6, None),
    (2, 0, None),
    (2, 1, None),
    (2, 2, 1),
    (2, 188, 1),
    (8, 3, 2),
    (8, 12, 7),
]


@pytest.mark.parametrize(("processors", "number", "opened"), OPENED)
def test_a_process_for_each_processor_and_none_too_many(
    processors: int, number: int, opened: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: processors)
    asked: list[int] = []

    def open_pool(others: int) -> Executor:
        asked.append(others)
        return Slow()

    with team(open_pool, number) as everybody:
        assert list(everybody.each(partial(int, each) for each in range(number))) == list(range(number))
    assert asked == ([opened] if opened is not None else [])


def test_without_anybody_to_open_processes_it_works_alone() -> None:
    with team(None, 9) as everybody:
        assert set(everybody.each(partial(os.getpid) for _ in range(9))) == {os.getpid()}


def test_results_come_in_the_order_of_the_jobs_whoever_does_them() -> None:
    waits = (0.4, 0.0, 0.2, 0.0, 0.1, 0.0)
    with BudgetedPool(2) as pool:
        results = Team(pool, 2).each(partial(jobs.after, wait, number) for number, wait in enumerate(waits))
        assert list(results) == list(range(len(waits)))


def test_what_a_job_raises_is_raised_wherever_it_is_done() -> None:
    with BudgetedPool(1) as pool:
        for first in (jobs.raises, partial(jobs.after, 1, "busy")):
            results = Team(pool, 1).each([first, jobs.raises])
            with pytest.raises(ZeroDivisionError, match="a fault of our own"):
                list(results)


ENDS = [
    (jobs.is_killed, Budget(60), "SIGKILL"),
    (jobs.hungry, Budget(60, 200 * 2**20), "200 MB"),
]


@pytest.mark.parametrize(("job", "budget", "how"), ENDS, ids=["killed", "too much memory"])
def test_a_process_that_ends_is_told(job: Callable[[], None], budget: Budget, how: str) -> None:
    with BudgetedPool(1, budget) as pool, pytest.raises(Refusal) as refusal:
        list(Team(pool, 1).each([partial(jobs.after, 2, "busy meanwhile"), job]))
    assert str(refusal.value) == (
        f"A process that was making workbooks ended before it was done ({how}), and nothing was written. Run it again;"
        " if it ends again, close other programs, which may leave it too little memory."
    )


def test_who_stops_early_leaves_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)

    def results() -> Iterator[object]:
        with team(processes, 2) as everybody:
            yield from everybody.each([partial(jobs.after, 1, "here"), jobs.slow])

    with closing(results()) as made:
        assert next(made) == "here"
        assert jobs.reading(os.getpid())
    assert not jobs.reading(os.getpid())
