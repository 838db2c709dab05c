"""What one file may cost, and how reading it ends where it costs more.

This module is imported before anything else of kpibook's, and imports next to nothing itself.
"""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from typing import NamedTuple

from schemas.errors import ProcessEndedError, Refusal

SECONDS, MEGABYTES = "KPIBOOK_FILE_SECONDS", "KPIBOOK_FILE_MEMORY_MB"
"""The environment variables that say otherwise than the defaults."""
_MEGABYTE, _GIGABYTE = 2**20, 2**30


class Budget(NamedTuple):
    """The time and the memory that one file may take: a filled-in template takes 50 ms and 20 MB."""

    seconds: float = 10
    """From when a process begins on the file."""
    memory: int = _GIGABYTE
    """In bytes, beyond what a process holds before it begins."""

    @classmethod
    def from_environment(cls) -> Budget:
        """The budget asked for. Raises `Refusal` for what is no number above 0."""
        usual = cls()
        seconds = _number(SECONDS, usual.seconds)
        return cls(seconds, int(_number(MEGABYTES, usual.memory / _MEGABYTE) * _MEGABYTE))

    def as_environment(self) -> Mapping[str, str]:
        """The variables from which another process takes this budget."""
        return {SECONDS: f"{self.seconds:g}", MEGABYTES: f"{self.memory / _MEGABYTE:g}"}

    def times(self, number: int) -> Budget:
        """The same with so many times the seconds."""
        return self._replace(seconds=self.seconds * number)

    @property
    def seconds_shown(self) -> str:
        """The seconds as a sentence names them: `10`."""
        return f"{self.seconds:g}"

    @property
    def memory_shown(self) -> str:
        """The memory as a sentence names it: `1 GB`, `300 MB`."""
        if self.memory % _GIGABYTE == 0:
            return f"{self.memory // _GIGABYTE} GB"
        return f"{self.memory / _MEGABYTE:g} MB"


def _number(variable: str, default: float) -> float:
    typed = os.environ.get(variable, "").strip()
    try:
        number = float(typed) if typed else default
    except ValueError:
        number = math.nan
    if not 0 < number < math.inf:
        raise Refusal(
            "{variable} is {typed}: give a number above 0, or leave it out for {default}.",
            variable=variable,
            typed=repr(typed),
            default=f"{default:g}",
        )
    return number


class ReadingEndedError(ProcessEndedError):
    """A process that had begun on a file was ended; `what` is what a sentence about it names."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class TooSlowError(ReadingEndedError):
    """It took more than these seconds."""


class TooMuchMemoryError(ReadingEndedError):
    """It needed more than this memory."""


class ReaderDiedError(ReadingEndedError):
    """It ended of itself, by this signal or exit status."""
