"""Rows of thousands of cells that all look alike, written as XML at once: openpyxl takes ten times as long for them."""

from __future__ import annotations

import re
from collections import defaultdict

from schemas.excel.excel_limits import CELL_TEXT_LENGTH, check_length
from schemas.layout.columns import KEY_ROW
from schemas.layout.places import Place, column_letter
from schemas.questions import Raw
from workbook_builder.drawing.cell_xml import formula_cell, formula_xml, value_cell
from workbook_builder.formulas.formulas import Formula

_END = b"</sheetData>"
_DIMENSION = re.compile(rb'(?<=<dimension ref=")[^"]*')


class BulkRows:
    """Cells of one sheet, in any order; its first row is openpyxl's."""

    def __init__(self) -> None:
        self._rows: defaultdict[int, dict[int, Raw | Formula]] = defaultdict(dict)

    def write(self, place: Place, value: Raw | Formula) -> None:
        """Have a cell hold `value`. Raises ValueError for a text that no cell can hold, or in the first row."""
        if place.row <= KEY_ROW:
            raise ValueError(f"{place.sheet} {place.cell} stands in a row of openpyxl's")
        if isinstance(value, str):
            check_length(value, CELL_TEXT_LENGTH, f"{place.sheet} {place.cell}")
        self._rows[place.row][place.column] = value

    @property
    def last_column(self) -> int:
        """The column furthest to the right."""
        return max(max(row) for row in self._rows.values())

    def put_into(self, sheet: bytes, style: int) -> bytes:
        """The XML of the sheet with these rows behind its own, in the format with the number `style`."""
        rows = b"".join(_row_xml(row, self._rows[row], style) for row in sorted(self._rows))
        whole = f"A{KEY_ROW}:{column_letter(self.last_column)}{max(self._rows)}"
        return _DIMENSION.sub(whole.encode("ascii"), sheet.replace(_END, rows + _END, 1), count=1)


def _row_xml(number: int, cells: dict[int, Raw | Formula], style: int) -> bytes:
    written = b"".join(_cell_xml(f"{column_letter(at)}{number}", style, cells[at]) for at in sorted(cells))
    return b'<row r="%d">%s</row>' % (number, written)


def _cell_xml(address: str, style: int, value: Raw | Formula) -> bytes:
    start = b'<c r="%s" s="%d"' % (address.encode("ascii"), style)
    if isinstance(value, Formula):
        return formula_cell(start, formula_xml(value.text), value.cached)
    return value_cell(start, value)
