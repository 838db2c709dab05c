"""The digests that tables carry: what kpibook wrote, and what was changed.

A Parquet table has one of itself and one of its CSV in the metadata of its footer, which no program
shows as data; CSV has no such place. The description of a Data Package has its own as a property.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import IO

KEY = "kpibook SHA-256"
"""The name of the digests among the file's metadata."""
_VALUE = re.compile(rb"kpibook-csv:([0-9a-f]{64}) kpibook-parquet:([0-9a-f]{64})")
_MAGIC = b"PAR1"
_END_SIZE = 8
_FOOTER_LIMIT = 2**20
_SIZE_LIMIT = 4 * 2**30
_BLOCK = 2**20
CSV, PARQUET = ".csv", ".parquet"
PACKAGE = "datapackage.json"
"""The name of a Data Package's description, which the standard fixes."""
UNSEALED = "0" * 64
"""What stands in a description where its digest will."""
_PACKAGE_VALUE = re.compile(rb'"kpibook SHA-256": "([0-9a-f]{64})"')
_PACKAGE_LIMIT = 2**24


def table_digests(csv: Path, body: Path) -> str:
    """The value for a table whose CSV is at `csv`, and whose Parquet, without its footer so far, is at `body`."""
    return f"kpibook-csv:{_digest(csv)} kpibook-parquet:{_digest(body)}"


def sealed_package(description: bytes) -> bytes:
    """`description`, JSON with the property `KEY` that is `UNSEALED` so far, with its digest there."""
    digest = hashlib.sha256(description).hexdigest()
    return description.replace(f'"{KEY}": "{UNSEALED}"'.encode("ascii"), f'"{KEY}": "{digest}"'.encode("ascii"), 1)


def is_own_table(path: Path) -> bool | None:
    """Whether what is at `path` is as kpibook wrote it: a table as CSV or Parquet, or their description.

    None where kpibook wrote no such thing.
    """
    try:
        if path.name == PACKAGE:
            return _is_own_package(path)
        said = _said(path.with_suffix(PARQUET)) if path.suffix in {CSV, PARQUET} and path.is_file() else None
        if said is None:
            return None
        csv, parquet, length = said
        return _digest(path) == csv if path.suffix == CSV else _digest(path, length) == parquet
    except OSError:
        return None


def _is_own_package(path: Path) -> bool | None:
    if not path.is_file() or path.stat().st_size > _PACKAGE_LIMIT:
        return None
    data = path.read_bytes()
    found = _PACKAGE_VALUE.search(data)
    if found is None:
        return None
    start, end = found.span(1)
    unsealed = data[:start] + UNSEALED.encode("ascii") + data[end:]
    return hashlib.sha256(unsealed).hexdigest().encode("ascii") == found[1]


def _said(parquet: Path) -> tuple[str, str, int] | None:
    """The digests of the CSV and of what stands before the footer, and the length of that."""
    if not parquet.is_file():
        return None
    with parquet.open("rb") as stream:
        size = stream.seek(0, 2)
        if not _END_SIZE < size <= _SIZE_LIMIT:
            return None
        stream.seek(size - _END_SIZE)
        length, magic = struct.unpack("<I4s", stream.read(_END_SIZE))
        before = size - _END_SIZE - length
        if magic != _MAGIC or length > _FOOTER_LIMIT or before < 0:
            return None
        stream.seek(before)
        found = _VALUE.search(stream.read(length))
    return (found[1].decode("ascii"), found[2].decode("ascii"), before) if found is not None else None


def _digest(path: Path, length: int = _SIZE_LIMIT) -> str:
    """The digest of the first `length` bytes of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        for block in _blocks(stream, length):
            digest.update(block)
    return digest.hexdigest()


def _blocks(stream: IO[bytes], length: int) -> Iterator[bytes]:
    while length > 0 and (block := stream.read(min(_BLOCK, length))):
        length -= len(block)
        yield block
