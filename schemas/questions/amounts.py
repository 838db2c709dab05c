"""One amount of money: what stands in a text, what it means beside a chosen currency, and the same as formulas."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

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
from schemas.layout.columns import RowProblem
from schemas.questions import number_formulas, numbers, several, typed_text
from schemas.questions.base import Cached, Part
from schemas.questions.currencies import (
    CODE_LENGTH,
    UNKNOWN,
    code_of,
    currency_names,
    currency_users,
    fine_currencies,
)
from schemas.questions.in_words import estimate_asides, estimate_words
from schemas.questions.quantities import RANGE
from schemas.questions.typed_text import LONGEST, bare, clean

LOW, HIGH = 0, 10**15
_FEW_CODES = 7
"""The length of two codes with a space between them; of more, a sentence repeats what was typed."""
WRONG, MISSING = RowProblem.NOT_VALID.value, RowProblem.CURRENCY_MISSING.value
DIFFER = RowProblem.UNITS_DIFFER.value


class Beside(NamedTuple):
    """What stands in the other cells that an amount depends on."""

    currency: str = ""
    """The code that is chosen beside it; empty where none is."""
    country: str = ""
    """The Member, which tells whose money a name of two currencies is."""


def read_amount(piece: several.Named, beside: Beside, definition: Definition) -> Part | EntryCase:
    """One amount, or what is wrong with it."""
    text = clean(piece.text)
    around = numbers.take_apart(text)
    before, after, marked = _unmarked(around, definition)
    code = code_of(before or after, definition)
    if (before and after) or code == UNKNOWN:
        return _unread(text, around.core, before, after)
    unit = _resolved(code, beside, definition)
    if code and not unit:
        found = code.replace(" ", "/") if len(code) <= _FEW_CODES else before or after
        return UnitsDiffer(found=found, expected=beside.currency) if beside.currency else CurrencyOfSeveral()
    fitting = _fitting(around.core, unit)
    if len(fitting) != 1:
        return _no_amount(around.core, fitting)
    return Part(numbers.tidy(fitting[0]), piece.name, unit, marked)


def _unread(text: str, core: str, before: str, after: str) -> EntryCase:
    """What is wrong with an amount that stands among other words than those of one currency."""
    if RANGE.fullmatch(text):
        return NumberRange()
    if before.startswith("-") and core:
        return out_of_range()
    if (before and after) or not core or not numbers.readings(core):
        return AmountInvalid()
    word = before or after
    return CurrencyUnknown() if len(word) == CODE_LENGTH and word.isalpha() else AmountInvalid()


def _no_amount(core: str, fitting: list[float]) -> EntryCase:
    """What is wrong with a number that is two amounts, or none."""
    if fitting:
        return NumberAmbiguous()
    return out_of_range() if numbers.readings(core) else AmountInvalid()


def out_of_range() -> EntryCase:
    """What is wrong with an amount below nothing or beyond all."""
    minimum, maximum = map(numbers.as_text, (LOW, HIGH))
    return ValueOutOfRange(minimum=minimum, maximum=maximum)


def _fitting(core: str, unit: str) -> list[float]:
    """What `core` can mean as an amount: three digits behind a separator are no cents where a unit has two."""
    single, grouped = numbers.single(core), numbers.grouped(core)
    if grouped is not None and unit and unit not in fine_currencies():
        single = None
    return [number for number in (single, grouped) if number is not None and LOW <= number <= HIGH]


def _resolved(code: str, beside: Beside, definition: Definition) -> str:
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
    first, last = _mark_lengths(around, definition)
    before = bare(f"{before} "[first:])
    after = bare(f" {after}"[: len(after) + 1 - last])
    return ("" if before == "+" else before), after, bool(first or last)


def _mark_lengths(around: numbers.Around, definition: Definition) -> tuple[int, int]:
    """How long the marks of an estimate are before and behind an amount, with the space that sets them apart."""
    before, after = f"{around.before} ", f" {around.after}"
    first = max((len(mark) for mark in before_marks(definition) if before.startswith(mark)), default=0)
    return first, max((len(mark) for mark in behind_marks(definition) if after.endswith(mark)), default=0)


@cache
def before_marks(definition: Definition) -> tuple[str, ...]:
    """What makes an amount an estimate in front of it: words with the space behind them, signs as they are."""
    words = estimate_words(definition)
    return tuple(
        sorted({each for word in words for each in ((f"{word} ", f"{word}. ") if word.isalpha() else (word,))})
    )


@cache
def behind_marks(definition: Definition) -> tuple[str, ...]:
    """The same behind it, with the space in front."""
    words = (*estimate_words(definition), *estimate_asides(definition))
    return tuple(
        sorted({each for word in words for each in ((f" {word}", f" {word}.") if word.isalpha() else (word,))})
    )


# --- the same as formulas --------------------------------------------------------------------
def steps(text: str) -> dict[str, str]:
    """The steps from one value's clean text to its verdict."""
    high = numbers.as_text(HIGH)
    name = 'IF({front}<>"",{front},{back})'
    user = 'IF({used}=0,"",INDEX(currency_used_list,{used}))'
    shared = f'IF({{chosen}}<>"",IF(ISNUMBER(FIND({{chosen}},{{codes}})),{{chosen}},""),{user_of(user)})'
    no_cents = 'AND({grouped}>=0,{unit}<>"",SUMPRODUCT(--(fine_currency_list={unit}))=0)'
    at_odds = f'IF({{chosen}}="",{WRONG},{DIFFER})'
    unread = f'OR(AND({{front}}<>"",{{back}}<>""),{{codes}}="{UNKNOWN}")'
    amount = f'IF({{fits}}<>1,{WRONG},IF(AND({{unit}}="",{{single}}<>0),{MISSING},0))'
    return number_formulas.steps(text) | {
        "front_mark": _longest('LEFT({before}&" "', "before_mark_list"),
        "back_mark": _longest('RIGHT(" "&{after}', "behind_mark_list"),
        "fronts": typed_text.bare_formula(f'MID({{before}}&" ",{{front_mark}}+1,{LONGEST})'),
        "front": 'IF({fronts}="+","",{fronts})',
        "back": typed_text.bare_formula('LEFT(" "&{after},LEN({after})+1-{back_mark})'),
        "named_at": f"SUMPRODUCT(MAX((currency_name_list={name})*(ROW(currency_name_list)-1)))",
        "codes": f'IF({{front}}&{{back}}="","",IF({{named_at}}=0,"{UNKNOWN}",INDEX(currency_code_list,{{named_at}})))',
        "unit": f'IF({{codes}}="",{{chosen}},{shared})',
        "fits": f"IF({no_cents},0,{_within('single', high)})+{_within('grouped', high)}",
        "judged": f'IF({unread},{WRONG},IF(AND({{codes}}<>"",{{unit}}=""),{at_odds},{amount}))',
    }


def _longest(beginning: str, words: str) -> str:
    """The length of the longest of `words` that the text begins or ends with, as `beginning` cuts it."""
    return f"SUMPRODUCT(MAX(({beginning},LEN({words}))={words})*LEN({words})))"


def user_of(user: str) -> str:
    """The formula of the one currency of `{codes}` where none is chosen beside; `user` is the Member's own."""
    return f'IF(LEN({{codes}})={CODE_LENGTH},{{codes}},IF(AND({user}<>"",ISNUMBER(FIND({user},{{codes}}))),{user},""))'


def _within(step: str, high: str) -> str:
    return f"IF(AND({{{step}}}>=0,{{{step}}}<={high}),1,0)"


def values(text: str, beside: Beside, definition: Definition) -> dict[str, Cached]:
    """What each of `steps` shows for the clean `text`."""
    around = numbers.take_apart(text)
    first, last = _mark_lengths(around, definition)
    front, back, _ = _unmarked(around, definition)
    code = code_of(front or back, definition)
    unit = _resolved(code, beside, definition) if code != UNKNOWN else ""
    known = list(currency_names(definition))
    part = read_amount(several.Named("", text), beside, definition)
    return number_formulas.values(text) | {
        "front_mark": first,
        "back_mark": last,
        "fronts": bare(f"{around.before} "[first:]),
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
        return DIFFER if isinstance(part, UnitsDiffer) else WRONG
    return MISSING if not part.unit and part.value != 0 else 0
