"""One returned workbook, read and checked: what the reader and the checks hand to consolidation."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from schemas.findings import Finding, Severity

if TYPE_CHECKING:
    # Whoever only shows what came of a file loads nothing that reads one.
    from addin.decisions.correcting import Done
    from schemas.years.member_answers import Remark


class LevelRow(NamedTuple):
    """The implementation level of one indicator; None where none was chosen or understood."""

    standard: int
    indicator: int
    level: int | None
    sheet: str = ""
    """The sheet's title and the level's cell, as they stand in the returned workbook."""
    cell: str = ""
    decision: str = ""
    """The rows of the ledger that touched it: `4`, `4, 7`; so it is in all rows."""


class LastRow(NamedTuple):
    """Last year's level of one indicator, as the workbook shows it beside this year's."""

    standard: int
    indicator: int
    year: int
    level: int
    sheet: str
    cell: str


class AnswerRow(NamedTuple):
    """What stands beside one capacity-building question, asked or not: nothing is lost."""

    standard: int
    indicator: int
    level: int | None
    question: int
    topic: str
    """Empty where the question is not asked at this level."""
    question_text: str
    """The question word for word; empty where it is not asked."""
    yes_no: str
    """`yes`, `no` or empty."""
    answer: str
    sheet: str
    """The sheet's title and the answer's cell, as they stand in the returned workbook."""
    cell: str
    decision: str = ""


class InformationRow(NamedTuple):
    """One value of an additional-information item that was filled in; an item with several has several rows."""

    standard: int
    item: int
    label: str
    part: str
    """What the value is of, as it was typed (`vendor`); empty where the item has one value, or none was named."""
    kind: str
    value: int | float | None
    """The number, for percent (0-100), count, duration (hours) and an amount of money."""
    unit: str
    """`%`, `hours`, an ISO 4217 code, or empty."""
    flag: str
    """`estimated`, or empty."""
    period: str
    """What time the value is of: a year, or an ISO 8601 day; empty where nobody knows."""
    not_available: bool
    not_applicable: bool
    text: str
    """What was typed; for yes-no and list items the code (`yes`, `annual`), and of several texts this one."""
    sheet: str
    cell: str
    decision: str = ""


class RemarkRow(NamedTuple):
    """What somebody wrote beside the answers."""

    sheet: str
    """The title of the sheet and the cell where it stands, as they are in the file; a text box has no cell."""
    cell: str
    kind: str
    """`comment` or `outside`: a comment at a cell, or a text where nothing is read."""
    text: str

    def from_file(self, file: str) -> Remark:
        """The same as a workbook that is made from `file` lists it."""
        from schemas.years.member_answers import Remark  # noqa: PLC0415 - as above

        return Remark(file, f"{self.sheet}!{self.cell}" if self.cell else self.sheet, self.text)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is known of a file as a whole, from its reading to the last table."""

    file: str
    """The path as given, or relative to the folder that is consolidated, with forward slashes."""
    sha256: str = ""
    country: str | None = None
    """ISO 3166-1 alpha-3 of the Member, None where it is missing or unknown."""
    year: int | None = None
    """The year its template was made for."""
    language: str | None = None
    edition: str | None = None
    complete: bool = False
    """True where a Member is named and every indicator is complete."""
    indicators: int = 0
    """The indicators its edition asks for; 0 where it could not be read."""
    indicators_complete: int = 0
    """Those of them with a level and all that the level asks."""
    submitted: dt.date | None = None
    """The submission date, where it is valid."""
    modified: dt.datetime | None = None
    """The last modification that the file says of itself, in UTC."""

    @property
    def was_read(self) -> bool:
        """True where it could be read as a KPI workbook, whatever became of it: its edition is known then."""
        return self.edition is not None

    def without_answers(self) -> Self:
        """The same where no answers are taken from it: nothing of it is complete, and it has no rows."""
        return replace(self, complete=False)

    def facts(self) -> dict[str, Any]:
        """These facts by name, for whoever knows more of the same file."""
        return {field.name: getattr(self, field.name) for field in fields(FileFacts)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission(FileFacts):
    """A file of a folder as one result, whether or not it could be read."""

    rejected: bool = False
    """True where no answers could be taken from it; the first finding says why."""
    ignored: str = ""
    """What it is where it is nobody's answers, such as a lock file, in words; nothing is found in it then."""
    findings: tuple[Finding, ...] = ()
    levels: tuple[LevelRow, ...] = ()
    answers: tuple[AnswerRow, ...] = ()
    information: tuple[InformationRow, ...] = ()
    last: tuple[LastRow, ...] = ()
    """Last year's levels, where the workbook shows them."""
    remarks: tuple[RemarkRow, ...] = ()
    identity: dict[str, str] = field(default_factory=dict)
    """What was typed in the identity cells, by defined name."""
    is_blank: bool = False
    """True where it is a template without a Member in which nothing is answered: nobody's submission."""
    corrected: tuple[Done, ...] = ()
    """What became of the corrections that were to be put in place of its cells."""
    decided: tuple[str, ...] = ()
    """The rows of the ledger that each of the findings comes from; empty where nothing was corrected."""

    def without_answers(self) -> Self:
        nothing: tuple[()] = ()
        # `super()` without arguments finds no class where a dataclass has slots.
        left = FileFacts.without_answers(self)
        without = replace(left, rejected=True, levels=nothing, answers=nothing, information=nothing, last=nothing)
        return replace(without, remarks=nothing)

    def count(self, severity: Severity) -> int:
        """How many findings have `severity`."""
        return sum(finding.severity is severity for finding in self.findings)
