"""Draws a consolidation as a workbook: its tables, findings and needs linked to their cells, and a chart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

from addin.consolidation.consolidate import Consolidation
from addin.results.cell_links import CellLinks, base_of, linked
from addin.results.summary_chart import described, finish_chart, level_chart
from addin.results.table import Row, Table
from addin.results.table_workbook import TableSheet, new_workbook, write_sheets
from addin.results.tables import all_tables
from schemas.excel import ooxml
from schemas.excel.excel_limits import HYPERLINKS_PER_SHEET
from schemas.layout.places import column_letter

COMMAND = "consolidate"
"""What a result says that it was written by."""
TITLE = "WCO e-commerce KPI: consolidated results"
_CHART_TEXT = (
    "Stacked bar chart: for each indicator, the number of Members at each implementation level from 1 to 5,"
    " and without a level. The same numbers stand in the table beside it."
)
_NO_LINKS = f"Not linked: there are more {{rows}} than the {HYPERLINKS_PER_SHEET:,} links that Excel allows on a sheet."


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, and what had to be left out of it."""

    path: Path
    cut_texts: int = 0
    """Texts longer than an Excel cell; each ends by saying so, and is whole in CSV and Parquet."""
    linked: bool = True
    """False where there are more findings, or needs, than links that Excel allows on a sheet."""


def write_result(consolidation: Consolidation, out: Path, *, folder: Path | None = None) -> Written:
    """Write the result workbook to `out`, whole or not at all.

    `folder` is where the files of the consolidation are, for the links to their cells; without it
    they are taken to be beside `out`. Raises `Refusal` where a table has more rows than a sheet of
    Excel, OSError where `out` cannot be written.
    """
    title = f"{TITLE} {consolidation.year}" if consolidation.year else TITLE
    found, counted = len(consolidation.files), len(consolidation.counted)
    workbook = new_workbook(title, f"{found} files found, {counted} of them count")
    base = base_of(out, folder)
    sheets = [_sheet(workbook, table, base) for table in all_tables(consolidation)]
    cut = write_sheets(workbook, sheets, out, _EDITS, command=COMMAND)
    return Written(out, cut, linked=not any(isinstance(s, _LinkedSheet) and s.too_many_links for s in sheets))


def _sheet(workbook: Workbook, table: Table, base: str) -> TableSheet:
    if table.is_linked:
        return _LinkedSheet(workbook, table, base)
    return (_SummarySheet if table.name == "Summary" else TableSheet)(workbook, table)


class _LinkedSheet(TableSheet):
    """A table whose rows are linked to their cells while Excel allows so many links."""

    def __init__(self, workbook: Workbook, table: Table, base: str) -> None:
        super().__init__(workbook, table)
        self.too_many_links = self._count > HYPERLINKS_PER_SHEET
        self._links = None if self.too_many_links else CellLinks(table, base)

    def draw(self) -> None:
        super().draw()
        if self.too_many_links:
            self._sheet.cell(1, len(self._names) + 2, _NO_LINKS.format(rows=self._table.name.lower()))

    def linked(self, rows: Iterable[Row]) -> Iterator[tuple[Row, int | None]]:
        return linked(rows, self._links)

    def hyperlinks(self) -> Iterator[bytes]:
        return self._links.hyperlinks() if self._links else iter(())

    def relationships(self) -> ooxml.Edit | None:
        return self._links.relationships if self._links else None


class _SummarySheet(TableSheet):
    """The summary on one page, with its chart."""

    def draw(self) -> None:
        super().draw()
        self._sheet.page_setup.fitToHeight = 1
        names = self._names
        first, last = names.index("level_1") + 1, names.index("no_level") + 1
        members = next(row[names.index("total")] for row in self._table.rows())
        chart = level_chart(self._sheet, first, last, self._last_row - 1, int(members or 0))
        self._sheet.add_chart(chart, f"{column_letter(len(names) + 2)}2")


_EDITS: dict[str, ooxml.Edit] = {
    "xl/drawings/drawing1.xml": described("Members at each level", _CHART_TEXT),
    "xl/charts/chart1.xml": finish_chart,
}
"""What openpyxl cannot write, or writes wrongly, by the part of the package."""
