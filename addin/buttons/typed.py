"""What people type or pick for a button, understood: paths, Members, a year, yes and no."""

from __future__ import annotations

import difflib
import os
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from addin.buttons.front import Front
from addin.buttons.words import Ended, said, setting_called
from schemas.database_address import database_in
from schemas.errors import Refusal
from schemas.loading.asked import check_year
from schemas.loading.loader import languages, load_definition
from schemas.loading.members import load_members
from schemas.terminal.shown import is_address, shown

ALL = "all"
"""What stands in place of a Member where templates are for all of them."""
YES = "yes"
_QUOTES = "\"'“”„«»‘’"
_NEAR = 3


def typed_path(typed: str, *, windows: bool = os.name == "nt") -> Path | None:
    """The path that somebody typed, pasted or picked; None where nothing was typed.

    Quotes around it, as Explorer's “Copy as path” puts them, spaces around it, `~` for the person's own folder,
    `file://` and `local://` are understood.
    """
    text = _without_quotes(typed.strip())
    if not text:
        return None
    if text.casefold().startswith(("file:", "local:")):
        text = _of_url(text, windows=windows)
    return Path(text).expanduser() if text.startswith("~") else Path(text)


def path_of(front: Front, setting: str) -> Path | None:
    """The path in a setting; None where it is empty. Raises `Ended` for an address, which leads somewhere else."""
    return _local(front, setting, front.setting(setting))


def paths_of(front: Front, setting: str) -> tuple[Path, ...]:
    """The paths in a setting, a line each. Raises as `path_of`."""
    paths = (_local(front, setting, line) for line in front.setting(setting).splitlines())
    return tuple(path for path in paths if path is not None)


def text_of(front: Front, setting: str) -> str | None:
    """A setting without the spaces around it; None where it is empty."""
    return front.setting(setting).strip() or None


def is_elsewhere(text: str) -> bool:
    """Whether `text` is an address, and not one of a file of this computer."""
    return is_address(text) and not text.casefold().startswith(("file:", "local:"))


def is_database(text: str) -> bool:
    """Whether `text` is the address of a database, be it one that cannot be reached, or the name of its file."""
    try:
        return database_in(text if is_elsewhere(text) else str(typed_path(text))) is not None
    except Refusal:
        return True


def year_of(front: Front) -> int | None:
    """The year that is set; None where it is empty. Raises `Refusal` for what is none."""
    typed = text_of(front, "year")
    return check_year(typed) if typed is not None else None


def is_yes(front: Front, setting: str) -> bool:
    """Whether a setting says yes, in a language of the ribbon."""
    return plain(front.setting(setting)) in {YES, "y", "oui", "o", "true", "vrai", "1"}


def member_of(typed: str, language: str) -> str | None:
    """The Member that was typed, as its three letters, or `ALL`; None where nothing was typed.

    A code, or a name in any language of the questionnaire, without regard to case and accents; also both, as
    `KEN - Kenya` of a list. Raises `Ended`, with the names that are near, where there is no such Member.
    """
    wanted = plain(typed)
    if not wanted or wanted == ALL:
        return wanted or None
    codes = {member.iso3.casefold(): member.iso3 for member in load_members().members}
    code = codes.get(wanted) or codes.get(wanted.partition(" ")[0] if " - " in typed else "")
    if code is not None:
        return code
    names = _codes_by_name()
    if wanted in names:
        return names[wanted]
    near = list(dict.fromkeys(names[name] for name in difflib.get_close_matches(wanted, names, _NEAR)))
    spoken = load_definition(None, language).country_names
    key = "no-member-near" if near else "no-member"
    raise Ended(said(language, key, typed=typed.strip(), near=", ".join(f"{spoken[each]} ({each})" for each in near)))


def plain(text: str) -> str:
    """A text by which two spellings of a name are the same: no case, no accents, one space between words."""
    parted = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return " ".join("".join(char for char in parted if not unicodedata.combining(char)).casefold().split())


@lru_cache(maxsize=1)
def _codes_by_name() -> dict[str, str]:
    """The Members' codes by their names in all languages, as `plain` has them."""
    return {plain(name): code for name, code in _names()}


def _names() -> Iterator[tuple[str, str]]:
    members = {member.iso3 for member in load_members().members}
    for language in languages(None):
        for code, name in load_definition(None, language).country_names.items():
            if code in members:
                yield name, code


def _local(front: Front, setting: str, typed: str) -> Path | None:
    text = typed.strip()
    if is_elsewhere(text):
        called = setting_called(front.language, setting)
        raise Ended(said(front.language, "only-here", setting=called, address=shown(text)))
    return typed_path(typed)


def _without_quotes(text: str) -> str:
    while len(text) > 1 and text[0] in _QUOTES and text[-1] in _QUOTES:
        text = text[1:-1].strip()
    return text


def _of_url(text: str, *, windows: bool) -> str:
    # What follows `#` or `?` belongs to the path: nobody types a file's address with a fragment.
    parts = urlsplit(text.replace("#", "%23").replace("?", "%3F"))
    path, host = unquote(parts.path), parts.netloc
    if host and host.casefold() != "localhost":
        return f"//{host}{path}"
    return path.lstrip("/") if windows else path
