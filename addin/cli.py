"""The `kpibook` command, from its first moment: what reads the files starts while all else still loads.

Light on purpose: the command line itself is `addin.command_line`.
"""

from __future__ import annotations

import gc
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

_READING = ("validate", "status", "merge", "consolidate", "migrate", "annotate", "decisions", "letters", "report")
"""The commands that read returned workbooks."""
_READS_NOTHING_HERE = frozenset(["-h", "--help", "dask", "--executor=dask"])


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `kpibook`; exit status 0 good, 1 findings of severity error, 2 wrong usage or nothing readable."""
    if arguments is None:
        # A program of its own: nothing that it loads is garbage, and to look whether it is takes a sixth of the time.
        gc.disable()
    given = sys.argv[1:] if arguments is None else list(arguments)
    with _terminated_as_interrupted():
        end = _start_reading(given)
        try:
            from addin.command_line import run  # noqa: PLC0415 - what reads has started by now

            if not gc.isenabled():
                gc.freeze()
            status = run(given)
        finally:
            end()
    sys.exit(status)


def _start_reading(arguments: Sequence[str]) -> Callable[[], None]:
    """Start the process that reads, where the command will need one; returns what ends it where it did not."""
    if not arguments or arguments[0] not in _READING or not _READS_NOTHING_HERE.isdisjoint(arguments):
        return lambda: None
    from addin.submissions import readers  # noqa: PLC0415 - nobody else needs what starts processes

    return readers.start_ahead()


@contextmanager
def _terminated_as_interrupted() -> Iterator[None]:
    """A program that is told to end cleans up as after Ctrl-C."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


if __name__ == "__main__":
    main()
