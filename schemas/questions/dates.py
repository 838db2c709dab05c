"""Days as people write them, in any of the languages: the steps from a clean text to the days it can mean.

Each step is here twice, as a formula for the hidden sheet of lists and as Python, and both take a text apart alike:
the time of day goes, marks become spaces, three words are left, of which one is a year of four digits.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from functools import cache

from schemas.questions.typed_text import forms_of, without_digits_formula

LANGUAGES = ("ar", "en", "es", "fr", "pt", "ru")
"""The languages whose months are known everywhere: none of them calls two months alike."""
NO_DAY = 0
"""What stands for no day."""
UNREAD = "?"
_MARKS = "-/.,'"
_FILLERS = ("de", "del", "of", "the", "le", "el", "º", "°", "г", "года", "год", "عام", "سنة", "م")
"""Words that a date is written with, and that say nothing."""
_ORDINALS = ("", "st", "nd", "rd", "th", "er", "º", "ª", "°")
_SECOND_NAMES = {
    "كانون الثاني": "يناير",
    "شباط": "فبراير",
    "آذار": "مارس",
    "نيسان": "أبريل",
    "أيار": "مايو",
    "حزيران": "يونيو",
    "تموز": "يوليو",
    "آب": "أغسطس",
    "أيلول": "سبتمبر",
    "تشرين الأول": "أكتوبر",
    "تشرين الثاني": "نوفمبر",
    "كانون الأول": "ديسمبر",
}
"""The months of the Levant and those of Egypt, which the United Nations write side by side."""
_MORE_MONTHS = dict(
    zip(("جانفي", "فيفري", "أفريل", "ماي", "جوان", "جويلية", "أوت"), (1, 2, 4, 5, 6, 7, 8), strict=True)
) | dict(zip(("setiembre", "sept", "set", "juill", "ноя", "фев", "сен"), (9, 9, 9, 7, 11, 2, 9), strict=True))
_MORE_MONTHS |= {"يونيه": 6, "يوليه": 7}
"""The months of the Maghreb, other spellings of Egypt's, and short forms that Unicode has not."""


@cache
def months() -> Mapping[str, int]:
    """The number of each month by its names and their short forms, without a point behind."""
    from babel import Locale  # noqa: PLC0415 - for days that were typed in words

    found: dict[str, int] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for usage in ("format", "stand-alone"):
                for number, name in Locale(language).months[usage][width].items():
                    found |= dict.fromkeys((form.rstrip(".") for form in forms_of(name)), number)
    for name, number in _MORE_MONTHS.items():
        found |= dict.fromkeys(forms_of(name), number)
    return found


def _replaced(inner: str, table: Mapping[str, str]) -> str:
    for old, new in table.items():
        inner = f'SUBSTITUTE({inner},"{old}","{new}")'
    return inner


def _second_names() -> dict[str, str]:
    """What is put in the place of second names, in order: each by the first, and a name twice by itself once."""
    table: dict[str, str] = {}
    for second, first in _SECOND_NAMES.items():
        table |= {f" {form} ": f" {first} " for form in forms_of(second)}
    return table


_TWICE = {f" {name} {name} ": f" {name} " for name in _SECOND_NAMES.values()}
_GLUED = {f"{digit}{filler} ": f"{digit} " for filler in ("г", "م") for digit in "0123456789"}
"""The word for the year, written behind its last digit without a space."""
_EMPTY = _GLUED | {f" {filler} ": " " for filler in _FILLERS}


def _token(number: int) -> str:
    return f'TRIM(MID(SUBSTITUTE({{words}}," ",REPT(" ",99)),{99 * (number - 1) + 1},99))'


def _year(token: str) -> str:
    return f"IF(AND(LEN({token})=4,LEN({without_digits_formula(token)})=0),VALUE({token}),0)"


def _number(token: str) -> str:
    return f"IF(AND(LEN({token})>0,LEN({token})<3,LEN({without_digits_formula(token)})=0),VALUE({token}),0)"


def _ordinal(token: str) -> str:
    endings = ",".join(f'"{ending}"' for ending in _ORDINALS)
    ending = without_digits_formula(token)
    known = f"SUMPRODUCT(--({ending}={{{{{endings}}}}}))>0"
    fits = f"{known},EXACT(RIGHT({token},LEN({ending})),{ending})"
    digits = f"LEFT({token},LEN({token})-LEN({ending}))"
    return f"IF(AND({fits},LEN({digits})>0,LEN({digits})<3),VALUE({digits}),0)"


def _month(token: str) -> str:
    return f"SUMPRODUCT((month_words={token})*month_numbers)"


def _day(year: str, month: str, day: str) -> str:
    """The day as Excel counts it; `NO_DAY` where the calendar has none."""
    date = f"DATE({year},{month},{day})"
    real = f"AND({year}>=1900,{month}>=1,{month}<=12,{day}>=1,{day}<=31)"
    return f"IF({real},IF(DAY({date})={day},{date},{NO_DAY}),{NO_DAY})"


def steps(text: str) -> dict[str, str]:
    """The steps from the clean text in the cell `text` to the days it can mean, by name."""
    colon = 'FIND(":",{padded})'
    time = "{time}"
    shape = without_digits_formula(time)
    is_time = (
        f'AND(OR(AND(LEN({time})=5,{shape}=":"),AND(LEN({time})=8,{shape}="::",MID({time},6,1)=":")),'
        f'MID({time},3,1)=":",VALUE(LEFT({time},2))<24,VALUE(MID({time},4,2))<60,'
        f'ISNUMBER(FIND(MID({{padded}},{colon}-3,1)," t")))'
    )
    one_word = f"TRIM({_replaced('{date}', dict.fromkeys(_MARKS, ' '))})"
    made = {
        "padded": 'IFERROR(IF(ISNUMBER(FIND(MID({text},FIND(":",{text})-2,1)," t")),'
        'REPLACE({text},FIND(":",{text})-1,0,"0"),{text}),{text})',
        "time": f'IFERROR(MID({{padded}},{colon}-2,200),"")',
        "date": f'IF({time}="",{{padded}},IFERROR(IF({is_time},LEFT({{padded}},{colon}-4),"{UNREAD}"),"{UNREAD}"))',
        # What stands before the first word is no mark between words: -30/6/2026 is no day.
        "marked": f'IF(EXACT(LEFT({one_word},1),LEFT({{date}},1)),{one_word},"{UNREAD}")',
        "named": _replaced('" "&{marked}&" "', _second_names()),
        "words": f"TRIM({_replaced(_replaced('{named}', _TWICE), _EMPTY)})",
        "one": _token(1),
        "two": _token(2),
        "three": f'IF(LEN({{words}})-LEN(SUBSTITUTE({{words}}," ",""))=2,{_token(3)},"")',
        "first": _ordinal("{one}"),
        "second": _ordinal("{two}"),
        # A point is written between day and month only where the day comes first.
        "pointed": 'IF(ISNUMBER(FIND(".",{date})),1,0)',
        "month": f"IF({_month('{two}')}>0,{_month('{two}')},{_month('{one}')})",
        "year": f'IF({{three}}="",0,IF({_year("{one}")}>0,{_year("{one}")},{_year("{three}")}))',
    }
    year_first = f"{_year('{one}')}>0"
    worded_day = f"IF({_month('{two}')}>0,IF({year_first},{_number('{three}')},{{first}}),{{second}})"
    second, third = _number("{two}"), _number("{three}")
    made |= {
        "day": worded_day,
        "likelier": f"IF({{year}}=0,{NO_DAY},IF({{month}}>0,{_day('{year}', '{month}', '{day}')},"
        f"IF({year_first},{_day('{year}', second, third)},{_day('{year}', second, _number('{one}'))})))",
        "other": f"IF(OR({{year}}=0,{{month}}>0,{year_first},{{pointed}}=1),{NO_DAY},"
        f"{_day('{year}', _number('{one}'), second)})",
    }
    return {name: formula.replace("{text}", text) for name, formula in made.items()}


_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-9]{2})?")


def values(text: str) -> dict[str, str | int]:
    """What each of `steps` shows for the clean `text`."""
    padded = re.sub(r"^([^:]*[ t])([^:]:)", r"\g<1>0\2", text, count=1)
    colon = padded.find(":")
    time = padded[colon - 2 :] if colon >= 2 else ""
    date = padded
    if time:
        date = padded[: colon - 3] if _TIME.fullmatch(time) and padded[colon - 3 : colon - 2] in (" ", "t") else UNREAD
    one_word = " ".join(date.translate(dict.fromkeys(map(ord, _MARKS), " ")).split(" ")).strip(" ")
    one_word = re.sub(" +", " ", one_word)
    marked = one_word if one_word[:1] == date[:1] else UNREAD
    named = _put(f" {marked} ", _second_names())
    words = re.sub(" +", " ", _put(_put(named, _TWICE), _EMPTY)).strip(" ")
    one, two, three = (_token_in(words, number) for number in (1, 2, 3))
    three = three if words.count(" ") == 2 else ""
    month = _month_in(two) or _month_in(one)
    year = (_year_in(one) or _year_in(three)) if three else 0
    first, second = _ordinal_in(one), _ordinal_in(two)
    day = (_number_in(three) if _year_in(one) else first) if _month_in(two) else second
    pointed = int("." in date)
    likelier = other = NO_DAY
    if year:
        if month:
            likelier = serial(year, month, day)
        elif _year_in(one):
            likelier = serial(year, _number_in(two), _number_in(three))
        else:
            likelier = serial(year, _number_in(two), _number_in(one))
            other = NO_DAY if pointed else serial(year, _number_in(one), _number_in(two))
    made: dict[str, str | int] = {"padded": padded, "time": time, "date": date, "marked": marked}
    made |= {"named": named, "words": words}
    made |= {"one": one, "two": two, "three": three, "first": first, "second": second, "pointed": pointed}
    return made | {"month": month, "year": year, "day": day, "likelier": likelier, "other": other}


def _put(text: str, table: Mapping[str, str]) -> str:
    for old, new in table.items():
        text = text.replace(old, new)
    return text


def _token_in(words: str, number: int) -> str:
    return re.sub(" +", " ", words.replace(" ", " " * 99)[99 * (number - 1) : 99 * number].strip(" "))


def _month_in(token: str) -> int:
    """The number of the month that `token` names, 0 where it names none: without a letter nobody asks for the names."""
    return months().get(token, 0) if any(map(str.isalpha, token)) else 0


def _year_in(token: str) -> int:
    return int(token) if re.fullmatch("[0-9]{4}", token) else 0


def _number_in(token: str) -> int:
    return int(token) if re.fullmatch("[0-9]{1,2}", token) else 0


def _ordinal_in(token: str) -> int:
    found = re.fullmatch("([0-9]{1,2})([^0-9]*)", token)
    return int(found[1]) if found and found[2] in _ORDINALS else 0


_EPOCH = dt.date(1899, 12, 30)
_NO_LONGER_A_DAY = 200_000


def serial(year: int, month: int, day: int) -> int:
    """The day as Excel counts it; `NO_DAY` where the calendar has none, or Excel's begins later."""
    try:
        return (dt.date(year, month, day) - _EPOCH).days if year >= 1900 else NO_DAY
    except ValueError:
        return NO_DAY


def number_of(raw: object) -> float:
    """What a cell that is no text holds, as Excel counts days; 0 where that is no day or moment."""
    if isinstance(raw, dt.datetime):
        return (raw.date() - _EPOCH).days + (raw - dt.datetime.combine(raw.date(), dt.time())) / dt.timedelta(days=1)
    if isinstance(raw, dt.date):
        return (raw - _EPOCH).days
    is_number = isinstance(raw, (int, float)) and not isinstance(raw, bool)
    return raw if is_number and math.isfinite(raw) else NO_DAY  # type: ignore[arg-type,return-value]


def day_of(number: object) -> dt.date | None:
    """The day that Excel counts as `number`, or LibreOffice, which goes on before 1900; None where it is none."""
    is_day = isinstance(number, (int, float)) and (1 <= number < _NO_LONGER_A_DAY or -_NO_LONGER_A_DAY < number <= -1)
    if not isinstance(number, (int, float)) or not is_day:
        return None
    return _EPOCH + dt.timedelta(days=int(number))
