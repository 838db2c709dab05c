"""The digest that a workbook carries of itself: whether kpibook wrote it, and whether it was changed since.

It stands in a custom document property, which Excel and LibreOffice keep when they save: a workbook
that a person saved still says who wrote it, and its digest no longer fits. It tells what is
unchanged from what is changed, not what is genuine: whoever wants to can make one.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

PROPERTY = "kpibook SHA-256"
PART = "docProps/custom.xml"
"""The part that holds the digest of all the others."""
_VALUE = re.compile(
    rb'<property\b[^<>]*\bname="kpibook SHA-256"[^<>]*>\s*'
    rb"<[^<>]*lpwstr[^<>]*>\s*([a-z]{1,20})(\+own)?:([0-9a-f]{64})\s*<"
)
_PART_LIMIT = 2**16
_UNPACKED_LIMIT = 4 * 2**30
"""Bytes that are read of a workbook at most; the largest result has less."""
_BLOCK = 2**20
_END, _END_SIZE, _ZIP64 = b"PK\x05\x06", 22, b"PK\x06\x07"
_TAIL = 2**16 + _END_SIZE
_ENTRY_LIMIT, _DIRECTORY_LIMIT = 1_000, 2**18
_NO_PACKAGE = (OSError, zipfile.BadZipFile, zlib.error, struct.error)
_ODD_PACKAGE = (EOFError, ValueError, KeyError, NotImplementedError, RuntimeError, MemoryError)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A workbook that kpibook wrote."""

    by: str
    """The command that wrote it, such as `consolidate`."""
    unchanged: bool
    """Whether it is as it was written, to the byte of each part."""
    holds_own: bool = False
    """Whether sheets or columns that people made were carried into it."""


def sealed_by(command: str, digests: Mapping[str, str], *, holds_own: bool = False) -> str:
    """The value of the property for a workbook of `command`; `digests` are those of its parts, by name.

    `holds_own` says that there is in it what people made, which nothing may replace unasked.
    """
    lines = [f"{command}\n", *(f"{name}\n{digest}\n" for name, digest in sorted(digests.items()) if name != PART)]
    own = "+own" if holds_own else ""
    return f"{command}{own}:{hashlib.sha256(''.join(lines).encode('utf-8', 'surrogatepass')).hexdigest()}"


def custom_properties(value: str) -> bytes:
    """The part of custom properties that holds `value` and nothing else."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{PROPERTY}">'
        f"<vt:lpwstr>{value}</vt:lpwstr></property></Properties>"
    ).encode("ascii")


def seal_of(path: Path) -> Sealed | None:
    """What the workbook at `path` says of itself; None for whatever kpibook did not write or cannot read.

    The file may be anybody's: no more is read of it than its own directory allows.
    """
    try:
        with path.open("rb") as stream:
            if not _has_small_directory(stream):
                return None
            with zipfile.ZipFile(stream) as package:
                return _sealed(package)
    except (*_NO_PACKAGE, *_ODD_PACKAGE):
        return None


def _has_small_directory(stream: IO[bytes]) -> bool:
    """Whether it is a zip of few entries, told before its directory is read."""
    size = stream.seek(0, 2)
    stream.seek(max(size - _TAIL, 0))
    tail = stream.read(_TAIL)
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE or _ZIP64 in tail:
        return False
    entries, directory = struct.unpack_from("<HI", tail, at + 10)
    return bool(entries <= _ENTRY_LIMIT and directory <= _DIRECTORY_LIMIT)


def _sealed(package: zipfile.ZipFile) -> Sealed | None:
    names = package.namelist()
    if len(set(names)) != len(names) or PART not in names:
        return None
    with package.open(PART) as part:
        found = _VALUE.search(part.read(_PART_LIMIT))
    if found is None:
        return None
    command, own, said = found[1].decode("ascii"), found[2] is not None, found[3].decode("ascii")
    is_same = sealed_by(command, dict(_digests(package, names))).endswith(f":{said}")
    return Sealed(command, is_same, own)


def _digests(package: zipfile.ZipFile, names: list[str]) -> Iterator[tuple[str, str]]:
    """The digest of each part, and none of what unpacks to more than any result."""
    left = _UNPACKED_LIMIT
    for name in names:
        digest = hashlib.sha256()
        with package.open(name) as part:
            while block := part.read(_BLOCK):
                left -= len(block)
                if left < 0:
                    raise ValueError(f"{name} unpacks to more than a result")
                digest.update(block)
        yield name, digest.hexdigest()
