"""What each indicator of a returned workbook asks and holds, worked out again from its level.

The workbook's own formulas say the same to the officer, but their cached values are not trusted.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from addin.returned.kept import Indicator, read_indicator
from addin.returned.returned import Entry, Returned
from schemas.findings.catalogue import TextTooLong
from schemas.layout import names
from schemas.models.structure import Asks, LevelQuestion


class State(Enum):
    """Whether a question is asked at the chosen level."""

    ASKED = auto()
    WAITING = auto()
    """An "If yes" question whose gate is not answered yet."""
    NOT_ASKED = auto()


class QuestionRow(NamedTuple):
    """One row below an indicator: what it asks and what it holds."""

    number: int
    level: int
    """The indicator's level, 0 where none is chosen."""
    state: State
    question: LevelQuestion | None
    """The level's question on this row, asked or not; None where the level has fewer."""
    text: str
    """The question word for word; empty where the level has fewer."""
    answer: Entry | None
    yes_no: Entry | None

    @property
    def is_gate(self) -> bool:
        """True where the row asks for Yes or No."""
        return self.question is not None and self.question.asks is Asks.YES_NO

    @property
    def inputs(self) -> tuple[Entry, ...]:
        """The row's input cells that hold something."""
        return tuple(entry for entry in (self.yes_no, self.answer) if entry is not None and not entry.is_empty)

    @property
    def is_complete(self) -> bool:
        """True where nothing is missing on this row, and nothing is an Excel error."""
        if any(entry.error for entry in self.inputs):
            return False
        if self.state is not State.ASKED:
            return True
        needed = self.yes_no if self.is_gate else self.answer
        if needed is None or needed.reading is None:
            return False
        problem = needed.value.problem
        # An answer that says little is one; what is too long is to be shortened, as the sheet says.
        return problem is None or not (self.is_gate or isinstance(problem, TextTooLong))


class IndicatorState(NamedTuple):
    """An indicator as it came back."""

    standard: int
    number: int
    level_entry: Entry
    level: int | None
    """The implementation level; None where it is empty or not understood."""
    rows: tuple[QuestionRow, ...]
    signed: int | None = None
    """The level it was signed off at, 0 for none then; None where there is no readable sign-off."""
    keeps_other_level: int | None = None
    """Last year's level where “unchanged” is chosen together with another one."""
    is_unchanged_unread: bool = False
    """True where something else than “unchanged” stands in its cell."""

    @property
    def inputs(self) -> tuple[Entry, ...]:
        """Every answer and Yes/No cell that holds something."""
        return tuple(entry for row in self.rows for entry in row.inputs)

    @property
    def is_stale(self) -> bool:
        """True where there are answers, signed off at another level than the one chosen now."""
        return self.signed is not None and self.level is not None and self.signed != self.level and bool(self.inputs)

    @property
    def is_complete(self) -> bool:
        """True where a level is chosen, all it asks is answered, and the answers are for this level."""
        holds = not self.is_stale and self.keeps_other_level is None and not self.is_unchanged_unread
        return self.level is not None and holds and all(row.is_complete for row in self.rows)


@lru_cache(maxsize=1)
def indicator_states(returned: Returned) -> tuple[IndicatorState, ...]:
    """Every indicator whose level cell could be found, in order.

    The rows and several checks of a workbook ask one after the other: it is worked out once for all of them.
    """
    return tuple(_indicator_states(returned))


def _indicator_states(returned: Returned) -> Iterator[IndicatorState]:
    for s, standard in returned.definition.edition.standards.items():
        signed = _signed_levels(returned, s)
        for i in range(1, standard.indicators + 1):
            inputs = read_indicator(returned, s, i)
            if inputs is not None:
                value = inputs.level.value.value
                level = value if isinstance(value, int) else None
                rows = tuple(_rows(returned, inputs, level))
                was = signed[i - 1] if signed else None
                kept = inputs.keeps_other_level, inputs.is_unchanged_unread
                yield IndicatorState(s, i, inputs.level, level, rows, was, *kept)


def _signed_levels(returned: Returned, s: int) -> tuple[int, ...]:
    entry = returned.entry(names.sign_off(s))
    if entry is None or entry.value.value is None:
        return ()
    return tuple(int(digit) for digit in str(entry.value.value).split("-"))


def _rows(returned: Returned, inputs: Indicator, level: int | None) -> Iterator[QuestionRow]:
    questions = returned.definition.questions(level) if level is not None else ()
    gate: Entry | None = None
    for n in range(1, returned.definition.edition.questions_per_level + 1):
        question, text = questions[n - 1] if n <= len(questions) else (None, "")
        answer, yes_no = inputs.answers.get(n), inputs.yes_no.get(n)
        yield QuestionRow(n, level or 0, _state(question, gate), question, text, answer, yes_no)
        gate = yes_no


def _state(question: LevelQuestion | None, gate: Entry | None) -> State:
    if question is None:
        return State.NOT_ASKED
    if question.asks is not Asks.IF_YES:
        return State.ASKED
    answered = gate.value.value if gate is not None else None
    return {"yes": State.ASKED, "no": State.NOT_ASKED}.get(str(answered), State.WAITING)
