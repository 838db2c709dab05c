"""The looks of a template's cells, in the house style. Knows nothing of places."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from schemas.excel.house_style import (
    BAND,
    BLUE,
    DONE_INK,
    FONT,
    HEADING_SIZE,
    INK,
    INPUT_FILL,
    INPUT_LINE,
    LINE,
    MUTED,
    NAVY,
    PAPER,
    SIZE,
    SMALL_SIZE,
    SUBTITLE_SIZE,
    TINY_SIZE,
    TITLE_SIZE,
    WARN_FILL,
    WARN_INK,
)

Horizontal = Literal["general", "left", "center", "right"]
Vertical = Literal["top", "center"]


class Look(StrEnum):
    """The looks there are; each is a named style of the workbook."""

    TITLE = "kpi title"
    SUBTITLE = "kpi subtitle"
    NOTICE = "kpi notice"
    HEADING = "kpi heading"
    COLUMN = "kpi column heading"
    TEXT = "kpi text"
    LEAD = "kpi lead"
    STRONG = "kpi strong"
    SCALE = "kpi scale"
    QUIET = "kpi quiet"
    INDICATOR = "kpi indicator"
    INDICATOR_NOTE = "kpi indicator note"
    QUESTION = "kpi question"
    QUESTION_NUMBER = "kpi question number"
    STATUS = "kpi status"
    NOTE = "kpi note"
    INDICATOR_STATUS = "kpi indicator status"
    PROGRESS = "kpi progress"
    ROW_NUMBER = "kpi row number"
    LINK = "kpi link"
    BAR = "kpi bar"
    TILE = "kpi tile"
    SHARE = "kpi share"
    INPUT = "kpi input"
    SLEEPING = "kpi input asleep"
    KEY = "kpi key"
    IDENTITY = "kpi identity"
    LAST = "kpi last year"
    LAST_LEVEL = "kpi last year's level"
    NOTE_LINK = "kpi link in a list"
    BESIDE = "kpi beside a text"
    OPTIONAL = "kpi optional input"


def _side(colour: str, style: Literal["thin", "medium"] = "thin") -> Side:
    return Side(style=style, color=colour)


def _box(colour: str) -> Border:
    return Border(left=_side(colour), right=_side(colour), top=_side(colour), bottom=_side(colour))


def _dotted(colour: str) -> Border:
    """The frame of a box that need not be filled in."""
    return Border(bottom=Side(style="dotted", color=colour))


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", start_color=colour, end_color=colour)


@dataclass(frozen=True, slots=True)
class _Dress:
    size: float = SIZE
    bold: bool = False
    italic: bool = False
    underline: bool = False
    colour: str = INK
    fill: str = ""
    border: Border | None = None
    horizontal: Horizontal = "general"
    vertical: Vertical = "top"
    wrap: bool = True
    indent: int = 0


_ROW_LINE = Border(bottom=_side(LINE))
_TOP_LINE = Border(top=_side(INPUT_LINE, "medium"))
_DRESSES = {
    Look.TITLE: _Dress(TITLE_SIZE, bold=True, colour=NAVY, vertical="center", wrap=False),
    Look.SUBTITLE: _Dress(SUBTITLE_SIZE, colour=MUTED, vertical="center", wrap=False),
    Look.NOTICE: _Dress(bold=True, colour=WARN_INK),
    Look.HEADING: _Dress(
        HEADING_SIZE, bold=True, colour=PAPER, fill=NAVY, vertical="center", horizontal="left", wrap=False, indent=1
    ),
    Look.COLUMN: _Dress(SMALL_SIZE, bold=True, colour=MUTED, border=_ROW_LINE, vertical="center"),
    Look.TEXT: _Dress(),
    Look.LEAD: _Dress(italic=True),
    Look.STRONG: _Dress(bold=True, vertical="center"),
    Look.SCALE: _Dress(bold=True, horizontal="left"),
    Look.QUIET: _Dress(SMALL_SIZE, colour=MUTED, vertical="center"),
    Look.INDICATOR: _Dress(bold=True, fill=BAND, border=_TOP_LINE, vertical="center"),
    Look.INDICATOR_NOTE: _Dress(
        SMALL_SIZE,
        italic=True,
        colour=MUTED,
        fill=BAND,
        border=_TOP_LINE,
        vertical="center",
        horizontal="left",
        indent=1,
    ),
    Look.QUESTION: _Dress(horizontal="left", indent=1),
    Look.QUESTION_NUMBER: _Dress(SMALL_SIZE, colour=MUTED, horizontal="right"),
    Look.STATUS: _Dress(SMALL_SIZE, horizontal="left", indent=1),
    Look.NOTE: _Dress(SMALL_SIZE, horizontal="left", vertical="center", indent=1),
    Look.INDICATOR_STATUS: _Dress(
        SMALL_SIZE, bold=True, fill=BAND, border=_TOP_LINE, horizontal="left", vertical="center", indent=1
    ),
    Look.PROGRESS: _Dress(bold=True, vertical="center", wrap=False),
    Look.ROW_NUMBER: _Dress(bold=True, colour=NAVY, horizontal="center", vertical="center"),
    Look.LINK: _Dress(underline=True, colour=BLUE, vertical="center", wrap=False),
    Look.BAR: _Dress(colour=BLUE, vertical="center", wrap=False),
    Look.TILE: _Dress(SMALL_SIZE, underline=True, colour=BLUE, horizontal="center", vertical="center", wrap=False),
    Look.SHARE: _Dress(SUBTITLE_SIZE, bold=True, colour=NAVY, horizontal="left", vertical="center", wrap=False),
    Look.INPUT: _Dress(fill=INPUT_FILL, border=_box(INPUT_LINE), horizontal="left", vertical="center", indent=1),
    Look.SLEEPING: _Dress(colour=WARN_INK, horizontal="left", indent=1),
    Look.KEY: _Dress(TINY_SIZE, colour=MUTED, wrap=False),
    Look.IDENTITY: _Dress(bold=True, border=_box(LINE), horizontal="left", vertical="center", indent=1),
    Look.LAST: _Dress(SMALL_SIZE, italic=True, colour=MUTED, horizontal="left", indent=1),
    Look.LAST_LEVEL: _Dress(
        SMALL_SIZE,
        italic=True,
        colour=MUTED,
        fill=BAND,
        border=_TOP_LINE,
        horizontal="left",
        vertical="center",
        indent=1,
    ),
    Look.NOTE_LINK: _Dress(underline=True, colour=BLUE),
    Look.BESIDE: _Dress(bold=True, colour=MUTED, horizontal="right", indent=1),
    Look.OPTIONAL: _Dress(SMALL_SIZE, border=_dotted(INPUT_LINE), horizontal="left", vertical="center", indent=1),
}

_RIGHT_TO_LEFT = 2
"""The reading order's number in the OOXML standard."""
_MIRRORED: dict[Horizontal, Horizontal] = {"left": "right", "right": "left"}


def named_styles(*, mirrored: bool = False) -> list[NamedStyle]:
    """Every look as a named style, in a fixed order; `mirrored` for a language read from right to left."""
    return [_named(look, dress, mirrored) for look, dress in _DRESSES.items()]


def dress_of(look: Look) -> tuple[float, bool]:
    """The font size in points of a look, and whether it is bold: what a text's height needs."""
    return _DRESSES[look].size, _DRESSES[look].bold


def alignment_of(
    look: Look, *, vertical: Vertical | None = None, wrap: bool | None = None, mirrored: bool = False
) -> Alignment:
    """The alignment of a look, with what is given changed.

    Left and right are sides of the screen to Excel, whichever way a sheet runs: they are swapped here.
    """
    dress = _DRESSES[look]
    return Alignment(
        horizontal=_MIRRORED.get(dress.horizontal, dress.horizontal) if mirrored else dress.horizontal,
        vertical=vertical or dress.vertical,
        wrap_text=dress.wrap if wrap is None else wrap,
        indent=dress.indent,
        readingOrder=_RIGHT_TO_LEFT if mirrored else 0,
    )


def _named(look: Look, dress: _Dress, mirrored: bool) -> NamedStyle:
    unlocked = look in (Look.INPUT, Look.SLEEPING, Look.OPTIONAL)
    return NamedStyle(
        name=look.value,
        font=Font(
            name=FONT,
            size=dress.size,
            bold=dress.bold,
            # Scripts that run from right to left have no slanted letters.
            italic=dress.italic and not mirrored,
            underline="single" if dress.underline else None,
            color=dress.colour,
        ),
        fill=_fill(dress.fill) if dress.fill else PatternFill(),
        border=dress.border or Border(),
        alignment=alignment_of(look, mirrored=mirrored),
        protection=Protection(locked=not unlocked),
    )


ASKED = DifferentialStyle(fill=_fill(INPUT_FILL), border=_box(INPUT_LINE), font=Font(color=INK))
"""An answer cell whose question is asked."""
WRONG = DifferentialStyle(fill=_fill(WARN_FILL), border=_box(WARN_INK), font=Font(bold=True, color=WARN_INK))
"""An entry that breaks its rule, stands beside no question, or belongs to another level."""
ATTENTION = DifferentialStyle(font=Font(bold=True, color=WARN_INK))
"""A status that asks for a second look."""
DONE = DifferentialStyle(font=Font(color=DONE_INK, bold=True))
"""A status that asks for nothing more."""
LONG = DifferentialStyle(numFmt=NumberFormat(numFmtId=0, formatCode="General"))
"""A long text in a text cell: older Excels show more than 255 characters there as ########."""
