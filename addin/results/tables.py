"""The result tables as data: the columns and rows that the workbook, CSV and Parquet all show.

Rows are streamed from a consolidation, so that a table is never whole in memory.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.consolidation.consolidate import Consolidation, File
from addin.results.level_columns import level_columns
from addin.results.movement import movements
from addin.results.table import Column, ColumnKind, Row, Table, columns_of
from schemas.models.structure import Topic

_NEEDS = {Topic.DIFFICULTIES.value, Topic.CAPACITY_BUILDING.value}


def all_tables(consolidation: Consolidation) -> tuple[Table, ...]:
    """The tables of the result workbook, in the order of its sheets."""
    makers = (files, levels, answers, information, findings, summary, needs, movement)
    return tuple(make(consolidation) for make in makers)


def exported_tables(consolidation: Consolidation) -> tuple[Table, ...]:
    """The tables that are also written as CSV and Parquet."""
    return tuple(make(consolidation) for make in (levels, answers, information, findings, files))


def files(consolidation: Consolidation) -> Table:
    """Every file found, one row each."""
    columns = columns_of("file sha256 status country year language edition complete errors warnings reason")

    def row(file: File) -> Row:
        identity = (file.file, file.sha256, file.status.value, file.country, file.year, file.language, file.edition)
        return (*identity, file.complete, file.errors, file.warnings, file.reason)

    return Table("Files", columns, lambda: map(row, consolidation.files))


def levels(consolidation: Consolidation) -> Table:
    """One row a Member, one column an indicator: 1 to 5, or empty."""
    places = level_columns(consolidation.definitions)
    names = tuple(places.questions)
    columns = (*columns_of("country year"), *(Column(name, ColumnKind.INTEGER) for name in names))

    def rows() -> Iterator[Row]:
        for file, chosen in consolidation.levels():
            level = {places.column(file.edition, (row.standard, row.indicator)): row.level for row in chosen}
            yield (file.country, file.year, *(level.get(name) for name in names))

    return Table("Levels", columns, rows)


def answers(consolidation: Consolidation) -> Table:
    """One row a capacity-building question; `indicator` counts within its standard."""
    columns = columns_of(
        "country year standard indicator level question topic question_text yes_no answer file sheet cell",
        indicator=ColumnKind.INTEGER,
    )

    def rows() -> Iterator[Row]:
        for file, a in consolidation.answers():
            place = (file.country, file.year, a.standard, a.indicator, a.level, a.question)
            yield (*place, a.topic, a.question_text, a.yes_no, a.answer, file.file, a.sheet, a.cell)

    return Table("Answers", columns, rows)


def information(consolidation: Consolidation) -> Table:
    """One row an item of additional information; `value` is a number, codes and words are `text`."""
    columns = columns_of("country year standard item label kind value unit not_available text file sheet cell")

    def rows() -> Iterator[Row]:
        for file, i in consolidation.information():
            what = (file.country, file.year, i.standard, i.item, i.label, i.kind)
            yield (*what, i.value, i.unit, i.not_available, i.text, file.file, i.sheet, i.cell)

    return Table("Information", columns, rows)


def findings(consolidation: Consolidation) -> Table:
    """One row a finding, in any file."""
    columns = columns_of("file country code severity sheet cell name found message")

    def rows() -> Iterator[Row]:
        for file, found in consolidation.findings():
            yield (file.file, file.country, *found)

    return Table("Findings", columns, rows)


def summary(consolidation: Consolidation) -> Table:
    """One row an indicator: how many Members stand at each level; files without a Member are not counted.

    There is no mean: the levels are an order, not amounts.
    """
    counted = "level_1 level_2 level_3 level_4 level_5 no_level total"
    kinds = dict.fromkeys(counted.split(), ColumnKind.INTEGER)
    columns = columns_of(f"indicator question {counted}", question=ColumnKind.TEXT, **kinds)

    def rows() -> Iterator[Row]:
        places = level_columns(consolidation.definitions)
        questions = places.questions
        members = sum(file.country is not None for file in consolidation.counted)
        at_level = {name: [0] * 5 for name in questions}
        for file, chosen in consolidation.levels():
            for row in chosen if file.country is not None else ():
                if row.level is not None:
                    at_level[places.column(file.edition, (row.standard, row.indicator))][row.level - 1] += 1
        for name, question in questions.items():
            yield (name, question, *at_level[name], members - sum(at_level[name]), members)

    return Table("Summary", columns, rows)


def needs(consolidation: Consolidation) -> Table:
    """The register of difficulties and capacity-building needs: what was written, or a bare Yes."""
    columns = columns_of(
        "country year standard indicator level topic question_text answer file sheet cell", indicator=ColumnKind.INTEGER
    )

    def rows() -> Iterator[Row]:
        for file, a in consolidation.answers():
            answer = a.answer or ("yes" if a.yes_no == "yes" else "")
            if a.topic in _NEEDS and answer:
                place = (file.country, file.year, a.standard, a.indicator, a.level)
                yield (*place, a.topic, a.question_text, answer, file.file, a.sheet, a.cell)

    return Table("Needs", columns, rows)


def movement(consolidation: Consolidation) -> Table:
    """What changed since the year before, an indicator a row, each level with its cell."""
    columns = columns_of(
        "country standard indicator year_before level_before year level change counterpart"
        " file sheet cell file_before sheet_before cell_before",
        **dict.fromkeys(("indicator", "year_before", "level_before", "change"), ColumnKind.INTEGER),
    )
    return Table("Movement", columns, lambda: movements(consolidation))
