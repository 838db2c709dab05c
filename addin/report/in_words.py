"""Numbers, shares and days as a language writes them."""

from __future__ import annotations

import datetime as dt

from babel import Locale
from babel.numbers import format_decimal, format_percent

from schemas.years.campaign import day_in_words

_NONE = "–"
"""What stands where there is nothing to tell of."""
_MINUS = "\u2212"


class InWords:
    """Writes numbers in one language."""

    def __init__(self, language: str) -> None:
        self._locale = Locale(language)
        self._language = language

    def number(self, value: float | None) -> str:
        """`12,345.6`; two decimals at most."""
        if value is None:
            return _NONE
        return str(format_decimal(round(value, 2), format="#,##0.##", locale=self._locale))

    def share(self, value: float | None) -> str:
        """A share from 0 to 1 in whole percents: `57%`."""
        return _NONE if value is None else str(format_percent(value, locale=self._locale))

    def change(self, value: int) -> str:
        """A number with its sign: `+3`, `−2`, `0`."""
        sign = "+" if value > 0 else _MINUS if value < 0 else ""
        return f"{sign}{self.number(abs(value))}"

    def day(self, value: str) -> str:
        """An ISO 8601 date as a letter would say it."""
        return day_in_words(dt.date.fromisoformat(value), self._language)
