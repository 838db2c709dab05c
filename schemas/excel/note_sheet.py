"""A sheet that a workbook carries beside its template's: a list for whoever fills it in, no answers."""

from __future__ import annotations

from typing import NamedTuple

REMARKS, CONFLICTS, TO_PUT_RIGHT = "remarks", "conflicts", "to-put-right"
NOTE_KEYS = (REMARKS, CONFLICTS, "not-carried", TO_PUT_RIGHT)
"""The keys that such sheets are stamped with: no part of the template, and no fault of an officer."""


class NoteLine(NamedTuple):
    """One line of the list."""

    cells: tuple[str | int, ...]
    """A text, or the line's number, for each heading."""
    target: str = ""
    """The defined name of the input cell that one of the texts links to; empty for none."""


class NoteSheet(NamedTuple):
    """The sheet: one of `NOTE_KEYS`, its title in the workbook's language, what it says, and its list."""

    key: str
    title: str
    intro: str
    headings: tuple[str, ...]
    widths: tuple[float, ...]
    """The width of each column, in characters."""
    lines: tuple[NoteLine, ...]
    linked: int = 0
    """Which of a line's texts links to its target, from 0."""
    leads: bool = False
    """True where the sheet stands before all others; else behind them."""
    marked: bool = False
    """True where a hidden column tells whether a cell still says what was written into it."""
