"""Draws the ribbon's icons: `python addin/ribbon/icons/draw.py`, with Pillow installed.

Each is drawn eight times as large and made smaller, at the sizes of its button and at twice them.
"""

from __future__ import annotations

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


ICONS: dict[Callable[[Pen], None], tuple[int, ...]] = {
    new_templates: (32, 64),
    validate: (32, 64),
    validate_folder: (32, 64),
    consolidate: (32, 64),
    open_last_result: (16, 32),
    help: (16, 32),
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
