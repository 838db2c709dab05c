"""Draws the status as a workbook: its tables, and the curve of returns as a chart."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from addin.contacts.contact_list import NO_CONTACTS, Contacts
from addin.results.charts import described, finish_chart
from addin.results.table_workbook import TableSheet, new_workbook, write_sheets
from addin.status.returns_chart import DESCRIPTION, NAME, returns_chart
from addin.status.season import Season
from addin.status.tables import RETURNS, status_tables
from addin.tables.table import Table
from schemas.excel import ooxml
from schemas.layout.places import column_letter

COMMAND = "status"
"""What a status says that it was written by."""
TITLE = "WCO e-commerce KPI: status"


def write_status(season: Season, out: Path, contacts: Contacts = NO_CONTACTS) -> None:
    """Write the status workbook to `out`, whole or not at all; raises OSError where `out` cannot be written.

    Whom `contacts` name is to be reminded in place of whom a file names.
    """
    tracking = season.tracking
    due = f", due on {tracking.due}" if tracking.due else ""
    workbook = new_workbook(f"{TITLE} {tracking.year} on {tracking.today}", f"{tracking.who} asked{due}")
    sheets = [_sheet(workbook, table) for table in status_tables(tracking, season, contacts)]
    write_sheets(workbook, sheets, out, _EDITS if season.came_from_members else {}, command=COMMAND)


def _sheet(workbook: Workbook, table: Table) -> TableSheet:
    return (_ReturnsSheet if table.name == RETURNS else TableSheet)(workbook, table)


class _ReturnsSheet(TableSheet):
    """The returns by week, with their chart where there are any."""

    def draw(self) -> None:
        super().draw()
        if not self._count:
            return
        names = self._names
        chart = returns_chart(self._sheet, names.index("arrived") + 2, len(names), self._count)
        self._sheet.add_chart(chart, f"{column_letter(len(names) + 2)}2")


_EDITS: dict[str, ooxml.Edit] = {
    "xl/drawings/drawing1.xml": described((NAME, DESCRIPTION)),
    "xl/charts/chart1.xml": finish_chart,
}
"""What openpyxl cannot write, or writes wrongly, by the part of the package."""
