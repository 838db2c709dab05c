"""Which Members were asked: all of them, or those of a list that somebody gives."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from schemas.errors import Refusal
from schemas.excel.delimited import delimiter_of
from schemas.loading.members import load_members, unions
from schemas.messages.message import Message
from schemas.models.members import Member

_MEMBER_HEADINGS = ("member", "country")
_LANGUAGE_HEADING, _FILE_HEADING = "language", "file"
_LANGUAGE = re.compile(r"[a-z]{2}")
_SIZE_LIMIT = 2**20
"""Bytes; a list of all Members with their files has some 30 000."""
_SHOWN = 40
_ADVICE = Message("Give a text or CSV file with ISO 3166-1 alpha-3 codes, such as KEN, one a line")


@dataclass(frozen=True, slots=True)
class Asked:
    """A Member that was asked to answer."""

    country: str
    """ISO 3166-1 alpha-3."""
    name: str
    """Its name in English."""
    region: str
    """The code of its WCO region."""
    language: str
    """Two letters; there may be no wording in it."""
    files: tuple[str, ...] = ()
    """The names of the templates that were sent to it, where the list names them."""

    @property
    def is_union(self) -> bool:
        """Whether it is no Member but a union of some, and counted apart from them."""
        return self.country in unions()


def all_members() -> tuple[Asked, ...]:
    """Every Member of the list of Members, in its order."""
    return tuple(_asked(member) for member in load_members().members)


def read_members(file: Path) -> tuple[Asked, ...]:
    """The Members that `file` lists, in the order of the list of Members, each once.

    The file has a code a line, or is a CSV whose headings name a column `Member` or `country` and
    maybe `language` and `file`; where a Member stands twice its first line counts, and the files of
    all. Raises `Refusal` where the file cannot be read, or a line of it is not understood.
    """
    rows = [(number, cells) for number, cells in _rows(file, _text(file)) if any(cells)]
    if not rows:
        raise Refusal("There is no Member in {file}. {advice}.", file=file, advice=_ADVICE)
    headings = [cell.casefold() for cell in rows[0][1]]
    column = next((headings.index(name) for name in _MEMBER_HEADINGS if name in headings), None)
    if column is None:
        named = _named(file, rows)
    else:
        language, sent = (
            headings.index(heading) if heading in headings else None for heading in (_LANGUAGE_HEADING, _FILE_HEADING)
        )
        named = _named(file, rows[1:], column, language)
        if sent is not None:
            named = _with_files(named, rows[1:], column, sent)
    if not named:
        raise Refusal("There is no Member below the headings of {file}. {advice}.", file=file, advice=_ADVICE)
    return tuple(named[member.iso3] for member in load_members().members if member.iso3 in named)


def _named(
    file: Path, rows: Iterable[tuple[int, list[str]]], column: int | None = None, language: int | None = None
) -> dict[str, Asked]:
    """The Members of `rows` by code; `column` and `language` are where a row names them, if there are headings."""
    known = {member.iso3: _asked(member) for member in load_members().members}
    found: dict[str, Asked] = {}
    for number, cells in rows:
        if column is None and sum(cell.upper() in known for cell in cells) > 1:
            raise Refusal(
                "{file}, line {number}: more than one Member. {advice}.", file=file, number=number, advice=_ADVICE
            )
        code = _cell(cells, column or 0)
        asked = known.get(code.upper())
        if asked is None:
            raise Refusal(
                "{file}, line {number}: {code} is not the code of a WCO Member. {advice}.",
                file=file,
                number=number,
                code=_quoted(code),
                advice=_ADVICE,
            )
        word = _cell(cells, language).lower() if language is not None else ""
        if word and not _LANGUAGE.fullmatch(word):
            raise Refusal(
                "{file}, line {number}: {word} is no language: write two letters, such as en.",
                file=file,
                number=number,
                word=_quoted(word),
            )
        found.setdefault(asked.country, replace(asked, language=word or asked.language))
    return found


def _with_files(
    named: dict[str, Asked], rows: Iterable[tuple[int, list[str]]], column: int, sent: int
) -> dict[str, Asked]:
    """The same with the files that `rows` say were sent to each."""
    files: dict[str, list[str]] = defaultdict(list)
    for _, cells in rows:
        if name := _cell(cells, sent):
            files[_cell(cells, column).upper()].append(name)
    return {country: replace(asked, files=tuple(files[country])) for country, asked in named.items()}


def _asked(member: Member) -> Asked:
    return Asked(member.iso3, member.name, member.region, member.language)


def _cell(cells: list[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""


def _quoted(text: str) -> str:
    return ascii(text if len(text) <= _SHOWN else text[:_SHOWN] + "...")


def _text(file: Path) -> str:
    if not file.is_file():
        raise Refusal(
            "There is no file {file}: give the one that lists the Members, or leave --members out for all of them.",
            file=file,
        )
    try:
        size = file.stat().st_size
        data = file.read_bytes() if size <= _SIZE_LIMIT else b""
    except OSError as error:
        raise Refusal(
            "{file} cannot be read ({error}). {advice}.", file=file, error=error.strerror or error, advice=_ADVICE
        ) from None
    if size > _SIZE_LIMIT:
        raise Refusal("{file} is too large for a list of Members. {advice}.", file=file, advice=_ADVICE)
    # Excel's "Unicode text" is UTF-16. Codes are ASCII: what else a line holds may be in any code page.
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = data.decode("utf-16" if utf16 else "utf-8-sig", "replace")
    if "\0" in text:
        raise Refusal("{file} is no text. {advice}; from Excel, save the list as CSV.", file=file, advice=_ADVICE)
    return text


def _rows(file: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Each line of the file with its number, as cells without white space around them."""
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter_of(text))
    try:
        for cells in reader:
            yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise Refusal(
            "{file}, line {line}: not readable as CSV ({error}). {advice}.",
            file=file,
            line=reader.line_num,
            error=error,
            advice=_ADVICE,
        ) from None
