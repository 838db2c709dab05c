"""What the Members answered in an earlier year: from returned workbooks, or from a consolidated result."""

from __future__ import annotations

import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from addin.consolidation import Consolidation, File, Status, consolidate
from addin.folder_files import Watch, find_files, name_below
from addin.level_columns import level_columns
from addin.submission import AnswerRow, InformationRow, LevelRow
from addin.validation import examine_many
from schemas.errors import Refusal
from schemas.findings import Code
from schemas.layout import column_letter
from schemas.loader import DEFAULT_EDITION, DEFAULT_LANGUAGE, load_definition
from schemas.loader import editions as known_editions
from schemas.member_answers import Given, MemberAnswers, Past
from schemas.models import Kind
from schemas.progress import track

_RESULT_SHEETS = ("Files", "Levels", "Answers", "Information", "Findings")
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
    return [place] if place.is_file() else sorted(place.glob("*.xlsx"))


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

_Row = Mapping[str, Any]


def _from_result(path: Path) -> Past:
    try:
        tables = {title: list(_table(path, title)) for title in _RESULT_SHEETS}
    except (InvalidFileException, KeyError, ValueError, OSError, zipfile.BadZipFile) as error:
        raise Refusal(f"{path} could not be read as a consolidated result: make it anew.") from error
    editions = {row["file"]: (str(row["edition"]), str(row["language"])) for row in tables["Files"] if row["edition"]}
    counted = {
        row["country"]: row for row in tables["Files"] if row["country"] and str(row["status"]).startswith("accepted")
    }
    rows: dict[str, _Rows] = defaultdict(lambda: _Rows([], [], [], set()))
    for row in tables["Answers"]:
        rows[row["country"]].answers.append(AnswerRow(*_fields(row, AnswerRow)))
    for row in tables["Information"]:
        rows[row["country"]].information.append(InformationRow(*_fields(row, InformationRow)))
    for row in tables["Findings"]:
        if row["code"] == Code.STALE_ANSWERS and counted.get(row["country"], {}).get("file") == row["file"]:
            rows[row["country"]].stale.add(_number(str(row["name"])))
    found = sorted({edition for edition, _ in editions.values()} & set(known_editions()), reverse=True)
    columns = level_columns([load_definition(edition) for edition in found or [DEFAULT_EDITION]])
    for number, row in enumerate(tables["Levels"], 2):
        edition = editions.get(counted.get(row["country"], {}).get("file"), ("", ""))[0]
        rows[row["country"]].levels.extend(_levels(row, number, columns.by_edition.get(edition, {})))
    years = {int(row["year"]) for row in tables["Levels"] if row["year"]}
    if not counted or not years:
        raise Refusal(f"{path} holds no Member's answers.")
    members = {
        country: MemberAnswers(
            path.name,
            *editions[row["file"]],
            int(row["year"]),
            country,
            dict(_given(rows[country])),
            frozenset(rows[country].stale),
        )
        for country, row in counted.items()
    }
    return Past(max(years), members, {})


def _table(path: Path, title: str) -> Iterator[_Row]:
    workbook = load_workbook(path, read_only=True, data_only=True)
    try:
        lines = workbook[title].iter_rows(values_only=True)
        names = [str(name) for name in next(lines)]
        for line in lines:
            if any(value is not None for value in line):
                yield dict(zip(names, line, strict=False))
    finally:
        workbook.close()


def _fields(row: _Row, kind: type[AnswerRow | InformationRow]) -> Iterable[Any]:
    """The fields of a row in the order of `kind`; an empty cell is an empty text where a text belongs."""
    numbers = {"level", "value"}
    return (row[name] if row[name] is not None or name in numbers else "" for name in kind._fields)


def _levels(row: _Row, line: int, columns: Mapping[tuple[int, int], str]) -> Iterator[LevelRow]:
    """The levels of one Member, each with its cell in the result, by the numbers of its own edition."""
    letters = {name: column_letter(number) for number, name in enumerate(row, 1)}
    for number, name in columns.items():
        if row.get(name) is not None:
            yield LevelRow(*number, int(row[name]), "Levels", f"{letters[name]}{line}")
