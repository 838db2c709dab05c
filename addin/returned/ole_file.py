"""Compound files: an .xls, and workbooks of any kind that are encrypted or protected by a label.

Source: Microsoft, [MS-CFB], [MS-OFFCRYPTO] 2.2 and 2.3, [MS-OLEPS].
"""

from __future__ import annotations

import datetime as dt
import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import msoffcrypto
import olefile

from addin.returned.package import FILE_LIMIT, Carried, Kind, Package
from addin.returned.package_error import PackageError
from addin.returned.xls_book import read_xls
from addin.returned.xml_parts import root_of
from schemas.findings.catalogue import FileIsDamaged, FileIsEncrypted, FileIsLabelled, FileIsNoWorkbook, FileSuspicious

_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DEFAULT_PASSWORD = "VelvetSweatshop"  # noqa: S105 - it is Excel's own, which it tries before asking anybody
_ENCRYPTED_LIMIT = 16 * 2**20
_SPIN_LIMIT = 1_000_000
"""Rounds of hashing that are done for a password: Excel asks for 100,000, which take a tenth of a second."""
_INFO_LIMIT = 1 << 16
_AGILE, _XML_OFFSET = b"\x04\x00\x04\x00", 8
_DOCUMENTS, _CONTROLS = ("MBD", "LNK"), "Ctls"
_SUMMARY, _LAST_SAVED, _FILE_TIME = "\x05SummaryInformation", 0x0D, 0x40
_DAMAGE = (OSError, EOFError, ValueError, IndexError, TypeError, AttributeError, KeyError, struct.error, RecursionError)


def decrypted(data: bytes) -> bytes | None:
    """What is encrypted in a compound file with the password that Excel tries unasked; None where nothing is.

    Raises `PackageError` where it needs another password, or is protected by a label.
    """
    with _damage(), olefile.OleFileIO(io.BytesIO(data)) as ole:
        _refuse_labels(ole)
        if ole.exists("EncryptionInfo"):
            _check_effort(ole.openstream("EncryptionInfo").read(_INFO_LIMIT + 1))
        elif not ole.exists("Workbook") or not _has_password(data):
            return None
    if len(data) > _ENCRYPTED_LIMIT:
        raise PackageError(FileIsEncrypted())
    return _decrypt(data)


def read_xls_file(data: bytes, unread: frozenset[str]) -> Package:
    """The .xls in `data`; sheets whose title is in `unread` are listed, not read.

    Raises `PackageError` where it is none.
    """
    with _damage(), olefile.OleFileIO(io.BytesIO(data)) as ole:
        stream = next((name for name in ("Workbook", "Book") if ole.exists(name)), None)
        if stream is None:
            raise PackageError(FileIsNoWorkbook())
        book = ole.openstream(stream).read()
        carried = tuple(_carried(ole))
        saved = _last_saved(ole.openstream(_SUMMARY).read()) if ole.exists(_SUMMARY) else None
    package = read_xls(book, unread)
    return replace(package, carried=(*package.carried, *carried), modified=saved)


def _refuse_labels(ole: olefile.OleFileIO) -> None:
    names = {name.lower() for path in ole.listdir(streams=True, storages=True) for name in path}
    is_protected = any("drmencrypted" in name or name.lstrip("\x09") == "drmcontent" for name in names)
    if is_protected or (ole.exists("EncryptedPackage") and not ole.exists("EncryptionInfo")):
        raise PackageError(FileIsLabelled())


def _check_effort(info: bytes) -> None:
    """Refuse a password that takes for ever to try, and a description of one that is no honest XML."""
    if len(info) > _INFO_LIMIT:
        raise PackageError(FileSuspicious(found="EncryptionInfo"))
    if not info.startswith(_AGILE):
        return
    root = root_of(info[_XML_OFFSET:].rstrip(b"\0"), "EncryptionInfo")
    spins = [element.get("spinCount", "0") for element in root.iter() if element.get("spinCount")]
    if any(not spin.isdigit() or len(spin) > 9 or int(spin) > _SPIN_LIMIT for spin in spins):
        raise PackageError(FileSuspicious(found="EncryptionInfo"))


def _has_password(data: bytes) -> bool:
    try:
        return bool(msoffcrypto.OfficeFile(io.BytesIO(data)).is_encrypted())
    except (msoffcrypto.exceptions.FileFormatError, msoffcrypto.exceptions.ParseError, AssertionError):
        return False  # what is the matter with it, its reader says


def _decrypt(data: bytes) -> bytes:
    plain = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
        file.load_key(password=_DEFAULT_PASSWORD)
        file.decrypt(plain)
    except Exception as error:
        # A wrong password shows itself in as many ways as there are ciphers.
        raise PackageError(FileIsEncrypted()) from error
    found = plain.getvalue()
    if not found.startswith((_MARK, b"PK")) or len(found) > FILE_LIMIT:
        raise PackageError(FileIsEncrypted())
    return found


def _carried(ole: olefile.OleFileIO) -> Iterator[Carried]:
    """What the other streams say: macros, controls, and documents of other programs, embedded or linked."""
    for name in dict.fromkeys(path[0] for path in ole.listdir(streams=False, storages=True)):
        if "VBA" in name.upper():
            yield Carried(Kind.MACROS, "", name)
        elif name.upper().startswith(_DOCUMENTS):
            yield Carried(Kind.EMBEDDED_OBJECT, "", name)
    if ole.exists(_CONTROLS):
        yield Carried(Kind.CONTROL, "", _CONTROLS)


def _last_saved(summary: bytes) -> dt.datetime | None:
    """When a property set says that it was saved, in UTC; None where it does not say."""
    try:
        start = struct.unpack_from("<I", summary, 44)[0]
        count = struct.unpack_from("<I", summary, start + 4)[0]
        for index in range(min(count, len(summary) // 8)):
            what, where = struct.unpack_from("<II", summary, start + 8 + 8 * index)
            if what == _LAST_SAVED and struct.unpack_from("<I", summary, start + where)[0] == _FILE_TIME:
                ticks = struct.unpack_from("<Q", summary, start + where + 4)[0]
                return dt.datetime(1601, 1, 1, tzinfo=dt.UTC) + dt.timedelta(microseconds=ticks // 10)
    except (struct.error, OverflowError):
        return None
    return None


@contextmanager
def _damage() -> Iterator[None]:
    try:
        yield
    except _DAMAGE as error:
        raise PackageError(FileIsDamaged()) from error
