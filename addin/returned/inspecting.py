"""Opens a returned file: judged by its content, never by its ending, and hostile until shown otherwise.

Every format is read by one pass over what it holds, and nothing is read twice by two programs that
might differ: what was looked at is what is read.
"""

from __future__ import annotations

from addin.returned.archive import Archive
from addin.returned.ods_book import is_ods, read_ods
from addin.returned.ole_file import decrypted, is_ole, read_xls_file
from addin.returned.ooxml_book import read_ooxml
from addin.returned.opc import Parts
from addin.returned.opening import megabytes
from addin.returned.package import FILE_LIMIT, Package, PackageError
from addin.returned.xls_records import is_older
from addin.returned.xlsb_book import read_xlsb
from schemas.findings.catalogue import FileIsEmpty, FileIsNoWorkbook, FileTooLarge, FormatTooOld, PartMissing

_ZIP = b"PK\x03\x04"
_XLSB = "sheet.binary."
_UNTOLD = {"", "application/xml"}
"""Content types that say nothing: the part says itself what it is."""
_WORKBOOK = ("spreadsheetml", "ms-excel.sheet", "ms-excel.template", "ms-excel.addin")


def inspect(data: bytes, unread: frozenset[str] = frozenset()) -> Package:
    """What the file `data` is and holds. Raises `PackageError` where it is no workbook, or one not to be opened.

    Sheets whose title is in `unread` are listed and not read.
    """
    if not data:
        raise PackageError(FileIsEmpty())
    if len(data) > FILE_LIMIT:
        raise PackageError(FileTooLarge(found=megabytes(len(data))))
    if is_ole(data):
        data = decrypted(data) or data
    if is_ole(data):
        return read_xls_file(data, unread)
    if is_older(data):
        raise PackageError(FormatTooOld())
    if not data.startswith(_ZIP):
        raise PackageError(FileIsNoWorkbook())
    return _inspect_zip(Archive(data), unread)


def _inspect_zip(archive: Archive, unread: frozenset[str]) -> Package:
    if is_ods(archive):
        return read_ods(archive, unread)
    if "_rels/.rels" not in archive and "[content_types].xml" not in archive:
        raise PackageError(FileIsNoWorkbook())
    parts = Parts(archive)
    relation = parts.related("", "officeDocument")
    if relation is None or relation.is_external:
        raise PackageError(FileIsNoWorkbook())
    content = parts.content_type(relation.target)
    if relation.target not in archive:
        raise PackageError(PartMissing(found=relation.target))
    if content not in _UNTOLD and not any(word in content for word in _WORKBOOK):
        raise PackageError(FileIsNoWorkbook())
    read = read_xlsb if _XLSB in content else read_ooxml
    return read(parts, relation.target, unread)
