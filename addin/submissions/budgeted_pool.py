"""Jobs done in processes, each within a budget of time and memory; what ends a process ends one job.

Each process has pipes of its own, so that one that is ended in the middle of a word disturbs no
other (with a shared queue, as in `concurrent.futures` and Pebble, it would). A process that dies
is no error of the job at once: the system may have ended it, so the job is done once more.
"""

from __future__ import annotations

import os
import pickle
import re
import signal
import subprocess
import threading
import time
import weakref
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future
from contextlib import suppress
from io import RawIOBase
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, NamedTuple, ParamSpec, TypeVar, cast

import psutil

from addin.submissions import ahead
from addin.submissions.budget import Budget, ReaderDiedError, ReadingEndedError, TooMuchMemoryError, TooSlowError
from addin.submissions.budgeted_worker import STARTED, receive, send

P = ParamSpec("P")
T = TypeVar("T")

_TICK = 0.05
"""Seconds between two looks at the processes."""
_LONGEST_TICK = 0.2
"""Seconds that one look counts at most: while the whole computer sleeps, no file's time runs."""
_AT_MOST = 6
"""How many times its seconds a job may take by the clock, where it waited for a processor most of the time."""
_SWOLLEN = 0.25
"""The share of the budget that a process may still hold after a job; with more it is replaced."""
_PATIENCE = 2.0
"""Seconds in which a process that was told to end does so."""
_SAID = 20_000
"""Characters of what a process printed that are kept."""
_NO_MEMORY = re.compile(r"memory allocation of \d+ bytes failed|bad_alloc")
"""What Rust's and C++'s libraries print before they abort for want of memory."""


class _Job(NamedTuple):
    future: Future[Any]
    call: bytes


class BudgetedPool(Executor):
    """An executor whose jobs may take no more than `budget` each.

    `Future.result` raises `TooSlowError` or `TooMuchMemoryError` for a job that took more, and
    `ReaderDiedError` for one that ended its process twice. Functions, arguments and results travel
    as pickles. A process is started only when there is a job for it, `workers` at most; `prepare`
    (`module:name`) names a function that each calls first, so that its time is no job's.
    """

    def __init__(self, workers: int | None = None, budget: Budget | None = None, prepare: str = "") -> None:
        self._workers = workers or os.cpu_count() or 1
        self._budget = budget or Budget.from_environment()
        self._prepare = prepare
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._idle = threading.Semaphore(0)
        self._threads: list[threading.Thread] = []
        self._processes: set[_Process] = set()
        self._lock = threading.Lock()
        self._closed = False
        self._stopped = threading.Event()
        # However this program comes to its end, its processes do not outlive it.
        weakref.finalize(self, _kill_all, self._processes)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have `fn` called in a process. Raises what cannot be pickled, and RuntimeError after `shutdown`."""
        job = _Job(Future(), pickle.dumps((fn, args, kwargs)))
        with self._lock:
            if self._closed:
                raise RuntimeError("The pool takes no more jobs.")
            self._jobs.put(job)
            if not self._idle.acquire(blocking=False) and len(self._threads) < self._workers:
                self._start(self._serve)
        return job.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more jobs; with `cancel_futures` those under way are ended as well."""
        with self._lock:
            self._closed = True
        if cancel_futures:
            self._stop()
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads if wait else ():
            thread.join()
        if wait:
            self._stopped.set()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Where the block was left early nobody waits for what is under way."""
        self.shutdown(cancel_futures=kind is not None)

    def _stop(self) -> None:
        with self._lock:
            self._stopped.set()
            with suppress(Empty):
                while True:
                    job = self._jobs.get_nowait()
                    if job is not None:
                        job.future.cancel()
            _kill_all(self._processes)

    # --- threads: one for each process, and one that watches them ----------------------------
    def _start(self, work: Callable[[], None]) -> None:
        if not self._threads:
            threading.Thread(target=self._watch, daemon=True).start()
        thread = threading.Thread(target=work, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _watch(self) -> None:
        while not self._stopped.wait(_TICK):
            with self._lock:
                processes = tuple(self._processes)
            for process in processes:
                process.look()

    def _serve(self) -> None:
        line = _Line(self._new_process, self._following, self._end)
        while (job := line.ahead or self._next()) is not None:
            try:
                has_result, data = pickle.loads(line.outcome_of(job))  # noqa: S301 - from our own process
                answer = pickle.loads(data)  # noqa: S301 - the same
            except BaseException as error:  # noqa: BLE001 - it is handed over
                job.future.set_exception(error)
            else:
                job.future.set_result(answer) if has_result else job.future.set_exception(answer)
            self._idle.release()
        line.end()

    def _next(self) -> _Job | None:
        """The next job that nobody has cancelled, waited for; None where there is none any more."""
        while (job := self._jobs.get()) is not None:
            if self._is_wanted(job):
                return job
        return None

    def _following(self) -> _Job | None:
        """A job for a process that is still at another one; None where that would keep it from a process at rest."""
        if self._jobs.qsize() < self._workers:
            return None
        try:
            # Others take jobs as well: whoever waited here for one would leave its process waiting.
            job = self._jobs.get_nowait()
        except Empty:
            return None
        if job is None:
            # It tells a thread to end, when it has done what it has begun.
            self._jobs.put(None)
            return None
        return job if self._is_wanted(job) else None

    def _is_wanted(self, job: _Job) -> bool:
        """Whether nobody has cancelled it; from now on nobody can."""
        if job.future.set_running_or_notify_cancel():
            return True
        self._idle.release()
        return False

    def _new_process(self) -> _Process:
        with self._lock:
            if self._stopped.is_set():
                raise RuntimeError("The pool was stopped.")
            process = _taken_ahead(self._prepare, self._budget) or _Process(self._prepare, self._budget)
            self._processes.add(process)
            return process

    def _end(self, process: _Process) -> None:
        with self._lock:
            self._processes.discard(process)
        process.end()


class _NeverBegunError(Exception):
    """A process ended before it began on a job."""


class _Line:
    """The jobs of one process, or of those that follow it where it ends: one under way, the next one handed ahead.

    So no process waits for its next job while this program is busy with what came of the last.
    """

    def __init__(
        self, start: Callable[[], _Process], following: Callable[[], _Job | None], end: Callable[[_Process], None]
    ) -> None:
        self._start, self._following, self._end = start, following, end
        self._process: _Process | None = None
        self.ahead: _Job | None = None
        """What the process does next: it has it already, unless it ended meanwhile."""

    def outcome_of(self, job: _Job) -> bytes:
        """What became of the job: of the one that was handed ahead, where there is one. Raises `ReadingEndedError`."""
        is_handed, self.ahead = job is self.ahead, None
        tries = 2
        while True:
            try:
                return self._tried(job, is_handed=is_handed)
            except (ReaderDiedError, _NeverBegunError) as error:
                self.end()
                # What ends a process before it comes to what it was handed ahead is no doing of that job.
                tries -= not (is_handed and isinstance(error, _NeverBegunError))
                is_handed = False
                if not tries:
                    raise
            except ReadingEndedError:
                self.end()
                raise

    def _tried(self, job: _Job, *, is_handed: bool) -> bytes:
        process = self._process
        if process is None or not process.is_alive:
            self.end()
            process, is_handed = self._start(), False
            self._process = process
        if not is_handed:
            process.ask(job.call)
        process.begin()
        self.ahead = self.ahead or self._following()
        if self.ahead is not None:
            # Where the process has just ended, the outcome says so.
            with suppress(_NeverBegunError):
                process.ask(self.ahead.call)
        outcome = process.outcome(is_followed=self.ahead is not None)
        if process.is_swollen:
            self.end()
        return outcome

    def end(self) -> None:
        """End the process, whatever it is at; the next job has a new one."""
        if self._process is not None:
            process, self._process = self._process, None
            self._end(process)


class _Process:
    """One process, the job it is at, and what that job has taken."""

    def __init__(self, prepare: str, budget: Budget, started: ahead.Started | None = None) -> None:
        self.prepare, self.budget = prepare, budget
        started = started or ahead.start_process(prepare, budget.as_environment())
        self._process, self._said = started.process, started.said
        self._jobs = cast("RawIOBase", self._process.stdin)
        self._results = cast("RawIOBase", self._process.stdout)
        self._lock = threading.Lock()
        self._system: psutil.Process | None = None
        self._idle_size = 0
        self._verdict: ReadingEndedError | None = None
        self._clock: _Clock | None = None
        """Of the job under way; None where there is none."""

    @property
    def is_alive(self) -> bool:
        """False as well where it is being ended: what follows would be told what its predecessor did."""
        return self._verdict is None and self._process.poll() is None

    @property
    def is_swollen(self) -> bool:
        return self._size() > self._idle_size + _SWOLLEN * self.budget.memory

    def ask(self, call: bytes) -> None:
        """Hand it a job, which it begins once it has done what it is at. Raises `_NeverBegunError`."""
        try:
            self._get_ready()
            send(self._jobs, call)
        except (EOFError, OSError) as error:
            raise self._with_what_was_said(_NeverBegunError(self._how_it_ended())) from error

    def begin(self) -> None:
        """Wait until it begins on the next job that it was handed. Raises `_NeverBegunError` where it ended before."""
        try:
            while receive(self._results) != STARTED:
                pass
        except (EOFError, OSError) as error:
            raise self._with_what_was_said(_NeverBegunError(self._how_it_ended())) from error
        with self._lock:
            self._clock = self._clock or _Clock(self._system)

    def outcome(self, *, is_followed: bool) -> bytes:
        """What became of the job that it has begun. Raises `ReadingEndedError` where that ended the process.

        Where it `is_followed` by another one, the time of that begins at once.
        """
        followed = False
        try:
            outcome = receive(self._results)
            followed = is_followed
        except (EOFError, OSError) as error:
            raise self._verdict_of_its_end() from error
        finally:
            with self._lock:
                self._clock = _Clock(self._system) if followed else None
        return outcome

    def look(self) -> None:
        """End the process where its job is over budget."""
        with self._lock:
            if self._clock is None or self._verdict is not None:
                return
            self._clock.look()
            if self._clock.has_run(self.budget.seconds):
                self._verdict = TooSlowError(self.budget.seconds_shown)
            elif self._size() > self._idle_size + self.budget.memory:
                self._verdict = TooMuchMemoryError(self.budget.memory_shown)
            if self._verdict is not None:
                self._process.kill()

    def kill(self) -> None:
        self._process.kill()

    def end(self) -> None:
        """Have it end, by force where it does not, and let go of what it held."""
        self._jobs.close()
        self._how_it_ended()
        self._results.close()
        self._said.close()

    def _get_ready(self) -> None:
        if self._system is None:
            # On Windows the process started may be one that starts the interpreter: only that knows its number.
            number = int(receive(self._results))
            try:
                self._system = psutil.Process(number)
            except psutil.Error as error:
                raise EOFError from error
            self._idle_size = self._size()

    def _size(self) -> int:
        """Bytes of memory that it holds; 0 where it is gone."""
        try:
            return int(self._system.memory_info().rss) if self._system is not None else 0
        except psutil.Error:
            return 0

    def _how_it_ended(self) -> str:
        """The signal or the exit status."""
        try:
            status = self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = self._process.wait()
        if status < 0:
            return signal.Signals(-status).name
        return f"exit status {status:#x}" if status > 255 else f"exit status {status}"

    def _verdict_of_its_end(self) -> Exception:
        how = self._how_it_ended()
        if self._verdict is not None:
            return self._verdict
        if _NO_MEMORY.search(self._what_was_said()):
            return self._with_what_was_said(TooMuchMemoryError(self.budget.memory_shown))
        return self._with_what_was_said(ReaderDiedError(how))

    def _with_what_was_said(self, error: Exception) -> Exception:
        """`error` with what the process printed, for the log."""
        if said := self._what_was_said():
            error.add_note(said)
        return error

    def _what_was_said(self) -> str:
        self._said.seek(0)
        return self._said.read(_SAID).decode("utf-8", "replace").strip()


class _Clock:
    """How long a job has taken: the time in which it worked, or waited for anything but a processor.

    So a loaded computer makes no file slow.
    """

    def __init__(self, process: psutil.Process | None) -> None:
        self._process = process
        self._spent = self._passed = 0.0
        self._seen, self._worked = time.monotonic(), self._state()[1]

    def look(self) -> None:
        now, (wants_processor, worked) = time.monotonic(), self._state()
        passed = min(now - self._seen, _LONGEST_TICK)
        self._passed += passed
        self._spent += worked - self._worked if wants_processor else passed
        self._seen, self._worked = now, worked

    def has_run(self, seconds: float) -> bool:
        return self._spent > seconds or self._passed > seconds * _AT_MOST

    def _state(self) -> tuple[bool, float]:
        """Whether it wants a processor (on Windows always), and the seconds for which it has had one."""
        try:
            if self._process is not None:
                with self._process.oneshot():
                    times = self._process.cpu_times()
                    return self._process.status() == psutil.STATUS_RUNNING, times.user + times.system
        except psutil.Error:
            pass
        return False, 0.0


def _taken_ahead(prepare: str, budget: Budget) -> _Process | None:
    """The process that was started before it was known what it will do, where it is as one started now."""
    started = ahead.taken(prepare) if budget == Budget.from_environment() else None
    return _Process(prepare, budget, started) if started is not None else None


def _kill_all(processes: Iterable[_Process]) -> None:
    for process in tuple(processes):
        process.kill()
