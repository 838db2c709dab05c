"""Writes the smallest .xlsb that Excel's own are like: BIFF12 records in a zip package.

Source: Microsoft, [MS-XLSB] 2.1 (parts), 2.4 (records) and 2.5 (structures). A record is its kind and
its size, both in groups of seven bits, and its body. Formulas are constants: nobody here calculates.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable

from tests.binary_book import ERRORS, FIRST_CUSTOM_FORMAT, FORMATS, Book, Cell, Sheet, rk
from tests.fill import Error

ROW_HEADER, BLANK, RK, ERROR, BOOL, REAL, TEXT, SHARED_TEXT = range(8)
FORMULA_TEXT, FORMULA_NUMBER, FORMULA_BOOL, FORMULA_ERROR = range(8, 12)
BEGIN_SHEET, END_SHEET, BEGIN_BOOK, END_BOOK = 129, 130, 131, 132
BEGIN_SHEETS, END_SHEETS, BEGIN_CELLS, END_CELLS, EXTENT = 143, 144, 145, 146, 148
BOOK_PROPERTIES, SHEET_ENTRY, NAME = 153, 156, 39
BEGIN_LINKS, END_LINKS, LINK_SOURCE, LINK_SELF, LINK_SHEETS = 353, 354, 355, 357, 362
BEGIN_LINK, LINK_TABS, END_LINK = 360, 361, 588
BEGIN_TEXTS, END_TEXTS, SHARED = 159, 160, 19
_NO_TEXT = b"\xff\xff\xff\xff"

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CORE = f"{_PACKAGE}/relationships/metadata/core-properties"
_BINARY = "application/vnd.ms-excel"
_TYPES = {
    "/xl/workbook.bin": f"{_BINARY}.sheet.binary.macroEnabled.main",
    "/xl/styles.bin": f"{_BINARY}.styles",
    "/xl/sharedStrings.bin": f"{_BINARY}.sharedStrings",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
}


def record(kind: int, body: bytes = b"") -> bytes:
    """One record."""
    return _sevens(kind) + _sevens(len(body)) + body


def wide(text: str) -> bytes:
    """An XLWideString: its length in UTF-16 units, and those."""
    letters = text.encode("utf-16-le")
    return struct.pack("<I", len(letters) // 2) + letters


def write_xlsb(book: Book) -> bytes:
    """`book` as the bytes of an .xlsb."""
    texts: dict[str, int] = {}
    sheets = {f"worksheets/sheet{n}.bin": _sheet(book, s, texts) for n, s in enumerate(book.sheets, 1)}
    links = {f"externalLinks/externalLink{n}.bin": target for n, target in enumerate(book.links, 1)}
    targets = {f"rId{n}": (name, "worksheet") for n, name in enumerate(sheets, 1)}
    targets |= {f"rLink{n}": (name, "externalLink") for n, name in enumerate(links, 1)}
    targets |= {"rStyles": ("styles.bin", "styles"), "rTexts": ("sharedStrings.bin", "sharedStrings")}
    parts = {f"xl/{name}": data for name, data in sheets.items()}
    for name, target in links.items():
        parts[f"xl/{name}"] = _link()
        relation = _relation("rId1", target, f"{_OFFICE}/externalLinkPath", ' TargetMode="External"')
        parts[f"xl/externalLinks/_rels/{name.rpartition('/')[2]}.rels"] = _relations([relation])
    if book.has_macros:
        parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    parts |= {
        "xl/workbook.bin": workbook(book),
        "xl/styles.bin": _styles(),
        "xl/sharedStrings.bin": _texts(texts),
        "xl/_rels/workbook.bin.rels": _relations(_relation(i, t, f"{_OFFICE}/{k}") for i, (t, k) in targets.items()),
        "docProps/core.xml": _core(book),
        "_rels/.rels": _relations(
            [
                _relation("rId1", "xl/workbook.bin", f"{_OFFICE}/officeDocument"),
                _relation("rId2", "docProps/core.xml", _CORE),
            ]
        ),
    }
    return _zip({"[Content_Types].xml": _content_types(parts)} | parts | book.parts)


# --- records ---------------------------------------------------------------------------------


def _sevens(number: int) -> bytes:
    groups = []
    while number > 0x7F:
        groups.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*groups, number])


def workbook(book: Book) -> bytes:
    """The part that names the sheets, the links and the defined names."""
    entries = [
        record(SHEET_ENTRY, struct.pack("<II", 2 * sheet.hidden, n) + wide(f"rId{n}") + wide(sheet.title))
        for n, sheet in enumerate(book.sheets, 1)
    ]
    links = [record(LINK_SOURCE, wide(f"rLink{n}")) for n in range(1, len(book.links) + 1)]
    pairs = b"".join(struct.pack("<Iii", 0, n, n) for n in range(len(book.sheets)))
    return b"".join(
        [
            record(BEGIN_BOOK),
            record(BOOK_PROPERTIES, struct.pack("<II", int(book.is_1904), 0) + wide("ThisWorkbook")),
            record(BEGIN_SHEETS),
            *entries,
            record(END_SHEETS),
            record(BEGIN_LINKS),
            record(LINK_SELF),
            *links,
            record(LINK_SHEETS, struct.pack("<I", len(book.sheets)) + pairs),
            record(END_LINKS),
            *(_name(name, *place) for name, place in sorted(book.names.items())),
            # What python-calamine waits for behind the names: how to calculate (BrtCalcProp).
            record(157, struct.pack("<IIIdIH", 191_029, 0, 100, 0.001, 1, 0x1D)),
            *(record(kind, body) for kind, body in book.records),
            record(END_BOOK),
        ]
    )


def _name(name: str, sheet: int, area: tuple[int, int, int, int]) -> bytes:
    left, top, right, bottom = (number - 1 for number in area)
    if (left, top) == (right, bottom):
        reference = struct.pack("<BHIH", 0x3A, sheet, top, left)
    else:
        reference = struct.pack("<BHIIHH", 0x3B, sheet, top, bottom, left, right)
    return record(NAME, struct.pack("<IBI", 0, 0, 0xFFFFFFFF) + wide(name) + _parsed(reference) + _NO_TEXT)


def _sheet(book: Book, sheet: Sheet, texts: dict[str, int]) -> bytes:
    top, bottom, left, right = (number - 1 for number in sheet.extent)
    found = [record(BEGIN_SHEET), record(EXTENT, struct.pack("<4I", top, bottom, left, right)), record(BEGIN_CELLS)]
    for row, cells in sheet.rows():
        found.append(record(ROW_HEADER, _row_header(row, [column for column, _ in cells])))
        found += [_cell(book, column, cell, texts) for column, cell in cells]
    found += [record(kind, body) for kind, body in sheet.records]
    return b"".join([*found, record(END_CELLS), record(END_SHEET)])


def _row_header(row: int, columns: list[int]) -> bytes:
    """The row, and the first and last column used in each block of 1,024."""
    blocks: dict[int, list[int]] = {}
    for column in columns:
        blocks.setdefault((column - 1) // 1024, []).append(column - 1)
    spans = b"".join(struct.pack("<II", used[0], used[-1]) for used in blocks.values())
    return struct.pack("<IIH3xI", row - 1, 0, 300, len(blocks)) + spans


def _cell(book: Book, column: int, cell: Cell, texts: dict[str, int]) -> bytes:
    head = struct.pack("<II", column - 1, cell.style)
    value = cell.value
    if cell.is_formula:
        return _formula_cell(book, head, cell)
    if value is None:
        return record(BLANK, head)
    if isinstance(value, Error):
        return record(ERROR, head + bytes([ERRORS[value]]))
    if isinstance(value, str):
        return record(SHARED_TEXT, head + struct.pack("<I", texts.setdefault(value, len(texts))))
    if isinstance(value, bool):
        return record(BOOL, head + bytes([value]))
    number = book.number(value)
    short = None if cell.wide else rk(number)
    return record(RK, head + short) if short else record(REAL, head + struct.pack("<d", number))


def _formula_cell(book: Book, head: bytes, cell: Cell) -> bytes:
    value = cell.value
    if isinstance(value, Error):
        kind, stored, constant = FORMULA_ERROR, bytes([ERRORS[value]]), bytes([0x1C, ERRORS[value]])
    elif value is None or isinstance(value, str):
        kind, stored, constant = FORMULA_TEXT, wide(value or ""), _constant_text(value or "")
    elif isinstance(value, bool):
        kind, stored, constant = FORMULA_BOOL, bytes([value]), bytes([0x1D, value])
    else:
        kind, stored = FORMULA_NUMBER, struct.pack("<d", book.number(value))
        constant = b"\x1f" + stored
    return record(kind, head + stored + b"\0\0" + _parsed(constant))


def _constant_text(text: str) -> bytes:
    """A text as a formula has it, in pieces of at most 255 letters that are joined."""
    letters = text.encode("utf-16-le")
    pieces = [letters[at : at + 510] for at in range(0, len(letters), 510)] or [b""]
    constants = [struct.pack("<BH", 0x17, len(piece) // 2) + piece for piece in pieces]
    return constants[0] + b"".join(constant + b"\x08" for constant in constants[1:])


def _parsed(formula: bytes) -> bytes:
    return struct.pack("<I", len(formula)) + formula + struct.pack("<I", 0)


def _texts(texts: dict[str, int]) -> bytes:
    items = (record(SHARED, b"\0" + wide(text)) for text in texts)
    count = struct.pack("<II", len(texts), len(texts))
    return record(BEGIN_TEXTS, count) + b"".join(items) + record(END_TEXTS)


def _link() -> bytes:
    begin = struct.pack("<H", 0) + wide("rId1") + wide("")
    tabs = struct.pack("<I", 1) + wide("Sheet1")
    return record(BEGIN_LINK, begin) + record(LINK_TABS, tabs) + record(END_LINK)


def _styles() -> bytes:
    """One font, fill and border, and a cell format for each number format."""
    formats = [FIRST_CUSTOM_FORMAT + n if n else 0 for n in range(len(FORMATS))]
    custom = [struct.pack("<H", number) + wide(code) for number, code in zip(formats, FORMATS, strict=True) if number]
    font = struct.pack("<HHHHBBBx8sB", 220, 0, 400, 0, 0, 2, 0, b"", 2) + wide("Calibri")
    fills = [struct.pack("<I", pattern) + bytes(64) for pattern in (0, 17)]
    tail = bytes(8) + b"\0\0" + struct.pack("<I", 0x1000)
    looks = [struct.pack("<HH", 0, number) + tail for number in formats]
    normal = struct.pack("<IHBB", 0, 1, 0, 0xFF) + wide("Normal")
    blocks = [
        (615, 616, 44, custom),
        (611, 612, 43, [font]),
        (603, 604, 45, fills),
        (613, 614, 46, [bytes(51)]),
        (626, 627, 47, [struct.pack("<HH", 0xFFFF, 0) + tail]),
        (617, 618, 47, looks),
        (619, 620, 48, [normal]),
    ]
    found = b"".join(
        record(begin, struct.pack("<I", len(items))) + b"".join(record(kind, i) for i in items) + record(end)
        for begin, end, kind, items in blocks
    )
    return record(278) + found + record(279)


# --- the package -----------------------------------------------------------------------------


def _relation(identity: str, target: str, kind: str, more: str = "") -> str:
    return f'<Relationship Id="{identity}" Type="{kind}" Target="{target}"{more}/>'


def _relations(relations: Iterable[str]) -> bytes:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(relations)}</Relationships>'.encode()


def _core(book: Book) -> bytes:
    moment = book.modified.strftime("%Y-%m-%dT%H:%M:%SZ")
    modified = f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified>'
    spaces = (
        f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    )
    return f"<cp:coreProperties {spaces}>{modified}</cp:coreProperties>".encode()


def _content_types(parts: Iterable[str]) -> bytes:
    types = dict(_TYPES)
    for name in parts:
        if name.startswith("xl/worksheets/"):
            types[f"/{name}"] = f"{_BINARY}.worksheet"
        elif name.startswith("xl/externalLinks/externalLink"):
            types[f"/{name}"] = f"{_BINARY}.externalLink"
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    defaults["bin"] = "application/vnd.ms-office.vbaProject"
    found = [f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in defaults.items()]
    found += [f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in types.items()]
    return f'<Types xmlns="{_PACKAGE}/content-types">{"".join(found)}</Types>'.encode()


def _zip(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()
