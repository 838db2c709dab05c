"""The computer around the window: it opens files in Excel's place, and tells which are open."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from addin.installation.places import find_places
from schemas.errors import Refusal

_LOCKS = ("~${}", ".~lock.{}#")
"""What Excel and LibreOffice put beside a workbook as long as they have it open."""


def data_folder(environ: Mapping[str, str] | None = None) -> Path:
    """Where this kind of computer keeps a program's own files; no folder is made."""
    try:
        return find_places().data
    except Refusal:
        # Excel is not to be had here, and the window is.
        environ = os.environ if environ is None else environ
        return Path(environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "kpibook"


def documents_folder() -> Path:
    """Where people look for what they made."""
    try:
        return find_places().documents
    except Refusal:
        return Path.home() / "Documents"


class System:
    """Opens files with the program that the computer has for them. Raises OSError where it has none."""

    def open(self, path: Path) -> None:
        """Open a file or a folder."""
        if sys.platform == "win32":
            os.startfile(path)  # noqa: S606 - a file that was just made here, by its own program
        else:
            _start("open" if sys.platform == "darwin" else "xdg-open", str(path))

    def show(self, path: Path) -> None:
        """Open the folder that holds `path`, with it chosen where the computer can do so."""
        if sys.platform == "win32":
            _start("explorer", f"/select,{path}")
        elif sys.platform == "darwin":
            _start("open", "-R", str(path))
        else:
            self.open(path.parent)

    def is_open(self, name: str, folders: Iterable[Path]) -> bool:
        """Whether a spreadsheet program has a workbook called `name` open in one of `folders`."""
        return any((folder / lock.format(name)).exists() for folder in folders for lock in _LOCKS)


def _start(*command: str) -> None:
    # Nobody waits for it: it lives as long as the file is looked at.
    subprocess.Popen(  # noqa: S603 - a fixed program of the system, and a path as one argument
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
