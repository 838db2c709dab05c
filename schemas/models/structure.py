"""The structure of an edition: levels, their questions, standards, indicators, items. It holds no words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from enum import StrEnum
from typing import Annotated

from schemas.models.held import Before, Data, Held
from schemas.models.kinds import Kind, kind_named

LevelNumber = Annotated[int, Held(ge=1, le=5)]
NamedKind = Annotated[Kind, Before(kind_named)]
"""A kind of item, which data files give by its name."""


# --- structure -------------------------------------------------------------------------------
class Topic(StrEnum):
    """What a capacity-building question asks about, so that results compare across levels."""

    REASON = "reason"
    IMPLEMENTATION = "implementation"
    PROCESS = "process"
    DIFFICULTIES = "difficulties"
    CAPACITY_BUILDING = "capacity-building"
    LESSONS = "lessons"


class Asks(StrEnum):
    """How a capacity-building question is answered."""

    TEXT = "text"
    YES_NO = "yes-no"
    """Yes or No, with room for a remark: the gate of the question behind it."""
    IF_YES = "if-yes"
    """Text, asked only when the question before it was answered Yes."""


class Period(StrEnum):
    """Which time the value of an additional-information item is of."""

    FLOW = "flow"
    """The last full calendar year before the template's year."""
    STOCK = "stock"
    """The 31st of December of that year."""
    NONE = "none"
    """The day of answering, as levels are; or what the item's own wording says."""


class LevelQuestion(Data):
    """One capacity-building question of a level, without its wording."""

    topic: Topic
    asks: Asks = Asks.TEXT


class InformationItem(Data):
    """One additional-information item, without its wording."""

    kind: NamedKind
    choices: str | None = None
    """For a list: the key of its codes in the edition's `choices`."""
    period: Period = Period.NONE
    warn_above: float | None = None
    """A number above it is taken, and pointed out as unusual; in the item's own unit. It says nothing of a text."""
    warn_below: float | None = None
    several: bool = False
    """True where it takes several values, each with the name of what it is of."""

    def __post_init__(self) -> None:
        if self.kind.has_choices != (self.choices is not None):
            raise ValueError("`choices` goes with kind `list`, and a list needs it: name one of the edition's choices")
        low, high = self.warn_below, self.warn_above
        if low is not None and high is not None and not low < high:
            raise ValueError("`warn_below` must be less than `warn_above`")

    def is_answered_as(self, other: InformationItem) -> bool:
        """Whether an answer to `other` means the same here: the same kind, and of a list the same list."""
        return (self.kind, self.choices) == (other.kind, other.choices)


class StandardStructure(Data):
    """How many indicators a standard has, and its additional-information items."""

    indicators: Annotated[int, Held(ge=1, le=9)]
    information: tuple[InformationItem, ...] = ()


class Edition(Data):
    """The structure of one edition: levels, their questions, standards, indicators, items."""

    edition: str
    preamble_points: Annotated[int, Held(ge=0)]
    levels: dict[LevelNumber, tuple[LevelQuestion, ...]]
    information_from_level: LevelNumber
    """From this level of any of its indicators on, a standard's additional information is asked for."""
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    standards: dict[int, StandardStructure]

    def __post_init__(self) -> None:
        if list(self.levels) != [1, 2, 3, 4, 5]:
            raise ValueError("`levels` must be 1 to 5, in order")
        if list(self.standards) != list(range(1, len(self.standards) + 1)):
            raise ValueError("`standards` must be numbered 1, 2, 3 … in order, without a gap")
        for level, questions in self.levels.items():
            for before, question in zip((None, *questions), questions, strict=False):
                if question.asks is Asks.IF_YES and (before is None or before.asks is not Asks.YES_NO):
                    raise ValueError(f"level {level}: an `if-yes` question must stand right behind a `yes-no` question")
        for number, standard in self.standards.items():
            for item in standard.information:
                if item.choices is not None and item.choices not in self.choices:
                    raise ValueError(f"standard {number}: there is no list {item.choices!r} under `choices`")

    def __hash__(self) -> int:
        return hash((self.edition, self.indicators))

    @property
    def questions_per_level(self) -> int:
        """The most questions any level has: the answer rows that every indicator gets."""
        return max(len(questions) for questions in self.levels.values())

    @property
    def gate_numbers(self) -> tuple[int, ...]:
        """The question numbers that ask yes or no at some level: these rows get a Yes/No cell."""
        numbers = {
            n
            for questions in self.levels.values()
            for n, question in enumerate(questions, 1)
            if question.asks is Asks.YES_NO
        }
        return tuple(sorted(numbers))

    @property
    def indicators(self) -> tuple[tuple[int, int], ...]:
        """Every indicator as (standard, indicator), in order."""
        return tuple((s, i) for s, standard in self.standards.items() for i in range(1, standard.indicators + 1))

    def information(self) -> Iterator[tuple[int, int, InformationItem]]:
        """Every additional-information item as (standard, number, item), in order."""
        for s, standard in self.standards.items():
            for k, item in enumerate(standard.information, 1):
                yield s, k, item
