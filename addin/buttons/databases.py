"""The database of the settings, and where last year's answers are: a folder, a result, or a database."""

from __future__ import annotations

from pathlib import Path

from addin.buttons.front import Front
from addin.buttons.keys import refuse_key
from addin.buttons.places import folder_of_results
from addin.buttons.typed import is_database, is_elsewhere, path_of, text_of, typed_path
from addin.buttons.words import Ended, of_setting, said, setting_called
from addin.ribbon.settings import THE_DATABASE
from schemas.database_address import DatabaseAddress, Place, database_address
from schemas.errors import Refusal

_DATABASE, _BEFORE = "database", "prefill"


def database_of(front: Front) -> DatabaseAddress | None:
    """The database that is set; None where none is. Raises `Ended` for what is none, and for one with its password."""
    return _database(front, _DATABASE) if typed_path(front.setting(_DATABASE)) is not None else None


def before_of(front: Front) -> Place | None:
    """Where last year's answers are; None where nobody said. Raises as `database_of` and `path_of`."""
    text = text_of(front, _BEFORE)
    if text is None:
        return None
    if text.casefold() == THE_DATABASE:
        database = database_of(front)
        if database is None:
            names = {name: setting_called(front.language, name) for name in (_DATABASE, _BEFORE)}
            raise Ended(said(front.language, "no-database", **names))
        return database
    return _database(front, _BEFORE) if is_database(text) else path_of(front, _BEFORE)


def _database(front: Front, setting: str) -> DatabaseAddress:
    """The database in a setting. A file that is named without its folder is where new files are."""
    refuse_key(front, setting)
    text = front.setting(setting).strip()
    typed = text if is_elsewhere(text) else str(typed_path(text))
    try:
        address = database_address(typed)
    except Refusal as refusal:
        raise of_setting(front.language, setting, refusal) from None
    return _of_file(folder_of_results(front) / address.file) if address.file is not None else address


def _of_file(file: Path) -> DatabaseAddress:
    return DatabaseAddress(f"sqlite:///{file}", file)
