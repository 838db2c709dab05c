"""The survey that the tables of a result tell of: the same whether they were just made or are read back.

Every figure of the sheets and of the report is computed from it, so that none can differ from the tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from addin.consolidation.consolidate import COUNTING
from addin.figures.survey import Given, Indicator, MemberLevels, Moved, Need, Survey
from addin.tables import columns as c
from addin.tables.item_places import ItemPlace, item_places
from addin.tables.level_columns import level_columns
from addin.tables.table import Column, Value
from schemas.definition import Definition
from schemas.loading.members import load_members, unions
from schemas.years.crosswalk import Change, numbers_in

Rows = Callable[[], Iterable[Mapping[str, Value]]]
"""The rows of a table, each by its headings; they are streamed, and each call begins anew."""
SURVEYED: Mapping[str, frozenset[Column]] = {
    "Needs": frozenset({c.COUNTRY, c.INDICATOR, c.LEVEL, c.DIFFICULTY, c.SUPPORT, c.WRITTEN_IN, c.THEMES}),
    "Movement": frozenset(
        {c.COUNTRY, c.INDICATOR, c.YEAR_BEFORE, c.LEVEL_BEFORE, c.LEVEL, c.COUNTERPART},
    ),
    "Information": frozenset(
        {c.COUNTRY, c.STANDARD, c.ITEM, c.PART, c.KIND, c.VALUE, c.UNIT, c.FLAG, c.NOT_AVAILABLE, c.NOT_APPLICABLE}
        | {c.TEXT}
    ),
}
"""The columns that are looked at of the tables that are long; the others need not be made."""
_UNKNOWN_REGION = ""
_COMPARABLE = frozenset({Change.SAME.value, Change.REWORDED.value})
"""What an indicator was where its levels of both years mean the same; `change` is empty of some of these too."""


def survey_of(
    tables: Mapping[str, Rows],
    definitions: Sequence[Definition],
    *,
    year: int | None,
    answered_before: Mapping[str, int] | None = None,
) -> Survey:
    """The survey in `tables`, by name: Files, Levels, Information, Needs and Movement.

    `definitions` are those of the editions asked, in the language of the figures, the newest first.
    """
    numbers = _Numbers(tables["Files"](), definitions)
    questions = numbers.levels.questions
    indicators = tuple(Indicator(number, _standard(number), text) for number, text in questions.items())
    complete = _complete(tables["Files"]())
    members = tuple(_members(tables["Levels"](), indicators, complete))
    standards = {s: words.title for each in reversed(definitions) for s, words in each.wording.standards.items()}
    return Survey(
        year=year,
        year_before=_year_before(tables["Movement"]()),
        standards=dict(sorted(standards.items())),
        indicators=indicators,
        asked=asked_by_region(),
        members=tuple(each for each in members if each.country not in unions()),
        unions=tuple(each for each in members if each.country in unions()),
        before=tuple(_before(tables["Movement"](), numbers)),
        answered_before=answered_before or {},
        moved=lambda: _moved(tables["Movement"](), numbers),
        needs=lambda: _needs(tables["Needs"](), numbers),
        given=lambda: _given(tables["Information"](), numbers),
    )


def asked_by_region() -> Mapping[str, int]:
    """How many Members the WCO has in each of its regions; the European Union is none."""
    listed = load_members()
    found = dict.fromkeys(listed.regions, 0)
    for member in listed.members:
        found[member.region] += member.iso3 not in unions()
    return found


def region_of(country: object) -> str:
    """The code of a Member's WCO region; empty for what is no Member."""
    return _REGIONS.get(country, _UNKNOWN_REGION) if isinstance(country, str) else _UNKNOWN_REGION


_REGIONS = {member.iso3: member.region for member in load_members().members}


def _standard(number: str) -> int:
    return int(number.rpartition(":")[2].partition(".")[0])


def _complete(files: Iterable[Mapping[str, Value]]) -> frozenset[str]:
    """The Members whose files count and are complete."""
    return frozenset(
        str(row[c.COUNTRY.name])
        for row in files
        if row[c.COUNTRY.name] and row[c.STATUS.name] in COUNTING and row[c.COMPLETE.name] is True
    )


def _members(
    levels: Iterable[Mapping[str, Value]], indicators: tuple[Indicator, ...], complete: frozenset[str]
) -> Iterator[MemberLevels]:
    for row in levels:
        country = row[c.COUNTRY.name]
        if not isinstance(country, str) or not country:
            continue
        found = ((each.number, _level(row.get(each.number))) for each in indicators)
        chosen = {number: level for number, level in found if level is not None}
        yield MemberLevels(country, region_of(country), chosen, country in complete)


def _level(value: Value) -> int | None:
    return int(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _counted(rows: Iterable[Mapping[str, Value]]) -> Iterator[tuple[str, Mapping[str, Value]]]:
    """The rows that are a Member's, the European Union's left out, with the Member."""
    for row in rows:
        country = row[c.COUNTRY.name]
        if isinstance(country, str) and country and country not in unions():
            yield country, row


def _year_before(movement: Iterable[Mapping[str, Value]]) -> int | None:
    """The latest of the years that are compared with."""
    years = (row[c.YEAR_BEFORE.name] for row in movement)
    return max((int(year) for year in years if isinstance(year, (int, float))), default=None)


def _moved(movement: Iterable[Mapping[str, Value]], numbers: _Numbers) -> Iterator[Moved]:
    for country, row in _counted(movement):
        yield Moved(
            country,
            region_of(country),
            numbers.indicator(row),
            _level(row[c.LEVEL_BEFORE.name]),
            _level(row[c.LEVEL.name]),
            row[c.COUNTERPART.name] in _COMPARABLE,
        )


class _Numbers:
    """The numbers under which indicators and items are counted: rows have those of the edition of their file."""

    def __init__(self, files: Iterable[Mapping[str, Value]], definitions: Sequence[Definition]) -> None:
        self.levels = level_columns(definitions)
        self._items = item_places(definitions)
        self._editions = {
            row[c.COUNTRY.name]: str(row[c.EDITION.name] or "") for row in files if row[c.STATUS.name] in COUNTING
        }

    def indicator(self, row: Mapping[str, Value]) -> str:
        """`1.1`, though a sheet may have made a number of it; `2018:9.2` where the newest edition has none."""
        number = str(row[c.INDICATOR.name])
        return self.levels.column(self._editions.get(row[c.COUNTRY.name]), numbers_in(number))

    def item(self, row: Mapping[str, Value]) -> ItemPlace:
        """The place of the item that a row of Information is of."""
        edition = self._editions.get(row[c.COUNTRY.name])
        return self._items.of(edition, _whole(row[c.STANDARD.name]), _whole(row[c.ITEM.name]))


def _before(movement: Iterable[Mapping[str, Value]], numbers: _Numbers) -> Iterator[MemberLevels]:
    """The earlier levels of the Members in the table of movement, where they mean the same."""
    levels: dict[str, dict[str, int]] = {}
    for country, row in _counted(movement):
        level = _level(row[c.LEVEL_BEFORE.name])
        chosen = levels.setdefault(country, {})
        if level is not None and row[c.COUNTERPART.name] != Change.DROPPED.value:
            chosen[numbers.indicator(row)] = level
    for country, chosen in sorted(levels.items()):
        yield MemberLevels(country, region_of(country), chosen)


def _needs(needs: Iterable[Mapping[str, Value]], numbers: _Numbers) -> Iterator[Need]:
    for country, row in _counted(needs):
        indicator = numbers.indicator(row)
        themes = tuple(theme.strip() for theme in str(row[c.THEMES.name] or "").split(";") if theme.strip())
        yield Need(
            country,
            region_of(country),
            indicator,
            _standard(indicator),
            _level(row[c.LEVEL.name]),
            str(row[c.DIFFICULTY.name] or ""),
            str(row[c.SUPPORT.name] or ""),
            str(row[c.WRITTEN_IN.name] or ""),
            themes,
        )


def _given(information: Iterable[Mapping[str, Value]], numbers: _Numbers) -> Iterator[Given]:
    for country, row in _counted(information):
        value, place = row[c.VALUE.name], numbers.item(row)
        yield Given(
            country,
            region_of(country),
            place.standard,
            place.item,
            str(row[c.PART.name] or ""),
            str(row[c.KIND.name] or ""),
            value if isinstance(value, (int, float)) and not isinstance(value, bool) else None,
            str(row[c.UNIT.name] or ""),
            bool(row[c.FLAG.name]),
            row[c.NOT_AVAILABLE.name] is True,
            row[c.NOT_APPLICABLE.name] is True,
            str(row[c.TEXT.name] or ""),
            place.edition,
        )


def _whole(value: Value) -> int:
    return int(value) if isinstance(value, (int, float)) else 0
