"""Where copies go: each under the name of its file, all of them or none, and never over another file."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from addin.returned.folder import Listed
from schemas.whole_file import whole_file

ENDING = "_to-put-right"
_STEM_LENGTH = 180
"""Bytes of a file's name that are kept: systems take 255, and more is added behind."""


@dataclass
class Deliveries:
    """Copies on their way into `folder`, which is made where it is missing.

    They wait elsewhere and are written when all went well: a run that is stopped has written nothing.
    Raises OSError where the folder cannot be written to; what was written before is taken away again.
    """

    folder: Path
    _waiting: list[tuple[Path, Path]] = field(default_factory=list)

    def __enter__(self) -> Deliveries:
        self._elsewhere = tempfile.TemporaryDirectory(prefix="kpibook-")
        return self

    def add(self, listed: Listed, data: bytes) -> Path:
        """Add the copy of a file; returns where it will be."""
        target = self._place(self.folder / _folder_of(listed) / f"{stem_of(listed.path)}.xlsx", data)
        waiting = Path(self._elsewhere.name, str(len(self._waiting)))
        waiting.write_bytes(data)
        self._waiting.append((waiting, target))
        return target

    def _place(self, wanted: Path, data: bytes) -> Path:
        """`wanted`, or a name with a number behind it that is free or has the very same copy already."""
        taken = {target: waiting for waiting, target in self._waiting}
        for target in _numbered(wanted):
            there = taken.get(target, target)
            if not os.path.lexists(there) or _holds(there, data):
                return target
        raise AssertionError("numbers have no end")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._elsewhere:
            if error is None:
                self._write()

    def _write(self) -> None:
        written: list[Path] = []
        try:
            for waiting, target in self._waiting:
                if not os.path.lexists(target):
                    with whole_file(target) as path:
                        path.write_bytes(waiting.read_bytes())
                    written.append(target)
        except BaseException:
            for target in written:
                with contextlib.suppress(OSError):
                    target.unlink()
            raise


def _folder_of(listed: Listed) -> Path:
    """The folder below the one that was named in which a file was found; none for a file that was named itself."""
    return listed.path.parent.relative_to(listed.within) if listed.within is not None else Path()


def stem_of(path: Path) -> str:
    """The name of a copy, without its ending; that of a copy which came back is the same again."""
    stem = path.stem.removesuffix(ENDING)
    while len(os.fsencode(stem)) > _STEM_LENGTH:
        stem = stem[:-1]
    return f"{stem}{ENDING}"


def _numbered(path: Path) -> Iterator[Path]:
    yield path
    number = 1
    while True:
        number += 1
        yield path.with_name(f"{path.stem}_{number}{path.suffix}")


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data
