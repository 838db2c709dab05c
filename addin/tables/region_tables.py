"""The tables of the sheet Regions: the response, and how each region stands at each standard."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from addin.figures.change import Changes
from addin.figures.distribution import EMPTY, Distribution, by_indicator, by_standard, overall
from addin.figures.response import Response, response_by_region
from addin.tables import sheet_columns as c
from addin.tables.in_words import InWords
from addin.tables.summary_tables import Counted, counts, shares
from addin.tables.table import Cells, Column, Table, Value, table_of
from schemas.loading.members import load_members

REGIONS, RESPONSE, MATRIX = "Regions", "RegionsResponse", "RegionsShares"
ALL = "all"
"""The heading of all Members, where regions are headings."""
_EVERY_STANDARD = 0


def region_codes() -> tuple[str, ...]:
    """The codes of the regions in order, and last the empty one of all Members."""
    return (*load_members().regions, "")


Spreads = Mapping[str, Mapping[int, Distribution]]
"""How the Members of each region stand at each standard; at 0 at all of them."""


def spreads_by_region(words: InWords) -> Spreads:
    """The distributions of each region and of all Members, by standard."""
    survey, found = words.survey, {}
    for region in region_codes():
        members = survey.of_region(region) if region else survey.members
        spreads = by_indicator(members, survey.indicators)
        found[region] = {**by_standard(spreads, survey.indicators), _EVERY_STANDARD: overall(spreads)}
    return found


def response(words: InWords) -> Table:
    """How many answered, by region, and last of all Members together."""
    cells: Cells[Response, Distribution] = {
        c.REGION: lambda row, _: row.region,
        c.REGION_NAME: lambda row, _: words.region(row.region),
        c.ASKED: lambda row, _: row.asked,
        c.ANSWERED: lambda row, _: row.answered,
        c.WHOLE: lambda row, _: row.complete,
        c.RATE: lambda row, _: row.rate,
        c.ANSWERED_BEFORE: lambda row, _: row.answered_before if words.survey.answered_before else None,
        c.ADVANCED: lambda _, spread: spread.advanced,
    }

    def records() -> Iterator[tuple[Response, Distribution]]:
        spreads = spreads_by_region(words)
        for row in response_by_region(words.survey):
            yield row, spreads[row.region][_EVERY_STANDARD]

    return table_of(RESPONSE, cells, records)


class _Row(NamedTuple):
    """One standard, or all of them, with how every region stands at it."""

    standard: int
    title: str
    spreads: Spreads


def _rows(words: InWords) -> Iterator[_Row]:
    spreads = spreads_by_region(words)
    for standard in spreads[""]:
        title = words.survey.standards.get(standard, "") if standard else words.sheets.all_standards
        yield _Row(standard, title, spreads)


def shares_by_region(words: InWords) -> Table:
    """One row a standard, one column a region: the share at levels 4 and 5."""

    def of(region: str) -> Callable[[_Row], Value]:
        return lambda row: row.spreads[region].get(row.standard, EMPTY).advanced

    cells: Cells[_Row] = {
        c.STANDARD: lambda row: row.standard or None,
        c.TITLE: lambda row: row.title,
        **{c.advanced_in(region or ALL): of(region) for region in region_codes()},
    }
    return table_of(MATRIX, cells, lambda: ((row,) for row in _rows(words)))


def regions(words: InWords) -> Table:
    """One row a region and a standard: counts and shares; what is counted is Members times indicators."""

    def of(column: Column) -> Column:
        return c.OF_STANDARD.get(column, column)

    behind = {c.ADVANCED_BEFORE, c.ADVANCED_NOW, c.CHANGE_POINTS}
    own = {column: way for column, way in {**counts(of), **shares(of)}.items() if column not in behind}
    cells: Cells[str, _Row] = {
        c.STANDARD: lambda _, row: row.standard or None,
        c.TITLE: lambda _, row: row.title,
        c.REGION: lambda region, _: region,
        c.REGION_NAME: lambda region, _: words.region(region),
        **{column: _counted(way) for column, way in own.items()},
    }

    def records() -> Iterator[tuple[str, _Row]]:
        rows = sorted(_rows(words), key=lambda row: row.standard)
        yield from ((region, row) for row in rows for region in region_codes())

    return table_of(REGIONS, cells, records)


def _counted(way: Callable[[Counted], Value]) -> Callable[[str, _Row], Value]:
    def value(region: str, row: _Row) -> Value:
        spread = row.spreads[region].get(row.standard, EMPTY)
        return way(Counted("", "", row.title, spread, Changes(), None))

    return value
