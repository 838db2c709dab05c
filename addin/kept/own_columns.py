"""People's own columns beside a table's rows of now: each value at the row that its key names.

Keys and values are compared as the file has them: what a cell cannot hold stands there as a symbol.
"""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol
from xml.sax.saxutils import escape

from addin.kept.own_formulas import NotCarriedError, There, carried
from addin.kept.own_work import KeptValue, Look, OwnCell, OwnColumn, OwnRow, OwnTable
from addin.kept.own_work_reader import said
from addin.tables.keys import ways_to
from addin.tables.table import Column, Row, Table, Value
from schemas.excel.cell_text import cell_text, escaped
from schemas.excel.row_lines import lines
from schemas.layout.places import column_letter

OWN = Column("", "A column of people's own.", width=16, wraps=True)
"""What all columns of people's own look like, but for what is carried of each cell."""


class Style(Protocol):
    """The number of a style within the workbook."""

    def __call__(self, look: Look, *, quoted: bool) -> int: ...


@dataclass
class OwnColumns:
    """People's own columns of one table of a result."""

    table: str
    columns: tuple[OwnColumn, ...]
    """Those at the right of it."""
    inside: Mapping[int, OwnColumn] = field(default_factory=dict)
    """Those of its own that are people's to fill in, by index."""
    cells: dict[int, dict[str, OwnCell]] = field(default_factory=dict)
    """By the row, from 0, and the heading."""
    kept: list[KeptValue] = field(default_factory=list)
    """Values whose row is not there any more."""
    values: int = 0
    """Formulas whose value stands instead."""

    def below(self, row: int) -> OwnColumns:
        """The same for a table that begins with that row, from 0, of this one."""
        return self if not row else replace(self, cells={at - row: cells for at, cells in self.cells.items()})

    @property
    def names(self) -> frozenset[str]:
        """The headings of all of them."""
        return frozenset(column.name for column in (*self.columns, *self.inside.values()))

    @property
    def filled(self) -> tuple[str, ...]:
        """The headings of those at the right, and of the others that somebody filled in."""
        written = {name for row in self.cells.values() for name, cell in row.items() if not cell.is_empty}
        inside = (column.name for column in self.inside.values() if column.name in written)
        return (*(column.name for column in self.columns), *inside)


def own_columns(table: Table, earlier: OwnTable | None, kept: Iterable[KeptValue], there: There) -> OwnColumns | None:
    """What stands beside the rows of `table`, and in columns of it that are people's to fill in; None for nothing.

    `kept` are values that had no row in the earlier result, of any table; those that have one by now
    stand in it again.
    """
    known = {column.name: _with_choices(column, there) for column in (earlier.columns if earlier is not None else ())}
    inside = {
        index: known.pop(column.name, OwnColumn(column.name, column.width))
        for index, column in enumerate(table.columns)
        if column.own
    }
    ours = {column.name for column in table.columns}
    right = tuple(column for name, column in known.items() if name not in ours)
    found = OwnColumns(table.name, right, inside)
    waiting = [each for each in kept if each.table == table.name and each.column in found.names]
    rows = earlier.rows if earlier is not None else ()
    places = _places(table, {(key.way, key.text) for row in rows for key in row.keys}, {each.key for each in waiting})
    for row in rows:
        _place(found, row, places, there)
    for each in waiting:
        _put_back(found, each, places)
    return found if right or found.cells or found.kept else None


def without_rows(earlier: OwnTable) -> Iterator[KeptValue]:
    """All that people wrote beside a table that has no columns of their own now."""
    for row in earlier.rows:
        yield from _values(earlier.name, row, row.cells)


def _with_choices(column: OwnColumn, there: There) -> OwnColumn:
    """A column with those of its lists that may stand in the result."""
    choices = []
    for choice in column.choices:
        formulas = {name: f"={choice[name]}" for name in ("formula1", "formula2") if choice.get(name)}
        with contextlib.suppress(NotCarriedError):
            texts = {name: carried(text, there, beside=True)[0].removeprefix("=") for name, text in formulas.items()}
            choices.append({**choice, **texts})
    return replace(column, choices=tuple(choices))


_Places = Mapping[tuple[int, str], list[int]]


def _places(table: Table, wanted: set[tuple[int, str]], texts: set[str]) -> _Places:
    """The rows of now, from 0, that have one of the keys `wanted`, or one that says one of `texts`."""
    places: dict[tuple[int, str], list[int]] = defaultdict(list)
    if wanted or texts:
        for index, row in enumerate(table.rows()):
            for way in ways_to(table.name, as_texts(table, row)):
                if way in wanted or way[1] in texts:
                    places[way].append(index)
    return places


def as_texts(table: Table, row: Row) -> dict[str, str]:
    """A row's cells by heading, as they will be read back."""
    return {column.name: said(stored(value)) for column, value in zip(table.columns, row, strict=True)}


def stored(value: Value) -> Value:
    """A value as the file has it."""
    return cell_text(value).xml if isinstance(value, str) else value


def _place(found: OwnColumns, row: OwnRow, places: _Places, there: There) -> None:
    """Put a row's cells beside the row of now that has its key, or among those that have none."""
    at = next((index for index in _candidates(row, places) if index not in found.cells), None)
    cells = {name: cell for name, cell in row.cells.items() if name in found.names}
    if at is None:
        found.kept += _values(found.table, row, cells)
        return
    found.cells[at] = {name: _fit(found, cell, there) for name, cell in cells.items()}


def _values(table: str, row: OwnRow, cells: Mapping[str, OwnCell]) -> list[KeptValue]:
    """What stands in `cells`, whose row is not there any more."""
    key = row.keys[0].text if row.keys else ""
    shown = {name: cell.as_value() if cell.formula else cell for name, cell in cells.items() if not cell.is_empty}
    return [KeptValue(table, key, name, cell.value) for name, cell in shown.items()]


def _candidates(row: OwnRow, places: _Places) -> Iterator[int]:
    """The rows of now that may be it: in order where there are as many of its key as there were."""
    for key in row.keys:
        rows = places.get((key.way, key.text), [])
        if len(rows) == key.rows:
            yield rows[key.place]


def _fit(found: OwnColumns, cell: OwnCell, there: There) -> OwnCell:
    """A cell with its formula where that may stand beside another row, and its value where it may not."""
    if not cell.formula:
        return cell
    try:
        return replace(cell, formula=carried(cell.formula, there, beside=True)[0])
    except NotCarriedError:
        found.values += 1
        return cell.as_value()


def _put_back(found: OwnColumns, value: KeptValue, places: _Places) -> None:
    rows = next((rows for (_, text), rows in places.items() if text == value.key), [])
    if len(rows) == 1 and found.cells.get(rows[0], {}).get(value.column, OwnCell()).is_empty:
        found.cells.setdefault(rows[0], {})[value.column] = OwnCell(value.value)
    else:
        found.kept.append(value)


class OwnCells:
    """Writes people's own cells behind those of a row."""

    def __init__(self, own: OwnColumns, first: int, style: Style) -> None:
        self._own, self._first = own, first
        self._plain = style(Look(), quoted=False)
        # All styles must be registered before the workbook is written.
        looks = {(cell.look, self._is_quoted(cell)) for row in own.cells.values() for cell in row.values()}
        self._styles = {each: style(each[0], quoted=each[1]) for each in looks}

    def instead(self, number: int, index: int) -> str | None:
        """The cell of a column that is people's to fill in; None for a column of ours."""
        column = self._own.inside.get(index)
        cell = self._own.cells.get(number - 2, {}).get(column.name) if column is not None else None
        return self._cell(f"{column_letter(index + 1)}{number}", cell) if cell is not None else None

    def xml(self, number: int) -> str:
        """The cells behind the row of that number: 2 is the first below the headings."""
        cells = self._own.cells.get(number - 2, {})
        return "".join(
            self._cell(f"{column_letter(at)}{number}", cells.get(column.name))
            for at, column in enumerate(self._own.columns, self._first)
        )

    def lines(self, number: int) -> int:
        """The lines that the longest of their texts takes."""
        cells = self._own.cells.get(number - 2, {})
        widths = ((cells.get(column.name), column.width) for column in (*self._own.columns, *self._own.inside.values()))
        texts = ((cell.value, width) for cell, width in widths if cell is not None and not cell.formula)
        return max((lines(text, max(width, 1)) for text, width in texts if isinstance(text, str)), default=1)

    @staticmethod
    def _is_quoted(cell: OwnCell) -> bool:
        return isinstance(cell.value, str) and not cell.formula and cell_text(cell.value).quoted

    def _cell(self, address: str, cell: OwnCell | None) -> str:
        if cell is None:
            return f'<c r="{address}" s="{self._plain}"/>'
        start = f'<c r="{address}" s="{self._styles[cell.look, self._is_quoted(cell)]}"'
        if cell.formula:
            formula = f"<f>{escape(cell.formula.removeprefix('='))}</f>"
            return f"{start}{_typed(cell.value, formula)}</c>"
        if cell.value is None or cell.value == "":
            return f"{start}/>"
        if isinstance(cell.value, str):
            text = escape(escaped(cell.value))
            return f'{start} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
        return f"{start}{_typed(cell.value, '')}</c>"


def _typed(value: str | float | bool | None, formula: str) -> str:
    """The type of a cell, its formula, and what it shows."""
    if value is None:
        return f">{formula}"
    if isinstance(value, bool):
        return f' t="b">{formula}<v>{value:d}</v>'
    if isinstance(value, str):
        return f' t="str">{formula}<v>{escape(escaped(value))}</v>'
    return f">{formula}<v>{value!r}</v>"
