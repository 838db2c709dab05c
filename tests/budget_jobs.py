"""What jobs and files do to the process that reads them, for the tests of the budget.

The process imports this module by name, so nothing here is more than it needs.
"""

from __future__ import annotations

import ctypes
import os
import re
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

PANIC = "thread '<unnamed>' panicked at a library's own line"
HELD: list[bytearray] = []


def fine(value: object = "fine") -> object:
    return value


def after(seconds: float, value: object) -> object:
    time.sleep(seconds)
    return value


def slow() -> None:
    time.sleep(60)


def slow_and_deaf() -> None:
    """Inside a library that lets nothing else of the interpreter run."""
    re.match(r"(a+)+$", "a" * 60 + "b")


def hungry() -> None:
    HELD.extend(bytearray(b"x" * 10_000_000) for _ in range(100))


def hungry_beyond_the_limit() -> None:
    """As on a system that sets no limit: only the watch can see it."""
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - there is none on Windows

        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    for _ in range(100):
        HELD.append(bytearray(b"x" * 10_000_000))
        time.sleep(0.01)


def wants_512_gigabytes() -> None:
    """As a library in Rust ends where it is given no memory."""
    os.write(2, b"memory allocation of 549755813888 bytes failed\n")
    os.abort()


def aborts() -> None:
    os.write(2, f"{PANIC}\n".encode() * 300)
    os.write(1, b"and what it prints\n")
    os.abort()


def reads_nowhere() -> None:
    ctypes.string_at(0)


def is_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def exits_well() -> None:
    os._exit(0)


def exits() -> None:
    sys.exit("done")


def cannot_be_sent() -> Callable[[], None]:
    return lambda: None


class Awkward(Exception):
    """Can be pickled, and cannot be made again."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(f"{one} {two}")


def raises_awkwardly() -> None:
    raise Awkward("an", "error")


def raises() -> None:
    raise ZeroDivisionError("a fault of our own")


def dies_once(place: Path) -> str:
    """Killed the first time by something outside, such as a system short of memory."""
    if not place.exists():
        place.touch()
        is_killed()
    return "fine"


def spoils_what_follows() -> str:
    """The process ends after this job, and before the next one begins."""
    from addin.submissions import budgeted_worker  # noqa: PLC0415 - the process has it

    budgeted_worker._call_in = lambda _: os._exit(3)
    return "fine"


def swells() -> str:
    """Done well, and much of its memory is left."""
    HELD.append(bytearray(b"x" * 100_000_000))
    return "fine"


class SlowToTake:
    """The moment at which it was made; the parent takes half a second to take it."""

    def __init__(self) -> None:
        self.made = time.monotonic()

    def __setstate__(self, state: dict[str, float]) -> None:
        time.sleep(0.5)
        self.__dict__.update(state)


def now() -> float:
    return time.monotonic()


def number() -> int:
    return os.getpid()


def reading(parent: int) -> list[psutil.Process]:
    """The processes of pools that `parent` has started; it may have started others, such as an office."""
    children = psutil.Process(parent).children()
    return [child for child in children if child.is_running() and "budgeted_worker" in _called(child)]


def _called(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


def siblings() -> int:
    """How many processes of pools the parent has started."""
    return len(reading(os.getppid()))


# --- before the jobs ------------------------------------------------------------------------
def load_slowly() -> None:
    time.sleep(2)


def fail_to_load() -> None:
    raise ZeroDivisionError


BY_NAME = {
    "slow.xlsx": slow_and_deaf,
    "hungry.xlsx": hungry,
    "aborts.xlsx": aborts,
    "killed.xlsx": is_killed,
}
"""Files that stand for hostile ones, and what reading them does."""


def make_files_hostile() -> None:
    """Files of some names do to this process what hostile ones do."""
    from addin.earlier import past as earlier  # noqa: PLC0415 - only where it is prepared
    from addin.submissions import examine  # noqa: PLC0415 - the same

    read, is_result = examine.read_workbook, earlier.is_result

    def read_workbook(data: bytes, file: str, *more: Any) -> Any:
        BY_NAME.get(Path(file).name, fine)()
        return read(data, file, *more)

    def is_result_or_ends(path: Path) -> bool:
        BY_NAME.get(path.name.removeprefix("result_"), fine)()
        return is_result(path)

    examine.read_workbook = read_workbook
    earlier.is_result = is_result_or_ends
