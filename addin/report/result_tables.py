"""The tables of a consolidated result, read back for a report: each cell checked as it is taken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from addin.consolidation.consolidate import COUNTING
from addin.earlier.earlier_result import is_result
from addin.earlier.read_apart import read_apart
from addin.earlier.result_reader import Line, Sheet, read_sheets
from addin.tables import columns as c
from addin.tables import sheet_columns
from addin.tables.table import Column, ColumnKind, Value
from schemas.errors import Refusal
from schemas.loading.members import load_members
from schemas.messages.message import Message
from schemas.questions import FIRST_YEAR, LAST_YEAR

Rows = Sequence[Mapping[str, Value]]
_INDICATOR = re.compile(r"(?:[^:]+:)?\d+\.\d+")
_MANY = 10_000_000
_YEARS, _LEVELS, _COUNTS = (FIRST_YEAR, LAST_YEAR), (1, 5), (0, _MANY)
_LIMITS = {c.YEAR: _YEARS, c.YEAR_BEFORE: _YEARS, c.LEVEL: _LEVELS, c.LEVEL_BEFORE: _LEVELS, c.CHANGE: (-4, 4)}
"""From what to what whole numbers go; those of other columns are counts."""
SHEETS: Mapping[str, tuple[Column, ...]] = {
    "Files": (c.FILE, c.STATUS, c.COUNTRY, c.YEAR, c.EDITION, c.COMPLETE, c.ERRORS, c.WARNINGS),
    "Levels": (c.COUNTRY, c.YEAR),
    "Information": (
        *(c.COUNTRY, c.STANDARD, c.ITEM, c.PART, c.KIND, c.VALUE, c.UNIT, c.FLAG),
        *(c.NOT_AVAILABLE, c.NOT_APPLICABLE, c.TEXT),
    ),
    "Needs": (c.COUNTRY, c.INDICATOR, c.LEVEL, c.DIFFICULTY, c.SUPPORT, c.WRITTEN_IN, c.THEMES),
    "Movement": (
        *(c.COUNTRY, c.INDICATOR, c.YEAR_BEFORE, c.LEVEL_BEFORE, c.YEAR, c.LEVEL),
        *(c.CHANGE, c.COUNTERPART),
    ),
    "Findings": (c.FILE, c.COUNTRY, c.CODE, c.SEVERITY, c.NAME),
}
"""What a report is made from: the sheets of a result, and the columns that it must have."""
_KNOWN = frozenset(("", *(member.iso3 for member in load_members().members)))
"""What stands in a column of countries; pages of Members are named by it."""
_RESPONSE = (sheet_columns.REGION, sheet_columns.ANSWERED_BEFORE)
_REGIONS = "Regions"
"""The sheet that begins with how many answered, by region; a result of an older kpibook has none."""


def tables_in(path: Path) -> Mapping[str, Rows]:
    """The rows of each of `SHEETS` of the result at `path`, which may be anybody's.

    Raises `Refusal` where it is none, or cannot be read within the budget of time and memory.
    """
    return read_apart(path, _tables)


def _tables(path: Path) -> Mapping[str, Rows] | None:
    if not is_result(path):
        return None
    wanted = {title: tuple(each.name for each in columns) for title, columns in SHEETS.items()}
    sheets = read_sheets(path, wanted, {_REGIONS: tuple(each.name for each in _RESPONSE)})
    _check_members(sheets["Files"], sheets["Levels"])
    tables = {title: tuple(_rows(sheets[title], columns)) for title, columns in SHEETS.items()}
    return tables | {_REGIONS: tuple(_response(sheets[_REGIONS]) if _REGIONS in sheets else ())}


def _check_members(files: Sheet, levels: Sheet) -> None:
    """Raise `Refusal` where the Members whose files count are not those that have levels, each once."""
    country = c.COUNTRY.name
    counted = {line.text(country) for line in files if line.text(c.STATUS.name) in COUNTING} - {""}
    seen = set()
    for line in levels:
        member = line.text(country)
        if member and (member in seen or member not in counted):
            line.refuse(country, Message("a Member whose file counts, once each,"))
        seen.add(member)
    if missing := sorted(counted - seen):
        raise Refusal(
            "{file}: the sheet Levels has no row for {missing}, which the sheet Files counts:"
            " put it right, or make the result anew with kpibook consolidate.",
            file=levels.path,
            missing=", ".join(missing),
        )


def check_indicators(path: Path, levels: Rows, numbers: Iterable[str]) -> None:
    """Raise `Refusal` where the sheet Levels of the result at `path` has no column for one of the indicators."""
    found = levels[0].keys() if levels else frozenset(numbers)
    if missing := [number for number in numbers if number not in found]:
        raise Refusal(
            "{file}: the sheet Levels has no column “{missing}”:"
            " put it right, or make the result anew with kpibook consolidate.",
            file=path,
            missing=missing[0],
        )


def _response(sheet: Sheet) -> Iterator[Mapping[str, Value]]:
    """The rows of the response: other tables stand below it on its sheet, and name no region."""
    for line in sheet:
        if line.text(sheet_columns.REGION.name) in load_members().regions:
            yield {column.name: _value(line, column) for column in _RESPONSE}


def answered_before(tables: Mapping[str, Rows]) -> Mapping[str, int]:
    """How many answered the year before, by the code of the region, as the tables of a result say; or nothing."""
    found = {str(row[sheet_columns.REGION.name]): row[sheet_columns.ANSWERED_BEFORE.name] for row in tables[_REGIONS]}
    return {region: count for region, count in found.items() if isinstance(count, int)}


def _rows(sheet: Sheet, columns: tuple[Column, ...]) -> Iterator[Mapping[str, Value]]:
    levels = [name for name in sheet.columns if _INDICATOR.fullmatch(name)]
    for line in sheet:
        row = {column.name: _value(line, column) for column in columns}
        yield row | {name: line.whole(name, *_LEVELS) for name in levels}


def _value(line: Line, column: Column) -> Value:
    if column is c.COUNTRY and line.text(column.name) not in _KNOWN:
        line.refuse(column.name, "the code of a Member")
    match column.kind:
        case ColumnKind.INTEGER:
            return line.whole(column.name, *_LIMITS.get(column, _COUNTS))
        case ColumnKind.NUMBER:
            return line.number(column.name)
        case ColumnKind.BOOLEAN:
            return line.flag(column.name)
        case _:
            return line.text(column.name) or None
