"""Turns a code and its facts into a finding: the one place where findings get their sentences."""

from __future__ import annotations

from schemas.definition import Definition
from schemas.findings import FIELDS, SEVERITIES, Code, Finding, Severity
from schemas.layout import Slot, SlotKind

SHOWN_LENGTH = 120
"""Characters of a found text that a sentence repeats."""
FOUND_LENGTH = 1_000
"""Characters of a found text that a finding keeps; the whole of it stays in the answers."""


def finding(
    definition: Definition,
    code: Code,
    *,
    variant: str = "",
    severity: Severity | None = None,
    sheet: str = "",
    cell: str = "",
    name: str = "",
    found: str = "",
    **facts: object,
) -> Finding:
    """The finding `code` with its sentence in the definition's language.

    `variant` chooses among the sentences of a code, `facts` fill in what they name
    (`schemas.findings.FIELDS`). Raises KeyError for a variant that is not in
    `schemas.findings.VARIANTS`.
    """
    fields = {**dict.fromkeys(FIELDS, ""), **facts}
    fields |= {"sheet": sheet, "cell": cell, "found": shorten(found, SHOWN_LENGTH)}
    message = definition.wording.findings[code][variant].format(**fields)
    return Finding(
        code=code,
        severity=severity or SEVERITIES[code],
        sheet=sheet,
        cell=cell,
        name=name,
        found=shorten(found, FOUND_LENGTH),
        message=message,
    )


def shorten(text: str, length: int) -> str:
    """`text` on one line, cut with an ellipsis where it is longer than `length`."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def subject_of(slot: Slot, definition: Definition) -> str:
    """What a slot is called in a sentence: `Indicator 1.2`, `Standard 3, additional information 1`."""
    words = definition.wording.subjects
    if slot.kind is SlotKind.IDENTITY:
        label: str = getattr(definition.wording.identity, slot.name)
        return label
    if slot.kind is SlotKind.SIGN_OFF:
        return words.standard.format(standard=slot.standard)
    if slot.kind in (SlotKind.LEVEL, SlotKind.UNCHANGED):
        return words.indicator.format(standard=slot.standard, indicator=slot.indicator)
    if slot.kind in (SlotKind.INFORMATION, SlotKind.CURRENCY):
        return words.item.format(standard=slot.standard, item=slot.number)
    return words.question.format(standard=slot.standard, indicator=slot.indicator, question=slot.number)
