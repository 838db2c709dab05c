"""A figure: an SVG that reads in any colour of its page, and the same as a table."""

from __future__ import annotations

from dataclasses import dataclass, field

from addin.report.in_words import Cell


@dataclass(frozen=True)
class Figure:
    """One figure of a report."""

    key: str
    """What it is called in file names and anchors; its ids in the SVG begin with it."""
    title: str
    description: str
    """What it shows, in words: its alternative text."""
    svg: str = field(repr=False)
    """An `<svg>` element with its title and description: text is text, and takes the colour of what is around it."""
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...] = field(repr=False)
    """What is drawn, and nothing else; shares are `Share`s."""
    width: float = 0.0
    height: float = 0.0
    """In points."""
