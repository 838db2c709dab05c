"""The years one beside the other: the share at the levels 4 and 5 of each standard, and who answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from addin.figures.years import YearShares
from addin.report.figures.cells import shares_row
from addin.report.figures.chart import Chart
from addin.report.figures.figure import Figure
from addin.report.figures.made import Sketch
from addin.report.in_words import Share
from schemas.models.reporting import CommonWords

MOST = 10
"""So many years have room beside each other: the latest ones."""


def series(years: Sequence[YearShares], standards: Mapping[int, str], common: CommonWords, sketch: Sketch) -> Figure:
    """The latest of `years`, of which there are two at least, by `standards` with their titles."""
    shown = years[-MOST:]
    names = tuple(str(each.year) for each in shown)
    found = [
        (f"{standard}. {title}", tuple(each.standards.get(standard) for each in shown))
        for standard, title in standards.items()
    ]
    totals = [
        (sketch.words.all_standards, tuple(each.all_standards for each in shown)),
        (common.response_rate, tuple(each.response for each in shown)),
    ]
    rows = [shares_row(sketch, label, shares) for label, shares in found]
    rows += [shares_row(sketch, label, shares, is_apart=True) for label, shares in totals]
    words = sketch.words.series
    return sketch.figure(
        "series",
        words.title,
        words.description,
        Chart(tuple(rows), heads=(), label_width=166, cells=names, bar=15.0),
        (common.standard, *names),
        [
            (label, *(None if share is None else Share(share) for share in shares))
            for label, shares in (*found, *totals)
        ],
    )
