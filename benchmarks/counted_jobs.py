"""The jobs whose instructions are counted: each once to warm up, then once through a function that callgrind knows.

With `--counted` they run under `valgrind --tool=callgrind --instr-atstart=no`, which is told before and after each
job to look at it: what starts, and what warms up, is run without a count and many times as fast.
"""

from __future__ import annotations

import ctypes
import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

from addin.consolidation.consolidate import consolidate
from addin.results.result_workbook import write_result
from addin.submissions.examine import examine
from addin.submissions.in_parallel import examine_many
from benchmarks.instructions import JOBS
from schemas.loading.loader import load_definition
from workbook_builder.build import build_workbook

_RETURNED = Path(__file__).parent.parent / "tests" / "returned"
_FILES = ("complete.xlsx", "pasted.xlsx", "formula_overwritten.xlsx")
_YEAR = 2026
_ANSWERS_WITHIN = 300
"""Seconds in which valgrind answers, even where the machine is busy."""
_COMPARE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)


class Here(Executor):
    """Does what is submitted at once, in this process: callgrind looks at no other."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - handed on with the future, as executors do
            future.set_exception(error)
        return future


def main() -> None:
    """Run the jobs in their order."""
    counted = sys.argv[1:] == ["--counted"]
    definition = load_definition()
    with tempfile.TemporaryDirectory() as temporary:
        result = Path(temporary) / "result.xlsx"
        jobs: dict[str, Callable[[], object]] = {
            "validate one file": lambda: examine(_RETURNED / _FILES[0], name=_FILES[0]),
            "consolidate three files": lambda: write_result(consolidate(examined()), result),
            "build one workbook": lambda: build_workbook(definition, _YEAR),
        }
        for job in JOBS:
            jobs[job]()
            result.unlink(missing_ok=True)
            gc.collect()
            if counted:
                instrumentation("on")
            through_the_door(jobs[job])
            if counted:
                instrumentation("off")


def examined() -> Any:
    """The files, read and checked in this process."""
    return examine_many([_RETURNED / name for name in _FILES], names=_FILES, workers=1, executor=Here())


def instrumentation(state: str) -> None:
    """Have the valgrind that runs this process begin to look at what it does, or leave off."""
    # Without ptrace, which not every container allows: valgrind hears of it as long as this process is at work.
    command = ["vgdb", f"--pid={os.getpid()}", "--max-invoke-ms=0", "instrumentation", state]
    until = time.monotonic() + _ANSWERS_WITHIN
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as asking:
        while asking.poll() is None:
            if time.monotonic() > until:
                asking.kill()
    if asking.returncode:
        raise RuntimeError(f"valgrind did not turn its instrumentation {state}")


def through_the_door(job: Callable[[], object]) -> None:
    """Call `job` from within `DOOR`, by which ctypes calls C: `lfind` looks for a number among one, and asks once."""
    errors: list[Exception] = []

    def asked(_key: int, _element: int) -> int:
        try:
            job()
        except Exception as error:  # noqa: BLE001 - C cannot hand it on; it is raised below
            errors.append(error)
        return 0

    number, one = ctypes.c_int(0), ctypes.c_size_t(1)
    find = ctypes.CDLL(None).lfind
    find(ctypes.byref(number), ctypes.byref(number), ctypes.byref(one), ctypes.sizeof(number), _COMPARE(asked))
    if errors:
        raise errors[0]


if __name__ == "__main__":
    main()
