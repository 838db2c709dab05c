"""Numbers, shares and days as a language writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache

from babel.numbers import format_decimal, format_percent

from schemas.years.campaign import day_in_words

NOTHING = "–"
"""What stands where there is nothing to tell of."""
_MINUS = "–"
"""An en dash: the typeface of the documents has no minus of its own, and a hyphen is too short to be seen."""


class Share(float):
    """A part of a whole, from 0 to 1, that is shown as a percentage."""

    __slots__ = ()


Cell = str | int | float | None
"""What a figure's table holds: texts, counts, values and `Share`s; None where there is nothing."""


class InWords:
    """Writes numbers in one language, in Latin digits, as the WCO writes them in all of its languages."""

    def __init__(self, language: str) -> None:
        self._language = language

    def number(self, value: float | None) -> str:
        """`12,345.6`; two decimals at most."""
        return NOTHING if value is None else _decimal(float(value), self._language)

    def share(self, value: float | None) -> str:
        """A share from 0 to 1 in whole percents: `57%`."""
        return NOTHING if value is None else _percent(float(value), self._language)

    def change(self, value: int) -> str:
        """A number with its sign: `+3`, `–2`, `0`."""
        return f"+{self.number(value)}" if value > 0 else self.number(value)

    def cell(self, value: Cell) -> str:
        """What a figure's table holds."""
        if isinstance(value, str):
            return value
        return self.share(value) if isinstance(value, Share) else self.number(value)

    def listed(self, items: Iterable[str]) -> str:
        """What is listed, parted as the language parts it."""
        return ("، " if self._language == "ar" else ", ").join(items)

    def listed_apart(self, items: Iterable[str]) -> str:
        """The same of items that may hold a comma themselves."""
        return {"ar": "؛ ", "fr": "\N{NO-BREAK SPACE}; "}.get(self._language, "; ").join(items)

    def day(self, value: str) -> str:
        """An ISO 8601 date as a letter would say it."""
        return day_in_words(dt.date.fromisoformat(value), self._language)


@lru_cache(maxsize=4096)
def _percent(share: float, language: str) -> str:
    with localcontext(rounding=ROUND_HALF_UP):
        return str(format_percent(_as_excel_reads(share), locale=language)).replace("-", _MINUS)


@lru_cache(maxsize=4096)
def _decimal(number: float, language: str) -> str:
    with localcontext(rounding=ROUND_HALF_UP):
        return str(format_decimal(_as_excel_reads(number), format="#,##0.##", locale=language)).replace("-", _MINUS)


def _as_excel_reads(number: float) -> Decimal:
    """The number in the fifteen digits that Excel rounds, half away from zero: both then show the same."""
    return Decimal(f"{number:.15g}")
