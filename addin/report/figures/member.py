"""One Member's levels among those of all, with the levels of the year before."""

from __future__ import annotations

from addin.figures.distribution import EMPTY, Distribution
from addin.figures.survey import LEVELS
from addin.report.contents import Contents
from addin.report.figures.canvas import Canvas
from addin.report.figures.cells import shade
from addin.report.figures.chart import Chart, Plot, Row, Swatch
from addin.report.figures.figure import Figure
from addin.report.figures.made import Sketch, sketch_of
from addin.report.figures.spread import GROUP_WIDTH
from addin.report.in_words import Share
from schemas.excel.house_style import INK, PAPER, Pair
from schemas.excel.house_style import LEVELS as COLOURS

_DOT = f"#{COLOURS[5].fill}"
_DOT_RIM = f"#{PAPER}"


def member_figure(contents: Contents, country: str, sketch: Sketch | None = None) -> Figure:
    """The levels of `country`, which is one of `contents.members`. Raises KeyError where it is not."""
    sketch = sketch or sketch_of(contents)
    member = contents.members[country]
    before = contents.levels_before.get(country, {})
    regional = contents.indicators_by_region.get(member.region, {})
    words, name = sketch.words.member, contents.name_of(country)
    rows, cells = [], []
    for each in contents.survey.indicators:
        everybody, region = contents.indicators[each.number], regional.get(each.number, EMPTY)
        level, earlier = member.levels.get(each.number), before.get(each.number)
        shares = tuple(None if d.advanced is None else Share(d.advanced) for d in (region, everybody))
        group = f"{each.standard}. {contents.survey.standards.get(each.standard, '')}"
        numbers = tuple(map(sketch.say.cell, shares))
        rows.append(Row(each.number, numbers, _Ladder(everybody, level, earlier, sketch.words.no_level), group))
        cells.append((each.number, level, *((earlier,) if before else ()), *shares))
    last_year = words.last_year.format(year=contents.survey.year_before or "")
    return sketch.figure(
        f"member-{country}",
        words.title.format(member=name),
        words.description.format(member=name),
        Chart(
            tuple(rows),
            heads=(words.region, words.all),
            label_width=26,
            group_width=GROUP_WIDTH,
            number_width=48,
            cells=tuple(map(str, LEVELS)),
            key=_key(contents, sketch, last_year if before else ""),
            bar=9.0,
            size=7.5,
            pad=1.1,
        ),
        (contents.words.indicator, words.this_year, *((last_year,) if before else ()), words.region, words.all),
        cells,
    )


def _key(contents: Contents, sketch: Sketch, last_year: str) -> tuple[Swatch, ...]:
    this_year = Swatch(COLOURS[5], "", sketch.words.member.this_year, is_dot=True)
    earlier = (Swatch(None, "", last_year, hollow=True, is_dot=True),) if last_year else ()
    names = contents.definition.wording.levels
    levels = (Swatch(Pair(PAPER, INK), str(level), names[level].label) for level in LEVELS)
    return (*levels, this_year, *earlier, Swatch(COLOURS[3], "", sketch.words.member.shading))


class _Ladder:
    """Five cells, darker the more Members stand there, with the Member's place."""

    def __init__(self, everybody: Distribution, level: int | None, before: int | None, no_level: str) -> None:
        self.everybody, self.level, self.before, self.no_level = everybody, level, before, no_level

    def __call__(self, canvas: Canvas, plot: Plot) -> None:
        width = plot.width / len(LEVELS)
        given = sum(self.everybody.at_level) or 1
        for number, level in enumerate(LEVELS):
            share = self.everybody.at_level[level - 1] / given
            # A Member's mark must show on every cell: the darkest two steps are not used.
            colours = shade(min(share, 0.59)) if share else None
            x = plot.x + width * number
            canvas.box(x + 0.8, plot.y, width - 1.6, plot.height, f"#{colours.fill}" if colours else "", edge=0.2)
        middle = plot.y + plot.height / 2
        same = self.before == self.level
        if self.before is not None:
            canvas.dot(
                plot.x + width * (self.before - 0.5), middle, 3.9 if same else 3.1, _DOT_RIM, f"#{COLOURS[5].fill}"
            )
        if self.level is not None:
            canvas.dot(plot.x + width * (self.level - 0.5), middle, 2.4 if same else 3.1, _DOT, _DOT)
        else:
            x = plot.x + width * free_of(self.before)
            canvas.text(x, middle + 2.3, self.no_level, 6.5, anchor="middle", colour=f"#{INK}")


def free_of(level: int | None) -> float:
    """The middle of the cells that are free on the wider side of `level`, in cells from where reading begins."""
    if level is None:
        return len(LEVELS) / 2
    before, after = level - 1, len(LEVELS) - level
    return before / 2 if before > after else level + after / 2
