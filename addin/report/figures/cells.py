"""Figures of cells: standards by region, and from level to level."""

from __future__ import annotations

from addin.figures.change import Changes
from addin.figures.survey import LEVELS, NOT_APPLICABLE
from addin.report.contents import Contents
from addin.report.figures.canvas import CURRENT, Canvas
from addin.report.figures.chart import SIZE, Chart, Plot, Row
from addin.report.figures.figure import Figure
from addin.report.figures.made import Sketch
from addin.report.in_words import Share
from schemas.excel.house_style import LEVELS as COLOURS
from schemas.excel.house_style import Pair


def shade(share: float) -> Pair:
    """The darker the greater: five steps from 0 to 1."""
    return COLOURS[1 + min(int(share * 5), 4)]


def standards_by_region(contents: Contents, sketch: Sketch) -> Figure:
    """The share at the levels 4 and 5 of each standard in each region, and of all Members."""
    regions = tuple(contents.standards_by_region)
    names = (*(contents.words.regions.get(region, region) for region in regions), contents.words.all_members)
    labels, cells = [], []
    for standard, found in contents.standards.items():
        shares = [contents.standards_by_region[region][standard].advanced for region in regions]
        labels.append(f"{standard}. {contents.survey.standards.get(standard, '')}")
        cells.append((*shares, found.advanced))
    totals = (*(found.advanced for found in contents.overall_by_region.values()), contents.everything.advanced)
    rows = [shares_row(sketch, label, shares) for label, shares in zip(labels, cells, strict=True)]
    rows.append(shares_row(sketch, sketch.words.all_standards, totals, is_apart=True))
    words = sketch.words.heat_map
    return sketch.figure(
        "heat-map",
        words.title,
        words.description,
        Chart(tuple(rows), heads=(), label_width=166, cells=names, bar=15.0),
        (contents.words.standard, *names),
        [
            (label, *(None if share is None else Share(share) for share in shares))
            for label, shares in zip([*labels, sketch.words.all_standards], [*cells, totals], strict=True)
        ],
    )


def shares_row(sketch: Sketch, label: str, shares: tuple[float | None, ...], *, is_apart: bool = False) -> Row:
    """A row of cells, each darker the greater its share."""

    def draw(canvas: Canvas, plot: Plot) -> None:
        width = plot.width / len(shares)
        for number, share in enumerate(shares):
            colours = None if share is None else shade(share)
            shaded_cell(
                canvas, Plot(plot.x + width * number, plot.y, width, plot.height), colours, sketch.say.share(share)
            )

    return Row(label, (), draw, is_apart=is_apart)


def shaded_cell(canvas: Canvas, plot: Plot, colours: Pair | None, text: str, *, bold: bool = False) -> None:
    """A cell with a text in it; empty where it has no colours."""
    x, y, width, height = plot
    canvas.box(x + 0.8, y, width - 1.6, height, f"#{colours.fill}" if colours else "", edge=0.2)
    ink = f"#{colours.ink}" if colours else CURRENT
    canvas.text(x + width / 2, y + height / 2 + SIZE * 0.36, text, SIZE, anchor="middle", bold=bold, colour=ink)


# --- from level to level -----------------------------------------------------------------------


def level_matrix(contents: Contents, sketch: Sketch) -> Figure:
    """How many went from which level to which; “Not applicable” stands outside the scale."""
    changes = contents.changes.all
    survey = contents.survey
    words = sketch.words.matrix
    years = {"year": survey.year or "", "year_before": survey.year_before or ""}
    names = {level: f"{level}. {contents.definition.wording.levels[level].label}" for level in LEVELS}
    rows = tuple(_from_level(sketch, names[level], level, changes) for level in LEVELS)
    counts = {"same": changes.same, "up": changes.up, "down": changes.down, "matched": changes.matched}
    return sketch.figure(
        "matrix",
        words.title.format(**years),
        words.description.format(**{name: sketch.say.number(count) for name, count in counts.items()}),
        Chart(
            rows,
            heads=(contents.words.number,),
            label_width=116,
            number_width=44,
            over=words.now.format(year=survey.year or ""),
            corner=words.before.format(year=survey.year_before or ""),
            cells=tuple(names.values()),
            bar=20.0,
        ),
        (words.before.format(year=survey.year_before or ""), *names.values(), contents.words.number),
        [(names[b], *(changes.matrix[b, now] for now in LEVELS), changes.at_level(b, before=True)) for b in LEVELS],
    )


def _from_level(sketch: Sketch, label: str, before: int, changes: Changes) -> Row:
    greatest = max(changes.matrix.values()) or 1
    total = sketch.say.number(changes.at_level(before, before=True))

    def draw(canvas: Canvas, plot: Plot) -> None:
        width = plot.width / len(LEVELS)
        for number, now in enumerate(LEVELS):
            count = changes.matrix[before, now]
            cell = Plot(plot.x + width * number, plot.y, width, plot.height)
            outside = NOT_APPLICABLE in {before, now}
            colours = None if outside or not count else shade((count / greatest) ** 0.5 * 0.99)
            shaded_cell(canvas, cell, colours, sketch.say.number(count), bold=before == now)
            if before == now:
                canvas.line((cell.x + 1.5, cell.x + width - 1.5), (plot.y + plot.height - 1,) * 2, width=1.4, alpha=0.8)

    return Row(label, (total,), draw)
