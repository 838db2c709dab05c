"""One class per kind of input cell: the rule of its cell, and how what was typed is read.

Builder and reader both ask here, so that a cell and its parser cannot drift. A class gives
`cell_rule()` (number format, dropdown, the formula that a valid entry satisfies) and `parse()`
(a typed value, or what is wrong with it). Words such as "Oui" never travel further than `parse`.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import pycountry
from babel import Locale
from babel.numbers import get_currency_precision
from email_validator import EmailNotValidError, validate_email

from schemas import numbers
from schemas.definition import Definition
from schemas.findings import Code
from schemas.layout import Slot, SlotKind, choices_list, sign_off_list
from schemas.models import Kind

Raw = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta
"""What a cell can hold as python-calamine gives it; an empty cell is the empty text."""

TEXT_LIMIT = 5_000
"""Characters an answer may have: some two pages, and well below Excel's 32,767."""
LINE_LIMIT = 200
FIRST_YEAR, LAST_YEAR = 2018, 2100
FIRST_DAY, LAST_DAY = dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31)
HOURS_LIMIT = 8_760
"""Hours in a year: an average clearance time above it is a slip."""

_EXCEL_EPOCH = dt.date(1899, 12, 30)
_NOT_A_CURRENCY = {"XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XPD", "XPT", "XTS", "XXX", "XSU", "XUA"}
_BLANK = re.compile(r"[\s\u00a0\u200b-\u200f\u2060\ufeff]*")


@dataclass(frozen=True, slots=True)
class CellRule:
    """What an input cell is given: everything the builder needs, nothing about looks."""

    words: str
    """The key of its input and error message in the wording."""
    number_format: str
    valid: str
    """An Excel formula, TRUE where the non-empty cell `{cell}` holds a valid entry."""
    dropdown: str = ""
    """The defined name of its list; empty where it has none."""
    is_text: bool = True
    """False for cells that Excel itself reads as numbers or dates."""
    limit: int = 0
    """The longest text it takes, in characters; 0 where the formula says enough."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood from a cell, or why it was not."""

    value: int | float | str | dt.date | None = None
    """A number, a code (`yes`, `annual`, `KEN`), a date, or the text itself."""
    unit: str = ""
    text: str = ""
    """What was typed, as text."""
    not_available: bool = False
    problem: Code | None = None
    variant: str = ""
    """Which of the problem's sentences applies."""
    normalised: bool = False
    """True where what was typed differs from how the product writes the value."""


class Question(ABC):
    """A kind of input cell."""

    words: str
    """The key of its input and error message in the wording."""

    @abstractmethod
    def cell_rule(self, slot: Slot) -> CellRule:
        """The rule of the cell at `slot`."""

    @abstractmethod
    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        """What the non-empty `raw` means at `slot`; never raises for what people type."""


def is_empty(raw: object) -> bool:
    """True for a cell with nothing to see in it: no text, or white space only."""
    return raw is None or (isinstance(raw, str) and _BLANK.fullmatch(raw) is not None)


def shown(raw: Raw) -> str:
    """What a cell holds as people see it: whole numbers without a decimal point, ISO dates."""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, (int, float)):
        return numbers.as_text(raw) if abs(raw) < 1e15 else repr(raw)
    if isinstance(raw, dt.datetime) and raw.time() == dt.time():
        return raw.date().isoformat()
    if isinstance(raw, (dt.date, dt.time, dt.datetime)):
        return raw.isoformat()
    return clean_text(str(raw))


def clean_text(raw: str) -> str:
    """Free text as it is kept: one kind of line end, no white space around it."""
    return raw.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").strip(" \t\n\u00a0\u200b\ufeff")


def same_words(text: str) -> str:
    """`text` without case, quotes, dashes, spaces or punctuation, to compare coded answers."""
    return "".join(c for c in numbers.plain_text(text).casefold() if c.isalnum())


# --- identity --------------------------------------------------------------------------------


class Country(Question):
    """The Member, by its name from the list; names, official names and ISO codes are understood."""

    words = "country"

    def cell_rule(self, slot: Slot) -> CellRule:
        return CellRule(self.words, "General", "ISNUMBER(MATCH({cell},country_list,0))", "country_list")

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        code = definition.country_codes.get(text)
        if code is not None:
            return Reading(code, text=text, normalised=text != raw)
        code = _known_country(text, definition)
        if code is None:
            return Reading(text=text, problem=Code.COUNTRY_UNKNOWN)
        return Reading(code, text=text, normalised=True)


def _known_country(text: str, definition: Definition) -> str | None:
    wanted = same_words(text)
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

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        readings = numbers.read_numbers(numbers.plain_text(text)) if not isinstance(raw, bool) else ()
        years = [int(r) for r in readings if r == int(r) and FIRST_YEAR <= r <= LAST_YEAR]
        if len(years) != 1:
            return Reading(text=text, problem=Code.YEAR_INVALID)
        return Reading(years[0], text=text, normalised=isinstance(raw, str) and raw != str(years[0]))


class Line(Question):
    """A short text: a name or a title."""

    def __init__(self, words: str, limit: int = LINE_LIMIT) -> None:
        self.words, self.limit = words, limit

    def cell_rule(self, slot: Slot) -> CellRule:
        return CellRule(self.words, "@", f"LEN({{cell}})<={self.limit}", limit=self.limit)

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        return Reading(text, text=text, problem=Code.TEXT_TOO_LONG if len(text) > self.limit else None)


class Email(Question):
    """One e-mail address, or several set apart by semicolons."""

    words = "contact_email"

    def cell_rule(self, slot: Slot) -> CellRule:
        valid = 'IFERROR(AND(FIND("@",{cell})>1,FIND(".",{cell},FIND("@",{cell})+2)<LEN({cell})),FALSE)'
        return CellRule(self.words, "@", valid)

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        found = [part.removeprefix("mailto:") for part in re.split(r"[;,\s]+", text) if part]
        try:
            addresses = [validate_email(part, check_deliverability=False).normalized for part in found]
        except EmailNotValidError:
            return Reading(text=text, problem=Code.EMAIL_INVALID)
        value = "; ".join(addresses)
        return Reading(value, text=text, normalised=value.casefold() != text.casefold())


class Date(Question):
    """The day the workbook was sent; a text is understood where only one day can be meant."""

    words = "submission_date"

    def cell_rule(self, slot: Slot) -> CellRule:
        low, high = f"DATE({FIRST_YEAR},1,1)", f"DATE({LAST_YEAR},12,31)"
        valid = f"IF(ISNUMBER({{cell}}),AND({{cell}}>={low},{{cell}}<{high}+1),FALSE)"
        return CellRule(self.words, "yyyy\\-mm\\-dd", valid, is_text=False)

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        days = _days(raw, definition.wording.language)
        if len(days) != 1:
            return Reading(text=text, problem=Code.DATE_INVALID, variant="ambiguous" if days else "")
        day = days.pop()
        if not FIRST_DAY <= day <= LAST_DAY:
            return Reading(text=text, problem=Code.DATE_INVALID, variant="out-of-range")
        return Reading(day, text=text, normalised=isinstance(raw, str) and raw != day.isoformat())


def _days(raw: Raw, language: str) -> set[dt.date]:
    """Every day that `raw` can mean; empty where it is none."""
    if isinstance(raw, dt.date):
        return {raw.date() if isinstance(raw, dt.datetime) else raw}
    if isinstance(raw, str):
        return _worded_days(raw, language) or _digit_days(raw)
    # A date whose cell lost its format is the number of days since 1899-12-30.
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


# --- levels, gates, answers, sign-off --------------------------------------------------------


class ImplementationLevel(Question):
    """One of five levels; the digit, "Level 3" and slips in the label are understood."""

    words = "level"

    def cell_rule(self, slot: Slot) -> CellRule:
        return CellRule(self.words, "General", "ISNUMBER(MATCH({cell},level_list,0))", "level_list")

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        if raw in definition.level_labels:
            return Reading(definition.level_labels.index(str(raw)) + 1, text=text)
        level = None if isinstance(raw, bool) else _level(text, definition)
        if level is None:
            return Reading(text=text, problem=Code.LEVEL_INVALID)
        return Reading(level, text=text, normalised=True)


def _level(text: str, definition: Definition) -> int | None:
    labels = {level: same_words(definition.wording.levels[level].label) for level in definition.edition.levels}
    if re.match(r"-\s*[0-9]", numbers.plain_text(text)):
        return None
    typed = same_words(re.sub(r"[.,]0+$", "", numbers.plain_text(text)))
    for level, label in labels.items():
        if typed == label:
            return level
    for word in definition.wording.understood.level:
        typed = typed.removeprefix(same_words(word))
    match = re.fullmatch(r"([1-5])(\D*)", typed)
    if match is None:
        return None
    level, rest = int(match[1]), match[2]
    if not rest or labels[level].startswith(rest):
        return level
    # A slip of the pen in the label is one; another level's label behind the digit is not.
    closest = difflib.get_close_matches(rest, labels.values(), n=1, cutoff=0.8)
    return level if closest == [labels[level]] else None


class YesNo(Question):
    """The gate of an "If yes" question."""

    words = "yes_no"

    def cell_rule(self, slot: Slot) -> CellRule:
        return CellRule(self.words, "General", "ISNUMBER(MATCH({cell},yes_no_list,0))", "yes_no_list")

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        code = _yes_no(raw, definition)
        if code is None:
            return Reading(text=text, problem=Code.YES_NO_INVALID)
        return Reading(code, text=text, normalised=raw != definition.wording.yes_no[code])


def _yes_no(raw: Raw, definition: Definition) -> Literal["yes", "no"] | None:
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if raw == definition.wording.yes_no["yes"]:
        return "yes"
    if raw == definition.wording.yes_no["no"]:
        return "no"
    typed, words = same_words(shown(raw)), definition.wording
    if typed in {same_words(word) for word in (words.yes_no["yes"], *words.understood.yes)}:
        return "yes"
    if typed in {same_words(word) for word in (words.yes_no["no"], *words.understood.no)}:
        return "no"
    return None


class Answer(Question):
    """The free-text answer to a capacity-building question."""

    words = "answer"

    def cell_rule(self, slot: Slot) -> CellRule:
        return CellRule(self.words, "@", f"LEN({{cell}})<={TEXT_LIMIT}", limit=TEXT_LIMIT)

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        return _free_text(raw, definition)


_IDLE_LENGTH = 40
"""Characters that tell an idle answer from a real one: no idle word is longer."""


def _free_text(raw: Raw, definition: Definition) -> Reading:
    text = shown(raw)
    if len(text) > TEXT_LIMIT:
        return Reading(text, text=text, problem=Code.TEXT_TOO_LONG)
    letters = same_words(text[:_IDLE_LENGTH])
    idle = _idle_words(definition)
    # Dots, dashes and one letter held down answer nothing; "No" and a single ideograph do.
    if not letters or letters in idle or (len(letters) > 2 and len(set(letters)) == 1 and not letters.isdigit()):
        return Reading(text, text=text, problem=Code.LOW_EFFORT_ANSWER)
    return Reading(text, text=text)


@cache
def _idle_words(definition: Definition) -> frozenset[str]:
    return frozenset(same_words(word) for word in definition.wording.understood.low_effort)


class SignOff(Question):
    """The sign-off of a standard; its value is the digits at its end, such as `4-3-5-2`."""

    words = "sign_off"

    def cell_rule(self, slot: Slot) -> CellRule:
        name = sign_off_list(slot.standard)
        return CellRule(self.words, "General", f"{{cell}}={name}", name)

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        indicators = definition.edition.standards[slot.standard].indicators
        # A standard of one indicator may come back as "Complete at levels 4", or as a bare 4.
        match = re.search(r"(?<!\d)[0-5](?: ?- ?[0-5])*$", numbers.plain_text(text))
        digits = match[0].replace(" ", "").split("-") if match else []
        if len(digits) != indicators:
            return Reading(text=text, problem=Code.NOT_SIGNED_OFF, variant="not-understood")
        return Reading("-".join(digits), text=text)


# --- additional information ------------------------------------------------------------------

# Officers type decimals with a point or a comma; VALUE knows only the one of the display
# language, which is the second character of one half written as text.
_NUMBER = 'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({cell},"%","")," ",""),",",MID(1/2,2,1)),".",MID(1/2,2,1))'


class Item(Question):
    """An additional-information item; each takes `n/a` for "not available"."""

    kind: Kind

    @property
    def words(self) -> str:  # type: ignore[override]
        return f"info_{self.kind.value.replace('-', '_')}"

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        if len(text) <= _IDLE_LENGTH and same_words(text) in _not_available(definition):
            plain = text.casefold() in {"n/a", definition.wording.not_available.casefold()}
            return Reading(text=text, not_available=True, normalised=not plain)
        return self.parse_value(raw, slot, definition)

    @abstractmethod
    def parse_value(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        """What `raw`, which is not `n/a`, means."""


@cache
def _not_available(definition: Definition) -> frozenset[str]:
    return frozenset(same_words(word) for word in definition.wording.understood.not_available)


class Percent(Item):
    """0 to 100 per cent.

    The cell is text on purpose: in a number cell "45%" becomes 0.45 without a word, and nobody can
    tell it from 0.45 % afterwards. As text, what was typed is what is read.
    """

    kind = Kind.PERCENT

    def cell_rule(self, slot: Slot) -> CellRule:
        valid = f'IFERROR(ABS(VALUE({_NUMBER})-50)<=50,TRIM({{cell}})="n/a")'
        return CellRule(self.words, "@", valid)

    def parse_value(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        typed = numbers.plain_text(text)
        readings = (
            () if isinstance(raw, (bool, dt.date, dt.time)) else numbers.read_numbers(typed.removesuffix("%").strip())
        )
        if isinstance(raw, float) and 0 < raw < 1:
            # Pasted from a percent cell 0.45 is 45 %, typed it is 0.45 %: nobody can tell.
            return Reading(text=text, problem=Code.VALUE_NOT_A_NUMBER, variant="ambiguous")
        return _number_in(readings, 0, 100, raw, Reading(unit="%", text=text))


class Count(Item):
    """A whole number, 0 or more."""

    kind = Kind.COUNT

    def cell_rule(self, slot: Slot) -> CellRule:
        valid = 'IF(ISNUMBER({cell}),AND({cell}>=0,{cell}=INT({cell})),TRIM({cell})="n/a")'
        return CellRule(self.words, "#,##0", valid, is_text=False)

    def parse_value(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        readings = () if isinstance(raw, (bool, dt.date, dt.time)) else numbers.read_numbers(numbers.plain_text(text))
        whole = tuple(r for r in readings if r == int(r))
        if readings and not whole:
            return Reading(text=text, problem=Code.VALUE_NOT_A_NUMBER, variant="whole")
        return _number_in(whole, 0, 10**12, raw, Reading(text=text))


class Duration(Item):
    """A time span in hours; minutes, days and 2:30 are understood. Text for the reason of Percent."""

    kind = Kind.DURATION

    def cell_rule(self, slot: Slot) -> CellRule:
        half = HOURS_LIMIT // 2
        return CellRule(self.words, "@", f'IFERROR(ABS(VALUE({_NUMBER})-{half})<={half},TRIM({{cell}})="n/a")')

    def parse_value(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        reading = Reading(unit="hours", text=text)
        if isinstance(raw, dt.timedelta):
            return _number_in((raw.total_seconds() / 3600,), 0, HOURS_LIMIT, text, reading)
        if isinstance(raw, dt.time):
            return _number_in((raw.hour + raw.minute / 60 + raw.second / 3600,), 0, HOURS_LIMIT, text, reading)
        readings = () if isinstance(raw, (bool, dt.date)) else _hours(numbers.plain_text(text).casefold(), definition)
        result = _number_in(readings, 0, HOURS_LIMIT, raw, reading)
        if result.problem is Code.VALUE_NOT_A_NUMBER and not result.variant:
            return replace(result, variant="duration")
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
            return tuple(number * hours for number in numbers.read_numbers(match[1].strip()))
    return ()


class Money(Item):
    """An amount with its currency, or several set apart by semicolons: `150 EUR; 22 EUR`.

    The currency stands in its own cell or with the amount.
    """

    kind = Kind.MONEY

    def cell_rule(self, slot: Slot) -> CellRule:
        return CellRule(self.words, "@", f"LEN({{cell}})<={LINE_LIMIT}", limit=LINE_LIMIT)

    def parse_value(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        if isinstance(raw, (bool, dt.date, dt.time)):
            return Reading(text=text, problem=Code.VALUE_NOT_A_NUMBER, variant="money")
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
        return Reading(text=text, problem=Code.VALUE_NOT_A_NUMBER, variant="money")
    currency = (match[1] or match[3] or "").upper()
    if currency and currency not in currencies():
        return Reading(text=text, problem=Code.VALUE_NOT_IN_LIST, variant="currency")
    readings = numbers.read_numbers(match[2].strip())
    if len(readings) > 1 and currency and get_currency_precision(currency) < 3:
        # Three digits behind the separator cannot be cents: 1,200 EUR is twelve hundred.
        readings = (max(readings),)
    result = _number_in(readings, 0, 10**15, text, Reading(unit=currency, text=text))
    if result.problem is Code.VALUE_NOT_A_NUMBER and not result.variant:
        return replace(result, variant="money")
    return result


class Currency(Question):
    """The ISO 4217 code beside an amount."""

    words = "currency"

    def cell_rule(self, slot: Slot) -> CellRule:
        return CellRule(self.words, "General", "ISNUMBER(MATCH({cell},currency_list,0))", "currency_list")

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        code = same_words(text).upper()
        if code == "" and text == "€":
            code = "EUR"
        if code not in currencies():
            return Reading(text=text, problem=Code.VALUE_NOT_IN_LIST, variant="currency")
        return Reading(code, text=text, normalised=code != raw)


@cache
def currencies() -> tuple[str, ...]:
    """The ISO 4217 codes money is counted in: no metals, no test codes; SDR included."""
    return tuple(sorted(c.alpha_3 for c in pycountry.currencies if c.alpha_3 not in _NOT_A_CURRENCY))


class Version(Item):
    """A version, kept as text: 3.10 is not 3.1."""

    kind = Kind.VERSION

    def cell_rule(self, slot: Slot) -> CellRule:
        return CellRule(self.words, "@", f"LEN({{cell}})<={LINE_LIMIT}", limit=LINE_LIMIT)

    def parse_value(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        return Reading(text, text=text, problem=Code.TEXT_TOO_LONG if len(text) > LINE_LIMIT else None)


class Choice(Item):
    """One code of the edition's list."""

    kind = Kind.LIST

    def __init__(self, choices: str) -> None:
        self.choices = choices

    def cell_rule(self, slot: Slot) -> CellRule:
        name = choices_list(self.choices)
        return CellRule(self.words, "General", f"ISNUMBER(MATCH({{cell}},{name},0))", name)

    def parse_value(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        for code, label in definition.choice_labels(self.choices).items():
            if raw == label:
                return Reading(code, text=text)
            if same_words(text) in (same_words(label), same_words(code)):
                return Reading(code, text=text, normalised=True)
        return Reading(text=text, problem=Code.VALUE_NOT_IN_LIST)


class YesNoItem(Item):
    """Yes or No."""

    kind = Kind.YES_NO

    def cell_rule(self, slot: Slot) -> CellRule:
        return CellRule(self.words, "General", "ISNUMBER(MATCH({cell},yes_no_item_list,0))", "yes_no_item_list")

    def parse_value(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        code = _yes_no(raw, definition)
        if code is None:
            return Reading(text=text, problem=Code.VALUE_NOT_IN_LIST)
        return Reading(code, text=text, normalised=raw != definition.wording.yes_no[code])


class Text(Item):
    """Free text."""

    kind = Kind.TEXT

    def cell_rule(self, slot: Slot) -> CellRule:
        return CellRule(self.words, "@", f"LEN({{cell}})<={TEXT_LIMIT}", limit=TEXT_LIMIT)

    def parse_value(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        return _free_text(raw, definition)


def _number_in(readings: tuple[float, ...], low: float, high: float, raw: Raw, blank: Reading) -> Reading:
    """`blank` with the one number that `readings` allow within bounds, or with what is wrong."""
    if not readings:
        return replace(blank, problem=Code.VALUE_NOT_A_NUMBER)
    if len(readings) > 1:
        return replace(blank, problem=Code.VALUE_NOT_A_NUMBER, variant="ambiguous")
    value = numbers.tidy(readings[0])
    if not low <= value <= high:
        return replace(blank, problem=Code.VALUE_OUT_OF_RANGE)
    normalised = isinstance(raw, str) and not numbers.is_plain(raw)
    return replace(blank, value=value, normalised=normalised)


# --- which class a slot takes ----------------------------------------------------------------

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
    SlotKind.CURRENCY: Currency(),
}
_BY_KIND: dict[Kind, Question] = {
    question.kind: question for question in (Percent(), Count(), Duration(), Money(), Version(), YesNoItem(), Text())
}

INPUT_KEYS = tuple(
    question.words for question in (*_IDENTITY.values(), *_BY_SLOT_KIND.values(), *_BY_KIND.values(), Choice(""))
)
"""The keys under which a wording gives input and error messages."""


def question_of(slot: Slot, definition: Definition) -> Question:
    """The question class of the cell at `slot`."""
    if slot.kind is SlotKind.IDENTITY:
        return _IDENTITY[slot.name]
    if slot.kind is not SlotKind.INFORMATION:
        return _BY_SLOT_KIND[slot.kind]
    item = definition.item(slot.standard, slot.number)
    return Choice(item.choices) if item.choices is not None else _BY_KIND[item.kind]


def bounds_of(kind: Kind) -> tuple[float, float] | None:
    """The least and the most a kind of item takes; None where it is no number."""
    return {Kind.PERCENT: (0, 100), Kind.COUNT: (0, 10**12), Kind.DURATION: (0, HOURS_LIMIT)}.get(kind)
