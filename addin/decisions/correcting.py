"""Puts corrections in place of what was returned: read as if typed in the cell, which keeps its place in the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from addin.decisions.decision import Correction, Effect
from addin.returned.kept import read_indicator
from addin.returned.returned import Entry, Returned
from schemas.definition import Definition
from schemas.layout.places import Slot, SlotKind
from schemas.loading.loader import languages, load_definition
from schemas.questions import Raw, Reading, is_empty, question_of


class Done(NamedTuple):
    """What became of a correction in one file."""

    row: int
    name: str
    effect: Effect
    before: str = ""
    """What the cell showed."""


class Corrected(NamedTuple):
    """A workbook with its corrections, and what became of each."""

    returned: Returned
    done: tuple[Done, ...]


def corrected(returned: Returned, corrections: Iterable[Correction]) -> Corrected:
    """`returned` with each of `corrections` in place of what its cell held; of two for a cell the last counts.

    Nothing is judged: what is wrong with a value is found by the checks, as if somebody had typed it. A
    code is understood in any of the languages, and stands as the workbook's own language says it.
    """
    corrections = tuple(corrections)
    last = {correction.name: correction for correction in corrections}
    entries = dict(returned.entries)
    done = []
    for correction in corrections:
        entry = entries.get(correction.name)
        before = _shown(returned, entry) if entry is not None else ""
        if entry is None:
            done.append(Done(correction.row, correction.name, Effect.NOT_MATCHED))
        elif correction is not last[correction.name]:
            done.append(Done(correction.row, correction.name, Effect.NOT_NEEDED, before))
        else:
            typed = _typed(correction.value, entry.slot, returned)
            effect = Effect.NOT_NEEDED if _says(returned, entry, typed) else Effect.APPLIED
            done.append(Done(correction.row, correction.name, effect, before))
            if effect is Effect.APPLIED:
                entries[correction.name] = entry._replace(raw=typed, formula=None, error="")
    return Corrected(replace(returned, entries=_read_anew(entries, returned.definition)), tuple(done))


def _read_anew(entries: Mapping[str, Entry], definition: Definition) -> dict[str, Entry]:
    """The entries understood again: what stands in one, such as a currency, may say what another means."""
    typed = {name: entry.raw for name, entry in entries.items()}
    return {name: entry._replace(reading=_reading(entry, definition, typed)) for name, entry in entries.items()}


def _reading(entry: Entry, definition: Definition, typed: Mapping[str, Raw]) -> Reading | None:
    if entry.error or is_empty(entry.raw):
        return None
    return question_of(entry.slot, definition).parse_beside(entry.slot, definition, typed)


def _typed(value: Raw, slot: Slot, returned: Returned) -> Raw:
    """`value` as an officer would type it in the workbook's language; as it is where no language understands it."""
    definition = returned.definition
    if _is_understood(value, slot, definition):
        return value
    edition = definition.edition.edition
    for language in sorted(languages(edition), key=lambda each: each != "en"):
        other = load_definition(edition, language)
        if _is_understood(value, slot, other):
            question = question_of(slot, definition)
            meant = question.parse(value, slot, other).value
            label = question.label(meant, slot, definition, returned.last_year)
            return label if label is not None else value
    return value


def _is_understood(value: Raw, slot: Slot, definition: Definition) -> bool:
    reading = question_of(slot, definition).parse(value, slot, definition)
    return reading.problem is None and reading.value is not None


def _says(returned: Returned, entry: Entry, typed: Raw) -> bool:
    """Whether the cell says already what is `typed`: the same, or another word for it."""
    if entry.error or entry.formula is not None or entry.is_empty:
        return False
    if entry.raw == typed:
        return True
    all_typed = {name: each.raw for name, each in returned.entries.items()} | {entry.slot.name: typed}
    was = entry.value
    now = question_of(entry.slot, returned.definition).parse_beside(entry.slot, returned.definition, all_typed)
    return was.problem is None and now.problem is None and _meaning(was) == _meaning(now) and not _is_text(entry.slot)


def _meaning(reading: Reading) -> Reading:
    return reading._replace(text="", normalised=False)


def _is_text(slot: Slot) -> bool:
    """Whether a cell's text counts word for word."""
    return slot.kind in {SlotKind.ANSWER, SlotKind.NOTE, SlotKind.RESPONDENT, SlotKind.INFORMATION_NOTE}


def _shown(returned: Returned, entry: Entry) -> str:
    """What counted before: what stands in the cell, or what it keeps of last year's answers."""
    kept = _kept(returned, entry) if entry.is_empty else entry
    return kept.error or question_of(kept.slot, returned.definition).seen(kept.raw)


def _kept(returned: Returned, entry: Entry) -> Entry:
    slot = entry.slot
    if slot.kind not in {SlotKind.LEVEL, SlotKind.ANSWER, SlotKind.YES_NO}:
        return entry
    inputs = read_indicator(returned, slot.standard, slot.indicator)
    if inputs is None:
        return entry
    if slot.kind is SlotKind.LEVEL:
        return inputs.level
    return (inputs.answers if slot.kind is SlotKind.ANSWER else inputs.yes_no).get(slot.number, entry)
