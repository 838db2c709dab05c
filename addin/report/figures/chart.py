"""Rows with a label, a drawing and numbers: what almost every figure is. Labels are measured, and broken into lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from addin.report.figures.canvas import Anchor, Canvas
from addin.report.figures.text_width import has_room, lines_of, width_of
from schemas.excel.house_style import Pair

WIDTH = 470.0
"""The width of every figure, in points: that of a page's text."""
SIZE, SMALL = 8.0, 7.0
_SIZES = (SMALL, 6.7, 6.4, 6.0)
_LEADING = 1.22
_GAP = 8.0


class Plot(NamedTuple):
    """The place of a row's drawing."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Row:
    """One row of a chart."""

    label: str
    numbers: tuple[str, ...]
    draw: Callable[[Canvas, Plot], None]
    group: str = ""
    """What it belongs to; it is written once beside all the rows that follow each other in it."""
    is_apart: bool = False
    """True for a total, which is bold, with a line above it."""
    begins: bool = False
    """True for what other rows follow that are of another kind than those above: there is a line above it."""


class Swatch(NamedTuple):
    """A sign of the key: what it looks like, and what it means."""

    colours: Pair | None
    """None for what is hatched."""
    sign: str
    label: str
    hollow: bool = False
    is_dot: bool = False


@dataclass(frozen=True)
class Chart:
    """A chart of rows; all measures are in points."""

    rows: tuple[Row, ...]
    heads: tuple[str, ...]
    """Of the columns of numbers."""
    label_width: float = 150.0
    group_width: float = 0.0
    number_width: float = 42.0
    marks: tuple[tuple[float, str], ...] = ()
    """Where lines of the scale stand, from 0 to 1, and what is written there."""
    cells: tuple[str, ...] = ()
    """The heads of the equal cells that the drawings are divided into."""
    over: str = ""
    """What stands over all of these heads."""
    corner: str = ""
    """The head of the labels."""
    key: tuple[Swatch, ...] = ()
    bar: float = 9.0
    """The height of a drawing."""
    size: float = SIZE
    pad: float = 2.6
    """What is left free above and below a row."""

    @property
    def plot(self) -> tuple[float, float]:
        """Where the drawings begin, and how wide they are."""
        start = self.group_width + self.label_width + _GAP
        return start, WIDTH - start - (sum(self._columns) + _GAP if self.heads else 0)

    @cached_property
    def _columns(self) -> tuple[float, ...]:
        """The widths of the columns of numbers: no word of their heads is broken."""
        words = (max(width_of(word, SMALL) for word in head.split(" ")) + 7 for head in self.heads)
        return tuple(max(self.number_width, width) for width in words)

    def _right(self, column: int) -> float:
        """Where a column of numbers ends."""
        return WIDTH - sum(self._columns[column + 1 :])

    def drawn(self, *, right_to_left: bool) -> Canvas:
        """The chart as a drawing."""
        canvas = Canvas(WIDTH, 0.0, right_to_left)
        y = self._draw_key(canvas, 2.0)
        y = self._draw_heads(canvas, y)
        top = y
        place = canvas.placeholder()
        for group, rows in groupby(self.rows, key=lambda row: row.group):
            y = self._draw_group(canvas, y, group, tuple(rows))
        start, width = self.plot
        canvas.insert(place, [((start + width * at,) * 2, (top, y)) for at, _ in self.marks])
        canvas.height = y + 3.0
        return canvas

    def _draw_key(self, canvas: Canvas, y: float) -> float:
        x, line = 0.0, 12.0
        size = self._key_size
        for swatch in self.key:
            needed = _key_width(swatch, size)
            if x and x + needed > WIDTH + 9:
                x, y = 0.0, y + line
            _draw_swatch(canvas, x, y, swatch, size)
            x += needed
        return y + line + 3 if self.key else y

    @property
    def _key_size(self) -> float:
        """A little smaller where the key then fits on one line."""
        sizes = (size for size in (SMALL, 6.7, 6.4) if sum(_key_width(each, size) for each in self.key) <= WIDTH + 9)
        return next(sizes, SMALL)

    def _draw_heads(self, canvas: Canvas, y: float) -> float:
        start, width = self.plot
        heads: list[tuple[float, Anchor, tuple[str, ...]]] = []
        for at, mark in self._marks_with_room(width):
            heads.append((start + width * at, "start" if at == 0 else "end" if at == 1 else "middle", (mark,)))
        cell = width / max(len(self.cells), 1)
        size = self._head_size(cell - 3)
        for number, head in enumerate(self.cells):
            heads.append((start + cell * (number + 0.5), "middle", lines_of(head, cell - 3, size)))
        for number, head in enumerate(self.heads):
            heads.append((self._right(number), "end", lines_of(head, self._columns[number] - 5, SMALL)))
        if self.corner:
            heads.append((self.group_width, "start", lines_of(self.corner, self.label_width, SMALL)))
        if self.over:
            canvas.text(start + width / 2, y + SMALL, self.over, SMALL, anchor="middle", muted=True)
            y += SMALL * _LEADING + 3
        depth = max((len(lines) for *_, lines in heads), default=0)
        for x, anchor, lines in heads:
            for number, line in enumerate(reversed(lines)):
                canvas.text(x, y + SMALL * _LEADING * (depth - number) - 2, line, size, anchor=anchor, muted=True)
        return y + depth * SMALL * _LEADING + (2 if depth else 0)

    def _head_size(self, width: float) -> float:
        """Smaller where no word of the cells' heads is broken then."""
        return next((each for each in _SIZES if all(has_room(head, width, each) for head in self.cells)), SMALL)

    def _marks_with_room(self, width: float) -> tuple[tuple[float, str], ...]:
        """All marks, or every second one where they would touch each other."""
        needed = sum(width_of(mark, SMALL) for _, mark in self.marks) + 7 * len(self.marks)
        return self.marks if needed <= width else self.marks[::2]

    def _draw_group(self, canvas: Canvas, y: float, group: str, rows: tuple[Row, ...]) -> float:
        labels = [lines_of(row.label, self.label_width - 2, self.size, bold=row.is_apart) for row in rows]
        heights = [max(self.bar, len(lines) * self.size * _LEADING) + 2 * self.pad for lines in labels]
        title = lines_of(group, self.group_width - 6, SMALL) if group else ()
        missing = len(title) * SMALL * _LEADING + 2 * self.pad - sum(heights)
        if missing > 0:
            heights = [height + missing / len(rows) for height in heights]
        if self.group_width:
            canvas.line((0, WIDTH), (y, y), width=0.4, alpha=0.25)
            _text_block(canvas, 0.0, y + self.pad, title, SMALL)
        for row, lines, height in zip(rows, labels, heights, strict=True):
            y = self._draw_row(canvas, y, row, lines, height)
        return y

    def _draw_row(self, canvas: Canvas, y: float, row: Row, lines: tuple[str, ...], height: float) -> float:
        if row.is_apart or row.begins:
            canvas.line((0, WIDTH), (y + 1.5, y + 1.5), width=0.6, alpha=0.6)
            y += 3
        middle = y + height / 2
        block = len(lines) * self.size * _LEADING
        _text_block(canvas, self.group_width, middle - block / 2, lines, self.size, bold=row.is_apart)
        start, width = self.plot
        row.draw(canvas, Plot(start, middle - self.bar / 2, width, self.bar))
        for number, text in enumerate(row.numbers):
            canvas.text(
                self._right(number), middle + self.size * 0.36, text, self.size, anchor="end", bold=row.is_apart
            )
        return y + height


def _text_block(canvas: Canvas, x: float, y: float, lines: tuple[str, ...], size: float, *, bold: bool = False) -> None:
    for number, line in enumerate(lines):
        canvas.text(x, y + size * (_LEADING * number + 0.95), line, size, bold=bold)


def _key_width(swatch: Swatch, size: float) -> float:
    return 13 + width_of(swatch.label, size) * 1.02 + 9


def _draw_swatch(canvas: Canvas, x: float, y: float, swatch: Swatch, size: float) -> None:
    if swatch.is_dot:
        canvas.dot(x + 5, y + 4.5, 3.2, "" if swatch.hollow or swatch.colours is None else f"#{swatch.colours.fill}")
    else:
        fill = f"#{swatch.colours.fill}" if swatch.colours else ""
        canvas.box(x, y, 10, 9, fill, hatched=swatch.colours is None)
    if swatch.sign and swatch.colours:
        canvas.text(x + 5, y + 7, swatch.sign, 6.5, anchor="middle", colour=f"#{swatch.colours.ink}")
    canvas.text(x + 13, y + 7.1, swatch.label, size)
