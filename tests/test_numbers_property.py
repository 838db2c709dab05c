"""Whatever number or amount a person types in a language's own way comes back as it is, or as a finding.

Never as another value. The ways are Babel's: what the language's people write, and what their computers write.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from babel.numbers import format_currency, format_decimal, format_percent
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.loading.loader import languages, load_definition
from schemas.questions import Raw, Reading, question_of

LANGUAGES = languages()
DIGITS = {"latn": "0123456789", "arab": "٠١٢٣٤٥٦٧٨٩", "arabext": "۰۱۲۳۴۵۶۷۸۹", "full width": "０１２３４５６７８９"}
PERCENT, COUNT, HOURS, MONEY = "info_1_1", "info_2_1", "info_5_2", "info_8_2"

languages_of_people = st.sampled_from(LANGUAGES)
scripts = st.sampled_from(sorted(DIGITS))
decimals = st.decimals(0, 100_000, places=3).map(lambda number: number.normalize())
counts = st.integers(0, 10**9)
shares = st.decimals(0, 100, places=4).map(lambda number: number.normalize())


def read(language: str, name: str, typed: str, **beside: Raw) -> Reading:
    definition = load_definition(language=language)
    slot = definition.layout.slots[name]
    return question_of(slot, definition).parse_beside(slot, definition, {name: typed, **beside})


def in_script(text: str, script: str) -> str:
    return text.translate(str.maketrans(DIGITS["latn"], DIGITS[script]))


def is_it(reading: Reading, number: Decimal | int) -> bool:
    return reading.problem is not None or Decimal(str(reading.value)) == Decimal(number)


@settings(max_examples=300)
@given(languages_of_people, counts, scripts, st.booleans())
def test_a_count_is_itself_or_a_finding(language: str, number: int, script: str, grouped: bool) -> None:
    typed = in_script(format_decimal(number, locale=language, group_separator=grouped), script)
    assert is_it(read(language, COUNT, typed), number)


@settings(max_examples=300)
@given(languages_of_people, shares, scripts, st.booleans())
def test_a_percentage_is_itself_or_a_finding(language: str, share: Decimal, script: str, signed: bool) -> None:
    typed = format_decimal(share, format="#,##0.####", locale=language)
    if signed:
        typed = format_percent(share / 100, format="#,##0.####%", locale=language)
    reading = read(language, PERCENT, in_script(typed, script))
    assert is_it(reading, share)
    assert reading.problem is None or len(format(share, "f").partition(".")[2]) == 3, "only 1.234 has two readings"


@settings(max_examples=300)
@given(languages_of_people, decimals, st.sampled_from(["", " h", "h"]))
def test_hours_are_themselves_or_a_finding(language: str, hours: Decimal, unit: str) -> None:
    typed = f"{format_decimal(hours, format='#,##0.###', locale=language)}{unit}"
    assert is_it(read(language, HOURS, typed), hours)


@settings(max_examples=300)
@given(languages_of_people, decimals, st.sampled_from(["EUR", "USD", "KWD", "JPY", "XOF"]), st.booleans())
def test_an_amount_is_itself_or_a_finding(language: str, amount: Decimal, currency: str, named: bool) -> None:
    places = {"KWD": 3, "JPY": 0, "XOF": 0}.get(currency, 2)
    rounded = round(amount, places)
    if named:
        typed = format_currency(rounded, currency, locale=language, format="#,##0.00 ¤¤", currency_digits=True)
    else:
        typed = f"{format_decimal(rounded, format='#,##0.###', locale=language)} {currency}"
    reading = read(language, MONEY, typed)
    assert is_it(reading, rounded)
    assert reading.problem is not None or reading.unit == currency


ESTIMATES = [("en", "about 45"), ("fr", "environ 45"), ("es", "unos 45"), ("pt", "cerca de 45"), ("ru", "около 45")]


@pytest.mark.parametrize(("language", "typed"), [*ESTIMATES, ("ar", "حوالي ٤٥"), ("en", "~45"), ("fr", "45 (e)")])
def test_an_estimate_is_a_value_and_says_so(language: str, typed: str) -> None:
    reading = read(language, PERCENT, typed)
    assert (reading.value, reading.estimated, reading.problem) == (45, True, None)


@settings(max_examples=300)
@given(languages_of_people, st.sampled_from([PERCENT, COUNT, HOURS, MONEY]), st.text(max_size=30))
def test_any_text_is_a_number_only_with_a_digit(language: str, name: str, typed: str) -> None:
    reading = read(language, name, typed) if typed.strip() else Reading()
    value: Any = reading.value
    assert value is None or any(character.isdecimal() for character in typed)
