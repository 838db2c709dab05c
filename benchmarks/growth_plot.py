"""The plot of time and of memory against the number of submissions, as an SVG."""

from __future__ import annotations

import io
from collections.abc import Sequence

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import StrMethodFormatter

from benchmarks.growth import Grown, each_one
from schemas.excel.house_style import MUTED, NAVY

_LIMIT = 300
"""Megabytes that the main process may have."""
_INK, _OTHER = f"#{NAVY}", f"#{MUTED}"


def drawn(grown: Sequence[Grown]) -> bytes:
    """Both side by side; `grown` begins with one file alone. The same for the same figures."""
    settings = {"svg.hashsalt": "growth", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 9}
    with rc_context(settings):
        figure = Figure(figsize=(8, 3.2), layout="constrained")
        FigureCanvasSVG(figure)
        time, memory = figure.subplots(1, 2)
        _draw_time(time, grown)
        _draw_memory(memory, grown)
        # Where no line is, as long as time grows in proportion and memory stays below its limit.
        for axes, legend in (
            (time, {"loc": "upper left"}),
            (memory, {"loc": "center right", "bbox_to_anchor": (1, 0.75)}),
        ):
            axes.set_xlabel("submissions")
            axes.set_xlim(left=0)
            axes.set_ylim(bottom=0)
            axes.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
            axes.yaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
            axes.spines[["top", "right"]].set_visible(False)
            axes.legend(frameon=False, **legend)
        target = io.BytesIO()
        figure.savefig(target, format="svg", metadata={"Date": None, "Creator": None})
    return target.getvalue()


def _draw_time(axes: Axes, grown: Sequence[Grown]) -> None:
    one, *more = grown
    numbers, largest = [each.number for each in more], more[-1]
    reading, writing = each_one(one, largest)
    start = one.processors
    axes.set_title("Seconds of processor", loc="left")
    straight = [start + number * (reading + writing) for number in (0, largest.number)]
    axes.plot([0, largest.number], straight, color=_OTHER, linewidth=0.8, linestyle="--", label="a straight line")
    axes.plot(numbers, [each.processors for each in more], "o-", color=_INK, label="all processes")
    axes.plot(numbers, [each.main for each in more], "s-", color=_OTHER, label="the main process")


def _draw_memory(axes: Axes, grown: Sequence[Grown]) -> None:
    _, *more = grown
    numbers = [each.number for each in more]
    axes.set_title("Megabytes at the most", loc="left")
    axes.axhline(_LIMIT, color=_OTHER, linewidth=0.8, linestyle="--", label=f"{_LIMIT} MB")
    axes.plot(numbers, [each.main_megabytes for each in more], "o-", color=_INK, label="the main process")
    axes.plot(numbers, [each.others_megabytes for each in more], "s-", color=_OTHER, label="all others together")
