"""Which workbooks are to be made: for whom, in which language, beside which answers of last year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from schemas.definition import Definition
from schemas.loading.members import load_members
from schemas.loading.spoken import load_spoken
from schemas.years.campaign import UNTOLD, Campaign
from schemas.years.last_year import LastYear
from schemas.years.member_answers import MemberAnswers
from schemas.years.remarks import remarks_sheet
from workbook_builder.build import BuiltWorkbook, build_workbook, file_name

NOTHING: Mapping[str, MemberAnswers] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Order:
    """One workbook to make, for one Member (ISO 3166-1 alpha-3) or for any."""

    definition: Definition
    year: int
    member: str | None = None
    campaign: Campaign = UNTOLD

    @property
    def cover(self) -> Mapping[str, str]:
        """What its cover says of the campaign, by the names of `COVER`."""
        return self.campaign.cover(self.definition)

    @property
    def file_name(self) -> str:
        """The name of its file."""
        return file_name(self.definition, self.year, self.member)


def orders_for(
    members: Sequence[str], edition: str, year: int, language: str | None, campaign: Campaign = UNTOLD
) -> list[Order]:
    """An order for each of `members`, in `language` or in the Member's own.

    English, where the edition is not worded in a Member's own language.
    """
    own = {member.iso3: member.language for member in load_members().members}
    return [Order(load_spoken(edition, language or own[member]), year, member, campaign) for member in members]


def all_members() -> list[str]:
    """The codes of all Members, in the order of their names in English."""
    return [member.iso3 for member in load_members().members]


def make_one(
    order: Order, password: str | None, last: LastYear | None, beside: Mapping[str, MemberAnswers] = NOTHING
) -> BuiltWorkbook:
    """The workbook of one order; what was written `beside` its Member's last answers is listed on its own sheet."""
    member, definition = order.member or "", order.definition
    note = remarks_sheet([beside[member]], definition) if member in beside else None
    notes = (note,) if note is not None else ()
    return build_workbook(
        definition,
        order.year,
        member=order.member,
        password=password,
        last=last,
        cover=order.cover,
        notes=notes,
    )
