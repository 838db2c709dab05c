"""Findings about a cell: what every check says of an entry in the same way."""

from __future__ import annotations

from typing import Any

from addin.returned.returned import Entry, Returned
from schemas.findings import Code, Finding, Severity
from schemas.layout.places import SlotKind
from schemas.models.structure import Kind
from schemas.questions import FIRST_DAY, FIRST_YEAR, LAST_DAY, LAST_YEAR, bounds_of, question_of, shown
from schemas.questions.numbers import as_text
from schemas.sentences.messages import finding, subject_of


def about(
    returned: Returned, entry: Entry, code: Code, variant: str = "", severity: Severity | None = None, **facts: object
) -> Finding:
    """The finding `code` about the cell of `entry`, with its subject and what stands there."""
    return finding(
        returned.speaker,
        code,
        variant=variant,
        severity=severity,
        sheet=entry.sheet,
        cell=entry.cell,
        name=entry.slot.name,
        **{
            "found": entry.error or shown(entry.raw),
            "file": returned.file,
            "subject": subject_of(entry.slot, returned.speaker),
            **facts,
        },  # type: ignore[arg-type]
    )


def problem_of(returned: Returned, entry: Entry) -> Finding | None:
    """The finding for a cell that could not be understood; None where it could."""
    reading = entry.value
    if reading.problem is None:
        return None
    options = ", ".join(_options(returned, entry))
    facts: dict[str, Any] = {"options": options} if options else {}
    if reading.problem is Code.YEAR_INVALID:
        facts |= {"minimum": FIRST_YEAR, "maximum": LAST_YEAR}
    elif reading.problem is Code.DATE_INVALID:
        facts |= {"minimum": FIRST_DAY, "maximum": LAST_DAY}
    elif reading.problem is Code.TEXT_TOO_LONG:
        rule = question_of(entry.slot, returned.definition).cell_rule(entry.slot)
        facts |= {"limit": rule.limit, "found": str(len(reading.text))}
    elif entry.slot.kind is SlotKind.INFORMATION:
        bounds = bounds_of(_kind(returned, entry)) or (0, 10**15)
        facts |= {"minimum": as_text(bounds[0]), "maximum": as_text(bounds[1])}
    return about(returned, entry, reading.problem, reading.variant, **facts)


def _kind(returned: Returned, entry: Entry) -> Kind:
    return returned.definition.item(entry.slot.standard, entry.slot.number).kind


def _options(returned: Returned, entry: Entry) -> tuple[str, ...]:
    definition = returned.definition
    if entry.slot.kind is SlotKind.UNCHANGED:
        year = returned.last_year
        return (definition.wording.last_year.unchanged.format(year=year if year is not None else ""),)
    if entry.slot.kind is not SlotKind.INFORMATION:
        return ()
    item = definition.item(entry.slot.standard, entry.slot.number)
    labels = definition.choice_labels(item.choices).values() if item.choices else definition.yes_no_labels()
    return (*labels, definition.wording.not_available)
