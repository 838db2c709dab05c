"""Turns a case of the catalogue into a finding: the one place where findings get their sentences."""

from __future__ import annotations

from schemas.definition import Definition
from schemas.findings import Case, CellCase, FileCase, Finding, InputCase, RowCase, SheetCase
from schemas.layout.places import Slot, SlotKind
from schemas.models.wording import placeholders

SHOWN_LENGTH = 120
"""Characters of a found text that a sentence repeats."""
FOUND_LENGTH = 1_000
"""Characters of a found text that a finding keeps; the whole of it stays in the answers."""


def file_finding(definition: Definition, case: FileCase, file: str) -> Finding:
    """What is said of the whole of `file`, in the definition's language; so do all below."""
    return _finding(definition, case, file=file)


def sheet_finding(definition: Definition, case: SheetCase, sheet: str) -> Finding:
    """What is said of the sheet with the title `sheet`."""
    return _finding(definition, case, sheet=sheet)


def row_finding(definition: Definition, case: RowCase, slot: Slot, *, sheet: str, cell: str) -> Finding:
    """What is said of the row of `slot`; `cell` is where it stands now, empty where it is gone."""
    subject = subject_of(slot, definition)
    return _finding(definition, case, sheet=sheet, cell=cell, name=slot.name, subject=subject)


def cell_finding(definition: Definition, case: CellCase, *, sheet: str, cell: str, name: str = "") -> Finding:
    """What is said of a locked cell, which may have no name."""
    return _finding(definition, case, sheet=sheet, cell=cell, name=name)


def input_finding(definition: Definition, case: InputCase, slot: Slot, *, sheet: str, cell: str, found: str) -> Finding:
    """What is said of the input cell of `slot`, in which `found` stands now; a case may say that otherwise."""
    subject = subject_of(slot, definition)
    return _finding(definition, case, sheet=sheet, cell=cell, name=slot.name, subject=subject, found=found)


def _finding(definition: Definition, case: Case, *, name: str = "", found: str = "", **place: str) -> Finding:
    """`case` with its sentence; raises KeyError where the sentence would have a hole in it.

    Only `found` may be empty, where nothing stands in a cell.
    """
    own = case.own_facts()
    text = str(own.get("found", found))
    told = {name: fact for name, fact in place.items() if fact} | own | {"found": shorten(text, SHOWN_LENGTH)}
    sentence = definition.wording.findings[case.code][case.variant]
    missing = sorted(placeholders(sentence) - (told.keys() & case.facts()))
    if missing:
        raise KeyError(f"{type(case).__name__}: its sentence names {', '.join(missing)}, which was not handed in")
    return Finding(
        code=case.code,
        variant=case.variant,
        severity=case.severity,
        sheet=place.get("sheet", ""),
        cell=place.get("cell", ""),
        name=name,
        found=shorten(text, FOUND_LENGTH),
        message=sentence.format(**told),
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
    if slot.kind in (SlotKind.SIGN_OFF, SlotKind.NOTE, SlotKind.RESPONDENT):
        return words.standard.format(standard=slot.standard)
    if slot.kind in (SlotKind.LEVEL, SlotKind.UNCHANGED):
        return words.indicator.format(standard=slot.standard, indicator=slot.indicator)
    if slot.kind in (SlotKind.INFORMATION, SlotKind.CURRENCY, SlotKind.INFORMATION_NOTE):
        return words.item.format(standard=slot.standard, item=slot.number)
    return words.question.format(standard=slot.standard, indicator=slot.indicator, question=slot.number)
