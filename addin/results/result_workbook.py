"""Draws a consolidation as a workbook: its tables, the findings linked to their cells, and a chart."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from addin.consolidation.consolidate import Consolidation
from addin.results.finding_links import FindingLinks, base_of, linked
from addin.results.keep import COMMAND, Carried, Earlier, carried_into, leave_earlier
from addin.results.own_columns import OwnColumns
from addin.results.own_sheets import add_own_sheets
from addin.results.own_work_reader import MARK, NOT_LINKED
from addin.results.summary_chart import described, finish_chart, level_chart
from addin.results.table import Row, Table
from addin.results.table_workbook import TableSheet, new_workbook, write_sheets
from addin.results.tables import all_tables
from schemas.excel import ooxml
from schemas.excel.excel_limits import HYPERLINKS_PER_SHEET
from schemas.layout.places import column_letter

TITLE = "WCO e-commerce KPI: consolidated results"
_CHART_TEXT = (
    "Stacked bar chart: for each indicator, the number of Members at each implementation level from 1 to 5,"
    " and without a level. The same numbers stand in the table beside it."
)
_NO_LINKS = f"{NOT_LINKED}there are more findings than the {HYPERLINKS_PER_SHEET:,} links that Excel allows on a sheet."


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, and what had to be left out of it."""

    path: Path
    cut_texts: int = 0
    """Texts longer than an Excel cell; each ends by saying so, and is whole in CSV and Parquet."""
    linked: bool = True
    """False where there are more findings than links that Excel allows on a sheet."""
    carried: Carried | None = None
    """What was carried over from an earlier result; None where nobody asked for it."""


def write_result(
    consolidation: Consolidation, out: Path, *, folder: Path | None = None, earlier: Earlier | None = None
) -> Written:
    """Write the result workbook to `out`, whole or not at all.

    `folder` is where the files of the consolidation are, for the links to their cells; without it
    they are taken to be beside `out`. What people made in the `earlier` result, which is at `out`, is carried
    over, and that result stays beside it where it was changed or not all of it could be. Raises `Refusal` where a
    table has more rows than a sheet of Excel, OSError where `out` cannot be written.
    """
    title = f"{TITLE} {consolidation.year}" if consolidation.year else TITLE
    found, counted = len(consolidation.files), len(consolidation.counted)
    workbook = new_workbook(title, f"{found} files found, {counted} of them count")
    base = base_of(out, folder)
    tables = all_tables(consolidation)
    carried = carried_into(tables, consolidation, earlier.work) if earlier is not None else None
    own = carried.columns if carried is not None else {}
    shown = carried.tables if carried is not None else tables
    sheets = [_sheet(workbook, table, base, own.get(table.name)) for table in shown]
    _mark(workbook)
    if carried is not None:
        add_own_sheets(workbook, carried.sheets)
    with _left_beside(out, carried) as carried:
        holds_own = carried is not None and carried.holds_own
        cut = write_sheets(workbook, sheets, out, _EDITS, command=COMMAND, holds_own=holds_own)
    too_many = any(isinstance(sheet, _FindingsSheet) and sheet.too_many_links for sheet in sheets)
    return Written(out, cut, linked=not too_many, carried=carried)


def _mark(workbook: Workbook) -> None:
    """Say which sheets are ours, whatever people will call them: by names that no program shows."""
    for number, sheet in enumerate(workbook.worksheets, 1):
        title = sheet.title.replace("'", "''")
        workbook.defined_names[f"{MARK}{number}"] = DefinedName(
            f"{MARK}{number}", attr_text=f"'{title}'!$A$1", hidden=True
        )


@contextlib.contextmanager
def _left_beside(out: Path, carried: Carried | None) -> Iterator[Carried | None]:
    """The earlier result at `out` under another name, where it is to stay, unless writing the next one fails."""
    if carried is None or not carried.leaves_earlier:
        yield carried
        return
    left = leave_earlier(out)
    try:
        yield replace(carried, left_at=left)
    except BaseException:
        left.unlink(missing_ok=True)
        raise


def _sheet(workbook: Workbook, table: Table, base: str, own: OwnColumns | None) -> TableSheet:
    if table.name == "Findings":
        return _FindingsSheet(workbook, table, base, own)
    return (_SummarySheet if table.name == "Summary" else TableSheet)(workbook, table, own)


class _FindingsSheet(TableSheet):
    """The findings, each linked to its cell while Excel allows so many links."""

    def __init__(self, workbook: Workbook, table: Table, base: str, own: OwnColumns | None) -> None:
        super().__init__(workbook, table, own)
        self.too_many_links = self._count > HYPERLINKS_PER_SHEET
        self._links = None if self.too_many_links else FindingLinks(table, base)

    def draw(self) -> None:
        super().draw()
        if self.too_many_links:
            self._sheet.cell(1, len(self._names) + 2, _NO_LINKS)

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
