"""The chart of returns: how many Members have returned something by the end of each week, by region."""

from __future__ import annotations

from itertools import cycle

from openpyxl.chart import LineChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.worksheet.worksheet import Worksheet

from addin.results.charts import chart_text
from schemas.excel.house_style import BLUE, INK, LINE, MUTED, NAVY, WARN_INK

NAME = "Returns by week"
DESCRIPTION = (
    "Line chart: for each week, the number of Members that have returned something by its end, in each WCO region and"
    " in all. The same numbers stand in the table beside it."
)
_WIDTH_CM, _HEIGHT_CM = 24, 12
_LINE, _BOLD = 19_050, 38_100
"""Widths of lines, in English Metric Units: 1.5 and 3 points."""
_REGIONS = tuple(zip(cycle((BLUE, WARN_INK, MUTED)), ("solid", "dash", "sysDot", "dashDot", "lgDash", "sysDash")))
"""The colour and the dashes of each region's line, so that they are told apart in grey as well."""
_MARKS = ("circle", "square", "triangle", "diamond", "x", "plus")


def returns_chart(sheet: Worksheet, first: int, last: int, weeks: int) -> LineChart:
    """A line chart of the columns `first` to `last` over `weeks`: a line a region, and the last for all of them."""
    chart = LineChart()
    chart.title = "Members that have returned something, by week"
    chart.add_data(Reference(sheet, first, 1, last, weeks + 1), titles_from_data=True)
    chart.set_categories(Reference(sheet, 1, 2, 1, weeks + 1))
    *regions, total = chart.series
    for series, (colour, dash), mark in zip(regions, cycle(_REGIONS), cycle(_MARKS), strict=False):
        line = LineProperties(solidFill=colour, prstDash=dash, w=_LINE)  # type: ignore[arg-type]
        series.graphicalProperties = GraphicalProperties(ln=line)
        series.marker.symbol, series.marker.size = mark, 6
        series.marker.graphicalProperties = GraphicalProperties(solidFill=colour, ln=LineProperties(solidFill=colour))
    total.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=NAVY, w=_BOLD))
    total.marker.symbol = "circle"
    total.marker.graphicalProperties = GraphicalProperties(solidFill=NAVY, ln=LineProperties(solidFill=NAVY))
    for series in chart.series:
        # A curve through weeks that were never counted would show more than is known.
        series.smooth = False
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.txPr = chart.y_axis.txPr = chart_text(900, INK)
    chart.y_axis.scaling.min, chart.y_axis.number_format = 0, "0"
    chart.y_axis.majorGridlines = ChartLines(GraphicalProperties(ln=LineProperties(solidFill=LINE, w=6350)))
    if chart.legend is not None:
        chart.legend.position = "t"
    chart.width, chart.height = _WIDTH_CM, _HEIGHT_CM
    return chart
