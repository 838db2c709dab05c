"""Numbers as people write them: other digits, other separators, and never a guess.

`read_numbers` gives every reading a text allows. "1,200" is 1.2 in one country and 1200 in
another; who asks decides whether only one of them is possible, and says so if not.
"""

from __future__ import annotations

import math
import re
import unicodedata

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f\u200b\u200e\u200f\ufeff]+")
_SAME = str.maketrans(
    {
        "٫": ".",  # Arabic decimal separator
        "٬": "'",  # Arabic thousands separator
        "’": "'",
        "‘": "'",
        "−": "-",
        "–": "-",
        "٪": "%",
        "،": ",",
    }
)
_PLAIN = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([ ',.])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d+)?")
_ONE_SEPARATOR = re.compile(r"([+-]?\d*)([.,])(\d+)")


def plain_text(raw: str) -> str:
    """`raw` with full-width and other digits as 0–9, odd spaces as one space, ends trimmed."""
    text = unicodedata.normalize("NFKC", raw).translate(_SAME)
    text = "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in text)
    return _SPACES.sub(" ", text).strip()


def read_numbers(text: str) -> tuple[float, ...]:
    """Every number that `text` can mean, the likelier first; empty where it is none.

    `text` has been through `plain_text`. A decimal comma or point, and groups of three set apart
    by a space, apostrophe, comma or point, are understood; words and units are not.
    """
    readings: list[float] = []
    one = _ONE_SEPARATOR.fullmatch(text)
    if re.fullmatch(r"[+-]?\d+", text):
        readings.append(float(text))
    elif one is not None:
        readings.append(float(f"{one[1] or '0'}.{one[3]}" if one[1] not in {"+", "-"} else f"{one[1]}0.{one[3]}"))
    grouped = _GROUPED.fullmatch(text)
    if grouped is not None and not re.match(r"[+-]?0", text):
        readings.append(_ungroup(text, grouped[1]))
    # So many digits that no number holds them are none: what is made of it would be no number either.
    return tuple(dict.fromkeys(reading for reading in readings if math.isfinite(reading)))


def is_plain(text: str) -> bool:
    """True where `text` is already written as the product writes numbers: digits and a point."""
    return _PLAIN.fullmatch(text) is not None


def whole(raw: object) -> int | None:
    """A cell's number where it is finite and whole; None for a half, NaN, infinity, a truth value, a text."""
    if isinstance(raw, bool) or not isinstance(raw, (int, float)):
        return None
    return int(raw) if math.isfinite(raw) and raw == int(raw) else None


def tidy(number: float) -> int | float:
    """`number` as an int where it is whole, rounded to 10 decimals against binary noise."""
    rounded = round(number, 10)
    return int(rounded) if rounded == int(rounded) else rounded


def as_text(number: float) -> str:
    """`number` as digits and a point, without an exponent and without a useless `.0`."""
    value = tidy(number)
    return str(value) if isinstance(value, int) else f"{value:.10f}".rstrip("0").rstrip(".")


def _ungroup(text: str, separator: str) -> float:
    digits = text.replace(separator, "")
    return float(digits.replace(",", "."))
