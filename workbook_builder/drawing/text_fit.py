"""How high a row must be so that its wrapped text shows whole.

Excel fits a row's height only while somebody types in it, and a formula's text never; so heights
are worked out here, from the widths of Arial's letters, a little on the safe side.
"""

from __future__ import annotations

import math
import unicodedata

from schemas.excel.excel_limits import ROW_HEIGHT_POINTS
from workbook_builder.drawing.looks import Look, dress_of

_NARROW = set("iljtfrI.,;:'’!|()[] -/")
_WIDE = set("mwMWOQGDHNU@%&ABCKRSVXY")
LINE_HEIGHT = 1.32
"""Height of a line in units of the font size."""
_PIXELS_PER_POINT = 96 / 72


def text_width(text: str, size: float, bold: bool = False) -> float:
    """The width of `text` on one line, in pixels at 100 %."""
    units = sum(_letter_width(letter) for letter in text)
    return units * size * _PIXELS_PER_POINT * (1.07 if bold else 1.0)


def column_pixels(width: float) -> float:
    """The room for text in a column of `width` characters, in pixels at 100 %."""
    return width * 7 - 2


def lines_needed(text: str, width: float, size: float, bold: bool = False) -> int:
    """How many lines `text` takes in a column of `width` characters, broken at spaces."""
    room = column_pixels(width)
    lines = 0
    for paragraph in text.split("\n"):
        used = 0.0
        lines += 1
        for word in paragraph.split(" "):
            needed = text_width(word + " ", size, bold)
            if used and used + needed > room:
                lines += 1
                used = 0.0
            lines += max(0, math.ceil(needed / room) - 1)
            used += needed
    return lines


def row_height(lines: int, size: float, padding: float = 5) -> float:
    """The height in points of a row of `lines` lines, at most what Excel allows."""
    return min(round(lines * size * LINE_HEIGHT + padding, 1), ROW_HEIGHT_POINTS)


def height_of(text: str, width: float, look: Look) -> float:
    """The height in points of a row that shows `text` whole in a column of `width` characters."""
    size, bold = dress_of(look)
    return row_height(lines_needed(text, width, size, bold), size)


def _letter_width(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if letter in _NARROW:
        return 0.31
    return 0.76 if letter in _WIDE else 0.56
