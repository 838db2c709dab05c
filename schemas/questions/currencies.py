"""Currencies: their ISO 4217 codes, and the signs and names that officers write for them."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any

import pycountry
from babel import Locale
from babel.numbers import get_currency_precision, get_territory_currencies

from schemas.definition import Definition
from schemas.findings.catalogue import CurrencyUnknown
from schemas.layout.places import Slot
from schemas.questions.base import CellRule, Question, Raw, Reading, shown
from schemas.questions.typed_text import bare, clean

_NOT_A_CURRENCY = {"XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XPD", "XPT", "XTS", "XXX", "XSU", "XUA"}
CODE_LENGTH = 3
CENTS = 2
"""The decimals of most currencies."""
UNKNOWN = "?"
"""What stands for the code of a word that is no currency's."""


class Currency(Question):
    """The ISO 4217 code beside an amount."""

    words = "currency"

    def cell_rule(self, slot: Slot) -> CellRule:
        return CellRule(self.words, "General", "SUMPRODUCT(--(currency_list={cell}))>0", "currency_list")

    def labels(self, slot: Slot, definition: Definition) -> Mapping[Any, str]:
        return {code: code for code in currencies()}

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        code = text.upper()
        if code not in currencies():
            return Reading(text=text, problem=CurrencyUnknown())
        return Reading(code, text=text, normalised=code != raw)


@cache
def currencies() -> tuple[str, ...]:
    """The ISO 4217 codes money is counted in: no metals, no test codes; SDR included."""
    return tuple(sorted(c.alpha_3 for c in pycountry.currencies if c.alpha_3 not in _NOT_A_CURRENCY))


def code_of(word: str, definition: Definition) -> str:
    """The codes of the currency called `word`, set apart by a space; `?` where none is, empty where nothing stands."""
    return currency_names(definition).get(word, UNKNOWN) if word else ""


@cache
def currency_names(definition: Definition) -> Mapping[str, str]:
    """The ISO 4217 codes, set apart by a space, of each code, sign and name, as `bare` leaves it."""
    known = {code.lower(): code for code in currencies()}
    for codes, several_names in definition.wording.understood.currencies.items():
        known |= {bare(clean(name)): codes for name in several_names}
    return known


@cache
def currency_users(definition: Definition) -> tuple[tuple[str, str], ...]:
    """The Members that use one of the currencies which share a name, each with its own."""
    shared = {code for codes in currency_names(definition).values() if " " in codes for code in codes.split()}
    users = []
    for iso3 in definition.country_names:
        country = pycountry.countries.get(alpha_3=iso3)
        money = get_territory_currencies(country.alpha_2) if country else []
        users += [(iso3, code) for code in money if code in shared][:1]
    return tuple(users)


@cache
def fine_currencies() -> frozenset[str]:
    """The currencies whose smallest coin is a thousandth."""
    return frozenset(code for code in currencies() if get_currency_precision(code) > CENTS)


@cache
def _shared_words() -> frozenset[str]:
    """The words that the names of several currencies share, in the languages of the workbook, and their short signs."""
    shared = {"kr", "fr", "rs", "br", "bs", "r", "c$", "b$", "kn", "lei"}
    for language in ("en", "fr", "es", "pt", "ru", "ar"):
        found: list[str] = []
        for name in Locale(language).currencies.values():
            found += {bare(clean(word)) for word in name.split()}
        shared |= {word for word, times in Counter(found).items() if times > 1}
    return frozenset(shared)


def is_of_several(word: str) -> bool:
    """Whether several countries call their money `word`, which is bare: `dollar`, `francs`, `$`."""
    if len(word) == 1 and unicodedata.category(word) == "Sc":
        return True
    return word in _shared_words() or word.removesuffix("s") in _shared_words()
