"""What stands in a returned workbook where nothing is read: beside the table, below it, on sheets added.

A cell is judged by the layout's own cells. Where rows or columns moved, a cell that has no keys of
its own may be any that the template draws between the keys around it: what somebody moved is not
taken for what somebody wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain, islice

from addin.returned.package import FormulaFound, Grid, Position, SheetCells
from addin.returned.returned import FoundSheet, Outside, OutsideText, is_in_place
from schemas.layout.columns import KEY_COLUMN, KEY_ROW
from schemas.layout.layout import Layout
from schemas.layout.places import column_letter
from schemas.questions import Raw, is_empty, shown

KEPT = 500
"""Texts of a sheet that are kept; the others are counted."""
_LINK = re.compile(r"'[^'!]+'![A-Z]{1,3}\d+")
"""Where a link of the template leads: openpyxl leaves that in a link's old cell when it moves rows."""
_Found = tuple[int, int, Raw]


def texts_outside(
    layout: Layout, sheets: Mapping[str, FoundSheet], added: Mapping[str, tuple[Grid, SheetCells]]
) -> tuple[Outside, ...]:
    """What stands where nothing is read, on the template's `sheets` by key and on sheets that were `added`."""
    found = [_of_sheet(sheet.title, _outside(sheet, layout)) for sheet in sheets.values()]
    found += [outside for title, sheet in added.items() for outside in kept_texts(title, _filled(sheet[0]), *sheet)]
    return tuple(outside for outside in found if outside.total)


def kept_texts(title: str, texts: Iterator[_Found], grid: Grid, cells: SheetCells) -> Iterator[Outside]:
    """The `texts` of a sheet with its errors and formulas that show nothing; nothing where there are none."""
    outside = _of_sheet(title, chain(texts, _without_value(grid, cells)))
    if outside.total:
        yield outside


def _of_sheet(title: str, cells: Iterator[_Found]) -> Outside:
    kept = tuple(
        OutsideText(f"{column_letter(column)}{row}", shown(value)) for row, column, value in islice(cells, KEPT)
    )
    return Outside(title, kept, len(kept) + sum(1 for _ in cells))


def _filled(grid: Grid) -> Iterator[_Found]:
    for row, line in enumerate(grid, 1):
        for column, value in enumerate(line, 1):
            if not is_empty(value):
                yield row, column, value


def _without_value(grid: Grid, cells: SheetCells, drawn: frozenset[Position] = frozenset()) -> Iterator[_Found]:
    """Errors, and formulas that show nothing because no program calculated them, but for cells that are `drawn`."""
    for row, column in sorted((cells.formulas.keys() | cells.errors.keys()) - drawn):
        line = grid[row - 1] if row <= len(grid) else []
        if column > len(line) or is_empty(line[column - 1]):
            yield row, column, cells.errors.get((row, column)) or _as_typed(cells.formulas[row, column])


def _as_typed(formula: FormulaFound) -> str:
    """A formula with one equals sign in front, whatever OpenDocument writes before it."""
    return f"={formula.text.removeprefix('of:').removeprefix('=')}"


def _outside(sheet: FoundSheet, layout: Layout) -> Iterator[_Found]:
    if is_in_place(sheet, layout.sheets[sheet.key]):
        filled = _where_nothing_moved(sheet.grid, layout.left_empty[sheet.key], layout.width(sheet.key))
        others = _without_value(sheet.grid, sheet.cells, layout.taken[sheet.key])
        return chain(filled, (each for each in others if each[0] > KEY_ROW and each[1] > KEY_COLUMN))
    return _where_cells_moved(sheet, layout)


def _where_nothing_moved(grid: Grid, left_empty: tuple[tuple[int, ...], ...], width: int) -> Iterator[_Found]:
    # Every file passes here: only cells that the template leaves empty are looked at.
    for row, line in enumerate(grid, 1):
        filled = len(line)
        empty = left_empty[row - 1] if row <= len(left_empty) else range(KEY_COLUMN + 1, width + 1)
        for column in empty:
            if column > filled:
                break
            if not is_empty(line[column - 1]):
                yield row, column, line[column - 1]
        for column in range(width + 1, filled + 1) if row > KEY_ROW else ():
            if not is_empty(line[column - 1]):
                yield row, column, line[column - 1]


def _where_cells_moved(sheet: FoundSheet, layout: Layout) -> Iterator[_Found]:
    drawn, taken = layout.sheets[sheet.key], layout.taken[sheet.key]
    found = [*_filled(sheet.grid), *_without_value(sheet.grid, sheet.cells)]
    last_row = max((row for row, _, _ in found), default=0)
    last_column = max((column for _, column, _ in found), default=0)
    rows = _drawn_at(sheet.rows, drawn.rows, last_row, sheet.offset[0])
    columns = _drawn_at(sheet.columns, drawn.columns, last_column, sheet.offset[1])
    keys = KEY_ROW + sheet.offset[0], KEY_COLUMN + sheet.offset[1]
    for row, column, value in found:
        is_key = row == keys[0] or column == keys[1]
        if not is_key and not _may_be(taken, rows[row - 1], columns[column - 1]) and not _LINK.fullmatch(str(value)):
            yield row, column, value


def _may_be(taken: frozenset[Position], rows: tuple[int, ...], columns: tuple[int, ...]) -> bool:
    return any((row, column) in taken for row in rows for column in columns)


def _drawn_at(
    found: Mapping[str, tuple[int, ...]], drawn: Mapping[int, str], length: int, offset: int
) -> list[tuple[int, ...]]:
    """For each row (or column) from 1 to `length`, those of the template that it may be.

    One with a key is that key's; one without lies between keys, and has moved as far as one of the
    two around it, or less far than the one and further than the other.
    """
    at = {key: number for number, key in drawn.items()}
    keyed = {number: at[key] for key, numbers in found.items() if key in at for number in numbers}
    above = offset
    shifts: list[int] = []
    for number in range(1, length + 1):
        above = number - keyed[number] if number in keyed else above
        shifts.append(above)
    elsewhere = {at[key] for key in found if key in at}
    below = shifts[-1] if shifts else offset
    places: list[tuple[int, ...]] = []
    for number in range(length, 0, -1):
        if number in keyed:
            below = number - keyed[number]
            places.append((keyed[number],))
        else:
            first, last = sorted((shifts[number - 1], below))
            may_be = range(number - last, number - first + 1)
            places.append(tuple(each for each in may_be if each not in elsewhere))
    return places[::-1]
