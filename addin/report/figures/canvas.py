"""A sheet to draw on, in points from its upper corner, which becomes an SVG; its mirror image in Arabic.

Everything is drawn by matplotlib's own artists on one figure; nothing of pyplot, and nothing that outlives the drawing.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from addin.report.figures.svg_text import finished

if TYPE_CHECKING:
    from matplotlib.artist import Artist

Anchor = Literal["start", "middle", "end"]
CURRENT = "#010203"
"""Stands in the drawing for the colour of the text around the figure, which the SVG calls `currentColor`."""
_EMBED, _POP = "\u202b", "\u202c"
"""A text that is read from right to left stands between these: then it is so in every viewer of SVG."""
_ALIGN = {
    False: {"start": "left", "middle": "center", "end": "right"},
    True: {"start": "right", "middle": "center", "end": "left"},
}


@dataclass
class Canvas:
    """A drawing of `width` and `height` points; x grows from where reading begins, y from the top."""

    width: float
    height: float
    right_to_left: bool = False
    _artists: list[Artist] = field(default_factory=list, repr=False)

    def box(
        self, x: float, y: float, width: float, height: float, fill: str, *, hatched: bool = False, edge: float = 0.35
    ) -> None:
        """A rectangle; `fill` is a colour, or empty; `edge` is how much of the text's colour its rim has."""
        from matplotlib.patches import Rectangle  # noqa: PLC0415 (loaded only where a figure is drawn)

        if width <= 0 or height <= 0:
            return
        if hatched:
            style: dict[str, Any] = {"facecolor": "none", "edgecolor": CURRENT, "hatch": "////", "alpha": 0.5}
        else:
            style = {"facecolor": fill or "none", "edgecolor": (CURRENT, edge)}
        self._add(Rectangle((x, y), width, height, linewidth=0.4, **style))

    def line(self, xs: tuple[float, float], ys: tuple[float, float], *, width: float = 0.5, alpha: float = 1.0) -> None:
        """A straight line."""
        from matplotlib.lines import Line2D  # noqa: PLC0415

        self._add(Line2D(xs, ys, color=CURRENT, linewidth=width, alpha=alpha, solid_capstyle="butt"))

    def placeholder(self) -> int:
        """A place in the drawing, under all that is drawn after it, for what is known later only."""
        return len(self._artists)

    def insert(self, place: int, lines: Iterable[tuple[tuple[float, float], tuple[float, float]]]) -> None:
        """Draw the faint lines of a scale at a `placeholder`."""
        later = self._artists[place:]
        del self._artists[place:]
        for xs, ys in lines:
            self.line(xs, ys, width=0.4, alpha=0.3)
        self._artists.extend(later)

    def dot(self, x: float, y: float, radius: float, fill: str, rim: str = CURRENT, width: float = 0.8) -> None:
        """A circle; hollow where `fill` is empty."""
        from matplotlib.patches import Circle  # noqa: PLC0415

        self._add(Circle((x, y), radius, facecolor=fill or "none", edgecolor=rim, linewidth=width))

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        anchor: Anchor = "start",
        bold: bool = False,
        colour: str = CURRENT,
        muted: bool = False,
    ) -> None:
        """One line of text whose baseline is at `y`."""
        said = _without_vowels(_printable(text))
        if not said:
            return
        line = _line_of_text()(text=f"{_EMBED}{said}{_POP}" if _runs_to_the_left(said) else said, parse_math=False)
        line.set(x=x, y=y, color=colour, fontsize=size, ha=_ALIGN[self.right_to_left][anchor], va="baseline")
        line.set(fontweight="bold" if bold else "normal", alpha=0.75 if muted else 1.0)
        self._add(line)

    def _add(self, artist: Artist) -> None:
        artist.set_clip_on(False)
        self._artists.append(artist)

    def svg(self, key: str, title: str, description: str) -> str:
        """The drawing as an `<svg>` element, whose ids begin with `key`."""
        from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: PLC0415
        from matplotlib.figure import Figure  # noqa: PLC0415
        from matplotlib.transforms import Affine2D  # noqa: PLC0415

        sheet = Figure(figsize=(self.width / 72, self.height / 72), dpi=72, frameon=False)
        drawn: Any = FigureCanvasSVG(sheet)
        mirrored = Affine2D().scale(-1, 1).translate(self.width, 0) if self.right_to_left else Affine2D()
        on_sheet = mirrored.scale(1, -1).translate(0, self.height)
        for order, artist in enumerate(self._artists):
            artist.set(zorder=order, transform=on_sheet)
            sheet.add_artist(artist)
        with _as_text(), io.StringIO() as file:
            drawn.print_svg(file, metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
            return finished(file.getvalue(), key, _printable(title), _printable(description), CURRENT)


@contextmanager
def _as_text() -> Iterator[None]:
    """Texts stay texts, and ids are the same each time."""
    import matplotlib as mpl  # noqa: PLC0415

    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "kpibook", "hatch.linewidth": 0.6}):
        yield


@lru_cache(maxsize=1)
def _line_of_text() -> Any:
    """A class of texts that are written as they are: the viewer sets them, and no typeface is looked for here."""
    from matplotlib.text import Text  # noqa: PLC0415

    class Line(Text):
        def draw(self, renderer: Any) -> None:
            gc = renderer.new_gc()
            gc.set_foreground(self.get_color())
            gc.set_alpha(self.get_alpha())
            x, y = self.get_transform().transform(self.get_unitless_position())
            down = renderer.height - y
            renderer.draw_text(gc, x, down, self.get_text(), self.get_fontproperties(), 0, ismath=False, mtext=self)
            gc.restore()

    return Line


def _without_vowels(text: str) -> str:
    """The text without the marks of Arabic vowels, which are optional: documents cannot tag them inside of an SVG."""
    return "".join(sign for sign in text if not "\u064b" <= sign <= "\u0652")


def _runs_to_the_left(text: str) -> bool:
    """True for words in Arabic or Hebrew; a number by itself, with its sign, is read from left to right everywhere."""
    return any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in text)


def _printable(text: str) -> str:
    """The text without what XML cannot hold, on one line."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(" " if sign in "\n\t" else sign for sign in composed if sign in "\n\t" or _stands(sign))


def _stands(sign: str) -> bool:
    return unicodedata.category(sign) not in {"Cc", "Cs", "Cn"}
