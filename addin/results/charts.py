"""Bar charts that stand beside the rows they draw, each bar at the height of its row.

Their colours are told apart by lightness, as the levels' are; what is not on the scale is hatched. openpyxl
cannot write all of a chart: `described` and `finish_chart` put the rest right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.legend import Legend
from openpyxl.chart.series import Series
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.worksheet.worksheet import Worksheet

from schemas.excel import ooxml
from schemas.excel.house_style import DEFAULT_HEIGHT, INK, LEVELS, LINE, MUTED, NAVY, PAPER
from schemas.layout.places import column_letter

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_THIN = 6350
"""A line of half a point, in the units of drawings."""
_LETTERS = 900
"""Nine points, in hundredths."""
_NAMES, _EDGE = 34.0, 9.0
"""What the names of the bars take of a chart's width, and what is left at either end, in points."""
_POINTS = 5.25
"""The points in a unit of a column's width."""
Grouping = Literal["clustered", "stacked", "percentStacked"]
_HATCHING = PatternFillProperties(
    prst="ltUpDiag",
    # The type stubs know nothing of six digits, which it takes.
    fgClr=ColorChoice(srgbClr=MUTED),  # type: ignore[arg-type]
    bgClr=ColorChoice(srgbClr=PAPER),  # type: ignore[arg-type]
)
"""What is on no scale is no step of it, and not to be taken for its lightest."""
_LEGEND_LINE = 11.0
"""The height of a line of the legend or the title, in points."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of each bar: what it is called, the column of its numbers, and how it is filled."""

    label: str
    column: int
    fill: str = NAVY
    is_hatched: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart beside the rows `first` to `last` of a sheet, from `column` to `last_column`."""

    name: str
    text: str
    """What is said of it to those who do not see it."""
    parts: Sequence[Part]
    first: int
    last: int
    column: int
    last_column: int
    names: int
    """The column of the bars' names."""
    named: bool = True
    """Whether the names stand at the bars too, and not only in the rows beside them."""
    numbers: tuple[int, int] | None = None
    """The first row and the last of what is drawn, where it stands elsewhere; as many as `first` to `last`."""
    grouping: Grouping = "stacked"
    most: float | None = None
    """Where the scale ends; None to leave it to the program."""
    least: float | None = 0
    unit: float | None = None
    """From one line of the scale to the next; None to leave it to the program."""
    shown: str = "0"
    """The number format of the scale."""
    top: int = 1
    """The row that the chart's head begins in."""


def level_parts(labels: Mapping[int, str], columns: Mapping[int, int]) -> list[Part]:
    """A part for each level in `labels`, whose numbers stand in `columns`."""
    return [Part(f"{level} - {label}", columns[level], LEVELS[level].fill) for level, label in labels.items()]


def off_scale(label: str, column: int) -> Part:
    """The part of what stands outside the scale."""
    return Part(label, column, PAPER, is_hatched=True)


def without(label: str, column: int) -> Part:
    """The part of what is not known."""
    return Part(label, column, PAPER)


def add_bars(sheet: Worksheet, bars: Bars) -> None:
    """Draw `bars` on `sheet`, whose rows have their heights by now."""
    chart = BarChart()
    chart.type, chart.grouping, chart.gapWidth = "bar", bars.grouping, 35
    chart.overlap = None if bars.grouping == "clustered" else 100
    first, last = bars.numbers or (bars.first, bars.last)
    for part in bars.parts:
        chart.series.append(_series(sheet, part, first, last))
    chart.set_categories(Reference(sheet, bars.names, first, bars.names, last))
    _lay_out(chart, sheet, bars)
    _axes(chart, bars)
    sheet.add_chart(chart)


def _series(sheet: Worksheet, part: Part, first: int, last: int) -> Series:
    series: Series = SeriesFactory(Reference(sheet, part.column, first, part.column, last), title=part.label)
    properties = GraphicalProperties(solidFill=part.fill, ln=LineProperties(solidFill=INK, w=_THIN))
    if part.is_hatched:
        properties.solidFill, properties.pattFill = None, _HATCHING
    series.graphicalProperties, series.invertIfNegative = properties, False
    return series


def _lay_out(chart: BarChart, sheet: Worksheet, bars: Bars) -> None:
    """The chart from its head to one row below its last, and in it the bars at the heights of their rows."""
    head, body, foot = (
        sum(_height(sheet, row) for row in rows)
        for rows in (range(bars.top, bars.first), range(bars.first, bars.last + 1), (bars.last + 1,))
    )
    whole = head + body + foot
    width = sum(_width(sheet, column) for column in range(bars.column, bars.last_column + 1))
    left = (_NAMES if bars.named else _EDGE) / width
    chart.anchor = TwoCellAnchor(  # type: ignore[assignment]
        editAs="twoCell",
        _from=AnchorMarker(col=bars.column - 1, row=bars.top - 1),
        to=AnchorMarker(col=bars.last_column, row=bars.last + 1),
    )
    inner = ManualLayout(
        layoutTarget="inner",
        xMode="edge",
        yMode="edge",
        x=left,
        y=head / whole,
        w=1 - left - _EDGE / width,
        h=body / whole,
    )
    chart.layout = Layout(manualLayout=inner)
    chart.title = _title(bars.name, left, 1 / whole)
    if len(bars.parts) > 1:
        chart.legend = Legend()
        chart.legend.position = "t"
        chart.legend.txPr = chart_text(_LETTERS, INK)
        lines = len(bars.parts) * _LEGEND_LINE
        top = max(head - lines - 2, _LEGEND_LINE + 2)
        chart.legend.layout = Layout(
            manualLayout=ManualLayout(
                xMode="edge", yMode="edge", x=left, y=top / whole, w=1 - left, h=min(lines, head - top) / whole
            )
        )
    else:
        chart.legend = None


def _height(sheet: Worksheet, row: int) -> float:
    height = sheet.row_dimensions[row].height if row in sheet.row_dimensions else None
    hidden = row in sheet.row_dimensions and sheet.row_dimensions[row].hidden
    return 0 if hidden else height if height is not None else DEFAULT_HEIGHT


def _width(sheet: Worksheet, column: int) -> float:
    return float(sheet.column_dimensions[column_letter(column)].width) * _POINTS


def _title(text: str, left: float, top: float) -> Title:
    characters = CharacterProperties(sz=_LETTERS, b=True, solidFill=INK)
    run = RegularTextRun(rPr=characters, t=text)
    words = RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=characters), r=[run])])
    place = ManualLayout(xMode="edge", yMode="edge", x=left, y=top)
    return Title(tx=Text(rich=words), overlay=True, layout=Layout(manualLayout=place))


def _axes(chart: BarChart, bars: Bars) -> None:
    chart.x_axis.scaling.orientation = "maxMin"
    # Turned round, the names would carry the scale along to the top, away from its reader.
    chart.y_axis.crosses = "max"
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = bars.least, bars.most
    chart.y_axis.majorUnit = bars.unit
    chart.x_axis.delete, chart.y_axis.delete = not bars.named, False
    chart.x_axis.tickLblPos = "low"
    chart.x_axis.tickLblSkip = 1
    chart.x_axis.txPr = chart.y_axis.txPr = chart_text(_LETTERS, INK)
    chart.y_axis.number_format = bars.shown
    chart.y_axis.majorGridlines = ChartLines(GraphicalProperties(ln=LineProperties(solidFill=LINE, w=_THIN)))


def described(*charts: tuple[str, str]) -> ooxml.Edit:
    """What gives each chart of a drawing its name and its alternative text, which openpyxl cannot give them."""

    def edit(drawing: bytes) -> bytes:
        root = ooxml.parse(drawing)
        for properties, (name, text) in zip(root.iter(f"{{{_DRAWING}}}cNvPr"), charts, strict=True):
            properties.set("name", name)
            properties.set("descr", text)
        return ooxml.serialise(root)

    return edit


def finish_chart(xml: bytes) -> bytes:
    """The chart's XML with its own number formats, which openpyxl leaves to the cells: no 0 in the bars."""
    root = ooxml.parse(xml)
    for number_format in root.iter(f"{{{_CHART}}}numFmt"):
        number_format.set("sourceLinked", "0")
    return ooxml.serialise(root)


def chart_text(size: int, colour: str) -> RichText:
    """Text of `size` hundredths of a point."""
    characters = CharacterProperties(sz=size, solidFill=colour)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=characters), endParaRPr=characters)])
