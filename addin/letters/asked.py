"""The letters that somebody asks for, and the campaign that they are of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from addin.contacts.contact_list import NO_CONTACTS, Contacts, read_contacts
from addin.decisions.ledger import Ledger
from addin.decisions.reading import read as read_ledger
from addin.status.asked_members import Asked, read_members
from schemas.errors import Refusal
from schemas.loading.campaigns import find_campaign, load_campaign, typed_over
from schemas.models.letters import Kind
from schemas.years.campaign import Campaign


@dataclass(frozen=True, slots=True, kw_only=True)
class LettersAsked:
    """What somebody asks for, as it was typed and not checked yet."""

    folder: Path
    """The folder of the returned workbooks; of a dispatch, that of the templates."""
    kind: Kind
    today: dt.date
    """The day of whoever asks: it decides who is late."""
    out: Path | None = None
    """The folder that the drafts go to; its usual place where it is None."""
    contacts: Path | None = None
    members: Path | None = None
    """The list of the Members asked; None for all whom there is something to write to."""
    campaign: Path | None = None
    """The campaign's file; None for the first `campaign.yaml` beside the folder, if there is one."""
    due: str | None = None
    year: int | None = None
    before: Path | None = None
    """Where last year's addresses are: its folder of returned workbooks, or its status workbook."""
    decisions: Path | None = None
    """The ledger of decisions."""
    force: bool = False


@dataclass(frozen=True, slots=True)
class Correspondence:
    """What is known before a workbook is read."""

    kind: Kind
    campaign: Campaign
    campaign_file: Path | None
    contacts: Contacts
    members: tuple[Asked, ...] | None
    year: int | None
    """The year asked for; None where the folder is to tell."""
    ledger: Ledger | None = None
    """What was decided on the returned workbooks."""

    def of_year(self, year: int) -> Correspondence:
        """The same for the year that was found; raises `Refusal` where the campaign is not of it."""
        due = self.campaign.due
        if due is not None and due.year < year:
            raise Refusal("The due date {due} lies before the year {year}: correct one of the two.", due=due, year=year)
        return replace(self, year=year)

    def lists(self, asked: LettersAsked) -> tuple[Path, ...]:
        """The files that nobody returned, wherever they stand."""
        files = (asked.contacts, asked.members, asked.decisions, self.campaign_file)
        return tuple(file for file in files if file is not None)


def correspondence(asked: LettersAsked) -> Correspondence:
    """What `asked` names, read. Raises `Refusal` or `DefinitionError` for what cannot be meant."""
    file = asked.campaign or find_campaign((asked.folder, asked.folder.parent, Path()))
    of_file = load_campaign(file) if file is not None else Campaign()
    if asked.year is not None and of_file.year not in (None, asked.year):
        raise Refusal(
            "{file} is of the year {own_year}, and the letters are of {year}: correct one of the two.",
            file=file,
            own_year=of_file.year,
            year=asked.year,
        )
    known = Correspondence(
        asked.kind,
        typed_over(of_file, due=asked.due),
        file,
        read_contacts(asked.contacts) if asked.contacts is not None else NO_CONTACTS,
        read_members(asked.members) if asked.members is not None else None,
        asked.year or of_file.year,
        read_ledger(asked.decisions, year=asked.year) if asked.decisions is not None else None,
    )
    return known.of_year(known.year) if known.year is not None else known
