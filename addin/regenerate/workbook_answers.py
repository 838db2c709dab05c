"""One returned workbook as data: its answers, and last year's where it shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from addin.checks.structure import check_columns, check_rows, check_sheets
from addin.returned.opening import read_file
from addin.returned.returned import Entry, Returned
from addin.submissions import readers
from addin.submissions.examine import read_returned
from addin.submissions.guard import WorkingOn
from addin.submissions.rows import OWN_CELLS, remarks_of
from schemas.definition import Definition
from schemas.findings import Severity
from schemas.layout.columns import StartColumn
from schemas.layout.names import COVER
from schemas.layout.places import START, Place
from schemas.layout.stamp import Stamp
from schemas.loading.loader import load_definition
from schemas.questions import shown
from schemas.years.campaign import told_by
from schemas.years.member_answers import Given, MemberAnswers, Remark


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

    Raises `Refusal` where no answers can be taken from one, OSError where it cannot be opened.
    """
    # One process: a second one would take longer to start than it takes to read a file.
    with readers.pool(1) as pool:
        for path, read in [(path, pool.submit(_read, path)) for path in paths]:
            with WorkingOn(path, OSError):
                workbook = read.result()
            yield workbook


def _read(path: Path) -> ReadWorkbook:
    path.stat()  # a path that leads nowhere was mistyped, and is no file to be refused
    with WorkingOn(path):
        return workbook_of(read_returned(read_file(path), path.name))


def workbook_of(returned: Returned) -> ReadWorkbook:
    """What `returned` holds, as data that travels between processes."""
    left = tuple(not_taken(returned))
    return ReadWorkbook(answers_of(returned), returned.stamp, returned.definition.shows_last_year, left)


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
            what = f"shows an error ({entry.error})" if entry.error else "holds a formula without a result"
            yield f"{returned.file}: '{entry.sheet}'!{entry.cell} {what}: it was left empty."


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
