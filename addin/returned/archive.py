"""A zip file as a hostile one is to be read: bounded by what comes out of it, whatever its directory says."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote

from addin.returned.opening import megabytes
from addin.returned.package_error import PackageError
from schemas.findings.catalogue import FileIsDamaged, FileIsEncrypted, FileSuspicious, FileTooLarge, PartMissing

UNPACKED_LIMIT = 256 * 2**20
ENTRY_LIMIT = 4_000
"""A filled-in template has some 25 entries and unpacks to 1.5 MB; a hundred times that is no template."""
_HEADER_MARK, _HEADER, _UTF8 = b"PK\x03\x04", struct.Struct("<4s2xH18xHH"), 0x800
_ENTRY_MARK = b"PK\x01\x02"
_ENCRYPTED = 0x1
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, struct.error)


def key_of(name: str) -> str:
    """What tells one part from another: no case, one kind of slash, no percent-encoding.

    Empty for what no part may be called: a name that leads out of its folder.
    """
    segments = unquote(name.replace("\\", "/"), errors="replace").lower().split("/")
    kept = [segment for segment in segments if segment not in {"", "."}]
    return "" if ".." in kept else "/".join(kept)


class Archive:
    """The parts of a zip file, by `key_of` their names.

    Raises `PackageError` for one that is damaged, too large, encrypted, or holds two parts of one name.
    """

    def __init__(self, data: bytes) -> None:
        if data.count(_ENTRY_MARK) > ENTRY_LIMIT:
            # Looked at before the directory is read, which alone would take seconds.
            raise PackageError(FileTooLarge(found=megabytes(len(data))))
        with _damage():
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        entries = self._zip.infolist()
        unpacked = sum(entry.file_size for entry in entries)
        if unpacked > UNPACKED_LIMIT:
            raise PackageError(FileTooLarge(found=megabytes(unpacked)))
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise PackageError(FileIsEncrypted())
        self._data, self._left = memoryview(data), UNPACKED_LIMIT
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            self._add(entry)

    def _add(self, entry: zipfile.ZipInfo) -> None:
        key = key_of(entry.filename)
        if not key or entry.filename.endswith(("/", "\\")):
            return
        if key in self._entries:
            # Two programs would each read another of the twins.
            raise PackageError(FileSuspicious(found=f"two parts called {entry.filename}"))
        self._entries[key] = entry

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def name(self, key: str) -> str:
        """What the file calls a part, for people to read."""
        return self._entries[key].filename if key in self._entries else key

    def read(self, key: str) -> bytes:
        """A part, whole. Raises `PackageError` where there is none, and past the limit of all parts together."""
        return self._read(key, self._left)

    def head(self, key: str, size: int) -> bytes:
        """The first bytes of a part, `size` of them at most."""
        return self._read(key, min(size, self._left), is_whole=False)

    def _read(self, key: str, limit: int, *, is_whole: bool = True) -> bytes:
        entry = self._entries.get(key)
        if entry is None:
            raise PackageError(PartMissing(found=key))
        with _damage():
            part = self._unpacked(entry, limit + is_whole, is_whole=is_whole)
        if len(part) > limit:
            raise PackageError(FileTooLarge(found=f"> {megabytes(UNPACKED_LIMIT)}"))
        self._left -= len(part)
        return part

    def _unpacked(self, entry: zipfile.ZipInfo, most: int, *, is_whole: bool) -> bytes:
        """What is packed in an entry, `most` bytes of it: one call that cannot give more, whatever it is told."""
        packed = self._data[self._start_of(entry) :][: entry.compress_size]
        if entry.compress_type == zipfile.ZIP_STORED:
            part, is_at_end = bytes(packed[:most]), len(packed) <= most
        elif entry.compress_type == zipfile.ZIP_DEFLATED:
            inflater = zlib.decompressobj(-zlib.MAX_WBITS)
            part = inflater.decompress(packed, most)
            is_at_end = inflater.eof
        else:
            # The others unpack a few bytes to many megabytes at a time, and no spreadsheet program uses them.
            raise PackageError(FileSuspicious(found=f"{entry.filename} is packed in an unusual way"))
        if is_whole and len(part) < most and not (is_at_end and zlib.crc32(part) == entry.CRC):
            raise zipfile.BadZipFile(entry.filename)
        return part

    def _start_of(self, entry: zipfile.ZipInfo) -> int:
        """Where an entry's bytes begin. Raises BadZipFile where its own header contradicts the directory."""
        header: tuple[bytes, int, int, int] = _HEADER.unpack_from(self._data, entry.header_offset)
        mark, flags, name_size, extra_size = header
        start = entry.header_offset + _HEADER.size
        name = bytes(self._data[start : start + name_size])
        if mark != _HEADER_MARK or name.decode("utf-8" if flags & _UTF8 else "cp437") != entry.orig_filename:
            raise zipfile.BadZipFile(entry.filename)
        return start + name_size + extra_size


@contextmanager
def _damage() -> Iterator[None]:
    try:
        yield
    except _DAMAGE as error:
        raise PackageError(FileIsDamaged()) from error
