"""Files that appear whole or not at all, for whoever may read files of that place."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """A temporary path beside `target` to write to; it takes the place of `target` when all went well.

    The folder is made where it is missing. Raises OSError where the place cannot be written to,
    such as a workbook that is open in Excel.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.parent / f".kpibook-{secrets.token_hex(8)}{target.suffix}"
    # The system takes the user's umask from it: to ask for the umask is to change it, for all threads.
    os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    try:
        mode = _mode_of(target)
        if mode is not None:
            # From the first byte on nobody may read more than before.
            temporary.chmod(mode | stat.S_IRUSR | stat.S_IWUSR)
        yield temporary
        take_place(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def take_place(temporary: Path, target: Path) -> None:
    """Move a finished file to `target`, safe from a loss of power; who may read a file there already stays so."""
    with temporary.open("rb+") as stream:
        os.fsync(stream.fileno())
    mode = _mode_of(target)
    if mode is not None:
        temporary.chmod(mode)
    temporary.replace(target)


def _mode_of(target: Path) -> int | None:
    """Who may read and write `target`; None where it is not there."""
    try:
        return stat.S_IMODE(target.stat().st_mode) & 0o777
    except FileNotFoundError:
        return None
