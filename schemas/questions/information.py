"""The kinds of additional information; each takes `n/a` for "not available".

A kind is one class here: its name is known to structures from then on.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from abc import abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, ClassVar

import pycountry
from babel.numbers import get_currency_precision

from schemas.definition import Definition
from schemas.findings.catalogue import (
    AmountInvalid,
    CurrencyUnknown,
    DurationInvalid,
    NumberAmbiguous,
    NumberNotWhole,
    ValueNotANumber,
    ValueNotInList,
    ValueOutOfRange,
)
from schemas.layout.names import choices_list
from schemas.layout.places import Slot
from schemas.models.kinds import Kind, register
from schemas.questions import numbers
from schemas.questions.base import (
    HOURS_LIMIT,
    IDLE_LENGTH,
    TEXT_LIMIT,
    CellRule,
    Limited,
    Question,
    Raw,
    Reading,
    free_text,
    read_yes_no,
    same_words,
    shown,
    too_long,
    yes_no_labels,
)

_NOT_A_CURRENCY = {"XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XPD", "XPT", "XTS", "XXX", "XSU", "XUA"}


class Item(Question):
    """An additional-information item; each takes `n/a` for "not available".

    A class that says its `kind` makes it known: structures can name it, and wordings give it a unit
    and, under `words`, its messages.
    """

    kind: ClassVar[Kind]
    bounds: tuple[float, float] | None = None
    """The least and the most its numbers are; None for a kind without numbers."""
    unit: str = ""
    """What its numbers count, in results: `%`, `hours`; empty where they say so themselves."""
    classes: ClassVar[dict[str, type[Item]]] = {}
    """The class of each kind, by the kind's name."""

    def __init_subclass__(cls) -> None:
        if "kind" in vars(cls):
            register(cls.kind)
            cls.words = f"info_{cls.kind.name.replace('-', '_')}"
            Item.classes[cls.kind.name] = cls

    def __init__(self, choices: str = "") -> None:
        self.choices = choices
        """The edition's list that the item names; empty where its kind takes none."""

    def choices_of(self, slot: Slot, definition: Definition) -> Iterable[str]:
        labels = self.labels(slot, definition).values()
        return (*labels, definition.wording.not_available) if labels else ()

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        if len(text) <= IDLE_LENGTH and same_words(text) in _not_available(definition):
            plain = text.casefold() in {"n/a", definition.wording.not_available.casefold()}
            return Reading(text=text, not_available=True, normalised=not plain)
        return self.parse_value(raw, slot, definition)

    def understood(self, reading: Reading, slot: Slot, definition: Definition) -> str:
        if reading.not_available:
            return definition.wording.not_available
        return super().understood(reading, slot, definition)

    def _not_in_list(self, slot: Slot, definition: Definition) -> ValueNotInList:
        return ValueNotInList(options=", ".join(self.choices_of(slot, definition)))

    @abstractmethod
    def parse_value(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        """What `raw`, which is not `n/a`, means."""


@cache
def _not_available(definition: Definition) -> frozenset[str]:
    words = definition.wording.understood
    return frozenset(same_words(word) for word in (*words.not_available, *words.not_applicable))


class Version(Limited, Item):
    """A version, kept as text: 3.10 is not 3.1."""

    kind = Kind("version")

    def parse_value(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        return Reading(text, text=text, problem=too_long(text, self.limit))


class Choice(Item):
    """One code of the edition's list."""

    kind = Kind("list", has_choices=True, is_coded=True)

    def cell_rule(self, slot: Slot) -> CellRule:
        name = choices_list(self.choices)
        return CellRule(self.words, "General", f"ISNUMBER(MATCH({{cell}},{name},0))", name)

    def labels(self, slot: Slot, definition: Definition) -> Mapping[Any, str]:
        return definition.choice_labels(self.choices)

    def parse_value(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        code = self.code_of(raw, slot, definition)
        if code is not None:
            return Reading(code, text=text)
        for code, label in self.labels(slot, definition).items():
            if same_words(text) in (same_words(label), same_words(code)):
                return Reading(code, text=text, normalised=True)
        return Reading(text=text, problem=self._not_in_list(slot, definition))


class YesNoItem(Item):
    """Yes or No."""

    kind = Kind("yes-no", is_coded=True)

    def cell_rule(self, slot: Slot) -> CellRule:
        return CellRule(self.words, "General", "ISNUMBER(MATCH({cell},yes_no_item_list,0))", "yes_no_item_list")

    def labels(self, slot: Slot, definition: Definition) -> Mapping[Any, str]:
        return yes_no_labels(definition)

    def parse_value(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        return read_yes_no(self, raw, slot, definition, self._not_in_list(slot, definition))


class Text(Limited, Item):
    """Free text."""

    kind = Kind("text")
    limit = TEXT_LIMIT

    def parse_value(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        return free_text(raw, definition)


def is_na(raw: Raw) -> bool:
    """Whether the cell says n/a as its rule has it."""
    return shown(raw).casefold() == "n/a"


def number_in(readings: tuple[float, ...], bounds: tuple[float, float], raw: Raw, blank: Reading) -> Reading:
    """`blank` with the one number that `readings` allow within bounds, or with what is wrong."""
    minimum, maximum = map(numbers.as_text, bounds)
    if not readings:
        return replace(blank, problem=ValueNotANumber(minimum=minimum, maximum=maximum))
    if len(readings) > 1:
        return replace(blank, problem=NumberAmbiguous())
    value = numbers.tidy(readings[0])
    if not bounds[0] <= value <= bounds[1]:
        return replace(blank, problem=ValueOutOfRange(minimum=minimum, maximum=maximum))
    normalised = isinstance(raw, str) and not numbers.is_plain(raw)
    return replace(blank, value=value, normalised=normalised)
