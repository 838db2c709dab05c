"""The house style of every workbook that is made: colours, typeface, sizes and paper, each known once.

Colours are six hexadecimal digits, red, green and blue, without a `#`. They are told apart by
lightness, not by hue, so that they survive a grey print and any colour vision; whatever a colour
says, a number or a word says too.
"""

from __future__ import annotations

from typing import NamedTuple

FONT = "Arial"
SIZE = 10
TITLE_SIZE, SUBTITLE_SIZE, HEADING_SIZE, SMALL_SIZE, TINY_SIZE = 16, 12, 11, 9, 8
"""Sizes of letters, in points."""

INK, NAVY, BLUE, MUTED = "1F2933", "17375E", "1F5A93", "5F6B7A"
PAPER, PANEL, BAND, LINE = "FFFFFF", "F6F8FB", "EDF1F6", "C3CCD8"
"""Lighter and darker: the page, what waits, what heads, and what parts."""
INPUT_FILL, INPUT_LINE = "E3EEFA", "5B87B5"
SETTING_FILL = "FFF8E1"
"""Where the secretary types: no input of a Member."""
WARN_FILL, WARN_INK = "FCE3C5", "7A2E00"
DONE_INK = "1D5C43"


class Pair(NamedTuple):
    """A fill and the ink that is read on it, with a contrast of 4.5 to 1 or more."""

    fill: str
    ink: str


LEVELS: dict[int, Pair] = {
    1: Pair("EEF2F6", INK),
    2: Pair("CBDDEE", INK),
    3: Pair("94BADD", INK),
    4: Pair("3F79AE", PAPER),
    5: Pair(NAVY, PAPER),
}
"""The implementation levels: steps of one hue from light to dark, so that their order shows."""
GOOD = Pair("E2F0E8", DONE_INK)
DOUBTFUL = Pair("FDF0D5", "7A4A00")
BAD = Pair("F9DCD2", WARN_INK)
ASIDE = Pair("E9ECF0", MUTED)
"""What needs no eye, or is not there."""

A4 = 9
"""The paper size's number in the OOXML standard."""
A4_POINTS = (595.3, 841.9)
"""Its short and its long side, in points."""
MARGINS = {"left": 0.4, "right": 0.4, "top": 0.35, "bottom": 0.5, "header": 0.2, "footer": 0.25}
"""The margins of a printed page, in inches."""
DEFAULT_HEIGHT = 12.75
"""The height of a row of the house's type, in points."""
HEADING_POINTS = 20
"""The height of a row of headings or of links, in points."""
