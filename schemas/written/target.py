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
from schemas.messages.message import Message
from schemas.whole_file import temporary_name
from schemas.written.seal import seal_of
from schemas.written.table_seal import PACKAGE, is_own_table

_WAYS_OUT = Message("add --force to replace it, or give another name with --out")
_CHANGED = Message("was changed since kpibook wrote it")
_HOLDS_OWN = Message("holds sheets or columns that people made")
_NO_TABLE = Message("is not a table that kpibook wrote")
_NO_DESCRIPTION = Message("is not a description of tables that kpibook wrote")
_KEEP = "consolidate"
"""The command that can carry over what people made in the result that it replaces."""
_KEPT = Message(
    "add --keep to carry over what people made in it, --force to replace it, or give another name with --out"
)


def check_target(target: Path, command: str, *, force: bool) -> None:
    """Raise `Refusal` where there is something at `target` that `command` did not write, or that was changed since.

    With `force` whatever is there may be replaced.
    """
    if not force and (why := _why_kept(target, command)):
        ways_out = _KEPT if command == _KEEP and why in {_CHANGED, _HOLDS_OWN} else _WAYS_OUT
        raise Refusal("{target} {why}: {ways_out}.", target=target, why=why, ways_out=ways_out)


def check_not_given(targets: Iterable[Path], given: Iterable[Path | None]) -> None:
    """Raise `Refusal` where one of `targets` is a file that was given to be read, which nobody means to lose."""
    read = {path.resolve() for path in given if path is not None}
    for target in targets:
        if target.resolve() in read:
            raise Refusal(
                "{target} was given to be read, and would be lost: have the results written elsewhere.", target=target
            )


def may_replace(target: Path, command: str) -> bool:
    """Whether nothing is at `target`, or an unchanged workbook that `command` wrote."""
    return not _why_kept(target, command)


def check_tables(targets: Iterable[Path], *, force: bool) -> None:
    """As `check_target`, for tables as CSV and Parquet, and for their description."""
    for target in () if force else targets:
        if os.path.lexists(target) and not target.is_dir() and not (is_own := is_own_table(target)):
            other = _NO_DESCRIPTION if target.name == PACKAGE else _NO_TABLE
            raise Refusal(
                "{target} {why}: add --force to replace it, or give another folder with --tables.",
                target=target,
                why=_CHANGED if is_own is not None else other,
            )


def describe(target: Path) -> str:
    """A clause on a file whose loss somebody might regret: a result of kpibook that was changed since."""
    sealed = seal_of(target) if target.is_file() else None
    return Message(", and was changed since kpibook wrote it") if sealed is not None and not sealed.unchanged else ""


def _why_kept(target: Path, command: str) -> str:
    if not os.path.lexists(target) or target.is_dir():
        return ""
    sealed = seal_of(target) if stat.S_ISREG(target.lstat().st_mode) else None
    if sealed is None:
        return Message("is not a result that kpibook wrote")
    if sealed.by != command:
        return Message("is not a result of kpibook {command}, but of kpibook {by}", command=command, by=sealed.by)
    if not sealed.unchanged:
        return _CHANGED
    return _HOLDS_OWN if sealed.holds_own else ""


def check_apart(out: Path, folder: Path, what: str) -> None:
    """Raise `Refusal` where `what`, written to `out`, would lie among the returned workbooks of `folder`."""
    if out.resolve().is_relative_to(folder.resolve()):
        raise Refusal(
            "{out} is within {folder}: the {what} would be read as returned workbooks. Give a folder outside it "
            "with --out.",
            out=out,
            folder=folder,
            what=what,
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
