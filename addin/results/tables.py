"""The result tables as data: the columns and rows that the workbook, CSV and Parquet all show.

Rows are streamed from a consolidation, so that a table is never whole in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

from addin.consolidation.consolidate import Consolidation, File, FindingRow
from addin.consolidation.review import Review, review_of
from addin.decisions.ledger import Settled
from addin.results import columns as c
from addin.results.level_columns import level_columns
from addin.results.movement import Movement, movements
from addin.results.table import Cells, Table, Value, table_of
from addin.submissions.corrections import joined
from addin.submissions.submission import AnswerRow, InformationRow, LevelRow, RemarkRow
from schemas.loading.members import unions
from schemas.models.structure import Topic

T = TypeVar("T")
_NEEDS = {Topic.DIFFICULTIES.value, Topic.CAPACITY_BUILDING.value}
_MEMBER: Cells[File, *tuple[object, ...]] = {
    c.COUNTRY: lambda file, *_: file.country,
    c.YEAR: lambda file, *_: file.year,
}
"""Whose row it is, in every table of what Members answered."""


def all_tables(consolidation: Consolidation) -> tuple[Table, ...]:
    """The tables of the result workbook, in the order of its sheets."""
    makers = (files, levels, answers, information, findings, summary, needs, movement, remarks, decisions)
    return tuple(make(consolidation) for make in makers)


def files(consolidation: Consolidation) -> Table:
    """Every file found, one row each."""
    cells: Cells[File] = {
        c.FILE: lambda file: file.file,
        c.SHA256: lambda file: file.sha256,
        c.STATUS: lambda file: file.status.value,
        c.COUNTRY: lambda file: file.country,
        c.YEAR: lambda file: file.year,
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
    """One row a Member, one column an indicator: 1 to 5, or empty."""
    places = level_columns(consolidation.definitions)

    def level_at(name: str) -> Callable[[File, dict[str, LevelRow]], Value]:
        return lambda _, chosen: chosen[name].level if name in chosen else None

    cells: Cells[File, dict[str, LevelRow]] = {
        **_MEMBER,
        **{c.level_of(name): level_at(name) for name in places.questions},
        c.DECISION: lambda file, chosen: _decision(file, *chosen.values()),
    }

    def records() -> Iterator[tuple[File, dict[str, LevelRow]]]:
        for file, chosen in consolidation.levels():
            yield file, {places.column(file.edition, (row.standard, row.indicator)): row for row in chosen}

    return table_of("Levels", cells, records, frozen=2, leading=True)


def answers(consolidation: Consolidation) -> Table:
    """One row a capacity-building question; `indicator` counts within its standard."""
    cells: Cells[File, AnswerRow] = {
        **_MEMBER,
        c.STANDARD: lambda _, a: a.standard,
        c.INDICATOR: lambda _, a: a.indicator,
        c.LEVEL: lambda _, a: a.level,
        c.QUESTION: lambda _, a: a.question,
        c.TOPIC: lambda _, a: a.topic,
        c.QUESTION_TEXT: lambda _, a: a.question_text,
        c.YES_NO: lambda _, a: a.yes_no,
        c.ANSWER: lambda _, a: a.answer,
        c.FILE: lambda file, _: file.file,
        c.SHEET: lambda _, a: a.sheet,
        c.CELL: lambda _, a: a.cell,
        c.DECISION: _decision,
    }
    return table_of("Answers", cells, consolidation.answers)


def information(consolidation: Consolidation) -> Table:
    """One row a value of additional information; `value` is a number, codes and words are `text`."""
    cells: Cells[File, InformationRow] = {
        **_MEMBER,
        c.STANDARD: lambda _, i: i.standard,
        c.ITEM: lambda _, i: i.item,
        c.LABEL: lambda _, i: i.label,
        c.PART: lambda _, i: i.part,
        c.KIND: lambda _, i: i.kind,
        c.VALUE: lambda _, i: i.value,
        c.UNIT: lambda _, i: i.unit,
        c.FLAG: lambda _, i: i.flag,
        c.PERIOD: lambda _, i: i.period,
        c.NOT_AVAILABLE: lambda _, i: i.not_available,
        c.NOT_APPLICABLE: lambda _, i: i.not_applicable,
        c.TEXT: lambda _, i: i.text,
        c.FILE: lambda file, _: file.file,
        c.SHEET: lambda _, i: i.sheet,
        c.CELL: lambda _, i: i.cell,
        c.DECISION: _decision,
    }
    return table_of("Information", cells, consolidation.information)


def findings(consolidation: Consolidation) -> Table:
    """One row a finding, in any file."""
    cells: Cells[File, FindingRow] = {
        c.FILE: lambda file, _: file.file,
        c.COUNTRY: lambda file, _: file.country,
        c.CODE: lambda _, found: found.code,
        c.SEVERITY: lambda _, found: found.severity,
        c.SHEET: lambda _, found: found.sheet,
        c.CELL: lambda _, found: found.cell,
        c.NAME: lambda _, found: found.name,
        c.FOUND: lambda _, found: found.found,
        c.MESSAGE: lambda _, found: found.message,
        c.DECISION: lambda _, found: found.decision,
    }
    return table_of("Findings", cells, consolidation.findings)


def _decision(file: File, *rows: LevelRow | AnswerRow | InformationRow) -> str:
    """The rows of the ledger that touched `rows`, or without which their file would not count."""
    if not file.decisions and not any(row.decision for row in rows):
        return ""
    return joined([*map(str, file.decisions), *(row.decision for row in rows)])


class _Count(NamedTuple):
    """How many Members stand at each level of one indicator, and where the European Union does."""

    indicator: str
    question: str
    at_level: list[int]
    """Those at the levels 1 to 5."""
    members: int
    union: int | None


def summary(consolidation: Consolidation) -> Table:
    """One row an indicator: how many Members stand at each level; files without a Member are not counted.

    The European Union is no Member: its level stands beside their number.
    There is no mean: the levels are an order, not amounts.
    """

    def members_at(index: int) -> Callable[[_Count], Value]:
        return lambda count: count.at_level[index]

    cells: Cells[_Count] = {
        c.INDICATOR_NUMBER: lambda count: count.indicator,
        c.INDICATOR_QUESTION: lambda count: count.question,
        **{column: members_at(index) for index, column in enumerate(c.AT_LEVEL)},
        c.NO_LEVEL: lambda count: count.members - sum(count.at_level),
        c.TOTAL: lambda count: count.members,
        c.UNION: lambda count: count.union,
    }
    return table_of("Summary", cells, lambda: _each(_counts(consolidation)), frozen=1, leading=True)


def _counts(consolidation: Consolidation) -> Iterator[_Count]:
    places = level_columns(consolidation.definitions)
    members = sum(_is_member(file) for file in consolidation.counted)
    at_level = {name: [0] * 5 for name in places.questions}
    of_union: dict[str, int] = {}
    for file, chosen in consolidation.levels():
        levels = {places.column(file.edition, (row.standard, row.indicator)): row.level for row in chosen}
        for name, level in levels.items():
            if level is None:
                continue
            if _is_member(file):
                at_level[name][level - 1] += 1
            elif file.country is not None:
                of_union[name] = level
    for name, question in places.questions.items():
        yield _Count(name, question, at_level[name], members, of_union.get(name))


def _is_member(file: File) -> bool:
    """Whether a file is a Member's: not nobody's, and not that of a union of Members."""
    return file.country is not None and file.country not in unions()


def needs(consolidation: Consolidation) -> Table:
    """The register of difficulties and capacity-building needs: what was written, or a bare Yes."""
    cells: Cells[File, AnswerRow] = {
        **_MEMBER,
        c.STANDARD: lambda _, a: a.standard,
        c.INDICATOR: lambda _, a: a.indicator,
        c.LEVEL: lambda _, a: a.level,
        c.TOPIC: lambda _, a: a.topic,
        c.QUESTION_TEXT: lambda _, a: a.question_text,
        c.NEED: lambda _, a: _need(a),
        c.FILE: lambda file, _: file.file,
        c.SHEET: lambda _, a: a.sheet,
        c.CELL: lambda _, a: a.cell,
    }
    return table_of("Needs", cells, lambda: (record for record in consolidation.answers() if _need(record[1])))


def _need(a: AnswerRow) -> str:
    """The difficulty or the need that an answer tells of; empty where it tells of none."""
    if a.topic not in _NEEDS:
        return ""
    return a.answer or ("yes" if a.yes_no == "yes" else "")


def movement(consolidation: Consolidation) -> Table:
    """What changed since the year before, an indicator a row, each level with its cell."""
    cells: Cells[Movement] = {
        c.COUNTRY: lambda moved: moved.country,
        c.STANDARD: lambda moved: moved.standard,
        c.INDICATOR: lambda moved: moved.indicator,
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


def remarks(consolidation: Consolidation) -> Table:
    """What officers wrote beside their answers, one row each."""
    cells: Cells[File, RemarkRow] = {
        c.FILE: lambda file, _: file.file,
        c.COUNTRY: lambda file, _: file.country,
        c.SHEET: lambda _, remark: remark.sheet,
        c.CELL: lambda _, remark: remark.cell,
        c.REMARK_KIND: lambda _, remark: remark.kind,
        c.REMARK: lambda _, remark: remark.text,
    }
    return table_of("Remarks", cells, consolidation.remarks)


def decisions(consolidation: Consolidation) -> Table:
    """What the secretariat decided, a row of its ledger each, and what became of it."""
    cells: Cells[Settled] = {
        c.ROW: lambda settled: settled.decision.row,
        c.DATE: lambda settled: settled.decision.date.isoformat(),
        c.BY: lambda settled: settled.decision.by,
        c.COUNTRY: lambda settled: settled.decision.country,
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


def _each(records: Iterable[T]) -> Iterator[tuple[T]]:
    """Each record by itself, as what a row is made from."""
    return ((record,) for record in records)
