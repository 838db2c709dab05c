"""A Member's answers as data: what was read from one workbook, and can be put into another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from schemas.database_address import Place
from schemas.errors import NotEarlierError
from schemas.questions import Part, Raw, Value
from schemas.years.last_year import LastYear


class Given(NamedTuple):
    """What one input cell held."""

    text: str
    """What people see in it."""
    value: Value | None = None
    """What was understood: a number, a code (`yes`, `annual`, `KEN`), a date, a text; None where nothing was."""
    unit: str = ""
    """`%`, `hours`, an ISO 4217 code, or empty."""
    not_available: bool = False
    sheet: str = ""
    cell: str = ""
    """Where it stood, in the file of the answers."""
    raw: Raw | None = None
    """What the cell held, as it was read; None where only the text is known."""
    not_applicable: bool = False
    estimated: bool = False
    parts: tuple[Part, ...] = ()
    """The values of a cell that held several."""


class Remark(NamedTuple):
    """What somebody wrote beside the answers."""

    file: str
    source: str
    """The sheet and the cell where it stood in that file, such as `Standard 1!J20`."""
    text: str


class Said(NamedTuple):
    """What one file says in a cell."""

    file: str
    given: Given


class Conflict(NamedTuple):
    """An input cell about which files say different things, so that it is left empty for somebody to decide."""

    name: str
    """Its defined name."""
    said: tuple[Said, ...]


@dataclass(frozen=True)
class MemberAnswers:
    """The filled cells of one workbook by defined name, in the numbering of its edition."""

    file: str
    edition: str
    language: str
    year: int
    country: str | None
    given: Mapping[str, Given]
    stale: frozenset[str] = frozenset()
    """The indicators (`1.1`) whose answers were written for another level than the one chosen."""
    last: LastYear | None = None
    """Last year's answers, where the workbook showed them."""
    member: str | None = None
    """The Member (ISO 3166-1 alpha-3) that the workbook was made for; None where it was made for any."""
    remarks: tuple[Remark, ...] = ()
    cover: Mapping[str, str] = field(default_factory=dict)
    """What its cover tells of the campaign, by the names of `COVER`; a due date in ISO 8601."""
    conflicts: tuple[Conflict, ...] = ()
    """What an earlier merge left to decide, and nobody has decided since: the cells are empty."""


@dataclass(frozen=True)
class Past:
    """The answers of one earlier year, by Member."""

    year: int
    members: Mapping[str, MemberAnswers]
    """By ISO 3166-1 alpha-3."""
    returned: Mapping[str, str | None]
    """The Member that each returned workbook names, by file; empty where a consolidated result was read."""
    unread: tuple[str, ...] = ()
    """The files that no answers of that year could be taken from."""

    def check_before(self, year: int, place: Place) -> None:
        """Raise `NotEarlierError` where these answers, which stand in `place`, are not of a year before `year`."""
        if self.year >= year:
            raise NotEarlierError(
                "The answers in {place} are those of {own_year}: give the answers of a year before {year}.",
                place=place,
                own_year=self.year,
                year=year,
            )
