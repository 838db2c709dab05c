"""The catalogues of messages, one .po a language beside this module; a language is added by adding its file."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

FOLDER = Path(__file__).parent


def message_languages() -> tuple[str, ...]:
    """The languages that messages are said in besides English, as two letters."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.po")))


@cache
def catalogue(language: str) -> NullTranslations:
    """What says messages in `language`: all of them as they are, in English, where it has no file."""
    # Only here: most runs say everything in English.
    from gettext import GNUTranslations, NullTranslations  # noqa: PLC0415

    if language not in message_languages():
        return NullTranslations()
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with (FOLDER / f"{language}.po").open("rb") as file:
        read = read_po(file, locale=language, abort_invalid=True)
    # Its plural forms are gettext's to choose, which reads the compiled kind.
    compiled = BytesIO()
    write_mo(compiled, read)
    compiled.seek(0)
    return GNUTranslations(compiled)
