"""The records of BIFF12, of which the parts of an .xlsb are made. Source: Microsoft, [MS-XLSB] 2.1.4."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from addin.returned.package import RECORD_LIMIT
from addin.returned.package_error import PackageError
from schemas.findings.catalogue import FileIsDamaged, TooManyCells

_NO_TEXT = 0xFFFF_FFFF


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each record as (kind, body). Raises `PackageError` where the data ends within one, and for too many."""
    offset, end, left = 0, len(data), RECORD_LIMIT
    while offset < end:
        if (left := left - 1) < 0:
            raise PackageError(TooManyCells(found=f"> {RECORD_LIMIT:,}"))
        kind, offset = _number(data, offset, 2)
        size, offset = _number(data, offset, 4)
        if offset + size > end:
            raise PackageError(FileIsDamaged())
        yield kind, data[offset : offset + size]
        offset += size


def _number(data: bytes, offset: int, most: int) -> tuple[int, int]:
    """A number in groups of seven bits, of at most `most` bytes, and where it ends."""
    value = 0
    for index in range(most):
        if offset >= len(data):
            raise PackageError(FileIsDamaged())
        byte = data[offset]
        offset += 1
        value |= (byte & 0x7F) << (7 * index)
        if not byte & 0x80:
            break
    return value, offset


def wide_text(body: bytes, offset: int = 0) -> tuple[str, int]:
    """An XLWideString at `offset`, empty where there is none, and where it ends. Raises struct.error."""
    length = struct.unpack_from("<I", body, offset)[0]
    if length == _NO_TEXT:
        return "", offset + 4
    end = offset + 4 + 2 * length
    if end > len(body):
        raise struct.error("a text that is longer than its record")
    return body[offset + 4 : end].decode("utf-16-le", "replace"), end
