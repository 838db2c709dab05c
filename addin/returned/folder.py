"""The files of a folder, and what they are called."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from schemas.errors import Refusal


def find_files(folder: Path, left_out: Iterable[Path] = ()) -> list[Path]:
    """As `files_below`; raises `Refusal` where there is no file as well."""
    files = files_below(folder, left_out)
    if not files:
        raise Refusal(f"The folder {folder} is empty: put the returned workbooks there.")
    return files


def files_below(folder: Path, left_out: Iterable[Path] = ()) -> list[Path]:
    """All that lies in `folder` and below, hidden files included, sorted by name; maybe nothing.

    What is no file is listed as well, a pipe, a link to a folder, a folder that cannot be read: nothing
    is lost in silence. `read_file` opens none of it. Raises `Refusal` where there is no such folder,
    OSError where it cannot be read itself.
    """
    if not folder.is_dir():
        raise Refusal(f"There is no folder {folder}: give the folder with the returned workbooks.")
    found: list[Path] = []

    def list_unreadable(error: OSError) -> None:
        if error.filename is None or Path(error.filename) == folder:
            raise error
        found.append(Path(error.filename))

    for place, folders, names in os.walk(folder, onerror=list_unreadable):
        found += (Path(place, name) for name in names)
        # The walk goes through no link, so that it ends and stays within the folder.
        found += (path for name in folders if (path := Path(place, name)).is_symlink())
    files = [path for path in found if not is_one_of(path, left_out)]
    return sorted(files, key=lambda path: path.relative_to(folder).as_posix())


class Found(NamedTuple):
    """A file, and the folder that it was found in; None for one that somebody named."""

    path: Path
    within: Path | None = None


def files_in(paths: Iterable[Path]) -> Iterator[Found]:
    """Every file of `paths`, folders with all that is in them, in order.

    Raises `Refusal` for a path there is not.
    """
    for path in paths:
        if path.is_dir():
            yield from (Found(file, path) for file in files_below(path))
        # A link that leads nowhere is a file that cannot be opened, here as in a folder.
        elif path.exists() or path.is_symlink():
            yield Found(path)
        else:
            raise Refusal(f"There is no file or folder called {path}.")


def found_in(folder: Path, files: Iterable[Path]) -> Iterator[Found]:
    """`files`, which were found in `folder` or below."""
    return (Found(file, folder) for file in files)


def is_one_of(path: Path, others: Iterable[Path]) -> bool:
    """Whether `path` is one of `others`, by whatever name."""
    return any(path.name == other.name and path.resolve() == other.resolve() for other in others)


def name_below(folder: Path, path: Path) -> str:
    """The path below `folder` with forward slashes; a name in no known encoding is shown as far as it goes."""
    return os.fsencode(path.relative_to(folder).as_posix()).decode("utf-8", "replace")
