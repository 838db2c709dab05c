"""Opens a returned file: judged by its content, never by its ending, and hostile until shown otherwise.

Most files are .xlsx: what reads the other formats is loaded when there is one.

Every format is read by one pass over what it holds, and nothing is read twice by two programs that
might differ: what was looked at is what is read.
"""

from __future__ import annotations

from addin.returned.archive import Archive
from addin.returned.ooxml_book import read_ooxml
from addin.returned.opc import Parts
from addin.returned.opening import megabytes
from addin.returned.package import FILE_LIMIT, Package
from addin.returned.package_error import PackageError
from schemas.findings.catalogue import FileIsEmpty, FileIsNoWorkbook, FileTooLarge, FormatTooOld, PartMissing

_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
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
    if data.startswith(_COMPOUND):
        from addin.returned.ole_file import decrypted, read_xls_file  # noqa: PLC0415 - few returned files are

        data = decrypted(data) or data
        if data.startswith(_COMPOUND):
            return read_xls_file(data, unread)
    if not data.startswith(_ZIP):
        from addin.returned.xls_records import is_older  # noqa: PLC0415 - as above

        raise PackageError(FormatTooOld() if is_older(data) else FileIsNoWorkbook())
    return _inspect_zip(Archive(data), unread)


def _inspect_zip(archive: Archive, unread: frozenset[str]) -> Package:
    if "mimetype" in archive and archive.head("mimetype", 200).startswith(_ODS):
        from addin.returned.ods_book import read_ods  # noqa: PLC0415 - as above

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
    if _XLSB in content:
        from addin.returned.xlsb_book import read_xlsb  # noqa: PLC0415 - as above

        return read_xlsb(parts, relation.target, unread)
    return read_ooxml(parts, relation.target, unread)
