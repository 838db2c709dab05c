"""A sheet that people read: several short tables, each an Excel table, with charts beside their rows.

openpyxl draws all of it: such tables have as many rows as there are indicators, standards or regions.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Literal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.formatting.rule import ColorScale, FormatObject, Rule
from openpyxl.styles import Alignment, Border, Color, Font, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.filters import AutoFilter, FilterColumn
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.header_footer import _HeaderFooterPart as _FooterPart
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.table import TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from addin.results import looks
from addin.results.charts import Bars, add_bars
from addin.results.table_workbook import allow_numbers_as_text, dress_cell, page_of
from addin.tables.table import Column, ColumnKind, Row, Table, Tint, Value
from schemas.excel import ooxml
from schemas.excel.cell_text import cell_text
from schemas.excel.house_style import DEFAULT_HEIGHT, FONT, HEADING_POINTS, INK, LEVELS, LINE, MUTED, NAVY, PAPER, SIZE
from schemas.excel.row_lines import lines, row_height
from schemas.layout.places import column_letter


@dataclass(frozen=True)
class Block:
    """One table on the sheet: the row of its headings and its first column, with what stands above them."""

    table: Table
    row: int = 1
    column: int = 1
    title: str = ""
    """In words, above all of it."""
    title_row: int | None = None
    """Where the title stands; None for the row above the headings, or above the labels."""
    labels: Sequence[str] = ()
    """What the columns are in words, right above the headings; empty where the headings say enough."""
    parted_by: Column | None = None
    """A line stands between two rows in which its values differ."""
    rotated: bool = False
    """Whether the headings of narrow columns are turned; labels above such columns always are."""
    headed: bool = True
    """False where the same headings stand above already: they are there, and their row is hidden."""

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """What stands in it."""
        return tuple(self.table.rows())

    @property
    def first(self) -> int:
        """The first row below the headings."""
        return self.row + 1

    @property
    def last(self) -> int:
        """The last row; Excel repairs a table without one, so there is always one."""
        return self.row + max(len(self.rows), 1)

    @property
    def last_column(self) -> int:
        """The column of its last heading."""
        return self.column + len(self.table.columns) - 1

    def at(self, column: Column) -> int:
        """The number of one of its columns on the sheet."""
        return self.column + self.table.columns.index(column)


@dataclass(frozen=True)
class Page:
    """How a sheet of blocks looks and prints."""

    size: int = SIZE
    """Of its letters, in points."""
    row_points: float | None = 13.5
    """The height of each row; None for as many lines as its texts take."""
    heading_points: float = HEADING_POINTS
    pages_high: int = 1
    """How many pages high it is printed; 0 for as many as it takes."""
    last_printed: int | None = None
    """The last column that is printed; None for all."""
    widths: Mapping[int, float] = field(default_factory=dict)
    """The widths of columns that are not as their tables have them."""
    breaks: Sequence[int] = ()
    """The rows after which a new page begins."""
    folded: Sequence[int] = ()
    """The columns that are folded away: a click on the plus sign above shows them."""
    right_to_left: bool = False


_AnyCell = Cell | MergedCell
_Side = Literal["left", "right", "center"]
_LEAST_SHRUNK = 0.7
"""How small, of its size, a text may be shown on one line; beside bars, whose rows are alike, even smaller."""
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = 1, 2
_TURNED_WIDTH, _TURNED_LABEL = 10, 7
"""The widths of columns up to which a heading, and a label, is turned; wider ones have room for it."""
_SHADES = ColorScale(
    cfvo=[FormatObject(type="num", val=0), FormatObject(type="num", val=1)],
    color=[Color(rgb=PAPER), Color(rgb=LEVELS[3].fill)],
)
"""The shades of shares from 0 to 1; the darkest still carries dark ink."""


class BlockSheet:
    """Blocks on one sheet; the first begins in its first cell, so that a program finds its headings in row 1."""

    cut_texts = 0

    def __init__(
        self, workbook: Workbook, title: str, blocks: Sequence[Block], page: Page, bars: Sequence[Bars] = (),
        notes: Mapping[int, str] | None = None,
    ) -> None:  # fmt: skip
        self._sheet: Worksheet = workbook.create_sheet(title)
        self._title = workbook.properties.title or ""
        self._blocks, self._page, self._bars, self._notes = blocks, page, bars, notes or {}
        self._styles: dict[Hashable, StyleArray] = {}
        """The looks of cells as the workbook knows them, by what they come from."""

    @property
    def charts(self) -> Sequence[tuple[str, str]]:
        """The name and the alternative text of each chart."""
        return [(bars.name, bars.text) for bars in self._bars]

    def draw(self) -> None:
        """All of the sheet."""
        for block in self._blocks:
            self._draw(block)
        for row, text in self._notes.items():
            self._write_title(row, 1, text)
        self._set_up()
        self._fix_heights()
        for bars in self._bars:
            add_bars(self._sheet, bars)

    def fill(self, part: bytes) -> Iterator[bytes]:
        """The sheet as openpyxl wrote it; a typed `1.1` is no mistake."""
        before, _, page = part.partition(b"<pageMargins")
        yield before
        yield allow_numbers_as_text(b"<pageMargins" + page)

    def relationships(self) -> ooxml.Edit | None:
        """Nothing is linked."""
        return None

    # --- one block -----------------------------------------------------------------------------
    def _draw(self, block: Block) -> None:
        above = block.row - 1
        for number, (label, column) in enumerate(zip(block.labels, block.table.columns, strict=False), block.column):
            self._write_label(above, number, label, turned=column.width <= _TURNED_LABEL)
        if block.title:
            row = block.title_row or above - bool(block.labels)
            self._write_title(row, block.column, block.title)
        for number, column in enumerate(block.table.columns, block.column):
            self._write_heading(block.row, number, column, rotated=block.rotated)
        self._write_rows(block)
        self._add_table(block)
        self._add_colours(block)

    def _write_title(self, row: int, column: int, text: str) -> None:
        cell = self._sheet.cell(row, column)
        _put(cell, text)
        cell.font = Font(name=FONT, size=self._page.size, bold=True, color=NAVY)
        cell.alignment = Alignment(horizontal=self._start, vertical="center", readingOrder=self._reading_order)

    def _write_label(self, row: int, column: int, text: str, *, turned: bool) -> None:
        cell = self._sheet.cell(row, column)
        _put(cell, text)
        self._dress(cell, ("label", turned), lambda: self._dress_label(cell, turned=turned))
        self._sheet.row_dimensions[row].height = self._page.heading_points

    def _dress_label(self, cell: _AnyCell, *, turned: bool) -> None:
        cell.font = Font(name=FONT, size=self._page.size, color=INK)
        turn = 90 if turned else 0
        cell.alignment = Alignment(
            horizontal="center",
            vertical="bottom",
            wrap_text=True,
            text_rotation=turn,
            readingOrder=self._reading_order,
        )

    def _write_heading(self, row: int, column: int, of: Column, *, rotated: bool) -> None:
        cell = self._sheet.cell(row, column)
        _put(cell, of.name)
        turned = rotated and of.width <= _TURNED_WIDTH
        looks_from = (looks.heading(of), self._side(of), rotated, turned)
        self._dress(cell, looks_from, lambda: self._dress_heading(cell, of, rotated=rotated, turned=turned))
        if rotated or row == 1:
            self._sheet.row_dimensions[row].height = self._page.heading_points

    def _dress_heading(self, cell: _AnyCell, of: Column, *, rotated: bool, turned: bool) -> None:
        dress_cell(cell, looks.heading(of))
        cell.font = Font(name=FONT, size=self._page.size, bold=True, color=PAPER)
        if turned:
            cell.alignment = Alignment(horizontal="center", vertical="bottom", text_rotation=90)
        else:
            side = self._side(of)
            vertical = "bottom" if rotated else "center"
            cell.alignment = Alignment(horizontal=side, vertical=vertical, indent=int(side == self._start))

    def _write_rows(self, block: Block) -> None:
        columns = block.table.columns
        parts = columns.index(block.parted_by) if block.parted_by is not None else None
        before: Value = None
        dresses = {number: looks.dress(column) for number, column in enumerate(columns, block.column)}
        drawn = {row for bars in self._bars for row in range(bars.first, bars.last + 1)}
        for row, values in enumerate(block.rows or ((None,) * len(columns),), block.first):
            begins = parts is not None and row > block.first and values[parts] != before
            before = values[parts] if parts is not None else None
            for number, (column, value) in enumerate(zip(columns, values, strict=True), block.column):
                cell = self._sheet.cell(row, number)
                self._dress(cell, (dresses[number], begins), partial(self._dress_value, cell, column, begins))
                _put(cell, value)
                if isinstance(value, str) and column.shrinks and row not in drawn:
                    self._wrap_if_far_too_long(cell, value, column)
            self._set_height(row, columns, values)

    def _dress(self, cell: _AnyCell, looks_from: Hashable, dress: Callable[[], None]) -> None:
        """Give a cell the looks that come from `looks_from`, as another has them, or else as `dress` gives them."""
        # A style is looked up for each of its parts: that costs more than all the rest.
        if looks_from in self._styles:
            cell._style = copy(self._styles[looks_from])  # type: ignore[union-attr]
        else:
            dress()
            self._styles[looks_from] = copy(cell._style)  # type: ignore[union-attr]

    def _dress_value(self, cell: _AnyCell, column: Column, begins_part: bool) -> None:
        dress_cell(cell, looks.dress(column))
        cell.font = Font(name=FONT, size=self._page.size, color=INK)
        cell.alignment = self._alignment(column)
        if begins_part:
            cell.border = Border(top=Side(style="thin", color=MUTED), bottom=Side(style="hair", color=LINE))

    def _alignment(self, column: Column, *, wraps: bool = False) -> Alignment:
        """How a value stands in its cell; one that `wraps` though others of its column are shown smaller."""
        usual = looks.dress(column).alignment
        return Alignment(
            horizontal=self._side(column),
            vertical="center" if self._page.row_points else "top",
            wrap_text=wraps or usual.wrap_text,
            shrink_to_fit=None if wraps else usual.shrink_to_fit,
            indent=int(usual.indent),
            readingOrder=self._reading_order,
        )

    def _wrap_if_far_too_long(self, cell: Cell | MergedCell, text: str, column: Column) -> None:
        """Give a text as many lines as it takes, where it would be too small to be read on one."""
        line = looks.characters(self._widths[int(cell.column or 0)], self._page.size)
        if lines(text, line / _LEAST_SHRUNK) > 1:
            cell.alignment = self._alignment(column, wraps=True)
            self._sheet.row_dimensions[int(cell.row or 0)].height = lines(text, line) * (
                self._page.row_points or DEFAULT_HEIGHT
            )

    def _set_height(self, row: int, columns: Sequence[Column], values: Row) -> None:
        height = self._page.row_points
        if height is None:
            wrapped = ((value, looks.line_length(column)) for column, value in zip(columns, values, strict=True))
            height = row_height(
                max((lines(text, line) for text, line in wrapped if isinstance(text, str) and line), default=1)
            )
        self._sheet.row_dimensions[row].height = max(height, self._sheet.row_dimensions[row].height or 0)

    def _add_table(self, block: Block) -> None:
        first, last = column_letter(block.column), column_letter(block.last_column)
        ref = f"{first}{block.row}:{last}{block.last}"
        # The buttons of a filter would cover headings as narrow as these: the filter is there without them.
        hidden = [FilterColumn(colId=number, hiddenButton=True) for number in range(len(block.table.columns))]
        table = ExcelTable(
            displayName=block.table.name,
            name=block.table.name,
            ref=ref,
            autoFilter=AutoFilter(ref=ref, filterColumn=hidden),
        )
        names = enumerate((column.name for column in block.table.columns), 1)
        table.tableColumns = [TableColumn(id=number, name=name) for number, name in names]
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
        self._sheet.add_table(table)

    def _add_colours(self, block: Block) -> None:
        for number, column in enumerate(block.table.columns, block.column):
            letter = column_letter(number)
            place = f"{letter}{block.first}:{letter}{block.last}"
            for value, pair in looks.tints(column).items():
                rule = Rule(type="cellIs", operator="equal", formula=[value], dxf=looks.tint(pair))
                self._sheet.conditional_formatting.add(place, rule)
            if column.tint is Tint.SHARE:
                self._sheet.conditional_formatting.add(place, Rule(type="colorScale", colorScale=_SHADES))

    # --- the sheet -----------------------------------------------------------------------------
    @property
    def _start(self) -> _Side:
        return "right" if self._page.right_to_left else "left"

    @property
    def _reading_order(self) -> int:
        """From which side a text is read that mixes both: a program would go by whatever its own language is."""
        return _RIGHT_TO_LEFT if self._page.right_to_left else _LEFT_TO_RIGHT

    def _side(self, column: Column) -> _Side:
        """Where the text of a cell stands: numbers in the middle, for they are short."""
        is_text = column.kind is ColumnKind.TEXT and not column.centred
        return self._start if is_text else "center"

    def _set_up(self) -> None:
        sheet, page, (main, *_) = self._sheet, self._page, self._blocks
        for column, width in self._widths.items():
            sheet.column_dimensions[column_letter(column)].width = width
        for column in page.folded:
            dimension = sheet.column_dimensions[column_letter(column)]
            dimension.hidden, dimension.outlineLevel = True, 1
            sheet.column_dimensions[column_letter(column + 1)].collapsed = True
        for row in page.breaks:
            sheet.row_breaks.append(Break(id=row))
        for block in self._blocks:
            sheet.row_dimensions[block.row].hidden = not block.headed
        sheet.freeze_panes = f"{column_letter(main.column + main.table.frozen)}2"
        sheet.sheet_view.rightToLeft = page.right_to_left
        sheet.sheet_properties.tabColor = looks.tab_colour(main.table)
        page_of(sheet, self._title, pages_high=page.pages_high)
        head = _FooterPart(text=f"&B{self._title}", size=12, font="Arial,Bold")
        sheet.HeaderFooter.oddHeader = HeaderFooterItem(left=head)
        sheet.page_margins.top = 0.5
        if not page.breaks:
            sheet.print_title_rows = "1:1"
        last = page.last_printed or max(
            *(block.last_column for block in self._blocks), *(bars.last_column for bars in self._bars), 1
        )
        sheet.print_area = f"A1:{column_letter(last)}{self._bottom(last)}"

    def _bottom(self, last_column: float = math.inf) -> int:
        """The last row that anything stands in, of what begins in the columns up to `last_column`."""
        blocks = (block.last for block in self._blocks if block.column <= last_column)
        return max(*blocks, *(bars.last + 1 for bars in self._bars), *self._notes, 1)

    def _fix_heights(self) -> None:
        """Give every row its height: programs differ in what an empty one has, and bars would miss their rows."""
        for row in range(1, self._bottom() + 1):
            if self._sheet.row_dimensions[row].height is None:
                self._sheet.row_dimensions[row].height = DEFAULT_HEIGHT

    @cached_property
    def _widths(self) -> Mapping[int, float]:
        """The width of each column: that of the widest of the tables that share it."""
        widths: dict[int, float] = {}
        for block in self._blocks:
            for number, column in enumerate(block.table.columns, block.column):
                widths[number] = max(widths.get(number, 0), column.width)
        return widths | dict(self._page.widths)


def _put(cell: Cell | MergedCell, value: Value) -> None:
    """The value of a cell; a text is one, whatever it begins with."""
    if isinstance(value, str):
        text = cell_text(value)
        cell.value = text.xml or None
        if text.xml:
            cell.data_type, cell.quotePrefix = "s", text.quoted
    else:
        cell.value = value
