"""Draws the ribbon's icons: `python addin/ribbon/icons/draw.py`, with Pillow installed.

Each is drawn eight times as large and made smaller, at the sizes of its button and at twice them.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw

BLUE, GREEN, AMBER, WHITE, GREY = "#1F5C99", "#2E8540", "#C77700", "#FFFFFF", "#5B6670"
UNIT = 16
"""An icon is drawn on 32 by 32 units of this many pixels."""

Pen = ImageDraw.ImageDraw


def box(pen: Pen, *corners: float, fill: str = WHITE, outline: str = BLUE, width: float = 2) -> None:
    """A rectangle, in units."""
    pen.rounded_rectangle([c * UNIT for c in corners], UNIT, fill=fill, outline=outline, width=int(width * UNIT))


def line(pen: Pen, *points: float, fill: str = BLUE, width: float = 2) -> None:
    """Strokes from point to point, in units, with round ends."""
    scaled = [p * UNIT for p in points]
    pen.line(scaled, fill=fill, width=int(width * UNIT), joint="curve")
    for x, y in zip(scaled[::2], scaled[1::2], strict=True):
        half = width * UNIT / 2
        pen.ellipse([x - half, y - half, x + half, y + half], fill=fill)


def sheet(pen: Pen, left: float, top: float, right: float, bottom: float) -> None:
    """A worksheet: a frame with a heading and a column."""
    box(pen, left, top, right, bottom)
    pen.rectangle([c * UNIT for c in (left, top, right, top + 5)], fill=BLUE)
    line(pen, left + 7, top + 6, left + 7, bottom - 1, fill=GREY, width=1.5)
    line(pen, left + 2, (top + 5 + bottom) / 2, right - 2, (top + 5 + bottom) / 2, fill=GREY, width=1.5)


def folder(pen: Pen) -> None:
    """A folder."""
    box(pen, 2, 5, 14, 12, fill=AMBER, outline=AMBER)
    box(pen, 2, 8, 30, 27, fill=AMBER, outline=AMBER)


def disc(pen: Pen, x: float, y: float, radius: float, fill: str) -> None:
    """A filled circle with a white rim."""
    for extra, colour in ((1.5, WHITE), (0, fill)):
        r = radius + extra
        pen.ellipse([(x - r) * UNIT, (y - r) * UNIT, (x + r) * UNIT, (y + r) * UNIT], fill=colour)


def tick(pen: Pen) -> None:
    """A tick on a green disc, at the lower right."""
    disc(pen, 22.5, 22.5, 8, GREEN)
    line(pen, 18.5, 22.5, 21.5, 25.5, 26.5, 19.5, fill=WHITE, width=2.6)


def new_templates(pen: Pen) -> None:
    """A worksheet and a plus."""
    sheet(pen, 2, 2, 25, 26)
    disc(pen, 22.5, 22.5, 8, GREEN)
    line(pen, 18.5, 22.5, 26.5, 22.5, fill=WHITE, width=2.6)
    line(pen, 22.5, 18.5, 22.5, 26.5, fill=WHITE, width=2.6)


def validate(pen: Pen) -> None:
    """A worksheet and a tick."""
    sheet(pen, 2, 2, 25, 26)
    tick(pen)


def validate_folder(pen: Pen) -> None:
    """A folder and a tick."""
    folder(pen)
    tick(pen)


def consolidate(pen: Pen) -> None:
    """Three files run into one worksheet."""
    for top in (2, 12.5, 23):
        box(pen, 2, top, 9, top + 7, fill=AMBER, outline=AMBER)
        line(pen, 10, top + 3.5, 16, 16, fill=GREY)
    sheet(pen, 16, 5, 30, 27)


def open_last_result(pen: Pen) -> None:
    """A chart."""
    line(pen, 3, 3, 3, 29, 29, 29, fill=GREY, width=3)
    for left, top, colour in ((7, 18, BLUE), (15, 11, GREEN), (23, 5, AMBER)):
        box(pen, left, top, left + 6, 26, fill=colour, outline=colour)


def help(pen: Pen) -> None:  # noqa: A001 - named as its button is
    """A question mark."""
    disc(pen, 16, 16, 14, BLUE)
    pen.arc([c * UNIT for c in (10.5, 7, 21.5, 17.5)], 170, 430, fill=WHITE, width=int(3.4 * UNIT))
    line(pen, 16.5, 16.5, 16, 19.5, fill=WHITE, width=3.4)
    pen.ellipse([c * UNIT for c in (14, 22, 18, 26)], fill=WHITE)


def letters(pen: Pen) -> None:
    """An envelope."""
    box(pen, 2, 6, 30, 26, width=2.6)
    line(pen, 3.5, 8, 16, 18, 28.5, 8, width=2.6)


def status(pen: Pen) -> None:
    """A list: two are ticked off, one is not."""
    box(pen, 3, 2, 29, 30)
    for middle in (8.5, 16):
        line(pen, 7, middle, 9.5, middle + 2.5, 13.5, middle - 3, fill=GREEN, width=2.4)
        line(pen, 17, middle, 25, middle, fill=GREY, width=2.2)
    box(pen, 7, 20.5, 13, 26.5, outline=AMBER, width=2.2)
    line(pen, 17, 23.5, 25, 23.5, fill=GREY, width=2.2)


def annotate(pen: Pen) -> None:
    """A worksheet and a note with an exclamation mark."""
    sheet(pen, 2, 2, 25, 26)
    box(pen, 12, 11, 31, 27, fill=AMBER, outline=WHITE, width=1.5)
    pen.polygon([c * UNIT for c in (15, 26, 21, 26, 15, 31.5)], fill=AMBER)
    line(pen, 21.5, 14.5, 21.5, 19.5, fill=WHITE, width=3)
    line(pen, 21.5, 23.7, 21.5, 23.8, fill=WHITE, width=3)


def merge(pen: Pen) -> None:
    """Two files become one."""
    for top in (2, 19):
        box(pen, 2, top, 11, top + 11, fill=AMBER, outline=AMBER)
    line(pen, 11, 7.5, 16, 16, 11, 24.5, fill=GREY, width=2.6)
    box(pen, 19, 8, 30, 24, fill=BLUE, outline=BLUE)
    line(pen, 16, 16, 19, 16, fill=GREY, width=2.6)


def report(pen: Pen) -> None:
    """A printed page with a chart."""
    box(pen, 5, 1, 27, 31)
    line(pen, 9, 6.5, 23, 6.5, width=2.6)
    for left, top, colour in ((8.5, 19, BLUE), (14, 14, GREEN), (19.5, 10.5, AMBER)):
        box(pen, left, top, left + 4, 24, fill=colour, outline=colour)
    line(pen, 9, 27.5, 23, 27.5, fill=GREY, width=1.8)


def settings(pen: Pen) -> None:
    """A gear."""
    disc(pen, 16, 16, 9.5, GREY)
    for degrees in range(0, 360, 45):
        x, y = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        line(pen, 16 + 7 * x, 16 + 7 * y, 16 + 12.5 * x, 16 + 12.5 * y, fill=GREY, width=4.4)
    disc(pen, 16, 16, 3.2, WHITE)


def check(pen: Pen) -> None:
    """A tick under a magnifying glass."""
    line(pen, 21, 21, 28.5, 28.5, fill=GREY, width=4.6)
    disc(pen, 13.5, 13.5, 11.5, BLUE)
    disc(pen, 13.5, 13.5, 7.6, WHITE)
    line(pen, 9.5, 13.5, 12.5, 16.7, 17.8, 10.3, fill=GREEN, width=3)


LARGE, NORMAL = (32, 64), (16, 32)
ICONS: dict[Callable[[Pen], None], tuple[int, ...]] = {
    new_templates: LARGE,
    letters: LARGE,
    status: LARGE,
    validate: LARGE,
    validate_folder: NORMAL,
    annotate: NORMAL,
    merge: NORMAL,
    consolidate: LARGE,
    report: LARGE,
    open_last_result: NORMAL,
    settings: NORMAL,
    check: NORMAL,
    help: NORMAL,
}


def main() -> None:
    """Write every icon beside this file."""
    for draw, sizes in ICONS.items():
        large = Image.new("RGBA", (32 * UNIT, 32 * UNIT), (0, 0, 0, 0))
        draw(ImageDraw.Draw(large))
        for pixels in sizes:
            small = large.resize((pixels, pixels), Image.Resampling.LANCZOS)
            small.save(Path(__file__).with_name(f"{draw.__name__}-{pixels}.png"), optimize=True)


if __name__ == "__main__":
    main()
