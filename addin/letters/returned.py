"""Letters about workbooks that came back, or did not: receipts, reminders, findings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import PurePosixPath
from typing import NamedTuple

from addin.consolidation.consolidate import File, FindingRow, Status
from addin.decisions.ledger import Ledger
from addin.letters.addressees import typed_in
from addin.letters.asked import Correspondence
from addin.letters.draft import Attachment
from addin.letters.matter import Facts, Matter
from addin.returned.folder import Listed
from addin.status.reminders import sentence
from addin.status.tracker import MemberStatus, State, Tracking
from addin.submissions.in_parallel import examine_listed
from schemas.definition import Definition
from schemas.findings import Code, Severity
from schemas.layout import names
from schemas.loading.letters import letter_definition
from schemas.loading.spoken import load_spoken
from schemas.messages.message import Message
from schemas.models.letters import Kind
from schemas.services import Watch
from schemas.years.campaign import day_in_words


class Copied(NamedTuple):
    """The annotated copy of a returned workbook."""

    listed: Listed
    name: str = ""
    data: bytes | None = None
    """None where there is none."""
    refused: str = ""
    """Why none could be made, in a sentence; empty where one was made or none is needed."""


Annotate = Callable[[Sequence[Listed], str, Ledger | None], Iterator[Copied]]
"""Makes annotated copies of returned workbooks in a language, as decided on, one after the other."""
LISTED_AT_MOST = 300
"""Findings in a letter; of more it says how many."""
_NOTHING_CAME = Message("Nothing has arrived from it: write a reminder.")
_CELL = re.compile(r"([A-Z]+)([0-9]+)")
_TOLD = (Severity.ERROR, Severity.WARNING)
_UNFINISHED = frozenset({Code.NOT_SIGNED_OFF, Code.STALE_ANSWERS})


@dataclass
class _Holds:
    """What one file holds, and what it lacks."""

    items: set[tuple[int, int]] = field(default_factory=set)
    """The items of additional information that were given: standard, item."""
    begun: set[int] = field(default_factory=set)
    """The standards with a level."""
    open: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    """The indicators with something to put right, by standard."""
    unsigned: set[int] = field(default_factory=set)
    findings: list[FindingRow] = field(default_factory=list)
    """Errors and warnings, in order."""

    def add(self, found: FindingRow) -> None:
        """Take account of a finding."""
        name = names.read_name(found.name)
        if name is not None and name.indicator and found.severity == Severity.ERROR:
            self.open[name.standard].add(name.indicator)
        if name is not None and (found.code in _UNFINISHED or name.kind is names.sign_off):
            self.unsigned.add(name.standard)
        if found.severity in _TOLD:
            self.findings.append(found)

    @property
    def signed(self) -> set[int]:
        """The standards whose sign-off counts."""
        return self.begun - self.unsigned


class Returned:
    """What came back from the Members, as the letters tell it."""

    def __init__(self, tracking: Tracking, known: Correspondence, files: Iterable[Listed]) -> None:
        self._tracking = tracking
        self._known = known
        self._listed = {each.name: each for each in files}
        self.notes: list[str] = []
        """What is to be known of the letters, a sentence each; complete once `matters` has been gone through."""
        self._earlier: dict[str, list[str]] = defaultdict(list)
        for file in tracking.consolidation.files:
            if file.status is Status.SUPERSEDED and file.country is not None:
                self._earlier[file.country].append(_name(file))

    def matters(self, watch: Watch, annotate: Annotate | None) -> Iterator[Matter]:
        """What each Member is to be written, in the order they were asked; `watch` sees what is read once more."""
        if self._known.kind is Kind.REMINDER:
            yield from self._reminders()
        elif self._known.kind is Kind.RECEIPT:
            yield from self._receipts()
        else:
            yield from self._findings(watch, annotate)

    # --- reminders ---------------------------------------------------------------------------
    def _reminders(self) -> Iterator[Matter]:
        holds = self._holds()
        for member in self._tracking.members:
            if member.state is not State.COMPLETE:
                spoken, file = self._spoken_to(member), member.file
                if file is not None and file.excluded:
                    # No letter knows what was decided and why.
                    yield self._matter(member, spoken, {}, reason=_why_no_answers(member, file))
                    continue
                yield self._matter(member, spoken, self._reminder(member, spoken, holds))

    def _reminder(self, member: MemberStatus, spoken: Definition, holds: Mapping[str, _Holds]) -> Facts:
        file, due = member.file, self._known.campaign.due
        said_due = day_in_words(due, spoken.wording.language) if due is not None else ""
        lacks = holds[file.file] if file is not None and member.state is State.INCOMPLETE else _Holds()
        is_other_year = member.state is State.REJECTED and file is not None and file.year != self._tracking.year
        return {
            "sentence": sentence(member, self._tracking, spoken, said_due),
            "file": _name(file) if file is not None else "",
            "file_year": file.year if is_other_year and file is not None else None,
            "is_unopened": member.state is State.CANNOT_BE_OPENED,
            "open": [
                {
                    "heading": spoken.text(f"standard.{standard}.heading"),
                    "indicators": [f"{standard}.{indicator}" for indicator in sorted(indicators)],
                }
                for standard, indicators in sorted(lacks.open.items())
            ],
            "unsigned": sorted(lacks.unsigned - lacks.open.keys()),
        }

    # --- receipts ----------------------------------------------------------------------------
    def _receipts(self) -> Iterator[Matter]:
        holds = self._holds()
        for member in self._arrived():
            spoken = self._spoken_to(member)
            file = member.file
            if file is None or (reason := _why_no_answers(member, file)):
                yield self._matter(member, spoken, {}, reason=reason if file is not None else _NOTHING_CAME)
            else:
                yield self._matter(member, spoken, self._receipt(file, member, spoken, holds[file.file]))

    def _receipt(self, file: File, member: MemberStatus, spoken: Definition, held: _Holds) -> Facts:
        day = member.submitted
        return {
            "file": _name(file),
            "day": day_in_words(day, spoken.wording.language) if day is not None else "",
            "sha256": file.sha256,
            "earlier": self._earlier[member.asked.country],
            "done": file.indicators_complete,
            "total": file.indicators,
            "information_given": len(held.items),
            "information_total": sum(1 for _ in spoken.edition.information()),
            "signed": len(held.signed),
            "standards": len(spoken.edition.standards),
        }

    # --- findings ----------------------------------------------------------------------------
    def _findings(self, watch: Watch, annotate: Annotate | None) -> Iterator[Matter]:
        holds = self._holds()
        letters = [(member, self._spoken_to(member)) for member in self._arrived()]
        told = [
            (member.file, spoken.wording.language)
            for member, spoken in letters
            if member.file is not None and member.file.counts and holds[member.file.file].findings
        ]
        other = [(file, language) for file, language in told if file.language != language]
        said_again = self._said_again(other, watch)
        copies = self._copies(told, watch, annotate) if annotate is not None else {}
        for member, spoken in letters:
            file = member.file
            if file is None or (reason := _why_no_answers(member, file)):
                yield self._matter(member, spoken, {}, reason=reason if file is not None else _NOTHING_CAME)
            elif findings := holds[file.file].findings:
                copy = copies.get(file.file)
                said = _in_other_words(findings, said_again.get(file.file, ()))
                facts = _groups(sorted(said, key=_place_in(file)))
                facts |= {"file": _name(file), "annotated": copy.name if copy is not None else ""}
                yield self._matter(member, spoken, facts, copy)

    def _said_again(self, files: Sequence[tuple[File, str]], watch: Watch) -> dict[str, tuple[FindingRow, ...]]:
        """What is found in `files`, each in the language of its letter: it was said in that of its workbook."""
        found = {}
        for language, listed in self._by_language(files):
            submissions = examine_listed(listed, year=self._tracking.year, language=language)
            for each in watch(submissions, len(listed)):
                found[each.file] = tuple(FindingRow(**finding.as_dict()) for finding in each.findings)
        return found

    def _copies(self, files: Sequence[tuple[File, str]], watch: Watch, annotate: Annotate) -> dict[str, Attachment]:
        """The annotated copies of `files`, each in the language of its letter; what has none is noted."""
        copies = {}
        for language, listed in self._by_language(files):
            for each in watch(annotate(listed, language, self._known.ledger), len(listed)):
                if each.data is not None:
                    copies[each.listed.name] = Attachment(each.name, each.data)
                elif each.refused:
                    self.notes.append(
                        Message("No annotated copy goes with {file}: {why}", file=each.listed.name, why=each.refused)
                    )
        return copies

    def _by_language(self, files: Sequence[tuple[File, str]]) -> Iterator[tuple[str, list[Listed]]]:
        for language in sorted({language for _, language in files}):
            yield language, [self._listed[file.file] for file, spoken in files if spoken == language]

    # --- what they share ---------------------------------------------------------------------
    def _arrived(self) -> Iterator[MemberStatus]:
        """The Members that sent something, and those somebody asks about by name."""
        return (member for member in self._tracking.members if member.state is not State.MISSING or self._known.members)

    def _spoken_to(self, member: MemberStatus) -> Definition:
        wanted, file = self._known.contacts.of(member.asked.country).language, member.file
        edition = file.edition if file is not None else None
        edition = edition or self._tracking.consolidation.definitions[0].edition.edition
        return letter_definition(edition, wanted, file.language if file is not None else None, member.asked.language)

    def _matter(
        self, member: MemberStatus, spoken: Definition, facts: Facts, copy: Attachment | None = None, reason: str = ""
    ) -> Matter:
        typed = typed_in(self._tracking.consolidation, member.file)
        return Matter(member.asked, spoken, facts, typed, (lambda: copy) if copy is not None else None, reason)

    def _holds(self) -> Mapping[str, _Holds]:
        """What each file that counts holds, by its name."""
        consolidation = self._tracking.consolidation
        holds: dict[str, _Holds] = {file.file: _Holds() for file in consolidation.counted}
        for file, levels in consolidation.levels():
            holds[file.file].begun.update(row.standard for row in levels if row.level is not None)
        for file, item in consolidation.information():
            holds[file.file].items.add((item.standard, item.item))
        for file, found in consolidation.findings():
            if file.counts:
                holds[file.file].add(found)
        return holds


def _name(file: File) -> str:
    """What a Member calls its file: without the folders that the secretariat keeps it in."""
    return " ".join(PurePosixPath(file.file).name.split())


def _why_no_answers(member: MemberStatus, file: File) -> str:
    """Why nothing can be said of what a file holds, in words; empty where something can."""
    if member.state is State.CANNOT_BE_OPENED:
        return Message("{file} cannot be opened: write a reminder.", file=file.file)
    if file.excluded:
        return Message("{file} was excluded by a decision: tell the Member what is needed.", file=file.file)
    if member.state is State.REJECTED:
        return Message("No answers could be taken from {file}: write a reminder.", file=file.file)
    return ""


def _in_other_words(findings: Sequence[FindingRow], again: Iterable[FindingRow]) -> list[FindingRow]:
    """`findings` with the messages of the same ones in `again`."""
    messages: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for found in again:
        messages[_which(found)].append(found.message)
    return [
        found._replace(message=messages[_which(found)].pop(0)) if messages.get(_which(found)) else found
        for found in findings
    ]


def _which(found: FindingRow) -> tuple[str, ...]:
    """What tells a finding from others of its file, whatever language it is said in and whoever waived it."""
    return found.code, found.sheet, found.cell, found.name, found.found


def _place_in(file: File) -> Callable[[FindingRow], tuple[int, str, int, int, str]]:
    """Where findings stand: what is of the whole file, then sheet by sheet, and from above on each."""
    definition = load_spoken(file.edition, file.language)
    titles = ("", *(definition.sheet_title(key) for key in definition.layout.sheet_keys))
    order = {title: at for at, title in enumerate(titles)}

    def place(found: FindingRow) -> tuple[int, str, int, int, str]:
        at = _CELL.fullmatch(found.cell)
        column, row = (at[1], int(at[2])) if at is not None else ("", 0)
        # A sheet that was renamed comes after those that were not.
        return order.get(found.sheet, len(order)), found.sheet, row, len(column), column

    return place


def _groups(findings: Sequence[FindingRow]) -> dict[str, object]:
    """The findings by sheet, in the order of the sheets, and how many are left out."""
    listed = findings[:LISTED_AT_MOST]
    groups = [
        {
            "sheet": sheet,
            "findings": [
                {"is_error": each.severity == Severity.ERROR, "cell": each.cell, "message": each.message}
                for each in found
            ],
        }
        for sheet, found in groupby(listed, key=lambda each: each.sheet)
    ]
    return {"groups": groups, "more": len(findings) - len(listed)}
