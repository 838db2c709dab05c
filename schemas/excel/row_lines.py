"""How many lines a text takes in a cell, and how high a row of so many lines is."""

from __future__ import annotations

import math

from schemas.excel.excel_limits import ROW_HEIGHT_POINTS

_LINE_POINTS = 13
_SHORT = 3
"""Lines up to which a paragraph is broken word by word."""
_FIRST_WIDE = "\u2e80"
"""Where the scripts of East Asia begin, whose characters are twice as wide."""
_FIRST_CYRILLIC, _LAST_CYRILLIC, _CYRILLIC = "\u0400", "\u052f", 0.15
"""By how much Cyrillic letters are wider than Latin ones."""


def lines(text: str, line: float) -> int:
    """The lines that `text` takes where one holds `line` characters; wide characters count twice."""
    if len(text) <= line / 2 and "\n" not in text:
        return 1
    return sum(_lines_of(part, line) for part in text.split("\n"))


def _lines_of(part: str, line: float) -> int:
    """The lines of a paragraph; of a short one each word is looked at, since what is left of a line counts there."""
    width = _width(part)
    if not line < width <= _SHORT * line:
        return max(1, math.ceil(width / line))
    found, left = 1, line
    measure = len if part.isascii() else _width
    for word in part.split(" "):
        needed: float = measure(word)
        if needed > left and left < line:
            found, left = found + 1, line
        if needed > line:
            found, needed = found + int(needed // line), needed % line
        left -= needed + 1
    return found


def row_height(lines_shown: int) -> int:
    """The height in points of a row of so many lines; Excel shows no more than 409 points."""
    return min(lines_shown * _LINE_POINTS + 3, ROW_HEIGHT_POINTS)


def _width(text: str) -> float:
    if text.isascii():
        return len(text)
    wider = sum(_FIRST_CYRILLIC <= char <= _LAST_CYRILLIC for char in text)
    return len(text) + _CYRILLIC * wider + sum(char >= _FIRST_WIDE for char in text)
