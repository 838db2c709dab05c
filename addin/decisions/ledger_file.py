"""The cells of a ledger, from the first sheet of a workbook or from a CSV, whatever program saved it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from addin.decisions.heading import ALWAYS, HEADINGS
from addin.returned.inspecting import inspect
from addin.returned.opening import megabytes, read_file
from addin.returned.package import Package, SheetCells
from addin.returned.package_error import PackageError
from schemas.errors import Refusal
from schemas.excel.code_pages import decoded
from schemas.excel.delimited import delimiter_of
from schemas.findings.catalogue import FileIsDamaged, FileIsEmpty, FileIsEncrypted, FileIsNoWorkbook
from schemas.loading.spoken import load_spoken
from schemas.messages.message import Message
from schemas.questions import Raw, is_empty, shown
from schemas.sentences.messages import file_finding

_SIZE_LIMIT = 8 * 2**20
"""Bytes; a season of decisions has less than one of them."""
_CELL_LIMIT = 2**17
"""Characters of a CSV's cell."""
_ENDINGS = (".xlsx", ".csv")
_ADVICE = Message("Give the workbook that kpibook decisions makes, or a CSV with its columns")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the ledger with something in one of its columns."""

    row: int
    cells: Mapping[str, Raw]
    """What stands in it, by heading; what is empty is left out."""
    formulas: Mapping[str, str] = field(default_factory=dict)
    """The formulas and the errors in it, by heading."""

    def text(self, heading: str) -> str:
        """What a cell says; empty where nothing stands in it."""
        return shown(self.cells[heading]).strip() if heading in self.cells else ""


def read_lines(path: Path) -> list[Line]:
    """The rows of the ledger at `path` below its headings, by number; rows without a decision are left out.

    Raises `Refusal` where there is no such file, it cannot be read, or it is no ledger.
    """
    if path.suffix.lower() not in _ENDINGS:
        raise Refusal(
            "{path} is no ledger of decisions, which is an .xlsx workbook or a .csv. {advice}.",
            path=path,
            advice=_ADVICE,
        )
    if not path.is_file():
        raise Refusal("There is no file {path}. {advice}.", path=path, advice=_ADVICE)
    try:
        data = read_file(path)
        if len(data) > _SIZE_LIMIT:
            raise Refusal(
                "{path} is too large for a ledger of decisions ({size}). {advice}.",
                path=path,
                size=megabytes(len(data)),
                advice=_ADVICE,
            )
        rows = _csv_rows(path, data) if path.suffix.lower() == ".csv" else _sheet_rows(inspect(data))
        return list(_lines(path, rows))
    except PackageError as error:
        raise Refusal(_unread(path, error)) from error


def _unread(path: Path, error: PackageError) -> str:
    """Why the ledger cannot be read, as a sentence: nobody sent it, so nobody is asked to send it again."""
    if isinstance(error.why, FileIsEncrypted):
        return Message("{path} needs a password to open: save it without one.", path=path)
    if isinstance(error.why, FileIsEmpty | FileIsNoWorkbook | FileIsDamaged):
        return Message(
            "{path} cannot be opened as a workbook: save it as .xlsx once more, or as a CSV. {advice}.",
            path=path,
            advice=_ADVICE,
        )
    return file_finding(load_spoken(None), error.why, str(path)).message


_Cell = tuple[Raw, str]
"""What stands in a cell, and the formula or error in it."""
_Row = tuple[int, list[_Cell]]


def _lines(path: Path, rows: Iterator[_Row]) -> Iterator[Line]:
    _, headings = next(rows, (1, []))
    columns = _columns(path, [shown(value).casefold() for value, _ in headings])
    for number, cells in rows:
        at = {heading: cells[index] for heading, index in columns.items() if index < len(cells)}
        filled = {heading: value for heading, (value, _) in at.items() if not is_empty(value)}
        formulas = {heading: formula for heading, (_, formula) in at.items() if formula}
        if filled or formulas:
            yield Line(number, filled, formulas)


def _columns(path: Path, headings: list[str]) -> dict[str, int]:
    """Where each of the ledger's columns stands; people's own are passed over."""
    missing = [name for name in ALWAYS if name not in headings]
    if missing:
        columns = ", ".join(f"“{name}”" for name in missing)
        raise Refusal(
            "{path} is no ledger of decisions: its first row has no heading {columns}. {advice}.",
            path=path,
            columns=columns,
            advice=_ADVICE,
        )
    for name in HEADINGS:
        if headings.count(name) > 1:
            raise Refusal(
                "{path}: the heading “{name}” stands twice: rename the one that is your own.", path=path, name=name
            )
    return {name: headings.index(name) for name in HEADINGS if name in headings}


def _sheet_rows(package: Package) -> Iterator[_Row]:
    """The rows of the first sheet."""
    title = package.titles[0] if package.titles else ""
    grid, beside = package.grids.get(title, []), package.cells.get(title, SheetCells())
    for row, line in enumerate(grid, 1):
        last = max([len(line), *(column for at, column in (*beside.formulas, *beside.errors) if at == row)])
        yield row, [(line[column - 1] if column <= len(line) else "", _hidden(beside, row, column))
                    for column in range(1, last + 1)]  # fmt: skip


def _hidden(beside: SheetCells, row: int, column: int) -> str:
    """The formula or the error in a cell."""
    formula = beside.formulas.get((row, column))
    if formula is not None:
        return f"={formula.text}" if formula.text else "a formula"
    return beside.errors.get((row, column), "")


def _csv_rows(path: Path, data: bytes) -> Iterator[_Row]:
    """The records of a CSV; what Excel would take for a formula is one."""
    try:
        text, _ = decoded(data)
    except ValueError as error:
        raise Refusal("{path} {error}. {advice}.", path=path, error=error, advice=_ADVICE) from None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    csv.field_size_limit(_CELL_LIMIT)
    try:
        for number, cells in enumerate(reader, 1):
            yield number, [(cell, cell if cell.startswith("=") else "") for cell in cells]
    except csv.Error as error:
        raise Refusal(
            "{path}, line {line}: not readable as CSV ({error}). {advice}.",
            path=path,
            line=reader.line_num,
            error=error,
            advice=_ADVICE,
        ) from None
