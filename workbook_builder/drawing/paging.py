"""Where printed pages break: what belongs together stays together, and no page holds a mere remainder."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from schemas.excel.house_style import A4_POINTS, MARGINS

LEAST_SCALE, LEAST_SCALE_UPRIGHT = 70, 60
"""In percent: the smallest print of a sheet that is filled in, and of the start sheet, which is read on a screen."""
_SAFE = 0.99
_POINTS_PER_INCH = 72
_COLUMN_POINTS = 7.45 * 72 / 96
"""The width of a character of a column, in points: 7 pixels in Excel, 7.41 in LibreOffice."""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that stay on one page."""

    first_row: int
    height: float
    """In points."""


@dataclass(frozen=True, slots=True)
class Pages:
    """How a sheet is printed."""

    scale: int
    """In percent."""
    breaks: list[int]
    """The rows behind which a page ends."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What of a sheet is printed, the heights of its rows aside."""

    titles: tuple[int, int]
    """The first and last row that each page repeats."""
    firsts: Sequence[int]
    """The first rows of what stays together on a page, in their order."""
    last_row: int
    characters: float
    """The width of all columns together."""
    upright: bool = False

    def pages(self, height_of: Callable[[int], float]) -> Pages:
        """The pages when `height_of` tells the height of a row in points."""
        blocks = [
            Block(first, sum(map(height_of, range(first, following))))
            for first, following in pairwise((*self.firsts, self.last_row + 1))
        ]
        repeated = sum(map(height_of, range(self.titles[0], self.titles[1] + 1)))
        return pages_of(blocks, self.characters, repeated, upright=self.upright)


def pages_of(blocks: Sequence[Block], characters: float, repeated: float, *, upright: bool = False) -> Pages:
    """The pages of A4 for `blocks` in columns of `characters` together, under rows of `repeated` points on each.

    Letters are as large as they can be, unless smaller ones, of `LEAST_SCALE` or more, save a page.
    """
    width, _ = _paper(upright=upright)
    widest = min(100, int(100 * width / (characters * _COLUMN_POINTS)))
    least = min(widest, LEAST_SCALE_UPRIGHT if upright else LEAST_SCALE)
    scales = range(least, widest + 1)

    def count(scale: int) -> int:
        return _pages(blocks, _room(scale, repeated, upright=upright))

    # Larger letters never take fewer pages.
    scale = scales[bisect_right(scales, count(least), key=count) - 1]
    return Pages(scale, page_breaks(blocks, _room(scale, repeated, upright=upright)))


def _room(scale: int, repeated: float, *, upright: bool) -> float:
    """The height of a page at `scale` percent for what is not repeated, in points of the sheet."""
    _, height = _paper(upright=upright)
    return height * 100 / scale * _SAFE - repeated


def _paper(*, upright: bool) -> tuple[float, float]:
    """The width and the height between the margins, in points."""
    short, long = A4_POINTS
    width, height = (short, long) if upright else (long, short)
    across, down = MARGINS["left"] + MARGINS["right"], MARGINS["top"] + MARGINS["bottom"]
    return width - across * _POINTS_PER_INCH, height - down * _POINTS_PER_INCH


def page_breaks(blocks: Sequence[Block], room: float) -> list[int]:
    """The rows behind which a page ends, so that as few pages as possible are filled as evenly as possible.

    `room` is the height of a page in points. Even pages leave room on each for answers that grow. A block that is
    higher than a page has one of its own, and runs on to the next.
    """
    needed = _pages(blocks, room)
    return [blocks[start].first_row - 1 for start in _even(tuple(block.height for block in blocks), needed)[1:]]


def _pages(blocks: Sequence[Block], room: float) -> int:
    """The number of pages when each is filled as far as it goes."""
    pages, used = 1, 0.0
    for block in blocks:
        if used and used + block.height > room:
            pages, used = pages + 1, 0.0
        used += block.height
    return pages


def _even(heights: tuple[float, ...], pages: int) -> tuple[int, ...]:
    """The first block of each of `pages` pages of which the highest is as low as can be."""

    @cache
    def best(start: int, left: int) -> tuple[float, tuple[int, ...]]:
        if left == 1:
            return sum(heights[start:]), (start,)
        ways = []
        for end in range(start + 1, len(heights) - left + 2):
            highest, firsts = best(end, left - 1)
            ways.append((max(sum(heights[start:end]), highest), (start, *firsts)))
        return min(ways)

    return best(0, min(pages, len(heights)))[1]
