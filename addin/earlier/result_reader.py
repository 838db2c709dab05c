"""The tables of a consolidated result, read back: people edit results, so every cell is checked as it is taken.

What cannot be what the table says is a `Refusal` that names the file, the sheet and the cell.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from openpyxl import Workbook, load_workbook

from addin.log import note
from addin.tables.continued import sheets_of
from schemas.errors import Refusal
from schemas.layout.places import column_letter
from schemas.messages.message import Message
from schemas.questions import shown
from schemas.questions.numbers import as_text, whole

_NUMBERS = re.compile(r"(?:[1-9][0-9]{0,3}\.)?[1-9][0-9]{0,3}", re.ASCII)
_AN_INDICATOR = "4.2"
_EMPTY = Message("is empty")
_REMEDY = Message("put it right, or make the result anew with kpibook consolidate")


@dataclass(frozen=True)
class Line:
    """A row of a table, its cells asked for by their heading."""

    sheet: Sheet
    row: int
    cells: tuple[object, ...]

    def has(self, name: str) -> bool:
        """Whether its sheet has a column of that heading."""
        return name in self.sheet.columns

    def cell(self, name: str) -> str:
        """The address of a cell: `D7`."""
        return f"{column_letter(self.sheet.columns[name] + 1)}{self.row}"

    def text(self, name: str) -> str:
        """What a cell says; empty where nothing stands in it."""
        value = self._value(name)
        return value if isinstance(value, str) else "" if value is None else shown(value)  # type: ignore[arg-type]

    def whole(self, name: str, least: int, most: int) -> int | None:
        """A whole number from `least` to `most`; None where the cell is empty."""
        value, number = self._value(name), whole(self._value(name))
        if value is not None and (number is None or not least <= number <= most):
            self.refuse(name, Message("a whole number from {least} to {most}", least=least, most=most))
        return number

    def needed(self, name: str, least: int, most: int) -> int:
        """As `whole`, where the cell cannot be empty."""
        number = self.whole(name, least, most)
        return (
            number
            if number is not None
            else self.refuse(name, Message("a whole number from {least} to {most}", least=least, most=most))
        )

    def last_number(self, name: str, least: int, most: int) -> int:
        """The last of the numbers in a cell such as `4.2`; of a number alone, as results had it before, itself."""
        value = self._value(name)
        text = as_text(value) if isinstance(value, float) else self.text(name)
        number = int(text.rpartition(".")[2]) if _NUMBERS.fullmatch(text) else 0
        return (
            number
            if least <= number <= most
            else self.refuse(name, Message("a number such as {example}", example=_AN_INDICATOR))
        )

    def number(self, name: str) -> int | float | None:
        """A number; None where the cell is empty."""
        value = self._value(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            self.refuse(name, Message("a number"))
        return value

    def flag(self, name: str) -> bool:
        """TRUE or FALSE; an empty cell is FALSE."""
        value = self._value(name)
        return (
            value
            if isinstance(value, bool)
            else False
            if value is None
            else self.refuse(name, Message("TRUE or FALSE"))
        )

    def refuse(self, name: str, wanted: str) -> NoReturn:
        """Raise `Refusal`: the cell does not hold what is `wanted` of it."""
        raise Refusal(
            "{file}: {cell} on the sheet {sheet} {found}, where {wanted} belongs: {advice}.",
            file=self.sheet.path,
            cell=self.cell(name),
            sheet=self.sheet.title,
            found=_EMPTY if self._value(name) is None else Message("holds “{text}”", text=self.text(name)),
            wanted=wanted,
            advice=_REMEDY,
        )

    def _value(self, name: str) -> object:
        index = self.sheet.columns[name]
        return self.cells[index] if index < len(self.cells) else None


@dataclass(frozen=True)
class Sheet:
    """A table of a result: its headings, and its rows with something in them."""

    path: Path
    title: str
    columns: Mapping[str, int]
    """The index of each heading, from 0."""
    rows: tuple[tuple[int, tuple[object, ...]], ...]
    """Each row with its number in the sheet."""

    def __iter__(self) -> Iterator[Line]:
        return (Line(self, number, cells) for number, cells in self.rows)

    def check(self, *names: str) -> None:
        """Raise `Refusal` where there is no column of one of `names`."""
        for name in names:
            if name not in self.columns:
                raise Refusal(
                    "{file}: the sheet {sheet} has no column “{name}”: {advice}.",
                    file=self.path,
                    sheet=self.title,
                    name=name,
                    advice=_REMEDY,
                )


def read_sheets(
    path: Path, titles: Mapping[str, tuple[str, ...]], maybe: Mapping[str, tuple[str, ...]]
) -> dict[str, Sheet]:
    """The sheets called `titles`, each with the columns that it must have, and those of `maybe` that are there.

    Raises `Refusal` where the workbook cannot be read, or lacks a sheet or a column.
    """
    try:
        workbook = load_workbook(path, read_only=True, data_only=True)
        try:
            wanted = dict(titles) | {title: names for title, names in maybe.items() if title in workbook.sheetnames}
            if lacking := next((title for title in titles if title not in workbook.sheetnames), None):
                raise Refusal(
                    "{path}: there is no sheet called {lacking}: {advice}.", path=path, lacking=lacking, advice=_REMEDY
                )
            sheets = {title: _sheet(path, title, _lines(workbook, title)) for title in wanted}
        finally:
            workbook.close()
    except Refusal:
        raise
    except Exception as error:
        # What a damaged package makes of openpyxl is any error at all.
        note(error, str(path))
        raise Refusal("{path} could not be read as a consolidated result: make it anew.", path=path) from error
    for title, names in wanted.items():
        sheets[title].check(*names)
    return sheets


def _lines(workbook: Workbook, title: str) -> list[tuple[object, ...]]:
    """The rows of a table with its headings, those on the sheets that it goes on on included."""
    first, *more = (workbook[each] for each in sheets_of(title, workbook.sheetnames))
    return [
        *first.iter_rows(values_only=True),
        *(line for sheet in more for line in sheet.iter_rows(min_row=2, values_only=True)),
    ]


def _sheet(path: Path, title: str, lines: list[tuple[object, ...]]) -> Sheet:
    columns: dict[str, int] = {}
    for index, name in enumerate(lines[0] if lines else ()):
        columns.setdefault(_heading(name), index)
    rows = ((number, cells) for number, cells in enumerate(lines[1:], 2) if any(cell is not None for cell in cells))
    return Sheet(path, title, columns, tuple(rows))


def _heading(name: object) -> str:
    """A heading as text: 1.1 may have become a number."""
    return as_text(name) if isinstance(name, float) else str(name)
