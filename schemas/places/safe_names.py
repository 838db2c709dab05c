"""Names that any local folder can hold: a store's may lead out of it, or be two where a disk knows one."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import PurePosixPath

_LENGTH = 200
"""Bytes of a name that are kept: systems take 255, and what is made of it adds some."""
_NOT_IN_A_NAME = re.compile("[\0/]")
_NOT_ON_WINDOWS = re.compile(r'[\0-\x1f/\\:*?"<>|]')
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def safe_names(names: Iterable[str], *, folds: bool, windows: bool = os.name == "nt") -> dict[str, PurePosixPath]:
    """Each of `names`, with `/` between folders, with the relative path that it has in a local folder.

    It is the same wherever a folder can hold it. What leads elsewhere (`..`, an absolute path) leads nowhere any
    more; of two names that the disk takes for one, as one that `folds` letters does, the second has a number behind.
    """
    files: set[PurePosixPath] = set()
    folders: set[PurePosixPath] = set()
    found = {}
    for name in sorted(names):
        parts = [_safe(part, windows=windows) for part in name.split("/")]
        path = PurePosixPath()
        for part in parts[:-1]:
            path = _free(path / part, files, folds=folds)
            folders.add(_key(path, folds=folds))
        path = _free(path / parts[-1], files | folders, folds=folds)
        files.add(_key(path, folds=folds))
        found[name] = path
    return found


def _safe(part: str, *, windows: bool) -> str:
    if part.strip(".") == "" and len(part) < 3:
        # Nothing, this folder and the one above it.
        return "_" * max(len(part), 1)
    part = (_NOT_ON_WINDOWS if windows else _NOT_IN_A_NAME).sub("_", part)
    if windows and (part[-1] in ". " or _DEVICE.fullmatch(part)):
        part = f"{part}_"
    return _short(part)


def _short(part: str) -> str:
    if len(os.fsencode(part)) <= 255:
        return part
    digest, (stem, dot, suffix) = hashlib.sha256(part.encode("utf-8", "replace")).hexdigest()[:12], part.rpartition(".")
    suffix = suffix if stem and len(suffix) < 8 else ""
    stem = stem if suffix else part
    while len(os.fsencode(stem)) > _LENGTH:
        stem = stem[:-1]
    return f"{stem}-{digest}{dot if suffix else ''}{suffix}"


def _free(path: PurePosixPath, taken: set[PurePosixPath], *, folds: bool) -> PurePosixPath:
    wanted, number = path, 1
    while _key(path, folds=folds) in taken:
        number += 1
        path = wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
    return path


def _key(path: PurePosixPath, *, folds: bool) -> PurePosixPath:
    return PurePosixPath(str(path).casefold()) if folds else path
