"""The catalogues of messages, kept up with the source: `python -m tests.message_catalogues`.

Writes each sentence of the source into every `schemas/messages/<language>.po`: a new one is empty until it is
translated, one that is said no more is dropped. For a new language, begin with an empty file of its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from schemas.messages.catalogues import FOLDER, message_languages

ROOT = Path(__file__).parent.parent
PACKAGES = ("schemas", "workbook_builder", "addin")
KEYWORDS = {
    "Message": None,
    "Refusal": None,
    "DefinitionError": None,
    "ElsewhereError": None,
    "NotEarlierError": None,
    "CountedMessage": (1, 2),
}
"""What is called with a sentence to be translated, or with its singular and its plural."""


def sources() -> Iterator[Path]:
    """The modules that may say something."""
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


def extracted() -> Catalog:
    """What Babel finds in the source: each sentence once, with the modules that say it."""
    found = Catalog()
    for path in sources():
        for _, key, _, _ in extract_from_file("python", path, keywords=KEYWORDS):
            found.add(key, locations=[(path.relative_to(ROOT).as_posix(), None)])
    return found


def read_catalogue(language: str) -> Catalog:
    """The catalogue of a language, as it lies in the tree."""
    with (FOLDER / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def write_catalogue(language: str) -> None:
    """Bring the catalogue of a language up to the source; what is translated in it stays."""
    catalogue = read_catalogue(language)
    # A guess at what a changed sentence says now would be a wrong sentence that nobody wrote.
    catalogue.update(extracted(), no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False)
    with (FOLDER / f"{language}.po").open("wb") as file:
        write_po(file, catalogue, width=118, ignore_obsolete=True, sort_by_file=True, include_lineno=False)


if __name__ == "__main__":
    for name in message_languages():
        write_catalogue(name)
