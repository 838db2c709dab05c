"""The tables of the sheets MovementSummary and Falls: what changed since the year before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from addin.figures.change import FALL, Changes
from addin.figures.distribution import EMPTY, Distribution, by_indicator, overall
from addin.figures.survey import LEVELS
from addin.tables import columns
from addin.tables import sheet_columns as c
from addin.tables.in_words import InWords, rows_of
from addin.tables.region_tables import region_codes
from addin.tables.summary_tables import points
from addin.tables.table import Cells, Table, Value, table_of
from schemas.loading.members import unions

MOVEMENT, REGIONS, MATRIX, FALLS = "MovementSummary", "MovementRegions", "MovementMatrix", "Falls"


class _Changed(NamedTuple):
    """What changed at an indicator or in a region, and how all that answered stand there."""

    code: str
    name: str
    changes: Changes
    now: Distribution


_CHANGES: Cells[_Changed] = {
    c.MATCHED: lambda each: each.changes.matched,
    c.UP: lambda each: each.changes.up,
    c.DOWN: lambda each: each.changes.down,
    c.NET: lambda each: each.changes.net,
    c.SAME: lambda each: each.changes.same,
    c.TO_NOT_APPLICABLE: lambda each: each.changes.to_not_applicable,
    c.FROM_NOT_APPLICABLE: lambda each: each.changes.from_not_applicable,
    c.ADVANCED_BEFORE: lambda each: each.changes.advanced_before,
    c.ADVANCED_NOW: lambda each: each.changes.advanced_now,
    c.CHANGE_POINTS: lambda each: points(each.changes),
    c.ADVANCED_ALL: lambda each: each.now.advanced,
}


def movement_summary(words: InWords) -> Table:
    """One row an indicator: how many matched Members went up and down, beside all Members."""
    cells: Cells[_Changed] = {c.NUMBER: lambda each: each.code, c.TITLE: lambda each: each.name, **_CHANGES}

    def records() -> Iterator[tuple[_Changed]]:
        survey = words.survey
        changes, spreads = words.changes.by_indicator, words.spreads
        for number in (each.number for each in survey.indicators):
            yield (_Changed(number, words.titles[number], changes.get(number, Changes()), spreads[number]),)

    return table_of(MOVEMENT, cells, records, leading=True)


def movement_regions(words: InWords) -> Table:
    """The same by region, and last for all Members: what is counted is Members times indicators."""
    of_standard = {column: c.OF_STANDARD.get(column, column) for column in _CHANGES}
    cells: Cells[_Changed] = {
        c.REGION: lambda each: each.code,
        c.REGION_NAME: lambda each: each.name,
        **{of_standard[column]: way for column, way in _CHANGES.items()},
    }

    def records() -> Iterator[tuple[_Changed]]:
        survey, changes = words.survey, words.changes
        for region in region_codes():
            members = survey.of_region(region) if region else survey.members
            changed = changes.by_region.get(region, Changes()) if region else changes.all
            now = overall(by_indicator(members, survey.indicators)) if members else EMPTY
            yield (_Changed(region, words.region(region), changed, now),)

    return table_of(REGIONS, cells, records)


def movement_matrix(words: InWords) -> Table:
    """One row a level of the year before, one column a level of now: how many went from the one to the other."""

    def to(level: int) -> Callable[[int, Changes], Value]:
        return lambda before, changes: changes.matrix[before, level]

    cells: Cells[int, Changes] = {
        c.FROM_LEVEL: lambda before, _: before,
        c.FROM_LABEL: lambda before, _: words.level(before),
        **{column: to(level) for level, column in zip(LEVELS, c.TO_LEVEL, strict=True)},
        c.FROM_TOTAL: lambda before, changes: changes.at_level(before, before=True),
    }

    def records() -> Iterator[tuple[int, Changes]]:
        changes = words.changes.all
        yield from ((level, changes) for level in LEVELS)

    return table_of(MATRIX, cells, records)


def falls(words: InWords, movement: Table) -> Table:
    """Every fall of two levels or more of a Member, out of the table of movement, linked to the cells of both years."""
    names = words.definition.country_names
    cells: Cells[Mapping[str, Value]] = {
        columns.COUNTRY: lambda row: row["country"],
        columns.MEMBER: lambda row: names.get(str(row["country"])),
        columns.REGION: lambda row: row["region"],
        columns.INDICATOR: lambda row: row["indicator"],
        columns.STANDARD_TITLE: lambda row: row["standard_title"],
        columns.LEVEL_BEFORE: lambda row: row["level_before"],
        columns.LEVEL: lambda row: row["level"],
        c.FELL: lambda row: row["change"],
        columns.FILE: lambda row: row["file"],
        columns.SHEET: lambda row: row["sheet"],
        columns.CELL: lambda row: row["cell"],
        columns.FILE_BEFORE: lambda row: row["file_before"],
        columns.SHEET_BEFORE: lambda row: row["sheet_before"],
        columns.CELL_BEFORE: lambda row: row["cell_before"],
    }

    def records() -> Iterator[tuple[Mapping[str, Value]]]:
        for row in rows_of(movement)():
            change, country = row["change"], row["country"]
            if isinstance(change, int) and change <= FALL and country not in unions():
                yield (row,)

    return table_of(FALLS, cells, records, frozen=2, is_linked=True)
