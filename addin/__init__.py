"""Reads returned workbooks back, judges them, and brings them together.

`returned` reads one file, `checks` say what is wrong with it, `submissions` make it one result,
`consolidation` decides which file counts, `results` write the tables; `status`, `regenerate`,
`excel`, `ribbon`, `installation` and `commands` stand on these. For programs:

    addin.validate(*paths)      what returned workbooks still need
    addin.consolidate(folder)   a folder of them as one answer: its files and tables
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from addin.api import Consolidated, consolidate, validate

__all__ = ["Consolidated", "consolidate", "validate"]


def __getattr__(name: str) -> Any:
    """Load the API when it is asked for: the command line starts without it."""
    if name in __all__:
        from addin import api  # noqa: PLC0415 - loads all that reads and writes

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
