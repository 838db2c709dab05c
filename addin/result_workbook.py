"""Draws a consolidation as a workbook: one table a sheet, unlocked, ready to filter.

Rows are streamed from the tables to the file, so that memory does not grow with their number.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.formatting.rule import Rule
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.header_footer import _HeaderFooterPart as _FooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.table import TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from addin import result_looks as looks
from addin.consolidation import Consolidation
from addin.finding_links import FindingLinks, base_of, linked
from addin.sheet_rows import ColumnStyles, RowWriter
from addin.summary_chart import finish_chart, level_chart
from addin.tables import Column, Table, all_tables
from addin.whole_file import whole_file
from schemas import ooxml
from schemas.errors import Refusal
from schemas.excel_limits import COLUMNS, HYPERLINKS_PER_SHEET, ROWS
from schemas.layout import column_letter

TITLE = "WCO e-commerce KPI: consolidated results"
_A4 = 9
_HEADING_POINTS = 20
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_CHART_TEXT = (
    "Stacked bar chart: for each indicator, the number of Members at each implementation level from 1 to 5,"
    " and without a level. The same numbers stand in the table beside it."
)
_NO_LINKS = f"Not linked: there are more findings than the {HYPERLINKS_PER_SHEET:,} links that Excel allows on a sheet."


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, and what had to be left out of it."""

    path: Path
    cut_texts: int = 0
    """Texts longer than an Excel cell; each ends by saying so, and is whole in CSV and Parquet."""
    linked: bool = True
    """False where there are more findings than links that Excel allows on a sheet."""


def write_result(consolidation: Consolidation, out: Path, *, folder: Path | None = None) -> Written:
    """Write the result workbook to `out`, whole or not at all.

    `folder` is where the files of the consolidation are, for the links to their cells; without it
    they are taken to be beside `out`. Raises `Refusal` where a table has more rows than a sheet of
    Excel, OSError where `out` cannot be written.
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    _properties(workbook, consolidation)
    base = base_of(out, folder)
    sheets = [_Sheet(workbook, table, base) for table in all_tables(consolidation)]
    for sheet in sheets:
        sheet.draw()
    frame = io.BytesIO()
    workbook.save(frame)
    streams = {f"xl/worksheets/sheet{number}.xml": sheet.fill for number, sheet in enumerate(sheets, 1)}
    edits = _EDITS | {
        f"xl/worksheets/_rels/sheet{number}.xml.rels": sheet.links.relationships
        for number, sheet in enumerate(sheets, 1)
        if sheet.links
    }
    with whole_file(out) as path, path.open("wb") as target:
        ooxml.copy_package(frame, target, edits, streams)
    cut = sum(sheet.cut_texts for sheet in sheets)
    return Written(out, cut, linked=not any(sheet.too_many_links for sheet in sheets))


def _properties(workbook: Workbook, consolidation: Consolidation) -> None:
    properties = workbook.properties
    properties.title = f"{TITLE} {consolidation.year}" if consolidation.year else TITLE
    properties.subject = f"{len(consolidation.files)} files found, {len(consolidation.counted)} of them count"
    properties.creator, properties.language = "kpibook", "en"


class _Sheet:
    """One table on its sheet: openpyxl draws all but the rows, which are filled in when it is written."""

    def __init__(self, workbook: Workbook, table: Table, base: str) -> None:
        self._table = table
        self._sheet: Worksheet = workbook.create_sheet(table.name)
        self._names = [column.name for column in table.columns]
        self._count = sum(1 for _ in table.rows())
        if self._count >= ROWS:
            raise Refusal(
                f"The table {table.name} has {self._count:,} rows, more than a sheet of Excel ({ROWS:,})."
                " Consolidate fewer files at a time."
            )
        # Excel repairs a table without a row below its headings; it writes an empty one itself.
        self._last_row = max(self._count, 1) + 1
        self._rows = RowWriter(tuple(self._styles(column) for column in table.columns))
        self.too_many_links = table.name == "Findings" and self._count > HYPERLINKS_PER_SHEET
        wanted = table.name == "Findings" and not self.too_many_links
        self.links = FindingLinks(table, base) if wanted else None

    @property
    def cut_texts(self) -> int:
        """Texts that did not fit into their cells, once the rows are filled in."""
        return self._rows.cut_texts

    def draw(self) -> None:
        """Everything but the rows."""
        self._set_up()
        for number, column in enumerate(self._table.columns, 1):
            self._sheet.cell(1, number, column.name)
            _dress(self._sheet.cell(1, number), looks.heading(column))
        if self.too_many_links:
            self._sheet.cell(1, len(self._names) + 2, _NO_LINKS)
        self._add_table()
        self._add_colours()
        if self._table.name == "Summary":
            self._add_chart()

    def fill(self, part: bytes) -> Iterator[bytes]:
        """The sheet's XML, as openpyxl wrote it with its headings only, with the rows filled in."""
        start, end = part.split(b"</sheetData>")
        size = f'<dimension ref="A1:{column_letter(len(self._names))}{self._last_row}"'
        yield re.sub(rb'<dimension ref="[^"]*"', size.encode("ascii"), start, count=1)
        rows = self._table.rows() if self._count else iter([(None,) * len(self._names)])
        yield from self._rows.xml(linked(rows, self.links))
        yield b"</sheetData>"
        formats, margins, page = end.partition(b"<pageMargins")
        yield formats
        yield from self.links.hyperlinks() if self.links else ()
        yield _allow_numbers_as_text(margins + page)

    def _set_up(self) -> None:
        """The window, the columns and the printed page."""
        sheet, name = self._sheet, self._table.name
        sheet.freeze_panes = {"Levels": "C2", "Summary": "B2", "Files": "B2"}.get(name, "A2")
        for number, column in enumerate(self._names, 1):
            sheet.column_dimensions[column_letter(number)].width = looks.width(name, column)
        sheet.sheet_properties.tabColor = looks.NAVY if name in {"Files", "Levels", "Summary"} else looks.BLUE
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 1 if name == "Summary" else 0
        sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6, header=0.3, footer=0.3)
        sheet.row_dimensions[1].height = _HEADING_POINTS
        sheet.print_title_rows = "1:1"
        title, page = _FooterPart(text=f"{TITLE}: {name}"), _FooterPart(text="&P / &N")
        sheet.HeaderFooter.oddFooter = HeaderFooterItem(left=title, right=page)

    def _styles(self, column: Column) -> ColumnStyles:
        """The looks of a column's cells, registered with the workbook."""

        def style(*, quoted: bool, linked: bool) -> int:
            cell = Cell(self._sheet, 1, 1)
            _dress(cell, looks.dress(self._table.name, column, link=linked))
            cell.quotePrefix = quoted
            return int(cell.style_id)

        return ColumnStyles(
            plain=style(quoted=False, linked=False),
            quoted=style(quoted=True, linked=False),
            link=style(quoted=False, linked=True),
            quoted_link=style(quoted=True, linked=True),
            line=looks.line_length(self._table.name, column.name),
        )

    def _range(self, first: int, last: int) -> str:
        """The cells of the columns `first` to `last`, without the headings."""
        return f"{column_letter(first)}2:{column_letter(last)}{self._last_row}"

    def _add_table(self) -> None:
        ref = f"A1:{column_letter(len(self._names))}{self._last_row}"
        table = ExcelTable(displayName=self._table.name, name=self._table.name, ref=ref, autoFilter=AutoFilter(ref=ref))
        table.tableColumns = [TableColumn(id=number, name=name) for number, name in enumerate(self._names, 1)]
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
        self._sheet.add_table(table)

    def _add_colours(self) -> None:
        """Levels, statuses and severities in colour, beside the number or word that says the same."""
        name = self._table.name
        for number, column in enumerate(self._names, 1):
            tints: dict[str, tuple[str, str]] = {}
            if looks.is_level(name, column):
                tints = {str(level): pair for level, pair in looks.LEVELS.items()}
            elif column in looks.WORDS:
                tints = {f'"{word}"': pair for word, pair in looks.WORDS[column].items()}
            for value, pair in tints.items():
                rule = Rule(type="cellIs", operator="equal", formula=[value], dxf=looks.tint(*pair))
                self._sheet.conditional_formatting.add(self._range(number, number), rule)

    def _add_chart(self) -> None:
        names = self._names
        first, last = names.index("level_1") + 1, names.index("no_level") + 1
        members = next(row[names.index("total")] for row in self._table.rows())
        chart = level_chart(self._sheet, first, last, self._last_row - 1, int(members or 0))
        self._sheet.add_chart(chart, f"{column_letter(len(names) + 2)}2")


def _dress(cell: Cell | MergedCell, looks_of: looks.Dress) -> None:
    """Give `cell` its looks."""
    cell.font, cell.alignment = looks_of.font, looks_of.alignment
    cell.border, cell.fill = looks_of.border, looks_of.fill
    cell.number_format = looks_of.number_format


def _allow_numbers_as_text(tail: bytes) -> bytes:
    """The end of a sheet, where Excel is told not to mark a typed `45` or `1.1` as a mistake."""
    start = min(place for name in (b"<drawing", b"<tableParts") if (place := tail.find(name)) >= 0)
    everywhere = f"A1:{column_letter(COLUMNS)}{ROWS}"
    block = f'<ignoredErrors><ignoredError sqref="{everywhere}" numberStoredAsText="1"/></ignoredErrors>'
    return tail[:start] + block.encode("ascii") + tail[start:]


def _describe(drawing: bytes) -> bytes:
    """The drawing with a name and an alternative text for the chart, which openpyxl cannot give it."""
    root = ooxml.parse(drawing)
    for properties in root.iter(f"{{{_DRAWING}}}cNvPr"):
        properties.set("name", "Members at each level")
        properties.set("descr", _CHART_TEXT)
    return ooxml.serialise(root)


_EDITS: dict[str, ooxml.Edit] = {
    ooxml.STYLES: ooxml.finish_styles,
    "xl/drawings/drawing1.xml": _describe,
    "xl/charts/chart1.xml": finish_chart,
}
"""What openpyxl cannot write, or writes wrongly, by the part of the package."""
