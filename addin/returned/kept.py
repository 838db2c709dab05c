"""“Unchanged”: where an officer keeps last year's answers, they are read as if typed this year.

Each keeps the cell that it stands in, so that a result traces it to where the officer saw it.
What is typed beside it counts instead; where another level is chosen nothing is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from addin.returned.returned import Entry, LastCell, Returned
from schemas.layout import names
from schemas.models.structure import Asks
from schemas.questions import Value, question_of


class Indicator(NamedTuple):
    """The inputs of one indicator, those kept from last year among them."""

    level: Entry
    answers: Mapping[int, Entry]
    yes_no: Mapping[int, Entry]
    keeps_other_level: int | None = None
    """Last year's level where “unchanged” is chosen together with another one."""
    is_unchanged_unread: bool = False
    """True where something else than “unchanged” stands in its cell."""


def read_indicator(returned: Returned, s: int, i: int) -> Indicator | None:
    """The inputs of indicator `s`.`i`; None where its level cell could not be found."""
    level = returned.entry(names.level(s, i))
    if level is None:
        return None
    numbers = range(1, returned.definition.edition.questions_per_level + 1)
    answers = {n: entry for n in numbers if (entry := returned.entry(names.answer(s, i, n))) is not None}
    yes_no = {n: entry for n in numbers if (entry := returned.entry(names.yes_no(s, i, n))) is not None}
    typed = Indicator(level, answers, yes_no)
    unchanged, last = returned.entry(names.unchanged(s, i)), returned.last_cells.level(s, i)
    if unchanged is not None and (unchanged.error or unchanged.value.problem is not None):
        return typed._replace(is_unchanged_unread=True)
    if unchanged is None or unchanged.value.value is None or last is None:
        return typed
    if level.is_empty or level.value.value == last:
        return _with_last_year(returned, typed, s, i, last)
    return typed._replace(keeps_other_level=last)


def _with_last_year(returned: Returned, typed: Indicator, s: int, i: int, last: int) -> Indicator:
    level, cells = typed.level, returned.last_cells
    where = returned.last.get(names.last_level(s, i))
    if level.is_empty and where is not None:
        level = _kept(returned, level, last, where)
    answers, yes_no = dict(typed.answers), dict(typed.yes_no)
    gate = ""
    for n, (question, _) in enumerate(returned.definition.questions(last), 1):
        where, code, text = returned.last.get(names.last_answer(s, i, n)), cells.yes_no(s, i, n), cells.answer(s, i, n)
        if code is not None and where is not None and n in yes_no and yes_no[n].is_empty:
            yes_no[n] = _kept(returned, yes_no[n], code, where)
        asked = question.asks is not Asks.IF_YES or gate == "yes"
        if asked and text and where is not None and n in answers and answers[n].is_empty:
            answers[n] = _kept(returned, answers[n], text, where)
        gate = str(yes_no[n].value.value or "") if n in yes_no else ""
    return Indicator(level, answers, yes_no)


def _kept(returned: Returned, entry: Entry, value: Value, where: LastCell) -> Entry:
    """`entry` as if `value` had been typed in it, in the cell where it stands as last year's."""
    slot, definition = entry.slot, returned.definition
    question = question_of(slot, definition)
    raw = question.say(value, slot, definition)
    return Entry(slot, raw, where.sheet, where.cell, where.row, reading=question.parse(raw, slot, definition))
