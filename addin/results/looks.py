"""How a workbook of tables looks, in the house style: by what a column says of itself, whatever it is called."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle

from addin.kept.own_work import Look
from addin.tables.table import Column, ColumnKind, Table, Tint
from schemas.excel.house_style import (
    ASIDE,
    BAD,
    BLUE,
    DOUBTFUL,
    FONT,
    GOOD,
    INK,
    LEVELS,
    LINE,
    NAVY,
    PAPER,
    SIZE,
    TINY_SIZE,
    Pair,
)

_WORDS: dict[Tint, dict[str, Pair]] = {
    Tint.STATUS: {
        "accepted": GOOD,
        "accepted-with-errors": DOUBTFUL,
        "superseded": ASIDE,
        "rejected": BAD,
        "ignored": ASIDE,
    },
    Tint.SEVERITY: {"error": BAD, "warning": DOUBTFUL, "info": ASIDE},
    Tint.REVIEW: {"accepted": GOOD, "to-be-put-right": DOUBTFUL, "cannot-be-opened": BAD, "missing": ASIDE},
    Tint.STATE: {"complete": GOOD, "incomplete": DOUBTFUL, "rejected": BAD, "cannot-be-opened": BAD, "missing": ASIDE},
}
_TINTS: dict[Tint, dict[str, Pair]] = {
    Tint.LEVEL: {str(level): pair for level, pair in LEVELS.items()},
    Tint.LATE: {"TRUE": BAD},
    **{tint: {f'"{word}"': pair for word, pair in pairs.items()} for tint, pairs in _WORDS.items()},
}
_INDENT_WIDTH = 1.5
# A width counts digits; letters are a little narrower than those on average, and small print is narrower still.
_LETTERS, _SMALL_LETTERS = 1.12, 1.3
"""Characters of a text in a unit of width."""
_TRUTH = '"TRUE";"TRUE";"FALSE"'
"""Excel writes truth values as words by itself; LibreOffice shows 1 and 0 without this."""


@dataclass(frozen=True, slots=True, eq=False)
class Dress:
    """The looks of a cell: one object for all columns that look alike."""

    font: Font
    alignment: Alignment
    border: Border
    fill: PatternFill
    number_format: str = "General"


_ROW_SIDE, _GROUP_SIDE = Side(style="hair", color=LINE), Side(style="medium", color=NAVY)
_ROW_LINE = Border(bottom=_ROW_SIDE)
_GROUP_LINE = Border(bottom=_ROW_SIDE, left=_GROUP_SIDE)


class _Kind(NamedTuple):
    """What the looks of a column come from: to compare it takes less time than to compare fonts."""

    kind: ColumnKind
    wraps: bool
    centred: bool
    small: bool
    shrinks: bool
    begins_group: bool
    shown: str


def _kind(column: Column) -> _Kind:
    return _Kind(*(getattr(column, name) for name in _Kind._fields))


def heading(column: Column) -> Dress:
    """The looks of a column's heading."""
    return _heading(_kind(column))


@cache
def _heading(column: _Kind) -> Dress:
    font = Font(name=FONT, size=SIZE, bold=True, color=PAPER)
    fill = PatternFill("solid", start_color=NAVY, end_color=NAVY)
    border = Border(left=Side(style="medium", color=PAPER)) if column.begins_group else Border()
    return Dress(font, _alignment(column, vertical="center", wrap=False), border, fill)


def _alignment(column: _Kind, *, vertical: Literal["top", "center"], wrap: bool) -> Alignment:
    if column.kind in {ColumnKind.INTEGER, ColumnKind.BOOLEAN} or column.centred:
        return Alignment(horizontal="center", vertical=vertical, wrap_text=wrap)
    if column.kind is ColumnKind.NUMBER:
        return Alignment(horizontal="right", vertical=vertical, wrap_text=wrap)
    return Alignment(
        horizontal="left", vertical=vertical, wrap_text=wrap, indent=1, shrink_to_fit=column.shrinks or None
    )


def tab_colour(table: Table) -> str:
    """The colour of a sheet's tab: dark for those that are looked at first."""
    return NAVY if table.leading else BLUE


def tints(column: Column) -> dict[str, Pair]:
    """The fill and the ink of a column's values, by the value as a formula."""
    if column.tint is None:
        return {}
    words = {f'"{usual}"': f'"{word}"' for usual, word in column.shown_as}
    return {words.get(value, value): pair for value, pair in _TINTS.get(column.tint, {}).items()}


def line_length(column: Column) -> float | None:
    """The characters in a line of a column that wraps its text; None where it does not."""
    if not column.wraps:
        return None
    return characters(column.width, TINY_SIZE if column.small else SIZE)


def characters(width: float, size: int) -> float:
    """The characters of `size` points in a line of a column of that width."""
    return (width - _INDENT_WIDTH) * (_SMALL_LETTERS if size == TINY_SIZE else _LETTERS * SIZE / size)


def dress(column: Column, *, link: bool = False) -> Dress:
    """The looks of the cells below a heading."""
    return _dress(_kind(column), link)


@cache
def _dress(column: _Kind, link: bool) -> Dress:
    font = Font(
        name=FONT,
        size=TINY_SIZE if column.small else SIZE,
        color=BLUE if link else INK,
        underline="single" if link else None,
    )
    alignment = _alignment(column, vertical="top", wrap=column.wraps)
    number_format = _TRUTH if column.kind is ColumnKind.BOOLEAN else column.shown
    return Dress(font, alignment, _GROUP_LINE if column.begins_group else _ROW_LINE, PatternFill(), number_format)


def parting() -> DifferentialStyle:
    """A conditional format of the line between two groups of rows; Excel draws none there that is thicker."""
    return DifferentialStyle(border=Border(top=Side(style="thin", color=NAVY)))


def dress_own(cell: Cell, look: Look) -> None:
    """Give a cell of people's own what is kept of the looks that they gave it."""
    if look.fill is not None:
        cell.fill = PatternFill("solid", start_color=look.fill, end_color=look.fill)
    font = cell.font
    cell.font = Font(name=font.name, size=font.size, color=look.ink or font.color, bold=look.bold, italic=look.italic)
    cell.number_format = look.number_format


def tint(pair: Pair) -> DifferentialStyle:
    """A conditional format of one fill and its ink."""
    return DifferentialStyle(font=Font(color=pair.ink), fill=PatternFill(bgColor=pair.fill, fill_type="solid"))
