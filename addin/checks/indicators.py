"""Each indicator: its level, what the level asks, and what stands beside questions that are not asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from addin.checks.about import about, problem_of
from addin.checks.check import yields
from addin.returned.indicators import IndicatorState, QuestionRow, State, indicator_states
from addin.returned.returned import Entry, Returned
from schemas.findings import Finding
from schemas.findings.catalogue import (
    AnswerMissing,
    AnswerNotAsked,
    AnswerWithoutLevel,
    LevelInvalid,
    LevelMissing,
    LowEffortAnswer,
    TextNotShown,
    TextTooLong,
    UnchangedStale,
    ValueNotInList,
    YesNoInvalid,
    YesNoMissing,
    YesNoNotAsked,
)
from schemas.layout import names
from schemas.questions import question_of, shown


@yields(
    *(LevelMissing, AnswerWithoutLevel, UnchangedStale),
    *(AnswerMissing, AnswerNotAsked, YesNoMissing, YesNoNotAsked),
    read=(LevelInvalid, LowEffortAnswer, TextNotShown, TextTooLong, ValueNotInList, YesNoInvalid),
)
def check_indicators(returned: Returned) -> Iterator[Finding]:
    """Levels missing or not understood; questions without an answer, answers without a question."""
    for indicator in indicator_states(returned):
        yield from _level(returned, indicator)
        yield from _unchanged(returned, indicator)
        if indicator.level is not None:
            for row in indicator.rows:
                yield from _row(returned, row)


def _level(returned: Returned, indicator: IndicatorState) -> Iterator[Finding]:
    entry = indicator.level_entry
    if entry.is_empty:
        yield about(returned, entry, LevelMissing())
        for text in indicator.inputs:
            yield about(returned, text, AnswerWithoutLevel())
    elif (problem := problem_of(returned, entry)) is not None:
        yield problem


def _unchanged(returned: Returned, indicator: IndicatorState) -> Iterator[Finding]:
    """Last year's answers kept together with another level than they were written for."""
    entry = returned.entry(names.unchanged(indicator.standard, indicator.number))
    if entry is None or entry.is_empty:
        return
    problem = entry.value.problem
    if isinstance(problem, ValueNotInList):
        # Only here is the year known of which the one choice speaks.
        question = question_of(entry.slot, returned.definition)
        choice = question.say("unchanged", entry.slot, returned.definition, returned.last_year)
        yield about(returned, entry, replace(problem, options=str(choice)))
    elif (last := indicator.keeps_other_level) is not None:
        level = shown(indicator.level_entry.raw) if indicator.level is None else indicator.level
        yield about(returned, entry, UnchangedStale(was=last, level=level))


def _row(returned: Returned, row: QuestionRow) -> Iterator[Finding]:
    if row.state is State.NOT_ASKED:
        yield from _not_asked(returned, row.answer, AnswerNotAsked())
    if not (row.is_gate and row.state is State.ASKED):
        yield from _not_asked(returned, row.yes_no, YesNoNotAsked())
    if row.state is State.ASKED:
        question = _question(returned, row)
        if row.is_gate:
            yield from _asked(returned, row.yes_no, YesNoMissing(question=question))
        else:
            yield from _asked(returned, row.answer, AnswerMissing(question=question))


def _question(returned: Returned, row: QuestionRow) -> str:
    """The question of a row that is asked, in the language of the findings."""
    return returned.speaker.wording.questions[row.level][row.number]


def _not_asked(returned: Returned, entry: Entry | None, case: AnswerNotAsked | YesNoNotAsked) -> Iterator[Finding]:
    if entry is not None and not entry.is_empty:
        yield about(returned, entry, case)


def _asked(returned: Returned, entry: Entry | None, missing: YesNoMissing | AnswerMissing) -> Iterator[Finding]:
    """What is wrong with the cell that a question asks for; nothing where the cell is gone."""
    if entry is None:
        return
    if entry.is_empty:
        yield about(returned, entry, missing)
    elif (problem := problem_of(returned, entry)) is not None:
        yield problem
