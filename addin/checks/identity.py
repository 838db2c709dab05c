"""Who answers, for which year, and how to reach them."""

from __future__ import annotations

from collections.abc import Iterator

from addin.checks.about import about, problem_of
from addin.checks.check import yields
from addin.returned.returned import Entry, Returned
from schemas.findings import Finding
from schemas.findings.catalogue import (
    CountryMissing,
    CountryUnknown,
    DateAmbiguous,
    DateInvalid,
    DateOutOfRange,
    EmailInvalid,
    TextTooLong,
    WrongYearTyped,
    YearEmptied,
    YearInvalid,
)
from schemas.layout.names import IDENTITY


@yields(
    *(CountryMissing, WrongYearTyped, YearEmptied),
    read=(CountryUnknown, DateAmbiguous, DateInvalid, DateOutOfRange, EmailInvalid, TextTooLong, YearInvalid),
)
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
            yield about(returned, entry, WrongYearTyped(year=returned.stamp.year))


def _missing(returned: Returned, entry: Entry) -> Iterator[Finding]:
    if entry.slot.name == "country":
        yield about(returned, entry, CountryMissing())
    elif entry.slot.name == "reporting_year":
        # The template fills the year in: an empty cell was emptied.
        yield about(returned, entry, YearEmptied(year=returned.stamp.year))
