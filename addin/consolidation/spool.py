"""Rows that wait in a file rather than in memory, until it is decided which of them count."""

from __future__ import annotations

import marshal
import tempfile
import weakref
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

_IN_MEMORY = 16 << 20
"""Bytes kept in memory before a temporary file is used: the answers of some 400 workbooks."""

Row = TypeVar("Row", bound=NamedTuple)


@dataclass(frozen=True, slots=True)
class Span(Generic[Row]):
    """Where a group of rows of one kind stands in the spool, in bytes."""

    kind: type[Row]
    start: int
    length: int
    rows: int
    """How many there are."""


class Spool:
    """Groups of rows, written once and read in any order; gone when the last reference is."""

    def __init__(self) -> None:
        file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, prefix="kpibook-")  # noqa: SIM115 - closed below
        self._file = file
        self._end = 0
        self._made: dict[Hashable, Span[Any]] = {}
        self._closing = weakref.finalize(self, file.close)

    def write(self, kind: type[Row], rows: Iterable[Row]) -> Span[Row]:
        """Keep `rows`, whose values are texts, numbers, truth values and None."""
        # Plain tuples, numbers and texts: nothing in Python is faster to write and to read again.
        plain = [tuple(row) for row in rows]
        data = marshal.dumps(plain)
        self._file.seek(self._end)
        self._file.write(data)
        span = Span(kind, self._end, len(data), len(plain))
        self._end += len(data)
        return span

    def made_of(self, source: Hashable, kind: type[Row], rows: Callable[[], Iterable[Row]]) -> Span[Row]:
        """Where `rows` of this kind wait, which are made of `source`: the first who asks for them has them made."""
        found: Span[Row] = self.found(source, kind) or self.write(kind, rows())
        self._made[source, kind] = found
        return found

    def found(self, source: Hashable, kind: type[Row]) -> Span[Row] | None:
        """Where the rows of this kind wait that were made of `source`; None where nobody asked for them."""
        return self._made.get((source, kind))

    def read(self, span: Span[Row]) -> Iterator[Row]:
        """The rows of one group, in order."""
        self._file.seek(span.start)
        # What was written in this process has the fields of its kind, in their order.
        yield from map(span.kind._make, marshal.loads(self._file.read(span.length)))  # noqa: S302 - and nobody else
