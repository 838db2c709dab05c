"""Files that appear whole or not at all, for whoever may read files of that place."""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import re
import secrets
import shutil
import stat
import time
from collections.abc import Iterator
from pathlib import Path

PREFIX = ".kpibook-"
"""How the name begins of whatever is not finished yet."""
_MADE_BY = re.compile(rf"{re.escape(PREFIX)}([0-9a-f]{{8}})-([0-9]{{1,9}})-[0-9a-z_]{{8,16}}(\..*)?")
_OLD = 3600
"""Seconds after which nobody is still writing."""


@contextlib.contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """A temporary path beside `target` to write to; it takes the place of `target` when all went well.

    The folder is made where it is missing, and cleared of what a killed run left in it. Raises OSError
    where the place cannot be written to, such as a workbook that is open in Excel; it names `target`.
    """
    temporary = target.parent / temporary_name(target.suffix)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep(target.parent)
        # The system takes the user's umask from it: to ask for the umask is to change it, for all threads.
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        mode = _mode_of(target)
        if mode is not None:
            # From the first byte on nobody may read more than before.
            temporary.chmod(mode | stat.S_IRUSR | stat.S_IWUSR)
        yield temporary
        take_place(temporary, target)
    except BaseException as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        # A person knows the target only; a full disk names no file at all.
        if isinstance(error, OSError) and error.filename in {None, str(temporary), temporary}:
            raise OSError(error.errno, error.strerror or str(error), str(target)) from error
        raise


def take_place(temporary: Path, target: Path) -> None:
    """Move a finished file to `target`, safe from a loss of power; who may read a file there already stays so."""
    with temporary.open("rb+") as stream:
        os.fsync(stream.fileno())
    mode = _mode_of(target)
    if mode is not None:
        temporary.chmod(mode)
    temporary.replace(target)


def temporary_name(suffix: str = "") -> str:
    """A name for what is not finished yet, which says who is at work on it."""
    return f"{temporary_prefix()}{secrets.token_hex(8)}{suffix}"


def temporary_prefix() -> str:
    """How such a name begins in this process."""
    return f"{PREFIX}{_machine()}-{os.getpid()}-"


def sweep(folder: Path) -> None:
    """Take away what killed runs left in `folder`: their process is gone, or it is older than an hour."""
    with contextlib.suppress(OSError):
        for path in folder.glob(f"{PREFIX}*"):
            with contextlib.suppress(OSError):
                if _is_left(path):
                    _remove(path)


def _is_left(path: Path) -> bool:
    made = _MADE_BY.fullmatch(path.name)
    if made is not None and made[1] == _machine():
        import psutil  # noqa: PLC0415 - only where another run left something

        return not psutil.pid_exists(int(made[2]))
    return time.time() - path.lstat().st_mtime > _OLD


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _machine() -> str:
    """Which machine it is: a number of a process means nothing on another, which may share the folder."""
    return hashlib.sha256(platform.node().encode("utf-8", "replace")).hexdigest()[:8]


def _mode_of(target: Path) -> int | None:
    """Who may read and write `target`; None where it is not there."""
    try:
        return stat.S_IMODE(target.stat().st_mode) & 0o777
    except FileNotFoundError:
        return None
