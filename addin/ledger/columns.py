"""The columns of the ledger's two sheets: what is typed, with what it is told, and what is open to decide."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from addin.ledger.open_items import OpenItem
from addin.tables import columns as result
from addin.tables.table import Cells, Column
from schemas.loading.loader import load_definition

MEMBERS, ACTIONS, NAMES, CODES, FILES = (f"ledger_{name}" for name in ("members", "actions", "names", "codes", "files"))
"""The lists to choose from, by their defined names."""


class Typed(NamedTuple):
    """A column to type in."""

    column: Column
    prompt: str
    """What is told beside the cell."""
    choices: str = ""
    """The list to choose from; empty where there is none."""
    is_strict: bool = False
    """Whether nothing else is taken."""


TYPED = (
    Typed(result.DATE, "The day of the decision, such as 2026-03-31. The latest wins where two meet."),
    Typed(result.BY, "Who decided."),
    Typed(replace(result.COUNTRY, width=24, centred=False), "The Member, by name or by code such as KEN.", MEMBERS),
    Typed(result.YEAR, "The season; empty for any."),
    Typed(
        result.ACTION,
        "correct: a value counts instead of a cell's. waive: findings become information."
        " accept: the file counts in spite of its errors. choose: this file counts. exclude: this one does not.",
        ACTIONS,
        is_strict=True,
    ),
    Typed(
        replace(result.NAME, width=40, wraps=True),
        "correct: the cell, or the themes of a need. waive: this cell only.",
        NAMES,
    ),
    Typed(result.DECIDED_CODE, "waive: which findings.", CODES, is_strict=True),
    Typed(
        result.DECIDED_VALUE,
        "correct: what is to count, as the officer would type it; of themes their codes or titles, ; between two.",
    ),
    Typed(
        result.DECIDED_FILE,
        "choose, exclude: the file. For the others where only one file is meant.",
        FILES,
    ),
    Typed(result.DECIDED_REASON, "Why: it stands in the result."),
)
"""In the order of `addin.decisions.heading.HEADINGS`."""

_MEMBER = replace(result.MEMBER, description="The Member's name in English.")
_MAY = Column("may", "What one may do about it.", width=48, wraps=True)


def open_cells() -> Cells[OpenItem]:
    """The columns of what is open, each with the way to its value."""
    names = load_definition().country_names
    return {
        result.FILE: lambda item: item.file,
        result.COUNTRY: lambda item: item.country,
        _MEMBER: lambda item: names.get(item.country, ""),
        result.CODE: lambda item: item.found.code,
        result.SEVERITY: lambda item: item.found.severity,
        result.SHEET: lambda item: item.found.sheet,
        result.CELL: lambda item: item.found.cell,
        result.NAME: lambda item: item.found.name,
        result.FOUND: lambda item: item.found.found,
        result.MESSAGE: lambda item: item.found.message,
        _MAY: lambda item: item.may,
    }
