"""The chart of the summary: how many Members stand at each level, one bar an indicator."""

from __future__ import annotations

import math

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties
from openpyxl.worksheet.worksheet import Worksheet

from schemas.excel import ooxml
from schemas.excel.house_style import INK, LEVELS, LINE, PAPER

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_ROW_CM = 0.62
_HEAD_CM = 3.4
_WIDTH_CM = 24
_NO_LEVEL = (PAPER, INK)
_HATCHING = PatternFillProperties(
    prst="ltUpDiag",
    # The type stubs know nothing of six digits, which it takes; light enough to read the number on it.
    fgClr=ColorChoice(srgbClr=LINE),  # type: ignore[arg-type]
    bgClr=ColorChoice(srgbClr=PAPER),  # type: ignore[arg-type]
)
"""What has no level is no step of the scale, and not to be taken for its lightest."""


def level_chart(sheet: Worksheet, first: int, last: int, rows: int, members: int) -> BarChart:
    """A stacked bar chart of the columns `first` to `last` over `rows` indicators.

    `members` is the length of each bar.
    """
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 35
    chart.title = "Members at each implementation level, by indicator"
    chart.add_data(Reference(sheet, first, 1, last, rows + 1), titles_from_data=True)
    chart.set_categories(Reference(sheet, 1, 2, 1, rows + 1))
    _dress_series(chart)
    chart.x_axis.scaling.orientation = "maxMin"
    # Turned round, the indicators would carry the scale along to the top, away from its reader.
    chart.y_axis.crosses = "max"
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, members or None
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.txPr = chart.y_axis.txPr = chart_text(900, INK)
    chart.y_axis.number_format = "0"
    chart.y_axis.majorGridlines = ChartLines(GraphicalProperties(ln=LineProperties(solidFill=LINE, w=6350)))
    chart.legend.position = "t"
    chart.width, chart.height = _WIDTH_CM, math.ceil(_HEAD_CM + _ROW_CM * rows)
    return chart


def _dress_series(chart: BarChart) -> None:
    """The colour, the name and the numbers of each level's part of the bars."""
    labels = [*(f"Level {level}" for level in LEVELS), "No level"]
    for series, (fill, ink), label in zip(chart.series, [*LEVELS.values(), _NO_LEVEL], labels, strict=True):
        series.graphicalProperties = GraphicalProperties(solidFill=fill, ln=LineProperties(solidFill=INK, w=6350))
        if fill == PAPER:
            series.graphicalProperties.solidFill, series.graphicalProperties.pattFill = None, _HATCHING
        series.tx = SeriesLabel(v=label)
        series.dLbls = DataLabelList(
            showVal=True,
            showSerName=False,
            showCatName=False,
            showLegendKey=False,
            showPercent=False,
            numFmt="0;;",
            txPr=chart_text(800, ink),
        )


def described(name: str, text: str) -> ooxml.Edit:
    """What gives the charts of a drawing a `name` and an alternative `text`, which openpyxl cannot give them."""

    def edit(drawing: bytes) -> bytes:
        root = ooxml.parse(drawing)
        for properties in root.iter(f"{{{_DRAWING}}}cNvPr"):
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
