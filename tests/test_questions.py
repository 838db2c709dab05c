"""How what people type is read, kind by kind; and that nothing they type breaks the reading."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.findings.catalogue import TextTooLong
from schemas.loading.loader import languages, load_definition
from schemas.questions import Raw, Reading, question_of
from schemas.questions.countries import known_members
from schemas.questions.dates import months
from schemas.questions.numbers import as_text, is_plain, plain_text, read_numbers, tidy
from schemas.questions.typed_text import bare_words, clean

DEFINITION = load_definition()
SLOTS = DEFINITION.layout.slots


def read(name: str, raw: Raw) -> Reading:
    return question_of(SLOTS[name], DEFINITION).parse(raw, SLOTS[name], DEFINITION)


NUMBERS = [
    ("12", (12.0,)),
    ("12.5", (12.5,)),
    ("12,5", (12.5,)),
    (",5", (0.5,)),
    ("1 200", (1200.0,)),
    ("1'200", (1200.0,)),
    ("1’200,5", (1200.5,)),
    ("1.234.567", (1234567.0,)),
    ("1,234.5", (1234.5,)),
    ("1.234,5", (1234.5,)),
    ("1,200", (1.2, 1200.0)),
    # Groups have three digits, the first at most three: this is a decimal comma, or point.
    ("1234,567", (1234.567,)),
    ("1234.567", (1234.567,)),
    ("1234,567.8", ()),
    ("0,200", (0.2,)),
    ("١٢٫٥", (12.5,)),
    ("１２", (12.0,)),
    ("−3", (-3.0,)),
    ("12 34", ()),
    ("1,2,3", ()),
    ("12 units", ()),
    ("1e5", ()),
    ("", ()),
]


@pytest.mark.parametrize(("typed", "readings"), NUMBERS)
def test_numbers_are_read_every_way_they_can_be(typed: str, readings: tuple[float, ...]) -> None:
    assert read_numbers(plain_text(typed)) == readings


TIDY: list[tuple[float, int | float, str]] = [
    # (a number, the same without binary noise, as text)
    (12.0, 12, "12"),
    (-3.5, -3.5, "-3.5"),
    (0.1 + 0.2, 0.3, "0.3"),
    (1.1 * 3, 3.3, "3.3"),
    (20 / 60, 0.3333333333, "0.3333333333"),
    (0.0000012, 0.0000012, "0.0000012"),
    (99.9999999, 99.9999999, "99.9999999"),
    (99.99999999999, 100, "100"),
]


@pytest.mark.parametrize(("number", "tidied", "text"), TIDY)
def test_ten_decimals_are_kept_and_binary_noise_is_not(number: float, tidied: float, text: str) -> None:
    assert (tidy(number), type(tidy(number))) == (tidied, type(tidied))
    assert as_text(number) == text


@given(st.integers(-(10**12), 10**12) | st.floats(-1e9, 1e9).map(lambda x: round(x, 4)))
def test_a_number_as_the_product_writes_it_is_read_back(number: float) -> None:
    text = as_text(number)
    assert is_plain(text)
    assert read_numbers(text)[0] == pytest.approx(number)


DATES = [
    ("2026-03-31", dt.date(2026, 3, 31)),
    ("2026/03/31", dt.date(2026, 3, 31)),
    ("31/03/2026", dt.date(2026, 3, 31)),
    ("03/31/2026", dt.date(2026, 3, 31)),
    ("3.4.2026", dt.date(2026, 4, 3)),
    ("3 March 2026", dt.date(2026, 3, 3)),
    ("March 3rd, 2026", dt.date(2026, 3, 3)),
    (dt.datetime(2026, 3, 31, 9, 30), dt.date(2026, 3, 31)),
    (46112, dt.date(2026, 3, 31)),
    ("03/04/2026", None),
    ("31/02/2026", None),
    ("soon", None),
    (True, None),
]


@pytest.mark.parametrize(("typed", "day"), DATES)
def test_dates_are_read_where_only_one_day_can_be_meant(typed: Raw, day: dt.date | None) -> None:
    assert read("submission_date", typed).value == day


NO_DAYS: list[tuple[Raw, str]] = [
    # (what the reader gives, how a sentence names it): a number in the format of dates
    (dt.time(), "0"),
    (-184.0, "1899-06-29"),
    ("30/06/1899", "30/06/1899"),
    (True, "TRUE"),
]


@pytest.mark.parametrize(("raw", "seen"), NO_DAYS)
def test_a_day_that_is_none_is_named_as_it_is_seen(raw: Raw, seen: str) -> None:
    reading = read("submission_date", raw)
    assert reading.problem is not None
    assert reading.text == question_of(SLOTS["submission_date"], DEFINITION).seen(raw) == seen


MONEY = [
    ("150", 150, "", False),
    ("150 EUR", 150, "EUR", False),
    ("EUR 150", 150, "EUR", False),
    ("€150", 150, "EUR", True),
    ("1,200 EUR", 1200, "EUR", True),
    ("usd 99.5", 99.5, "USD", True),
    ("150 EUR; 22 EUR", "150 EUR; 22 EUR", "", False),
]


@pytest.mark.parametrize(("typed", "value", "unit", "normalised"), MONEY)
def test_money(typed: str, value: float | str, unit: str, normalised: bool) -> None:
    reading = read("info_8_2", typed)
    assert (reading.value, reading.unit, reading.normalised, reading.problem) == (value, unit, normalised, None)


@pytest.mark.parametrize("typed", ["1,200 KWD", "$150", "150 ABC", "a lot", "EUR 1 USD"])
def test_money_is_never_guessed(typed: str) -> None:
    assert read("info_8_2", typed).problem is not None


def test_each_label_is_read_as_itself() -> None:
    for level in DEFINITION.edition.levels:
        assert read("level_1_1", DEFINITION.level_label(level)) == Reading(level, text=DEFINITION.level_label(level))
    for name, code in DEFINITION.country_codes.items():
        assert read("country", name) == Reading(code, text=name)


ANYTHING: st.SearchStrategy[Raw] = (
    st.text() | st.floats() | st.integers() | st.booleans() | st.dates() | st.datetimes() | st.times() | st.timedeltas()
)


@settings(max_examples=400)
@given(st.sampled_from(sorted(SLOTS)), ANYTHING)
def test_nothing_typed_breaks_the_reading(name: str, raw: Raw) -> None:
    reading = read(name, raw)
    assert reading.problem is not None or reading.not_available or reading.value is not None or reading.text == ""


LENGTHS: list[tuple[str, str, bool]] = [
    # (cell, typed, whether it is short enough): an emoji counts as two, as for Excel's LEN
    ("contact_name", "😀" * 100, True),
    ("contact_name", "😀" * 100 + "x", False),
    ("answer_1_1_1", "It" + "😀" * 2_499, True),
    ("answer_1_1_1", "It!" + "😀" * 2_499, False),
    ("answer_1_1_1", "ab\r\n" * 1_666, True),
]


@pytest.mark.parametrize(("name", "typed", "fits"), LENGTHS)
def test_a_text_is_as_long_as_excel_counts_it(name: str, typed: str, fits: bool) -> None:
    assert isinstance(read(name, typed).problem, TextTooLong) != fits


def test_what_excel_writes_for_a_line_end_is_kept_where_a_person_typed_it() -> None:
    assert read("answer_1_1_1", "The field _x000D_ of the message").value == "The field _x000D_ of the message"


@pytest.mark.parametrize("typed", ["3¹", "①", "½", "Ⅲ"])
def test_what_stands_for_a_number_is_none_of_its_digits(typed: str) -> None:
    assert plain_text(typed) == typed


@pytest.mark.parametrize("language", languages())
def test_a_member_chosen_from_the_list_is_the_one_that_its_name_means(language: str) -> None:
    """What is chosen is looked up in the list, what is typed among all names: both say the same."""
    definition = load_definition(language=language)
    known = known_members(definition)
    assert {name: known[bare_words(clean(name))] for name in definition.country_codes} == definition.country_codes


def test_every_month_has_a_letter_in_its_name() -> None:
    """A day in digits is read without asking six languages what they call months."""
    assert all(any(map(str.isalpha, name)) for name in months())
