"""The list of contacts: whom to write to at each Member, and in which language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from addin.contacts.list_rows import read_rows
from addin.contacts.mail_address import ascii_addresses
from schemas.errors import Refusal
from schemas.loading.letters import letter_languages
from schemas.loading.loader import load_definition
from schemas.messages.message import Message, together
from schemas.questions import LINE_LIMIT
from schemas.questions.countries import meant_by, member_called
from schemas.questions.plain_text import sign_held

HEADINGS = ("country", "name", "email", "cc", "language")
_NEEDED = ("country", "email")
_ALSO = {"member": "country", "e-mail": "email"}
"""What a heading may be called besides."""
_NO_MEMBER = Message(" is not the code or name of a WCO Member")
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to write to at a Member."""

    country: str
    """ISO 3166-1 alpha-3."""
    name: str = ""
    to: tuple[str, ...] = ()
    """Addresses in ASCII; empty where the list has none."""
    cc: tuple[str, ...] = ()
    language: str = ""
    """Two letters, one that there are letters in; empty where the list does not say."""


@dataclass(frozen=True)
class Contacts:
    """The contacts of a list, by ISO 3166-1 alpha-3."""

    by_country: Mapping[str, Contact]
    assumed: str = ""
    """The code page that the list was read in, where it did not say; empty where nothing was assumed."""

    def of(self, country: str) -> Contact:
        """The contact at a Member; one of whom nothing is known where the list has none."""
        return self.by_country.get(country, Contact(country))


NO_CONTACTS = Contacts({})


def read_contacts(file: Path) -> Contacts:
    """The contacts that `file` lists: a CSV or .xlsx with the columns `HEADINGS`, in any order.

    Raises `Refusal`, with the number of the row, for a Member that is not known or stands twice, an address
    that is none, a language there are no letters in, and what no header of a mail may hold.
    """
    rows = read_rows(file)
    if not rows.rows:
        raise Refusal(
            "{file} is empty: write the headings {headings}, and a Member a row below.",
            file=file,
            headings=", ".join(HEADINGS),
        )
    columns = _columns(file, rows.rows[0][1])
    found: dict[str, tuple[int, Contact]] = {}
    for number, cells in rows.rows[1:]:
        row = _Row(file, number, {name: cells[at] if at < len(cells) else "" for name, at in columns.items()})
        contact = row.contact()
        if contact.country in found:
            row.refuse(
                Message(
                    "{country} stands in row {row} already: keep one of the two",
                    country=contact.country,
                    row=found[contact.country][0],
                )
            )
        found[contact.country] = number, contact
    if not found:
        raise Refusal("There is no Member below the headings of {file}: write a Member a row.", file=file)
    return Contacts({country: contact for country, (_, contact) in found.items()}, rows.assumed)


def _columns(file: Path, headings: Iterable[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for at, heading in enumerate(headings):
        name = heading.strip().casefold()
        name = _ALSO.get(name, name)
        if name in columns and name in HEADINGS:
            raise Refusal("{file}: two columns are called {name}: keep one of them.", file=file, name=name)
        columns[name] = at
    missing = [name for name in _NEEDED if name not in columns]
    if missing:
        listed, called = ", ".join(HEADINGS), together(missing, by=Message(" or "))
        raise Refusal(
            "{file}: no column is called {called}: write the headings {listed} in its first row.",
            file=file,
            called=called,
            listed=listed,
        )
    return {name: columns[name] for name in HEADINGS if name in columns}


@dataclass(frozen=True, slots=True)
class _Row:
    file: Path
    number: int
    cells: Mapping[str, str]

    def contact(self) -> Contact:
        for name in self.cells:
            self._check_text(name)
        return Contact(
            self._country(),
            self._cell("name"),
            self._addresses("email"),
            self._addresses("cc"),
            self._language(),
        )

    def refuse(self, what: str) -> NoReturn:
        """Raise `Refusal`, with the number of this row."""
        raise Refusal("{file}, row {row}: {what}.", file=self.file, row=self.number, what=what)

    def _cell(self, name: str) -> str:
        return self.cells.get(name, "").strip(" \t\u00a0\u200b\ufeff")

    def _check_text(self, name: str) -> None:
        text = self._cell(name)
        if what := sign_held(text):
            self.refuse(Message("{name} holds {what}: write plain text on one line", name=name, what=what))
        if len(text) > LINE_LIMIT:
            self.refuse(
                Message(
                    "{name} has {length} characters: write {most} at the most",
                    name=name,
                    length=f"{len(text):,}",
                    most=LINE_LIMIT,
                )
            )

    def _country(self) -> str:
        text = self._cell("country")
        if not text:
            self.refuse(Message("no Member is named: write its ISO 3166-1 alpha-3 code or its name under country"))
        country = member_called(text, load_definition())
        if not country:
            several = meant_by(text, load_definition())
            meant = Message(" can mean {several}", several=", ".join(several)) if several else _NO_MEMBER
            self.refuse(
                Message(
                    "{text}{meant}: write its ISO 3166-1 alpha-3 code, such as KEN", text=_quoted(text), meant=meant
                )
            )
        return country

    def _addresses(self, name: str) -> tuple[str, ...]:
        text = self._cell(name)
        try:
            return ascii_addresses(text)
        except ValueError as error:
            self.refuse(Message("{name} {text} {error}", name=name, text=_quoted(text), error=error))

    def _language(self) -> str:
        language = self._cell("language").casefold()
        if language and language not in letter_languages():
            listed = ", ".join(letter_languages())
            self.refuse(
                Message(
                    "{text} is no language of the letters: write one of {listed}, or nothing",
                    text=_quoted(language),
                    listed=listed,
                )
            )
        return language


def _quoted(text: str) -> str:
    return f"“{text if len(text) <= _SHOWN else text[:_SHOWN] + '…'}”"
