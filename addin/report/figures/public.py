"""The figures of a report to be published: drawn of what may be published, so that no length and no colour tells more.

Levels that are shown together are one part of a bar, hatched, which says which they are. A table of such a figure has
a row for each part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from addin.figures.disclosure import Between, PublicItem
from addin.figures.disclosure import Cell as Levels
from addin.figures.statistics import Item
from addin.report.figures.amounts import both_ways, part_row
from addin.report.figures.canvas import Canvas
from addin.report.figures.cells import shade, shaded_cell
from addin.report.figures.chart import Chart, Plot, Row, Swatch
from addin.report.figures.figure import Figure
from addin.report.figures.made import Sketch
from addin.report.figures.series import series
from addin.report.figures.spread import GROUP_WIDTH, QUARTERS
from addin.report.figures.text_width import width_of
from addin.report.in_words import NOTHING, Cell, InWords, Share
from addin.report.public import PublicContents, called, share_of
from schemas.excel.house_style import INK, PAPER, Pair
from schemas.excel.house_style import LEVELS as COLOURS
from schemas.loading.reporting import load_part
from schemas.models.figure_words import FigureWords

_DARK, _LIGHT, _PLAIN = f"#{COLOURS[4].fill}", f"#{COLOURS[2].fill}", COLOURS[1]
_PERCENT = "%"
_NO_LEVEL = "Ø"
"""Stands for those without a level in a part of a bar: a dash says that something is not shown."""
_SIZE = 6.5
_Drawing = Callable[[PublicContents, Sketch], Figure]


def public_figures(contents: PublicContents) -> tuple[Figure, ...]:
    """The figures that `contents` has something for."""
    words: FigureWords = load_part(contents.language, "figures", FigureWords)
    sketch = Sketch(words, InWords(contents.language), contents.direction == "rtl")
    return tuple(draw(contents, sketch) for draw in _drawings(contents))


def _drawings(contents: PublicContents) -> Iterator[_Drawing]:
    if contents.total is not None:
        yield _response
    if contents.has_results:
        yield from (_standards, _indicators)
        if any(contents.published.by_region.values()):
            yield _steps
    if contents.published.changes:
        yield _changes
    if len(contents.years) > 1:
        yield _series
    if contents.published.themes:
        yield _themes
    if any(each.median is not None for each in contents.published.information.values()):
        yield _information


def _response(contents: PublicContents, sketch: Sketch) -> Figure:
    words, common, say = sketch.words.response, contents.words.common, sketch.say
    rows = [
        (
            common.regions[each.region] if each.region else common.all_members,
            each.answered,
            each.asked,
            Share(each.rate or 0),
        )
        for each in contents.published.response
    ]
    *_, (_, answered, asked, rate) = rows
    return sketch.figure(
        "response",
        words.title,
        words.description.format(answered=say.number(answered), asked=say.number(asked), share=say.share(rate)),
        Chart(
            tuple(part_row(sketch, *row, is_apart=row is rows[-1]) for row in rows),
            heads=(words.answered, words.asked, common.response_rate),
            number_width=52,
            marks=tuple((at, say.share(at)) for at in QUARTERS),
        ),
        (common.region, words.answered, words.asked, common.response_rate),
        rows,
    )


# --- levels ----------------------------------------------------------------------------------
class _Spread(NamedTuple):
    label: str
    cells: tuple[Levels, ...]
    group: str = ""
    is_apart: bool = False


def _standards(contents: PublicContents, sketch: Sketch) -> Figure:
    rows = [
        _Spread(f"{standard}. {contents.asked.standards[standard]}", cells)
        for standard, cells in contents.published.standards.items()
    ]
    rows.append(_Spread(sketch.words.all_standards, contents.everything, is_apart=True))
    title = sketch.words.standards.title
    return _spread_figure(contents, sketch, "standards", title, rows, contents.words.common.standard)


def _indicators(contents: PublicContents, sketch: Sketch) -> Figure:
    rows = [
        _Spread(
            each.number,
            contents.published.indicators[each.number],
            f"{each.standard}. {contents.asked.standards[each.standard]}",
        )
        for each in contents.asked.indicators
    ]
    title = sketch.words.indicators.title
    return _spread_figure(contents, sketch, "indicators", title, rows, contents.words.common.indicator)


def _spread_figure(
    contents: PublicContents, sketch: Sketch, key: str, title: str, found: Sequence[_Spread], heading: str
) -> Figure:
    words, is_grouped = contents.words, any(row.group for row in found)
    return sketch.figure(
        key,
        title,
        words.public.figures.bars,
        Chart(
            tuple(_spread_row(sketch, row) for row in found),
            heads=(sketch.words.advanced,),
            label_width=26 if is_grouped else 150,
            group_width=GROUP_WIDTH if is_grouped else 0.0,
            number_width=44,
            marks=tuple((at, sketch.say.share(at)) for at in QUARTERS),
            key=_key(contents),
            bar=9.0,
        ),
        (heading, words.public.levels, words.public.assessments),
        [(row.label, called(cell, contents), cell.number) for row in found for cell in row.cells],
    )


def _key(contents: PublicContents) -> tuple[Swatch, ...]:
    levels = tuple(Swatch(COLOURS[level], str(level), words.label) for level, words in contents.asked.levels.items())
    no_level = Swatch(Pair(PAPER, INK), _NO_LEVEL, contents.words.common.no_level)
    return (no_level, *levels, Swatch(None, "", contents.words.public.shown_together))


def _spread_row(sketch: Sketch, row: _Spread) -> Row:
    found = share_of(row.cells)
    total = sum(cell.number for cell in row.cells)

    def draw(canvas: Canvas, plot: Plot) -> None:
        x = plot.x
        for cell in row.cells:
            width = plot.width * cell.number / (total or 1)
            _part(canvas, Plot(x, plot.y, width, plot.height), cell, sketch.say.number(cell.number))
            x += width

    return Row(row.label, (sketch.say.share(found.share) if found else NOTHING,), draw, row.group, row.is_apart)


def _part(canvas: Canvas, plot: Plot, cell: Levels, number: str) -> None:
    """One part of a bar: of a level its colour and its number; of several hatched, and which they are."""
    middle, base = plot.x + plot.width / 2, plot.y + plot.height / 2 + 2.3
    level = cell.states[0]
    if len(cell.states) > 1:
        canvas.box(plot.x, plot.y, plot.width, plot.height, "", hatched=True)
        text = "+".join(_NO_LEVEL if state is None else str(state) for state in cell.states)
        room = width_of(text, _SIZE) + 4
        if room <= plot.width:
            canvas.box(middle - room / 2, plot.y + 0.6, room, plot.height - 1.2, f"#{_PLAIN.fill}", edge=0)
            canvas.text(middle, base, text, _SIZE, anchor="middle", colour=f"#{_PLAIN.ink}")
        return
    canvas.box(plot.x, plot.y, plot.width, plot.height, "" if level is None else f"#{COLOURS[level].fill}")
    if level is not None and width_of(number, _SIZE) + 4 <= plot.width:
        canvas.text(middle, base, number, _SIZE, anchor="middle", colour=f"#{COLOURS[level].ink}")


# --- regions ---------------------------------------------------------------------------------
def steps_in_words(found: Between | None, say: InWords) -> str:
    """`40–60%`."""
    return NOTHING if found is None else f"{say.number(found.low)}–{say.share(found.high / 100)}"


def _steps(contents: PublicContents, sketch: Sketch) -> Figure:
    common, shown = contents.words.common, contents.published.by_region
    names = (*(common.regions[region] for region in shown), common.all_members)
    rows: list[Row] = []
    cells: list[tuple[Cell, ...]] = []
    for standard, title in contents.asked.standards.items():
        found = [shares.get(standard) for shares in shown.values()]
        everybody = share_of(contents.published.standards[standard])
        shares = [None if each is None else (each.low + each.high) / 200 for each in found]
        shares.append(None if everybody is None else everybody.share)
        texts = [steps_in_words(each, sketch.say) for each in found]
        texts.append(NOTHING if everybody is None else sketch.say.share(everybody.share))
        rows.append(Row(f"{standard}. {title}", (), _shaded(shares, texts)))
        cells.append((f"{standard}. {title}", *texts))
    return sketch.figure(
        "heat-map",
        sketch.words.heat_map.title,
        contents.words.public.figures.steps,
        Chart(tuple(rows), heads=(), label_width=166, cells=names, bar=15.0),
        (common.standard, *names),
        cells,
    )


def _shaded(shares: Sequence[float | None], texts: Sequence[str]) -> Callable[[Canvas, Plot], None]:
    def draw(canvas: Canvas, plot: Plot) -> None:
        width = plot.width / len(shares)
        for number, (share, text) in enumerate(zip(shares, texts, strict=True)):
            place = Plot(plot.x + width * number, plot.y, width, plot.height)
            shaded_cell(canvas, place, None if share is None else shade(share), text)

    return draw


# --- change, themes, information -------------------------------------------------------------
def _changes(contents: PublicContents, sketch: Sketch) -> Figure:
    common, words, changes = contents.words.common, contents.words.public, contents.published.changes
    reach = max(max(each.up, each.down) for each in changes.values()) or 1
    found = [(f"{standard}. {contents.asked.standards[standard]}", *changes[standard]) for standard in sorted(changes)]
    return sketch.figure(
        "changes",
        words.figures.changes_title.format(year=contents.year_before),
        words.figures.changes,
        Chart(
            tuple(
                Row(label, tuple(map(sketch.say.number, numbers)), both_ways(numbers[1] / reach, numbers[2] / reach))
                for label, *numbers in found
            ),
            heads=(words.compared, common.up, common.down),
            number_width=46,
            key=(Swatch(COLOURS[4], "", common.up), Swatch(COLOURS[2], "", common.down)),
            marks=((0.5, "0"),),
        ),
        (common.standard, words.compared, common.up, common.down),
        found,
    )


def _series(contents: PublicContents, sketch: Sketch) -> Figure:
    return series(contents.years, contents.asked.standards, contents.words.common, sketch)


def _themes(contents: PublicContents, sketch: Sketch) -> Figure:
    words, common = sketch.words.themes, contents.words.common
    found = [(contents.asked.themes[code], members) for code, members in contents.published.themes.items()]
    greatest = max(members for _, members in found)

    def bar(members: int) -> Callable[[Canvas, Plot], None]:
        return lambda canvas, plot: canvas.box(plot.x, plot.y, plot.width * members / greatest, plot.height, _DARK)

    rows = tuple(Row(label, (sketch.say.number(members),), bar(members)) for label, members in found)
    return sketch.figure(
        "themes",
        words.title,
        words.description,
        Chart(rows, heads=(words.members_short,), number_width=60),
        (common.theme, words.members_short),
        found,
    )


def _information(contents: PublicContents, sketch: Sketch) -> Figure:
    words, public = sketch.words.information, contents.words.public.figures
    found = [(item, each) for item, each in contents.published.information.items() if each.median is not None]
    heads = (words.unit, contents.words.common.members, words.lower, words.median, words.upper)
    cells = [_item_cells(contents, item, each) for item, each in found]
    return sketch.figure(
        "information",
        public.information_title,
        public.information,
        Chart(
            tuple(
                Row(label, tuple(map(sketch.say.cell, numbers)), _strip(item, each))
                for (item, each), (label, *numbers) in zip(found, cells, strict=True)
            ),
            heads=heads,
            number_width=37,
            label_width=150,
            size=7.0,
        ),
        (words.item, *heads),
        cells,
    )


def _item_cells(contents: PublicContents, item: Item, each: PublicItem) -> tuple[str, *tuple[Cell, ...]]:
    label = f"{item.standard} ({item.item}) {contents.asked.items.get((item.standard, item.item), '')}"
    return (label, contents.unit_called(item), each.members, each.lower, each.median, each.upper)


def _strip(item: Item, each: PublicItem) -> Callable[[Canvas, Plot], None]:
    known = [number for number in (each.lower, each.median, each.upper) if number is not None]
    low, high = (0.0, max(100.0, *known)) if item.unit == _PERCENT else (min(0.0, *known), max(0.0, *known))
    reach = (high - low) or 1.0

    def draw(canvas: Canvas, plot: Plot) -> None:
        def at(value: float) -> float:
            return plot.x + plot.width * (value - low) / reach

        half = plot.height / 2
        canvas.line((plot.x, plot.x + plot.width), (plot.y + plot.height,) * 2, width=0.3, alpha=0.3)
        if each.lower is not None and each.upper is not None:
            width = at(each.upper) - at(each.lower)
            canvas.box(at(each.lower), plot.y + half * 0.3, width, half * 1.4, _LIGHT)
        if each.median is not None:
            canvas.line((at(each.median),) * 2, (plot.y, plot.y + plot.height), width=1.8)

    return draw
