"""The process behind a `BudgetedPool`: one job at a time, heard by nobody, gone with its parent.

It is started as a program of its own. Jobs come by stdin and what became of them goes by stdout,
each as eight bytes of length and a pickle; whatever a library prints goes to stderr, which the
parent keeps for the log.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from functools import partial
from io import RawIOBase
from pathlib import Path
from queue import SimpleQueue
from typing import cast

from addin.submissions.budget import Budget, ReaderDiedError, TooMuchMemoryError

_LENGTH = 8
_CHUNK = 1 << 20
_PR_SET_PDEATHSIG = 1
STARTED = b"started"
"""Sent when a job begins: from then on its end is its own doing."""


def main() -> None:
    """Do jobs until there are no more; `sys.argv` names a function (`module:name`) to be ready with, if any."""
    # Nothing that is loaded now is garbage.
    gc.disable()
    # Ctrl-C goes to every process of a terminal: the parent decides what ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    results = open(os.dup(1), "wb", buffering=0)  # noqa: SIM115, PTH123 - open as long as the process lives
    os.dup2(2, 1)
    _end_with_parent()
    jobs: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_receive_jobs, args=(jobs,), daemon=True).start()
    # What fails here fails again in a job, where it is told.
    with contextlib.suppress(Exception):
        if sys.argv[1:]:
            module, _, name = sys.argv[1].partition(":")
            getattr(importlib.import_module(module), name)()
    gc.freeze()
    gc.enable()
    _limit_memory(Budget.from_environment().memory)
    send(results, str(os.getpid()).encode())
    while True:
        call = _call_in(jobs.get())
        send(results, STARTED)
        send(results, _outcome(call))


def _receive_jobs(jobs: SimpleQueue[bytes]) -> None:
    """Jobs as they come; where the parent is done, or gone, so is this process, whatever it is at."""
    stream = cast("RawIOBase", open(0, "rb", buffering=0, closefd=False))  # noqa: SIM115 - as above
    with contextlib.suppress(EOFError, OSError):
        while True:
            jobs.put(receive(stream))
    os._exit(0)


def _end_with_parent() -> None:
    """On Linux the kernel ends this process with its parent, even inside a library that holds the interpreter."""
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - only here

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _limit_memory(memory: int) -> None:
    """On Linux an allocation beyond `memory` bytes fails at once; elsewhere the parent's watch sees it."""
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - there is none on Windows

        now = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (now + memory, resource.getrlimit(resource.RLIMIT_AS)[1]))
        # A process that is ended by a file leaves no image of itself in the user's folder.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _call_in(job: bytes) -> Callable[[], object]:
    """What to call; the modules that it needs are loaded by this."""
    try:
        function, args, kwargs = pickle.loads(job)  # noqa: S301 - from our own parent
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told as the job's
        return partial(_raise, error)
    return partial(function, *args, **kwargs)


def _raise(error: Exception) -> None:
    raise error


def _outcome(call: Callable[[], object]) -> bytes:
    """Whether the job came to its end, and the pickle of its result or of what it raised."""
    try:
        return pickle.dumps((True, pickle.dumps(call())))
    except MemoryError:
        return pickle.dumps((False, pickle.dumps(TooMuchMemoryError(Budget.from_environment().memory_shown))))
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent judges it
        return pickle.dumps((False, _pickled(error)))
    except BaseException as error:  # noqa: BLE001 - a job's exit, or a library's panic, is none of the parent's
        return pickle.dumps((False, pickle.dumps(ReaderDiedError(type(error).__name__))))


def _pickled(error: Exception) -> bytes:
    try:
        data = pickle.dumps(error)
        pickle.loads(data)  # noqa: S301 - some errors can be pickled, and cannot be made again
    except Exception:  # noqa: BLE001 - whatever keeps it from travelling
        return pickle.dumps(RuntimeError(f"{type(error).__name__}: {error}"))
    return data


# --- what parent and process say to each other -----------------------------------------------
def send(stream: RawIOBase, data: bytes) -> None:
    """Write `data` as one message. Raises OSError where nobody reads it any more."""
    rest = memoryview(len(data).to_bytes(_LENGTH, "big") + data)
    while rest:
        rest = rest[stream.write(rest) or 0 :]


def receive(stream: RawIOBase) -> bytes:
    """Read one message. Raises EOFError where there is none any more, or only its beginning."""
    return _exactly(stream, int.from_bytes(_exactly(stream, _LENGTH), "big"))


def _exactly(stream: RawIOBase, length: int) -> bytes:
    data = bytearray()
    while len(data) < length:
        block = stream.read(min(length - len(data), _CHUNK))
        if not block:
            raise EOFError
        data += block
    return bytes(data)
