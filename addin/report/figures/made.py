"""What every figure is made with: its words, its numbers, and which way it runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from addin.report.contents import Contents
from addin.report.figures.canvas import Canvas
from addin.report.figures.chart import Chart
from addin.report.figures.figure import Figure
from addin.report.in_words import Cell, InWords
from schemas.loading.reporting import load_part
from schemas.models.figure_words import FigureWords


@dataclass(frozen=True)
class Sketch:
    """How the figures of one report are drawn."""

    words: FigureWords
    say: InWords
    right_to_left: bool

    def figure(
        self,
        key: str,
        title: str,
        description: str,
        drawing: Chart | Canvas,
        header: tuple[str, ...],
        rows: Iterable[tuple[Cell, ...]],
    ) -> Figure:
        """A drawing with its names and its table."""
        canvas = drawing.drawn(right_to_left=self.right_to_left) if isinstance(drawing, Chart) else drawing
        svg = canvas.svg(f"figure-{key}", title, description)
        return Figure(key, title, description, svg, header, tuple(rows), canvas.width, canvas.height)


def sketch_of(contents: Contents) -> Sketch:
    """How the figures of `contents` are drawn. Raises `DefinitionError` where there are no words in its language."""
    words: FigureWords = load_part(contents.language, "figures", FigureWords)
    return Sketch(words, InWords(contents.language), contents.definition.runs_right_to_left)
