"""The tables of the sheet Summary: indicators, standards, the response and the levels in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from addin.figures.change import Changes
from addin.figures.distribution import Distribution, by_standard, overall
from addin.figures.response import Response, response_by_region
from addin.figures.survey import LEVELS, NOT_APPLICABLE
from addin.tables import sheet_columns as c
from addin.tables.in_words import InWords
from addin.tables.table import Cells, Column, Table, Value, table_of

SUMMARY, STANDARDS, RESPONSE, LEGEND = "Summary", "SummaryStandards", "SummaryResponse", "SummaryLevels"


class Counted(NamedTuple):
    """What is counted of one indicator, or of a standard."""

    number: str
    question: str
    title: str
    spread: Distribution
    changes: Changes
    union: Value


def summary(words: InWords) -> Table:
    """One row an indicator: how many Members stand at each level, the shares, and last year's beside them.

    The European Union is no Member: its level stands beside their number.
    There is no mean: the levels are an order, not amounts.
    """
    cells: Cells[Counted] = {
        c.NUMBER: lambda counted: counted.number,
        c.QUESTION: lambda counted: counted.question,
        c.TITLE: lambda counted: counted.title,
        **counts(lambda column: column),
        c.UNION: lambda counted: counted.union,
        **shares(lambda column: column),
    }
    return table_of(SUMMARY, cells, lambda: ((each,) for each in _indicators(words)), frozen=3, leading=True)


def standards(words: InWords) -> Table:
    """The same of each standard, and of all: what is counted is Members times indicators."""
    cells: Cells[Counted] = {
        c.STANDARD: lambda counted: int(counted.number) if counted.number else None,
        c.INDICATORS: lambda counted: counted.question,
        c.TITLE: lambda counted: counted.title,
        **counts(lambda column: c.OF_STANDARD.get(column, column)),
        c.UNION_LEVELS: lambda counted: counted.union,
        **shares(lambda column: c.OF_STANDARD.get(column, column)),
    }
    return table_of(STANDARDS, cells, lambda: ((each,) for each in _standards(words)))


def counts(of: Callable[[Column], Column]) -> Cells[Counted]:
    """The columns of counts, each as `of` has it."""

    def at(level: int) -> Callable[[Counted], Value]:
        return lambda counted: counted.spread.at_level[level - 1]

    return {
        **{of(column): at(level) for level, column in zip(LEVELS, c.AT_LEVEL, strict=True)},
        of(c.NO_LEVEL): lambda counted: counted.spread.no_level,
        of(c.TOTAL): lambda counted: counted.spread.total,
    }


def shares(of: Callable[[Column], Column]) -> Cells[Counted]:
    """The columns of shares, and of the year before, each as `of` has it."""

    def at(level: int) -> Callable[[Counted], Value]:
        return lambda counted: counted.spread.share(level)

    return {
        of(c.APPLICABLE): lambda counted: counted.spread.applicable,
        **{of(column): at(level) for level, column in enumerate(c.SHARE_AT, NOT_APPLICABLE + 1)},
        c.ADVANCED: lambda counted: counted.spread.advanced,
        c.ADVANCED_BEFORE: lambda counted: counted.changes.advanced_before,
        c.ADVANCED_NOW: lambda counted: counted.changes.advanced_now,
        c.CHANGE_POINTS: lambda counted: points(counted.changes),
    }


def points(changes: Changes) -> float | None:
    """The change in percentage points of the share at levels 4 and 5, on the scale in both years; None of nobody."""
    before, now = changes.advanced_before, changes.advanced_now
    return round(100 * (now - before), 1) + 0.0 if before is not None and now is not None else None


def _indicators(words: InWords) -> Iterator[Counted]:
    survey = words.survey
    spreads = words.spreads
    changes = words.changes.by_indicator
    union = _levels_of_union(words)
    for number, _, question in survey.indicators:
        title = words.titles[number]
        changed = changes.get(number, Changes())
        yield Counted(number, question, title, spreads[number], changed, union.get(number))


def _levels_of_union(words: InWords) -> Mapping[str, int]:
    return words.survey.unions[0].levels if words.survey.unions else {}


def _standards(words: InWords) -> Iterator[Counted]:
    survey = words.survey
    spreads = words.spreads
    changes, union = words.changes, _levels_of_union(words)
    for standard, spread in by_standard(spreads, survey.indicators).items():
        numbers = [each.number for each in survey.indicators_of(standard)]
        changed = Changes()
        for number in numbers:
            changed.join(changes.by_indicator.get(number, Changes()))
        levels = "-".join(str(union[number]) if number in union else "0" for number in numbers) if union else ""
        yield Counted(
            str(standard), ", ".join(numbers), survey.standards.get(standard, ""), spread, changed, levels
        )  # fmt: skip
    yield Counted("", "", words.sheets.all_standards, overall(spreads), changes.all, "")


def summary_response(words: InWords) -> Table:
    """How many answered, by region, and last of all Members together."""
    cells: Cells[Response] = {
        c.REGION_NAME: lambda row: words.region(row.region),
        c.ASKED: lambda row: row.asked,
        c.ANSWERED: lambda row: row.answered,
        c.RATE: lambda row: row.rate,
    }
    return table_of(RESPONSE, cells, lambda: ((each,) for each in response_by_region(words.survey)))


class _Level(NamedTuple):
    """One line of the legend."""

    label: str
    level: int | None
    number: int
    share: float | None


def legend(words: InWords) -> Table:
    """The levels in words, with how many stand at each at all indicators."""
    cells: Cells[_Level] = {
        c.LABEL: lambda each: each.label,
        c.LEGEND_LEVEL: lambda each: each.level,
        c.LEGEND_COUNT: lambda each: each.number,
        c.LEGEND_SHARE: lambda each: each.share,
    }
    return table_of(LEGEND, cells, lambda: ((each,) for each in _levels(words)))


def _levels(words: InWords) -> Iterator[_Level]:
    spread = overall(words.spreads)
    for level in LEVELS:
        share = spread.share(level) if level != NOT_APPLICABLE else None
        yield _Level(words.level(level), level, spread.at_level[level - 1], share)
    yield _Level(words.common.no_level, None, spread.no_level, None)
