"""A list that people keep, as rows of text: a CSV in whatever encoding Excel saves it, or a workbook.

Nothing is judged here but whether it can be read; what is unclear is refused, never guessed.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook

from addin.log import note
from addin.submissions import readers
from addin.submissions.budget import ReadingEndedError
from schemas.errors import Refusal
from schemas.excel.delimited import delimiter_of
from schemas.questions import shown

_TEXT_LIMIT, _WORKBOOK_LIMIT = 2**20, 10 * 2**20
"""Bytes; a list of all Members with their contacts has some 30 000."""
_ROWS, _COLUMNS = 5_000, 100
_SAID_DELIMITER = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""The line by which Excel lets a CSV say what stands between its cells."""
_CODE_PAGES = {"cp1252": "Windows-1252", "cp1251": "Windows-1251", "cp1256": "Windows-1256", "cp1250": "Windows-1250"}
"""The code pages of the six languages' computers, and of Central Europe; what western ones can read is western."""
_WORD = re.compile(r"[^\W\d_]+(?:[^\W\d_]|[\u0300-\u036f\u064b-\u0655])*")
_GLUED = re.compile(r"[£¥¯¹³¼¾][^\W\d_]|[^\W\d_][£¥¯¹³¼¾]")
"""What letters of Central Europe become in the western code page."""
_UTF_8 = "save it as “CSV UTF-8”, or as .xlsx"


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
        raise Refusal(f"There is no file {file}: give the list of contacts, or leave --contacts out.")
    data = _bytes(file)
    if data.startswith(b"PK"):
        return Rows(_of_workbook(file))
    text, assumed = _decoded(file, data)
    if "\0" in text:
        raise Refusal(f"{file} is no text: {_UTF_8}.")
    return Rows(tuple(_of_text(file, text)), assumed)


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size <= _WORKBOOK_LIMIT:
            data = file.read_bytes()
            if data.startswith(b"PK") or len(data) <= _TEXT_LIMIT:
                return data
    except OSError as error:
        raise Refusal(f"{file} cannot be read ({error.strerror or error}): check the file.") from None
    raise Refusal(f"{file} is too large for a list of contacts: give a smaller one.")


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
        raise Refusal(f"{file}, row {before + 1}: not readable as CSV ({error}): {_UTF_8}.") from None


def _decoded(file: Path, data: bytes) -> tuple[str, str]:
    """The text, and the code page that was assumed for it."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig")):
        if data.startswith(mark):
            try:
                return data.decode(encoding), ""
            except UnicodeDecodeError:
                if mark:
                    raise Refusal(f"{file} is not whole: {_UTF_8}.") from None
    read = [(text, name) for page, name in _CODE_PAGES.items() if (text := _in_page(data, page)) is not None]
    western = [each for each in read if each[1] == _CODE_PAGES["cp1252"]]
    if len({text for text, _ in read}) == 1 or western:
        return (western or read)[0]
    raise Refusal(f"{file} is in an encoding that cannot be told for sure: {_UTF_8}.")


def _in_page(data: bytes, page: str) -> str | None:
    """`data` as a text of code page `page`; None where it makes no words of one script each."""
    try:
        text = data.decode(page)
    except UnicodeDecodeError:
        return None
    is_text = all(char in "\r\n\t" or unicodedata.category(char) != "Cc" for char in text)
    is_text = is_text and not _GLUED.search(text)
    return text if is_text and all(map(_is_word, _WORD.findall(text))) else None


def _is_word(word: str) -> bool:
    """Whether `word` can stand in a language: letters of one script, and not one accent beside the other."""
    scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in word} - {"COMBINING", "MASCULINE", "FEMININE"}
    if scripts == {"LATIN"}:
        return len(word) < 3 or any(letter.isascii() for letter in word)
    return len(scripts) <= 1 and (word.isupper() or word[1:] == word[1:].lower())


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
        raise Refusal(f"{file} cannot be read as a workbook: save it as .xlsx again, or as “CSV UTF-8”.")
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
