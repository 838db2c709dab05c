"""The cells, comments and objects of a sheet of an .xls. Source: Microsoft, [MS-XLS] 2.4 and 2.5."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass, field

from addin.returned.binary import error_text, put_number, rk_number
from addin.returned.package import Carried, Comment, FormulaFound, Kind, Position
from addin.returned.sheet_maker import SheetMaker
from addin.returned.xls_records import Letters, Record

_FORMULA, _FORMULA_TEXT, _BLANK, _NUMBER, _LABEL, _BOOL_OR_ERROR = 0x0006, 0x0207, 0x0201, 0x0203, 0x0204, 0x0205
_SHARED, _RK, _RICH, _MANY_RK, _MANY_BLANK = 0x00FD, 0x027E, 0x00D6, 0x00BD, 0x00BE
_ONE_CELL = frozenset({_FORMULA, _BLANK, _NUMBER, _LABEL, _BOOL_OR_ERROR, _SHARED, _RK, _RICH})
_MERGED, _NOTE, _OBJECT, _OBJECT_TEXT = 0x00E5, 0x001C, 0x005D, 0x01B6
_CARRIED = {0x01AD: Kind.QUERY_TABLE, 0x00DC: Kind.CONNECTION, 0x0876: Kind.CONNECTION, 0x00B0: Kind.PIVOT_TABLE}
_CONTROLS, _PICTURE, _CHART, _COMMENT_BOX = frozenset({7, *range(11, 21)}), 8, 5, 25
_BELONGS_TO_EXCEL = 0x0100
"""Marks the arrow of a filter or of a list of choices."""
_IS_TEXT, _IS_BOOL, _IS_ERROR, _IS_EMPTY = range(4)


@dataclass(slots=True)
class XlsSheet:
    """What the records of a sheet tell."""

    title: str
    maker: SheetMaker = field(default_factory=SheetMaker)
    comments: list[Comment] = field(default_factory=list)
    carried: list[Carried] = field(default_factory=list)


def scan_xls_sheet(title: str, records: Iterable[Record], texts: list[str]) -> XlsSheet:
    """What the records of the sheet called `title` tell; `texts` are the workbook's shared ones.

    Raises `PackageError` for a cell out of all bounds.
    """
    scan = _Scan(XlsSheet(title), texts)
    for record in records:
        scan.take(record)
    return scan.finish()


class _Scan:
    def __init__(self, sheet: XlsSheet, texts: list[str]) -> None:
        self._sheet, self._texts = sheet, texts
        self._awaits_text: Position | None = None
        """The formula whose text the next record of texts holds."""
        self._notes: list[tuple[Position, int, str]] = []
        self._objects: dict[int, tuple[int, str]] = {}
        """The type and the text of each object that is not Excel's own, by its number."""
        self._last_object = 0

    def take(self, record: Record) -> None:
        kind, body = record.kind, record.body
        if kind in _ONE_CELL and len(body) >= 6:
            self._take_cell(record)
        elif kind in {_MANY_RK, _MANY_BLANK} and len(body) >= 6:
            self._take_row(kind, body)
        elif kind == _FORMULA_TEXT and self._awaits_text is not None:
            self._put_text(self._awaits_text, record, 0)
            self._awaits_text = None
        elif kind == _MERGED:
            self._take_merged(body)
        elif kind in {_NOTE, _OBJECT, _OBJECT_TEXT}:
            self._take_drawn(record)
        elif kind in _CARRIED:
            self._sheet.carried.append(Carried(_CARRIED[kind], self._sheet.title))

    def finish(self) -> XlsSheet:
        """The sheet, when all its records were taken: a comment and its text stand apart."""
        title = self._sheet.title
        for (row, column), number, author in self._notes:
            text = self._objects.pop(number, (_COMMENT_BOX, ""))[1]
            self._sheet.comments.append(Comment(title, row, column, author, text.strip()))
        for what, text in self._objects.values():
            if what != _COMMENT_BOX:
                self._sheet.carried.append(Carried(_kind_of(what), title, "", text.strip()))
        return self._sheet

    def _take_cell(self, record: Record) -> None:
        kind, body = record.kind, record.body
        row, column, style = struct.unpack_from("<HHH", body)
        place = (row + 1, column + 1)
        self._sheet.maker.check(*place)
        self._awaits_text = None
        try:
            if kind == _FORMULA:
                self._take_formula(place, body, style)
            elif kind in {_LABEL, _RICH}:
                self._put_text(place, record, 6)
            elif kind != _BLANK:
                self._put(place, kind, body, style)
        except (struct.error, IndexError) as error:
            self._sheet.maker.put_error(place, str(error))

    def _put(self, place: Position, kind: int, body: bytes, style: int) -> None:
        maker = self._sheet.maker
        if kind == _NUMBER:
            put_number(maker, place, struct.unpack_from("<d", body, 6)[0], style)
        elif kind == _RK:
            put_number(maker, place, rk_number(struct.unpack_from("<i", body, 6)[0]), style)
        elif kind == _SHARED:
            index = struct.unpack_from("<I", body, 6)[0]
            if index < len(self._texts):
                maker.put(place, self._texts[index])
            else:
                maker.put_error(place, str(index))
        elif body[7]:
            maker.put_error(place, error_text(body[6]))
        else:
            maker.put(place, bool(body[6]))

    def _put_text(self, place: Position, record: Record, offset: int) -> None:
        try:
            self._sheet.maker.put(place, Letters(record.bodies, offset).text())
        except struct.error as error:
            self._sheet.maker.put_error(place, str(error))

    def _take_formula(self, place: Position, body: bytes, style: int) -> None:
        maker = self._sheet.maker
        maker.put_formula(place, FormulaFound(""))
        if body[12:14] != b"\xff\xff":
            put_number(maker, place, struct.unpack_from("<d", body, 6)[0], style)
        elif body[6] == _IS_TEXT:
            self._awaits_text = place
        elif body[6] == _IS_BOOL:
            maker.put(place, bool(body[8]))
        elif body[6] != _IS_EMPTY:
            maker.put_error(place, error_text(body[8]))

    def _take_row(self, kind: int, body: bytes) -> None:
        """Several cells of one row in one record."""
        row, first = struct.unpack_from("<HH", body)
        self._sheet.maker.check(row + 1, struct.unpack_from("<H", body, len(body) - 2)[0] + 1)
        if kind == _MANY_RK:
            for index, offset in enumerate(range(4, len(body) - 7, 6)):
                style, value = struct.unpack_from("<Hi", body, offset)
                put_number(self._sheet.maker, (row + 1, first + index + 1), rk_number(value), style)

    def _take_merged(self, body: bytes) -> None:
        for offset in range(2, len(body) - 7, 8):
            top, bottom, left, right = struct.unpack_from("<4H", body, offset)
            self._sheet.maker.merge((top + 1, left + 1), (bottom + 1, right + 1))

    def _take_drawn(self, record: Record) -> None:
        body = record.body
        try:
            if record.kind == _NOTE:
                row, column, _, number = struct.unpack_from("<4H", body)
                self._notes.append(((row + 1, column + 1), number, Letters([body], 8).text()))
            elif record.kind == _OBJECT:
                _, _, what, number, flags = struct.unpack_from("<5H", body)
                self._last_object = 0 if flags & _BELONGS_TO_EXCEL else number
                if self._last_object:
                    self._objects[number] = (what, "")
            elif self._last_object and len(record.bodies) > 1:
                length = struct.unpack_from("<H", body, 10)[0]
                letters = Letters(record.bodies[1:], 1).letters(length, record.bodies[1][0])
                self._objects[self._last_object] = (self._objects[self._last_object][0], letters)
        except (struct.error, IndexError):
            # What is drawn is told, not read: half of it is still told.
            return


def _kind_of(what: int) -> Kind:
    """What an object's type is here."""
    if what in _CONTROLS:
        return Kind.CONTROL
    return {_PICTURE: Kind.PICTURE, _CHART: Kind.CHART}.get(what, Kind.SHAPE)
