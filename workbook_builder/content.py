"""What stands in a workbook's cells when it is made: typed values, and last year's answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from schemas.definition import Definition
from schemas.layout.columns import StandardColumn
from schemas.layout.names import MEMBER_IDENTITY
from schemas.questions import Raw
from schemas.years.last_year import LastYear
from schemas.years.last_year_cells import last_cells, nothing_to_keep


@dataclass(frozen=True)
class Content:
    """What a workbook holds when it is made; a cell that is not named is empty."""

    year: int
    typed: Mapping[str, Raw] = field(default_factory=dict)
    """What stands in input cells, by name."""
    last: Mapping[str, Raw] = field(default_factory=dict)
    """What stands in the cells of last year's answers, by name."""
    last_year: int | None = None
    """The year of those answers; None where there are none."""
    locked: frozenset[str] = frozenset()
    """Input cells that nobody may change."""
    cover: Mapping[str, str] = field(default_factory=dict)
    """What the cover says of the campaign, by the names of `COVER`; what is not named was not told."""


def content_of(
    definition: Definition,
    year: int,
    member: str | None = None,
    last: LastYear | None = None,
    typed: Mapping[str, Raw] | None = None,
    cover: Mapping[str, str] | None = None,
) -> Content:
    """The content of a template for `member` (ISO 3166-1 alpha-3) or for any, with `typed` filled in.

    `cover` is what is known of the campaign, by the names of `COVER`; the time that is meant follows from the year.
    """
    period = definition.wording.cover.period_text.format(year=year - 1)
    said = {"period": period, **(cover or {})}
    filled: dict[str, Raw] = {"reporting_year": year, **(typed or {})}
    locked = frozenset[str]()
    if member is not None:
        filled |= {"country": definition.country_names[member], "reporting_year": year}
        locked = MEMBER_IDENTITY
    if last is None:
        return Content(year, filled, locked=locked, cover=said)
    locked |= nothing_to_keep(definition, last)
    return Content(year, filled, last_cells(definition, last), last.year, locked, said)


LAST_YEAR_COLUMNS = (StandardColumn.LAST, StandardColumn.KEEP)
"""The columns that officers see of last year's answers."""
