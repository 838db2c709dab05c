"""Executors whose processes see none of our files, such as those of other machines.

Light on purpose: whoever reads files asks whether an executor is one of these.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from typing import Any

from schemas.errors import Refusal


class ElsewhereError(Refusal):
    """The machines could not do their work, whatever was in the files: it ends the run and is no file's row."""


class Elsewhere(Executor):
    """An executor whose jobs take the bytes that they read with them, and no path.

    `Future.result` raises what a job raised, as of any executor, and `ElsewhereError` for what is no job's fault.
    """

    @property
    @abstractmethod
    def in_flight(self) -> int:
        """How many jobs keep it busy; no more are handed to it at a time. Raises `ElsewhereError`."""

    def submit_together(self, calls: Sequence[tuple[Callable[..., Any], *tuple[Any, ...]]]) -> list[Future[Any]]:
        """Have functions called with their arguments, each with a future of its own; small jobs may travel together."""
        return [self.submit(fn, *arguments) for fn, *arguments in calls]
