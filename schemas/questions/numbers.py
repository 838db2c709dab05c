"""Numbers as people write them: other digits, other separators, and never a guess.

`read_numbers` gives every reading a text allows. "1,200" is 1.2 in one country and 1200 in
another; who asks decides whether only one of them is possible, and says so if not.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

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
_DIGITS = frozenset("0123456789")
_BEFORE_A_SEPARATOR = frozenset({"", " ", "~", "+", "-"})


def plain_text(raw: str) -> str:
    """`raw` with full-width and other digits as 0–9, odd spaces as one space, ends trimmed.

    What only stands for a number is none of its digits: `3¹`, `①` and `½` stay as they are.
    """
    parts = groupby(raw, str.isnumeric)
    text = "".join("".join(map(_digit, part) if is_number else _composed(part)) for is_number, part in parts)
    text = text.translate(_SAME)
    return _SPACES.sub(" ", text).strip()


def _digit(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else character


def _composed(part: Iterable[str]) -> str:
    return unicodedata.normalize("NFKC", "".join(part))


def read_numbers(text: str) -> tuple[float, ...]:
    """Every number that `text` can mean, the likelier first; empty where it is none.

    `text` has been through `plain_text` or `clean`. A decimal comma or point, and groups of three set apart by a
    space, apostrophe, comma or point, are understood; words and units are not.
    """
    around = take_apart(text)
    sign = {"": 1, "+": 1, "-": -1}.get(around.before)
    if sign is None or around.after:
        return ()
    return tuple(sign * number for number in readings(around.core))


class Around(NamedTuple):
    """A text taken apart at its number: what stands before it, the number, what stands behind it."""

    before: str
    core: str
    """From the first digit to the last, or from the separator in front of it: `,5` is `0,5`. Empty without a digit."""
    after: str


def take_apart(text: str) -> Around:
    """`text`, which is clean, taken apart at its number; one without a digit stands before it."""
    places = [place for place, character in enumerate(text) if character in _DIGITS]
    if not places:
        return Around(text, "", "")
    first, last = places[0], places[-1] + 1
    leads = text[first - 1 : first] in {".", ","} and text[max(0, first - 2) : first - 1] in _BEFORE_A_SEPARATOR
    start = first - 1 if leads else first
    return Around(text[:start].strip(" "), ("0" if leads else "") + text[start:last], text[last:].strip(" "))


def shape(core: str) -> str:
    """What `core` is without its digits: its separators."""
    return "".join(character for character in core if character not in _DIGITS)


def single(core: str) -> float | None:
    """What `core` means where its last separator is read as that of decimals; None where it means nothing.

    Groups that several separators set apart are groups. `1,200` is 1.2 here; see `grouped`.
    """
    marks = shape(core)
    if len(marks) == 1 and marks in ".,":
        whole, _, decimals = core.partition(marks)
        return _finite(f"{whole}.{decimals}")
    decimals = ""
    if len(marks) > 1 and marks[-1] in ".," and marks[-1] != marks[0]:
        core, _, decimals = core.rpartition(marks[-1])
        marks = marks[:-1]
    if not marks:
        return _finite(core) if core else None
    return _finite(f"{core.replace(marks[0], '')}.{decimals or 0}") if _is_grouped(core, marks) else None


def grouped(core: str) -> float | None:
    """What `core` means besides: `1,200` is 1200 here. None where its one separator sets no group apart."""
    marks = shape(core)
    return _finite(core.replace(marks, "")) if len(marks) == 1 and marks in ".," and _is_grouped(core, marks) else None


def readings(core: str) -> tuple[float, ...]:
    """Every number that `core` can mean, that with decimals first."""
    both = (number for number in (single(core), grouped(core)) if number is not None)
    return tuple(dict.fromkeys(both))


def decimals_of(core: str) -> int:
    """How many digits stand behind the last separator of `core`; 0 without one."""
    marks = shape(core)
    return len(core) - core.rindex(marks[-1]) - 1 if marks else 0


def _is_grouped(core: str, marks: str) -> bool:
    mark = marks[:1]
    return (
        mark in {" ", ".", ",", "'"}
        and set(marks) == {mark}
        and not core.startswith("0")
        and re.fullmatch(rf"[0-9]{{1,3}}({re.escape(mark)}[0-9]{{3}})+", core) is not None
    )


def _finite(text: str) -> float | None:
    # So many digits that no number holds them are none: what is made of it would be no number either.
    number = float(text)
    return number if math.isfinite(number) else None


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
