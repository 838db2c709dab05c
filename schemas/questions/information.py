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
# Officers type decimals with a point or a comma; VALUE knows only the one of the display
# language, which is the second character of one half written as text.
_NUMBER = 'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({cell},"%","")," ",""),",",MID(1/2,2,1)),".",MID(1/2,2,1))'


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


class Percent(Item):
    """0 to 100 per cent.

    The cell is text on purpose: in a number cell "45%" becomes 0.45 without a word, and nobody can
    tell it from 0.45 % afterwards. As text, what was typed is what is read.
    """

    kind = Kind("percent")
    bounds = (0, 100)
    unit = "%"

    def cell_rule(self, slot: Slot) -> CellRule:
        valid = f'IFERROR(ABS(VALUE({_NUMBER})-50)<=50,TRIM({{cell}})="n/a")'
        return CellRule(self.words, "@", valid)

    def accepts(self, raw: Raw, slot: Slot, definition: Definition) -> bool:
        return is_within(raw, *self.bounds)

    def parse_value(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        typed = numbers.plain_text(text)
        readings = (
            () if isinstance(raw, (bool, dt.date, dt.time)) else numbers.read_numbers(typed.removesuffix("%").strip())
        )
        if isinstance(raw, float) and 0 < raw < 1:
            # Pasted from a percent cell 0.45 is 45 %, typed it is 0.45 %: nobody can tell.
            return Reading(text=text, problem=NumberAmbiguous())
        return number_in(readings, self.bounds, raw, Reading(unit=self.unit, text=text))


class Count(Item):
    """A whole number, 0 or more."""

    kind = Kind("count")
    bounds = (0, 10**12)

    def cell_rule(self, slot: Slot) -> CellRule:
        valid = 'IF(ISNUMBER({cell}),AND({cell}>=0,{cell}=INT({cell})),TRIM({cell})="n/a")'
        return CellRule(self.words, "#,##0", valid, is_text=False)

    def accepts(self, raw: Raw, slot: Slot, definition: Definition) -> bool:
        return raw >= 0 and raw == int(raw) if isinstance(raw, (int, float)) else is_na(raw)

    def parse_value(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        readings = () if isinstance(raw, (bool, dt.date, dt.time)) else numbers.read_numbers(numbers.plain_text(text))
        whole = tuple(r for r in readings if r == int(r))
        if readings and not whole:
            return Reading(text=text, problem=NumberNotWhole())
        return number_in(whole, self.bounds, raw, Reading(text=text))


class Duration(Item):
    """A time span in hours; minutes, days and 2:30 are understood. Text for the reason of Percent."""

    kind = Kind("duration")
    bounds = (0, HOURS_LIMIT)
    unit = "hours"

    def cell_rule(self, slot: Slot) -> CellRule:
        half = HOURS_LIMIT // 2
        return CellRule(self.words, "@", f'IFERROR(ABS(VALUE({_NUMBER})-{half})<={half},TRIM({{cell}})="n/a")')

    def accepts(self, raw: Raw, slot: Slot, definition: Definition) -> bool:
        return is_within(raw, *self.bounds)

    def parse_value(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        reading = Reading(unit=self.unit, text=text)
        if isinstance(raw, dt.timedelta):
            return number_in((raw.total_seconds() / 3600,), self.bounds, text, reading)
        if isinstance(raw, dt.time):
            return number_in((raw.hour + raw.minute / 60 + raw.second / 3600,), self.bounds, text, reading)
        readings = () if isinstance(raw, (bool, dt.date)) else _hours(numbers.plain_text(text).casefold(), definition)
        result = number_in(readings, self.bounds, raw, reading)
        if isinstance(result.problem, ValueNotANumber):
            return replace(result, problem=DurationInvalid())
        return result


def _hours(text: str, definition: Definition) -> tuple[float, ...]:
    words = definition.wording.understood
    clock = re.fullmatch(r"(\d{1,4}) ?[:h] ?([0-5]\d)(?: ?(?:m|min)\.?)?(?::00)?", text)
    if clock:
        return (int(clock[1]) + int(clock[2]) / 60,)
    match = re.fullmatch(r"(.*?\d) ?(\D*)", text)
    if match is None:
        return ()
    unit = same_words(match[2])
    for names, hours in ((words.hours, 1.0), (words.minutes, 1 / 60), (words.days, 24.0)):
        if unit in {same_words(name) for name in names} or (not unit and hours == 1.0):
            found = (number * hours for number in numbers.read_numbers(match[1].strip()))
            return tuple(number for number in found if math.isfinite(number))
    return ()


class Money(Limited, Item):
    """An amount with its currency, or several set apart by semicolons: `150 EUR; 22 EUR`.

    The currency stands in its own cell or with the amount.
    """

    kind = Kind("money", has_currency=True)
    bounds = (0, 10**15)

    def parse_value(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        if isinstance(raw, (bool, dt.date, dt.time)):
            return Reading(text=text, problem=AmountInvalid())
        parts = [_amount(part) for part in re.split(r"[;\n]", text) if part.strip()]
        amounts = [part for part in parts if isinstance(part, Reading)]
        problem = next((part for part in amounts if part.problem), None)
        if problem is not None:
            return replace(problem, text=text)
        if len(amounts) == 1:
            # "150" and "150 EUR" are how the product writes an amount; anything else was cleaned.
            clean = numbers.as_text(float(str(amounts[0].value)))
            plain = {clean, f"{clean} {amounts[0].unit}", f"{amounts[0].unit} {clean}"}
            return replace(amounts[0], text=text, normalised=text not in plain)
        several = "; ".join(f"{part.value} {part.unit}".strip() for part in amounts)
        return Reading(several, text=text, normalised=several != text)


def _amount(text: str) -> Reading:
    """One amount with or without its currency; `€` is the only sign that names one currency."""
    typed = numbers.plain_text(text).replace("€", " EUR ").strip()
    match = re.fullmatch(r"(?:([A-Za-z]{3}) ?)?([^A-Za-z]+?) ?([A-Za-z]{3})?", typed)
    if match is None or (match[1] and match[3]):
        return Reading(text=text, problem=AmountInvalid())
    currency = (match[1] or match[3] or "").upper()
    if currency and currency not in currencies():
        return Reading(text=text, problem=CurrencyUnknown())
    readings = numbers.read_numbers(match[2].strip())
    if len(readings) > 1 and currency and get_currency_precision(currency) < 3:
        # Three digits behind the separator cannot be cents: 1,200 EUR is twelve hundred.
        readings = (max(readings),)
    result = number_in(readings, Money.bounds, text, Reading(unit=currency, text=text))
    if isinstance(result.problem, ValueNotANumber):
        return replace(result, problem=AmountInvalid())
    return result


class Currency(Question):
    """The ISO 4217 code beside an amount."""

    words = "currency"

    def cell_rule(self, slot: Slot) -> CellRule:
        return CellRule(self.words, "General", "ISNUMBER(MATCH({cell},currency_list,0))", "currency_list")

    def labels(self, slot: Slot, definition: Definition) -> Mapping[Any, str]:
        return {code: code for code in currencies()}

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        code = same_words(text).upper()
        if code == "" and text == "€":
            code = "EUR"
        if code not in currencies():
            return Reading(text=text, problem=CurrencyUnknown())
        return Reading(code, text=text, normalised=code != raw)


@cache
def currencies() -> tuple[str, ...]:
    """The ISO 4217 codes money is counted in: no metals, no test codes; SDR included."""
    return tuple(sorted(c.alpha_3 for c in pycountry.currencies if c.alpha_3 not in _NOT_A_CURRENCY))


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


def is_within(raw: Raw, low: float, high: float) -> bool:
    """Whether a cell's text is a number within bounds to Excel, or n/a."""
    text = shown(raw).replace("%", "").replace(" ", "").replace(",", ".")
    if re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", text):
        return low <= float(text) <= high
    return is_na(raw)


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
