"""One returned workbook as data: its answers, and last year's where it shows them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from addin.checks.structure import check_columns, check_rows, check_sheets
from addin.returned.package import PackageError
from addin.returned.returned import Entry, Returned
from addin.submissions.examine import read_returned
from addin.submissions.guard import Guard
from addin.submissions.refusals import refused
from schemas.errors import Refusal
from schemas.findings import Severity
from schemas.loading.loader import load_definition
from schemas.loading.yaml_file import DefinitionError
from schemas.questions import shown
from schemas.years.member_answers import Given, MemberAnswers


def read_one(path: Path) -> Returned:
    """The workbook at `path`.

    Raises `Refusal` where no answers can be taken from it, OSError where it cannot be opened.
    """
    data = path.read_bytes()
    with WorkingOn(path):
        return read_returned(data, path.name)


class WorkingOn(Guard):
    """Turns whatever breaks inside into the `Refusal` that nothing can be made of the workbook at `path`."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path), Refusal, DefinitionError)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            super().__exit__(kind, error, trace)
            if isinstance(error, PackageError):
                raise error
        except PackageError as refusal:
            raise Refusal(refused(load_definition(), self._file, refusal).message) from error


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
    )


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
    return Given(shown(entry.raw), value, reading.unit, reading.not_available, entry.sheet, entry.cell, entry.raw)
