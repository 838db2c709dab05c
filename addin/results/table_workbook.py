"""Draws tables as a workbook: one Excel table a sheet, unlocked, ready to filter and to print.

Rows are streamed from the tables to the file, so that memory does not grow with their number.
XlsxWriter, which would stream them too, is not used: its `add_table()` is not available in its
`constant_memory` mode, and so it gives either flat memory or Excel tables, and both are needed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.formatting.rule import Rule
from openpyxl.packaging.custom import StringProperty
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.header_footer import _HeaderFooterPart as _FooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.table import TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from addin.kept.own_columns import OWN, OwnCells, OwnColumns
from addin.kept.own_work import Look, OwnColumn
from addin.results import looks
from addin.results.charts import described, finish_chart
from addin.results.sheet_rows import ColumnStyles, RowWriter, xml
from addin.tables.run import UNTOLD
from addin.tables.table import Column, ColumnKind, Row, Table
from schemas.errors import Refusal
from schemas.excel import ooxml
from schemas.excel.excel_limits import COLUMNS, ROWS
from schemas.excel.house_style import A4, HEADING_POINTS, MARGINS
from schemas.layout.places import column_letter
from schemas.whole_file import whole_file
from schemas.written import seal


class DrawnSheet(Protocol):
    """What is drawn as one sheet of a workbook, and knows what becomes of its part when that is written."""

    @property
    def charts(self) -> Sequence[tuple[str, str]]:
        """The name and the alternative text of each of its charts, in order; none before it is drawn."""

    @property
    def cut_texts(self) -> int:
        """Texts that did not fit into their cells, once it is written."""

    def draw(self) -> None:
        """Everything but what `fill` adds."""

    def fill(self, part: bytes) -> Iterator[bytes]:
        """The sheet's XML in blocks, from what openpyxl wrote."""

    def relationships(self) -> ooxml.Edit | None:
        """What is done to the sheet's relationships; None for nothing."""


class TableSheet:
    """One table on its sheet: openpyxl draws all but the rows, which are filled in when it is written.

    Of a table that is longer than `printed`, so many rows are printed: nobody wants hundreds of pages unasked.
    """

    charts: Sequence[tuple[str, str]] = ()

    def __init__(
        self, workbook: Workbook, table: Table, *, printed: Printed | None = None, own: OwnColumns | None = None
    ) -> None:
        self._table, self._own = table, own
        self._printed = printed
        self._title = workbook.properties.title or ""
        self._sheet: Worksheet = workbook.create_sheet(table.title)
        self._names = [column.name for column in table.columns]
        self._names += [column.name for column in own.columns] if own is not None else []
        self._count = table.count()
        if self._count >= ROWS:
            raise Refusal(
                "The table {table} has {rows} rows, more than a sheet of Excel ({most}). Consolidate fewer files "
                "at a time.",
                table=table.name,
                rows=f"{self._count:,}",
                most=f"{ROWS:,}",
            )
        # Excel repairs a table without a row below its headings; it writes an empty one itself.
        self._last_row = max(self._count, 1) + 1
        self._style_numbers: dict[tuple[looks.Dress, bool], int] = {}
        """The numbers of looks within the workbook, plain and quoted: to look one up takes its time."""
        self.rows = RowWriter(tuple(self._styles(column) for column in table.columns))
        if own is not None:
            self.rows.beside = OwnCells(own, len(table.columns) + 1, self._own_style)

    @property
    def cut_texts(self) -> int:
        """Texts that did not fit into their cells, once the rows are filled in."""
        return self.rows.cut_texts

    def draw(self) -> None:
        """Everything but the rows."""
        self._set_up()
        for number, column in enumerate(self._table.columns, 1):
            self._sheet.cell(1, number, column.name)
            dress_cell(self._sheet.cell(1, number), looks.heading(column))
        self._add_own()
        self._add_table()
        self._add_colours()
        self._add_lines()

    def fill(self, part: bytes) -> Iterator[bytes]:
        """The sheet's XML, as openpyxl wrote it with its headings only, with the rows filled in."""
        start, end = part.split(b"</sheetData>")
        size = f'<dimension ref="A1:{column_letter(len(self._names))}{self._last_row}"'
        yield re.sub(rb'<dimension ref="[^"]*"', size.encode("ascii"), start, count=1)
        yield from xml(self.made())
        yield b"</sheetData>"
        formats, margins, page = end.partition(b"<pageMargins")
        yield formats
        yield from self.hyperlinks()
        yield allow_numbers_as_text(margins + page)

    def made(self) -> Iterator[str]:
        """The rows, which have no numbers yet."""
        rows = self._table.rows() if self._count else iter([(None,) * len(self._table.columns)])
        return self.rows.made(self.linked(rows))

    def linked(self, rows: Iterable[Row]) -> Iterator[tuple[Row, int | None]]:
        """Each row with the index of the cell that is a link; None for no link."""
        return ((row, None) for row in rows)

    def hyperlinks(self) -> Iterator[bytes]:
        """The sheet's `<hyperlinks>` element in blocks; nothing where nothing is linked."""
        return iter(())

    def relationships(self) -> ooxml.Edit | None:
        """What is done to the sheet's relationships; None for nothing."""
        return None

    def _set_up(self) -> None:
        """The window, the columns and the printed page."""
        sheet, table = self._sheet, self._table
        sheet.freeze_panes = f"{column_letter(table.frozen + 1)}2"
        for number, column in enumerate(table.columns, 1):
            sheet.column_dimensions[column_letter(number)].width = column.width
        sheet.row_dimensions[1].height = HEADING_POINTS
        sheet.print_title_rows = "1:1"
        sheet.sheet_properties.tabColor = looks.tab_colour(table)
        page_of(sheet, self._title)
        if self._printed is not None:
            shown = min(self._count, self._printed.rows)
            sheet.print_area = f"A1:{column_letter(self._printed.columns(table))}{max(shown, 1) + 1}"
            if shown < self._count:
                page_of(sheet, self._title, note=self._printed.note(shown, self._count))

    def _styles(self, column: Column) -> ColumnStyles:
        """The looks of a column's cells, registered with the workbook."""

        def style(*, quoted: bool, linked: bool) -> int:
            dress = looks.dress(column, link=linked)
            if (dress, quoted) not in self._style_numbers:
                cell = Cell(self._sheet, 1, 1)
                dress_cell(cell, dress)
                cell.quotePrefix = quoted
                self._style_numbers[dress, quoted] = int(cell.style_id)
            return self._style_numbers[dress, quoted]

        return ColumnStyles(
            plain=style(quoted=False, linked=False),
            quoted=style(quoted=True, linked=False),
            link=style(quoted=False, linked=True),
            quoted_link=style(quoted=True, linked=True),
            line=looks.line_length(column),
            keeps_numbers=column.kind in {ColumnKind.INTEGER, ColumnKind.BOOLEAN},
        )

    def _add_own(self) -> None:
        """The headings, widths and lists of columns of people's own; some stand among ours."""
        if self._own is None:
            return
        for number, column in enumerate(self._own.columns, len(self._table.columns) + 1):
            cell = self._sheet.cell(1, number, column.name)
            # A heading is never a formula, whatever it begins with.
            cell.data_type = "s"
            dress_cell(cell, looks.heading(OWN))
            self._fit(number, column)
        for index, column in self._own.inside.items():
            self._fit(index + 1, column)

    def _fit(self, number: int, column: OwnColumn) -> None:
        """The width and the lists of a column of people's own."""
        self._sheet.column_dimensions[column_letter(number)].width = column.width
        for choice in column.choices:
            self._sheet.add_data_validation(DataValidation(**choice, sqref=self._range(number, number)))

    def _own_style(self, look: Look, *, quoted: bool) -> int:
        """The looks of a cell of people's own, registered with the workbook."""
        cell = Cell(self._sheet, 1, 1)
        dress_cell(cell, looks.dress(OWN, link=False))
        looks.dress_own(cell, look)
        cell.quotePrefix = quoted
        return int(cell.style_id)

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
        for number, column in enumerate(self._table.columns, 1):
            for value, pair in looks.tints(column).items():
                rule = Rule(type="cellIs", operator="equal", formula=[value], dxf=looks.tint(pair))
                self._sheet.conditional_formatting.add(self._range(number, number), rule)

    def _add_lines(self) -> None:
        """A line wherever the value of a column that parts rows changes; it moves along when rows are sorted."""
        for number, column in enumerate(self._table.columns, 1):
            if column.parts_rows:
                letter = column_letter(number)
                rule = Rule(type="expression", formula=[f"AND(ROW()>2,${letter}2<>${letter}1)"], dxf=looks.parting())
                self._sheet.conditional_formatting.add(self._range(1, len(self._names)), rule)


@dataclass(frozen=True, slots=True)
class Printed:
    """What is printed of a long table: so many rows, without the columns that say where a value stands."""

    rows: int
    note: Callable[[int, int], str]
    """What the head of each page says, of how many rows are printed and how many there are."""

    def columns(self, table: Table) -> int:
        """How many of the table's columns are printed."""
        names = [column.name for column in table.columns]
        return names.index("file") if "file" in names[1:] else len(names)


def page_of(sheet: Worksheet, title: str, *, pages_high: int = 0, note: str = "") -> None:
    """The printed page: A4, landscape, as wide as the sheet, `pages_high` or as it takes; `note` at the head."""
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, pages_high
    sheet.page_margins = PageMargins(**MARGINS)
    foot, page = _FooterPart(text=f"{title}: {sheet.title}"), _FooterPart(text="&P / &N")
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(left=foot, right=page)
    if note:
        # Beside the title it would run into it: the parts of a foot take no heed of each other.
        sheet.HeaderFooter.oddHeader = HeaderFooterItem(left=_FooterPart(text=note))
        sheet.page_margins.top = 0.6


def new_workbook(title: str, subject: str) -> Workbook:
    """A workbook without a sheet; `title` also stands at the foot of each printed page."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    properties = workbook.properties
    properties.title, properties.subject = title, subject
    properties.creator, properties.language = "kpibook", "en"
    return workbook


def write_sheets(
    workbook: Workbook,
    sheets: Sequence[DrawnSheet],
    out: Path,
    edits: Mapping[str, ooxml.Edit] | None = None,
    *,
    command: str,
    holds_own: bool = False,
) -> int:
    """Draw `sheets`, the first ones of `workbook` in order, and write it to `out`, whole or not at all.

    It says that `command` wrote it, and whether it `holds_own` work of people's, and carries its digest.
    `edits` puts right what openpyxl cannot write, by the part of the package. Returns how many texts were cut
    because they are longer than an Excel cell. Raises OSError where `out` cannot be written.
    """
    for sheet in sheets:
        sheet.draw()
    edits = {**_chart_edits(sheets), **(edits or {})}
    frame = io.BytesIO()
    # Only so that the package declares the part, which is written last.
    workbook.custom_doc_props.append(  # type: ignore[attr-defined]
        StringProperty(name=seal.PROPERTY, value=command)
    )
    workbook.save(frame)
    streams = {f"xl/worksheets/sheet{number}.xml": sheet.fill for number, sheet in enumerate(sheets, 1)}
    edits[ooxml.STYLES] = ooxml.finish_styles
    edits[ooxml.CORE_PROPERTIES] = partial(ooxml.fix_dates, date=f"{UNTOLD.moment:%Y-%m-%dT%H:%M:%SZ}")
    for number, sheet in enumerate(sheets, 1):
        if (edit := sheet.relationships()) is not None:
            edits[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = edit

    def sealed(digests: Mapping[str, str]) -> bytes:
        return seal.custom_properties(seal.sealed_by(command, digests, holds_own=holds_own))

    with whole_file(out) as path, path.open("wb") as target:
        ooxml.copy_package(frame, target, edits, streams, (seal.PART, sealed))
    return sum(sheet.cut_texts for sheet in sheets)


def _chart_edits(sheets: Sequence[DrawnSheet]) -> dict[str, ooxml.Edit]:
    """What gives each chart its names; openpyxl numbers drawings by sheet, and charts through the workbook."""
    drawn = [sheet.charts for sheet in sheets if sheet.charts]
    edits = {f"xl/drawings/drawing{number}.xml": described(*charts) for number, charts in enumerate(drawn, 1)}
    return edits | {f"xl/charts/chart{number}.xml": finish_chart for number in range(1, sum(map(len, drawn)) + 1)}


def write_tables(tables: Iterable[Table], out: Path, *, title: str, subject: str, command: str = "status") -> int:
    """Write `tables` as the sheets of the workbook `out`; returns and raises as `write_sheets`.

    Raises `Refusal` where a table has more rows than a sheet of Excel.
    """
    workbook = new_workbook(title, subject)
    return write_sheets(workbook, [TableSheet(workbook, table) for table in tables], out, command=command)


def dress_cell(cell: Cell | MergedCell, looks_of: looks.Dress) -> None:
    """Give `cell` its looks."""
    cell.font, cell.alignment = looks_of.font, looks_of.alignment
    cell.border, cell.fill = looks_of.border, looks_of.fill
    cell.number_format = looks_of.number_format


def allow_numbers_as_text(tail: bytes) -> bytes:
    """The end of a sheet, where Excel is told not to mark a typed `45` or `1.1` as a mistake."""
    start = min(place for name in (b"<drawing", b"<tableParts") if (place := tail.find(name)) >= 0)
    everywhere = f"A1:{column_letter(COLUMNS)}{ROWS}"
    block = f'<ignoredErrors><ignoredError sqref="{everywhere}" numberStoredAsText="1"/></ignoredErrors>'
    return tail[:start] + block.encode("ascii") + tail[start:]
