"""One class per kind of input cell, both ways: from what is typed to a value, and back.

Builder and reader both ask here, so that a cell and its parser cannot drift. A class gives

- `cell_rule()`: number format, dropdown, the formula that a valid entry satisfies; `accepts()` is
  that formula in Python, `help()` the messages beside the cell;
- `parse()`: a typed value, or what is wrong with it, with what the sentence about it names;
- `labels()` and `say()`: the dropdown's words for a code, and what an officer would type for a value.

Words such as "Oui" never travel further than `parse`. A kind of additional information is one class
in `information`, and nothing else: whoever asks about an item asks its class, by `question_of`.
"""

from __future__ import annotations

from schemas.definition import Definition
from schemas.known_years import FIRST_YEAR, LAST_YEAR
from schemas.layout.places import Slot, SlotKind
from schemas.models.structure import Edition, InformationItem
from schemas.questions.answers import Answer, ImplementationLevel, SignOff, Unchanged, YesNo
from schemas.questions.base import (
    FIRST_DAY,
    HOURS_LIMIT,
    LAST_DAY,
    LINE_LIMIT,
    TEXT_LIMIT,
    Cached,
    CellRule,
    Part,
    Question,
    Raw,
    Reading,
    Value,
    clean_text,
    is_empty,
    same_words,
    shown,
    yes_no_code,
)
from schemas.questions.currencies import CURRENCIES, Currency
from schemas.questions.identity import Country, Date, Email, Line, Note, Year
from schemas.questions.information import Choice, Item, Text, Version, YesNoItem
from schemas.questions.money import Money, needs_currency
from schemas.questions.quantities import Count, Duration, Percent, Quantity

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
    SlotKind.NOTE: Note("note"),
    SlotKind.RESPONDENT: Line("respondent"),
    SlotKind.INFORMATION_NOTE: Note("information_note"),
}


def input_keys(edition: Edition) -> tuple[str, ...]:
    """The keys under which a wording of `edition` gives input and error messages."""
    cells = [question.words for question in (*_IDENTITY.values(), *_BY_SLOT_KIND.values())]
    items = [question_class(item).words for _, _, item in edition.information()]
    return tuple(dict.fromkeys(cells + items))


def question_of(slot: Slot, definition: Definition) -> Question:
    """The question class of the cell at `slot`."""
    if slot.kind is SlotKind.IDENTITY:
        return _IDENTITY[slot.name]
    if slot.kind is not SlotKind.INFORMATION:
        return _BY_SLOT_KIND[slot.kind]
    item = definition.item(slot.standard, slot.number)
    return question_class(item)(item.choices or "")


def question_class(item: InformationItem) -> type[Item]:
    """The class of an item's kind."""
    return Item.classes[item.kind.name]


__all__ = [
    "CURRENCIES",
    "FIRST_DAY",
    "FIRST_YEAR",
    "HOURS_LIMIT",
    "LAST_DAY",
    "LAST_YEAR",
    "LINE_LIMIT",
    "TEXT_LIMIT",
    "Answer",
    "Cached",
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
    "Note",
    "Part",
    "Percent",
    "Quantity",
    "Question",
    "Raw",
    "Reading",
    "SignOff",
    "Text",
    "Unchanged",
    "Value",
    "Version",
    "Year",
    "YesNo",
    "YesNoItem",
    "clean_text",
    "input_keys",
    "is_empty",
    "needs_currency",
    "question_class",
    "question_of",
    "same_words",
    "shown",
    "yes_no_code",
]
