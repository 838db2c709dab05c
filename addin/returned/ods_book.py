"""An .ods: its sheets, row by row, and what else it carries.

Source: OpenDocument 1.3 part 3: 9 (tables), 19.385 (types of values), 6.1 (texts of paragraphs).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from addin.returned.archive import Archive
from addin.returned.core_properties import moment_in
from addin.returned.ods_cells import CELLS, OFFICE, TABLE, cell_text, put_cell, repeated
from addin.returned.package import Carried, Comment, Kind, Package
from addin.returned.package_error import PackageError
from addin.returned.sheet_maker import TEXT_LIMIT, Fullness, SheetMaker, check_number_of_sheets, check_size
from addin.returned.xml_parts import Elements, reading_repaired, refuse_doctype, root_of, text_of_xml
from schemas.findings.catalogue import FileIsEncrypted, FileSuspicious, PartNotRead

_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SCRIPT = "{urn:oasis:names:tc:opendocument:xmlns:script:1.0}"
_DUBLIN = "{http://purl.org/dc/elements/1.1/}"
_SCENE = "{urn:oasis:names:tc:opendocument:xmlns:dr3d:1.0}"
_SHAPES = (
    *("text-box", "custom-shape", "rect", "ellipse", "circle", "line", "path", "polygon", "polyline"),
    *("regular-polygon", "connector", "measure", "caption", "page-thumbnail"),
)
"""All that OpenDocument draws but frames and groups, which only hold others."""
_HREF = "{http://www.w3.org/1999/xlink}href"
_TABLE_TAG, _ROW_TAG = f"{TABLE}table", f"{TABLE}table-row"
_ANNOTATION = f"{OFFICE}annotation"
_FIRST_DAY = f"{TABLE}null-date"
_CALENDAR_OF_1904 = "1904-"
_KINDS = {
    f"{TABLE}table-source": Kind.EXTERNAL_LINK,
    f"{TABLE}cell-range-source": Kind.EXTERNAL_LINK,
    f"{TABLE}dde-link": Kind.CONNECTION,
    f"{OFFICE}dde-source": Kind.CONNECTION,
    f"{TABLE}data-pilot-table": Kind.PIVOT_TABLE,
    f"{TABLE}database-source-sql": Kind.CONNECTION,
    f"{TABLE}database-source-table": Kind.CONNECTION,
    f"{TABLE}database-source-query": Kind.CONNECTION,
    f"{_SCRIPT}event-listener": Kind.MACROS,
    f"{OFFICE}script": Kind.MACROS,
    f"{_DRAW}object": Kind.EMBEDDED_OBJECT,
    f"{_DRAW}object-ole": Kind.EMBEDDED_OBJECT,
    f"{_DRAW}plugin": Kind.EMBEDDED_OBJECT,
    f"{_DRAW}applet": Kind.EMBEDDED_OBJECT,
    f"{_DRAW}floating-frame": Kind.EMBEDDED_OBJECT,
    f"{_DRAW}image": Kind.PICTURE,
    **dict.fromkeys((f"{_DRAW}{word}" for word in _SHAPES), Kind.SHAPE),
    f"{_SCENE}scene": Kind.SHAPE,
    f"{_DRAW}control": Kind.CONTROL,
}
_CONTENT, _META, _MANIFEST = "content.xml", "meta.xml", "meta-inf/manifest.xml"
_BOOK_TAG = f"{OFFICE}spreadsheet"
_LIBRARY_LISTS = {"script-lb.xml", "script-lc.xml"}


def read_ods(archive: Archive, unread: frozenset[str]) -> Package:
    """The workbook in `archive`; sheets whose title is in `unread` are listed, not read.

    Raises `PackageError` where it is encrypted, damaged or out of all bounds.
    """
    _refuse_encrypted(archive)
    text = text_of_xml(archive.read(_CONTENT), _CONTENT)
    book = reading_repaired(lambda part: _Scan(unread, is_repaired=part is not text).run(part), text, _CONTENT)
    check_size(sheet.maker for sheet in book.sheets)
    for key in archive:
        if key.endswith(".xml") and key not in {_CONTENT, _META, _MANIFEST}:
            refuse_doctype(archive, key)
    return Package(
        kind="ods",
        titles=tuple(book.titles),
        grids={sheet.title: sheet.maker.grid() for sheet in book.sheets},
        cells={sheet.title: sheet.maker.cells for sheet in book.sheets},
        date1904=book.is_1904,
        modified=_modified(archive),
        carried=tuple(dict.fromkeys([*book.carried, *_macros(archive)])),
        comments=tuple(book.comments),
    )


@dataclass(slots=True)
class _Sheet:
    title: str
    maker: SheetMaker = field(default_factory=SheetMaker)
    row: int = 0
    """The last row that was read, with its repetitions."""


@dataclass(slots=True)
class _Book:
    titles: list[str] = field(default_factory=list)
    sheets: list[_Sheet] = field(default_factory=list)
    carried: list[Carried] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    is_1904: bool = False


class _Scan:
    """One pass over `content.xml`."""

    def __init__(self, unread: frozenset[str], *, is_repaired: bool) -> None:
        self._unread, self._is_repaired = unread, is_repaired
        self._book, self._fullness = _Book(), Fullness()
        self._table: etree._Element | None = None
        self._sheet: _Sheet | None = None

    def run(self, text: bytes) -> _Book:
        """What it holds. Raises lxml's XMLSyntaxError, and `PackageError`."""
        found = Elements(text, (_ROW_TAG, _TABLE_TAG, _FIRST_DAY, *_KINDS), from_within=True)
        for element in found:
            if element.tag == _FIRST_DAY:
                self._book.is_1904 = element.get(f"{TABLE}date-value", "").startswith(_CALENDAR_OF_1904)
                continue
            table = _table_of(element)
            if element.tag in _KINDS:
                self._note(element, "" if table is None else table.get(f"{TABLE}name", ""))
            elif table is not None:
                self._begin(table)
                if element.tag == _ROW_TAG and self._sheet is not None:
                    self._read_row(element, self._sheet)
            if element.tag in {_ROW_TAG, _TABLE_TAG}:
                found.forget(element)
        self._end()
        return self._book

    def _end(self) -> None:
        if self._sheet is not None:
            self._fullness.add(self._sheet.maker)
        self._sheet = None

    def _begin(self, table: etree._Element) -> None:
        if table is self._table:
            return
        title = table.get(f"{TABLE}name", "")
        if title.casefold() in {known.casefold() for known in self._book.titles}:
            raise PackageError(FileSuspicious(found="two sheets of one name"))
        self._end()
        self._table = table
        self._book.titles.append(title)
        check_number_of_sheets(len(self._book.titles))
        if title not in self._unread:
            self._sheet = _Sheet(title)
            self._book.sheets.append(self._sheet)

    def _read_row(self, element: etree._Element, sheet: _Sheet) -> None:
        rows = repeated(element, "rows")
        column = 1
        for cell in element:
            if cell.tag in CELLS:
                columns = put_cell(sheet.maker, cell, (sheet.row + 1, column), rows, is_repaired=self._is_repaired)
                self._note_comment(cell, sheet, column)
                column += columns
        sheet.row += rows

    def _note_comment(self, cell: etree._Element, sheet: _Sheet, column: int) -> None:
        for annotation in cell.iterchildren(_ANNOTATION):
            author = annotation.findtext(f"{_DUBLIN}creator") or ""
            self._book.comments.append(
                Comment(sheet.title, sheet.row + 1, column, author, cell_text(annotation).strip())
            )

    def _note(self, element: etree._Element, title: str) -> None:
        kind = _KINDS[str(element.tag)]
        target = element.get(_HREF, "")
        text = ""
        if kind is Kind.SHAPE:
            text = "".join(map(str, element.itertext())).strip()[:TEXT_LIMIT]
        elif kind is Kind.PICTURE and _stands_for_object(element):
            return
        self._book.carried.append(Carried(kind, title, target or etree.QName(element).localname, text))


def _table_of(element: etree._Element) -> etree._Element | None:
    """The sheet that an element is of, or is; None where it belongs to none, or to a table within a sheet."""
    found = element if element.tag == _TABLE_TAG else next(element.iterancestors(_TABLE_TAG), None)
    parent = found.getparent() if found is not None else None
    return found if parent is not None and parent.tag == _BOOK_TAG else None


def _stands_for_object(image: etree._Element) -> bool:
    """Whether a picture only shows what an object beside it holds."""
    return any(_KINDS.get(str(sibling.tag)) is Kind.EMBEDDED_OBJECT for sibling in image.itersiblings(preceding=True))


def _refuse_encrypted(archive: Archive) -> None:
    if _MANIFEST in archive:
        root = root_of(archive.read(_MANIFEST), archive.name(_MANIFEST))
        if any(etree.QName(element).localname == "encryption-data" for element in root.iter()):
            raise PackageError(FileIsEncrypted())


def _macros(archive: Archive) -> Iterator[Carried]:
    """The modules of macros; a list of the modules of a library is none."""
    for key in archive:
        folder, _, file = key.rpartition("/")
        is_module = folder.startswith("basic/") and file not in _LIBRARY_LISTS
        if is_module or folder.split("/")[0] == "scripts":
            yield Carried(Kind.MACROS, "", archive.name(key))


def _modified(archive: Archive) -> dt.datetime | None:
    if _META not in archive:
        return None
    try:
        return moment_in(root_of(archive.read(_META), _META), f"{_DUBLIN}date")
    except PackageError as error:
        if not isinstance(error.why, PartNotRead):
            raise
        return None
