"""Who answers: the Member, the year, the contact, the date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import pycountry
from babel import Locale
from email_validator import EmailNotValidError, validate_email

from schemas.definition import Definition
from schemas.findings.catalogue import (
    CountryUnknown,
    DateAmbiguous,
    DateInvalid,
    DateOutOfRange,
    EmailInvalid,
    YearInvalid,
)
from schemas.layout.places import Slot
from schemas.questions import numbers
from schemas.questions.base import (
    FIRST_DAY,
    FIRST_YEAR,
    LAST_DAY,
    LAST_YEAR,
    CellRule,
    Limited,
    Question,
    Raw,
    Reading,
    same_words,
    shown,
    too_long,
)

_EXCEL_EPOCH = dt.date(1899, 12, 30)


class Country(Question):
    """The Member, by its name from the list; names, official names and ISO codes are understood."""

    words = "country"

    def cell_rule(self, slot: Slot) -> CellRule:
        return CellRule(self.words, "General", "ISNUMBER(MATCH({cell},country_list,0))", "country_list")

    def labels(self, slot: Slot, definition: Definition) -> Mapping[Any, str]:
        return definition.country_names

    def understood(self, reading: Reading, slot: Slot, definition: Definition) -> str:
        return f"{super().understood(reading, slot, definition)} ({reading.value})"

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        code = self.code_of(text, slot, definition)
        if code is not None:
            return Reading(code, text=text, normalised=text != raw)
        code = _known_country(text, definition)
        if code is None:
            return Reading(text=text, problem=CountryUnknown())
        return Reading(code, text=text, normalised=True)


def _known_country(text: str, definition: Definition) -> str | None:
    wanted = same_words(text)
    if any(wanted == same_words(name) for several in definition.ambiguous for name in several.names):
        return None
    for code, name in definition.country_names.items():
        if wanted and wanted in (same_words(name), code.casefold()):
            return code
    for code in definition.country_names:
        country = pycountry.countries.get(alpha_3=code)
        names = [] if country is None else [country.name, country.alpha_2]
        names += [getattr(country, name, "") for name in ("official_name", "common_name")]
        if wanted in {same_words(name) for name in names if name}:
            return code
    return None


class Year(Question):
    """The year the answers are about."""

    words = "reporting_year"

    def cell_rule(self, slot: Slot) -> CellRule:
        valid = f"IF(ISNUMBER({{cell}}),AND({{cell}}>={FIRST_YEAR},{{cell}}<={LAST_YEAR},{{cell}}=INT({{cell}})),FALSE)"
        return CellRule(self.words, "0", valid, is_text=False)

    def accepts(self, raw: Raw, slot: Slot, definition: Definition) -> bool:
        return isinstance(raw, (int, float)) and raw == int(raw) and FIRST_YEAR <= raw <= LAST_YEAR

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        readings = numbers.read_numbers(numbers.plain_text(text)) if not isinstance(raw, bool) else ()
        years = [int(r) for r in readings if r == int(r) and FIRST_YEAR <= r <= LAST_YEAR]
        if len(years) != 1:
            return Reading(text=text, problem=YearInvalid(minimum=FIRST_YEAR, maximum=LAST_YEAR))
        return Reading(years[0], text=text, normalised=isinstance(raw, str) and raw != str(years[0]))


class Line(Limited):
    """A short text: a name or a title."""

    def __init__(self, words: str) -> None:
        self.words = words

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        return Reading(text, text=text, problem=too_long(text, self.limit))


class Email(Question):
    """One e-mail address, or several set apart by semicolons."""

    words = "contact_email"

    def cell_rule(self, slot: Slot) -> CellRule:
        valid = 'IFERROR(AND(FIND("@",{cell})>1,FIND(".",{cell},FIND("@",{cell})+2)<LEN({cell})),FALSE)'
        return CellRule(self.words, "@", valid)

    def accepts(self, raw: Raw, slot: Slot, definition: Definition) -> bool:
        text = shown(raw)
        at = text.find("@")
        return at > 0 and 0 <= text.find(".", at + 2) < len(text) - 1

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        found = [part.removeprefix("mailto:") for part in re.split(r"[;,\s]+", text) if part]
        try:
            addresses = [validate_email(part, check_deliverability=False).normalized for part in found]
        except EmailNotValidError:
            return Reading(text=text, problem=EmailInvalid())
        value = "; ".join(addresses)
        return Reading(value, text=text, normalised=value.casefold() != text.casefold())


class Date(Question):
    """The day the workbook was sent; a text is understood where only one day can be meant."""

    words = "submission_date"

    def cell_rule(self, slot: Slot) -> CellRule:
        low, high = f"DATE({FIRST_YEAR},1,1)", f"DATE({LAST_YEAR},12,31)"
        valid = f"IF(ISNUMBER({{cell}}),AND({{cell}}>={low},{{cell}}<{high}+1),FALSE)"
        return CellRule(self.words, "yyyy\\-mm\\-dd", valid, is_text=False)

    def accepts(self, raw: Raw, slot: Slot, definition: Definition) -> bool:
        days = {raw.date() if isinstance(raw, dt.datetime) else raw} if isinstance(raw, dt.date) else _days_of(raw)
        return any(FIRST_DAY <= day <= LAST_DAY for day in days)

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        days = _days(raw, definition.wording.language)
        if len(days) != 1:
            return Reading(text=text, problem=DateAmbiguous() if days else DateInvalid())
        day = days.pop()
        if not FIRST_DAY <= day <= LAST_DAY:
            return Reading(text=text, problem=DateOutOfRange(minimum=FIRST_DAY, maximum=LAST_DAY))
        return Reading(day, text=text, normalised=isinstance(raw, str) and raw != day.isoformat())


def _days(raw: Raw, language: str) -> set[dt.date]:
    """Every day that `raw` can mean; empty where it is none."""
    if isinstance(raw, dt.date):
        return {raw.date() if isinstance(raw, dt.datetime) else raw}
    if isinstance(raw, str):
        return _worded_days(raw, language) or _digit_days(raw)
    return _days_of(raw)


def _days_of(raw: Raw) -> set[dt.date]:
    """The day of a date whose cell lost its format: the number of days since 1899-12-30."""
    if isinstance(raw, (int, float)) and not isinstance(raw, bool) and 1 <= raw < 200_000:
        return {_EXCEL_EPOCH + dt.timedelta(days=int(raw))}
    return set()


def _digit_days(raw: str) -> set[dt.date]:
    text = numbers.plain_text(raw).replace("'", "")
    iso = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}(:\d{2})?)?", text)
    if iso:
        return _calendar_days((int(iso[1]), int(iso[2]), int(iso[3])))
    other = re.fullmatch(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", text)
    if other:
        first, second, year = int(other[1]), int(other[3]), int(other[4])
        day_first = (year, second, first)
        # A point is written between day and month only where the day comes first.
        return _calendar_days(day_first) if other[2] == "." else _calendar_days(day_first, (year, first, second))
    return set()


def _worded_days(raw: str, language: str) -> set[dt.date]:
    text = numbers.plain_text(raw).casefold()
    worded = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|\.|er)? (\w+)\.?,? (\d{4})", text)
    turned = re.fullmatch(r"(\w+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", text)
    if worded and (month := _months(language).get(worded[2])):
        return _calendar_days((int(worded[3]), month, int(worded[1])))
    if turned and (month := _months(language).get(turned[1])):
        return _calendar_days((int(turned[3]), month, int(turned[2])))
    return set()


def _calendar_days(*candidates: tuple[int, int, int]) -> set[dt.date]:
    days = set()
    for year, month, day in candidates:
        try:
            days.add(dt.date(year, month, day))
        except ValueError:
            continue
    return days


@cache
def _months(language: str) -> dict[str, int]:
    months: dict[str, int] = {}
    for code in ("en", language):
        for width in ("wide", "abbreviated"):
            for usage in ("format", "stand-alone"):
                names = Locale(code).months[usage][width]
                months |= {name.casefold().rstrip("."): number for number, name in names.items()}
    return months
