"""One returned workbook as data: its answers, and last year's where it shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Literal

from addin.checks.structure import check_columns, check_rows, check_sheets
from addin.returned.kept import last_answer, last_level
from addin.returned.package import PackageError
from addin.returned.returned import Entry, Returned
from addin.submissions.examine import read_returned
from addin.submissions.guard import Guard
from addin.submissions.refusals import refused
from schemas.definition import Definition
from schemas.errors import Refusal
from schemas.findings import Severity
from schemas.layout import names
from schemas.loading.loader import load_definition
from schemas.loading.yaml_file import DefinitionError
from schemas.questions import shown, yes_no_code
from schemas.years.last_year import Kept, LastIndicator, LastYear
from schemas.years.member_answers import Given, MemberAnswers

_BEFORE = re.compile(r"^(\d+\.\d+): (\d)", re.MULTILINE)


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
        last=_last_year(returned),
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


# --- last year's answers ---------------------------------------------------------------------


def _last_year(returned: Returned) -> LastYear | None:
    """Last year's answers as `returned` shows them; None where it shows none."""
    year, definition = returned.last_year, returned.definition
    if year is None:
        return None
    indicators = {(s, i): _indicator(returned, year, s, i) for s, i in definition.edition.indicators}
    information = {
        (s, k): _information(definition, s, k, shown(cell.raw))
        for s, k, _ in definition.edition.information()
        if (cell := returned.last.get(names.last_information(s, k))) is not None
    }
    return LastYear(year, indicators, information)


def _indicator(returned: Returned, year: int, s: int, i: int) -> LastIndicator:
    level = last_level(returned, s, i)
    if level is None:
        return _not_to_keep(returned, year, s, i)
    answers: dict[int, str] = {}
    yes_no: dict[int, Literal["yes", "no"]] = {}
    for n in range(1, returned.definition.edition.questions_per_level + 1):
        choice = returned.last.get(names.last_yes_no(s, i, n))
        code = yes_no_code(choice.raw, returned.definition) if choice is not None else None
        if code is not None:
            yes_no[n] = code
        if text := last_answer(returned, s, i, n):
            answers[n] = text
    return LastIndicator(level, answers, yes_no)


def _not_to_keep(returned: Returned, year: int, s: int, i: int) -> LastIndicator:
    cell = returned.last.get(names.last_level(s, i))
    text, words = shown(cell.raw) if cell is not None else "", returned.definition.wording.last_year
    if text == words.new.format(year=year):
        return LastIndicator(kept=Kept.NEW)
    if text.startswith(words.several.format(year=year)):
        before = tuple((number, int(level)) for number, level in _BEFORE.findall(text))
        return LastIndicator(kept=Kept.SEVERAL, before=before)
    return LastIndicator()


def _information(definition: Definition, s: int, k: int, text: str) -> str:
    """The code where there are codes, or what was typed."""
    item = definition.item(s, k)
    if item.choices is not None:
        codes = {label: code for code, label in definition.choice_labels(item.choices).items()}
        return codes.get(text, text)
    return {label: code for code, label in definition.wording.yes_no.items()}.get(text, text)
