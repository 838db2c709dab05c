"""A copy of a returned workbook for its officer: made from the template, with its answers and what to put right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from addin.annotated.to_put_right import ToPutRight, to_put_right
from addin.checks.identity import check_identity
from addin.regenerate.migrating import migrate, target_definition
from addin.regenerate.workbook_answers import ReadWorkbook, workbook_of
from addin.returned.returned import Returned
from addin.submissions.examine import read_returned
from addin.submissions.submission import Submission
from schemas.definition import Definition
from schemas.excel.note_sheet import TO_PUT_RIGHT, NoteLine, NoteSheet
from schemas.excel.own_words import marked
from schemas.findings import Code, Finding, Severity
from schemas.layout.names import MEMBER_IDENTITY
from schemas.services import BuildWorkbook

_WIDTHS = (6.0, 22.0, 10.0, 88.0)
_CELL_COLUMN = 2


@dataclass(frozen=True)
class ToAnnotate:
    """A returned workbook as the process that read it hands it over: its answers, and what is to be put right."""

    read: ReadWorkbook
    language: str | None
    """The copy's; None for that of the returned workbook."""
    member: str | None
    """The Member (ISO 3166-1 alpha-3) that the copy is made for; None for any."""
    found: tuple[ToPutRight, ...]

    def count(self, severity: Severity) -> int:
        """How much is to be put right of `severity`."""
        return sum(each.severity is severity for each in self.found)


def to_annotate(returned: Returned, language: str | None = None, submission: Submission | None = None) -> ToAnnotate:
    """What a copy of `returned` in `language` is to hold.

    `submission` is what counts of it where that is not simply what the checks find: its findings with the
    severities that were decided on. What was decided on cells stands in `returned` itself. Raises
    `Refusal` for a language that its edition has no wording in.
    """
    read = workbook_of(returned)
    found = submission.findings if submission is not None else None
    member = None if _is_whose_unclear(check_identity(returned) if found is None else found) else read.answers.country
    fixed = MEMBER_IDENTITY if member is not None else frozenset()
    return ToAnnotate(read, language, member, to_put_right(returned, _drawn_as(read, language), fixed, found))


def _is_whose_unclear(found: Iterable[Finding]) -> bool:
    """Whether it is to be put right whose answers they are: a copy made for a Member would settle it unasked."""
    return any(each.code is Code.COUNTRY_DIFFERS and each.severity is not Severity.INFO for each in found)


def _drawn_as(read: ReadWorkbook, language: str | None) -> Definition:
    """What the copy asks, in its language."""
    definition = target_definition(read, None, language)
    return definition if read.answers.last is None else definition.with_last_year


def annotate(what: ToAnnotate, build_workbook: BuildWorkbook, password: str | None = None) -> bytes | None:
    """The copy's bytes, the same for the same input; None where nothing is to be put right.

    Raises `Refusal` for an answer that no cell can hold.
    """
    if not what.found:
        return None
    read, definition = what.read, _drawn_as(what.read, what.language)
    migration = migrate(replace(read, answers=replace(read.answers, member=what.member)), definition)
    sheet = _sheet(what.found, definition)
    return migration.build(build_workbook, password, notes=(sheet,), comments=_comments(what.found)).data


def annotated_copy(
    data: bytes,
    file: str,
    build_workbook: BuildWorkbook,
    *,
    language: str | None = None,
    submission: Submission | None = None,
    password: str | None = None,
) -> bytes | None:
    """The copy of the returned workbook in `data`, called `file`; None where nothing is to be put right.

    It is read in this process. `submission` is as for `to_annotate`. Raises `PackageError` where no
    answers can be taken from it, `Refusal` as above.
    """
    return annotate(to_annotate(read_returned(data, file), language, submission), build_workbook, password)


def _comments(found: tuple[ToPutRight, ...]) -> dict[str, str]:
    """What the note at each cell says, by the cell's name."""
    texts: dict[str, list[str]] = {}
    for each in found:
        if each.name:
            texts.setdefault(each.name, []).append(each.says)
    return {name: marked("\n\n".join(dict.fromkeys(says))) for name, says in texts.items()}


def _sheet(found: tuple[ToPutRight, ...], definition: Definition) -> NoteSheet:
    """The list of what is to be put right, in the definition's language."""
    words = definition.wording.annotated
    headings = (words.number, words.where, words.cell, words.to_do)
    lines = tuple(_line(number, each, definition) for number, each in enumerate(found, 1))
    return NoteSheet(
        *(TO_PUT_RIGHT, words.sheet, words.intro, headings, _WIDTHS, lines),
        linked=_CELL_COLUMN,
        leads=True,
        marked=True,
    )


def _line(number: int, each: ToPutRight, definition: Definition) -> NoteLine:
    if not each.name:
        return NoteLine((number, definition.wording.annotated.as_sent, "", each.says))
    place = definition.layout.slots[each.name].place
    return NoteLine((number, definition.sheet_title(place.sheet), place.cell, each.says), each.name)
