"""The years before that of a report, from a database, told by the indicators of the report's own year."""

from __future__ import annotations

from addin.database.stored import Stored, StoredFile, years_before
from addin.figures.survey import MemberLevels, Survey
from addin.figures.years import EarlierYear
from addin.tables.level_columns import LevelColumns, level_columns
from addin.tables.table_survey import region_of
from schemas.database_address import DatabaseAddress
from schemas.definition import Definition
from schemas.loading.loader import editions, load_definition
from schemas.loading.members import unions


def earlier_years(address: DatabaseAddress, survey: Survey, definition: Definition) -> tuple[EarlierYear, ...]:
    """The years in a database before that of `survey`, the first one first.

    `definition` is the newest edition that its Members were asked by. Raises `Refusal` where the database cannot be
    read.
    """
    stored = years_before(address, survey.year)
    found = {file.edition for year in stored for file in year.files} & set(editions())
    older = sorted(found - {definition.edition.edition}, reverse=True)
    columns = level_columns([definition, *map(load_definition, older)])
    return tuple(_year(year, survey, columns) for year in stored)


def _year(stored: Stored, survey: Survey, columns: LevelColumns) -> EarlierYear:
    members = tuple(_member(file, survey, columns) for file in stored.files if file.country not in unions())
    then = Survey(
        year=stored.year,
        year_before=None,
        standards=survey.standards,
        indicators=survey.indicators,
        asked=survey.asked,
        members=members,
    )
    return EarlierYear(then, frozenset(file.edition for file in stored.files))


def _member(file: StoredFile, survey: Survey, columns: LevelColumns) -> MemberLevels:
    """A Member's levels of then, at the indicators of now that mean the same."""
    numbers, places = {each.number for each in survey.indicators}, columns.by_edition.get(file.edition, {})
    levels = {
        places[row.standard, row.indicator]: row.level
        for row in file.levels
        if row.level is not None and places.get((row.standard, row.indicator)) in numbers
    }
    return MemberLevels(file.country, region_of(file.country), levels, file.complete)
