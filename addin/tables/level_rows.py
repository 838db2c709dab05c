"""The levels, a row an indicator: as a database holds them, where Levels has a column an indicator."""

from __future__ import annotations

from collections.abc import Iterator

from addin.consolidation.consolidate import Consolidation, File
from addin.submissions.corrections import joined
from addin.submissions.submission import LevelRow
from addin.tables import columns as c
from addin.tables.table import Cells, Table, table_of
from addin.tables.words import words_in

LEVEL_ROWS = "Levels"


def level_rows(consolidation: Consolidation) -> Table:
    """One row an indicator of each file that counts, numbered as its edition has it; the level may be empty."""
    words = words_in(consolidation.language)
    cells: Cells[File, LevelRow] = {
        c.COUNTRY: lambda file, _: file.country,
        c.MEMBER: lambda file, _: words.member(file.country),
        c.REGION: lambda file, _: words.region(file.country),
        c.YEAR: lambda file, _: file.year,
        c.STANDARD: lambda _, row: row.standard,
        c.STANDARD_TITLE: lambda file, row: words.standard_title(file.edition, row.standard),
        c.INDICATOR: lambda _, row: f"{row.standard}.{row.indicator}",
        c.LEVEL: lambda _, row: row.level,
        c.FILE: lambda file, _: file.file,
        c.SHEET: lambda _, row: row.sheet,
        c.CELL: lambda _, row: row.cell,
        c.DECISION: lambda file, row: joined([*map(str, file.decisions), row.decision]),
    }

    def records() -> Iterator[tuple[File, LevelRow]]:
        return ((file, row) for file, rows in consolidation.levels() for row in rows)

    return table_of(LEVEL_ROWS, cells, records)
