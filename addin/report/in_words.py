"""Numbers, shares and days as the page says them: `Numerals`, and what stands where there is nothing."""

from __future__ import annotations

import datetime as dt

from addin.report.numerals import NOTHING, Cell, Numerals
from schemas.years.campaign import day_in_words


class InWords:
    """Writes numbers in one language."""

    def __init__(self, language: str) -> None:
        self._numerals = Numerals(language)
        self._language = language

    def number(self, value: float | None) -> str:
        """`12,345.6`; two decimals at most."""
        return NOTHING if value is None else self._numerals.number(value)

    def share(self, value: float | None) -> str:
        """A share from 0 to 1 in whole percents: `57%`."""
        return self._numerals.share(value)

    def change(self, value: int) -> str:
        """A number with its sign: `+3`, `–2`, `0`."""
        return self._numerals.signed(value)

    def cell(self, value: Cell) -> str:
        """What a figure's table holds."""
        return self._numerals.shown(value)

    def day(self, value: str) -> str:
        """An ISO 8601 date as a letter would say it."""
        return day_in_words(dt.date.fromisoformat(value), self._language)
