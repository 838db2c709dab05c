"""The workbook while it is drawn: sheets by key, cells by place, formulas with cached values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from functools import partial
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from schemas.definition import Definition
from schemas.excel.cell_text import exact
from schemas.excel.excel_limits import CELL_TEXT_LENGTH, TOOLTIP_LENGTH, check_length, check_sheet_name
from schemas.excel.house_style import A4, DEFAULT_HEIGHT, MARGINS, SMALL_SIZE
from schemas.layout.columns import KEY_COLUMN, KEY_ROW
from schemas.layout.layout import Layout
from schemas.layout.places import LISTS, MAP, Place, SheetLayout, Slot, column_letter
from schemas.layout.stamp import Stamp
from schemas.questions import Cached, Raw, question_of
from workbook_builder.content import Content
from workbook_builder.drawing import looks
from workbook_builder.drawing.bulk_rows import BulkRows
from workbook_builder.drawing.looks import Look
from workbook_builder.drawing.paging import Paper
from workbook_builder.drawing.protection import prepare_styles
from workbook_builder.drawing.text_fit import STRUT_LINE, height_of, size_on_line
from workbook_builder.formulas.formulas import Formula


def escaped(text: str) -> str:
    """`text` for a header or footer, in which `&` begins a code."""
    return text.replace("&", "&&")


def member_in_footer(name: str) -> str:
    """What the footers say of the Member called `name`."""
    return f" · {escaped(name)}"


class Canvas:
    """A workbook with one empty, stamped sheet for each of the layout's, and ways to fill them."""

    def __init__(self, definition: Definition, stamp: Stamp, content: Content) -> None:
        self.definition = definition
        self.layout: Layout = definition.layout
        self.stamp = stamp
        self.content = content
        self.workbook = Workbook()
        self.workbook.remove(self.workbook.worksheets[0])
        self.cached: dict[tuple[str, str], Cached] = {}
        """The value of each formula in the untouched template, by sheet title and cell."""
        self.mirrored = definition.runs_right_to_left
        """True for a language read from right to left."""
        prepare_styles(self.workbook, looks.normal_font())
        for style in looks.named_styles(mirrored=self.mirrored):
            self.workbook.add_named_style(style)
        self._styles = _numbers_of_looks(self.workbook)
        self.bulk = {key: BulkRows() for key in (LISTS, MAP)}
        """The cells of the hidden sheets, by their keys: openpyxl has the stamps only."""
        self._titles: dict[str, str] = {}
        self._sheets: dict[str, Worksheet] = {}
        for key in self.layout.sheet_keys:
            self.add_sheet(key, definition.sheet_title(key))

    def add_sheet(self, key: str, title: str) -> None:
        """Add an empty, stamped sheet behind the others."""
        sheet = self.workbook.create_sheet(check_sheet_name(title))
        sheet.sheet_view.rightToLeft = self.mirrored
        self._titles[key], self._sheets[key] = title, sheet
        self.write(Place(key, KEY_ROW, KEY_COLUMN), self.stamp.text(key), Look.KEY)

    def title(self, key: str) -> str:
        """The title of the sheet with key `key`."""
        return self._titles[key]

    def sheet(self, key: str) -> Worksheet:
        """The worksheet with key `key`."""
        return self._sheets[key]

    def last_columns(self) -> Iterator[tuple[Worksheet, int]]:
        """Every sheet with its last column that has a cell."""
        bulk = {self._titles[key]: rows.last_column for key, rows in self.bulk.items()}
        for sheet in self.workbook.worksheets:
            yield sheet, bulk.get(sheet.title, sheet.max_column)

    def dress(self, cell: Cell | MergedCell, look: Look) -> None:
        """Give a cell the named style of `look`.

        openpyxl looks a style up by going through all of them, cell by cell; here it is found once.
        """
        undeclared: Any = cell  # its numbers of fonts, fills and so on, which openpyxl's types leave out
        undeclared._style = copy(self._styles[look])

    def _cell(self, place: Place) -> Cell:
        cell = self.sheet(place.sheet).cell(place.row, place.column)
        assert isinstance(cell, Cell)  # noqa: S101 - nothing is written into the rest of a merged text
        return cell

    def write(self, place: Place, value: Raw | None, look: Look) -> Cell:
        """Write a constant; a text is never taken for a formula."""
        cell = self._cell(place)
        if isinstance(value, str):
            cell.value = exact(check_length(value, CELL_TEXT_LENGTH, f"{place.sheet} {place.cell}"))
            cell.data_type = "s"
        else:
            cell.value = value
        self.dress(cell, look)
        return cell

    def write_on_line(self, place: Place, text: str, look: Look, width: float) -> Cell:
        """Write a text whose letters are as small as they must be to stand on one line of `width` characters."""
        cell = self.write(place, text, look)
        size = size_on_line(text, width, look)
        if size < looks.dress_of(look).size:
            cell.font = looks.font_of(look, size, mirrored=self.mirrored)
        return cell

    def input(self, slot: Slot, look: Look, locked: Look) -> Cell:
        """Draw an input cell with what stands in it when the workbook is made; `locked` is how it looks then."""
        cell = self.write(slot.place, self.content.typed.get(slot.name), locked)
        number_format = question_of(slot, self.definition).cell_rule(slot).number_format
        # Both looks enter the styles, whichever is shown: their numbers are the same in every Member's workbook.
        for shown in (locked, look, self.look_of(slot, look, locked)):
            self.dress(cell, shown)
            cell.number_format = number_format
            _ = cell.style_id
        return cell

    def look_of(self, slot: Slot, look: Look, locked: Look) -> Look:
        """The look of an input cell, by whether it may be changed."""
        return locked if slot.name in self.content.locked else look

    def formula(self, place: Place, formula: Formula, look: Look) -> Cell:
        """Write a formula and remember the value it has in the untouched template."""
        cell = self._cell(place)
        cell.value = formula.text
        self.dress(cell, look)
        self.cached[self._titles[place.sheet], place.cell] = formula.cached
        return cell

    def link(self, place: Place, target: Place, text: str | None, tooltip: str, look: Look = Look.LINK) -> None:
        """Make a cell a link to another; `text` None keeps what the cell holds."""
        cell = self._cell(place)
        if text is not None:
            self.write(place, text, look)
        title = self._titles[target.sheet]
        cell.hyperlink = Hyperlink(
            ref=place.cell,
            location=f"'{title}'!{target.cell}",
            tooltip=check_length(tooltip, TOOLTIP_LENGTH, "a tooltip"),
        )
        # openpyxl dresses a linked cell in its own style; ours comes last.
        self.dress(cell, look)

    def keys(self, sheet: SheetLayout, hidden_columns: Iterable[int] = ()) -> None:
        """Write the row and column keys of `sheet` and hide them."""
        for column, key in sheet.columns.items():
            self.write(Place(sheet.key, KEY_ROW, column), key, Look.KEY)
        for row, key in sheet.rows.items():
            self.write(Place(sheet.key, row, KEY_COLUMN), key, Look.KEY)
        drawn = self.sheet(sheet.key)
        drawn.row_dimensions[KEY_ROW].hidden = True
        for column in (KEY_COLUMN, *hidden_columns):
            drawn.column_dimensions[column_letter(column)].hidden = True

    def widths(self, key: str, widths: dict[int, float]) -> None:
        """Set the widths of columns, in characters."""
        for column, width in widths.items():
            self.sheet(key).column_dimensions[column_letter(column)].width = width

    def height(self, key: str, row: int, texts: Iterable[tuple[str, float, Look]], least: float = 0) -> None:
        """Make `row` high enough for each (text, column width, look), and at least `least` points."""
        heights = [height_of(*text) for text in texts]
        self.sheet(key).row_dimensions[row].height = max([least, *heights])

    def across(self, key: str, row: int, first: int, last: int) -> None:
        """Let a text run across columns of a row that takes no input."""
        self.sheet(key).merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)

    def paint(self, key: str, row: int, columns: Iterable[int], look: Look) -> None:
        """Give empty cells of a row a look, so that a band runs through."""
        for column in columns:
            self.dress(self.sheet(key).cell(row, column), look)

    def grows(self, slot: Slot, width: float) -> None:
        """Make the row of `slot` high enough for what stands there now, and keep it from ever being lower.

        Excel and LibreOffice fit such a row to its texts whenever somebody types in it, and a question that a formula
        shows later might need more. An empty cell with large letters, behind all others, holds the row open.
        """
        sheet, place = self.sheet(slot.place.sheet), slot.place
        least = self.height_of_row(place.sheet, place.row)
        strut = sheet.cell(place.row, self.layout.width(place.sheet) + 1)
        self.dress(strut, Look.BLANK)
        strut.font = looks.strut_font(least / STRUT_LINE)
        typed = self.content.typed.get(slot.name)
        if isinstance(typed, str):
            sheet.row_dimensions[place.row].height = max(least, height_of(typed, width, Look.INPUT))

    def page(self, key: str, columns: tuple[int, int], paper: Paper) -> None:
        """A4, one page wide, the rows of `paper.titles` on each page and frozen on the screen, page numbers.

        The scale is written as a number, not as "fit to one page across": with that, Excel would not heed the breaks.
        """
        sheet, first, last = self.sheet(key), column_letter(columns[0]), column_letter(columns[1])
        titles, printed = paper.titles, paper.pages(partial(self.height_of_row, key))
        sheet.sheet_view.showGridLines = False
        sheet.freeze_panes = f"A{titles[1] + 1}"
        sheet.page_setup.orientation = "portrait" if paper.upright else "landscape"
        sheet.page_setup.paperSize, sheet.page_setup.scale = A4, printed.scale
        # For whoever turns "fit to" on: the scale says the same already.
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.page_margins = PageMargins(**MARGINS)
        sheet.print_title_rows = f"{titles[0]}:{titles[1]}"
        sheet.print_area = f"{first}{titles[0]}:{last}{paper.last_row}"
        for row in printed.breaks:
            sheet.row_breaks.append(Break(id=row))
        self._footer(sheet)

    def characters(self, key: str, first: int, last: int) -> float:
        """The width of the columns from `first` to `last` as they are seen, in characters."""
        dimensions = (self.sheet(key).column_dimensions[column_letter(column)] for column in range(first, last + 1))
        return sum(float(dimension.width) for dimension in dimensions if not dimension.hidden)

    def height_of_row(self, key: str, row: int) -> float:
        """The height of a row in points."""
        return float(self.sheet(key).row_dimensions[row].height or DEFAULT_HEIGHT)

    def _footer(self, sheet: Worksheet) -> None:
        """Whose workbook a loose page is from, which sheet, which page."""
        footer = sheet.oddFooter
        assert footer is not None  # noqa: S101 - openpyxl makes one with the sheet
        member = self.stamp.member and self.definition.country_names[self.stamp.member]
        texts = (f"KPI {self.stamp.year}{member_in_footer(member) if member else ''}", "&A", "&P / &N")
        parts = (footer.left, footer.center, footer.right)
        for part, text in zip(reversed(parts) if self.mirrored else parts, texts, strict=True):
            if part is not None:
                part.text, part.size = text, SMALL_SIZE


def _numbers_of_looks(workbook: Workbook) -> Mapping[Look, StyleArray]:
    """The numbers of fonts, fills and so on of each look among the styles of `workbook`."""
    # openpyxl has no door to the styles of a workbook that its types know of.
    styles: Any = workbook
    named = {style.name: style.as_tuple() for style in styles._named_styles}
    return {look: named[look.value] for look in Look}
