"""The result tables as data: the columns and rows that the workbook, CSV and Parquet all show.

Rows are streamed from a consolidation, so that a table is never whole in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace
from functools import cache, partial
from typing import Any, NamedTuple, TypeVar

from addin.consolidation.consolidate import (
    THEMES_APART,
    Consolidation,
    DecidedThemes,
    File,
    FindingRow,
    Themed,
)
from addin.consolidation.review import Review, review_of
from addin.consolidation.spool import Span, Spool
from addin.decisions.ledger import Settled
from addin.figures.statistics import Item, is_outlier
from addin.submissions.corrections import joined
from addin.submissions.submission import AnswerRow, InformationRow, LevelRow, RemarkRow
from addin.tables import columns as c
from addin.tables.fences import Fences, fences_of
from addin.tables.item_places import item_places
from addin.tables.level_columns import LevelColumns, level_columns
from addin.tables.movement import Movement, movements
from addin.tables.table import Cells, Column, Table, Value, table_of
from addin.tables.words import Words, words_in
from addin.themes.needs import NeedRow, needs_of
from addin.themes.recognising import Themes
from schemas.years.crosswalk import Change

T = TypeVar("T")


def _whose(words: Words) -> Cells[File, *tuple[object, ...]]:
    """Whose row it is, in every table with a file."""
    return {
        c.COUNTRY: lambda file, *_: file.country,
        c.MEMBER: lambda file, *_: words.member(file.country),
        c.REGION: lambda file, *_: words.region(file.country),
    }


def _answered(words: Words) -> Cells[File, *tuple[object, ...]]:
    """Whose row it is and of when, in every table of what Members answered."""
    return {**_whose(words), c.YEAR: lambda file, *_: file.year}


def _of_standard(words: Words) -> Cells[File, AnswerRow | InformationRow | NeedRow, *tuple[object, ...]]:
    """The standard that a row is of."""
    return {
        c.STANDARD: lambda _, row, *__: row.standard,
        c.STANDARD_TITLE: lambda file, row, *_: words.standard_title(file.edition, row.standard),
    }


def raw_tables(consolidation: Consolidation) -> tuple[Table, ...]:
    """The tables of what was read, row by row; every figure is counted from them."""
    makers = (levels, needs, movement, information, answers, findings, remarks, decisions, files)
    return tuple(make(consolidation) for make in makers)


def files(consolidation: Consolidation) -> Table:
    """Every file found, one row each."""
    cells: Cells[File] = {
        c.FILE: lambda file: file.file,
        c.SHA256: lambda file: file.sha256,
        c.STATUS: lambda file: file.status.value,
        **_answered(words_in(consolidation.language)),
        c.LANGUAGE: lambda file: file.language,
        c.EDITION: lambda file: file.edition,
        c.COMPLETE: lambda file: file.complete,
        c.ERRORS: lambda file: file.errors,
        c.WARNINGS: lambda file: file.warnings,
        c.REASON: lambda file: file.reason,
        c.REVIEW: lambda file: _word(review_of(file, consolidation.accepted)),
    }
    return table_of("Files", cells, lambda: _each(consolidation.files), frozen=1, leading=True)


def _word(review: Review | None) -> Value:
    return review.value if review is not None else None


def levels(consolidation: Consolidation) -> Table:
    """One row a Member, one column an indicator: 1 to 5, or empty; by region and name, what nobody sent last."""
    places, words = level_columns(consolidation.definitions), words_in(consolidation.language)

    def level_at(name: str) -> Callable[[File, dict[str, LevelRow]], Value]:
        return lambda _, chosen: chosen[name].level if name in chosen else None

    cells: Cells[File, dict[str, LevelRow]] = {
        **{replace(column, parts_rows=column is c.REGION): way for column, way in _answered(words).items()},
        **{column: level_at(column.name) for column in _level_columns(places)},
        c.DECISION: lambda file, chosen: _decision(file, *chosen.values()),
    }

    def records() -> Iterator[tuple[File, dict[str, LevelRow]]]:
        # The files are put in order, and not what they say: of thousands that would not fit into memory.
        for file in sorted(consolidation.counted, key=lambda each: words.place(each.country)):
            chosen = consolidation.levels_of(file)
            yield file, {places.column(file.edition, (row.standard, row.indicator)): row for row in chosen}

    return table_of("Levels", cells, records, frozen=2, leading=True)


def _level_columns(places: LevelColumns) -> Iterator[Column]:
    """The columns of levels, a group a standard; those that an older edition alone has are a group too."""
    group = None
    for name in places.questions:
        standard = name.partition(".")[0]
        yield c.level_of(name, begins_group=standard != group)
        group = standard


def answers(consolidation: Consolidation) -> Table:
    """One row a capacity-building question."""
    words = words_in(consolidation.language)
    cells: Cells[File, AnswerRow] = {
        **_answered(words),
        **_of_standard(words),
        c.INDICATOR: lambda _, a: f"{a.standard}.{a.indicator}",
        c.LEVEL: lambda _, a: a.level,
        c.QUESTION: lambda _, a: a.question,
        c.TOPIC: lambda _, a: a.topic,
        c.QUESTION_TEXT: lambda file, a: words.question(file.edition, a),
        c.YES_NO: lambda _, a: a.yes_no,
        c.ANSWER: lambda _, a: a.answer,
        c.WRITTEN_IN: lambda file, _: file.language,
        c.FILE: lambda file, _: file.file,
        c.SHEET: lambda _, a: a.sheet,
        c.CELL: lambda _, a: a.cell,
        c.DECISION: _decision,
    }

    def groups() -> Iterator[tuple[Hashable, Callable[[], Iterable[tuple[File, AnswerRow]]]]]:
        for file in consolidation.counted:
            yield _shown_of(file, file.spans.answers), partial(_of_file, consolidation, file)

    number = partial(_rows, consolidation, "answers")
    return table_of("Answers", cells, consolidation.answers, number=number, groups=groups)


def _shown_of(file: File, rows: Span[Any]) -> Hashable:
    """All that a row shows of its file, with the `rows` of the file that are shown."""
    return file.file, file.country, file.year, file.language, file.edition, file.decisions, rows


def _of_file(consolidation: Consolidation, file: File) -> Iterator[tuple[File, AnswerRow]]:
    return ((file, row) for row in consolidation.spool.read(file.spans.answers))


def information(consolidation: Consolidation) -> Table:
    """One row a value of additional information; `value` is a number, codes and words are `text`."""
    words = words_in(consolidation.language)

    places = item_places(consolidation.definitions)

    @cache
    def fences() -> Fences:
        return fences_of(consolidation)

    def counted(file: File, row: InformationRow) -> Item:
        place = places.of(file.edition, row.standard, row.item)
        return Item(place.standard, place.item, row.unit, place.edition)

    cells: Cells[File, InformationRow] = {
        **_answered(words),
        **_of_standard(words),
        c.ITEM: lambda _, i: i.item,
        c.LABEL: lambda file, i: words.label(file.edition, i),
        c.PART: lambda _, i: i.part,
        c.KIND: lambda _, i: i.kind,
        c.VALUE: lambda _, i: i.value,
        c.UNIT: lambda _, i: i.unit,
        c.FLAG: lambda _, i: i.flag,
        c.PERIOD: lambda _, i: i.period,
        c.NOT_AVAILABLE: lambda _, i: i.not_available,
        c.NOT_APPLICABLE: lambda _, i: i.not_applicable,
        c.OUTLIER: lambda file, i: is_outlier(i.value, fences().get(counted(file, i))),
        c.TEXT: lambda _, i: i.text,
        c.FILE: lambda file, _: file.file,
        c.SHEET: lambda _, i: i.sheet,
        c.CELL: lambda _, i: i.cell,
        c.DECISION: _decision,
    }
    return table_of("Information", cells, consolidation.information, number=lambda: _rows(consolidation, "information"))


def findings(consolidation: Consolidation) -> Table:
    """One row a finding, in any file."""
    cells: Cells[File, FindingRow] = {
        c.FILE: lambda file, _: file.file,
        **_whose(words_in(consolidation.language)),
        c.CODE: lambda _, found: found.code,
        c.SEVERITY: lambda _, found: found.severity,
        c.SHEET: lambda _, found: found.sheet,
        c.CELL: lambda _, found: found.cell,
        c.NAME: lambda _, found: found.name,
        c.FOUND: lambda _, found: found.found,
        c.MESSAGE: lambda _, found: found.message,
        c.DECISION: lambda _, found: found.decision,
    }
    return table_of("Findings", cells, consolidation.findings, is_linked=True)


def _decision(file: File, *rows: LevelRow | AnswerRow | InformationRow | NeedRow | DecidedThemes | None) -> str:
    """The rows of the ledger that touched `rows`, or without which their file would not count."""
    touched = [str(row.row) if isinstance(row, DecidedThemes) else row.decision for row in rows if row is not None]
    if not file.decisions and not any(touched):
        return ""
    return joined([*map(str, file.decisions), *touched])


def needs(consolidation: Consolidation) -> Table:
    """The register of needs, a Member and an indicator a row: what was written of difficulties and of support wanted.

    What it is about is suggested by its words, where nobody decided on it. Three columns are the secretariat's own.
    """
    words = words_in(consolidation.language)
    cells: Cells[File, NeedRow, Themes] = {
        **_answered(words),
        **_of_standard(words),
        c.INDICATOR: lambda _, need, __: f"{need.standard}.{need.indicator}",
        c.LEVEL: lambda _, need, __: need.level,
        c.DIFFICULTY: lambda _, need, __: need.difficulty,
        c.SUPPORT: lambda _, need, __: need.support,
        c.WRITTEN_IN: lambda file, *_: file.language,
        c.THEMES: lambda _, __, themes: THEMES_APART.join(themes),
        c.THEME_WORDS: lambda _, __, themes: THEMES_APART.join(
            f"{theme}: {', '.join(matched)}" for theme, matched in themes.items() if matched
        ),
        c.OWN_THEME: _left_to_people,
        c.OWN_PRIORITY: _left_to_people,
        c.OWN_PROGRAMME: _left_to_people,
        c.FILE: lambda file, *_: file.file,
        c.SHEET: lambda _, need, __: need.sheet,
        c.CELL: lambda _, need, __: need.cell,
        c.DECISION: lambda file, need, _: _decision(file, need, consolidation.themes.get(_place(file, need))),
    }

    def themes_of(file: File, need: NeedRow, recognised: Themes) -> Themes:
        decided = consolidation.themes.get(_place(file, need))
        return dict.fromkeys(decided.themes, ()) if decided else recognised

    def records() -> Iterator[tuple[File, NeedRow, Themes]]:
        spool = consolidation.spool
        for file in consolidation.counted:
            found = needs_found(file, spool)
            told = zip(spool.read(found.needs), spool.read(found.themes), strict=True)
            yield from ((file, need, themes_of(file, need, row.themes)) for need, row in told)

    def number() -> int:
        return sum(needs_found(file, consolidation.spool).needs.rows for file in consolidation.counted)

    return table_of("Needs", cells, records, is_linked=True, number=number)


class RecognisedRow(NamedTuple):
    """The themes of a need, as they wait in the spool."""

    themes: Themes


class NeedsFound(NamedTuple):
    """Where the needs of a file wait, and the themes that were recognised in each."""

    needs: Span[NeedRow]
    themes: Span[RecognisedRow]


def needs_found(file: File, spool: Spool) -> NeedsFound:
    """The needs of a file in the spool, where whoever asks first has them found and their texts looked through."""
    rows = file.spans.answers
    found = spool.made_of(rows, NeedRow, lambda: needs_of(spool.read(rows)))

    def recognised() -> Iterator[RecognisedRow]:
        return (RecognisedRow(dict(need.themes(file.language))) for need in spool.read(found))

    return NeedsFound(found, spool.made_of(rows, RecognisedRow, recognised))


def _place(file: File, need: NeedRow) -> Themed:
    return file.file, need.standard, need.indicator


def _left_to_people(*_: object) -> Value:
    """Nothing: what people write there is theirs."""
    return None


def movement(consolidation: Consolidation) -> Table:
    """What changed since the year before, an indicator a row, each level with its cell."""
    words, edition_of = words_in(consolidation.language), _editions(consolidation)
    cells: Cells[Movement] = {
        c.COUNTRY: lambda moved: moved.country,
        c.MEMBER: lambda moved: words.member(moved.country),
        c.REGION: lambda moved: words.region(moved.country),
        c.STANDARD: lambda moved: moved.standard,
        c.STANDARD_TITLE: lambda moved: words.standard_title(edition_of(moved), moved.standard),
        c.INDICATOR: lambda moved: f"{moved.standard}.{moved.indicator}",
        c.YEAR_BEFORE: lambda moved: moved.year_before,
        c.LEVEL_BEFORE: lambda moved: moved.level_before,
        c.YEAR: lambda moved: moved.year,
        c.LEVEL: lambda moved: moved.level,
        c.CHANGE: lambda moved: moved.change,
        c.COUNTERPART: lambda moved: moved.counterpart,
        c.FILE: lambda moved: moved.file,
        c.SHEET: lambda moved: moved.sheet,
        c.CELL: lambda moved: moved.cell,
        c.FILE_BEFORE: lambda moved: moved.file_before,
        c.SHEET_BEFORE: lambda moved: moved.sheet_before,
        c.CELL_BEFORE: lambda moved: moved.cell_before,
    }
    return table_of("Movement", cells, lambda: _each(movements(consolidation)))


def _editions(consolidation: Consolidation) -> Callable[[Movement], str | None]:
    """The edition whose numbers a row has: that of the file, or the earlier one's where it asked the indicator last."""
    editions = {file.file: file.edition for file in consolidation.counted}

    def edition(moved: Movement) -> str | None:
        if moved.counterpart == Change.DROPPED.value:
            return consolidation.before[moved.country or ""].edition
        return editions[moved.file]

    return edition


def remarks(consolidation: Consolidation) -> Table:
    """What officers wrote beside their answers, one row each."""
    cells: Cells[File, RemarkRow] = {
        c.FILE: lambda file, _: file.file,
        **_whose(words_in(consolidation.language)),
        c.SHEET: lambda _, remark: remark.sheet,
        c.CELL: lambda _, remark: remark.cell,
        c.REMARK_KIND: lambda _, remark: remark.kind,
        c.REMARK: lambda _, remark: remark.text,
    }
    return table_of("Remarks", cells, consolidation.remarks, number=lambda: _rows(consolidation, "remarks"))


def decisions(consolidation: Consolidation) -> Table:
    """What the secretariat decided, a row of its ledger each, and what became of it."""
    words = words_in(consolidation.language)
    cells: Cells[Settled] = {
        c.ROW: lambda settled: settled.decision.row,
        c.DATE: lambda settled: settled.decision.date.isoformat(),
        c.BY: lambda settled: settled.decision.by,
        c.COUNTRY: lambda settled: settled.decision.country,
        c.MEMBER: lambda settled: words.member(settled.decision.country),
        c.REGION: lambda settled: words.region(settled.decision.country),
        c.DECIDED_YEAR: lambda settled: settled.decision.year,
        c.ACTION: lambda settled: settled.decision.action.value,
        c.NAME: lambda settled: settled.decision.name,
        c.DECIDED_CODE: lambda settled: settled.decision.code.value if settled.decision.code else "",
        c.DECIDED_VALUE: lambda settled: settled.decision.shown_value,
        c.DECIDED_FILE: lambda settled: settled.decision.file,
        c.DECIDED_REASON: lambda settled: settled.decision.reason,
        c.EFFECT: lambda settled: settled.effect.value,
        c.BEFORE: lambda settled: settled.before,
    }
    return table_of("Decisions", cells, lambda: _each(consolidation.decisions))


def _rows(consolidation: Consolidation, kind: str) -> int:
    """How many rows of a `kind`, a field of `Spans`, the files that count have."""
    return sum(getattr(file.spans, kind).rows for file in consolidation.counted)


def _each(records: Iterable[T]) -> Iterator[tuple[T]]:
    """Each record by itself, as what a row is made from."""
    return ((record,) for record in records)
