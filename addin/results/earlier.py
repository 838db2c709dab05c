"""What the Members answered in an earlier year: from returned workbooks, or from a consolidated result."""

from __future__ import annotations

import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from addin.consolidation.consolidate import Consolidation, File, Status, consolidate
from addin.results.level_columns import level_columns
from addin.results.result_reader import Line, Sheet, read_sheets
from addin.returned.folder import Watch, files_below, find_files, name_below
from addin.submissions.examine import examine_many
from addin.submissions.submission import AnswerRow, InformationRow, LevelRow
from schemas.errors import Refusal
from schemas.findings import Code
from schemas.loading.loader import DEFAULT_EDITION, DEFAULT_LANGUAGE, load_definition
from schemas.loading.loader import editions as known_editions
from schemas.models.wording import Kind
from schemas.progress import track
from schemas.questions import FIRST_YEAR, LAST_YEAR
from schemas.years.member_answers import Given, MemberAnswers, Past

_RESULT_SHEETS = {
    "Files": ("file", "status", "country", "year", "language", "edition"),
    "Levels": ("country", "year"),
    "Answers": ("country", *AnswerRow._fields),
    "Information": ("country", *InformationRow._fields),
    "Findings": ("file", "country", "code", "name"),
}
"""The sheets that make a workbook a result, and the columns that are read."""
_CODED = {Kind.LIST.value, Kind.YES_NO.value}


class _Rows(NamedTuple):
    levels: list[LevelRow]
    answers: list[AnswerRow]
    information: list[InformationRow]
    stale: set[str]


def read_past(place: Path, watch: Watch) -> Past:
    """The answers in `place`: a consolidated result, a folder that holds one, or a folder of returned workbooks.

    Of returned workbooks the most common year counts, and of a Member's the one that consolidating
    would take. Raises `Refusal` where there is nothing to read.
    """
    results = [path for path in _candidates(place) if is_result(path)]
    if len(results) > 1:
        listed = ", ".join(path.name for path in results)
        raise Refusal(f"There are several consolidated results in {place} ({listed}): name the one that counts.")
    if results:
        return _from_result(results[0])
    if place.is_file():
        raise Refusal(f"{place} is no consolidated result: give one, or a folder with returned workbooks.")
    files = find_files(place)
    names = [name_below(place, path) for path in files]
    return _from_returned(consolidate(watch(examine_many(files, names=names), len(files))), place)


def read_past_watched(place: Path) -> Past:
    """As `read_past`, with a progress bar on a terminal: what the builder finds by name."""
    return read_past(place, track)


def _candidates(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    return [path for path in files_below(place) if path.parent == place and path.suffix == ".xlsx"]


def is_result(path: Path) -> bool:
    """Whether a workbook is a consolidated result."""
    try:
        with zipfile.ZipFile(path) as package:
            workbook = package.open("xl/workbook.xml").read(1 << 20)
    except (OSError, KeyError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError):
        return False
    return all(f'name="{title}"'.encode() in workbook for title in _RESULT_SHEETS)


# --- returned workbooks ----------------------------------------------------------------------
def _from_returned(consolidation: Consolidation, place: Path) -> Past:
    if consolidation.year is None:
        raise Refusal(f"No file in {place} could be read as a KPI workbook: give last year's returned workbooks.")
    rows: dict[str, _Rows] = defaultdict(lambda: _Rows([], [], [], set()))
    for file, levels in consolidation.levels():
        rows[file.file].levels.extend(levels)
    for file, answer in consolidation.answers():
        rows[file.file].answers.append(answer)
    for file, item in consolidation.information():
        rows[file.file].information.append(item)
    for file, found in consolidation.findings():
        if found.code == Code.STALE_ANSWERS:
            rows[file.file].stale.add(_number(found.name))
    members = {file.country: _answers(file, rows[file.file]) for file in consolidation.counted if file.country}
    readable = (file for file in consolidation.files if file.status is not Status.REJECTED)
    unread = (file.file for file in consolidation.files if file.status is Status.REJECTED)
    return Past(consolidation.year, members, {file.file: file.country for file in readable}, tuple(unread))


def _number(name: str) -> str:
    """The indicator of a cell: `level_4_2` is of `4.2`."""
    return ".".join(name.split("_")[1:3])


def _answers(file: File, rows: _Rows) -> MemberAnswers:
    return MemberAnswers(
        file.file,
        file.edition or "",
        file.language or DEFAULT_LANGUAGE,
        file.year or 0,
        file.country,
        dict(_given(rows)),
        frozenset(rows.stale),
    )


def _given(rows: _Rows) -> Iterator[tuple[str, Given]]:
    for level in rows.levels:
        if level.level is not None:
            given = Given(str(level.level), level.level, sheet=level.sheet, cell=level.cell)
            yield f"level_{level.standard}_{level.indicator}", given
    for answer in rows.answers:
        number = f"{answer.standard}_{answer.indicator}_{answer.question}"
        if answer.yes_no:
            yield f"yes_no_{number}", Given(answer.yes_no, answer.yes_no, "", False, answer.sheet, answer.cell)
        if answer.answer:
            yield f"answer_{number}", Given(answer.answer, answer.answer, "", False, answer.sheet, answer.cell)
    for item in rows.information:
        yield from _item(item)


def _item(item: InformationRow) -> Iterator[tuple[str, Given]]:
    name, place = f"info_{item.standard}_{item.item}", (item.sheet, item.cell)
    value: Any = item.text if item.kind in _CODED and not item.not_available else item.value
    yield name, Given(item.text, value, item.unit, item.not_available, *place)
    if item.kind == Kind.MONEY and item.unit and item.unit not in item.text:
        yield f"{name}_currency", Given(item.unit, item.unit, "", False, *place)


# --- a consolidated result -------------------------------------------------------------------
_NUMBERED = (1, 999)
"""Standards, indicators, items and questions: whatever an edition may have."""
_LEVELS = (1, 5)


def _from_result(path: Path) -> Past:
    sheets = read_sheets(path, _RESULT_SHEETS)
    counted = {
        line.text("country"): line
        for line in sheets["Files"]
        if line.text("country") and line.text("status").startswith("accepted")
    }
    years = {country: _year(line) for country, line in counted.items()}
    if not counted:
        raise Refusal(f"{path} holds no Member's answers.")
    rows = _rows_of(sheets, counted)
    members = {
        country: MemberAnswers(
            path.name,
            line.text("edition") or line.refuse("edition", "the edition of its template"),
            line.text("language"),
            years[country],
            country,
            dict(_given(rows[country])),
            frozenset(rows[country].stale),
        )
        for country, line in counted.items()
    }
    return Past(max(years.values()), members, {})


def _year(line: Line) -> int:
    return line.needed("year", FIRST_YEAR, LAST_YEAR)


def _rows_of(sheets: Mapping[str, Sheet], counted: Mapping[str, Line]) -> Mapping[str, _Rows]:
    """What a result says of each Member; of those in `counted` the file that counts."""
    rows: dict[str, _Rows] = defaultdict(lambda: _Rows([], [], [], set()))
    for line in sheets["Answers"]:
        rows[line.text("country")].answers.append(_answer(line))
    for line in sheets["Information"]:
        rows[line.text("country")].information.append(_information(line))
    for line in sheets["Findings"]:
        country = line.text("country")
        counts = country in counted and counted[country].text("file") == line.text("file")
        if counts and line.text("code") == Code.STALE_ANSWERS:
            rows[country].stale.add(_number(line.text("name")))
    editions = {country: line.text("edition") for country, line in counted.items()}
    found = sorted(set(editions.values()) & set(known_editions()), reverse=True)
    columns = level_columns([load_definition(edition) for edition in found or [DEFAULT_EDITION]])
    for line in sheets["Levels"]:
        _year(line)
        edition = editions.get(line.text("country"), "")
        rows[line.text("country")].levels.extend(_levels(line, columns.by_edition.get(edition, {})))
    return rows


def _answer(line: Line) -> AnswerRow:
    texts = ("topic", "question_text", "yes_no", "answer", "sheet", "cell")
    return AnswerRow(
        standard=line.needed("standard", *_NUMBERED),
        indicator=line.needed("indicator", *_NUMBERED),
        level=line.whole("level", *_LEVELS),
        question=line.needed("question", *_NUMBERED),
        **{name: line.text(name) for name in texts},
    )


def _information(line: Line) -> InformationRow:
    texts = ("label", "kind", "unit", "text", "sheet", "cell")
    return InformationRow(
        standard=line.needed("standard", *_NUMBERED),
        item=line.needed("item", *_NUMBERED),
        value=line.number("value"),
        not_available=line.flag("not_available"),
        **{name: line.text(name) for name in texts},
    )


def _levels(line: Line, columns: Mapping[tuple[int, int], str]) -> Iterator[LevelRow]:
    """The levels of one Member, each with its cell in the result, by the numbers of its own edition."""
    line.sheet.check(*columns.values())
    for number, name in columns.items():
        level = line.whole(name, *_LEVELS)
        if level is not None:
            yield LevelRow(*number, level, line.sheet.title, line.cell(name))
