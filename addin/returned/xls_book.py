"""The Workbook stream of an .xls: its sheets, shared texts, formats and links. Source: Microsoft, [MS-XLS] 2.4."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from addin.returned.formatted_numbers import Format, number_format
from addin.returned.package import Carried, Kind, Package
from addin.returned.package_error import PackageError
from addin.returned.sheet_maker import Fullness, apply_formats, check_number_of_sheets, check_size
from addin.returned.xls_cells import XlsSheet, scan_xls_sheet
from addin.returned.xls_records import Letters, Record, is_older, substream
from schemas.findings.catalogue import FileIsDamaged, FileIsEncrypted, FileSuspicious, FormatTooOld

_SHEET, _DATE_MODE, _SHARED_TEXTS, _FORMAT, _LOOK, _LINK = 0x0085, 0x0022, 0x00FC, 0x041E, 0x00E0, 0x01AE
_PASSWORD = 0x002F
_WORKSHEET, _MACRO_SHEET = 0, 1
_BEGIN_MACROS = b"\x09\x08\x40\x00"
_OWN_BOOK, _ADDINS = 0x0401, 0x3A01
_URL_MARKS = "\x01\x02\x03"


@dataclass(slots=True)
class _Globals:
    """What stands before the sheets."""

    sheets: list[tuple[str, int, int]] = field(default_factory=list)
    """Title, place in the stream and type of each."""
    texts: list[str] = field(default_factory=list)
    custom: dict[int, str] = field(default_factory=dict)
    looks: list[int] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    is_1904: bool = False

    @property
    def formats(self) -> list[Format]:
        """The number format of each cell format, in order."""
        return [number_format(number, self.custom) for number in self.looks]


def read_xls(book: bytes, unread: frozenset[str]) -> Package:
    """The workbook in the stream `book`; sheets whose title is in `unread` are listed, not read.

    Raises `PackageError` where it is cut short, too old, or out of all bounds.
    """
    if is_older(book):
        raise PackageError(FormatTooOld())
    try:
        found = _Globals()
        for record in substream(book, 0):
            _take(found, record)
        return _read(book, found, unread)
    except (struct.error, IndexError) as error:
        raise PackageError(FileIsDamaged()) from error


def _read(book: bytes, found: _Globals, unread: frozenset[str]) -> Package:
    check_number_of_sheets(len(found.sheets))
    if len({title.casefold() for title, _, _ in found.sheets}) < len(found.sheets):
        raise PackageError(FileSuspicious(found="two sheets of one name"))
    worksheets = [(title, offset) for title, offset, kind in found.sheets if kind == _WORKSHEET]
    if len({offset for _, offset in worksheets}) < len(worksheets):
        raise PackageError(FileSuspicious(found="one part for two sheets"))
    sheets: list[XlsSheet] = []
    fullness = Fullness()
    for title, offset in worksheets:
        if title not in unread:
            sheets.append(scan_xls_sheet(title, substream(book, offset), found.texts))
            fullness.add(sheets[-1].maker)
    makers = [sheet.maker for sheet in sheets]
    check_size(makers)
    apply_formats(makers, found.formats, is_1904=found.is_1904)
    carried = [Carried(Kind.EXTERNAL_LINK, "", link) for link in found.links]
    carried += [
        Carried(Kind.MACRO_SHEET, title) for title, offset, kind in found.sheets if _is_macros(book, offset, kind)
    ]
    return Package(
        kind="xls",
        titles=tuple(title for title, _, _ in found.sheets),
        grids={sheet.title: sheet.maker.grid() for sheet in sheets},
        cells={sheet.title: sheet.maker.cells for sheet in sheets},
        date1904=found.is_1904,
        carried=(*carried, *(thing for sheet in sheets for thing in sheet.carried)),
        comments=tuple(comment for sheet in sheets for comment in sheet.comments),
    )


def _is_macros(book: bytes, offset: int, kind: int) -> bool:
    """Whether a sheet is one of macros: by its entry, or by what it says itself."""
    return kind == _MACRO_SHEET or book[offset : offset + 2] + book[offset + 6 : offset + 8] == _BEGIN_MACROS


def _take(found: _Globals, record: Record) -> None:
    body = record.body
    if record.kind == _SHEET:
        title = Letters([body], 6).text("<B").replace("\0", "")
        found.sheets.append((title, struct.unpack_from("<I", body)[0], body[5]))
    elif record.kind == _DATE_MODE:
        found.is_1904 = bool(body[0])
    elif record.kind == _PASSWORD:
        # What is encrypted in a way that was not undone is no text, however it reads.
        raise PackageError(FileIsEncrypted())
    elif record.kind == _SHARED_TEXTS:
        found.texts = _texts(record)
    elif record.kind == _FORMAT:
        found.custom[struct.unpack_from("<H", body)[0]] = Letters(record.bodies, 2).text()
    elif record.kind == _LOOK:
        found.looks.append(struct.unpack_from("<H", body, 2)[0])
    elif record.kind == _LINK and len(body) >= 4 and struct.unpack_from("<H", body, 2)[0] not in {_OWN_BOOK, _ADDINS}:
        found.links.append(Letters(record.bodies, 2).text().lstrip(_URL_MARKS))


def _texts(record: Record) -> list[str]:
    """The shared texts, as many as are there, whatever number the record gives."""
    letters, texts = Letters(record.bodies, 8), []
    try:
        while not letters.is_at_end():
            texts.append(letters.text())
    except struct.error:
        # A cell that asks for one behind the end is an error of that cell.
        return texts
    return texts
