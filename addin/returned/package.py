"""Looks at a returned file before it is opened: what it is, and whether it is safe to read.

A file is judged by its content, never by its ending, and is hostile until shown otherwise: zip
bombs, document types and entities, cells at absurd places are refused before any of it reaches a
parser. What python-calamine does not tell, which cells hold formulas or errors, is found here, in
one pass over each sheet's bytes.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

import msoffcrypto
import olefile

from addin.returned import binary_cells as binary_sheets
from addin.returned.xml_cells import (
    AbsurdSheetError,
    SheetCells,
    has_huge_number,
    scan_ods,
    scan_xml_sheet,
    without_huge_dates,
)
from schemas.excel.ooxml import rewrite_package
from schemas.findings import FileCase
from schemas.findings.catalogue import (
    FileIsDamaged,
    FileIsEmpty,
    FileIsEncrypted,
    FileIsNoWorkbook,
    FileSuspicious,
    FileTooLarge,
)

FILE_LIMIT = 64 * 2**20
UNPACKED_LIMIT = 256 * 2**20
ENTRY_LIMIT = 4_000
"""A filled-in template has some 25 entries and unpacks to 1.5 MB; a hundred times that is no template."""
_SHEETS = "xl/worksheets/"
_PROLOG = 4_096
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SHEET_TAG = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*["']([^"']*)["']""")
_MODIFIED = re.compile(rb"<(?:dcterms:modified|dc:date)[^>]*>([^<]+)<")
_ROOT = re.compile(rb"<[A-Za-z_]")


class PackageError(Exception):
    """A file that no answers can be taken from, and why: a case of the catalogue."""

    def __init__(self, why: FileCase) -> None:
        super().__init__(why)
        self.why = why

    def __str__(self) -> str:
        return " ".join(str(part) for part in (*self.why.key(), *self.why.own_facts().values()) if part)


@dataclass(frozen=True, slots=True)
class Package:
    """A file that may be opened, and what it carries beside its cells."""

    kind: str
    """`xlsx` (also for .xlsm), `xlsb`, `ods` or `xls`."""
    modified: dt.datetime | None = None
    """The last modification that the file says of itself, in UTC."""
    external_links: tuple[str, ...] = ()
    has_macros: bool = False
    cells: Mapping[str, SheetCells] = field(default_factory=dict)
    """Which cells hold formulas and errors, by sheet title."""
    huge: tuple[str, ...] = ()
    """The worksheet parts that hold numbers too large for any date."""


def inspect(data: bytes, unread: frozenset[str] = frozenset()) -> Package:
    """What `data` is. Raises `PackageError` where it is no workbook, or one not to be opened.

    The cells of sheets whose title is in `unread` are not looked at: nobody may read them then.
    """
    if not data:
        raise PackageError(FileIsEmpty())
    if len(data) > FILE_LIMIT:
        raise PackageError(FileTooLarge(found=_megabytes(len(data))))
    if data.startswith(_ZIP):
        return _inspect_zip(data, unread)
    if data.startswith(_OLE):
        return _inspect_ole(data)
    raise PackageError(FileIsNoWorkbook())


def tamed(data: bytes, package: Package) -> bytes:
    """`data` as the reading library can take it: huge numbers are numbers, not dates."""
    if not package.huge:
        return data
    return rewrite_package(data, dict.fromkeys(package.huge, without_huge_dates))


# --- zip packages: xlsx, xlsm, xlsb, ods -----------------------------------------------------
def _inspect_zip(data: bytes, unread: frozenset[str]) -> Package:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_bombs(archive)
            return _inspect_archive(archive, unread)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, struct.error) as error:
        raise PackageError(FileIsDamaged()) from error
    except AbsurdSheetError as error:
        raise PackageError(FileSuspicious(found=str(error))) from error


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > UNPACKED_LIMIT or len(entries) > ENTRY_LIMIT:
        raise PackageError(FileTooLarge(found=_megabytes(unpacked)))
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise PackageError(FileIsEncrypted())
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        # Two programs would each read another of the twins.
        raise PackageError(FileSuspicious(found="two parts of one name"))


def _inspect_archive(archive: zipfile.ZipFile, unread: frozenset[str]) -> Package:
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return _inspect_ooxml(archive, names, "xlsx", unread)
    if "xl/workbook.bin" in names:
        return _inspect_ooxml(archive, names, "xlsb", unread)
    if "mimetype" in names and archive.read("mimetype").startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return _inspect_ods(archive, names)
    raise PackageError(FileIsNoWorkbook())


def _inspect_ooxml(archive: zipfile.ZipFile, names: set[str], kind: str, unread: frozenset[str]) -> Package:
    parts = {name: _read(archive, name) for name in names if name.endswith((".xml", ".rels", ".bin"))}
    links = tuple(sorted(name for name in names if name.startswith("xl/externalLinks/external")))
    return Package(
        kind=kind,
        modified=_modified(parts.get("docProps/core.xml", b"")),
        external_links=_link_targets(parts, links),
        has_macros=any(name.lower().endswith("vbaproject.bin") or "/macrosheets/" in name.lower() for name in names),
        huge=tuple(sorted(n for n, data in parts.items() if n.startswith(_SHEETS) and has_huge_number(data))),
        cells=_xlsb_cells(parts) if kind == "xlsb" else _xlsx_cells(parts, unread),
    )


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part's bytes, refused where it declares a document type or hides its encoding."""
    data = archive.read(name)
    if name.endswith(".bin"):
        return data
    prolog = data[:_PROLOG]
    if b"<!DOCTYPE" in prolog or b"<!ENTITY" in prolog:
        raise PackageError(FileSuspicious(found=f"a document type in {name}"))
    if data and _ROOT.search(prolog) is None:
        raise PackageError(FileSuspicious(found=f"{name} does not begin as XML does"))
    return data


def _attributes(tag: bytes) -> dict[str, str]:
    return {key.decode(): unescape(value.decode("utf-8", "replace")) for key, value in _ATTRIBUTE.findall(tag)}


def _relations(parts: Mapping[str, bytes], name: str) -> Iterator[dict[str, str]]:
    for tag in _RELATION.findall(parts.get(name, b"")):
        yield _attributes(tag)


def _link_targets(parts: Mapping[str, bytes], links: tuple[str, ...]) -> tuple[str, ...]:
    targets = []
    for name in links:
        folder, _, file = name.rpartition("/")
        found = [relation.get("Target", "") for relation in _relations(parts, f"{folder}/_rels/{file}.rels")]
        targets.append(", ".join(found) or file)
    return tuple(targets)


def _sheet_parts(parts: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    targets = {relation.get("Id"): relation for relation in _relations(parts, "xl/_rels/workbook.xml.rels")}
    for tag in _SHEET_TAG.findall(parts.get("xl/workbook.xml", b"")):
        attributes = _attributes(tag)
        identity = next((value for key, value in attributes.items() if key.endswith(":id")), None)
        target = targets.get(identity, {}).get("Target", "")
        name = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if name in parts:
            yield attributes.get("name", ""), parts[name]


def _xlsx_cells(parts: Mapping[str, bytes], unread: frozenset[str]) -> dict[str, SheetCells]:
    return {title: scan_xml_sheet(data) for title, data in _sheet_parts(parts) if title not in unread}


def _xlsb_cells(parts: Mapping[str, bytes]) -> dict[str, SheetCells]:
    targets = {r.get("Id"): r.get("Target", "") for r in _relations(parts, "xl/_rels/workbook.bin.rels")}
    sheets = binary_sheets.xlsb_sheets(parts["xl/workbook.bin"])
    return {
        title: binary_sheets.scan_xlsb_sheet(parts[f"xl/{targets[identity]}"])
        for title, identity in sheets
        if f"xl/{targets.get(identity)}" in parts
    }


def _inspect_ods(archive: zipfile.ZipFile, names: set[str]) -> Package:
    manifest = _read(archive, "META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
    if b"encryption-data" in manifest:
        raise PackageError(FileIsEncrypted())
    content = _read(archive, "content.xml") if "content.xml" in names else b""
    macros = any(re.match(r"(Basic/.+/(?!script-lb)|Scripts/.)", name) for name in names)
    sources = re.findall(rb'<table:table-source[^>]*xlink:href="([^"]*)"', content)
    return Package(
        kind="ods",
        modified=_modified(_read(archive, "meta.xml") if "meta.xml" in names else b""),
        external_links=tuple(source.decode("utf-8", "replace") for source in sources),
        has_macros=macros,
        cells=scan_ods(content),
    )


# --- OLE files: xls, and encrypted OOXML -----------------------------------------------------
def _inspect_ole(data: bytes) -> Package:
    try:
        if _is_encrypted(data):
            raise PackageError(FileIsEncrypted())
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            stream = next((name for name in ("Workbook", "Book") if ole.exists(name)), None)
            if stream is None:
                raise PackageError(FileIsNoWorkbook())
            book = ole.openstream(stream).read()
            saved = ole.get_metadata().last_saved_time
            scanned = binary_sheets.scan_xls(book)
            return Package(
                kind="xls",
                modified=saved.replace(tzinfo=dt.UTC) if isinstance(saved, dt.datetime) else None,
                external_links=scanned.external_links,
                has_macros=ole.exists("_VBA_PROJECT_CUR"),
                cells=scanned.cells,
            )
    except AbsurdSheetError as error:
        raise PackageError(FileSuspicious(found=str(error))) from error
    except (OSError, EOFError, ValueError, IndexError, TypeError, AttributeError, struct.error) as error:
        raise PackageError(FileIsDamaged()) from error


def _is_encrypted(data: bytes) -> bool:
    try:
        return bool(msoffcrypto.OfficeFile(io.BytesIO(data)).is_encrypted())
    except msoffcrypto.exceptions.FileFormatError:
        return False


# --- small things ----------------------------------------------------------------------------
def _modified(core: bytes) -> dt.datetime | None:
    found = _MODIFIED.search(core)
    if found is None:
        return None
    text = found[1].decode("ascii", "replace").strip().replace("Z", "+00:00")
    try:
        # ODS writes nine digits of a second, Python reads six.
        moment = dt.datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text))
    except ValueError:
        return None
    return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _megabytes(size: int) -> str:
    return f"{size / 2**20:.0f} MB"
