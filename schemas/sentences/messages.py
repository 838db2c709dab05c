"""Turns a code and its facts into a finding: the one place where findings get their sentences."""

from __future__ import annotations

from collections.abc import Mapping

from schemas.definition import Definition
from schemas.findings import FIELDS, SEVERITIES, Code, Finding, Severity
from schemas.layout.places import Slot, SlotKind
from schemas.models.wording import placeholders

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
    found: str | None = None,
    **facts: object,
) -> Finding:
    """The finding `code` with its sentence in the definition's language.

    `variant` chooses among the sentences of a code, `facts` fill in what they name
    (`schemas.findings.FIELDS`); only `found` may be empty, where nothing stands in a cell. Raises
    KeyError for a variant that is not in `schemas.findings.VARIANTS`, for a fact that is no field,
    and for one that the sentence names and that was not handed in.
    """
    sentence = definition.wording.findings[code][variant]
    fields = {**facts, "sheet": sheet or None, "cell": cell or None}
    fields["found"] = shorten(found, SHOWN_LENGTH) if found is not None else None
    _refuse_holes(f"{code} ({variant})" if variant else code, sentence, fields)
    return Finding(
        code=code,
        severity=severity or SEVERITIES[code],
        sheet=sheet,
        cell=cell,
        name=name,
        found=shorten(found or "", FOUND_LENGTH),
        message=sentence.format(**fields),
    )


def _refuse_holes(which: str, sentence: str, fields: Mapping[str, object]) -> None:
    """Raise KeyError where a sentence would have a hole in it, or a fact would never be said."""
    unknown = sorted(fields.keys() - FIELDS)
    if unknown:
        raise KeyError(f"{which}: {', '.join(unknown)} is none of {', '.join(sorted(FIELDS))}")
    missing = sorted(name for name in placeholders(sentence) if fields.get(name) is None)
    if missing:
        raise KeyError(f"{which}: its sentence names {', '.join(missing)}, which was not handed in")


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
