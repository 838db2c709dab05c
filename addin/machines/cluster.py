"""The connection to a scheduler of Dask and its workers, and its end; the only place that starts any of them."""

from __future__ import annotations

import logging
import signal
import sys
import threading
import uuid
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from multiprocessing import resource_tracker
from typing import Any

import dask
from distributed import Client, LocalCluster
from distributed.cfexecutor import ClientExecutor

from addin.machines.worker import NAME, Readers, version_here
from addin.submissions.budget import Budget
from addin.submissions.elsewhere import ElsewhereError
from schemas.messages.message import Message
from schemas.terminal.shown import shown

_PATIENCE = 10
"""Seconds in which a scheduler answers, and in which its first worker is there."""
_LOGGERS = ("distributed", "distributed.client", "distributed.gc", "tornado", "tornado.application")
_SETTINGS = {
    # Dask always opens a port for HTTP; nothing is served there.
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    # The bytes of a file are the job: they are no graph that somebody forgot to make smaller.
    "distributed.admin.large-graph-warning-threshold": "10GB",
}


@dataclass(frozen=True, slots=True)
class Cluster:
    """Workers that are ready for one run."""

    run: str
    """What the run is called among them."""
    client: Client
    executor: ClientExecutor
    threads: int
    """How many jobs its workers do at a time."""

    @property
    def is_connected(self) -> bool:
        """Whether the scheduler is still there."""
        return bool(self.client.status == "running")

    def threads_now(self) -> int:
        """How many threads the workers have that are there now; 0 where nobody answers."""
        try:
            return sum(self.client.nthreads().values())
        except Exception:  # noqa: BLE001 - whatever keeps it from answering
            return 0


@contextmanager
def cluster(scheduler: str | None) -> Iterator[Cluster]:
    """The workers of the scheduler at that address; where it is None some of this computer, ended with the block.

    What is under way where the block is left is cancelled. Raises `ElsewhereError` where nobody answers, no worker is
    there, or one has another version of kpibook.
    """
    with _quiet(), _client(scheduler) as client:
        where = shown(scheduler) if scheduler is not None else ""
        _check_workers(client, where)
        run = f"{NAME}-{uuid.uuid4().hex}"
        client.register_plugin(Readers(run, version_here(), Budget.from_environment()))
        executor = client.get_executor(pure=False)
        try:
            yield Cluster(run, client, executor, sum(client.nthreads().values()))
        finally:
            # A scheduler that is gone has nothing left to be told.
            with suppress(Exception):
                executor.shutdown(wait=False)
            with suppress(Exception):
                client.unregister_worker_plugin(run)


@contextmanager
def _client(scheduler: str | None) -> Iterator[Client]:
    if scheduler is not None:
        with _connected(scheduler, shown(scheduler)) as client:
            yield client
        return
    # Only who has the keys of this run is let in: another user of this computer has not.
    # What a file may take is watched by the readers; a worker that holds much is no reason to end it.
    with _deaf_to_ctrl_c():
        own = LocalCluster(
            host="127.0.0.1",
            security=True,
            dashboard_address=None,
            scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},
            memory_limit=0,
            silence_logs=logging.CRITICAL,
        )
    try:
        with _made(own, set_as_default=False) as client:
            yield client
    finally:
        # Where it is ended before its workers are ready, Dask finds itself in a state that it did not think of.
        with suppress(Exception):
            own.close(timeout=_PATIENCE)


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Threads and processes started within never hear of Ctrl-C, which a terminal sends to all: we end them.

    One that is pressed meanwhile comes to us afterwards.
    """
    if sys.platform == "win32":
        yield
        return
    # Where it starts first with a process, it lets that one hear again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with _told_to_end_later():
            yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _told_to_end_later() -> Iterator[None]:
    """Who tells us to end meanwhile is heard afterwards: processes must hear it, so that it cannot be held back."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    told: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: told.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before or signal.SIG_DFL)
        if told:
            signal.raise_signal(signal.SIGTERM)


class _Noted(Client):
    """A client that is there to be closed where it could not connect: Dask's own would try that for 20 s in the end."""

    def __init__(self, made: list[Client], *given: Any, **options: Any) -> None:
        made.append(self)
        super().__init__(*given, **options)  # type: ignore[no-untyped-call]


@contextmanager
def _made(*given: Any, **options: Any) -> Iterator[Client]:
    """A client, closed with the block; and at once where it does not come to be."""
    made: list[Client] = []
    try:
        client = _Noted(made, *given, **options)
    except BaseException:
        with suppress(Exception):
            made[0].close(timeout=_PATIENCE)
        raise
    with client:
        yield client


@contextmanager
def _connected(scheduler: str, where: str) -> Iterator[Client]:
    with ExitStack() as stack:
        try:
            # That a library is another one there is told by Dask; that kpibook is, by us.
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                client = stack.enter_context(_made(scheduler, timeout=_PATIENCE, set_as_default=False))
        except Exception:  # noqa: BLE001 - what it says may repeat the address, with what must not be shown
            raise ElsewhereError(
                "No scheduler of Dask answers at {address}: check the address, such as tcp://10.0.0.5:8786, and that "
                "dask scheduler runs there.",
                address=where,
            ) from None
        yield client


def _check_workers(client: Client, where: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except Exception:  # noqa: BLE001 - whatever keeps them away
        raise ElsewhereError(
            "The scheduler at {address} has no workers: start at least one with dask worker.", address=where
        ) from None
    # A function of Python's own: it is there as well where no kpibook is.
    found: dict[str, Any] = client.run(version, NAME, on_error="return")
    here = version_here()
    for worker, there in sorted(found.items()):
        if isinstance(there, PackageNotFoundError):
            raise different_version(worker, "")
        if isinstance(there, str) and there != here:
            raise different_version(worker, there)


def different_version(worker: str, there: str) -> ElsewhereError:
    """That a worker reads with another version of kpibook than is asked for, or has none."""
    has = Message("kpibook {version}", version=there) if there else Message("no kpibook")
    return ElsewhereError(
        "The worker {worker} has {there}, and here is kpibook {here}: install the same version on both.",
        worker=shown(worker),
        there=has,
        here=version_here(),
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """What Dask would print of its own comings and goings is none of what a command says."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        with dask.config.set({**_SETTINGS, "distributed.comm.timeouts.connect": f"{_PATIENCE}s"}):
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
