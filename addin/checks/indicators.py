"""Each indicator: its level, what the level asks, and what stands beside questions that are not asked."""

from __future__ import annotations

from collections.abc import Iterator

from addin.checks.about import about, problem_of
from addin.returned.indicators import IndicatorState, QuestionRow, State, indicator_states
from addin.returned.returned import Entry, Returned
from schemas.findings import Code, Finding
from schemas.layout import names
from schemas.questions import shown


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
        yield about(returned, entry, Code.LEVEL_MISSING)
        for text in indicator.inputs:
            yield about(returned, text, Code.ANSWER_WITHOUT_LEVEL)
    elif (problem := problem_of(returned, entry)) is not None:
        yield problem


def _unchanged(returned: Returned, indicator: IndicatorState) -> Iterator[Finding]:
    """Last year's answers kept together with another level than they were written for."""
    entry = returned.entry(names.unchanged(indicator.standard, indicator.number))
    if entry is None or entry.is_empty:
        return
    problem = problem_of(returned, entry)
    if problem is not None:
        yield problem
    elif (last := indicator.keeps_other_level) is not None:
        level = shown(indicator.level_entry.raw) if indicator.level is None else indicator.level
        yield about(returned, entry, Code.STALE_ANSWERS, "unchanged", was=last, level=level)


def _row(returned: Returned, row: QuestionRow) -> Iterator[Finding]:
    if row.state is State.NOT_ASKED:
        yield from _not_asked(returned, row.answer, "answer")
    if not (row.is_gate and row.state is State.ASKED):
        yield from _not_asked(returned, row.yes_no, "yes-no")
    if row.state is State.ASKED:
        yield from _gate(returned, row) if row.is_gate else _text(returned, row)


def _question(returned: Returned, row: QuestionRow) -> str:
    """The question of a row that is asked, in the language of the findings."""
    return returned.speaker.wording.questions[row.level][row.number]


def _not_asked(returned: Returned, entry: Entry | None, variant: str) -> Iterator[Finding]:
    if entry is not None and not entry.is_empty:
        yield about(returned, entry, Code.ANSWER_NOT_ASKED, variant)


def _gate(returned: Returned, row: QuestionRow) -> Iterator[Finding]:
    entry = row.yes_no
    if entry is None:
        return
    if entry.is_empty:
        yield about(returned, entry, Code.YES_NO_MISSING, question=_question(returned, row))
    elif (problem := problem_of(returned, entry)) is not None:
        yield problem


def _text(returned: Returned, row: QuestionRow) -> Iterator[Finding]:
    entry = row.answer
    if entry is None:
        return
    if entry.is_empty:
        yield about(returned, entry, Code.ANSWER_MISSING, "question", question=_question(returned, row))
    elif (problem := problem_of(returned, entry)) is not None:
        yield problem
