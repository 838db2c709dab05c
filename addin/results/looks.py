"""How a workbook of tables looks, in the house style."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle

from addin.results.table import Column, ColumnKind
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

STATUSES: dict[str, Pair] = {
    "accepted": GOOD,
    "accepted-with-errors": DOUBTFUL,
    "superseded": ASIDE,
    "rejected": BAD,
}
SEVERITIES: dict[str, Pair] = {"error": BAD, "warning": DOUBTFUL, "info": ASIDE}
STATES: dict[str, Pair] = {"complete": GOOD, "incomplete": DOUBTFUL, "rejected": BAD, "missing": ASIDE}
WORDS = {"status": STATUSES, "severity": SEVERITIES, "state": STATES}
"""The colours of words, by column."""
_WIDTHS: dict[str, float] = {
    "file": 34,
    "sha256": 38,
    "status": 22,
    "country": 10,
    "year": 8,
    "language": 11,
    "edition": 10,
    "complete": 11,
    "errors": 9,
    "warnings": 11,
    "reason": 70,
    "standard": 11,
    "indicator": 11,
    "level": 8,
    "question": 11,
    "topic": 18,
    "question_text": 46,
    "yes_no": 9,
    "answer": 80,
    "sheet": 16,
    "cell": 8,
    "item": 8,
    "label": 50,
    "kind": 10,
    "value": 14,
    "unit": 9,
    "not_available": 15,
    "text": 60,
    "code": 24,
    "severity": 11,
    "name": 18,
    "found": 36,
    "message": 80,
    "year_before": 13,
    "level_before": 14,
    "change": 9,
    "total": 8,
    "no_level": 11,
    "region": 10,
    "state": 13,
    "late": 9,
    "submitted": 13,
    "indicators_complete": 22,
    "indicators": 13,
    "contact_name": 28,
    "contact_email": 36,
    "asked": 10,
    "received": 12,
    "incomplete": 13,
    "rejected": 12,
    "missing": 11,
    "reminder": 118,
}
_BY_SHEET: dict[tuple[str, str], float] = {
    ("Summary", "question"): 70,
    ("Status", "name"): 32,
    ("Regions", "name"): 66,
    ("Regions", "complete"): 12,
    ("Reminders", "name"): 32,
    ("Unmatched", "file"): 50,
    ("Unmatched", "reason"): 90,
}
_LEADING = {"Files", "Levels", "Summary", "Status", "Regions"}
_FROZEN = {"Files": 1, "Levels": 2, "Summary": 1, "Status": 2, "Regions": 1, "Reminders": 2}
_LEVEL_WIDTH, _COUNT_WIDTH, _INDENT_WIDTH = 6.5, 9.0, 1.5
_WRAPPED = {"file", "sha256", "reason", "question_text", "answer", "label", "text", "found", "message"}
_WRAPPED |= {"contact_name", "contact_email", "reminder"}
_CENTRED = {"language", "edition", "country", "yes_no", "cell", "region", "submitted"}
_TRUTH = '"TRUE";"TRUE";"FALSE"'
"""Excel writes truth values as words by itself; LibreOffice shows 1 and 0 without this."""


@dataclass(frozen=True, slots=True)
class Dress:
    """The looks of a cell."""

    font: Font
    alignment: Alignment
    border: Border
    fill: PatternFill
    number_format: str = "General"


_ROW_LINE = Border(bottom=Side(style="hair", color=LINE))


def heading(column: Column) -> Dress:
    """The looks of a column's heading."""
    font = Font(name=FONT, size=SIZE, bold=True, color=PAPER)
    fill = PatternFill("solid", start_color=NAVY, end_color=NAVY)
    return Dress(font, _alignment(column, vertical="center", wrap=False), Border(), fill)


def _alignment(column: Column, *, vertical: Literal["top", "center"], wrap: bool) -> Alignment:
    if column.kind in {ColumnKind.INTEGER, ColumnKind.BOOLEAN} or column.name in _CENTRED:
        return Alignment(horizontal="center", vertical=vertical, wrap_text=wrap)
    if column.kind is ColumnKind.NUMBER:
        return Alignment(horizontal="right", vertical=vertical, wrap_text=wrap)
    return Alignment(horizontal="left", vertical=vertical, wrap_text=wrap, indent=1)


def tab_colour(sheet: str) -> str:
    """The colour of a sheet's tab: dark for those that are looked at first."""
    return NAVY if sheet in _LEADING else BLUE


def frozen_columns(sheet: str) -> int:
    """How many columns stay in view beside the headings."""
    return _FROZEN.get(sheet, 0)


def tints(sheet: str, column: str) -> dict[str, Pair]:
    """The fill and the ink of a column's values, by the value as a formula."""
    if is_level(sheet, column):
        return {str(level): pair for level, pair in LEVELS.items()}
    if column == "late":
        return {"TRUE": BAD}
    return {f'"{word}"': pair for word, pair in WORDS.get(column, {}).items()}


def is_level(sheet: str, column: str) -> bool:
    """Whether a column holds levels."""
    return column == "level" or (sheet == "Levels" and "." in column)


def width(sheet: str, column: str) -> float:
    """The width of a column, in characters of its font."""
    if sheet == "Levels" and "." in column:
        return _LEVEL_WIDTH
    return _BY_SHEET.get((sheet, column), _WIDTHS.get(column, _COUNT_WIDTH))


def line_length(sheet: str, column: str) -> float | None:
    """The characters in a line of a column that wraps its text; None where it does not."""
    if not _wraps(sheet, column):
        return None
    # A width counts digits; letters are a little narrower than those on average.
    return (width(sheet, column) - _INDENT_WIDTH) * (1.3 if column == "sha256" else 1.12)


def _wraps(sheet: str, column: str) -> bool:
    return column in _WRAPPED or (sheet, column) == ("Summary", "question")


def dress(sheet: str, column: Column, *, link: bool = False) -> Dress:
    """The looks of the cells below a heading."""
    font = Font(
        name=FONT,
        size=TINY_SIZE if column.name == "sha256" else SIZE,
        color=BLUE if link else INK,
        underline="single" if link else None,
    )
    alignment = _alignment(column, vertical="top", wrap=_wraps(sheet, column.name))
    number_format = _TRUTH if column.kind is ColumnKind.BOOLEAN else "General"
    return Dress(font, alignment, _ROW_LINE, PatternFill(), number_format)


def tint(fill: str, ink: str) -> DifferentialStyle:
    """A conditional format of one fill and one ink."""
    return DifferentialStyle(font=Font(color=ink), fill=PatternFill(bgColor=fill, fill_type="solid"))
