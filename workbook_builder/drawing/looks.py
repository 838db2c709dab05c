"""The looks of a template's cells, in the house style. Knows nothing of places."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import ceil
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
    PANEL,
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
Line = Literal["thin", "medium", "dotted", "hair"]


class Look(StrEnum):
    """The looks there are; each is a named style of the workbook."""

    BLANK = "kpi blank"
    PANEL = "kpi panel"
    TITLE = "kpi title"
    SUBTITLE = "kpi subtitle"
    NOTICE = "kpi notice"
    HEADING = "kpi heading"
    COLUMN = "kpi column heading"
    TEXT = "kpi text"
    LEAD = "kpi lead"
    STRONG = "kpi strong"
    LINE_OF_TEXT = "kpi line"
    SCALE = "kpi scale"
    QUIET = "kpi quiet"
    INDICATOR = "kpi indicator"
    INDICATOR_NOTE = "kpi indicator note"
    QUESTION = "kpi question"
    QUESTION_NUMBER = "kpi question number"
    ITEM = "kpi item"
    ITEM_NUMBER = "kpi item number"
    STATUS = "kpi status"
    NOTE = "kpi note"
    INDICATOR_STATUS = "kpi indicator status"
    PROGRESS = "kpi progress"
    ROW_NUMBER = "kpi row number"
    ROW_TITLE = "kpi row title"
    LINK = "kpi link"
    BAR = "kpi bar"
    TILE = "kpi tile"
    SHARE = "kpi share"
    INPUT = "kpi input"
    LEVEL = "kpi level"
    SLEEPING = "kpi input asleep"
    KEY = "kpi key"
    IDENTITY = "kpi identity"
    LAST = "kpi last year"
    LAST_LEVEL = "kpi last year's level"
    NOTE_LINK = "kpi link in a list"
    NEXT = "kpi what comes next"
    BESIDE = "kpi beside a text"
    OPTIONAL = "kpi optional input"


def _side(colour: str, style: Line = "thin") -> Side:
    return Side(style=style, color=colour)


def _box(colour: str, style: Line = "thin") -> Border:
    side = _side(colour, style)
    return Border(left=side, right=side, top=side, bottom=side)


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", start_color=colour, end_color=colour)


@dataclass(frozen=True, slots=True)
class Dress:
    """How a look is drawn; sizes in points."""

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
_PANEL_LINE = Border(bottom=_side(LINE, "hair"))
_DRESSES = {
    Look.TITLE: Dress(TITLE_SIZE, bold=True, colour=NAVY, vertical="center", wrap=False),
    Look.SUBTITLE: Dress(SUBTITLE_SIZE, colour=MUTED, vertical="center", wrap=False),
    Look.NOTICE: Dress(bold=True, colour=WARN_INK),
    Look.HEADING: Dress(
        HEADING_SIZE, bold=True, colour=PAPER, fill=NAVY, vertical="center", horizontal="left", wrap=False, indent=1
    ),
    Look.COLUMN: Dress(SMALL_SIZE, bold=True, colour=MUTED, border=_ROW_LINE, vertical="center"),
    Look.TEXT: Dress(),
    Look.LEAD: Dress(italic=True),
    Look.STRONG: Dress(bold=True, vertical="center"),
    Look.LINE_OF_TEXT: Dress(vertical="center", wrap=False),
    Look.SCALE: Dress(bold=True, horizontal="left"),
    Look.QUIET: Dress(SMALL_SIZE, colour=MUTED, vertical="center"),
    Look.INDICATOR: Dress(bold=True, fill=BAND, border=_TOP_LINE, vertical="center"),
    Look.INDICATOR_NOTE: Dress(
        SMALL_SIZE,
        italic=True,
        colour=MUTED,
        fill=BAND,
        border=_TOP_LINE,
        vertical="center",
        horizontal="left",
        indent=1,
    ),
    Look.BLANK: Dress(),
    Look.PANEL: Dress(fill=PANEL, border=_PANEL_LINE),
    Look.QUESTION: Dress(fill=PANEL, border=_PANEL_LINE, horizontal="left", indent=1),
    Look.QUESTION_NUMBER: Dress(SMALL_SIZE, colour=MUTED, fill=PANEL, border=_PANEL_LINE, horizontal="right"),
    Look.ITEM: Dress(vertical="center"),
    Look.ITEM_NUMBER: Dress(SMALL_SIZE, colour=MUTED, horizontal="right", vertical="center", indent=1),
    Look.STATUS: Dress(SMALL_SIZE, fill=PANEL, border=_PANEL_LINE, horizontal="left", indent=1),
    Look.NOTE: Dress(SMALL_SIZE, horizontal="left", vertical="center", indent=1),
    Look.INDICATOR_STATUS: Dress(
        SMALL_SIZE, bold=True, fill=BAND, border=_TOP_LINE, horizontal="left", vertical="center", indent=1
    ),
    Look.PROGRESS: Dress(bold=True, vertical="center", wrap=False),
    Look.ROW_NUMBER: Dress(bold=True, underline=True, colour=BLUE, horizontal="center", vertical="center"),
    Look.ROW_TITLE: Dress(vertical="center"),
    Look.LINK: Dress(underline=True, colour=BLUE, vertical="center", wrap=False),
    Look.BAR: Dress(SMALL_SIZE, colour=BLUE, vertical="center", wrap=False),
    Look.TILE: Dress(SMALL_SIZE, underline=True, colour=BLUE, horizontal="center", vertical="center", wrap=False),
    Look.SHARE: Dress(SUBTITLE_SIZE, bold=True, colour=NAVY, horizontal="left", vertical="center", wrap=False),
    Look.INPUT: Dress(fill=INPUT_FILL, border=_box(INPUT_LINE), horizontal="left", vertical="center", indent=1),
    Look.LEVEL: Dress(
        bold=True, fill=INPUT_FILL, border=_box(NAVY, "medium"), horizontal="left", vertical="center", indent=1
    ),
    Look.SLEEPING: Dress(colour=WARN_INK, fill=PANEL, border=_PANEL_LINE, horizontal="left", indent=1),
    Look.KEY: Dress(TINY_SIZE, colour=MUTED, wrap=False),
    Look.IDENTITY: Dress(bold=True, border=_box(LINE), horizontal="left", vertical="center", indent=1),
    Look.LAST: Dress(
        SMALL_SIZE, italic=True, colour=MUTED, fill=PANEL, border=_PANEL_LINE, horizontal="left", indent=1
    ),
    Look.LAST_LEVEL: Dress(
        SMALL_SIZE,
        italic=True,
        colour=MUTED,
        fill=BAND,
        border=_TOP_LINE,
        horizontal="left",
        vertical="center",
        indent=1,
    ),
    Look.NOTE_LINK: Dress(underline=True, colour=BLUE),
    Look.BESIDE: Dress(bold=True, colour=MUTED, horizontal="right", indent=1),
    Look.OPTIONAL: Dress(SMALL_SIZE, border=_box(INPUT_LINE, "dotted"), horizontal="left", vertical="center", indent=1),
    Look.NEXT: Dress(vertical="center"),
}

_RIGHT_TO_LEFT = 2
"""The reading order's number in the OOXML standard."""
_MIRRORED: dict[Horizontal, Horizontal] = {"left": "right", "right": "left"}


def normal_font() -> Font:
    """The font of the Normal style: of what is pasted, and the measure of columns."""
    return Font(name=FONT, size=SIZE, color=INK)


def strut_font(size: float) -> Font:
    """Letters of `size` points, rounded up to halves: an empty cell with them holds its row open."""
    return Font(name=FONT, size=ceil(2 * size) / 2, color=INK)


def named_styles(*, mirrored: bool = False) -> list[NamedStyle]:
    """Every look as a named style, in a fixed order; `mirrored` for a language read from right to left."""
    return [_named(look, dress, mirrored) for look, dress in _DRESSES.items()]


def dress_of(look: Look) -> Dress:
    """How a look is drawn."""
    return _DRESSES[look]


def font_of(look: Look, size: float | None = None, *, mirrored: bool = False) -> Font:
    """The letters of a look, or the same in `size` points."""
    dress = _DRESSES[look]
    return Font(
        name=FONT,
        size=size or dress.size,
        bold=dress.bold,
        # Scripts that run from right to left have no slanted letters.
        italic=dress.italic and not mirrored,
        underline="single" if dress.underline else None,
        color=dress.colour,
    )


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


def _named(look: Look, dress: Dress, mirrored: bool) -> NamedStyle:
    unlocked = look in (Look.INPUT, Look.LEVEL, Look.SLEEPING, Look.OPTIONAL)
    return NamedStyle(
        name=look.value,
        font=font_of(look, mirrored=mirrored),
        fill=_fill(dress.fill) if dress.fill else PatternFill(),
        border=dress.border or Border(),
        alignment=alignment_of(look, mirrored=mirrored),
        protection=Protection(locked=not unlocked),
    )


_GENERAL = NumberFormat(numFmtId=0, formatCode="General")
"""Older Excels show more than 255 characters of a text cell as ########; in this format they do not."""
LONG = DifferentialStyle(numFmt=_GENERAL)
"""A long text in a text cell. The last rule of a cell: LibreOffice applies one rule alone."""
ASKED = DifferentialStyle(fill=_fill(INPUT_FILL), border=_box(INPUT_LINE), font=Font(color=INK), numFmt=_GENERAL)
"""An answer cell whose question is asked."""
OPEN_TO = DifferentialStyle(fill=_fill(PAPER), border=_box(INPUT_LINE, "dotted"), font=Font(color=INK), numFmt=_GENERAL)
"""A cell that may be filled in and need not."""
CHOICE = DifferentialStyle(fill=_fill(INPUT_FILL), border=_box(INPUT_LINE), font=Font(color=INK))
"""A list whose question is asked."""
WRONG = DifferentialStyle(fill=_fill(WARN_FILL), border=_box(WARN_INK), font=Font(bold=True, color=WARN_INK))
"""An entry that breaks its rule, stands beside no question, or belongs to another level."""
ATTENTION = DifferentialStyle(font=Font(bold=True, color=WARN_INK))
"""A status that asks for a second look."""
DONE = DifferentialStyle(font=Font(color=DONE_INK, bold=True))
"""A status that asks for nothing more."""
LEADS = DifferentialStyle(font=Font(color=BLUE, underline="single"))
"""A formula that is a link."""
