"""Counts, shares and changes as a language writes them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from babel.numbers import format_decimal, format_percent

NOTHING = "–"
"""What stands where there is no number."""
_MINUS = "–"
"""An en dash: the house's typeface has no minus of its own, and a hyphen is too short to be seen."""


class Share(float):
    """A part of a whole, from 0 to 1, that is shown as a percentage."""

    __slots__ = ()


Cell = str | int | float | None
"""What a figure's table holds: texts, counts, values and `Share`s; None where there is nothing."""


@dataclass(frozen=True)
class Numerals:
    """Numbers in one language, in Latin digits, as the WCO writes them in all of its languages."""

    language: str
    """ISO 639-1."""

    def shown(self, value: Cell) -> str:
        """Any cell of a figure's table as a text."""
        if isinstance(value, str):
            return value
        if isinstance(value, Share) or value is None:
            return self.share(value)
        return self.number(value)

    def share(self, share: float | None) -> str:
        """A share of 0 to 1 as a whole percentage."""
        return NOTHING if share is None else _percent(float(share), self.language)

    def number(self, number: float) -> str:
        """A count or a value, with two decimals at most."""
        return _decimal(round(number, 2), self.language)

    def signed(self, number: int) -> str:
        """A change: `+3`, `0`, `–2`."""
        return f"+{self.number(number)}" if number > 0 else self.number(number)


@lru_cache(maxsize=4096)
def _percent(share: float, language: str) -> str:
    return str(format_percent(share, locale=language)).replace("-", _MINUS)


@lru_cache(maxsize=4096)
def _decimal(number: float, language: str) -> str:
    return str(format_decimal(number, format="#,##0.##", locale=language)).replace("-", _MINUS)
