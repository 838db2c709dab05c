"""Who answers, for which year, and how to reach them."""

from __future__ import annotations

from collections.abc import Iterator

from addin.checks.about import about, problem_of
from addin.returned.returned import Entry, Returned
from schemas.findings import Code, Finding
from schemas.layout.names import IDENTITY
from schemas.questions import FIRST_YEAR, LAST_YEAR


def check_identity(returned: Returned) -> Iterator[Finding]:
    """The Member missing or unknown; a year, date or address that is none; another year's template."""
    for name in IDENTITY:
        entry = returned.entry(name)
        if entry is None:
            continue
        if entry.is_empty:
            yield from _missing(returned, entry)
            continue
        problem = problem_of(returned, entry)
        if problem is not None:
            yield problem
        elif name == "reporting_year" and entry.reading is not None and entry.value.value != returned.stamp.year:
            yield about(returned, entry, Code.WRONG_YEAR, "typed", year=returned.stamp.year)


def _missing(returned: Returned, entry: Entry) -> Iterator[Finding]:
    if entry.slot.name == "country":
        yield about(returned, entry, Code.COUNTRY_MISSING)
    elif entry.slot.name == "reporting_year":
        # The template fills the year in: an empty cell was emptied.
        yield about(returned, entry, Code.YEAR_INVALID, minimum=FIRST_YEAR, maximum=LAST_YEAR)
