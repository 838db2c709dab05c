"""Who answers, for which year, and how to reach them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from addin.checks.about import about, problem_of
from addin.checks.check import yields
from addin.returned.returned import Entry, Returned
from schemas.findings import Finding
from schemas.findings.catalogue import (
    CountryAmbiguous,
    CountryDiffers,
    CountryMissing,
    CountryUnknown,
    DateAmbiguous,
    DateFar,
    DateInvalid,
    DateOutOfRange,
    EmailInvalid,
    TextTooLong,
    WrongYearTyped,
    YearEmptied,
    YearInvalid,
)
from schemas.layout.names import IDENTITY

YEARS_AROUND = 1
"""A workbook is sent in its template's year, the one before or the one after; a day beyond is a slip."""


@yields(
    *(CountryDiffers, CountryMissing, DateFar, WrongYearTyped, YearEmptied),
    read=(
        *(CountryUnknown, CountryAmbiguous, DateAmbiguous, DateInvalid, DateOutOfRange, EmailInvalid),
        *(TextTooLong, YearInvalid),
    ),
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
        elif entry.reading is not None:
            yield from _not_the_templates(returned, entry)


def _not_the_templates(returned: Returned, entry: Entry) -> Iterator[Finding]:
    """Another year, or another Member, than those that the template was made for; a day years away from it."""
    name, value, stamp = entry.slot.name, entry.value.value, returned.stamp
    if name == "reporting_year" and value != stamp.year:
        yield about(returned, entry, WrongYearTyped(year=stamp.year))
    elif name == "country" and stamp.member is not None and value != stamp.member:
        member = returned.speaker.country_names.get(stamp.member, stamp.member)
        yield about(returned, entry, CountryDiffers(member=member))
    elif isinstance(value, dt.date) and abs(value.year - stamp.year) > YEARS_AROUND:
        yield about(returned, entry, DateFar(year=stamp.year))


def _missing(returned: Returned, entry: Entry) -> Iterator[Finding]:
    if entry.slot.name == "country":
        yield about(returned, entry, CountryMissing())
    elif entry.slot.name == "reporting_year":
        # The template fills the year in: an empty cell was emptied.
        yield about(returned, entry, YearEmptied(year=returned.stamp.year))
