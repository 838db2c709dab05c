"""Writes the smallest .xls that Excel's own are like: BIFF8 records in a compound file.

Source: Microsoft, [MS-XLS] 2.4 (records) and 2.5 (structures), [MS-OLEPS] for when it was saved. A
record is its kind, its size and its body. Formulas are constants: nobody here calculates.
"""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Iterable

from tests.binary_book import ERRORS, FIRST_CUSTOM_FORMAT, FORMATS, Book, Cell, Sheet, rk
from tests.compound_file import compound_file
from tests.fill import Error

BEGIN, END, SHEET_ENTRY, CODE_PAGE, DATE_MODE = 0x0809, 0x000A, 0x0085, 0x0042, 0x0022
FONT, FORMAT, LOOK, STYLE, WINDOW = 0x0031, 0x041E, 0x00E0, 0x0293, 0x023E
LINK, LINK_SHEETS, NAME, SHARED_TEXTS, CONTINUE = 0x01AE, 0x0017, 0x0018, 0x00FC, 0x003C
EXTENT, ROW_HEADER, BLANK, NUMBER, RK = 0x0200, 0x0208, 0x0201, 0x0203, 0x027E
MANY_RK, MANY_BLANK, LABEL = 0x00BD, 0x00BE, 0x0204
BOOL_OR_ERROR, SHARED_TEXT, FORMULA, FORMULA_TEXT = 0x0205, 0x00FD, 0x0006, 0x0207
_OWN_BOOK = b"\x01\x04"
_LARGEST = 8_224
_STYLE_LOOKS = 15
"""Cell formats that the format has before the first of a cell."""


def record(kind: int, body: bytes = b"") -> bytes:
    """One record."""
    assert len(body) <= _LARGEST
    return struct.pack("<HH", kind, len(body)) + body


def letters(text: str) -> bytes:
    """The letters of a text behind their flag: two bytes each."""
    return b"\x01" + text.encode("utf-16-le")


def long_text(text: str) -> bytes:
    """An XLUnicodeString."""
    return struct.pack("<H", _length(text)) + letters(text)


def short_text(text: str) -> bytes:
    """A ShortXLUnicodeString."""
    return bytes([_length(text)]) + letters(text)


def write_xls(book: Book) -> bytes:
    """`book` as the bytes of an .xls."""
    texts: dict[str, int] = {}
    sheets = [_sheet(book, sheet, texts) for sheet in book.sheets]
    nowhere = [0] * len(sheets)
    start = len(_globals(book, texts, nowhere))
    offsets = [start + sum(map(len, sheets[:n])) for n in range(len(sheets))]
    streams = {"Workbook": _globals(book, texts, offsets) + b"".join(sheets)}
    streams["\x05SummaryInformation"] = _summary(book.modified)
    if book.has_macros:
        streams |= {"_VBA_PROJECT_CUR/VBA/dir": b"\x01", "_VBA_PROJECT_CUR/PROJECT": b"ID=none"}
    return compound_file(streams | book.parts)


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def begin(what: int) -> bytes:
    """What a part of the stream begins with: 5 for the workbook, 16 for a sheet."""
    return record(BEGIN, struct.pack("<HHHHII", 0x0600, what, 0x0DBB, 0x07CC, 0, 6))


# --- the workbook ----------------------------------------------------------------------------


def _globals(book: Book, texts: dict[str, int], offsets: list[int]) -> bytes:
    entries = [
        record(SHEET_ENTRY, struct.pack("<IBB", offset, 2 * sheet.hidden, 0) + short_text(sheet.title))
        for sheet, offset in zip(book.sheets, offsets, strict=True)
    ]
    pairs = b"".join(struct.pack("<HHH", 0, n, n) for n in range(len(book.sheets)))
    return b"".join(
        [
            begin(0x0005),
            record(CODE_PAGE, struct.pack("<H", 1200)),
            record(DATE_MODE, struct.pack("<H", book.is_1904)),
            *_looks(),
            *entries,
            record(LINK, struct.pack("<H", len(book.sheets)) + _OWN_BOOK),
            *(record(LINK, struct.pack("<H", 1) + long_text("\x01" + t) + long_text("Sheet1")) for t in book.links),
            record(LINK_SHEETS, struct.pack("<H", len(book.sheets)) + pairs),
            *(_name(name, *place) for name, place in sorted(book.names.items())),
            *_shared_texts(texts),
            *(record(kind, body) for kind, body in book.records),
            record(END),
        ]
    )


def _looks() -> list[bytes]:
    """Fonts, number formats, and the cell formats: fifteen of styles, then one for each number format."""
    font = record(FONT, struct.pack("<HHHHHBBBx", 220, 0, 0x7FFF, 400, 0, 0, 2, 0) + short_text("Calibri"))
    numbers = [FIRST_CUSTOM_FORMAT + n if n else 0 for n in range(len(FORMATS))]
    formats = [
        record(FORMAT, struct.pack("<H", number) + long_text(code))
        for number, code in zip(numbers, FORMATS, strict=True)
        if number
    ]
    of_style = record(LOOK, struct.pack("<HHHBBBBIIH", 0, 0, 0xFFF5, 0x20, 0, 0, 0, 0, 0, 0x20C0))
    looks = [record(LOOK, struct.pack("<HHHBBBBIIH", 0, n, 1, 0x20, 0, 0, 4, 0, 0, 0x20C0)) for n in numbers]
    normal = record(STYLE, struct.pack("<HBB", 0x8000, 0, 0xFF))
    return [*[font] * 5, *formats, *[of_style] * _STYLE_LOOKS, *looks, normal]


def _name(name: str, sheet: int, area: tuple[int, int, int, int]) -> bytes:
    left, top, right, bottom = (number - 1 for number in area)
    if (left, top) == (right, bottom):
        reference = struct.pack("<BHHH", 0x3A, sheet, top, left)
    else:
        reference = struct.pack("<BHHHHH", 0x3B, sheet, top, bottom, left, right)
    head = struct.pack("<HBBHHH4x", 0, 0, _length(name), len(reference), 0, 0)
    return record(NAME, head + letters(name) + reference)


def _shared_texts(texts: dict[str, int]) -> Iterable[bytes]:
    """The table of texts, in as many records as it needs; no text is cut by one's end."""
    kind, body = SHARED_TEXTS, struct.pack("<II", len(texts), len(texts))
    for text in map(long_text, texts):
        if len(body) + len(text) > _LARGEST:
            yield record(kind, body)
            kind, body = CONTINUE, b""
        body += text
    yield record(kind, body)


def _summary(moment: dt.datetime) -> bytes:
    """The property set that says when the file was saved."""
    ticks = (moment - dt.datetime(1601, 1, 1, tzinfo=dt.UTC)) // dt.timedelta(microseconds=1) * 10
    saved, file_time = 0x0D, 0x40
    values = struct.pack("<IQ", file_time, ticks)
    properties = struct.pack("<IIII", 16 + len(values), 1, saved, 16) + values
    kind = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
    return struct.pack("<HHI16xI", 0xFFFE, 0, 0x00020006, 1) + kind + struct.pack("<I", 48) + properties


# --- a sheet ---------------------------------------------------------------------------------


def _sheet(book: Book, sheet: Sheet, texts: dict[str, int]) -> bytes:
    top, bottom, left, right = sheet.extent
    found = [begin(0x0010), record(EXTENT, struct.pack("<IIHHH", top - 1, bottom, left - 1, right, 0))]
    for row, cells in sheet.rows():
        columns = [column for column, _ in cells]
        found.append(
            record(ROW_HEADER, struct.pack("<HHHHIHH", row - 1, columns[0] - 1, columns[-1], 300, 0, 0x100, 15))
        )
        found += [_cell(book, row, column, cell, texts) for column, cell in cells]
    found += [record(kind, body) for kind, body in sheet.records]
    return b"".join([*found, record(WINDOW, struct.pack("<HHHIHHI", 0x06B6, 0, 0, 64, 0, 0, 0)), record(END)])


def _cell(book: Book, row: int, column: int, cell: Cell, texts: dict[str, int]) -> bytes:
    head = struct.pack("<HHH", row - 1, column - 1, _STYLE_LOOKS + cell.style)
    value = cell.value
    if cell.is_formula:
        return _formula(book, head, value)
    if value is None:
        return record(BLANK, head)
    if isinstance(value, (Error, bool)):
        return record(BOOL_OR_ERROR, head + _bool_or_error(value))
    if isinstance(value, str):
        return record(SHARED_TEXT, head + struct.pack("<I", texts.setdefault(value, len(texts))))
    number = book.number(value)
    short = None if cell.wide else rk(number)
    return record(RK, head + short) if short else record(NUMBER, head + struct.pack("<d", number))


def _bool_or_error(value: Error | bool) -> bytes:
    return bytes([ERRORS[value], 1]) if isinstance(value, Error) else bytes([value, 0])


def _formula(book: Book, head: bytes, value: object) -> bytes:
    """A formula's record; a text follows in a record of its own."""
    text = b""
    if isinstance(value, Error):
        result, constant = bytes([2, 0, ERRORS[value], 0, 0, 0]) + b"\xff\xff", bytes([0x1C, ERRORS[value]])
    elif isinstance(value, bool):
        result, constant = bytes([1, 0, value, 0, 0, 0]) + b"\xff\xff", bytes([0x1D, value])
    elif value is None or value == "":
        result, constant = b"\x03" + bytes(5) + b"\xff\xff", _constant_text("")
    elif isinstance(value, str):
        result, constant = bytes(6) + b"\xff\xff", _constant_text(value)
        text = record(FORMULA_TEXT, long_text(value))
    else:
        result = struct.pack("<d", book.number(value))  # type: ignore[arg-type]
        constant = b"\x1f" + result
    return record(FORMULA, head + result + struct.pack("<HIH", 0, 0, len(constant)) + constant) + text


def _constant_text(text: str) -> bytes:
    """A text as a formula has it, in pieces of at most 255 letters that are joined."""
    pieces = [text[at : at + 120] for at in range(0, len(text), 120)] or [""]
    constants = [b"\x17" + short_text(piece) for piece in pieces]
    return constants[0] + b"".join(constant + b"\x08" for constant in constants[1:])
