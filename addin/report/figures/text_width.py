"""How wide a text is in the typeface of the report, and where it is broken into lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parent.parent / "fonts"
"""The typeface that travels with kpibook; its licence lies beside it."""
_HYPHENATED = re.compile("[^-]*-+|[^-]+")
_AT = 64
"""The size at which texts are measured, in points; widths grow in proportion."""
_BLANK = 0.26
"""The width of a space, as a part of the size."""


@lru_cache(maxsize=8192)
def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """The width in points; a sign that the typeface does not have counts as wide as a digit."""
    from matplotlib.ft2font import LoadFlags  # noqa: PLC0415

    font, known = _font(bold)
    ink = text.strip(" ")
    font.set_text("".join(sign if ord(sign) in known else "0" for sign in ink), 0.0, flags=LoadFlags.NO_HINTING)
    # Blanks at the ends leave no ink: their advance is added.
    blank = (len(text) - len(ink)) * _BLANK
    return float(font.get_width_height()[0] / 64 / _AT if ink else 0.0) * size + blank * size


def lines_of(text: str, width: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """The lines of a text that is `width` points wide at most; a longer word is broken where it must be."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if width_of(longer, size, bold=bold) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, width, size, bold)
        lines.extend(full)
    return (*lines, line)


def has_room(text: str, width: float, size: float) -> bool:
    """Whether no word of the text is broken but after a hyphen."""
    return all(width_of(part, size) <= width for word in text.split(" ") for part in _HYPHENATED.findall(word))


def _pieces(word: str, width: float, size: float, bold: bool) -> Iterator[str]:
    """The word's parts: after its hyphens, and inside of a part only where that is too long by itself."""
    piece = ""
    for part in _HYPHENATED.findall(word):
        if width_of(piece + part, size, bold=bold) <= width:
            piece += part
            continue
        if piece:
            yield piece
        *full, piece = _cut(part, width, size, bold)
        yield from full
    yield piece


def _cut(word: str, width: float, size: float, bold: bool) -> Iterator[str]:
    piece = ""
    for sign in word:
        if piece and width_of(piece + sign, size, bold=bold) > width:
            yield piece
            piece = ""
        piece += sign
    yield piece


@lru_cache(maxsize=2)
def _font(bold: bool) -> Any:
    from matplotlib.ft2font import FT2Font  # noqa: PLC0415 (loaded only where a figure is drawn)

    font = FT2Font(str(FONTS / f"NotoSans-{'Bold' if bold else 'Regular'}.ttf"))
    font.set_size(_AT, 72)
    return font, frozenset(font.get_charmap())
