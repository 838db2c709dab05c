"""Draws a consolidation as a workbook: one table a sheet, unlocked, ready to filter.

Rows are streamed from the tables to the file, so that memory does not grow with their number.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePath
from typing import Any, cast

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import Rule
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.header_footer import _HeaderFooterPart as _FooterPart
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.table import TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from addin import result_looks as looks
from addin.consolidation import Consolidation
from addin.excel_text import cell_text
from addin.summary_chart import level_chart
from addin.tables import Column, Row, Table, Value, all_tables
from addin.whole_file import whole_file
from schemas import ooxml
from schemas.errors import Refusal
from schemas.excel_limits import COLUMNS, HYPERLINKS_PER_SHEET, ROWS, TOOLTIP_LENGTH
from schemas.layout import column_letter

TITLE = "WCO e-commerce KPI: consolidated results"
_LINK_LENGTH = 2_079
"""Characters that Excel allows in the address of a link."""
_LINK_UNSAFE = {ord(char): f"%{ord(char):02X}" for char in ' %"#?<>[]^`{}|\\\t\n'}
_A4 = 9
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_CHART_TEXT = (
    "Stacked bar chart: for each indicator, the number of Members at each implementation level from 1 to 5,"
    " and without a level. The same numbers stand in the table beside it."
)
_NO_LINKS = f"Not linked: there are more findings than the {HYPERLINKS_PER_SHEET:,} links that Excel allows on a sheet."


@dataclass(slots=True)
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
    written = Written(out)
    workbook = Workbook(write_only=True)
    _properties(workbook, consolidation)
    base = _base(out, folder)
    tables = all_tables(consolidation)
    for table in tables:
        _Sheet(workbook, table, base, written).write()
    edits: dict[str, ooxml.Edit] = {ooxml.STYLES: ooxml.finish_styles, "xl/drawings/drawing1.xml": _describe}
    tails = {f"xl/worksheets/sheet{n}.xml": _allow_numbers_as_text for n in range(1, len(tables) + 1)}
    with tempfile.TemporaryFile(prefix="kpibook-") as drawn, whole_file(out) as path:
        workbook.save(drawn)
        drawn.seek(0)
        with path.open("wb") as target:
            ooxml.copy_package(drawn, target, edits, tails)
    return written


def _properties(workbook: Workbook, consolidation: Consolidation) -> None:
    properties = workbook.properties
    properties.title = f"{TITLE} {consolidation.year}" if consolidation.year else TITLE
    properties.subject = f"{len(consolidation.files)} files found, {len(consolidation.counted)} of them count"
    properties.creator, properties.language = "kpibook", "en"


class _Sheet:
    """One table on its sheet, drawn from the first row to the last."""

    def __init__(self, workbook: Workbook, table: Table, base: str, written: Written) -> None:
        self._table, self._base, self._written = table, base, written
        # A write-only sheet, which answers to the calls of a usual one that are made here.
        self._sheet = cast("Worksheet", workbook.create_sheet(table.name))
        self._styles: dict[tuple[str, bool, bool], StyleArray] = {}
        self._links = 0
        self._last_row = 1

    def write(self) -> None:
        """Draw the whole sheet."""
        self._set_up()
        self._linking = self._may_link()
        self._sheet.append(self._headings())
        for row in self._table.rows():
            self._append(row)
        if self._last_row == 1:
            # Excel repairs a table without a row below its headings; it writes an empty one itself.
            self._append((None,) * len(self._table.columns))
        self._add_table()
        self._add_colours()
        if self._table.name == "Summary":
            self._add_chart()

    def _set_up(self) -> None:
        """Everything that stands before the rows in the file."""
        sheet, table = self._sheet, self._table
        sheet.freeze_panes = {"Levels": "C2", "Summary": "B2", "Files": "B2"}.get(table.name, "A2")
        sheet.sheet_view.zoomScaleNormal = 100
        for number, column in enumerate(table.columns, 1):
            sheet.column_dimensions[column_letter(number)].width = looks.width(table.name, column.name)
        sheet.sheet_properties.tabColor = looks.NAVY if table.name in {"Files", "Levels", "Summary"} else looks.BLUE
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.print_title_rows = "1:1"
        title, page = _FooterPart(text=f"{TITLE}: {table.name}"), _FooterPart(text="&P / &N")
        sheet.HeaderFooter.oddFooter = HeaderFooterItem(left=title, right=page)

    def _may_link(self) -> bool:
        """True on Findings, unless it has more rows than Excel allows links: a link a row, or none."""
        if self._table.name != "Findings":
            return False
        found = sum(1 for _ in islice(self._table.rows(), HYPERLINKS_PER_SHEET + 1))
        self._written.linked = found <= HYPERLINKS_PER_SHEET
        return self._written.linked

    def _headings(self) -> list[Cell | None]:
        cells: list[Cell | None] = []
        for column in self._table.columns:
            cell = self._text_cell(column.name)
            dress(cell, looks.HEADING)
            cells.append(cell)
        if not self._written.linked and self._table.name == "Findings":
            cells += [None, self._text_cell(_NO_LINKS)]
        return cells

    def _append(self, row: Row) -> None:
        self._last_row += 1
        if self._last_row > ROWS:
            raise Refusal(
                f"The table {self._table.name} has more than the {ROWS:,} rows of an Excel sheet."
                " Consolidate fewer files at a time, or use --tables."
            )
        target = self._target(row) if self._linking else None
        cells = [self._cell(column, value) for column, value in zip(self._table.columns, row, strict=True)]
        if target is not None:
            linked = "cell" if target.location else "file"
            index = [column.name for column in self._table.columns].index(linked)
            cells[index] = self._cell(self._table.columns[index], row[index], target)
        self._sheet.append(cells)

    def _cell(self, column: Column, value: Value, link: Hyperlink | None = None) -> Cell:
        if isinstance(value, str):
            text = cell_text(value)
            self._written.cut_texts += text.cut
            cell: Any = self._text_cell(text.xml)
            cell._style = self._style(column, text.quoted, link is not None)
            if link is not None:
                cell.hyperlink = link
        else:
            cell = WriteOnlyCell(self._sheet, value)
            cell._style = self._style(column, False, False)
        return cast("Cell", cell)

    def _text_cell(self, text: str) -> Cell:
        """A cell that is text whatever it begins with.

        Set directly: openpyxl itself would take `=…` for a formula and `#N/A` for an error, and
        would cut an escaped text that is longer than the one Excel will show.
        """
        cell: Any = WriteOnlyCell(self._sheet)
        if text:
            cell._value, cell.data_type = text, "s"
        return cast("Cell", cell)

    def _style(self, column: Column, quoted: bool, linked: bool) -> StyleArray:
        """The looks of a column's cells, registered once with the workbook."""
        key = (column.name, quoted, linked)
        if key not in self._styles:
            cell: Any = WriteOnlyCell(self._sheet)
            dress(cell, looks.dress(self._table.name, column.name, link=linked))
            cell.quotePrefix = quoted
            self._styles[key] = cell._style
        return self._styles[key]

    def _target(self, row: Row) -> Hyperlink | None:
        """Where a finding leads: to its cell, or to its file where it has none."""
        values = dict(zip((column.name for column in self._table.columns), row, strict=True))
        file, sheet, cell = (str(values[name] or "") for name in ("file", "sheet", "cell"))
        target = self._base + file.translate(_LINK_UNSAFE)
        if len(target) > _LINK_LENGTH:
            return None
        quoted = sheet.replace("'", "''")
        place = f"'{quoted}'!{cell}" if sheet and cell else None
        return Hyperlink(ref="", target=target, location=place, tooltip=f"Open {PurePath(file).name}"[:TOOLTIP_LENGTH])

    def _range(self, first: int, last: int) -> str:
        """The cells of the columns `first` to `last`, without the headings."""
        return f"{column_letter(first)}2:{column_letter(last)}{self._last_row}"

    def _add_table(self) -> None:
        names = [column.name for column in self._table.columns]
        ref = f"A1:{column_letter(len(names))}{self._last_row}"
        table = ExcelTable(displayName=self._table.name, name=self._table.name, ref=ref, autoFilter=AutoFilter(ref=ref))
        table.tableColumns = [TableColumn(id=number, name=name) for number, name in enumerate(names, 1)]
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
        # Not `add_table`, which warns on every write-only sheet to name the columns, as is done here.
        self._sheet.tables.add(table)

    def _add_colours(self) -> None:
        """Levels, statuses and severities in colour, beside the number or word that says the same."""
        name = self._table.name
        for number, column in enumerate(self._table.columns, 1):
            tints: dict[str, tuple[str, str]] = {}
            if looks.is_level(name, column.name):
                tints = {str(level): pair for level, pair in looks.LEVELS.items()}
            elif column.name in looks.WORDS:
                tints = {f'"{word}"': pair for word, pair in looks.WORDS[column.name].items()}
            for value, pair in tints.items():
                rule = Rule(type="cellIs", operator="equal", formula=[value], dxf=looks.tint(*pair))
                self._sheet.conditional_formatting.add(self._range(number, number), rule)

    def _add_chart(self) -> None:
        names = [column.name for column in self._table.columns]
        first, last = names.index("level_1") + 1, names.index("no_level") + 1
        chart = level_chart(self._sheet, first, last, self._last_row - 1)
        self._sheet.add_chart(chart, f"{column_letter(len(names) + 2)}2")


def dress(cell: Cell, looks_of: looks.Dress) -> None:
    """Give `cell` its looks."""
    cell.font, cell.alignment = looks_of.font, looks_of.alignment
    cell.border, cell.fill = looks_of.border, looks_of.fill


def _base(out: Path, folder: Path | None) -> str:
    """What stands before a file's name in a link, seen from the result's folder."""
    if folder is None:
        return ""
    try:
        relative = PurePath(os.path.relpath(folder.resolve(), out.parent.resolve())).as_posix()
    except ValueError:  # another drive of Windows
        return folder.resolve().as_uri() + "/"
    return "" if relative == "." else relative.translate(_LINK_UNSAFE) + "/"


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
