"""One returned workbook as data: its answers, and last year's where it shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from addin.checks.structure import check_columns, check_rows, check_sheets
from addin.regenerate.conflicts import open_conflicts
from addin.regenerate.told_apart import told_apart
from addin.returned.opening import read_file
from addin.returned.returned import Entry, Returned
from addin.submissions import readers
from addin.submissions.examine import read_returned
from addin.submissions.guard import WorkingOn
from addin.submissions.rows import OWN_CELLS, remarks_of
from schemas.definition import Definition
from schemas.excel.cell_text import visible
from schemas.findings import Severity
from schemas.layout.columns import StartColumn
from schemas.layout.names import COVER
from schemas.layout.places import START, Place
from schemas.layout.stamp import Stamp
from schemas.loading.loader import load_definition
from schemas.messages.message import Message
from schemas.questions import shown
from schemas.years.campaign import told_by
from schemas.years.member_answers import Given, MemberAnswers, Remark

_NO_RESULT = Message("holds a formula without a result")


@dataclass(frozen=True)
class ReadWorkbook:
    """What the process that read a workbook hands over: its answers, and what they stand in."""

    answers: MemberAnswers
    stamp: Stamp
    shows_last_year: bool
    not_taken: tuple[str, ...]
    """What it holds, or lost, that the answers cannot tell: a sentence each."""

    @property
    def definition(self) -> Definition:
        """What the workbook asks, in its language."""
        definition = load_definition(self.answers.edition, self.answers.language)
        return definition.with_last_year if self.shows_last_year else definition


def read_workbooks(paths: Iterable[Path]) -> Iterator[ReadWorkbook]:
    """The workbooks at `paths`, in order, each read within its budget and outside this process.

    A file is called by its name, or by as much of its path as tells it from another of that name.

    Raises `Refusal` where no answers can be taken from one, OSError where it cannot be opened.
    """
    # One process: a second one would take longer to start than it takes to read a file.
    paths = list(paths)
    with readers.pool(1) as pool:
        submitted = [pool.submit(_read, path, name) for path, name in zip(paths, told_apart(paths), strict=True)]
        for path, read in zip(paths, submitted, strict=True):
            with WorkingOn(path, OSError):
                workbook = read.result()
            yield workbook


def _read(path: Path, name: str) -> ReadWorkbook:
    path.stat()  # a path that leads nowhere was mistyped, and is no file to be refused
    with WorkingOn(path):
        return workbook_of(read_returned(read_file(path), name))


def workbook_of(returned: Returned) -> ReadWorkbook:
    """What `returned` holds, as data that travels between processes."""
    answers = answers_of(returned)
    told = (*not_taken(returned), *_pictured(answers))
    return ReadWorkbook(answers, returned.stamp, returned.definition.shows_last_year, told)


def answers_of(returned: Returned) -> MemberAnswers:
    """What stands in the input cells of `returned`; errors and formulas without a result hold nothing."""
    given = {name: _given(entry) for name, entry in returned.entries.items() if _holds_something(entry)}
    stamp, country = returned.stamp, given.get("country", Given("")).value
    return MemberAnswers(
        file=returned.file,
        edition=stamp.edition,
        language=returned.definition.wording.language,
        year=stamp.year,
        country=country if isinstance(country, str) else stamp.member,
        given=given,
        last=returned.last_cells.last_year(),
        member=stamp.member,
        remarks=tuple(_remarks(returned)),
        cover=told_by(_cover(returned), returned.definition, stamp.year),
        conflicts=tuple(open_conflicts(returned)),
    )


def _cover(returned: Returned) -> dict[str, str]:
    """What the cells of its cover show, by the names of `COVER`; nothing in a form that has none."""
    sheet, marks = returned.sheets.get(START), returned.layout.sheets[START].marks
    said = {}
    for name in COVER:
        row = marks.get(f"cover.{name}")
        at = returned.found_at(Place(START, row, StartColumn.VALUE)) if sheet is not None and row is not None else None
        if sheet is not None and at is not None and at not in sheet.cells.errors:
            said[name] = shown(sheet.value(*at))
    return said


def _remarks(returned: Returned) -> Iterator[Remark]:
    """What stands beside the answers; what was carried along before keeps the file that it came from."""
    listed = {(noted.sheet, noted.cell) for noted in returned.noted}
    yield from (Remark(noted.file, noted.source, noted.text) for noted in returned.noted)
    for row in remarks_of(returned):
        # Notes and respondents have cells of their own, which are carried as answers are.
        if (row.sheet, row.cell) not in listed and row.kind not in OWN_CELLS:
            yield row.from_file(returned.file)


def not_taken(returned: Returned) -> Iterator[str]:
    """What `returned` holds, or lost, that `answers_of` cannot tell: a sentence each."""
    for check in (check_sheets, check_rows, check_columns):
        for finding in check(returned):
            if finding.severity is Severity.ERROR or finding.sheet in returned.unstamped:
                yield f"{returned.file}: {finding.message}"
    for entry in returned.entries.values():
        if not entry.is_empty and not _holds_something(entry):
            yield Message(
                "{file}: {cell} {what}: it was left empty.",
                file=returned.file,
                cell=f"'{entry.sheet}'!{entry.cell}",
                what=Message("shows an error ({error})", error=entry.error) if entry.error else _NO_RESULT,
            )


def _pictured(answers: MemberAnswers) -> Iterator[str]:
    """The texts with signs that no workbook can hold as they are: a sentence each."""
    texts = [(f"'{given.sheet}'!{given.cell}", str(given.raw)) for given in answers.given.values()]
    texts += [(remark.source, remark.text) for remark in answers.remarks]
    for place, text in texts:
        signs = {sign: visible(sign) for sign in text if visible(sign) != sign}
        if signs:
            shown_as = ", ".join(f"{picture} for U+{ord(sign):04X}" for sign, picture in signs.items())
            yield Message(
                "{file}: {place} holds control signs, which are not carried over as they are: {shown_as}.",
                file=answers.file,
                place=place,
                shown_as=shown_as,
            )


def _holds_something(entry: Entry) -> bool:
    return entry.reading is not None


def _given(entry: Entry) -> Given:
    reading = entry.value
    value = None if reading.problem is not None else reading.value
    return Given(
        text=shown(entry.raw),
        value=value,
        unit=reading.unit,
        not_available=reading.not_available,
        sheet=entry.sheet,
        cell=entry.cell,
        raw=entry.raw,
        not_applicable=reading.not_applicable,
        estimated=reading.estimated,
        parts=reading.parts,
    )
