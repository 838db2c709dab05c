"""The records of BIFF8, of which the Workbook stream of an .xls is made, and the texts in them.

Source: Microsoft, [MS-XLS] 2.1.4 (records), 2.4.58 (Continue), 2.5.293 and 2.5.294 (texts).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from addin.returned.package import RECORD_LIMIT
from addin.returned.package_error import PackageError
from schemas.findings.catalogue import FileIsDamaged, TooManyCells

BEGIN, END, CONTINUE = 0x0809, 0x000A, 0x003C
_OLDER_BEGINNINGS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
_VERSION = 0x0600
_WIDE, _HAS_PHONETICS, _HAS_RUNS = 0x1, 0x4, 0x8


def is_older(book: bytes) -> bool:
    """Whether a stream of records is of Excel 95 or before; those up to 4.0 are files of their own."""
    if book.startswith(_OLDER_BEGINNINGS):
        return True
    return len(book) >= 6 and struct.unpack_from("<H", book)[0] == BEGIN and 0 < _version(book) < _VERSION


def _version(book: bytes) -> int:
    return int(struct.unpack_from("<H", book, 4)[0])


class Record(NamedTuple):
    """A record, together with those that continue it."""

    kind: int
    bodies: list[bytes]

    @property
    def body(self) -> bytes:
        """What stands in the record itself."""
        return self.bodies[0]


def substream(book: bytes, offset: int) -> Iterator[Record]:
    """The records of the part of the stream at `offset`, up to its end; parts within it are left out.

    Raises `PackageError` where the stream ends before, and for too many records.
    """
    depth = 0
    current: Record | None = None
    for kind, body in _plain_records(book, offset):
        if kind == CONTINUE:
            if current is not None:
                current.bodies.append(body)
            continue
        if current is not None and depth <= 1:
            yield current
        current = Record(kind, [body])
        depth += (kind == BEGIN) - (kind == END)
        if kind == END and depth <= 0:
            return
    raise PackageError(FileIsDamaged())


def _plain_records(book: bytes, offset: int) -> Iterator[tuple[int, bytes]]:
    end, left = len(book), RECORD_LIMIT
    while offset + 4 <= end:
        if (left := left - 1) < 0:
            raise PackageError(TooManyCells(found=f"> {RECORD_LIMIT:,}"))
        kind, size = struct.unpack_from("<HH", book, offset)
        offset += 4
        if offset + size > end:
            raise PackageError(FileIsDamaged())
        yield kind, book[offset : offset + size]
        offset += size


class Letters:
    """Reads texts from a record that may be continued by others. Raises struct.error at its end."""

    def __init__(self, bodies: list[bytes], offset: int = 0) -> None:
        self._bodies, self._index, self._offset = bodies, 0, offset

    def is_at_end(self) -> bool:
        """Whether nothing is left."""
        left = len(self._bodies[self._index]) - self._offset
        return left <= 0 and self._index + 1 >= len(self._bodies)

    def take(self, size: int) -> bytes:
        """The next bytes, over the ends of records."""
        taken = bytearray()
        while len(taken) < size:
            taken += self._from_here(size - len(taken))
        return bytes(taken)

    def number(self, form: str) -> int:
        """The next number, in the form that `struct` knows."""
        return int(struct.unpack(form, self.take(struct.calcsize(form)))[0])

    def text(self, length_form: str = "<H") -> str:
        """The next text: its length, its flags, its letters, and what is not letters behind them."""
        length, flags = self.number(length_form), self.number("<B")
        runs = self.number("<H") if flags & _HAS_RUNS else 0
        phonetics = self.number("<I") if flags & _HAS_PHONETICS else 0
        text = self.letters(length, flags)
        self._skip(4 * runs + phonetics)
        return text

    def letters(self, length: int, flags: int) -> str:
        """Letters, one byte or two each; where a record ends among them the next one says which."""
        # Half a character may stand in each of two records: all of it is decoded at once.
        wide = bytearray()
        while length > 0:
            if self._offset >= len(self._bodies[self._index]):
                self._next()
                flags = self.number("<B")
            size = 2 if flags & _WIDE else 1
            count = min(length, max(1, (len(self._bodies[self._index]) - self._offset) // size))
            found = self.take(count * size)
            wide += found if size == 2 else found.decode("latin-1").encode("utf-16-le")
            length -= count
        return wide.decode("utf-16-le", "replace")

    def _skip(self, size: int) -> None:
        while size > 0:
            size -= len(self._from_here(size))

    def _from_here(self, size: int) -> bytes:
        """Up to `size` bytes of one record."""
        while self._offset >= len(self._bodies[self._index]):
            self._next()
        found = self._bodies[self._index][self._offset : self._offset + size]
        self._offset += len(found)
        return found

    def _next(self) -> None:
        if self._index + 1 >= len(self._bodies):
            raise struct.error("the record ends within a text")
        self._index, self._offset = self._index + 1, 0
