"""What is asked for of every file alike, on its way to the process that reads it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from addin.decisions.decision import Correction


class Asked(NamedTuple):
    """What was asked for."""

    year: int | None = None
    """A template of another year is rejected; None takes any."""
    language: str | None = None
    """The language of the findings; where there is no wording in it the workbook's own, or else English."""
    within: Path | None = None
    """The folder that a link must not lead out of; None where somebody named the file."""
    corrections: tuple[Correction, ...] = ()
    """What counts instead of what stands in its cells, the latest last."""
