"""How many lines a text takes in a cell, and how high a row of so many lines is."""

from __future__ import annotations

import math

from schemas.excel.excel_limits import ROW_HEIGHT_POINTS

_LINE_POINTS = 13
_FIRST_WIDE = "\u2e80"
"""Where the scripts of East Asia begin, whose characters are twice as wide."""


def lines(text: str, line: float) -> int:
    """The lines that `text` takes where one holds `line` characters; wide characters count twice."""
    if len(text) <= line / 2 and "\n" not in text:
        return 1
    return sum(max(1, math.ceil(_width(part) / line)) for part in text.split("\n"))


def row_height(lines_shown: int) -> int:
    """The height in points of a row of so many lines; Excel shows no more than 409 points."""
    return min(lines_shown * _LINE_POINTS + 3, ROW_HEIGHT_POINTS)


def _width(text: str) -> int:
    return len(text) if text.isascii() else len(text) + sum(char >= _FIRST_WIDE for char in text)
