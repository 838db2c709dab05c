"""How wide a text is in the typeface of the report, and where it is broken into lines."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parent.parent / "fonts"
"""The typefaces that travel with kpibook; their licence lies beside them."""
_AT = 64
"""The size at which texts are measured, in points; widths grow in proportion."""


@lru_cache(maxsize=8192)
def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """The width in points; a sign that no typeface of the report has counts as wide as a digit."""
    return sum(_width(run, is_arabic, bold) for is_arabic, run in _runs(text)) * size / _AT


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


def _pieces(word: str, width: float, size: float, bold: bool) -> Iterator[str]:
    piece = ""
    for sign in word:
        if piece and width_of(piece + sign, size, bold=bold) > width:
            yield piece
            piece = ""
        piece += sign
    yield piece


def _runs(text: str) -> Iterator[tuple[bool, str]]:
    """The text in pieces of one typeface: whether it is the Arabic one, and the piece."""
    run, of = "", False
    for sign in text:
        is_arabic = "\u0600" <= sign <= "\u08ff" or "\ufb50" <= sign <= "\ufefc"
        if run and is_arabic != of:
            yield of, run
            run = ""
        run, of = run + sign, is_arabic
    if run:
        yield of, run


def _width(run: str, is_arabic: bool, bold: bool) -> float:
    from matplotlib.ft2font import LoadFlags  # noqa: PLC0415 (loaded only where a figure is drawn)

    font = _font("NotoSansArabic" if is_arabic else "NotoSans", bold)
    known = font.get_charmap()
    font.set_text("".join(sign if ord(sign) in known else "0" for sign in run), 0.0, flags=LoadFlags.NO_HINTING)
    # The ink of blanks at the ends is nothing: their advance is added.
    ink = font.get_width_height()[0] / 64
    blank = (len(run) - len(run.strip(" "))) * _AT * 0.26
    return float(ink if run.strip(" ") else 0.0) + blank


@lru_cache(maxsize=4)
def _font(family: str, bold: bool) -> Any:
    from matplotlib.ft2font import FT2Font  # noqa: PLC0415

    font = FT2Font(str(FONTS / f"{family}-{'Bold' if bold else 'Regular'}.ttf"))
    font.set_size(_AT, 72)
    return font
