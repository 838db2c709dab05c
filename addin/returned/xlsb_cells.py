"""The cells of a worksheet part of an .xlsb. Source: Microsoft, [MS-XLSB] 2.4."""

from __future__ import annotations

import struct
from collections.abc import Callable
from functools import cached_property

from addin.returned.binary import error_text, put_number, rk_number
from addin.returned.package import FormulaFound
from addin.returned.sheet_maker import SheetMaker
from addin.returned.xlsb_records import records, wide_text
from schemas.questions import Raw

_ROW, _MERGED, _TEXT_ITEM = 0, 176, 19
_RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED, _RICH = 2, 3, 4, 5, 6, 7, 62
_FORMULA_TEXT, _FORMULA_NUMBER, _FORMULA_BOOL, _FORMULA_ERROR = 8, 9, 10, 11
_FORMULAS = frozenset({_FORMULA_TEXT, _FORMULA_NUMBER, _FORMULA_BOOL, _FORMULA_ERROR})
_CELLS = frozenset({*range(1, 12), _RICH})
_SHORT = {12: 1, 13: _RK, 14: _ERROR, 15: _BOOL, 16: _REAL, 17: _TEXT, 18: _SHARED}
"""Cells that stand beside the one before and do not say their column, with what they are otherwise: Excel reads
them, and SheetJS writes them. No source but what these programs do."""
_STYLE = 0xFF_FFFF
_LAST_COLUMN = 16_384


class SharedBinaryTexts:
    """The workbook's table of texts, read when the first cell asks for one."""

    def __init__(self, load: Callable[[], bytes]) -> None:
        self._load = load

    @cached_property
    def texts(self) -> list[str | None]:
        """All of them, in order; None for one that cannot be read."""
        return [_rich(body, 0) for kind, body in records(self._load()) if kind == _TEXT_ITEM]

    def get(self, index: int) -> str | None:
        """The text at `index`, None where there is none."""
        return self.texts[index] if index < len(self.texts) else None


def scan_xlsb_sheet(data: bytes, texts: SharedBinaryTexts) -> SheetMaker:
    """The cells of a worksheet part. Raises `PackageError` where it is cut short or a cell out of all bounds."""
    maker, row, column = SheetMaker(), 0, -1
    for kind, body in records(data):
        if kind == _ROW and len(body) >= 4:
            row, column = struct.unpack_from("<I", body)[0] + 1, -1
        elif kind in _CELLS and len(body) >= 8:
            column = _put_cell(maker, row, kind, body, texts)
        elif kind in _SHORT and len(body) >= 4:
            column = _put_cell(maker, row, _SHORT[kind], struct.pack("<I", column + 1) + body, texts)
        elif kind == _MERGED and len(body) >= 16:
            top, bottom, left, right = struct.unpack_from("<4I", body)
            maker.merge((top + 1, left + 1), (bottom + 1, right + 1))
    return maker


def _put_cell(maker: SheetMaker, row: int, kind: int, body: bytes, texts: SharedBinaryTexts) -> int:
    """Put a cell that says its column and its style first; returns the column, from 0."""
    column, style = struct.unpack_from("<II", body)
    maker.check(row, column + 1)
    _put(maker, (row, column + 1), kind, body, style & _STYLE, texts)
    return int(column)


def _put(
    maker: SheetMaker, place: tuple[int, int], kind: int, body: bytes, style: int, texts: SharedBinaryTexts
) -> None:
    if kind in _FORMULAS:
        maker.put_formula(place, FormulaFound(""))
    try:
        if kind in {_RK, _REAL, _FORMULA_NUMBER}:
            number = rk_number(struct.unpack_from("<i", body, 8)[0]) if kind == _RK else _double(body)
            put_number(maker, place, number, style)
        elif kind in {_ERROR, _FORMULA_ERROR}:
            maker.put_error(place, error_text(body[8]))
        elif (value := _value(kind, body, texts)) is not None:
            maker.put(place, value)
    except (struct.error, IndexError, ValueError) as error:
        maker.put_error(place, str(error))


def _value(kind: int, body: bytes, texts: SharedBinaryTexts) -> Raw | None:
    """The value of a cell that is neither number nor error; None for a blank one.

    Raises struct.error or IndexError where it is cut short, ValueError for a text that is not there.
    """
    if kind in {_BOOL, _FORMULA_BOOL}:
        return bool(body[8])
    if kind in {_TEXT, _FORMULA_TEXT}:
        return wide_text(body, 8)[0]
    text: str | None = None
    if kind == _SHARED:
        index = struct.unpack_from("<I", body, 8)[0]
        text = texts.get(index)
        if text is None:
            raise ValueError(str(index))
    elif kind == _RICH:
        text = wide_text(body, 9)[0]
    return text


def _double(body: bytes) -> float:
    return float(struct.unpack_from("<d", body, 8)[0])


def _rich(body: bytes, offset: int) -> str | None:
    """The letters of a RichStr, which begins with a byte of flags; None where it is cut short."""
    try:
        return wide_text(body, offset + 1)[0]
    except struct.error:
        return None
