"""What tells the workbooks of two Members apart, piece by piece: each gives its XML for the values of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from openpyxl.compat import safe_string

from schemas.layout.places import Place
from schemas.questions import Raw
from workbook_builder.drawing.cell_xml import formula_cell, value_cell
from workbook_builder.drawing.looks import Look
from workbook_builder.drawing.paging import Pages
from workbook_builder.sheets.last_year_columns import last_height


@dataclass(frozen=True, slots=True)
class Values:
    """What one Member's workbook holds where Members differ."""

    member: str
    cells: Mapping[Place, Raw]
    locked: frozenset[Place]
    """The cells for "unchanged" that nobody may use."""
    footer: bytes = b""
    """What the footers say of the Member, as XML."""
    heights: Mapping[Place, float] = field(default_factory=dict)
    """Of the rows beside last year's answers that are read, in points, by the place of the answer."""
    pages: Mapping[str, Pages] = field(default_factory=dict)
    """How the sheets whose rows differ are printed, by their keys."""


class Differing(Protocol):
    """A piece that is not the same for all Members."""

    def xml(self, values: Values) -> bytes:
        """It for one Member."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell whose value differs, without its value."""

    place: Place
    start: bytes

    def xml(self, values: Values) -> bytes:
        value = values.cells.get(self.place)
        if value is None:
            return self.start + b"/>"
        return value_cell(self.start, value)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that follows from the Member, without its cached value."""

    place: Place
    start: bytes
    formula: bytes

    def xml(self, values: Values) -> bytes:
        return formula_cell(self.start, self.formula, values.cells[self.place])


@dataclass(frozen=True, slots=True)
class Choice:
    """An empty cell for "unchanged", which is locked where there is nothing to keep."""

    place: Place
    unlocked: bytes
    locked: bytes

    def xml(self, values: Values) -> bytes:
        return self.locked if self.place in values.locked else self.unlocked


@dataclass(frozen=True, slots=True)
class Row:
    """The start of a row whose height follows from last year's answer in it."""

    answer: Place
    look: Look
    before: bytes
    """It as far as its height goes."""
    behind: bytes
    least: float
    """The height without that answer, in points."""

    def of(self, cells: Mapping[Place, Raw]) -> float:
        """The height of the row beside the answer in `cells`, in points."""
        return max(self.least, last_height(str(cells.get(self.answer) or ""), self.look))

    def xml(self, values: Values) -> bytes:
        return self.before + safe_string(values.heights[self.answer]).encode("ascii") + self.behind


@dataclass(frozen=True, slots=True)
class Footer:
    """The footer of a sheet, which names the Member."""

    xml_of_first: bytes
    first: bytes

    def xml(self, values: Values) -> bytes:
        return self.xml_of_first.replace(self.first, values.footer)


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale that a sheet is printed in, which follows from the heights of its rows."""

    sheet: str

    def xml(self, values: Values) -> bytes:
        return b"%d" % values.pages[self.sheet].scale


@dataclass(frozen=True, slots=True)
class Breaks:
    """The page breaks of a sheet, which follow from the heights of its rows."""

    sheet: str

    def xml(self, values: Values) -> bytes:
        rows = values.pages[self.sheet].breaks
        if not rows:
            return b""
        breaks = b"".join(b'<brk id="%d" min="0" max="16383" man="1"/>' % row for row in rows)
        return b'<rowBreaks count="%d" manualBreakCount="%d">%s</rowBreaks>' % (len(rows), len(rows), breaks)


@dataclass(frozen=True, slots=True)
class Stamped:
    """Where a stamp names the Member."""

    def xml(self, values: Values) -> bytes:
        return stamped(values.member)


STAMPED = Stamped()


def stamped(member: str) -> bytes:
    """How a stamp names a Member, with what stands around it in every stamp."""
    return f" member={member} ".encode("ascii")


Piece = bytes | Differing
"""Bytes are the same for all Members."""
