"""Packages whose parts are deflated in segments, so that what many packages have alike is deflated once.

A deflate stream may be joined of pieces, each of which ends on a whole byte and looks back at nothing before
itself: to whoever unpacks it, it is one stream like any other.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

_LAST = b"\x03\x00"
"""The empty block that ends a deflate stream."""
_VERSION, _UNIX, _DEFLATED = 20, 3, 8
_FIRST_DAY = 1 << 5 | 1
"""1 January 1980 as zip files write it: what a package says of its time is not when this computer wrote it."""
_RIGHTS = 0o600 << 16
_POLYNOMIAL, _ONE, _BYTE = 0xEDB88320, 1 << 31, 1 << 23
"""The polynomial of CRC-32, and of it 1 and x⁸, the powers of x from the highest bit down."""
_LOCAL, _CENTRAL, _END = struct.Struct("<4s5H3L2H"), struct.Struct("<4s4B4H3L5H2L"), struct.Struct("<4s4H2LH")


@dataclass(frozen=True, slots=True)
class Packed:
    """A segment that is packed already, and what must be known of its text to put it behind others."""

    deflated: bytes
    size: int
    """Of the text, in bytes."""
    check: int
    """The CRC-32 of the text."""
    further: int
    """What the CRC-32 of all that stands before is multiplied by when this comes behind it."""


def packed(text: bytes) -> Packed:
    """`text` packed so that it may stand anywhere in a stream."""
    return Packed(_deflated(text), len(text), zlib.crc32(text), _further_by(len(text)))


class Stream(NamedTuple):
    """The deflate stream of a part in pieces, and what a zip file says of its text."""

    pieces: tuple[bytes, ...]
    size: int
    """Of the text, in bytes."""
    check: int
    """The CRC-32 of the text."""


def stream_of(segments: Iterable[bytes | Packed]) -> Stream:
    """A part of these segments, one after the other; which of them are packed already makes no difference to it."""
    pieces, size, check = [], 0, 0
    for segment in segments:
        if isinstance(segment, bytes):
            pieces.append(_deflated(segment))
            size, check = size + len(segment), zlib.crc32(segment, check)
        else:
            pieces.append(segment.deflated)
            # As zlib's crc32_combine has it, which Python does not offer.
            size, check = size + segment.size, (check and _product(segment.further, check)) ^ segment.check
    return Stream((*pieces, _LAST), size, check)


def package_of(parts: Iterable[tuple[str, Stream]]) -> bytes:
    """The zip file of `parts`, in their order, each by its name, in ASCII.

    The same input gives the same bytes. Raises struct.error for a part or a package of 4 GiB, which a plain zip file
    cannot hold.
    """
    files, directory, at = [], [], 0
    for name, (pieces, size, check) in parts:
        length, called = sum(map(len, pieces)), name.encode("ascii")
        facts = _DEFLATED, 0, _FIRST_DAY, check, length, size, len(called), 0
        local = _LOCAL.pack(b"PK\3\4", _VERSION, 0, *facts) + called
        central = _CENTRAL.pack(b"PK\1\2", _VERSION, _UNIX, _VERSION, 0, 0, *facts, 0, 0, 0, _RIGHTS, at)
        files += [local, *pieces]
        directory.append(central + called)
        at += len(local) + length
    listed, number = b"".join(directory), len(directory)
    return b"".join([*files, listed, _END.pack(b"PK\5\6", 0, 0, number, number, len(listed), at, 0)])


def _deflated(text: bytes) -> bytes:
    deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return deflater.compress(text) + deflater.flush(zlib.Z_FULL_FLUSH)


def _further_by(size: int) -> int:
    """x to the power of 8 · `size`, modulo the polynomial of CRC-32."""
    power, square = _ONE, _BYTE
    while size:
        if size & 1:
            power = _product(power, square)
        square = _product(square, square)
        size >>= 1
    return power


def _product(one: int, other: int) -> int:
    """The product of two polynomials modulo that of CRC-32."""
    product, factor = 0, _ONE
    while one:
        if one & factor:
            product ^= other
            one ^= factor
        other = other >> 1 ^ _POLYNOMIAL * (other & 1)
        factor >>= 1
    return product
