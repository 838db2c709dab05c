"""Processes that read returned files, kept from one test to the next: starting one takes most of a second.

A program of a person starts its own, works, and ends them; hundreds of tests run a command in this
process, and each would start two anew. Here a process that is done, and has neither failed nor swollen,
waits for the next pool that would start one just like it: same budget, same environment, same modules.
What the processes themselves are like is the subject of `test_budget`, which keeps none (`own_readers`).
"""

from __future__ import annotations

import json
import os
import pickle
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from addin.submissions import ahead, budgeted_pool, readers
from addin.submissions.budget import Budget

_AT_MOST = 3
"""Processes that wait at a time: enough for the two of a command and one of another budget."""
_PREPARE = readers._PREPARE

_Process = budgeted_pool._Process
_end, _start, _kill = _Process.end, _Process.__init__, _Process.kill
_ask, _outcome = _Process.ask, _Process.outcome
_taken = budgeted_pool._taken_ahead
_start_ahead = ahead.start


class KeptReaders:
    """Those that wait; none where `is_open` is false."""

    def __init__(self) -> None:
        self.is_open = True
        self._waiting: list[tuple[str, _Process]] = []
        self._lock = threading.Lock()

    def keep(self, process: _Process) -> bool:
        """Have `process` wait for who needs it next; False where it is not fit to, and is to be ended."""
        if not self.is_open or process.prepare != _PREPARE or not process.is_alive or _is_busy(process):
            return False
        with self._lock:
            self._waiting.append((process.surroundings, process))  # type: ignore[attr-defined]
            surplus = self._waiting[:-_AT_MOST]
            del self._waiting[:-_AT_MOST]
        for _, each in surplus:
            _end(each)
        return True

    def take(self, prepare: str, budget: Budget) -> _Process | None:
        """One that waits and is as one started here and now would be; None where there is none."""
        while self.is_open and (process := self._found(prepare, _surroundings(budget))) is not None:
            try:
                process.ask(pickle.dumps((os.chdir, (os.getcwd(),), {})))  # noqa: PTH109 - as it is
                process.begin()
                process.outcome(is_followed=False)
            except Exception:  # noqa: BLE001 - whatever became of it while it waited
                _end(process)
            else:
                return process
        return None

    def _found(self, prepare: str, surroundings: str) -> _Process | None:
        with self._lock:
            # The one that has waited shortest: others of another test may still stand before it.
            for number, (of_its_start, process) in reversed(list(enumerate(self._waiting))):
                if (process.prepare, of_its_start) == (prepare, surroundings):
                    return self._waiting.pop(number)[1]
        return None

    def end_all(self) -> None:
        """None waits any longer."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
        for _, process in waiting:
            _end(process)


def _surroundings(budget: Budget) -> str:
    """All that a process takes with it when it starts, but for the folder, which can be changed."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    environment.pop("PWD", None)
    return json.dumps([environment, dict(budget.as_environment()), sys.path], sort_keys=True)


KEPT = KeptReaders()


_STARTER = ThreadPoolExecutor(1)
"""The kernel ends a process with the thread that started it, and a pool's own thread ends with the pool."""


def _started(process: _Process, prepare: str, budget: Budget, started: ahead.Started | None = None) -> None:
    process.surroundings, process.jobs, process.is_taken = _surroundings(budget), 0, True  # type: ignore[attr-defined]
    _STARTER.submit(_start, process, prepare, budget, started).result()


def _asked(process: _Process, call: bytes) -> None:
    process.jobs += 1  # type: ignore[attr-defined]
    _ask(process, call)


def _told(process: _Process, *, is_followed: bool) -> bytes:
    outcome = _outcome(process, is_followed=is_followed)
    process.jobs -= 1  # type: ignore[attr-defined]
    process.is_taken = False  # type: ignore[attr-defined]
    return outcome


def _is_busy(process: _Process) -> bool:
    """Whether it is at a job, or has one ahead."""
    return bool(process.jobs)  # type: ignore[attr-defined]


def _killed(process: _Process) -> None:
    # A pool that is left early ends what is under way, or about to be; who has nothing to do ends by `end`.
    if _is_busy(process) or process.is_taken or not KEPT.is_open or process.prepare != _PREPARE:  # type: ignore[attr-defined]
        _kill(process)


def _ended(process: _Process) -> None:
    if not KEPT.keep(process):
        _end(process)


def _taken_or_kept(prepare: str, budget: Budget) -> _Process | None:
    process = _taken(prepare, budget) or KEPT.take(prepare, budget)
    if process is not None:
        process.is_taken = True  # type: ignore[attr-defined]
    return process


def _kept_ahead(prepare: str) -> None:
    # Where processes are kept, one of them serves, or the pool starts one that will be.
    if not KEPT.is_open:
        _start_ahead(prepare)


@contextmanager
def kept_readers() -> Iterator[None]:
    """Pools of readers started within hand on their processes, and the last of them end with it."""
    with pytest.MonkeyPatch.context() as patch:
        stand_ins = {"__init__": _started, "ask": _asked, "outcome": _told, "kill": _killed, "end": _ended}
        for name, stand_in in stand_ins.items():
            patch.setattr(_Process, name, stand_in)
        patch.setattr(budgeted_pool, "_taken_ahead", _taken_or_kept)
        patch.setattr(ahead, "start", _kept_ahead)
        try:
            yield
        finally:
            KEPT.end_all()


@contextmanager
def none_kept() -> Iterator[None]:
    """Within, each pool starts its own processes and ends them."""
    KEPT.end_all()
    KEPT.is_open = False
    try:
        yield
    finally:
        KEPT.is_open = True
