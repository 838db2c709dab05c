"""Rows that wait in a file rather than in memory, until it is decided which of them count."""

from __future__ import annotations

import json
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

_IN_MEMORY = 16 << 20
"""Bytes kept in memory before a temporary file is used: the answers of some 400 workbooks."""


class Span(NamedTuple):
    """Where a group of rows stands in the spool, in bytes."""

    start: int
    length: int


class Spool:
    """Groups of rows, written once and read in any order; gone when the last reference is."""

    def __init__(self) -> None:
        file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, prefix="kpibook-")  # noqa: SIM115 - closed below
        self._file = file
        self._end = 0
        self._closing = weakref.finalize(self, file.close)

    def write(self, rows: Iterable[tuple[Any, ...]]) -> Span:
        """Keep `rows`, whose values are texts, numbers, truth values and None."""
        data = json.dumps(list(rows), separators=(",", ":")).encode("ascii")
        self._file.seek(self._end)
        self._file.write(data)
        span = Span(self._end, len(data))
        self._end += len(data)
        return span

    def read(self, span: Span) -> Iterator[list[Any]]:
        """The rows of one group, in order."""
        self._file.seek(span.start)
        yield from json.loads(self._file.read(span.length))
