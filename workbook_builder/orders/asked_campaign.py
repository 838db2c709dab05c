"""The campaign that templates are made for: its file, named or found, and what is typed over it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from schemas.errors import Refusal
from schemas.loading.asked import check_year
from schemas.loading.campaigns import find_campaign, load_campaign, typed_over
from schemas.services import TemplatesAsked
from schemas.years.campaign import Campaign


@dataclass(frozen=True, slots=True)
class AskedCampaign:
    """A campaign for a year, and the file that it was read from, if any."""

    campaign: Campaign
    year: int
    file: Path | None = None


def asked_campaign(asked: TemplatesAsked) -> AskedCampaign:
    """The campaign and the reporting year that are `asked` for.

    The file is the one that is named, else the first `campaign.yaml` in the folder of the templates, the
    one above it and the current one. Raises `Refusal` for what cannot be meant, or is of another year.
    """
    file = asked.campaign or find_campaign((asked.out, asked.out.parent, Path()))
    of_file = load_campaign(file) if file is not None else Campaign()
    year = check_year(_first(asked.year, of_file.year, this_year()))
    if of_file.year not in (None, year):
        raise Refusal(
            "{file} is of the year {own_year}, and the templates are of {year}: correct one of the two.",
            file=file,
            own_year=of_file.year,
            year=year,
        )
    campaign = typed_over(of_file, due=asked.due, return_to=asked.return_to, help_contact=asked.help_contact)
    if campaign.due is not None and campaign.due.year < year:
        where = "--due" if asked.due is not None else file
        raise Refusal(
            "{where}: the due date {due} lies before the year {year}: correct one of the two.",
            where=where,
            due=campaign.due,
            year=year,
        )
    return AskedCampaign(campaign, year, file)


def this_year() -> int:
    """The year on the clock of the person who asks."""
    return dt.datetime.now().astimezone().year


def _first(*years: int | str | None) -> int | str:
    return next(year for year in years if year is not None)
