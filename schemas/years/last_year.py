"""What a Member answered last year, as this year's workbook shows it beside the inputs.

Numbers and codes only, in the numbering of this year's edition: the workbook says them in its
own language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Literal, NamedTuple


class Kept(Enum):
    """Whether last year's answers to an indicator can stand for this year's."""

    POSSIBLE = auto()
    NEW = auto()
    """It was not asked last year."""
    SEVERAL = auto()
    """It was asked as part of another indicator, or as several."""


@dataclass(frozen=True, slots=True)
class LastIndicator:
    """Last year's answers to one of this year's indicators."""

    level: int | None = None
    """The level chosen last year; None where there is none to keep."""
    answers: Mapping[int, str] = field(default_factory=dict)
    """The answers by question number; an answer beside a Yes or No is a remark."""
    yes_no: Mapping[int, Literal["yes", "no"]] = field(default_factory=dict)
    kept: Kept = Kept.POSSIBLE
    before: tuple[tuple[str, int], ...] = ()
    """Where it was asked otherwise: last year's indicators (`4.2`) with their levels, to read only."""

    @property
    def can_be_kept(self) -> bool:
        """Whether "unchanged" can be chosen."""
        return self.kept is Kept.POSSIBLE and self.level is not None


class LastYear(NamedTuple):
    """Last year's answers of one Member, by this year's (standard, indicator) or (standard, item)."""

    year: int
    indicators: Mapping[tuple[int, int], LastIndicator]
    information: Mapping[tuple[int, int], str]
    """What was typed, or the code (`yes`, `annual`) where there are codes; an amount with its currency."""
