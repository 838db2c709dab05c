"""One class per kind of input cell: the rule of its cell, and how what was typed is read.

Builder and reader both ask here, so that a cell and its parser cannot drift. A class gives
`cell_rule()` (number format, dropdown, the formula that a valid entry satisfies) and `parse()`
(a typed value, or what is wrong with it). Words such as "Oui" never travel further than `parse`.
"""

from __future__ import annotations

from schemas.definition import Definition
from schemas.layout.places import Slot, SlotKind
from schemas.models.structure import Kind
from schemas.questions.answers import Answer, ImplementationLevel, SignOff, Unchanged, YesNo
from schemas.questions.base import (
    BETWEEN_YES_NO_AND_REMARK,
    FIRST_DAY,
    FIRST_YEAR,
    HOURS_LIMIT,
    LAST_DAY,
    LAST_YEAR,
    LINE_LIMIT,
    TEXT_LIMIT,
    CellRule,
    Question,
    Raw,
    Reading,
    clean_text,
    is_empty,
    same_words,
    shown,
    yes_no_code,
)
from schemas.questions.identity import Country, Date, Email, Line, Year
from schemas.questions.information import (
    Choice,
    Count,
    Currency,
    Duration,
    Item,
    Money,
    Percent,
    Text,
    Version,
    YesNoItem,
    currencies,
)

_IDENTITY: dict[str, Question] = {
    "country": Country(),
    "reporting_year": Year(),
    "contact_name": Line("contact_name"),
    "contact_title": Line("contact_title"),
    "contact_email": Email(),
    "submission_date": Date(),
}
_BY_SLOT_KIND: dict[SlotKind, Question] = {
    SlotKind.LEVEL: ImplementationLevel(),
    SlotKind.YES_NO: YesNo(),
    SlotKind.ANSWER: Answer(),
    SlotKind.SIGN_OFF: SignOff(),
    SlotKind.UNCHANGED: Unchanged(),
    SlotKind.CURRENCY: Currency(),
}
_BY_KIND: dict[Kind, Question] = {
    question.kind: question for question in (Percent(), Count(), Duration(), Money(), Version(), YesNoItem(), Text())
}

INPUT_KEYS = tuple(
    question.words for question in (*_IDENTITY.values(), *_BY_SLOT_KIND.values(), *_BY_KIND.values(), Choice(""))
)
"""The keys under which a wording gives input and error messages."""


def question_of(slot: Slot, definition: Definition) -> Question:
    """The question class of the cell at `slot`."""
    if slot.kind is SlotKind.IDENTITY:
        return _IDENTITY[slot.name]
    if slot.kind is not SlotKind.INFORMATION:
        return _BY_SLOT_KIND[slot.kind]
    item = definition.item(slot.standard, slot.number)
    return Choice(item.choices) if item.choices is not None else _BY_KIND[item.kind]


def bounds_of(kind: Kind) -> tuple[float, float] | None:
    """The least and the most a kind of item takes; None where it is no number."""
    return {Kind.PERCENT: (0, 100), Kind.COUNT: (0, 10**12), Kind.DURATION: (0, HOURS_LIMIT)}.get(kind)


__all__ = [
    "BETWEEN_YES_NO_AND_REMARK",
    "FIRST_DAY",
    "FIRST_YEAR",
    "HOURS_LIMIT",
    "INPUT_KEYS",
    "LAST_DAY",
    "LAST_YEAR",
    "LINE_LIMIT",
    "TEXT_LIMIT",
    "Answer",
    "CellRule",
    "Choice",
    "Count",
    "Country",
    "Currency",
    "Date",
    "Duration",
    "Email",
    "ImplementationLevel",
    "Item",
    "Line",
    "Money",
    "Percent",
    "Question",
    "Raw",
    "Reading",
    "SignOff",
    "Text",
    "Unchanged",
    "Version",
    "Year",
    "YesNo",
    "YesNoItem",
    "bounds_of",
    "clean_text",
    "currencies",
    "is_empty",
    "question_of",
    "same_words",
    "shown",
    "yes_no_code",
]
