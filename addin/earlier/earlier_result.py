"""An earlier year's answers from a consolidated result."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from addin.consolidation.consolidate import COUNTING
from addin.earlier.member_rows import MemberRows, given_in, indicator_number
from addin.earlier.result_reader import Line, Sheet, read_sheets
from addin.submissions.submission import AnswerRow, InformationRow, LevelRow, RemarkRow
from addin.tables import columns as c
from addin.tables.level_columns import level_columns
from schemas.errors import Refusal
from schemas.findings import Code
from schemas.loading.loader import DEFAULT_EDITION, languages, load_definition
from schemas.loading.loader import editions as known_editions
from schemas.messages.message import Message
from schemas.questions import FIRST_YEAR, LAST_YEAR
from schemas.years.member_answers import MemberAnswers, Past, Remark

_SINCE = {column.name for column in (c.PART, c.FLAG, c.PERIOD, c.NOT_APPLICABLE)}
"""The columns of information that earlier results have not."""
_COUNTRY = c.COUNTRY.name
RESULT_SHEETS = {
    "Files": tuple(each.name for each in (c.FILE, c.STATUS, c.COUNTRY, c.YEAR, c.LANGUAGE, c.EDITION)),
    "Levels": tuple(each.name for each in (c.COUNTRY, c.YEAR)),
    "Answers": (_COUNTRY, *AnswerRow._fields),
    "Information": (_COUNTRY, *(name for name in InformationRow._fields if name not in _SINCE)),
    "Findings": tuple(each.name for each in (c.FILE, c.COUNTRY, c.CODE, c.NAME)),
}
"""The sheets that make a workbook a result, and the columns that it must have."""
_REMARKS = {"Remarks": (c.FILE.name, _COUNTRY, *RemarkRow._fields)}
"""What a result of an older kpibook has not."""
_LANGUAGE = re.compile(rb"<dc:language[^<>]*>([a-z]{2})(?:-[A-Za-z]{2})?</dc:language>")


def is_result(path: Path) -> bool:
    """Whether a workbook is a consolidated result."""
    try:
        with zipfile.ZipFile(path) as package:
            workbook = package.open("xl/workbook.xml").read(1 << 20)
    except (OSError, KeyError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError):
        return False
    return all(f'name="{title}"'.encode() in workbook for title in RESULT_SHEETS)


def language_of(path: Path) -> str | None:
    """The language that a consolidated result says it is in, two letters; None where it says none that there is."""
    try:
        with zipfile.ZipFile(path) as package:
            properties = package.open("docProps/core.xml").read(1 << 16)
    except (OSError, KeyError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError):
        return None
    found = _LANGUAGE.search(properties)
    # A program that saved it may have made a country's of it: `fr-BE`.
    language = found[1].decode("ascii") if found is not None else None
    return language if language in languages() else None


# --- a consolidated result -------------------------------------------------------------------
_NUMBERED = (1, 999)
"""Standards, indicators, items and questions: whatever an edition may have."""
_LEVELS = (1, 5)


def from_result(path: Path) -> Past:
    """The answers in the consolidated result at `path`. Raises `Refusal` where it cannot be read."""
    sheets = read_sheets(path, RESULT_SHEETS, _REMARKS)
    counted = {
        line.text(_COUNTRY): line
        for line in sheets["Files"]
        if line.text(_COUNTRY) and line.text(c.STATUS.name) in COUNTING
    }
    years = {country: _year(line) for country, line in counted.items()}
    if not counted:
        raise Refusal("{path} holds no Member's answers.", path=path)
    rows = _rows_of(sheets, counted)
    members = {
        country: MemberAnswers(
            path.name,
            line.text(c.EDITION.name) or line.refuse(c.EDITION.name, Message("the edition of its template")),
            line.text(c.LANGUAGE.name),
            years[country],
            country,
            dict(given_in(rows[country])),
            frozenset(rows[country].stale),
            remarks=tuple(_remarks(sheets, country)),
        )
        for country, line in counted.items()
    }
    return Past(max(years.values()), members, {})


def _remarks(sheets: Mapping[str, Sheet], country: str) -> Iterator[Remark]:
    """What a Member's officers wrote beside their answers."""
    for line in sheets.get("Remarks", ()):
        if line.text(_COUNTRY) == country:
            yield RemarkRow(*map(line.text, RemarkRow._fields)).from_file(line.text(c.FILE.name))


def _year(line: Line) -> int:
    return line.needed(c.YEAR.name, FIRST_YEAR, LAST_YEAR)


def _rows_of(sheets: Mapping[str, Sheet], counted: Mapping[str, Line]) -> Mapping[str, MemberRows]:
    """What a result says of each Member; of those in `counted` the file that counts."""
    rows: dict[str, MemberRows] = defaultdict(lambda: MemberRows([], [], [], set()))
    for line in sheets["Answers"]:
        rows[line.text(_COUNTRY)].answers.append(_answer(line))
    for line in sheets["Information"]:
        rows[line.text(_COUNTRY)].information.append(_information(line))
    for line in sheets["Findings"]:
        country = line.text(_COUNTRY)
        counts = country in counted and counted[country].text(c.FILE.name) == line.text(c.FILE.name)
        if counts and line.text(c.CODE.name) == Code.STALE_ANSWERS:
            rows[country].stale.add(indicator_number(line.text(c.NAME.name)))
    editions = {country: line.text(c.EDITION.name) for country, line in counted.items()}
    found = sorted(set(editions.values()) & set(known_editions()), reverse=True)
    columns = level_columns([load_definition(edition) for edition in found or [DEFAULT_EDITION]])
    for line in sheets["Levels"]:
        _year(line)
        edition = editions.get(line.text(_COUNTRY), "")
        rows[line.text(_COUNTRY)].levels.extend(_levels(line, columns.by_edition.get(edition, {})))
    return rows


def _answer(line: Line) -> AnswerRow:
    texts = ("topic", "question_text", "yes_no", "answer", "sheet", "cell")
    return AnswerRow(
        standard=line.needed("standard", *_NUMBERED),
        indicator=line.last_number(c.INDICATOR.name, *_NUMBERED),
        level=line.whole("level", *_LEVELS),
        question=line.needed("question", *_NUMBERED),
        **{name: line.text(name) for name in texts},
    )


def _information(line: Line) -> InformationRow:
    texts = ("label", "part", "kind", "unit", "flag", "period", "text", "sheet", "cell")
    return InformationRow(
        standard=line.needed("standard", *_NUMBERED),
        item=line.needed("item", *_NUMBERED),
        value=line.number("value"),
        not_available=line.flag("not_available"),
        not_applicable=line.has("not_applicable") and line.flag("not_applicable"),
        **{name: line.text(name) if line.has(name) else "" for name in texts},
    )


def _levels(line: Line, columns: Mapping[tuple[int, int], str]) -> Iterator[LevelRow]:
    """The levels of one Member, each with its cell in the result, by the numbers of its own edition."""
    line.sheet.check(*columns.values())
    for number, name in columns.items():
        level = line.whole(name, *_LEVELS)
        if level is not None:
            yield LevelRow(*number, level, line.sheet.title, line.cell(name))
