"""Packages whose parts are deflated in segments, so that what many packages have alike is deflated once.

A deflate stream may be joined of pieces, each of which ends on a whole byte and looks back at nothing before
itself: to whoever unpacks it, it is one stream like any other.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_LAST = b"\x03\x00"
"""The empty block that ends a deflate stream."""
_VERSION, _UNIX, _DEFLATED = 20, 3, 8
_FIRST_DAY = 1 << 5 | 1
"""1 January 1980 as zip files write it: what a package says of its time is not when this computer wrote it."""
_RIGHTS = 0o600 << 16
_LOCAL, _CENTRAL, _END = struct.Struct("<4s5H3L2H"), struct.Struct("<4s4B4H3L5H2L"), struct.Struct("<4s4H2LH")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a part, as it reads and as it is packed."""

    text: bytes
    deflated: bytes


def segment_of(text: bytes) -> Segment:
    """`text` deflated so that it may stand anywhere in a stream."""
    deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return Segment(text, deflater.compress(text) + deflater.flush(zlib.Z_FULL_FLUSH))


def package_of(parts: Iterable[tuple[str, Sequence[Segment]]]) -> bytes:
    """The zip file of `parts`, in their order: each by its name, in ASCII, and its segments one after the other.

    The same input gives the same bytes. Raises struct.error for a part or a package of 4 GiB, which a plain zip file
    cannot hold.
    """
    files, directory, at = [], [], 0
    for name, segments in parts:
        packed = b"".join([*(segment.deflated for segment in segments), _LAST])
        called, facts = name.encode("ascii"), (_DEFLATED, 0, _FIRST_DAY, _check(segments), len(packed), _size(segments))
        lengths = len(called), 0
        local = _LOCAL.pack(b"PK\3\4", _VERSION, 0, *facts, *lengths) + called
        central = _CENTRAL.pack(b"PK\1\2", _VERSION, _UNIX, _VERSION, 0, 0, *facts, *lengths, 0, 0, 0, _RIGHTS, at)
        files += [local, packed]
        directory.append(central + called)
        at += len(local) + len(packed)
    listed, number = b"".join(directory), len(directory)
    return b"".join([*files, listed, _END.pack(b"PK\5\6", 0, 0, number, number, len(listed), at, 0)])


def _check(segments: Sequence[Segment]) -> int:
    """The CRC-32 of all that the segments read."""
    check = 0
    for segment in segments:
        check = zlib.crc32(segment.text, check)
    return check


def _size(segments: Sequence[Segment]) -> int:
    return sum(len(segment.text) for segment in segments)
