"""What lies in a folder, and what it is called: files to read, and what is none of anybody's answers.

Nothing is opened but what may be a file of kpibook's own, and nothing is left out: what a computer
leaves in a folder is listed as ignored, and a folder that cannot be read as barred.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from schemas.errors import Refusal
from schemas.whole_file import PREFIX
from schemas.written.database_seal import is_database
from schemas.written.earlier_name import is_earlier_name
from schemas.written.history_seal import is_history
from schemas.written.seal import seal_of
from schemas.written.table_seal import is_own_table

_EXCEL = "Excel keeps it while a workbook is open."
_MAC = "A Mac keeps it beside files and in folders."
_WINDOWS = "Windows keeps it in folders."
_LEFT_BY_NAME = {
    **dict.fromkeys((".ds_store", ".localized", "icon\r"), _MAC),
    **dict.fromkeys(("thumbs.db", "ehthumbs.db", "desktop.ini"), _WINDOWS),
    ".directory": "A desktop of Linux keeps it in folders.",
}
_LEFT_BY_BEGINNING = {
    "~$": _EXCEL,
    "._": _MAC,
    PREFIX: "A run of kpibook that was ended left it, or one is still at work.",
}
_LOCK_OF_LIBREOFFICE = (".~lock.", "#")
_OWN = "kpibook {command} wrote it, and nobody has changed it since."
_EARLIER = "It is an earlier result, which kpibook consolidate --keep left beside the next one."
_HISTORY = "kpibook status keeps its history in it."
_DATABASE = "kpibook consolidate --database adds up the years in it."
_OWN_TABLE = "kpibook wrote this table, and nobody has changed it since."


@dataclass(frozen=True, slots=True)
class Listed:
    """Something that lies in a folder, or was named by itself."""

    path: Path
    name: str
    """What a result calls it."""
    ignored: str = ""
    """What it is where it is nobody's answers, in words; it is not opened then."""
    barred: str = ""
    """What the system says where it is a folder that cannot be read."""
    within: Path | None = None
    """The folder that it was found in; None where somebody named it."""

    @property
    def is_read(self) -> bool:
        """Whether it is to be opened as a returned file."""
        return not self.ignored and not self.barred


class Found(NamedTuple):
    """A file, and the folder that it was found in; None for one that somebody named."""

    path: Path
    within: Path | None = None


def find_files(folder: Path, left_out: Iterable[Path] = ()) -> list[Listed]:
    """As `files_below`; raises `Refusal` where there is no file as well."""
    files = files_below(folder, left_out)
    if not files:
        raise Refusal("The folder {folder} is empty: put the returned workbooks there.", folder=folder)
    return files


def files_below(folder: Path, left_out: Iterable[Path] = ()) -> list[Listed]:
    """All that lies in `folder` and below but `left_out`, hidden files included, sorted by name; maybe nothing.

    What is no file is listed as well: a pipe, a link, a folder that cannot be read. Raises `Refusal`
    where there is no such folder, OSError where it cannot be read itself.
    """
    if folder.suffix.casefold() == ".zip" and folder.is_file():
        raise Refusal(
            "{folder} is an archive, and no folder: unpack it, or give zip://::{folder} in its place.", folder=folder
        )
    if folder.is_file():
        raise Refusal("{folder} is a file: give the folder that it is in.", folder=folder)
    if not folder.is_dir():
        raise Refusal("There is no folder {folder}: give the folder with the returned workbooks.", folder=folder)
    found = [each for each in _walk(folder) if not is_one_of(each.path, left_out)]
    return sorted(found, key=lambda each: each.path.relative_to(folder).as_posix())


def _walk(folder: Path) -> Iterator[Listed]:
    barred: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=barred.append):
        # The walk goes through no link, so that it ends and stays within the folder: a link is listed.
        links = (name for name in folders if Path(place, name).is_symlink())
        for path in (Path(place, name) for name in (*names, *links)):
            yield Listed(path, name_below(folder, path), ignored=left_by(path), within=folder)
    for error in barred:
        path = Path(error.filename or folder)
        if path == folder:
            raise error
        yield Listed(path, name_below(folder, path), barred=error.strerror or str(error), within=folder)


def left_by(path: Path) -> str:
    """What `path` is where nobody sent it, in words: left by a computer, or written by kpibook and not changed since.

    Empty for all else.
    """
    name = path.name.casefold()
    if name in _LEFT_BY_NAME:
        return _LEFT_BY_NAME[name]
    beginning, end = _LOCK_OF_LIBREOFFICE
    if name.startswith(beginning) and name.endswith(end):
        return "LibreOffice keeps it while a workbook is open."
    for start, says in _LEFT_BY_BEGINNING.items():
        if name.startswith(start):
            return says
    return _written(path)


def _written(path: Path) -> str:
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return ""
    except OSError:
        return ""
    if is_history(path):
        return _HISTORY
    if path.suffix.casefold() == ".xlsx":
        return _own_workbook(path)
    if is_database(path):
        return _DATABASE
    return _OWN_TABLE if is_own_table(path) else ""


def _own_workbook(path: Path) -> str:
    sealed = seal_of(path)
    if sealed is None:
        return ""
    if is_earlier_name(path):
        return _EARLIER
    return _OWN.format(command=sealed.by) if sealed.unchanged else ""


def files_in(paths: Iterable[Path]) -> Iterator[Listed]:
    """All that is in `paths`, folders with all below them, in order; names are the paths themselves.

    What is named by itself is read, whatever it is called. Raises `Refusal` for a path there is not.
    """
    for path in paths:
        if path.is_dir():
            yield from (replace(each, name=str(each.path)) for each in _files_or_barred(path))
        # A link that leads nowhere is a file that cannot be opened, here as in a folder.
        elif path.exists() or path.is_symlink():
            yield Listed(path, str(path))
        else:
            raise Refusal("There is no file or folder called {path}.", path=path)


def _files_or_barred(folder: Path) -> list[Listed]:
    try:
        return files_below(folder)
    except OSError as error:
        return [Listed(folder, str(folder), barred=error.strerror or str(error))]


def is_one_of(path: Path, others: Iterable[Path]) -> bool:
    """Whether `path` is one of `others`, by whatever name."""
    return any(path.name == other.name and path.resolve() == other.resolve() for other in others)


def name_below(folder: Path, path: Path) -> str:
    """The path below `folder` with forward slashes; a name in no known encoding is shown as far as it goes."""
    return os.fsencode(path.relative_to(folder).as_posix()).decode("utf-8", "replace")
