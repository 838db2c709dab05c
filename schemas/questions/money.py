"""Amounts of money and their currencies: in a cell of its own, or with the amount, by code, sign or name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

import pycountry
from babel.numbers import get_currency_precision, get_territory_currencies

from schemas.definition import Definition
from schemas.findings import EntryCase
from schemas.findings.catalogue import (
    AmountInvalid,
    CurrencyOfSeveral,
    CurrencyUnknown,
    NumberAmbiguous,
    NumberRange,
    UnitsDiffer,
    ValueOutOfRange,
)
from schemas.layout import names
from schemas.layout.columns import RowProblem
from schemas.layout.places import Slot
from schemas.models.kinds import Kind
from schemas.models.wording import plain_currency
from schemas.questions import in_words, number_formulas, numbers, several, typed_text
from schemas.questions.base import LINE_LIMIT, Cached, CellRule, Part, Question, Raw, Reading, is_empty, same_words, shown
from schemas.questions.identity import Country
from schemas.questions.information import Item
from schemas.questions.quantities import LOOSE, NA_STEP, RANGE, na_value, numbered, read_parts, several_verdict
from schemas.questions.typed_text import LONGEST, bare, clean

_NOT_A_CURRENCY = {"XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XPD", "XPT", "XTS", "XXX", "XSU", "XUA"}
_WRONG, _MISSING = RowProblem.NOT_VALID.value, RowProblem.CURRENCY_MISSING.value
_DIFFER = RowProblem.UNITS_DIFFER.value
_UNKNOWN = "?"


class _Beside(NamedTuple):
    """What stands in the other cells that an amount depends on."""

    currency: str = ""
    """The code that is chosen beside it; empty where none is."""
    country: str = ""
    """The Member, which tells whose money a name of two currencies is."""


class Money(Item):
    """An amount with its currency, or several set apart by semicolons: `duty: 150 EUR; tax: 22 EUR`.

    The currency stands in its own cell or with the amount, never two that differ; 0 needs none.
    """

    kind = Kind("money", has_currency=True)
    bounds = (0, 10**15)

    # --- the cell ----------------------------------------------------------------------------
    def cell_rule(self, slot: Slot) -> CellRule:
        return CellRule(self.words, "@", LOOSE, limit=LINE_LIMIT)

    def steps(self, slot: Slot, definition: Definition) -> Mapping[str, str]:
        beside = f"{{{names.currency(slot.standard, slot.number)}}}"
        made = {
            **typed_text.CLEAN_STEPS,
            "na": NA_STEP,
            "chosen": f'IF(SUMPRODUCT(--(currency_list={beside}))>0,UPPER({beside}),"")',
            "used": 'SUMPRODUCT((currency_user_list={country_code})*(ROW(currency_user_list)-1))',
        }
        for place in range(1, several.MOST + 1):
            made |= numbered(several.steps(place), place)
            made |= numbered(_amount_steps("{text}"), place)
        low, high = map(numbers.as_text, self.bounds)
        unit = f'IF(OR({{chosen}}<>"",{{cell}}=0),0,{_MISSING})'
        pasted = f"IF(AND({{cell}}>={low},{{cell}}<={high}),{unit},{_WRONG})"
        return made | several_verdict(f"IF(ISNUMBER({{cell}}),{pasted},")

    def step_values(self, slot: Slot, definition: Definition, typed: Mapping[str, Raw]) -> Mapping[str, Cached]:
        raw, beside = typed.get(slot.name, ""), _beside(slot, definition, typed)
        cleaned = typed_text.clean_values(raw if isinstance(raw, str) and raw else None)
        text = cleaned["clean"]
        users = [country for country, _ in currency_users(definition)]
        made: dict[str, Cached] = {
            **cleaned,
            "na": na_value(text, definition),
            "chosen": beside.currency,
            "used": users.index(beside.country) + 1 if beside.country in users else 0,
        }
        for place in range(1, several.MOST + 1):
            pieces = several.values(text, place)
            made |= numbered({**pieces, **_amount_values(pieces["text"], beside, definition)}, place)
        made["rest"] = several.rest_value(text)
        return made | {"verdict": self._verdict(raw, slot, definition, typed)}

    def _verdict(self, raw: Raw, slot: Slot, definition: Definition, typed: Mapping[str, Raw]) -> int:
        if is_empty(raw):
            return 0
        reading = self.parse_beside(slot, definition, typed)
        if isinstance(reading.problem, UnitsDiffer):
            return _DIFFER
        if reading.problem is not None:
            return _WRONG
        return _MISSING if needs_currency(reading) else 0

    # --- what it means -----------------------------------------------------------------------
    def parse_value(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        return self._parse(raw, _Beside(), definition)

    def parse_beside(self, slot: Slot, definition: Definition, typed: Mapping[str, Raw]) -> Reading:
        without = self.parse_words(typed[slot.name], definition)
        return without or self._parse(typed[slot.name], _beside(slot, definition, typed), definition)

    def _parse(self, raw: Raw, beside: _Beside, definition: Definition) -> Reading:
        text = shown(raw)
        blank = Reading(text=text)
        if isinstance(raw, (int, float)) and not isinstance(raw, bool):
            low, high = self.bounds
            if not low <= raw <= high:
                return replace(blank, problem=_out_of_range())
            return replace(blank, value=numbers.tidy(raw), unit=beside.currency)
        if not isinstance(raw, str) or len(raw) > LONGEST:
            return replace(blank, problem=AmountInvalid())
        pieces = several.split(text)
        parts = [_amount(piece, beside, definition) for piece in pieces if piece]
        # Each part is judged by itself; that two currencies meet is told only where nothing else is wrong.
        problems = sorted((part for part in parts if isinstance(part, EntryCase)), key=_differs)
        if len(pieces) > several.MOST or not parts or problems:
            return replace(blank, problem=problems[0] if problems else AmountInvalid())
        return read_parts([part for part in parts if isinstance(part, Part)], blank, text)


def _differs(problem: EntryCase) -> bool:
    return isinstance(problem, UnitsDiffer)


def _out_of_range() -> EntryCase:
    minimum, maximum = map(numbers.as_text, Money.bounds)
    return ValueOutOfRange(minimum=minimum, maximum=maximum)


def needs_currency(reading: Reading) -> bool:
    """Whether an amount of `reading` has no currency and needs one."""
    amounts = reading.parts or ((Part(reading.value, unit=reading.unit),) if _is_number(reading.value) else ())
    return any(not part.unit and part.value != 0 for part in amounts)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float))


def _beside(slot: Slot, definition: Definition, typed: Mapping[str, Raw]) -> _Beside:
    chosen = shown(typed.get(names.currency(slot.standard, slot.number), "")).upper()
    country = typed.get("country", "")
    place = definition.layout.slots["country"]
    iso3 = "" if is_empty(country) else Country().parse(country, place, definition).value
    return _Beside(chosen if chosen in currencies() else "", str(iso3 or ""))


def _amount(piece: several.Named, beside: _Beside, definition: Definition) -> Part | EntryCase:
    """One amount, or what is wrong with it."""
    text = clean(piece.text)
    around = numbers.take_apart(text)
    before, after, marked = _unmarked(around, definition)
    if before and after:
        return AmountInvalid()
    code = _code_of(before or after, definition)
    if code == _UNKNOWN:
        if RANGE.fullmatch(text):
            return NumberRange()
        if before == "-":
            return _out_of_range()
        return _unknown(around.core, before or after)
    unit = _resolved(code, beside, definition)
    if unit == "" and code:
        return UnitsDiffer(found=code.replace(" ", "/"), expected=beside.currency) if beside.currency else CurrencyOfSeveral()
    fitting = _fitting(around.core, unit)
    if len(fitting) > 1:
        return NumberAmbiguous()
    if not fitting:
        return _out_of_range() if numbers.readings(around.core) else AmountInvalid()
    return Part(numbers.tidy(fitting[0]), piece.name, unit, marked)


def _unknown(core: str, word: str) -> EntryCase:
    if not core or not numbers.readings(core):
        return AmountInvalid()
    return CurrencyUnknown() if len(word) == _CODE_LENGTH and word.isalpha() else CurrencyOfSeveral()


_CODE_LENGTH = 3


def _fitting(core: str, unit: str) -> list[float]:
    """What `core` can mean as an amount: three digits behind a separator are no cents where a unit has two."""
    low, high = Money.bounds
    single, grouped = numbers.single(core), numbers.grouped(core)
    if grouped is not None and unit and unit not in fine_currencies():
        single = None
    return [number for number in (single, grouped) if number is not None and low <= number <= high]


def _resolved(code: str, beside: _Beside, definition: Definition) -> str:
    """The one currency of `code`, which may name two, beside what is chosen; empty where they are at odds."""
    if not code:
        return beside.currency
    codes = code.split()
    if beside.currency:
        return beside.currency if beside.currency in codes else ""
    if len(codes) == 1:
        return code
    used = dict(currency_users(definition)).get(beside.country, "")
    return used if used in codes else ""


def _unmarked(around: numbers.Around, definition: Definition) -> tuple[str, str, bool]:
    """What stands before and behind an amount, bare and without the mark of an estimate; and whether one was there."""
    before, after = around.before, around.after
    first = max((len(m) for m in before_marks(definition) if f"{before} ".startswith(m)), default=0)
    last = max((len(m) for m in behind_marks(definition) if f" {after}".endswith(m)), default=0)
    before = bare(f"{before} "[first:])
    after = bare(f" {after}"[: len(after) + 1 - last])
    return ("" if before == "+" else before), after, bool(first or last)


@cache
def before_marks(definition: Definition) -> tuple[str, ...]:
    """What makes an amount an estimate in front of it: words with the space behind them, signs as they are."""
    words = [clean(word) for word in definition.wording.understood.estimated]
    return tuple(sorted({each for word in words for each in ((f"{word} ", f"{word}. ") if word.isalpha() else (word,))}))


@cache
def behind_marks(definition: Definition) -> tuple[str, ...]:
    """The same behind it, with the space in front."""
    words = [clean(word) for word in definition.wording.understood.estimated]
    return tuple(sorted({each for word in words for each in ((f" {word}", f" {word}.") if word.isalpha() else (word,))}))


def _code_of(word: str, definition: Definition) -> str:
    """The codes of the currency called `word`, set apart by a space; `?` where none is, empty where nothing stands."""
    return currency_names(definition).get(word, _UNKNOWN) if word else ""


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
    return frozenset(code for code in currencies() if get_currency_precision(code) > 2)  # noqa: PLR2004 - cents are two


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
            named = _code_of(bare(clean(text)), definition)
            return Reading(text=text, problem=CurrencyOfSeveral() if " " in named else CurrencyUnknown())
        return Reading(code, text=text, normalised=code != raw)


@cache
def currencies() -> tuple[str, ...]:
    """The ISO 4217 codes money is counted in: no metals, no test codes; SDR included."""
    return tuple(sorted(c.alpha_3 for c in pycountry.currencies if c.alpha_3 not in _NOT_A_CURRENCY))


# --- the same as formulas --------------------------------------------------------------------
def _amount_steps(text: str) -> dict[str, str]:
    """The steps from one value's clean text to its verdict."""
    high = numbers.as_text(Money.bounds[1])
    name = 'IF({front}<>"",{front},{back})'
    user = "IF({used}=0,\"\",INDEX(currency_used_list,{used}))"
    shared = f'IF({{chosen}}<>"",IF(ISNUMBER(FIND({{chosen}},{{codes}})),{{chosen}},""),{user_of(user)})'
    small = f"IF(AND({{grouped}}>=0,{{unit}}<>\"\",SUMPRODUCT(--(fine_currency_list={{unit}}))=0),0,{_within('single', high)})"
    return number_formulas.steps(text) | {
        "front_mark": 'SUMPRODUCT(MAX((LEFT({before}&" ",LEN(before_mark_list))=before_mark_list)*LEN(before_mark_list)))',
        "back_mark": 'SUMPRODUCT(MAX((RIGHT(" "&{after},LEN(behind_mark_list))=behind_mark_list)*LEN(behind_mark_list)))',
        "fronts": typed_text.bare_formula(f'MID({{before}}&" ",{{front_mark}}+1,{LONGEST})'),
        "front": 'IF({fronts}="+","",{fronts})',
        "back": typed_text.bare_formula('LEFT(" "&{after},LEN({after})+1-{back_mark})'),
        "named_at": f"SUMPRODUCT(MAX((currency_name_list={name})*(ROW(currency_name_list)-1)))",
        "codes": f'IF({{front}}&{{back}}="","",IF({{named_at}}=0,"{_UNKNOWN}",INDEX(currency_code_list,{{named_at}})))',
        "unit": f'IF({{codes}}="",{{chosen}},{shared})',
        "fits": f"{small}+{_within('grouped', high)}",
        "judged": f'IF(OR(AND({{front}}<>"",{{back}}<>""),{{codes}}="{_UNKNOWN}"),{_WRONG},IF(AND({{codes}}<>"",{{unit}}=""),'
        f'IF({{chosen}}="",{_WRONG},{_DIFFER}),IF({{fits}}<>1,{_WRONG},'
        f'IF(AND({{unit}}="",{{single}}<>0),{_MISSING},0))))',
    }


def user_of(user: str) -> str:
    """The formula of the one currency of `{codes}` where none is chosen beside; `user` is the Member's own."""
    return f'IF(LEN({{codes}})={_CODE_LENGTH},{{codes}},IF(AND({user}<>"",ISNUMBER(FIND({user},{{codes}}))),{user},""))'


def _within(step: str, high: str) -> str:
    return f"IF(AND({{{step}}}>=0,{{{step}}}<={high}),1,0)"


def _amount_values(text: str, beside: _Beside, definition: Definition) -> dict[str, Cached]:
    """What each of `_amount_steps` shows for the clean `text`."""
    around, values = numbers.take_apart(text), number_formulas.values(text)
    before, after = around.before, around.after
    first = max((len(m) for m in before_marks(definition) if f"{before} ".startswith(m)), default=0)
    last = max((len(m) for m in behind_marks(definition) if f" {after}".endswith(m)), default=0)
    front, back, _ = _unmarked(around, definition)
    code = _code_of(front or back, definition)
    unit = _resolved(code, beside, definition) if code != _UNKNOWN else ""
    known = list(currency_names(definition))
    part = _amount(several.Named("", text), beside, definition)
    return values | {
        "front_mark": first,
        "back_mark": last,
        "fronts": bare(f"{before} "[first:]),
        "front": front,
        "back": back,
        "named_at": known.index(front or back) + 1 if (front or back) in currency_names(definition) else 0,
        "codes": code,
        "unit": unit,
        "fits": len(_fitting(around.core, unit)),
        "judged": _judged(part),
    }


def _judged(part: Part | EntryCase) -> int:
    if isinstance(part, EntryCase):
        return _DIFFER if isinstance(part, UnitsDiffer) else _WRONG
    return _MISSING if not part.unit and part.value != 0 else 0
