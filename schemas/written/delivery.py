"""Puts finished files into a folder: all of them whole, or none, and never over others unasked."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

from schemas.errors import Refusal
from schemas.messages.message import CountedMessage, some_of
from schemas.whole_file import sweep, take_place, temporary_prefix

_NAMED = 3
"""So many files are named in a refusal; of more it gives the number."""


def refuse_existing(paths: Iterable[Path]) -> None:
    """Raise `Refusal` where one of `paths` is there already."""
    there = [path for path in paths if path.exists()]
    if there:
        raise Refusal(
            CountedMessage(
                "{listed} is there already: add --force to replace it, or choose another folder.",
                "{listed} are there already: add --force to replace them, or choose another folder.",
                count=len(there),
                listed=some_of(map(str, there), _NAMED),
            )
        )


class Delivery:
    """Files on their way into `folder` and its subfolders, which are made where they are missing.

    They wait in a hidden folder beside their places and are moved there together when all went
    well. Where one cannot be moved, none is: what was there before is there again. Raises OSError
    where the folder cannot be written to. A folder that was not there, and gets nothing, is gone again.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._dropped: set[str] = set()

    def __enter__(self) -> Delivery:
        self._is_new = not self._folder.exists()
        self._folder.mkdir(parents=True, exist_ok=True)
        sweep(self._folder)
        self._hidden = Path(tempfile.mkdtemp(prefix=temporary_prefix(), dir=self._folder))
        self._waiting, self._before = self._hidden / "new", self._hidden / "before"
        self._waiting.mkdir()
        self._before.mkdir()
        return self

    @property
    def waiting(self) -> Path:
        """Where files wait: what somebody else writes into it is delivered as well."""
        return self._waiting

    def add(self, name: str, data: bytes) -> Path:
        """Add a file by its name, which may have subfolders in it; returns where it will be.

        Raises ValueError where the name leads out of the folder.
        """
        if Path(name).is_absolute() or ".." in Path(name).parts:
            raise ValueError(f"{name} leads out of the folder")
        target = self._folder / name
        waits = self._waiting / name
        try:
            waits.parent.mkdir(parents=True, exist_ok=True)
            waits.write_bytes(data)
        except OSError as error:
            # A person knows the target only; a full disk names no file at all.
            raise OSError(error.errno, error.strerror, str(target)) from error
        return target

    def drop(self, name: str) -> None:
        """Take a file of an earlier run away together with the moving, unless one of its name is added."""
        self._dropped.add(name)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                found = (path for path in self._waiting.rglob("*") if path.is_file())
                self._move(sorted(path.relative_to(self._waiting).as_posix() for path in found))
        finally:
            shutil.rmtree(self._hidden, ignore_errors=True)
            if self._is_new:
                # Where nothing was delivered it is empty, as after a stop; any other is not removed.
                with contextlib.suppress(OSError):
                    self._folder.rmdir()

    def _move(self, names: list[str]) -> None:
        """Move all of `names` into their places; where one cannot be moved, put back what was there before."""
        moved: list[str] = []
        dropped = sorted(self._dropped - set(names))
        made = [self._folder / name for name in sorted({Path(name).parent.as_posix() for name in names} - {"."})]
        made = [folder for folder in made if not folder.exists()]
        try:
            for name in (*names, *dropped):
                _keep(self._folder / name, self._before / name)
            for folder in made:
                folder.mkdir(parents=True)
            for name in names:
                take_place(self._waiting / name, self._folder / name)
                moved.append(name)
            for name in dropped:
                moved.append(name)
                (self._folder / name).unlink(missing_ok=True)
        except BaseException:
            for name in moved:
                _put_back(self._folder / name, self._before / name)
            for folder in reversed(made):
                with contextlib.suppress(OSError):
                    folder.rmdir()
            raise


def _keep(target: Path, kept: Path) -> None:
    """A second name, `kept`, for what is at `target`, or a copy where the disk knows no second names."""
    if not target.exists():
        return
    kept.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(target, kept)
    except (OSError, NotImplementedError):
        shutil.copy2(target, kept)


def _put_back(target: Path, kept: Path) -> None:
    # What cannot be put back must not hold up the others: the failure itself is what is told.
    with contextlib.suppress(OSError):
        if kept.exists():
            kept.replace(target)
        else:
            target.unlink()
