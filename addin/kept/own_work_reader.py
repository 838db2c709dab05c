"""What people made in a result, read from it, in a process of its own budget.

A sheet is ours where kpibook marked it or a table of ours stands on it, whatever it is called by now;
every other is people's own. A column is people's own where its heading is none that kpibook writes.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import range_boundaries
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet

from addin.consolidation.consolidate import COUNTING, consolidate
from addin.kept.own_lost import lost_of_package, lost_of_warnings
from addin.kept.own_work import Cell, KeptValue, Key, Look, OwnCell, OwnColumn, OwnRow, OwnTable, OwnWork, Plain
from addin.tables.continued import GOES_ON, whole_name
from addin.tables.keys import FILES, KEPT, KEPT_HEADINGS, READING, is_level, known_keys, ways_to
from addin.tables.result_tables import all_tables
from addin.tables.table import Column
from schemas.excel.excel_limits import HEADING_LENGTH
from schemas.questions.numbers import as_text

MARK = "kpibook.sheet."
"""How the hidden defined names begin that say which sheets are ours."""
NOT_LINKED = "Not linked: "
"""How begins what kpibook itself writes beside a table."""
_BESIDE = (NOT_LINKED, GOES_ON)
"""All of these."""
_SAID = {
    "Answers": ("level", "yes_no", "answer"),
    "Needs": ("level", "difficulty", "support"),
    "Information": ("value", "unit", "flag", "period", "text"),
}
"""What the Members' files say, beside the levels: the same whatever the language of a result is."""
_SHEET_OF = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!")


@dataclass(frozen=True)
class _Place:
    """A table of ours on its sheet; columns and rows from 1."""

    table: str
    sheet: Worksheet
    first_column: int
    last_column: int
    heading_row: int
    last_row: int
    alone: bool
    """Whether nothing else of ours stands on the sheet."""


def read_own_work(path: Path, *, changed: bool) -> OwnWork:
    """What people made in the result at `path`. Raises whatever a damaged workbook makes of openpyxl."""
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        book = load_workbook(path, rich_text=True, keep_links=False)
    places = [place for sheet in book.worksheets for place in _places(sheet)]
    ours = {place.sheet.title for place in places} | set(_marked(book))
    own: list[Worksheet] = [sheet for sheet in book.worksheets if sheet.title not in ours]
    values = _Shown(path)
    tables = [_Reading(place, values) for place in places]
    kept = [value for table in tables for value in table.loose()]
    kept += [value for table in tables if table.name == KEPT for value in table.kept()]
    lost = (*lost_of_warnings(warned), *lost_of_package(path, book, [sheet.title for sheet in own]))
    own_tables = _joined(table.own() for table in tables if table.name != KEPT)
    shown = {sheet.title: values.of_formulas(sheet) for sheet in own}
    compared = _compared(tables) if changed else {}
    return OwnWork(
        changed=changed,
        package=_package(book, own),
        shown={title: cells for title, cells in shown.items() if cells},
        tables=tuple(table for table in own_tables if table.columns),
        kept=tuple(kept),
        ours=compared,
        digests=next((table.digests() for table in tables if table.name == FILES), {}),
        lost=lost,
    )


def _joined(tables: Iterable[OwnTable]) -> tuple[OwnTable, ...]:
    """Each table once, with the rows of all sheets that it stands on."""
    found: dict[str, OwnTable] = {}
    for table in tables:
        before = found.get(table.name)
        if before is None:
            found[table.name] = table
            continue
        names = {column.name for column in before.columns}
        columns = (*before.columns, *(column for column in table.columns if column.name not in names))
        found[table.name] = OwnTable(table.name, columns, (*before.rows, *table.rows))
    return tuple(found.values())


# --- whose a sheet is ------------------------------------------------------------------------
def _places(sheet: Worksheet) -> list[_Place]:
    """The tables of ours on a sheet; where a program left their frames out, the one that its title names."""
    found = [table for table in sheet.tables.values() if _is_ours(whole_name(str(table.displayName)))]
    places = []
    for table in found:
        left, top, right, bottom = (int(bound or 1) for bound in range_boundaries(table.ref))
        places.append(
            _Place(
                whole_name(str(table.displayName)),
                sheet,
                left,
                right,
                top,
                bottom,
                len(sheet.tables) == 1 and table.displayName not in READING,
            )
        )
    if places or not _is_ours(sheet.title):
        return places
    headings = [_text(cell) for cell in next(sheet.iter_rows(min_row=1, max_row=1), ())]
    needed = {name for way in known_keys(sheet.title).known_by[:1] for name in way}
    if not needed or not needed.issubset(headings):
        return []
    width = headings.index("") if "" in headings else len(headings)
    return [_Place(sheet.title, sheet, 1, width, 1, max(sheet.max_row, 2), alone=True)]


def _is_ours(name: str) -> bool:
    return bool(known_keys(name).known_by)


def _marked(book: Workbook) -> Iterator[str]:
    """The titles of the sheets that kpibook marked as its own."""
    for name, defined in book.defined_names.items():
        if name.startswith(MARK) and (found := _SHEET_OF.match(defined.attr_text or "")):
            yield found[1].replace("''", "'") if found[1] else found[2]


@cache
def _headings(table: str) -> frozenset[str]:
    """The headings that kpibook writes into a table, but for those that are people's to fill in."""
    kept = KEPT_HEADINGS if table == KEPT else ()
    ours = {column.name for column in _columns_of(table) if not column.own}
    return frozenset(ours | {*known_keys(table).former, *kept})


@cache
def _columns_of(table: str) -> tuple[Column, ...]:
    return next((each.columns for each in all_tables(consolidate(())) if each.name == table), ())


def _meant(table: str, headings: Collection[str]) -> Mapping[str, str]:
    """What kpibook calls those of `headings` that somebody wrote in other letters: `Priority`, `theme `.

    To Excel two headings that differ in their capitals alone are one, and no table may have it twice.
    """
    ours = {*_headings(table), *(column.name for column in _columns_of(table))} - set(headings)
    called = {_folded(name): name for name in ours}
    return {heading: called[_folded(heading)] for heading in headings if _folded(heading) in called}


def _folded(heading: str) -> str:
    return " ".join(heading.split()).casefold()


def _unlike(heading: str, others: Collection[str]) -> str:
    """A heading that Excel takes for none of `others`, which are folded: with a number where it would."""
    heading = heading[:HEADING_LENGTH]
    if _folded(heading) not in others:
        return heading
    numbered = (f"{heading[: HEADING_LENGTH - 6]} {number}" for number in count(2))
    return next(each for each in numbered if _folded(each) not in others)


def _is_our_heading(table: str, heading: str) -> bool:
    return heading in _headings(table) or (table == "Levels" and is_level(heading))


# --- a table of ours -------------------------------------------------------------------------
class _Reading:
    """A table of ours, and what people wrote beside it."""

    def __init__(self, place: _Place, values: _Shown) -> None:
        self._place, self._values = place, values
        self.name = place.table
        self._columns = dict(self._headed())
        """The column of each heading, from 1."""
        self._own = {name: at for name, at in self._columns.items() if not _is_our_heading(place.table, name)}
        self._rows = list(self._numbered())

    def _headed(self) -> Iterator[tuple[str, int]]:
        """The headings of the table, and of columns beside it that stand there without a gap."""
        typed, seen = dict(self._typed()), set[str]()
        meant = _meant(self._place.table, set(typed.values()))
        for at, heading in typed.items():
            name = _unlike(meant.get(heading, heading), seen)
            seen.add(_folded(name))
            yield name, at

    def _typed(self) -> Iterator[tuple[int, str]]:
        """What stands in the row of headings, by column."""
        place = self._place
        for at in range(place.first_column, place.sheet.max_column + 1):
            heading = _text(place.sheet.cell(place.heading_row, at))
            if at > place.last_column and (not place.alone or not heading or heading.startswith(_BESIDE)):
                return
            if heading:
                yield at, heading

    def _numbered(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Each row's number, with its cells of ours as texts by heading."""
        ours = {name: at for name, at in self._columns.items() if name not in self._own}
        for number in range(self._place.heading_row + 1, self._place.last_row + 1):
            row = {name: _text(self._place.sheet.cell(number, at)) for name, at in ours.items()}
            if any(row.values()):
                yield number, row

    def _keys(self) -> Iterator[tuple[int, tuple[Key, ...]]]:
        """Each row's number with the ways in which it is known."""
        counts = Counter(way for _, row in self._rows for way in ways_to(self.name, row))
        seen: Counter[tuple[int, str]] = Counter()
        for number, row in self._rows:
            keys = []
            for way in ways_to(self.name, row):
                keys.append(Key(*way, seen[way], counts[way]))
                seen[way] += 1
            yield number, tuple(keys)

    def own(self) -> OwnTable:
        """What people wrote in columns of their own."""
        if not self._own:
            return OwnTable(self.name, (), ())
        rows = []
        for number, keys in self._keys():
            cells = {name: self._cell(number, at) for name, at in self._own.items()}
            cells = {name: cell for name, cell in cells.items() if not cell.is_empty or cell.look.fill}
            if cells:
                rows.append(OwnRow(keys, cells))
        return OwnTable(self.name, tuple(map(self._column, self._own)), tuple(rows))

    def _column(self, name: str) -> OwnColumn:
        sheet, at = self._place.sheet, self._own[name]
        return OwnColumn(name, _width(sheet, at), tuple(_choices(sheet, at)))

    def _cell(self, row: int, column: int) -> OwnCell:
        cell = self._place.sheet.cell(row, column)
        if not isinstance(cell, ExcelCell) or cell.value is None:
            return OwnCell(look=_look(cell))
        formula = formula_of(cell)
        value = self._values.of(self._place.sheet.title, cell.coordinate) if formula else plain(cell)
        return OwnCell(value, formula, _look(cell))

    def loose(self) -> Iterator[KeptValue]:
        """What stands on the sheet of one table alone where neither a row nor a column of it is, and comments."""
        place = self._place
        if not place.alone:
            return
        keys, known = dict(self._keys()), set(self._columns.values())
        headed = {at: name for name, at in self._columns.items()}
        for cell in (each for line in place.sheet.iter_rows() for each in line):
            row, column = int(cell.row or 0), int(cell.column or 0)
            key = keys[row][0].text if keys.get(row) else ""
            if isinstance(cell, ExcelCell) and cell.comment:
                yield KeptValue(self.name, key, f"comment on {headed.get(column, cell.coordinate)}", cell.comment.text)
            value = _text(cell)
            in_table = column in known and (row in keys or row <= place.heading_row)
            if value and not in_table and not value.startswith(_BESIDE):
                yield KeptValue(self.name, key, f"cell {cell.coordinate}", value)

    def kept(self) -> Iterator[KeptValue]:
        """The rows of the sheet Kept."""
        for number, row in self._rows:
            value = self._cell(number, self._columns["value"]) if "value" in self._columns else OwnCell()
            yield KeptValue(row.get("table", ""), row.get("key", ""), row.get("column", ""), value.value)

    def compared(self) -> Mapping[str, Mapping[str, Cell]]:
        """What the Members' files say, by key and heading, where the key is one row's and no decision touched it."""
        names = [
            name for name in self._columns if name in _SAID.get(self.name, ()) or _is_level_column(self.name, name)
        ]
        rows = dict(self._rows)
        found = {}
        for number, keys in self._keys() if names else ():
            if keys and keys[0].rows == 1 and keys[0].way == 0 and not rows[number].get("decision"):
                cells = ((name, self._place.sheet.cell(number, self._columns[name])) for name in names)
                found[keys[0].text] = {name: Cell(cell.coordinate, plain(cell)) for name, cell in cells}
        return found

    def digests(self) -> Mapping[str, str]:
        """Of Files: the digest of the file that counted, by country."""
        rows = (row for _, row in self._rows if row.get("status") in COUNTING)
        return {row["country"]: row.get("sha256", "") for row in rows if row.get("country")}


def _is_level_column(table: str, heading: str) -> bool:
    return table == "Levels" and is_level(heading)


def _compared(tables: Iterable[_Reading]) -> Mapping[str, Mapping[str, Mapping[str, Cell]]]:
    found: dict[str, dict[str, Mapping[str, Cell]]] = {}
    for table in tables:
        if rows := table.compared():
            found.setdefault(table.name, {}).update(rows)
    return found


# --- cells -----------------------------------------------------------------------------------
class _Shown:
    """What formulas showed when the workbook was saved last, read when somebody asks."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._sheets: dict[str, dict[str, Plain]] = {}
        self._book: Workbook | None = None

    def of(self, title: str, cell: str) -> Plain:
        """What the formula in a cell showed; None where nobody knows."""
        if title not in self._sheets:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._book = self._book or load_workbook(self._path, data_only=True, keep_links=False)
            cells = (each for row in self._book[title].iter_rows() for each in row)
            values = ((each.coordinate, plain(each)) for each in cells)
            self._sheets[title] = {at: value for at, value in values if value is not None}
        return self._sheets[title].get(cell)

    def of_formulas(self, sheet: Worksheet) -> dict[str, Plain]:
        """What the formulas of a sheet showed, by cell."""
        cells = (each for row in sheet.iter_rows() for each in row if each.data_type == "f")
        return {each.coordinate: self.of(sheet.title, each.coordinate) for each in cells}


def formula_of(cell: ExcelCell) -> str:
    """A cell's formula as the file has it; empty where it has none that is written in one."""
    if cell.data_type != "f" or isinstance(cell.value, DataTableFormula):
        return ""
    return str(cell.value.text or "") if isinstance(cell.value, ArrayFormula) else str(cell.value)


def plain(cell: ExcelCell | MergedCell) -> Plain:
    """What a cell holds: a text, a number, a truth value; a date as Excel's number."""
    value = cell.value
    if isinstance(value, (dt.datetime, dt.date, dt.time, dt.timedelta)):
        return float(to_excel(value))  # type: ignore[no-untyped-call]
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return str(value)


def _text(cell: ExcelCell | MergedCell) -> str:
    """What a cell says; 1.1 may have become a number."""
    return said(plain(cell))


def said(value: Plain) -> str:
    """A value as a text by which rows are told apart, whatever a program made of its type."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    # Of texts that are shared openpyxl takes the sign of an escape away, and of others not.
    return as_text(value) if isinstance(value, (int, float)) else (value or "").replace("x005F_", "")


def _look(cell: ExcelCell | MergedCell) -> Look:
    fill, font = cell.fill, cell.font
    solid = fill.fgColor.rgb if fill.fill_type == "solid" and fill.fgColor.type == "rgb" else None
    ink = font.color.rgb if font.color is not None and font.color.type == "rgb" else None
    return Look(solid, ink, bool(font.b), bool(font.i), cell.number_format or "General")


def _width(sheet: Worksheet, column: int) -> float:
    for letter, each in sheet.column_dimensions.items():
        first = each.min or sheet[f"{letter}1"].column
        if first <= column <= (each.max or first) and each.width:
            return float(each.width)
    return OwnColumn("").width


def _choices(sheet: Worksheet, column: int) -> Iterator[Mapping[str, Any]]:
    """The data validations that lie within a column, each as its attributes."""
    names = ("type", "operator", "formula1", "formula2", "allowBlank", "showDropDown", "showErrorMessage", "errorStyle")
    all_names = (*names, "errorTitle", "error", "showInputMessage", "promptTitle", "prompt")
    validations: list[DataValidation] = sheet.data_validations.dataValidation
    for validation in validations:
        if all(area.min_col == area.max_col == column for area in validation.sqref.ranges):
            values = {name: getattr(validation, name) for name in all_names}
            yield {name: value for name, value in values.items() if value is not None}


# --- their sheets ----------------------------------------------------------------------------
def _package(book: Workbook, own: Sequence[Worksheet]) -> bytes:
    """`own` as a workbook of their own, with nothing in it that is not carried over."""
    if not own:
        return b""
    titles = {sheet.title for sheet in own}
    for sheet in [each for each in (*book.worksheets, *book.chartsheets) if each.title not in titles]:
        book.remove(sheet)  # type: ignore[arg-type]
    for sheet in own:
        sheet._charts, sheet._images, sheet._pivots = [], [], []  # type: ignore[attr-defined]
        sheet.legacy_drawing = None
        for address in [
            cell.coordinate for row in sheet.iter_rows() for cell in row if isinstance(cell.value, DataTableFormula)
        ]:
            sheet[address].value = None
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
