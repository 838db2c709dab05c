"""What is to be put right in a copy of a returned workbook: its findings, told of the cells of the copy.

A finding names cells as they stand in the file that came back, and the copy is drawn as templates are
now: rows may have moved, the file may be of an earlier form, in another language. So the checks are run
over the same answers once more, each at its place in the copy. What is no fault of a cell for answers
is told of the file as it was sent: a new copy has nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from addin.checks import check_all
from addin.returned.returned import Entry, Returned
from schemas.definition import Definition
from schemas.findings import Finding, InputCase, RowCase, Severity
from schemas.findings.catalogue import CATALOGUE
from schemas.layout.places import Slot


class ToPutRight(NamedTuple):
    """Something to put right."""

    says: str
    """What is wrong and what to do, in the language of the copy."""
    severity: Severity
    code: str
    name: str = ""
    """The input cell in the copy, by its defined name; empty where it is told of the file as it was sent."""


def to_put_right(
    returned: Returned, copy: Definition, fixed: frozenset[str], found: Iterable[Finding] | None = None
) -> tuple[ToPutRight, ...]:
    """The errors and warnings in `returned` for a copy drawn as `copy`, those of the whole file first.

    The others follow in the order of the copy's sheets. `fixed` are the cells that the copy fills in
    itself. `found` are the findings that count where they are not simply all, such as those left once
    some were waived; one that no check of the file makes is told as it is.
    """
    said = replace(returned, language=copy.wording.language)
    slots = copy.layout.slots
    moved = replace(said, entries=_entries_of_copy(returned.entries, copy))
    # The same checks of the same answers: the findings come in the same order.
    pairs = list(zip(check_all(said), check_all(moved), strict=True))
    if found is not None:
        known = {_key(as_sent): (as_sent, in_copy) for as_sent, in_copy in pairs}
        pairs = [_of(finding, known.get(_key(finding), (finding, finding))) for finding in found]
    told = [
        _told(as_sent, in_copy, slots, fixed) for as_sent, in_copy in pairs if as_sent.severity is not Severity.INFO
    ]
    order = {key: number for number, key in enumerate(copy.layout.sheet_keys)}
    return tuple(sorted(told, key=lambda each: _position(each, slots, order)))


def _entries_of_copy(entries: Mapping[str, Entry], copy: Definition) -> dict[str, Entry]:
    """`entries` as they stand in the copy; one that it has no cell for stays where it was."""
    slots = copy.layout.slots
    return {name: _at(entry, slots[name], copy) if name in slots else entry for name, entry in entries.items()}


def _at(entry: Entry, slot: Slot, copy: Definition) -> Entry:
    return entry._replace(sheet=copy.sheet_title(slot.place.sheet), cell=slot.place.cell, row=slot.place.row)


def _key(finding: Finding) -> tuple[str, ...]:
    """What a finding is, in whatever language it is told and however much it matters."""
    return (finding.code, finding.sheet, finding.cell, finding.name, finding.found)


def _of(finding: Finding, pair: tuple[Finding, Finding]) -> tuple[Finding, Finding]:
    """`pair` with the severity of `finding`."""
    as_sent, in_copy = (replace(each, severity=finding.severity) for each in pair)
    return as_sent, in_copy


def _told(as_sent: Finding, in_copy: Finding, slots: Mapping[str, Slot], fixed: frozenset[str]) -> ToPutRight:
    has_cell = as_sent.name in slots and as_sent.name not in fixed and _speaks_of_answers(as_sent)
    what = in_copy if has_cell else as_sent
    return ToPutRight(what.message, as_sent.severity, as_sent.code, as_sent.name if has_cell else "")


def _speaks_of_answers(finding: Finding) -> bool:
    """Whether it is put right in a cell for answers: what stands there, or what was lost with its row."""
    case = CATALOGUE[finding.code, finding.variant]
    is_lost = issubclass(case, RowCase) and case.severity is Severity.ERROR
    return is_lost or issubclass(case, InputCase)


def _position(told: ToPutRight, slots: Mapping[str, Slot], order: Mapping[str, int]) -> tuple[int, int, int]:
    if not told.name:
        return -1, 0, 0
    place = slots[told.name].place
    return order[place.sheet], place.row, place.column
