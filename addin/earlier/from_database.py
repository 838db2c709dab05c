"""An earlier year's answers from a database: each where it stood in the file that was returned."""

from __future__ import annotations

from addin.database.stored import StoredFile, latest_before
from addin.earlier.member_rows import MemberRows, given_in, indicator_number
from schemas.database_address import DatabaseAddress
from schemas.years.member_answers import MemberAnswers, Past


def from_database(address: DatabaseAddress, year: int | None) -> Past:
    """The answers of the latest year before `year` in a database. Raises `Refusal` where there is none."""
    stored = latest_before(address, year)
    return Past(stored.year, {file.country: _answers(file) for file in stored.files}, {})


def _answers(file: StoredFile) -> MemberAnswers:
    stale = {indicator_number(name) for name in file.stale}
    return MemberAnswers(
        file.file,
        file.edition,
        file.language,
        file.year,
        file.country,
        dict(given_in(MemberRows(file.levels, file.answers, file.information, stale))),
        frozenset(stale),
        remarks=tuple(row.from_file(file.file) for row in file.remarks),
    )
