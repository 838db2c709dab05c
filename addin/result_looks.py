"""How the result workbook looks: one restrained palette, one typeface, a width for each column.

The levels' colours are steps of one hue from light to dark, so that their order survives a grey
print and any colour vision; the number always stands in the cell as well.
"""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle

FONT = "Arial"
SIZE, SMALL = 10, 8
INK, NAVY, BLUE, MUTED, PAPER, LINE = "1F2933", "17375E", "1F5A93", "5F6B7A", "FFFFFF", "C3CCD8"

LEVELS: dict[int, tuple[str, str]] = {
    1: ("EEF2F6", INK),
    2: ("CBDDEE", INK),
    3: ("94BADD", INK),
    4: ("3F79AE", PAPER),
    5: (NAVY, PAPER),
}
"""The fill and the ink of each level; each pair has a contrast of 4.5 to 1 or more."""

STATUSES: dict[str, tuple[str, str]] = {
    "accepted": ("E2F0E8", "1D5C43"),
    "accepted-with-errors": ("FDF0D5", "7A4A00"),
    "superseded": ("E9ECF0", MUTED),
    "rejected": ("F9DCD2", "7A2E00"),
}
SEVERITIES: dict[str, tuple[str, str]] = {
    "error": STATUSES["rejected"],
    "warning": STATUSES["accepted-with-errors"],
    "info": STATUSES["superseded"],
}

WORDS = {"status": STATUSES, "severity": SEVERITIES}
"""The colours of words, by column."""

_WIDTHS: dict[str, float] = {
    "file": 34,
    "sha256": 36,
    "status": 20,
    "country": 9,
    "year": 7,
    "language": 10,
    "edition": 9,
    "complete": 10,
    "errors": 8,
    "warnings": 10,
    "reason": 70,
    "standard": 10,
    "indicator": 10,
    "level": 7,
    "question": 10,
    "topic": 17,
    "question_text": 46,
    "yes_no": 8,
    "answer": 80,
    "sheet": 14,
    "cell": 7,
    "item": 7,
    "label": 50,
    "kind": 10,
    "value": 14,
    "unit": 8,
    "not_available": 14,
    "text": 60,
    "code": 22,
    "severity": 10,
    "name": 18,
    "found": 36,
    "message": 80,
    "year_before": 12,
    "level_before": 13,
    "change": 9,
    "total": 7,
    "no_level": 10,
}
_BY_SHEET: dict[tuple[str, str], float] = {("Summary", "question"): 70, ("Levels", "country"): 10}
_LEVEL_WIDTH, _COUNT_WIDTH = 6.0, 9.0
_WRAPPED = {"file", "sha256", "reason", "question_text", "answer", "label", "text", "found", "message"}
_CENTRED = {"level", "year", "language", "edition", "country"}


@dataclass(frozen=True, slots=True)
class Dress:
    """The looks of a cell."""

    font: Font
    alignment: Alignment
    border: Border
    fill: PatternFill


_ROW_LINE = Border(bottom=Side(style="hair", color=LINE))
HEADING = Dress(
    Font(name=FONT, size=SIZE, bold=True, color=PAPER),
    Alignment(vertical="center", wrap_text=False),
    Border(),
    PatternFill("solid", start_color=NAVY, end_color=NAVY),
)


def is_level(sheet: str, column: str) -> bool:
    """Whether a column holds levels."""
    return column == "level" or (sheet == "Levels" and "." in column)


def width(sheet: str, column: str) -> float:
    """The width of a column, in characters of its font."""
    if sheet == "Levels" and "." in column:
        return _LEVEL_WIDTH
    return _BY_SHEET.get((sheet, column), _WIDTHS.get(column, _COUNT_WIDTH))


def dress(sheet: str, column: str, *, link: bool = False) -> Dress:
    """The looks of the cells below a heading."""
    font = Font(
        name=FONT,
        size=SMALL if column == "sha256" else SIZE,
        color=BLUE if link else INK,
        underline="single" if link else None,
    )
    centred = is_level(sheet, column) or column in _CENTRED
    wrapped = column in _WRAPPED or (sheet, column) in _BY_SHEET
    alignment = Alignment(horizontal="center" if centred else None, vertical="top", wrap_text=wrapped)
    return Dress(font, alignment, _ROW_LINE, PatternFill())


def tint(fill: str, ink: str) -> DifferentialStyle:
    """A conditional format of one fill and one ink."""
    return DifferentialStyle(font=Font(color=ink), fill=PatternFill(bgColor=fill, fill_type="solid"))
