"""One table as a workbook, its rows leading to cells in the files that they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from openpyxl import Workbook

from addin.results.cell_links import CellLinks
from addin.results.table_workbook import TableSheet, new_workbook, write_sheets
from addin.tables.table import Row, Table
from schemas.excel import ooxml
from schemas.excel.excel_limits import HYPERLINKS_PER_SHEET


def write_linked(
    table: Table, out: Path, *, title: str, base: str | None, places: tuple[str, str, str], language: str
) -> int:
    """Write `table` as the only sheet of `out`; returns and raises as `write_sheets`.

    `places` are the headings of the columns with file, sheet and cell, `base` the address of the files' folder;
    nothing is a link without it, or where there are more rows than Excel allows links.
    """
    workbook = new_workbook(title, title)
    workbook.properties.language = language
    has_links = base is not None and table.count() <= HYPERLINKS_PER_SHEET
    links = CellLinks(table, base or "", places) if has_links else None
    return write_sheets(workbook, [_Linked(workbook, table, links)], out, command="validate")


class _Linked(TableSheet):
    def __init__(self, workbook: Workbook, table: Table, links: CellLinks | None) -> None:
        super().__init__(workbook, table)
        self._links = links

    def linked(self, rows: Iterable[Row]) -> Iterator[tuple[Row, int | None]]:
        return self._links.of(rows) if self._links is not None else super().linked(rows)

    def hyperlinks(self) -> Iterator[bytes]:
        return self._links.hyperlinks() if self._links is not None else iter(())

    def relationships(self) -> ooxml.Edit | None:
        return self._links.relationships if self._links is not None else None
