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
from schemas.whole_file import sweep, take_place, temporary_prefix

_NAMED = 3
"""So many files are named in a refusal; of more it gives the number."""


def refuse_existing(paths: Iterable[Path]) -> None:
    """Raise `Refusal` where one of `paths` is there already."""
    there = [path for path in paths if path.exists()]
    if there:
        more = f" and {len(there) - _NAMED} more" if len(there) > _NAMED else ""
        is_are, it = ("are", "them") if len(there) > 1 else ("is", "it")
        listed = ", ".join(map(str, there[:_NAMED]))
        raise Refusal(
            f"{listed}{more} {is_are} there already: add --force to replace {it}"
            " (on the ribbon’s settings sheet: Replace files, yes), or choose another folder."
        )


class Delivery:
    """Files on their way into `folder`, which is made where it is missing.

    They wait in a hidden folder beside their places and are moved there together when all went
    well. Where one cannot be moved, none is: what was there before is there again. Raises OSError
    where the folder cannot be written to.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._dropped: set[str] = set()

    def __enter__(self) -> Delivery:
        self._folder.mkdir(parents=True, exist_ok=True)
        sweep(self._folder)
        self._waiting = Path(tempfile.mkdtemp(prefix=temporary_prefix(), dir=self._folder))
        return self

    def add(self, name: str, data: bytes) -> Path:
        """Add a file; returns where it will be."""
        target = self._folder / name
        try:
            (self._waiting / name).write_bytes(data)
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
                self._move(sorted(self._waiting.iterdir()))
        finally:
            shutil.rmtree(self._waiting, ignore_errors=True)

    def _move(self, paths: list[Path]) -> None:
        """Move all of `paths` into their places; where one cannot be moved, put back what was there before."""
        before = self._waiting / "before"
        before.mkdir()
        moved: list[Path] = []
        dropped = [self._folder / name for name in sorted(self._dropped - {path.name for path in paths})]
        try:
            for target in (*(self._folder / path.name for path in paths), *dropped):
                _keep(target, before)
            for path in paths:
                take_place(path, self._folder / path.name)
                moved.append(self._folder / path.name)
            for target in dropped:
                moved.append(target)
                target.unlink(missing_ok=True)
        except BaseException:
            for target in moved:
                _put_back(target, before)
            raise


def _keep(target: Path, folder: Path) -> None:
    """A second name in `folder` for what is at `target`, or a copy where the disk knows no second names."""
    if not target.exists():
        return
    try:
        os.link(target, folder / target.name)
    except (OSError, NotImplementedError):
        shutil.copy2(target, folder / target.name)


def _put_back(target: Path, folder: Path) -> None:
    kept = folder / target.name
    # What cannot be put back must not hold up the others: the failure itself is what is told.
    with contextlib.suppress(OSError):
        if kept.exists():
            kept.replace(target)
        else:
            target.unlink()
