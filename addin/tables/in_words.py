"""A survey in the words of its language: what the tables of the sheets are made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, TypeVar

from addin.consolidation.consolidate import Consolidation
from addin.figures.change import AllChanges, changes_of
from addin.figures.distribution import Distribution, by_indicator
from addin.figures.survey import Need, Survey
from addin.tables.table import Table, Value
from addin.tables.table_survey import SURVEYED, region_of, survey_of
from schemas.definition import Definition
from schemas.loading.loader import load_definition
from schemas.loading.members import unions
from schemas.loading.reporting import load_common, load_part
from schemas.loading.themes import theme_titles
from schemas.models.reporting import CommonWords
from schemas.models.sheets import SheetWords

T = TypeVar("T")


@dataclass(frozen=True)
class InWords:
    """A survey, which is counted once somebody asks, and what it is told in."""

    read: Callable[[], Survey]
    definition: Definition
    """The newest edition in the language of the result."""
    common: CommonWords
    sheets: SheetWords

    @property
    def survey(self) -> Survey:
        """The survey; counted once."""
        return self.read()

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The title of each indicator's standard, by the indicator."""
        return {each.number: self.survey.standards.get(each.standard, "") for each in self.survey.indicators}

    @cached_property
    def changes(self) -> AllChanges:
        """What changed since the year before; counted once."""
        return changes_of(self.survey.moved())

    @cached_property
    def spreads(self) -> Mapping[str, Distribution]:
        """How the Members are spread at each indicator; counted once."""
        return by_indicator(self.survey.members, self.survey.indicators)

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        """The needs without their texts: what their themes are counted from; read once."""
        shared: dict[object, Any] = {}
        """Codes and numbers stand in need after need: each once, or thousands of Members would fill the memory."""

        def once(value: T) -> T:
            found: T = shared.setdefault(value, value)
            return found

        def slim(need: Need) -> Need:
            return Need._make(map(once, need._replace(difficulty="", support="", themes=once(tuple(need.themes)))))

        return tuple(map(slim, self.survey.needs()))

    def level(self, level: int) -> str:
        """A level in words."""
        return self.definition.wording.levels[level].label

    def region(self, region: str) -> str:
        """A region in words; that of no code is all of them."""
        return self.common.regions.get(region, region) if region else self.common.all_members

    def theme(self, theme: str) -> str:
        """A theme in words; that of no code is none."""
        return theme_titles(self.common.language).get(theme, theme) if theme else self.common.no_theme


def in_words(consolidation: Consolidation, tables: Iterable[Table]) -> InWords:
    """The survey that `tables`, the raw ones of `consolidation`, tell of."""
    language = consolidation.language
    definitions = [load_definition(each.edition.edition, language) for each in consolidation.definitions]
    by_name = {
        table.name: rows_of(table.only(SURVEYED[table.name]) if table.name in SURVEYED else table) for table in tables
    }

    @cache
    def read() -> Survey:
        before = answered_before(consolidation)
        return survey_of(by_name, definitions, year=consolidation.year, answered_before=before)

    return InWords(read, definitions[0], load_common(language), load_part(language, "sheets", SheetWords))


def answered_before(consolidation: Consolidation) -> Mapping[str, int]:
    """How many Members answered the year before, by the code of the region; empty where nothing is compared with."""
    return Counter(region_of(country) for country in consolidation.before if country not in unions())


def rows_of(table: Table) -> Callable[[], Iterable[Mapping[str, Value]]]:
    """The rows of a table, each by its headings; streamed, and each call begins anew."""
    names = [column.name for column in table.columns]
    return lambda: (dict(zip(names, row, strict=True)) for row in table.rows())
