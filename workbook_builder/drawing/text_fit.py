"""How high a row must be so that its wrapped text shows whole, and how much text a cell can show.

Excel fits a row's height only while somebody types in it, and a formula's text never; so heights
are worked out here, from the widths of Arial's letters, a little on the safe side.
"""

from __future__ import annotations

import math
import unicodedata
from functools import cache

from schemas.excel.excel_limits import ROW_HEIGHT_POINTS
from workbook_builder.drawing.looks import Look, dress_of

_WIDTHS = {
    0.23: "'ijl‘’|",
    0.28: " !,./:;I[\\]ft·",
    0.34: '()-`r{}“”"•г',
    0.40: "*",
    0.47: "кзт^",
    0.52: "Jcksvxyzсухэчьв",
    0.56: "#$0123456789?L_abdeghnopqu–«»€аеийорёГпян",
    0.59: "+<=>~×Кдлбц",
    0.62: "○ЗFTZТßъ",
    0.67: "&ABEKPSVXYАВЕРХЧЁУБЛЬДжм",
    0.73: "CDHNRUwИЙНПСЭЯыЦю█░",
    0.79: "GOQОФЪш",
    0.84: "MmМфщ",
    0.94: "%ЫЖШWЩ",
    1.08: "—…→←Ю@№",
}
"""The widths of Arial's letters in units of the font size; an accent adds nothing."""
_WIDTH_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_OTHER = 0.56
_ARABIC = 0.5
"""The mean of Arabic letters, whose widths depend on their neighbours."""
_WORDS, _WORD = 20_000, 40
"""So many words of so many letters, at the most, are kept as they were measured."""
_BOLD = 1.07
_SCREEN = 1.02
"""Letters on a screen stand on whole pixels: that much wider, at the most."""
_PIXELS_PER_POINT = 96 / 72
PIXELS_PER_CHARACTER = 7
"""The width of a digit of the Normal style, in pixels at 100 %: the unit of column widths."""
INDENT_PIXELS = 9
"""What one step of indentation takes."""
CELL_PADDING = 5
STRUT_LINE = 1.25
"""The height of a row in units of its largest letters, in Excel; 1.15 in LibreOffice."""


def text_width(text: str, size: float, bold: bool = False) -> float:
    """The width of `text` on one line, in pixels at 100 %."""
    return _widths(size, bold)[text]


def column_pixels(width: float) -> float:
    """The room for text in a column of `width` characters, in pixels at 100 %."""
    return width * PIXELS_PER_CHARACTER - CELL_PADDING


def lines_needed(text: str, width: float, size: float, bold: bool = False) -> int:
    """How many lines `text` takes in a column of `width` characters, broken at spaces."""
    return _lines(text, column_pixels(width), size, bold)


def _lines(text: str, room: float, size: float, bold: bool) -> int:
    widths, lines = _widths(size, bold), 0
    space = widths[" "]
    for paragraph in text.split("\n"):
        used = 0.0
        lines += 1
        for word in paragraph.split(" "):
            needed = widths[word]
            if used and used + needed > room:
                lines += 1
                used = 0.0
            if needed > room:
                lines += math.ceil(needed / room) - 1
            used += needed + space
    return lines


def line_height(size: float) -> float:
    """The height in points of a line: 12.75 at 10 points in Excel, and a little less in LibreOffice."""
    return size + 2.75


def row_height(lines: int, size: float, padding: float = 3) -> float:
    """The height in points of a row of `lines` lines, at most what Excel allows."""
    return min(round(lines * line_height(size) + padding, 1), ROW_HEIGHT_POINTS)


def height_of(text: str, width: float, look: Look) -> float:
    """The height in points of a row that shows `text` whole in a column of `width` characters."""
    dress = dress_of(look)
    lines = _lines(text, column_pixels(width) - dress.indent * INDENT_PIXELS, dress.size, dress.bold)
    return row_height(lines, dress.size)


def shows_whole(text: str, width: float, look: Look) -> bool:
    """Whether the highest row that Excel has shows `text` whole in a column of `width` characters."""
    return height_of(text, width, look) < ROW_HEIGHT_POINTS


def size_on_line(text: str, width: float, look: Look) -> float:
    """The size in points, in halves, in which `text` stands on one line of `width` characters; its look's at most."""
    dress = dress_of(look)
    needed = text_width(text, dress.size, dress.bold)
    return min(dress.size, math.floor(2 * dress.size * column_pixels(width) / needed) / 2)


def longest_word(text: str, look: Look) -> float:
    """The width in pixels of the longest word of `text`: what a cell must have so that none is broken."""
    dress = dress_of(look)
    return max(text_width(word, dress.size, dress.bold) for word in text.split())


def room_in(width: float, look: Look) -> float:
    """The room in pixels for a text of `look` in a column of `width` characters."""
    return column_pixels(width) - dress_of(look).indent * INDENT_PIXELS


def _units(text: str) -> float:
    """The width of `text` in units of the font size."""
    return sum(_letter_width(letter) for letter in unicodedata.normalize("NFD", text))


class _Widths(dict[str, float]):
    """The widths in pixels of texts of one size.

    Most words come again and again, in a template and in what is written into hundreds of them: those are kept.
    """

    def __init__(self, size: float, bold: bool) -> None:
        super().__init__()
        self._size, self._weight = size, _BOLD if bold else 1.0

    def __missing__(self, text: str) -> float:
        width = _units(text) * self._size * _PIXELS_PER_POINT * _SCREEN * self._weight
        if len(text) <= _WORD and len(self) < _WORDS:
            self[text] = width
        return width


@cache
def _widths(size: float, bold: bool) -> _Widths:
    return _Widths(size, bold)


def _letter_width(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if letter in _WIDTH_OF:
        return _WIDTH_OF[letter]
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    return _ARABIC if "\u0600" <= letter <= "\u06ff" else _OTHER
