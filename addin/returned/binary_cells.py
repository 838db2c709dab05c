"""Which cells hold formulas or errors in the binary formats: .xls (BIFF8) and .xlsb (BIFF12).

Source: Microsoft, [MS-XLS] 2.4 and [MS-XLSB] 2.1 and 2.4; only the handful of records needed.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from addin.returned.xml_cells import COLUMN_LIMIT, ROW_LIMIT, AbsurdSheetError, FormulaFound, SheetCells

_EOF, _BOUNDSHEET, _FORMULA, _BOOLERR, _SUPBOOK = 0x000A, 0x0085, 0x0006, 0x0205, 0x01AE
_MANY_CELLS = {0x00BD, 0x00BE}
_CELL_RECORDS = {0x0006, 0x0203, 0x0204, 0x0205, 0x00FD, 0x027E, 0x0201, 0x00BD, 0x00BE}
_OWN_BOOK, _ADDINS = 0x0401, 0x3A01
_SHOWN = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
    43: "#GETTING_DATA",
}
_XLSB_ROW, _XLSB_SHEET = 0, 156
_XLSB_CELLS = range(1, 12)
_XLSB_FORMULAS = range(8, 12)
_XLSB_ERRORS = {3, 11}
_NO_TEXT = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class ScannedBook:
    """What the records of an .xls tell."""

    cells: dict[str, SheetCells] = field(default_factory=dict)
    external_links: tuple[str, ...] = ()


def scan_xls(book: bytes) -> ScannedBook:
    """Scan the Workbook stream of an .xls. Raises ValueError or `AbsurdSheetError`."""
    sheets: list[tuple[str, int]] = []
    links: list[str] = []
    for kind, body in _xls_records(book, 0):
        if kind == _BOUNDSHEET:
            # The reading library leaves zeros out of a title; the two must agree on what a sheet is called.
            sheets.append((_short_text(body[6:]).replace("\0", ""), struct.unpack_from("<I", body)[0]))
        elif kind == _SUPBOOK and len(body) >= 4 and struct.unpack_from("<H", body, 2)[0] not in (_OWN_BOOK, _ADDINS):
            links.append(_short_text(body[2:3] + body[4:]).lstrip("\x01\x03"))
    return ScannedBook({title: _scan_xls_sheet(book, offset) for title, offset in sheets}, tuple(links))


def _scan_xls_sheet(book: bytes, offset: int) -> SheetCells:
    """Scan the sheet at `offset`: where its entry points to, as the reading library does."""
    cells = SheetCells()
    for kind, body in _xls_records(book, offset):
        if kind in _CELL_RECORDS and len(body) >= 4:
            _note_xls_cell(cells, kind, body)
    return cells


def _note_xls_cell(cells: SheetCells, kind: int, body: bytes) -> None:
    row, column = struct.unpack_from("<HH", body)
    last = struct.unpack_from("<H", body, len(body) - 2)[0] if kind in _MANY_CELLS else column
    if row >= ROW_LIMIT or max(column, last) >= COLUMN_LIMIT:
        raise AbsurdSheetError(f"a cell in row {row + 1}")
    if kind == _FORMULA:
        cells.formulas[row + 1, column + 1] = FormulaFound("")
        if body[6:7] == b"\x02" and body[12:14] == b"\xff\xff":
            cells.errors[row + 1, column + 1] = _SHOWN.get(body[8], "#N/A")
    elif kind == _BOOLERR and len(body) >= 8 and body[7]:
        cells.errors[row + 1, column + 1] = _SHOWN.get(body[6], "#N/A")


def _xls_records(book: bytes, offset: int) -> Iterator[tuple[int, bytes]]:
    """The records from `offset` to the next end of a part of the stream."""
    while offset + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, offset)
        if kind == _EOF:
            return
        yield kind, book[offset + 4 : offset + 4 + size]
        offset += 4 + size


def _short_text(body: bytes) -> str:
    """A BIFF8 ShortXLUnicodeString: length, a flag for two-byte letters, the letters."""
    length, wide = body[0], body[1] & 1
    return body[2 : 2 + 2 * length].decode("utf-16-le", "replace") if wide else body[2 : 2 + length].decode("latin-1")


def xlsb_sheets(workbook: bytes) -> list[tuple[str, str]]:
    """The sheets of an .xlsb in order, as (title, relationship id)."""
    sheets = []
    for kind, body in _xlsb_records(workbook):
        if kind == _XLSB_SHEET:
            identity, rest = _wide_text(body[8:])
            sheets.append((_wide_text(rest)[0], identity))
    return sheets


def scan_xlsb_sheet(data: bytes) -> SheetCells:
    """Scan a worksheet part of an .xlsb. Raises `AbsurdSheetError`."""
    cells, row = SheetCells(), 0
    for kind, body in _xlsb_records(data):
        if kind == _XLSB_ROW and len(body) >= 4:
            row = struct.unpack_from("<I", body)[0]
        elif kind in _XLSB_CELLS and len(body) >= 4:
            column = struct.unpack_from("<I", body)[0]
            if row >= ROW_LIMIT or column >= COLUMN_LIMIT:
                raise AbsurdSheetError(f"a cell in row {row + 1}")
            if kind in _XLSB_FORMULAS:
                cells.formulas[row + 1, column + 1] = FormulaFound("")
            if kind in _XLSB_ERRORS and len(body) >= 9:
                cells.errors[row + 1, column + 1] = _SHOWN.get(body[8], "#N/A")
    return cells


def _xlsb_records(data: bytes) -> Iterator[tuple[int, bytes]]:
    offset = 0
    while offset < len(data):
        kind, offset = _number(data, offset, 2)
        size, offset = _number(data, offset, 4)
        yield kind, data[offset : offset + size]
        offset += size


def _number(data: bytes, offset: int, most: int) -> tuple[int, int]:
    """A number in seven-bit groups, of at most `most` bytes."""
    value = 0
    for index in range(most):
        if offset >= len(data):
            break
        byte = data[offset]
        offset += 1
        value |= (byte & 0x7F) << (7 * index)
        if not byte & 0x80:
            break
    return value, offset


def _wide_text(body: bytes) -> tuple[str, bytes]:
    """An XLWideString, empty where there is none, and what stands behind it."""
    length = struct.unpack_from("<I", body)[0]
    if length == _NO_TEXT:
        return "", body[4:]
    end = 4 + 2 * length
    return body[4:end].decode("utf-16-le", "replace"), body[end:]
