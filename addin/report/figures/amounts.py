"""Figures of amounts: who answered, what went up and down, themes of support, additional information."""

from __future__ import annotations

import math
from collections.abc import Callable

from addin.figures.change import Changes
from addin.figures.response import Response
from addin.figures.statistics import Item, Quartiles, Summary, fences, is_outlier
from addin.report.contents import Contents
from addin.report.figures.canvas import Canvas
from addin.report.figures.chart import Chart, Plot, Row, Swatch
from addin.report.figures.figure import Figure
from addin.report.figures.made import Sketch
from addin.report.figures.spread import GROUP_WIDTH, QUARTERS
from addin.report.in_words import Cell, Share
from schemas.excel.house_style import LEVELS as COLOURS

_DARK, _LIGHT = f"#{COLOURS[4].fill}", f"#{COLOURS[2].fill}"
_PERCENT = "%"


def response(contents: Contents, sketch: Sketch) -> Figure:
    """How many answered, by region and of all."""
    words = sketch.words.response
    total = contents.response[-1]
    numbers = sketch.say
    rows = [(_region(contents, each), each.answered, each.asked, _share(each.rate)) for each in contents.response]
    return sketch.figure(
        "response",
        words.title,
        words.description.format(
            answered=numbers.number(total.answered), asked=numbers.number(total.asked), share=numbers.share(total.rate)
        ),
        Chart(
            tuple(part_row(sketch, *row, is_apart=row is rows[-1]) for row in rows),
            heads=(words.answered, words.asked, contents.words.response_rate),
            number_width=52,
            marks=tuple((at, numbers.share(at)) for at in QUARTERS),
        ),
        (contents.words.region, words.answered, words.asked, contents.words.response_rate),
        rows,
    )


def _region(contents: Contents, each: Response) -> str:
    return contents.words.regions.get(each.region, each.region) if each.region else contents.words.all_members


def _share(share: float | None) -> Share | None:
    return None if share is None else Share(share)


def part_row(sketch: Sketch, label: str, part: int, of: int, share: Share | None, *, is_apart: bool) -> Row:
    """A bar of a part out of a whole, with both as numbers and the share."""

    def draw(canvas: Canvas, plot: Plot) -> None:
        canvas.box(plot.x, plot.y, plot.width, plot.height, "")
        canvas.box(plot.x, plot.y, plot.width * (share or 0), plot.height, _DARK)

    return Row(label, tuple(map(sketch.say.cell, (part, of, share))), draw, is_apart=is_apart)


# --- up and down -----------------------------------------------------------------------------


def net_by_indicator(contents: Contents, sketch: Sketch) -> Figure:
    """How many went up and down at each indicator, on both sides of a line."""
    words, common = sketch.words.net, contents.words
    changes = contents.changes
    found = [(each, changes.by_indicator.get(each.number, Changes())) for each in contents.survey.indicators]
    reach = max((max(each.up, each.down) for _, each in found), default=0) or 1
    rows = tuple(
        Row(
            indicator.number,
            (sketch.say.number(each.up), sketch.say.number(each.down), sketch.say.change(each.net)),
            both_ways(each.up / reach, each.down / reach),
            f"{indicator.standard}. {contents.survey.standards.get(indicator.standard, '')}",
        )
        for indicator, each in found
    )
    return sketch.figure(
        "net",
        words.title.format(year_before=contents.survey.year_before or ""),
        words.description.format(up=sketch.say.number(changes.all.up), down=sketch.say.number(changes.all.down)),
        Chart(
            rows,
            heads=(common.up, common.down, common.net),
            label_width=26,
            group_width=GROUP_WIDTH,
            number_width=40,
            key=(Swatch(COLOURS[4], "", common.up), Swatch(COLOURS[2], "", common.down)),
            marks=((0.5, "0"),),
            bar=8.0,
        ),
        (common.indicator, common.up, common.down, common.net),
        [(indicator.number, each.up, each.down, each.net) for indicator, each in found],
    )


def both_ways(up: float, down: float) -> Callable[[Canvas, Plot], None]:
    """Bars on both sides of a line, as parts of the room there."""

    def draw(canvas: Canvas, plot: Plot) -> None:
        half = plot.width / 2
        canvas.box(plot.x + half, plot.y, half * up, plot.height, _DARK)
        canvas.box(plot.x + half * (1 - down), plot.y, half * down, plot.height, _LIGHT)

    return draw


def matched_by_standard(contents: Contents, sketch: Sketch) -> Figure:
    """The share at the levels 4 and 5 in both years of those on the scale in both, and of all this year."""
    words, survey = sketch.words.matched, contents.survey
    years = {"year": str(survey.year or ""), "year_before": str(survey.year_before or "")}
    changes, everybody = contents.changes_by_standard, contents.standards
    found = [
        (
            f"{standard}. {title}",
            _share(changes[standard].advanced_before),
            _share(changes[standard].advanced_now),
            _share(everybody[standard].advanced),
        )
        for standard, title in survey.standards.items()
        if standard in everybody
    ]
    return sketch.figure(
        "matched",
        words.title.format(**years),
        words.description.format(members=sketch.say.number(len(contents.matched))),
        Chart(
            tuple(
                Row(label, tuple(map(sketch.say.cell, shares)), _from_to(shares[0], shares[1]))
                for label, *shares in found
            ),
            heads=(*sorted(years.values()), contents.words.all_members),
            number_width=48,
            key=(
                Swatch(None, "", years["year_before"], hollow=True, is_dot=True),
                Swatch(COLOURS[4], "", years["year"], is_dot=True),
            ),
            marks=tuple((at, sketch.say.share(at)) for at in QUARTERS),
        ),
        (contents.words.standard, *sorted(years.values()), contents.words.all_members),
        found,
    )


def _from_to(before: Share | None, now: Share | None) -> Callable[[Canvas, Plot], None]:
    def draw(canvas: Canvas, plot: Plot) -> None:
        middle = plot.y + plot.height / 2
        if before is not None and now is not None:
            canvas.line(
                (plot.x + before * plot.width, plot.x + now * plot.width), (middle, middle), width=1.6, alpha=0.5
            )
        if now is not None:
            canvas.dot(plot.x + now * plot.width, middle, 3.4, _DARK)
        if before is not None:
            canvas.dot(plot.x + before * plot.width, middle, 3.4, "")

    return draw


# --- themes and additional information -------------------------------------------------------


def needs_by_theme(contents: Contents, sketch: Sketch) -> Figure:
    """How many Members have needs of which theme."""
    words = sketch.words.themes
    found = [(contents.theme_called(code), len(each.members), each.needs) for code, each in contents.themes.items()]
    greatest = max((members for _, members, _ in found), default=0) or 1

    def bar(members: int) -> Callable[[Canvas, Plot], None]:
        return lambda canvas, plot: canvas.box(plot.x, plot.y, plot.width * members / greatest, plot.height, _DARK)

    rows = tuple(
        Row(label, (sketch.say.number(members), sketch.say.number(needs)), bar(members))
        for label, members, needs in found
    )
    return sketch.figure(
        "themes",
        words.title,
        words.description,
        Chart(rows, heads=(words.members_short, words.needs), number_width=60),
        (contents.words.theme, words.members_short, words.needs),
        found,
    )


def information(contents: Contents, sketch: Sketch) -> Figure:
    """The quartiles of what was given in numbers."""
    return _information(contents, sketch, "information", sketch.words.information.title, _in_numbers(contents))


def information_parts(contents: Contents, sketch: Sketch, tallest: float) -> tuple[Figure, ...]:
    """The same in figures that are no taller than `tallest` points, where rows are not taller by themselves."""
    found = _in_numbers(contents)
    for parts in range(1, len(found) + 1):
        size = math.ceil(len(found) / parts)
        pieces = (found[start : start + size] for start in range(0, len(found), size))
        figures = tuple(
            _information(contents, sketch, f"information-{number}", _part_title(sketch, number, parts), piece)
            for number, piece in enumerate(pieces, 1)
        )
        if all(each.height <= tallest for each in figures):
            return figures
    return figures if found else ()


def _part_title(sketch: Sketch, part: int, parts: int) -> str:
    words = sketch.words.information
    return words.part_title.format(title=words.title, part=part, parts=parts) if parts > 1 else words.title


_InNumbers = tuple[Item, Summary, Quartiles]


def _in_numbers(contents: Contents) -> list[_InNumbers]:
    return [(item, each, q) for item, each in contents.information.items() if (q := each.quartiles) is not None]


def _information(contents: Contents, sketch: Sketch, key: str, title: str, found: list[_InNumbers]) -> Figure:
    words = sketch.words.information
    numbers = sketch.say
    rows = tuple(
        Row(
            f"{item.standard} ({item.item}) {contents.item_called(item)}",
            (
                contents.unit_called(item, each),
                *(numbers.cell(v) for v in (len(each.numbers), *q[1:4], each.outliers)),
            ),
            _strip(item, each, q),
        )
        for item, each, q in found
    )
    heads = (words.unit, words.values, words.lower, words.median, words.upper, words.outliers)
    return sketch.figure(
        key,
        title,
        words.description,
        Chart(rows, heads=heads, number_width=35, label_width=178, size=7.0),
        (contents.words.standard, words.item, *heads[:2], words.least, *heads[2:5], words.greatest, heads[5]),
        [_information_cells(contents, item, each, q) for item, each, q in found],
    )


def _information_cells(contents: Contents, item: Item, each: Summary, found: Quartiles) -> tuple[Cell, ...]:
    return (
        item.standard,
        f"{item.item}. {contents.item_called(item)}",
        contents.unit_called(item, each),
        len(each.numbers),
        *found,
        each.outliers,
    )


def _strip(item: Item, each: Summary, found: Quartiles) -> Callable[[Canvas, Plot], None]:
    limits = fences(each.numbers)
    usual = [number for number in each.numbers if not is_outlier(number, limits)]
    least, greatest = min(usual), max(usual)
    low, high = (0.0, max(100.0, greatest)) if item.unit == _PERCENT else (min(0.0, least), greatest)
    reach = (high - low) or 1.0

    def draw(canvas: Canvas, plot: Plot) -> None:
        def at(value: float) -> float:
            return plot.x + plot.width * (min(max(value, low), high) - low) / reach

        middle, half = plot.y + plot.height / 2, plot.height / 2
        canvas.line((plot.x, plot.x + plot.width), (plot.y + plot.height,) * 2, width=0.3, alpha=0.3)
        canvas.line((at(least), at(greatest)), (middle, middle), width=0.8)
        canvas.box(at(found.lower), middle - half * 0.7, at(found.upper) - at(found.lower), half * 1.4, _LIGHT)
        canvas.line((at(found.median),) * 2, (plot.y, plot.y + plot.height), width=1.8)

    return draw
