"""Whom a letter goes to: the list of contacts, else this year's returned workbook, else last year's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from addin.consolidation.consolidate import Consolidation, File, consolidate
from addin.contacts.contact_list import Contacts
from addin.contacts.list_rows import read_rows
from addin.contacts.mail_address import ascii_addresses
from addin.letters.draft import plain
from addin.returned.folder import find_files
from addin.submissions.in_parallel import examine_listed
from schemas.errors import Refusal
from schemas.messages.message import Message
from schemas.services import Watch
from schemas.written.database_seal import is_database

_NAME_LIMIT = 100
"""Characters of a name in a salutation: officers type whatever they like."""
NO_ADDRESS = Message("No address is known: add one to the list of contacts.")
_COLUMNS = ("country", "contact_name", "contact_email")


@dataclass(frozen=True, slots=True)
class Typed:
    """The contact as an officer typed it in a workbook."""

    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a letter goes to."""

    name: str = ""
    to: tuple[str, ...] = ()
    """Addresses in ASCII; none where nobody knows one."""
    cc: tuple[str, ...] = ()
    reason: str = ""
    """Why there is no address, in words."""


@dataclass(frozen=True, slots=True)
class EarlierContacts:
    """The contacts of an earlier year, by ISO 3166-1 alpha-3."""

    typed: Mapping[str, Typed] = field(default_factory=dict)
    year: int | None = None
    """None where nobody knows."""

    def check_before(self, year: int, place: Path | None) -> None:
        """Raise `Refusal` where they are not of a year before `year`."""
        if self.year is not None and self.year >= year:
            raise Refusal(
                "The workbooks in {place} are of {own_year}: give those of a year before {year}.",
                place=place,
                own_year=self.year,
                year=year,
            )


def addressee(country: str, contacts: Contacts, typed: Typed, earlier: EarlierContacts) -> Addressee:
    """Whom a letter to a Member goes to; copies go to whom the list names, whoever knows the address."""
    contact = contacts.of(country)
    if contact.to:
        return _addressee(contact.name, contact.to, contact.cc)
    wrong = ""
    for each in (typed, earlier.typed.get(country, Typed())):
        try:
            to = ascii_addresses(each.email)
        except ValueError:
            wrong = wrong or _one_line(each.email)
            continue
        if to:
            return _addressee(each.name, to, contact.cc)
    if not wrong:
        return Addressee(reason=NO_ADDRESS)
    return Addressee(
        reason=Message(
            "The e-mail address in its workbook cannot be written to ({found}): add one to the list of contacts.",
            found=wrong,
        )
    )


def _addressee(name: str, to: tuple[str, ...], cc: tuple[str, ...]) -> Addressee:
    return Addressee(_one_line(name), to, tuple(each for each in cc if each not in to))


def _one_line(text: str) -> str:
    line = " ".join(plain(text).split())
    return line if len(line) <= _NAME_LIMIT else line[: _NAME_LIMIT - 1] + "…"


def typed_in(consolidation: Consolidation, file: File | None) -> Typed:
    """The contact that was typed in `file`."""
    identity = consolidation.identity(file) if file is not None else {}
    return Typed(identity.get("contact_name", ""), identity.get("contact_email", ""))


def earlier_contacts(place: Path | None, watch: Watch) -> EarlierContacts:
    """The contacts in a folder of an earlier year's returned workbooks, or in its status workbook.

    Raises `Refusal` where there are none to be had.
    """
    if place is None:
        return EarlierContacts()
    if place.is_file():
        return _of_status(place)
    files = find_files(place)
    consolidation = consolidate(watch(examine_listed(files), len(files)))
    counted = {file.country: file for file in consolidation.counted if file.country is not None}
    if not counted:
        raise Refusal(
            "No file in {place} could be read as a KPI workbook: give last year's returned workbooks.", place=place
        )
    typed = {country: typed_in(consolidation, file) for country, file in counted.items()}
    return EarlierContacts(typed, consolidation.year)


def _of_status(place: Path) -> EarlierContacts:
    # A database of years is no table that anybody could save in another form: it keeps answers, and no addresses.
    rows = [] if is_database(place) else [cells for _, cells in read_rows(place).rows]
    headings = list(rows[0]) if rows else []
    if any(name not in headings for name in _COLUMNS):
        raise Refusal(
            "{place} holds no addresses: give the folder of last year's returned workbooks, or its status workbook.",
            place=place,
        )
    country, name, email = (headings.index(column) for column in _COLUMNS)
    return EarlierContacts({cells[country]: Typed(cells[name], cells[email]) for cells in rows[1:]})
