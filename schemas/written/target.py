"""Where something is about to be written: whether what is there may go, and whether the place can be written to.

Both are asked before the work begins, so that nobody waits an hour for a refusal.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from schemas.errors import Refusal
from schemas.whole_file import temporary_name
from schemas.written.seal import seal_of
from schemas.written.table_seal import PACKAGE, is_own_table

_WAYS_OUT = "add --force to replace it, or give another name with {option}"
_CHANGED = "was changed since kpibook wrote it"
_HOLDS_OWN = "holds sheets or columns that people made"
_KEEP = "consolidate"
"""The command that can carry over what people made in the result that it replaces."""
_KEPT = "add --keep to carry over what people made in it, --force to replace it, or give another name with --out"


def check_target(target: Path, command: str, *, force: bool) -> None:
    """Raise `Refusal` where there is something at `target` that `command` did not write, or that was changed since.

    With `force` whatever is there may be replaced.
    """
    if not force and (why := _why_kept(target, command)):
        ways_out = _KEPT if command == _KEEP and why in {_CHANGED, _HOLDS_OWN} else _WAYS_OUT.format(option="--out")
        raise Refusal(f"{target} {why}: {ways_out}.")


def check_not_given(targets: Iterable[Path], given: Iterable[Path | None]) -> None:
    """Raise `Refusal` where one of `targets` is a file that was given to be read, which nobody means to lose."""
    read = {path.resolve() for path in given if path is not None}
    for target in targets:
        if target.resolve() in read:
            raise Refusal(f"{target} was given to be read, and would be lost: have the results written elsewhere.")


def may_replace(target: Path, command: str) -> bool:
    """Whether nothing is at `target`, or an unchanged workbook that `command` wrote."""
    return not _why_kept(target, command)


def check_tables(targets: Iterable[Path], *, force: bool) -> None:
    """As `check_target`, for tables as CSV and Parquet, and for their description."""
    for target in () if force else targets:
        if os.path.lexists(target) and not target.is_dir() and not (is_own := is_own_table(target)):
            changed = is_own is not None
            what = "description of tables" if target.name == PACKAGE else "table"
            why = _CHANGED if changed else f"is not a {what} that kpibook wrote"
            raise Refusal(f"{target} {why}: {_WAYS_OUT.format(option='--tables').replace('name', 'folder')}.")


def describe(target: Path) -> str:
    """A clause on a file whose loss somebody might regret: a result of kpibook that was changed since."""
    sealed = seal_of(target) if target.is_file() else None
    return ", and was changed since kpibook wrote it" if sealed is not None and not sealed.unchanged else ""


def _why_kept(target: Path, command: str) -> str:
    if not os.path.lexists(target) or target.is_dir():
        return ""
    sealed = seal_of(target) if stat.S_ISREG(target.lstat().st_mode) else None
    if sealed is None:
        return "is not a result that kpibook wrote"
    if sealed.by != command:
        return f"is not a result of kpibook {command}, but of kpibook {sealed.by}"
    if not sealed.unchanged:
        return _CHANGED
    return _HOLDS_OWN if sealed.holds_own else ""


def check_apart(out: Path, folder: Path, what: str) -> None:
    """Raise `Refusal` where `what`, written to `out`, would lie among the returned workbooks of `folder`."""
    if out.resolve().is_relative_to(folder.resolve()):
        raise Refusal(
            f"{out} is within {folder}: the {what} would be read as returned workbooks."
            " Give a folder outside it with --out."
        )


def try_place(target: Path) -> None:
    """Raise the OSError, which names `target`, that writing it would end in; nothing is left behind.

    Folders that are missing are not made: the nearest one there is must take a file.
    """
    try:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if target.is_file():
            # Where another program holds it, or it is kept from being written, it opens for reading only.
            os.close(os.open(target, os.O_RDWR))
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error
    try_folder(target.parent, target)


def try_folder(folder: Path, target: Path | None = None) -> None:
    """As `try_place`, where only the folder of the target is known; the error names `target`, or else the folder."""
    try:
        places = (folder.absolute(), *folder.absolute().parents)
        trial = next(place for place in places if os.path.lexists(place)) / temporary_name()
        os.close(os.open(trial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        trial.unlink()
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target or folder)) from error
