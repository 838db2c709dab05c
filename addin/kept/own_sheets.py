"""People's own sheets, drawn again in the next result as far as openpyxl keeps what is on them."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormatting
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.table import TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from addin.kept.own_formulas import NotCarriedError, There, carried
from addin.kept.own_work import OwnWork, Plain
from schemas.excel.cell_text import escaped
from schemas.excel.excel_limits import SHEET_NAME_LENGTH

_LOOKS = ("font", "fill", "border", "alignment", "protection", "number_format")
_DIMENSIONS = ("hidden", "outlineLevel", "collapsed")


@dataclass
class OwnSheets:
    """People's own sheets on their way into a result."""

    book: Workbook | None
    shown: Mapping[str, Mapping[str, Plain]]
    there: There
    renamed: dict[str, str] = field(default_factory=dict)
    """Their sheets that another title had to be found for, by the one they had."""
    values: Counter[str] = field(default_factory=Counter)
    """Formulas whose value stands instead, by sheet."""
    pointing: Counter[str] = field(default_factory=Counter)
    """Formulas that point at cells of ours by their address, by sheet."""
    left: list[str] = field(default_factory=list)
    """What else is not carried, each as a clause."""

    @property
    def titles(self) -> tuple[str, ...]:
        """What they are called in the result."""
        return tuple(self.there.own_sheets.values())


def own_sheets(work: OwnWork, ours: Iterable[str], tables: Mapping[str, Iterable[str]]) -> OwnSheets:
    """The sheets of `work` for a result whose sheets are called `ours`, with headings of its `tables` by name."""
    headings = {name.lower(): {heading.lower() for heading in each} for name, each in tables.items()}
    ours = tuple(ours)
    if not work.package:
        return OwnSheets(None, {}, There(headings, {}, frozenset(ours)))
    book = load_workbook(io.BytesIO(work.package), rich_text=True)
    titles, taken = {}, {title.casefold() for title in ours}
    for sheet in book.worksheets:
        titles[sheet.title] = _free(sheet.title, taken)
        taken.add(titles[sheet.title].casefold())
    renamed_tables: dict[str, str] = {}
    for sheet in book.worksheets:
        for table in sheet.tables.values():
            name = _free(str(table.displayName), set(headings), limit=255, form="{}_{}")
            renamed_tables[str(table.displayName)] = name
            headings[name.lower()] = headings[str(table.displayName).lower()] = {
                str(column.name).lower() for column in table.tableColumns
            } | headings.get(str(table.displayName).lower(), set())
    there = There(headings, titles, frozenset(ours), own_tables=renamed_tables)
    found = OwnSheets(book, work.shown, there, {old: new for old, new in titles.items() if old != new})
    names = dict(_names(book, found))
    found.there = There(headings, titles, frozenset(ours), frozenset(map(str.lower, names)), renamed_tables)
    return found


def _free(name: str, taken: set[str], *, limit: int = SHEET_NAME_LENGTH, form: str = "{} ({})") -> str:
    """`name`, or the first like it that none of `taken`, in lower case, is called."""
    new, number = name, 2
    while new.casefold() in taken:
        end = form.format("", number)
        new, number = name[: limit - len(end)] + end, number + 1
    return new


def _names(book: Workbook, sheets: OwnSheets) -> Iterator[tuple[str, str]]:
    """The defined names that may be carried, with what they say in the result."""
    for name, defined in book.defined_names.items():
        if name.startswith(("_xlnm", "kpibook.")) or defined.function or defined.vbProcedure:
            continue
        try:
            yield name, carried(f"={defined.attr_text}", sheets.there)[0].removeprefix("=")
        except NotCarriedError:
            sheets.left.append(f"the name {name}")


def add_own_sheets(workbook: Workbook, sheets: OwnSheets) -> None:
    """Draw `sheets` behind those of `workbook`."""
    if sheets.book is None:
        return
    for sheet in sheets.book.worksheets:
        target = workbook.create_sheet(sheets.there.own_sheets[sheet.title])
        _Copy(sheet, target, sheets).all()
    for name, said in dict(_names(sheets.book, OwnSheets(None, {}, sheets.there))).items():
        if name.lower() in sheets.there.names and name not in workbook.defined_names:
            defined = copy(sheets.book.defined_names[name])
            defined.attr_text = said
            workbook.defined_names[name] = defined


class _Copy:
    """One sheet, drawn again."""

    def __init__(self, source: Worksheet, target: Worksheet, sheets: OwnSheets) -> None:
        self._source, self._target, self._sheets = source, target, sheets
        self._styles: dict[object, object] = {}

    def all(self) -> None:
        self._cells()
        self._frame()
        self._page()
        self._formats()
        self._validations()
        self._tables()

    def _cells(self) -> None:
        for cell in (each for row in self._source.iter_rows() for each in row):
            target = self._target[cell.coordinate]
            self._style(cell, target)
            if isinstance(cell, MergedCell):
                continue
            self._value(cell, target)
            if cell.comment is not None:
                note = cell.comment
                target.comment = Comment(note.text, note.author, height=note.height, width=note.width)
            if cell.hyperlink is not None:
                self._link(cell.hyperlink, target)
        for area in self._source.merged_cells.ranges:
            self._target.merge_cells(area.coord)

    def _style(self, cell: Cell | MergedCell, target: Any) -> None:
        """Give `target` the looks of `cell`; what many cells share is made once."""
        if not cell.has_style:
            return
        key = tuple(cell._style)  # type: ignore[union-attr]
        if key not in self._styles:
            for name in _LOOKS:
                setattr(target, name, copy(getattr(cell, name)))
            self._styles[key] = copy(target._style)
        target._style = copy(self._styles[key])
        if isinstance(cell, Cell):
            target.quotePrefix = cell.quotePrefix

    def _value(self, cell: Cell, target: MergedCell | Cell) -> None:
        if not isinstance(target, Cell) or cell.value is None:
            return
        if cell.data_type != "f":
            target.value = escaped(cell.value) if isinstance(cell.value, str) else cell.value
            # A text that begins like a formula is a text still.
            target.data_type = cell.data_type
            return
        title, formula = self._source.title, cell.value
        text = str(formula.text or "") if isinstance(formula, ArrayFormula) else str(formula)
        try:
            said, points = carried(text, self._sheets.there)
        except NotCarriedError:
            value = self._sheets.shown.get(title, {}).get(cell.coordinate)
            target.value = text if value is None else value
            if isinstance(target.value, str):
                target.data_type = "s"
            self._sheets.values[title] += 1
            return
        self._sheets.pointing[title] += points
        target.value = ArrayFormula(formula.ref, said) if isinstance(formula, ArrayFormula) else said

    def _link(self, link: Hyperlink, target: Cell | MergedCell) -> None:
        if not isinstance(target, Cell):
            return
        value, kind = target.value, target.data_type
        location = link.location
        target.hyperlink = Hyperlink(
            ref=target.coordinate, target=link.target, location=location, tooltip=link.tooltip, display=link.display
        )
        target.value, target.data_type = value, kind

    def _frame(self) -> None:
        """Widths, heights, what stays in view, and how the sheet is shown."""
        source, target = self._source, self._target
        for letter, column in source.column_dimensions.items():
            new = target.column_dimensions[letter]
            new.min, new.max = column.min, column.max
            if column.width:
                new.width = column.width
            for name in _DIMENSIONS:
                setattr(new, name, getattr(column, name))
        for number, row in source.row_dimensions.items():
            new_row = target.row_dimensions[number]
            new_row.height, new_row.hidden, new_row.outlineLevel = row.height, row.hidden, row.outlineLevel
        target.sheet_format = copy(source.sheet_format)
        target.freeze_panes = source.freeze_panes
        target.sheet_state = source.sheet_state
        target.sheet_properties.tabColor = copy(source.sheet_properties.tabColor)
        view, old = target.sheet_view, source.sheet_view
        view.showGridLines, view.zoomScale, view.rightToLeft = old.showGridLines, old.zoomScale, old.rightToLeft
        target.protection = copy(source.protection)
        if source.auto_filter.ref:
            target.auto_filter = copy(source.auto_filter)

    def _page(self) -> None:
        source, target = self._source, self._target
        target.page_setup.orientation, target.page_setup.paperSize = (
            source.page_setup.orientation,
            source.page_setup.paperSize,
        )
        target.page_setup.fitToWidth, target.page_setup.fitToHeight = (
            source.page_setup.fitToWidth,
            source.page_setup.fitToHeight,
        )
        target.sheet_properties.pageSetUpPr = copy(source.sheet_properties.pageSetUpPr)
        target.page_margins = copy(source.page_margins)
        target.print_options = copy(source.print_options)
        target.HeaderFooter = copy(source.HeaderFooter)
        if source.print_title_rows:
            target.print_title_rows = source.print_title_rows
        if source.print_title_cols:
            target.print_title_cols = source.print_title_cols
        if area := source.print_area:
            target.print_area = [part.rpartition("!")[2] for part in str(area).split(",")]

    def _formats(self) -> None:
        each: ConditionalFormatting
        for each in self._source.conditional_formatting:
            for rule in each.rules:
                new = copy(rule)
                try:
                    new.formula = [self._formula(formula) for formula in rule.formula]
                    self._target.conditional_formatting.add(str(each.sqref), new)
                except NotCarriedError:
                    self._sheets.left.append(f"a conditional format at {each.sqref} on {self._source.title}")

    def _validations(self) -> None:
        for validation in self._source.data_validations.dataValidation:
            try:
                new = copy(validation)
                for name in ("formula1", "formula2"):
                    if (formula := getattr(validation, name)) is not None:
                        setattr(new, name, self._formula(formula))
                self._target.add_data_validation(new)
            except NotCarriedError:
                self._sheets.left.append(f"a data validation at {validation.sqref} on {self._source.title}")

    def _formula(self, formula: str) -> str:
        return carried(f"={formula}", self._sheets.there)[0].removeprefix("=")

    def _tables(self) -> None:
        for table in self._source.tables.values():
            name = self._sheets.there.own_tables[str(table.displayName)]
            new = ExcelTable(displayName=name, name=name, ref=table.ref, headerRowCount=table.headerRowCount)
            new.totalsRowCount = table.totalsRowCount
            new.tableColumns = [
                TableColumn(id=number, name=column.name, totalsRowLabel=column.totalsRowLabel)
                for number, column in enumerate(table.tableColumns, 1)
            ]
            new.tableStyleInfo = copy(table.tableStyleInfo)
            if table.autoFilter is not None:
                new.autoFilter = AutoFilter(ref=table.autoFilter.ref)
            self._target.add_table(new)
