"""All tables of a result: what was read, row by row, and what it comes to."""

from __future__ import annotations

from addin.consolidation.consolidate import Consolidation
from addin.tables.about_tables import ABOUT, CONTENTS, about, contents
from addin.tables.in_words import InWords, in_words
from addin.tables.information_table import INFORMATION, information_summary
from addin.tables.movement_tables import FALLS, MOVEMENT, falls, movement_matrix, movement_regions, movement_summary
from addin.tables.raw_tables import raw_tables
from addin.tables.region_tables import REGIONS, regions, response, shares_by_region
from addin.tables.run import UNTOLD, Run
from addin.tables.summary_tables import SUMMARY, legend, standards, summary, summary_response
from addin.tables.table import Table
from addin.tables.theme_tables import THEMES, theme_counts, themes

SHEETS = (
    *(SUMMARY, REGIONS, "Levels", "Needs", THEMES, MOVEMENT, FALLS, "Movement", INFORMATION, "Information"),
    *("Answers", "Findings", "Remarks", "Decisions", "Files", ABOUT),
)
"""The sheets of the result workbook in order: what is read first, then what it was counted from."""


def all_tables(consolidation: Consolidation, run: Run = UNTOLD) -> tuple[Table, ...]:
    """The tables of the result workbook, in the order of its sheets.

    Of a sheet's tables the one that it is named after comes first. `run` is how it came about.
    """
    return tuple(tables_in_words(consolidation, run)[1].values())


def tables_in_words(consolidation: Consolidation, run: Run) -> tuple[InWords, dict[str, Table]]:
    """The same by name, with the survey that they tell of."""
    raw = {table.name: table for table in raw_tables(consolidation)}
    words = in_words(consolidation, raw.values())
    made = (
        *(summary(words), standards(words), summary_response(words), legend(words)),
        *(regions(words), response(words), shares_by_region(words)),
        *(raw["Levels"], raw["Needs"], themes(words), theme_counts(words)),
        *(movement_summary(words), movement_regions(words), movement_matrix(words), falls(words, raw["Movement"])),
        *(raw["Movement"], information_summary(words), raw["Information"], raw["Answers"], raw["Findings"]),
        *(raw["Remarks"], raw["Decisions"], raw["Files"], about(consolidation, words, run), contents(words, SHEETS)),
    )
    return words, {table.name: table for table in made}


__all__ = ["ABOUT", "CONTENTS", "SHEETS", "all_tables", "tables_in_words"]
