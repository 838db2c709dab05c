"""The tables of the sheet About: how the result was made, and what stands on its sheets.

A result is handed on: of folders and files it tells the names, and not where they are on whose computer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

from addin.consolidation.consolidate import Consolidation
from addin.tables import sheet_columns as c
from addin.tables.continued import first_title
from addin.tables.in_words import InWords
from addin.tables.run import Run, place_name
from addin.tables.table import Cells, Table, table_of
from schemas.models.sheets import MethodWords

ABOUT, CONTENTS = "About", "Contents"
_Line = tuple[str, str, str]
"""A topic, what it is called, and what is told of it."""


def about(consolidation: Consolidation, words: InWords, run: Run) -> Table:
    """How the result was made: program, moment, inputs, options, method."""
    cells: Cells[_Line] = {
        c.TOPIC: lambda line: line[0],
        c.LABEL: lambda line: line[1],
        c.TOLD: lambda line: line[2],
    }

    @cache
    def lines() -> tuple[_Line, ...]:
        return (*_made(consolidation, words, run), *_options(words, run), *_methods(words))

    return table_of(ABOUT, cells, lambda: ((line,) for line in lines()))


def _made(consolidation: Consolidation, words: InWords, run: Run) -> Iterator[_Line]:
    called = words.sheets.about
    editions = ", ".join(definition.edition.edition for definition in consolidation.definitions)
    yield "version", called.version, version("kpibook")
    yield "made", called.made, f"{run.moment:%Y-%m-%d %H:%M:%S}"
    if run.folder is not None:
        yield "folder", called.folder, run.folder.resolve().name
    yield "files", called.files, str(len(consolidation.files))
    yield "counted", called.counted, str(len(consolidation.counted))
    if consolidation.year is not None:
        yield "year", called.year, str(consolidation.year)
    yield "editions", called.editions, editions
    yield "language", called.language, consolidation.language


def _options(words: InWords, run: Run) -> Iterator[_Line]:
    called = words.sheets.about
    if run.year is not None:
        yield "year_asked", called.year_asked, str(run.year)
    for topic, label, path in (
        ("before", called.before, run.before),
        ("decisions", called.decisions, run.ledger),
        ("keep", called.keep, run.keep),
    ):
        if path is None:
            continue
        name = place_name(path)
        yield topic, label, name
        if isinstance(path, Path) and path.is_file():
            yield f"{topic}_sha256", called.sha256.format(what=name), _digest(path)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _methods(words: InWords) -> Iterator[_Line]:
    for name in MethodWords.model_fields:
        yield f"method_{name}", words.sheets.about.method, getattr(words.sheets.methods, name)


def contents(words: InWords, sheets: Sequence[str]) -> Table:
    """What stands on each of `sheets`; on one that goes on what stands on the first of it."""
    cells: Cells[str] = {
        c.SHEET_NAME: lambda sheet: sheet,
        c.HOLDS: lambda sheet: words.sheets.holds.get(first_title(sheet), ""),
    }
    return table_of(CONTENTS, cells, lambda: ((sheet,) for sheet in sheets))
