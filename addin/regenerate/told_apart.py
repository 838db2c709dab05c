"""What files are called that are brought together: by their names, or by as much of their paths as tells them apart."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def told_apart(paths: Iterable[Path]) -> list[str]:
    """A name for each of `paths`, in order, with forward slashes; no two files have the same.

    It is the file's name, behind the folders from which on its path differs from those of the same name.
    """
    paths = list(paths)
    whole = [path.resolve().parts for path in paths]
    return [_name(path, parts, whole) for path, parts in zip(paths, whole, strict=True)]


def _name(path: Path, parts: tuple[str, ...], all_parts: list[tuple[str, ...]]) -> str:
    others = {other for other in all_parts if other != parts}
    for length in range(1, len(parts)):
        if not any(_ending(other, length) == _ending(parts, length) for other in others):
            return path.name if length == 1 else "/".join(parts[-length:])
    return path.as_posix()


def _ending(parts: tuple[str, ...], length: int) -> tuple[str, ...]:
    # Two names that differ by capitals alone are one to many a reader, and to Windows.
    return tuple(part.casefold() for part in parts[-length:])
