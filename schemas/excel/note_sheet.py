"""A sheet that a workbook carries beside its template's: a list for whoever fills it in, no answers."""

from __future__ import annotations

from dataclasses import dataclass

REMARKS, CONFLICTS = "remarks", "conflicts"
NOTE_KEYS = (REMARKS, CONFLICTS, "not-carried")
"""The keys that such sheets are stamped with: no part of the template, and no fault of an officer."""


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One line of the list."""

    cells: tuple[str, ...]
    """A text for each heading."""
    target: str = ""
    """The defined name of the input cell that the first text links to; empty for none."""


@dataclass(frozen=True, slots=True)
class NoteSheet:
    """The sheet: one of `NOTE_KEYS`, its title in the workbook's language, what it says, and its list."""

    key: str
    title: str
    intro: str
    headings: tuple[str, ...]
    widths: tuple[float, ...]
    """The width of each column, in characters."""
    lines: tuple[NoteLine, ...]
