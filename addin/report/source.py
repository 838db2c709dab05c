"""Where a report's contents come from: a folder of returned workbooks, or a result that was made of one."""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from addin.consolidation.consolidate import COUNTING, LEFT_OPEN, Status
from addin.database.libraries import check_libraries
from addin.decisions.ledger import effects_told
from addin.decisions.reading import read
from addin.earlier.earlier_result import language_of
from addin.figures.survey import Survey
from addin.figures.years import EarlierYear
from addin.report.contents import Contents, Missing
from addin.report.result_tables import SHEETS, answered_before, check_indicators, tables_in
from addin.results.folder_result import read_folder
from addin.submissions.in_parallel import Watch
from addin.tables import columns as c
from addin.tables import in_words
from addin.tables.level_columns import LevelColumns, level_columns
from addin.tables.raw_tables import raw_tables
from addin.tables.run import EPOCH, UNTOLD
from addin.tables.table import Value
from addin.tables.table_survey import Rows, survey_of
from schemas.database_address import DatabaseAddress, Place
from schemas.definition import Definition
from schemas.errors import Refusal
from schemas.findings import Code, Severity
from schemas.layout import names
from schemas.loading.loader import DEFAULT_EDITION, editions, load_definition
from schemas.loading.reporting import load_common
from schemas.loading.spoken import spoken_language
from schemas.loading.themes import theme_titles
from schemas.messages.message import Message, Option

_NOT_SIGNED_OFF = frozenset({Code.NOT_SIGNED_OFF.value, Code.STALE_ANSWERS.value})
_LEFT_OPEN = frozenset(code.value for code in LEFT_OPEN)


@dataclass(frozen=True, kw_only=True)
class SourceAsked:
    """What a report is to be made from, and how."""

    source: Path
    """A folder of returned workbooks, or a consolidated result."""
    year: int | None = None
    before: Place | None = None
    decisions: Path | None = None
    database: DatabaseAddress | None = None
    """Where the years before stand, to be shown beside this one."""
    language: str
    is_public: bool = False
    """True where the report is to be published."""


@dataclass(frozen=True)
class Source:
    """What was found there."""

    contents: Contents
    files_with_errors: int
    """How many files that count, or were rejected, have an error."""
    notes: tuple[str, ...] = ()
    """What is to be known of it, a sentence each."""


def language_of_source(source: Path) -> str:
    """The language of a report that nobody chose one for: that of the result it is made from, else English."""
    return spoken_language(None, language_of(source) if source.is_file() else None)


def read_source(asked: SourceAsked, watch: Watch, executor: Executor | None = None) -> Source:
    """The contents of a report. Raises `Refusal` where nothing can be read, or what is asked cannot be meant."""
    return _from_result(asked) if asked.source.is_file() else _from_folder(asked, watch, executor)


def _from_folder(asked: SourceAsked, watch: Watch, executor: Executor | None) -> Source:
    ledger = read(asked.decisions, year=asked.year) if asked.decisions is not None else None
    consolidation = read_folder(
        asked.source,
        watch,
        year=asked.year,
        before=asked.before,
        ledger=ledger,
        language=asked.language,
        executor=executor,
    )
    tables = {table.name: in_words.rows_of(table) for table in raw_tables(consolidation) if table.name in SHEETS}
    # Needs are asked for once a section; their texts stand in the pages anyway.
    tables["Needs"] = _kept(tuple(tables["Needs"]()))
    before = in_words.answered_before(consolidation)
    return _source(asked, tables, consolidation.year, before, tuple(effects_told(consolidation.decisions)))


def _from_result(asked: SourceAsked) -> Source:
    for option, given in ((Option("--before"), asked.before), (Option("--decisions"), asked.decisions)):
        if given is not None:
            raise Refusal(
                "{source} is a result, which was made with {option} or without it: give {option} to kpibook "
                "consolidate, or make the report from the folder of returned workbooks.",
                source=asked.source,
                option=option,
            )
    found = tables_in(asked.source)
    counted = [row for row in found["Files"] if row[c.STATUS.name] in COUNTING]
    years = Counter(_count(row[c.YEAR.name]) for row in counted if row[c.YEAR.name])
    year = max(years, key=lambda each: (years[each], each), default=None)
    if asked.year is not None and year != asked.year:
        raise Refusal(
            "{source} is a result of {year}, not of {asked}: give that of {asked}.",
            source=asked.source,
            year=year,
            asked=asked.year,
        )
    tables = {name: _kept(rows) for name, rows in found.items()}
    return _source(asked, tables, year, answered_before(found), ())


def _kept(rows: Sequence[Mapping[str, Value]]) -> Rows:
    return lambda: rows


def _source(
    asked: SourceAsked,
    tables: Mapping[str, Rows],
    year: int | None,
    before: Mapping[str, int],
    notes: tuple[str, ...],
) -> Source:
    files = tuple(tables["Files"]())
    if not any(row[c.EDITION.name] for row in files):
        raise Refusal(
            "No file in {source} could be read as a KPI workbook: kpibook consolidate says why.", source=asked.source
        )
    counted = {str(row[c.COUNTRY.name]): row for row in files if row[c.STATUS.name] in COUNTING and row[c.COUNTRY.name]}
    definitions = _definitions(counted.values(), asked.language)
    if asked.source.is_file():
        check_indicators(asked.source, tuple(tables["Levels"]()), level_columns(definitions).questions)
    survey = survey_of(tables, definitions, year=year, answered_before=before)
    earlier = _earlier(asked.database, survey, definitions[0]) if asked.database is not None else ()
    contents = Contents(
        survey,
        definitions[0],
        load_common(asked.language),
        themes_called=theme_titles(asked.language),
        missing=_missing(counted, tables["Findings"](), level_columns(definitions)),
        earlier=earlier,
        source=asked.source.resolve().name,
        version=version("kpibook"),
        made_on=_today().isoformat(),
    )
    errors = sum(bool(row[c.ERRORS.name]) for row in files if row[c.STATUS.name] != Status.SUPERSEDED)
    if asked.database is not None and not earlier:
        notes += (
            Message(
                "No year before {year} stands in {database}: no years are shown.", year=year, database=asked.database
            ),
        )
    return Source(contents, errors, notes)


def _earlier(address: DatabaseAddress, survey: Survey, definition: Definition) -> tuple[EarlierYear, ...]:
    check_libraries()
    from addin.report.earlier_years import earlier_years  # noqa: PLC0415 - a library that only a database needs

    return earlier_years(address, survey, definition)


def _today() -> dt.date:
    """The day of the person who runs it, or the one that `SOURCE_DATE_EPOCH` sets for all that is to be repeated."""
    return UNTOLD.moment.date() if os.environ.get(EPOCH) else dt.datetime.now().astimezone().date()


def _definitions(counted: Iterable[Mapping[str, Value]], language: str) -> tuple[Definition, ...]:
    """What the files that count ask, in the language of the report, the newest edition first; never empty."""
    found = {str(row[c.EDITION.name]) for row in counted} & set(editions())
    return tuple(load_definition(name, language) for name in sorted(found, reverse=True) or [DEFAULT_EDITION])


# --- what is missing -------------------------------------------------------------------------
def _missing(
    counted: Mapping[str, Mapping[str, Value]], findings: Iterable[Mapping[str, Value]], places: LevelColumns
) -> Mapping[str, Missing]:
    """By Member: what its file that counts leaves open. What was waived is open no more."""
    indicators: dict[str, set[tuple[int, int]]] = defaultdict(set)
    standards: dict[str, set[int]] = defaultdict(set)
    for country, code, at in _open(counted, findings):
        if code in _NOT_SIGNED_OFF:
            standards[country].add(at.standard)
        elif code in _LEFT_OPEN and at.indicator:
            indicators[country].add((at.standard, at.indicator))
    return {
        country: Missing(
            indicators=tuple(places.column(str(row[c.EDITION.name]), at) for at in sorted(indicators[country])),
            not_signed_off=tuple(sorted(standards[country])),
            errors=_count(row[c.ERRORS.name]),
            warnings=_count(row[c.WARNINGS.name]),
            file=str(row[c.FILE.name]),
            status=str(row[c.STATUS.name]),
        )
        for country, row in counted.items()
    }


def _open(
    counted: Mapping[str, Mapping[str, Value]], findings: Iterable[Mapping[str, Value]]
) -> Iterator[tuple[str, str, names.Name]]:
    """The findings of files that count, each with its Member, its code and its cell."""
    for row in findings:
        country = str(row[c.COUNTRY.name] or "")
        its_file = counted.get(country)
        if its_file is None or its_file[c.FILE.name] != row[c.FILE.name] or row[c.SEVERITY.name] == Severity.INFO:
            continue
        at = names.read_name(str(row[c.NAME.name] or ""))
        if at is not None and at.standard:
            yield country, str(row[c.CODE.name]), at


def _count(value: Value) -> int:
    return int(value) if isinstance(value, (int, float)) else 0
