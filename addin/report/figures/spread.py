"""Distributions over the levels as divided bars: by standard, by indicator, by region."""

from __future__ import annotations

from addin.figures.distribution import Distribution
from addin.figures.survey import LEVELS, NOT_APPLICABLE
from addin.report.contents import Contents
from addin.report.figures.canvas import Canvas
from addin.report.figures.chart import SIZE, Chart, Plot, Row, Swatch
from addin.report.figures.figure import Figure
from addin.report.figures.made import Sketch
from addin.report.figures.text_width import width_of
from addin.report.in_words import Cell, Share
from schemas.excel.house_style import LEVELS as COLOURS
from schemas.models.figure_words import LevelsFigure

ON_SCALE = tuple(level for level in LEVELS if level != NOT_APPLICABLE)
QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)
GROUP_WIDTH = 172.0
"""The room for the titles of standards beside their indicators, in points."""


def levels_by_standard(contents: Contents, sketch: Sketch) -> Figure:
    """All Members, by standard."""
    rows = [(_standard(contents, s), d) for s, d in contents.standards.items()]
    words = sketch.words.standards
    return _spread_figure(contents, sketch, "standards", words, rows, contents.words.standard)


def levels_by_region(contents: Contents, sketch: Sketch) -> Figure:
    """All indicators, by region and of all Members."""
    names = contents.words.regions
    rows = [(names.get(region, region), found) for region, found in contents.overall_by_region.items()]
    words = sketch.words.regions
    return _spread_figure(contents, sketch, "regions", words, rows, contents.words.region)


def _spread_figure(
    contents: Contents,
    sketch: Sketch,
    key: str,
    words: LevelsFigure,
    found: list[tuple[str, Distribution]],
    heading: str,
) -> Figure:
    total = contents.everything
    rows = [spread_row(sketch, label, each) for label, each in found]
    rows.append(spread_row(sketch, contents.words.all_members, total, is_apart=True))
    return sketch.figure(
        key,
        words.title,
        words.description.format(share=sketch.say.share(total.advanced)),
        spread_chart(contents, sketch, tuple(rows), label_width=150),
        (heading, *spread_header(contents, sketch)),
        [(label, *spread_cells(each)) for label, each in [*found, (contents.words.all_members, total)]],
    )


def levels_by_indicator(contents: Contents, sketch: Sketch) -> Figure:
    """All Members, by indicator, under the titles of their standards."""
    rows = tuple(
        spread_row(sketch, each.number, contents.indicators[each.number], group=_standard(contents, each.standard))
        for each in contents.survey.indicators
    )
    words = sketch.words.indicators
    share = contents.everything.advanced
    return sketch.figure(
        "indicators",
        words.title,
        words.description.format(share=sketch.say.share(share)),
        spread_chart(contents, sketch, rows, label_width=26, group_width=152),
        (contents.words.indicator, *spread_header(contents, sketch)),
        [(each.number, *spread_cells(contents.indicators[each.number])) for each in contents.survey.indicators],
    )


def _standard(contents: Contents, standard: int) -> str:
    return f"{standard}. {contents.survey.standards.get(standard, '')}"


# --- the bars --------------------------------------------------------------------------------


def spread_chart(
    contents: Contents,
    sketch: Sketch,
    rows: tuple[Row, ...],
    *,
    label_width: float,
    group_width: float = 0.0,
    size: float = SIZE,
) -> Chart:
    """Rows of divided bars with their key, their scale and the columns of numbers beside them."""
    return Chart(
        rows,
        heads=tuple(spread_header(contents, sketch)[i] for i in (4, 5, 6, 7)),
        label_width=label_width,
        group_width=group_width,
        number_width=30,
        marks=tuple((at, sketch.say.share(at)) for at in QUARTERS),
        key=level_key(contents),
        bar=9.0 if not group_width else 8.0,
        size=size,
        pad=2.6 if size == SIZE else 1.6,
    )


def level_key(contents: Contents, levels: tuple[int, ...] = ON_SCALE) -> tuple[Swatch, ...]:
    """The levels with their names."""
    names = contents.definition.wording.levels
    return tuple(Swatch(COLOURS[level], str(level), names[level].label) for level in levels)


def spread_header(contents: Contents, sketch: Sketch) -> tuple[str, ...]:
    """What the columns of `spread_cells` are called."""
    words = sketch.words
    levels = (words.level.format(level=level) for level in ON_SCALE)
    not_applicable = contents.definition.wording.levels[NOT_APPLICABLE].label
    return (*levels, words.advanced, words.applicable, not_applicable, words.no_level)


def spread_cells(found: Distribution) -> tuple[Cell, ...]:
    """The shares of the levels 2 to 5, that of 4 and 5, and the counts: on the scale, not applicable, no level."""
    shares = (found.share(level) for level in ON_SCALE)
    advanced = found.advanced
    return (
        *(None if share is None else Share(share) for share in shares),
        None if advanced is None else Share(advanced),
        found.applicable,
        found.not_applicable,
        found.no_level,
    )


def spread_row(
    sketch: Sketch, label: str, found: Distribution, *, group: str = "", is_apart: bool = False, begins: bool = False
) -> Row:
    """A bar divided by the shares of the levels, with its numbers."""
    numbers = tuple(sketch.say.cell(cell) for cell in spread_cells(found)[4:])
    shares = {level: found.share(level) for level in ON_SCALE}

    def draw(canvas: Canvas, plot: Plot) -> None:
        x = plot.x
        for level, share in shares.items():
            if share is not None:
                width = share * plot.width
                _segment(canvas, Plot(x, plot.y, width, plot.height), level, sketch.say.share(share))
                x += width
        if not found.applicable and found.total:
            canvas.box(plot.x, plot.y, plot.width, plot.height, "", hatched=True)

    return Row(label, numbers, draw, group, is_apart, begins)


def _segment(canvas: Canvas, plot: Plot, level: int, text: str) -> None:
    colours = COLOURS[level]
    canvas.box(plot.x, plot.y, plot.width, plot.height, f"#{colours.fill}")
    if width_of(text, 6.5) + 4 <= plot.width:
        middle = plot.x + plot.width / 2
        canvas.text(middle, plot.y + plot.height / 2 + 2.3, text, 6.5, anchor="middle", colour=f"#{colours.ink}")
