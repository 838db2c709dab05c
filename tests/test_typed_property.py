"""Whatever day, Member, level or Yes a person types in one of the languages comes back as itself, or as a finding."""

from __future__ import annotations

import datetime as dt

import pytest
from babel import Locale
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.definition import Definition
from schemas.loading.loader import languages, load_definition
from schemas.questions import FIRST_DAY, LAST_DAY, Raw, Reading, question_of
from schemas.questions.typed_text import DIGITS

LANGUAGES = languages()
MONTHS_IN_WORDS = ("medium", "long", "d MMMM y", "d MMM y", "d. MMMM y", "MMMM d, y", "d-MMM-y", "y MMMM d")
IN_DIGITS = ("d/M/y", "dd/MM/y", "M/d/y", "d.M.y", "dd.MM.y", "d-M-y", "y-MM-dd", "y/M/d", "y.MM.dd", "short", "full")
SPACES = ("", " ", "\u00a0", "\u200f", "\n")

language = st.sampled_from(LANGUAGES)
day = st.dates(FIRST_DAY, LAST_DAY)


def read(definition: Definition, name: str, raw: Raw) -> Reading:
    slot = definition.layout.slots[name]
    return question_of(slot, definition).parse(raw, slot, definition)


def in_other_digits(text: str, zero: int) -> str:
    """`text` in another script's digits: the one that begins with the `zero`-th of those that are known."""
    of = list(DIGITS)[10 * zero : 10 * zero + 10]
    return "".join(of[int(c)] if c.isascii() and c.isdigit() else c for c in text) if of else text


@settings(max_examples=600)
@given(language, language, day, st.sampled_from(MONTHS_IN_WORDS), st.integers(0, 6), st.sampled_from(SPACES))
def test_a_day_in_words_is_itself(mine: str, workbook: str, day: dt.date, form: str, zero: int, space: str) -> None:
    typed = space + in_other_digits(format_date(day, form, locale=mine), zero) + space
    reading = read(load_definition(language=workbook), "submission_date", typed)
    # A form that is nobody's way of writing, such as `30-de-junho`, may be told.
    assert (reading.value, reading.problem is None) in {(day, True), (None, False)}
    if form == "long":
        assert reading.value == day


@settings(max_examples=600)
@given(language, language, day, st.sampled_from(IN_DIGITS), st.integers(0, 6))
def test_a_day_in_digits_is_itself_or_told(mine: str, workbook: str, day: dt.date, form: str, zero: int) -> None:
    typed = in_other_digits(format_date(day, form, locale=mine), zero)
    reading = read(load_definition(language=workbook), "submission_date", typed)
    assert (reading.value, reading.problem is None) in {(day, True), (None, False)}
    if form in {"y-MM-dd", "d.M.y", "dd.MM.y", "y/M/d"}:
        assert reading.value == day


@settings(max_examples=400)
@given(language, language, st.data())
def test_a_member_in_any_language_is_itself(mine: str, workbook: str, data: st.DataObject) -> None:
    code, name = data.draw(st.sampled_from(sorted(load_definition(language=mine).country_names.items())))
    typed = data.draw(st.sampled_from((name, name.upper(), name.lower(), f" {name} ", f"“{name}”", f"{name}.")))
    assert read(load_definition(language=workbook), "country", typed).value == code


@pytest.mark.parametrize("workbook", LANGUAGES)
def test_no_countrys_name_is_taken_for_another(workbook: str) -> None:
    """Unicode names all countries of the world, Members or not, in each language."""
    definition = load_definition(language=workbook)
    codes = {member.iso3 for member in definition.members}
    for mine in LANGUAGES:
        own = load_definition(language=mine).country_names
        for name in Locale(mine).territories.values():
            value = read(definition, "country", str(name)).value
            assert value is None or value in codes
            if value is not None and name in own.values():
                assert own[str(value)] == name


@settings(max_examples=400)
@given(language, st.integers(1, 5), st.sampled_from(("{digit}", "{word} {digit}", "{label}", "{digit} - {words}")))
def test_a_level_is_itself(mine: str, level: int, form: str) -> None:
    definition = load_definition(language=mine)
    for word in definition.wording.understood.level:
        typed = form.format(
            digit=level,
            word=word,
            label=definition.level_label(level),
            words=definition.wording.levels[level].label[:9],
        )
        for zero in range(7):
            assert read(definition, "level_1_1", in_other_digits(typed, zero)).value == level


@settings(max_examples=600)
@given(language, st.text(st.sampled_from("012345679.,-–<>≥~±()/*? ¹½①الevlLn"), max_size=6))
def test_no_other_text_with_a_digit_is_a_level(mine: str, typed: str) -> None:
    """What is understood is one of five digits, alone or behind the word."""
    value = read(load_definition(language=mine), "level_1_1", typed).value
    if value is not None:
        digits = [character for character in typed if character.isascii() and character.isdigit()]
        assert digits[0] == str(value)
        assert set(digits[1:]) <= {"0"}
