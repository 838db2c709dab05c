"""Many machines as one executor: jobs go out with the bytes that they read, and results come back.

The cluster is not asked before there is something to read, and is left with the block.
"""

from __future__ import annotations

import importlib.util
import pickle
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import ExitStack, suppress
from types import TracebackType
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from addin.submissions.elsewhere import Elsewhere, ElsewhereError
from schemas.errors import Refusal
from schemas.messages.message import together
from schemas.terminal.own_command import declared_of, here
from schemas.terminal.shown import shown

if TYPE_CHECKING:
    from addin.machines.cluster import Cluster

P = ParamSpec("P")
T = TypeVar("T")

_FOR_EACH_THREAD = 8
"""Jobs under way for each thread of a worker: those it is at, and as many whose bytes are there when it is done."""
_SMALL = 4 * 2**20
"""Bytes of jobs that travel together at most; a larger one travels alone."""
_BYTES_UNDER_WAY = 256 * 2**20
"""Bytes of files that wait for machines at most; a file alone may be larger."""
_LOOK = 1.0
"""Seconds between two looks at the machines."""
_WITHOUT_WORKERS = 30.0
"""Seconds that a run waits where every worker has gone: a new one may be on its way."""
_LIBRARY = "distributed"


class Machines(Elsewhere):
    """An executor on the workers of the Dask scheduler at an address, or of this computer where there is none.

    A context manager: where its block is left, whatever is under way is cancelled. Raises `Refusal` at once where the
    library is missing, and `ElsewhereError` with the first job where nobody can be reached.
    """

    def __init__(self, scheduler: str | None = None) -> None:
        _check_library()
        self._scheduler = scheduler
        self._cluster: Cluster | None = None
        self._stack = ExitStack()
        self._changed = threading.Condition()
        self._under_way: dict[Future[Any], int] = {}
        """What nobody has answered yet, and the bytes that it takes."""
        self._closed = threading.Event()
        self._failure: ElsewhereError | None = None
        """What ended all that was under way, and all that would follow."""

    @property
    def in_flight(self) -> int:
        return self._connected().threads * _FOR_EACH_THREAD

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have `fn` called on a machine; waits while as many bytes as may be are under way already."""
        return self._send([pickle.dumps((fn, args, kwargs))])[0]

    def submit_together(self, calls: Sequence[tuple[Callable[..., Any], *tuple[Any, ...]]]) -> list[Future[Any]]:
        """As `submit` for each; small ones that follow each other go to one worker together."""
        pickled = [pickle.dumps((fn, arguments, {})) for fn, *arguments in calls]
        return [answer for batch in _batches(pickled) for answer in self._send(batch)]

    def _send(self, calls: Sequence[bytes]) -> list[Future[Any]]:
        from addin.machines.worker import do  # noqa: PLC0415 - the library is loaded by who needs it

        if self._closed.is_set():
            raise RuntimeError("The machines take no more jobs.")
        cluster = self._connected()
        answers: list[Future[Any]] = [Future() for _ in calls]
        for answer in answers:
            answer.set_running_or_notify_cancel()
        self._wait_for_room(sum(map(len, calls)))
        with self._changed:
            if self._failure is not None:
                raise self._failure
            self._under_way.update(zip(answers, map(len, calls), strict=True))
        try:
            sent = cluster.executor.submit(do, cluster.run, calls)
        except Exception as error:
            raise self._lost() from error
        sent.add_done_callback(lambda done: self._answer(answers, done))
        return answers

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Cancel what is under way, and leave the machines; a cluster that was started here ends."""
        self._closed.set()
        self._end_all(CancelledError())
        self._stack.close()
        self._cluster = None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shutdown(cancel_futures=True)

    def _connected(self) -> Cluster:
        if self._cluster is None:
            from addin.machines.cluster import cluster  # noqa: PLC0415 - as above

            self._cluster = self._stack.enter_context(cluster(self._scheduler))
            threading.Thread(target=self._watch, args=(self._cluster,), daemon=True).start()
        return self._cluster

    # --- what came of a job ----------------------------------------------------------------------
    def _answer(self, answers: Sequence[Future[Any]], done: Future[bytes]) -> None:
        try:
            outcomes = pickle.loads(done.result())  # noqa: S301 - from our own worker
        except BaseException as error:  # noqa: BLE001 - what ended it is no file's doing, but the machines'
            outcomes = [(False, self._of_the_machines(error))] * len(answers)
        for answer, (is_done, what) in zip(answers, outcomes, strict=True):
            with self._changed:
                if self._under_way.pop(answer, None) is None:
                    continue
                self._changed.notify_all()
            answer.set_result(what) if is_done else answer.set_exception(_own(what))

    def _of_the_machines(self, error: BaseException) -> ElsewhereError:
        if isinstance(error, CancelledError):
            return self._lost()
        if type(error).__name__ == "KilledWorker":
            return ElsewhereError(
                "The workers end while they read, one after the other: give each more memory, or fewer threads."
            )
        return ElsewhereError(
            "A worker could not do what it was given ({error}): install the same version of kpibook, and of its "
            "libraries, on every machine.",
            error=type(error).__name__,
        )

    def _wait_for_room(self, size: int) -> None:
        with self._changed:
            while self._under_way and sum(self._under_way.values()) + size > _BYTES_UNDER_WAY:
                # A wait without an end could not be stopped by Ctrl-C on Windows.
                self._changed.wait(_LOOK)

    # --- who watches the machines ------------------------------------------------------------------
    def _watch(self, cluster: Cluster) -> None:
        seen = time.monotonic()
        while not self._closed.wait(_LOOK):
            if not cluster.is_connected:
                self._fail(self._lost())
                return
            if cluster.threads_now():
                seen = time.monotonic()
            elif time.monotonic() - seen > _WITHOUT_WORKERS:
                self._fail(
                    ElsewhereError("Every worker has gone while files were read: start workers, and run it again.")
                )
                return

    def _fail(self, failure: ElsewhereError) -> None:
        with self._changed:
            self._failure = failure
        self._end_all(failure)

    def _end_all(self, error: Exception) -> None:
        with self._changed:
            left = list(self._under_way)
            self._under_way.clear()
            self._changed.notify_all()
        for answer in left:
            with suppress(Exception):
                answer.set_exception(error)

    def _lost(self) -> ElsewhereError:
        return ElsewhereError(
            "The scheduler{at} was lost while files were read: see that it runs, and run it again.",
            at=f" {shown(self._scheduler)}" if self._scheduler is not None else "",
        )


def _batches(calls: Iterable[bytes]) -> Iterator[list[bytes]]:
    """The calls in their order, those together that are small together."""
    batch: list[bytes] = []
    for call in calls:
        if batch and sum(map(len, batch)) + len(call) > _SMALL:
            yield batch
            batch = []
        batch.append(call)
    if batch:
        yield batch


def _own(error: BaseException) -> BaseException:
    """What a worker says, as this side says it."""
    from addin.machines.cluster import different_version  # noqa: PLC0415 - as above
    from addin.machines.worker import DifferentVersionError  # noqa: PLC0415

    return different_version(error.worker, error.there) if isinstance(error, DifferentVersionError) else error


def _check_library() -> None:
    if importlib.util.find_spec(_LIBRARY) is None:
        raise Refusal(
            "Reading on several machines needs {libraries}, which kpibook does without otherwise: install it with "
            "{command}.",
            libraries=together((_LIBRARY,), by=" "),
            command=here().install(*declared_of("dask")),
        )
