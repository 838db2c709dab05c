"""A list that people keep, as rows of text: a CSV in whatever encoding Excel saves it, or a workbook.

Nothing is judged here but whether it can be read; what is unclear is refused, never guessed.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook

from addin.log import note
from addin.submissions import readers
from addin.submissions.budget import ReadingEndedError
from schemas.errors import Refusal
from schemas.excel.code_pages import decoded
from schemas.excel.delimited import delimiter_of
from schemas.messages.message import Message
from schemas.questions import shown

_TEXT_LIMIT, _WORKBOOK_LIMIT = 2**20, 10 * 2**20
"""Bytes; a list of all Members with their contacts has some 30 000."""
_ROWS, _COLUMNS = 5_000, 100
_SAID_DELIMITER = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""The line by which Excel lets a CSV say what stands between its cells."""
_UTF_8 = Message("save it as “CSV UTF-8”, or as .xlsx")


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a list, the headings among them."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    """Each row that is not empty, with its number in the file."""
    assumed: str = ""
    """The code page that it was read in, where the file does not say; empty where nothing was assumed."""


def read_rows(file: Path) -> Rows:
    """The rows of the list `file`: a CSV (`,`, `;` or tab), or the first sheet of an .xlsx.

    Raises `Refusal` where there is no such file, or it cannot be read as either.
    """
    if not file.is_file():
        raise Refusal("There is no file {file}: give the list of contacts, or leave --contacts out.", file=file)
    data = _bytes(file)
    if data.startswith(b"PK"):
        return Rows(_of_workbook(file))
    try:
        text, assumed = decoded(data)
    except ValueError as error:
        raise Refusal("{file} {error}: {advice}.", file=file, error=error, advice=_UTF_8) from None
    return Rows(tuple(_of_text(file, text)), assumed)


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size <= _WORKBOOK_LIMIT:
            data = file.read_bytes()
            if data.startswith(b"PK") or len(data) <= _TEXT_LIMIT:
                return data
    except OSError as error:
        raise Refusal(
            "{file} cannot be read ({error}): check the file.", file=file, error=error.strerror or error
        ) from None
    raise Refusal("{file} is too large for a list of contacts: give a smaller one.", file=file)


# --- a text ----------------------------------------------------------------------------------
def _of_text(file: Path, text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    said = _SAID_DELIMITER.match(text)
    delimiter = said[1] if said else delimiter_of(text)
    reader = csv.reader(io.StringIO(text[said.end() :] if said else text, newline=""), delimiter=delimiter)
    before = row = 1 if said else 0
    try:
        for cells in reader:
            row, before = before + 1, reader.line_num + (1 if said else 0)
            if any(cell.strip() for cell in cells):
                yield row, tuple(cells)
    except csv.Error as error:
        raise Refusal(
            "{file}, row {row}: not readable as CSV ({error}): {advice}.",
            file=file,
            row=before + 1,
            error=error,
            advice=_UTF_8,
        ) from None


# --- a workbook ------------------------------------------------------------------------------
def _of_workbook(file: Path) -> tuple[tuple[int, tuple[str, ...]], ...]:
    with readers.pool(1) as pool:
        return _in(pool, file)


def _in(pool: Executor, file: Path) -> tuple[tuple[int, tuple[str, ...]], ...]:
    try:
        rows = pool.submit(cells_of, str(file)).result()
    except ReadingEndedError as error:
        note(error, str(file))
        rows = None
    if rows is None:
        raise Refusal("{file} cannot be read as a workbook: save it as .xlsx again, or as “CSV UTF-8”.", file=file)
    return rows


def cells_of(path: str) -> tuple[tuple[int, tuple[str, ...]], ...] | None:
    """The rows of the first sheet of the workbook at `path`, as text; None where it cannot be read."""
    try:
        workbook = load_workbook(path, read_only=True, data_only=True)
        try:
            sheet = workbook.worksheets[0]
            found = list(sheet.iter_rows(max_row=_ROWS, max_col=_COLUMNS, values_only=True))
        finally:
            workbook.close()
    except Exception as error:  # noqa: BLE001 - what a damaged package makes of openpyxl is any error at all
        note(error, path)
        return None
    rows = ((number, tuple(_text(value) for value in row)) for number, row in enumerate(found, 1))
    return tuple((number, cells) for number, cells in rows if any(cell.strip() for cell in cells))


def _text(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else shown(value)  # type: ignore[arg-type]
