"""An .xlsb: its sheets, found from the workbook part on, their formats and comments.

Source: Microsoft, [MS-XLSB] 2.1.7 (parts) and 2.4 (records).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from addin.returned.carried import carried_by, comments_by
from addin.returned.core_properties import modified
from addin.returned.formatted_numbers import Format, number_format
from addin.returned.ooxml_book import SheetEntry, entries_of
from addin.returned.opc import Parts
from addin.returned.package import Comment, Package
from addin.returned.package_error import PackageError
from addin.returned.sheet_maker import Fullness, apply_formats, check_size
from addin.returned.xlsb_cells import SharedBinaryTexts, scan_xlsb_sheet
from addin.returned.xlsb_records import records, wide_text
from schemas.findings.catalogue import FileIsDamaged

_SHEET, _BOOK_PROPERTIES = 156, 153
_FORMAT, _LOOK, _BEGIN_LOOKS, _END_LOOKS = 44, 47, 617, 618
_AUTHOR, _COMMENT, _COMMENT_TEXT = 632, 635, 637


def read_xlsb(parts: Parts, key: str, unread: frozenset[str]) -> Package:
    """The package whose workbook part is `key`; sheets whose title is in `unread` are listed, not read."""
    try:
        return _read(parts, key, unread)
    except (struct.error, IndexError) as error:
        raise PackageError(FileIsDamaged()) from error


def _read(parts: Parts, key: str, unread: frozenset[str]) -> Package:
    is_1904, listed = False, []
    for kind, body in records(parts.read(key)):
        if kind == _SHEET:
            listed.append(_listed(body))
        elif kind == _BOOK_PROPERTIES:
            is_1904 = bool(body[0] & 1)
    # A module of macros is listed among the sheets, and has no part.
    sheets = entries_of(parts, key, ((title, identity) for title, identity in listed if identity))
    texts = SharedBinaryTexts(lambda: _shared_texts(parts, key))
    fullness = Fullness()
    makers = {
        sheet.title: fullness.add(scan_xlsb_sheet(parts.read(sheet.relation.target), texts))
        for sheet in sheets
        if _is_read(sheet, unread)
    }
    check_size(makers.values())
    if any(maker.styled for maker in makers.values()):
        apply_formats(makers.values(), _formats(parts, key), is_1904=is_1904)
    titles = {sheet.relation.target: sheet.title for sheet in sheets}
    package = Package(
        kind="xlsb",
        titles=tuple(sheet.title for sheet in sheets),
        grids={title: maker.grid() for title, maker in makers.items()},
        cells={title: maker.cells for title, maker in makers.items()},
        date1904=is_1904,
        modified=modified(parts),
        carried=carried_by(parts, titles),
        comments=comments_by(parts, key, titles, _comments),
    )
    parts.refuse_doctypes()
    return package


def _is_read(sheet: SheetEntry, unread: frozenset[str]) -> bool:
    return sheet.title not in unread and sheet.relation.kind == "worksheet"


def _listed(body: bytes) -> tuple[str, str]:
    """A sheet as (title, relationship)."""
    identity, end = wide_text(body, 8)
    return wide_text(body, end)[0], identity


def _shared_texts(parts: Parts, key: str) -> bytes:
    relation = parts.related(key, "sharedStrings")
    return parts.read(relation.target) if relation is not None else b""


def _formats(parts: Parts, key: str) -> list[Format]:
    """The number format of each cell format, in order."""
    relation = parts.related(key, "styles")
    if relation is None or relation.target not in parts.archive:
        return []
    custom: dict[int, str] = {}
    looks: list[int] = []
    is_of_cells = False
    for kind, body in records(parts.read(relation.target)):
        if kind == _FORMAT:
            custom[struct.unpack_from("<H", body)[0]] = wide_text(body, 2)[0]
        elif kind == _LOOK and is_of_cells:
            looks.append(struct.unpack_from("<H", body, 2)[0])
        elif kind in {_BEGIN_LOOKS, _END_LOOKS}:
            is_of_cells = kind == _BEGIN_LOOKS
    return [number_format(number, custom) for number in looks]


def _comments(parts: Parts, key: str, title: str) -> Iterator[Comment]:
    """The comments of the part `key`, which belongs to the sheet called `title`."""
    authors: list[str] = []
    author, row, column = "", 0, 0
    for kind, body in records(parts.read(key)):
        if kind == _AUTHOR:
            authors.append(wide_text(body)[0])
        elif kind == _COMMENT:
            number, row, _, column = struct.unpack_from("<4I", body)
            author = authors[number] if number < len(authors) else ""
        elif kind == _COMMENT_TEXT:
            yield Comment(title, row + 1, column + 1, author, wide_text(body, 1)[0].strip())
