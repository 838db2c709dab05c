"""Templates made once for all tests that only read them, in whichever process: drawing one takes over a second.

`built_once` stands in for the builder where the drawing is not what is tested. It hands on what the
builder gave for the very same arguments; what cannot be told apart by its words is built each time.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from schemas.definition import Definition
from workbook_builder import build
from workbook_builder.build import BuiltWorkbook

_KEPT: dict[str, Path] = {}
"""`folder`: where the test processes of this run share what they built."""


def share(folder: Path) -> None:
    """What is built from now on is kept in `folder`, for other processes as well."""
    folder.mkdir(exist_ok=True)
    _KEPT["folder"] = folder


def built_once(definition: Definition, year: int, **asked: Any) -> BuiltWorkbook:
    """As `build_workbook`, the drawing shared with all who ask for the same."""
    told = (
        definition,
        (definition.members, definition.ambiguous, definition.worded_members),
        year,
        sorted(asked.items()),
        build.version(build.PRODUCT),
    )
    words = repr(told)
    if " at 0x" in words:
        return build.build_workbook(definition, year, **asked)
    digest = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
    return _shared(digest, lambda: build.build_workbook(definition, year, **asked))


def _shared(digest: str, draw: Callable[[], BuiltWorkbook]) -> BuiltWorkbook:
    folder = _KEPT.get("folder")
    if folder is None:
        return draw()
    there = sorted(folder.glob(f"{digest}.*.xlsx"))
    if there:
        return BuiltWorkbook(there[0].name.partition(".")[2], there[0].read_bytes())
    workbook = draw()
    written = folder / f"{digest}.{os.getpid()}"
    written.write_bytes(workbook.data)
    # Whole or not at all: another process looks for it at any time.
    written.replace(folder / f"{digest}.{workbook.file_name}")
    return workbook
