"""Which file counts: from the submissions of a folder to one consolidation.

Every file found gets one status and, where it does not count, the reason in words. The answers
themselves wait in a spool, so that memory does not grow with the number of files.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from typing import NamedTuple, Self

from addin.consolidation.left_open import cells_left_open
from addin.consolidation.reasons import LONG_AGO, moment_of, reason_words, why_not
from addin.consolidation.spool import Span, Spool
from addin.decisions.ledger import Settled
from addin.submissions.refusals import of_another_year
from addin.submissions.submission import AnswerRow, FileFacts, InformationRow, LastRow, LevelRow, RemarkRow, Submission
from addin.themes.needs import NeedRow, needs_of
from schemas.definition import Definition
from schemas.findings import Code, Finding, Severity
from schemas.findings.catalogue import AnswersSuperseded
from schemas.loading.loader import DEFAULT_EDITION, editions, load_definition
from schemas.loading.spoken import load_spoken, spoken_language
from schemas.models.reasons import ReasonWords
from schemas.sentences.messages import file_finding
from schemas.years.member_answers import MemberAnswers

HOLDING = frozenset({Code.COUNTRY_DIFFERS})
"""Findings that keep a file from counting for anybody until somebody decides; its rows wait all the same."""
LEFT_OPEN = frozenset({Code.LEVEL_MISSING, Code.ANSWER_MISSING, Code.YES_NO_MISSING})
"""Findings that say that a cell is asked for and empty."""


class Status(StrEnum):
    """What became of a file. The answers of accepted files count, with errors or without."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_ERRORS = "accepted-with-errors"
    SUPERSEDED = "superseded"
    REJECTED = "rejected"
    IGNORED = "ignored"
    """What a computer leaves in a folder, and what kpibook itself wrote there: nobody's answers."""


COUNTING = frozenset({Status.ACCEPTED, Status.ACCEPTED_WITH_ERRORS})
"""What a file is whose answers stand in the results."""


class FindingRow(NamedTuple):
    """A finding as it stands in the spool: the fields of `schemas.findings.Finding`, as text."""

    code: str
    severity: str
    sheet: str
    cell: str
    name: str
    found: str
    message: str
    decision: str = ""
    """The rows of the ledger that it comes from, or that lowered its severity."""


class IdentityRow(NamedTuple):
    """What was typed in an identity cell, by its defined name."""

    name: str
    text: str


Themed = tuple[str, int, int]
"""A need: its file, its standard and its indicator."""
THEMES_APART = "; "
"""What stands between two themes."""


class DecidedThemes(NamedTuple):
    """The themes that somebody decided a need has, in place of the suggested ones."""

    themes: tuple[str, ...]
    """Their codes; none where it has no theme."""
    row: int
    """The row of the ledger."""


class Spans(NamedTuple):
    """Where the rows of a file wait."""

    levels: Span[LevelRow]
    answers: Span[AnswerRow]
    information: Span[InformationRow]
    findings: Span[FindingRow]
    last: Span[LastRow]
    remarks: Span[RemarkRow]
    identity: Span[IdentityRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class File(FileFacts):
    """One file of the folder, its status, and where its rows wait."""

    status: Status
    errors: int
    warnings: int
    reason: str
    spans: Spans = field(repr=False)
    held: bool = False
    """True where it is rejected because nobody knows whose it is, though it names a Member."""
    added: tuple[FindingRow, ...] = ()
    """Findings that only show beside the other files, such as another year than the one asked for."""
    decisions: tuple[int, ...] = ()
    """The rows of the ledger without which it would not count."""
    excluded: bool = False
    """True where somebody decided that it counts for nobody."""

    @property
    def counts(self) -> bool:
        """True where its answers stand in the results."""
        return self.status in COUNTING

    def without_answers(self) -> Self:
        # `super()` without arguments finds no class where a dataclass has slots. Rows of what is rejected are not read.
        return replace(FileFacts.without_answers(self), status=Status.REJECTED)


@dataclass(frozen=True)
class Consolidation:
    """Every file of a folder in the order given, and the rows of those that count.

    Rows are streamed: each call of `levels`, `answers`, `information` or `findings` reads them
    anew. Answers come by country (unknown ones last), findings in the order of the files.
    """

    year: int | None
    """The template year that was consolidated; None where no file could be read."""
    files: tuple[File, ...]
    spool: Spool = field(repr=False)
    before: Mapping[str, MemberAnswers] = field(default_factory=dict, repr=False)
    """The answers of an earlier year to compare with, by Member."""
    decisions: tuple[Settled, ...] = ()
    """The decisions of the ledger in the order of its rows, with what became of each."""
    accepted: frozenset[str] = frozenset()
    """The Members (ISO 3166-1 alpha-3) whose files somebody decided to accept in spite of their errors."""
    themes: Mapping[Themed, DecidedThemes] = field(default_factory=dict)
    """The themes that somebody decided on, by the need."""
    language: str = field(default_factory=partial(spoken_language, None))
    """The language of the result, two letters: of its names, titles, labels and questions."""

    @property
    def counted(self) -> tuple[File, ...]:
        """The files whose answers count, by country; files without a known country last."""
        counted = (file for file in self.files if file.counts)
        return tuple(sorted(counted, key=lambda file: (file.country is None, file.country or "", file.file)))

    @property
    def definitions(self) -> tuple[Definition, ...]:
        """What the files that count ask, in English, the newest edition first; never empty."""
        found = {file.edition for file in self.counted} & set(editions())
        names = sorted((name for name in found if name is not None), reverse=True)
        return tuple(load_definition(name) for name in names or [DEFAULT_EDITION])

    def levels(self) -> Iterator[tuple[File, tuple[LevelRow, ...]]]:
        """Each file that counts with the level of each of its indicators."""
        for file in self.counted:
            yield file, self.levels_of(file)

    def levels_of(self, file: File) -> tuple[LevelRow, ...]:
        """The level of each indicator of one of the files."""
        return tuple(self.spool.read(file.spans.levels))

    def answers(self) -> Iterator[tuple[File, AnswerRow]]:
        """The answer to each capacity-building question in the files that count."""
        for file in self.counted:
            yield from ((file, row) for row in self.spool.read(file.spans.answers))

    def needs(self) -> Iterator[tuple[File, NeedRow]]:
        """What is told of difficulties and of support wanted in the files that count, indicator by indicator."""
        for file in self.counted:
            yield from ((file, need) for need in self.needs_of(file))

    def needs_of(self, file: File) -> Iterator[NeedRow]:
        """The same of one of the files."""
        return needs_of(self.spool.read(file.spans.answers))

    def information(self) -> Iterator[tuple[File, InformationRow]]:
        """The additional information in the files that count."""
        for file in self.counted:
            yield from ((file, row) for row in self.spool.read(file.spans.information))

    def remarks(self) -> Iterator[tuple[File, RemarkRow]]:
        """What was written beside the answers in the files that count."""
        for file in self.counted:
            yield from ((file, row) for row in self.spool.read(file.spans.remarks))

    def findings(self) -> Iterator[tuple[File, FindingRow]]:
        """What was found in any of the files, superseded and rejected ones included."""
        for file in self.files:
            yield from ((file, row) for row in file.added)
            yield from ((file, row) for row in self.spool.read(file.spans.findings))

    def identity(self, file: File) -> dict[str, str]:
        """What was typed in the identity cells of one of the files, by defined name."""
        return {row.name: row.text for row in self.spool.read(file.spans.identity)}

    def last(self, file: File) -> Iterator[LastRow]:
        """Last year's levels as `file` shows them; nothing where it shows none."""
        return self.spool.read(file.spans.last)

    def count(self, status: Status) -> int:
        """How many files have `status`."""
        return sum(file.status is status for file in self.files)

    def without(self, names: Iterable[str]) -> Consolidation:
        """The same without the files called `names`; those that count stay."""
        names = frozenset(names)
        return replace(self, files=tuple(file for file in self.files if file.counts or file.file not in names))


Arrived = Callable[[File, Spool], None]
"""Is told of each file as it comes, while others are still being read, with the spool where its rows wait."""


def consolidate(
    submissions: Iterable[Submission],
    *,
    year: int | None = None,
    language: str | None = None,
    arrived: Arrived | None = None,
) -> Consolidation:
    """Decide which of `submissions` count for `year`.

    Without `year` it is the most common template year among the files that could be read, the
    latest of them in a tie. What is found beside the other files is said in `language`, or else in that of
    the file. Each submission is let go once its rows are spooled and `arrived` was told of it.
    """
    spool = Spool()
    words = reason_words(language)
    files = list(files_of(submissions, spool, words, arrived))
    year = year if year is not None else usual_year(files)
    sorted_out = list(superseded([of_year(file, year, language) for file in files], words))
    files = list(with_cells_left_open(sorted_out, spool, language=language))
    return Consolidation(year, tuple(files), spool, language=spoken_language(None, language))


def files_of(
    submissions: Iterable[Submission], spool: Spool, words: ReasonWords, arrived: Arrived | None
) -> Iterator[File]:
    """Each submission by itself; `arrived` is told of it."""
    for submission in submissions:
        file = file_of(submission, spool, words)
        if arrived is not None:
            arrived(file, spool)
        yield file


def file_of(submission: Submission, spool: Spool, words: ReasonWords) -> File:
    """The submission by itself: rejected, or accepted with errors or without; its rows are in `spool`."""
    if submission.is_blank:
        submission = replace(submission.without_answers(), rejected=False, findings=(), ignored=words.blank)
    spans = Spans(
        levels=spool.write(LevelRow, submission.levels),
        answers=spool.write(AnswerRow, submission.answers),
        information=spool.write(InformationRow, submission.information),
        findings=spool.write(FindingRow, _finding_rows(submission)),
        identity=spool.write(IdentityRow, (IdentityRow(*typed) for typed in submission.identity.items())),
        last=spool.write(LastRow, submission.last),
        remarks=spool.write(RemarkRow, submission.remarks),
    )
    file = File(
        **submission.facts(),
        status=Status.ACCEPTED,
        errors=submission.count(Severity.ERROR),
        warnings=submission.count(Severity.WARNING),
        reason="",
        spans=spans,
    )
    if submission.ignored:
        return replace(file, status=Status.IGNORED, reason=submission.ignored)
    if submission.rejected:
        reason = next((found.message for found in submission.findings), words.unread)
        return replace(file, status=Status.REJECTED, reason=reason)
    held = next((found for found in submission.findings if found.code in HOLDING), None)
    return (
        judged(file, words) if held is None else replace(file, status=Status.REJECTED, reason=held.message, held=True)
    )


def judged(file: File, words: ReasonWords) -> File:
    """A readable file with the status that its own errors give it."""
    reasons = []
    if file.country is None:
        reasons.append(words.unknown_member)
    if file.errors:
        reasons.append(words.one_error if file.errors == 1 else words.errors.format(count=file.errors))
    status = Status.ACCEPTED_WITH_ERRORS if reasons else Status.ACCEPTED
    return replace(file, status=status, reason=" ".join(reasons))


def _finding_rows(submission: Submission) -> Iterator[FindingRow]:
    decided = submission.decided or ("",) * len(submission.findings)
    for found, decision in zip(submission.findings, decided, strict=True):
        yield _row(found, decision)


def _row(found: Finding, decision: str = "") -> FindingRow:
    return FindingRow(**found.as_dict(), decision=decision)


def usual_year(files: Iterable[File]) -> int | None:
    """The most common template year of the files that count, the latest of them in a tie."""
    years = Counter(file.year for file in files if file.counts and file.year is not None)
    return max(years, key=lambda year: (years[year], year), default=None)


def of_year(file: File, year: int | None, language: str | None = None) -> File:
    """`file`, rejected with a finding where its template is for another year."""
    found = of_another_year(file, year, language) if file.counts else None
    if found is None:
        return file
    left = replace(file.without_answers(), errors=file.errors + 1, reason=found.message)
    return replace(left, added=(_row(found), *file.added))


Chosen = Mapping[str, tuple[File, str]]
"""The file that somebody chose for a Member, and the sentence that says so."""


def superseded(files: list[File], words: ReasonWords, chosen: Chosen | None = None) -> Iterator[File]:
    """The files with all but one of each Member superseded; without a country nothing can be said."""
    chosen = chosen or {}
    of_member: dict[str, list[File]] = defaultdict(list)
    for file in files:
        if file.counts and file.country is not None:
            of_member[file.country].append(file)
    winners = {country: latest(sent) for country, sent in of_member.items()}
    winners |= {country: file for country, (file, _) in chosen.items()}
    for file in files:
        winner = winners.get(file.country or "")
        if not file.counts or winner is None or winner is file:
            yield file
        else:
            why = chosen[winner.country or ""][1] if winner.country in chosen else why_not(file, winner, words)
            yield replace(file, status=Status.SUPERSEDED, reason=why)


def with_cells_left_open(
    files: list[File], spool: Spool, but: Iterable[str] = (), *, language: str | None = None
) -> Iterator[File]:
    """The files, those that count with a finding for each superseded one that answers what they leave empty.

    The Members `but` are passed over: somebody decided which of their files counts.
    """
    others: dict[str | None, list[File]] = defaultdict(list)
    for file in files:
        if file.status is Status.SUPERSEDED and file.country not in frozenset(but):
            others[file.country].append(file)
    for file in files:
        sent = others[file.country] if file.counts and file.country is not None else []
        added = tuple(found for other in sent if (found := _left_open(file, other, spool, language)) is not None)
        yield replace(file, added=(*file.added, *added), warnings=file.warnings + len(added)) if added else file


def _left_open(file: File, other: File, spool: Spool, language: str | None) -> FindingRow | None:
    """The finding that `other` answers what `file` leaves empty; None where it does not."""
    if file.edition != other.edition or file.sha256 == other.sha256:
        return None

    def given(of: File) -> Iterator[LevelRow | AnswerRow | InformationRow]:
        yield from spool.read(of.spans.levels)
        yield from spool.read(of.spans.answers)
        yield from spool.read(of.spans.information)

    open_cells = (row.name for row in spool.read(file.spans.findings) if row.code in LEFT_OPEN)
    count = len(cells_left_open(given(file), given(other), open_cells))
    if not count:
        return None
    definition = load_spoken(file.edition, language, file.language)
    return _row(file_finding(definition, AnswersSuperseded(found=other.file, count=count), file.file))


def latest(files: Iterable[File]) -> File:
    """The one of `files`, one at least, that was sent last."""
    return max(files, key=_order)


def _order(file: File) -> tuple[dt.date, dt.datetime, str]:
    """What makes a file later: its submission date, then its last modification, then its name."""
    return (file.submitted or LONG_AGO.date(), moment_of(file), file.file)
