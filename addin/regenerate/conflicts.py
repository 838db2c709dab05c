"""The cells that a merge leaves to decide, as the sheet of the workbook that lists them: written, and read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from addin.returned.returned import Returned, Undecided
from schemas.definition import Definition
from schemas.excel.note_sheet import CONFLICTS, NoteLine, NoteSheet
from schemas.layout.places import Place
from schemas.sentences.asked_text import what_is_asked
from schemas.years.member_answers import Conflict, Given, Said

_WIDTHS = (20.0, 40.0, 26.0, 20.0, 70.0)


def conflict_sheet(conflicts: Iterable[Conflict], definition: Definition) -> NoteSheet | None:
    """The sheet that lists what is left to decide, in the definition's language; None where nothing is."""
    lines = tuple(_lines(conflicts, definition))
    if not lines:
        return None
    words = definition.wording.conflicts
    headings = (words.cell, words.subject, words.file, words.source, words.found)
    return NoteSheet(CONFLICTS, words.sheet, words.intro, headings, _WIDTHS, lines)


def _lines(conflicts: Iterable[Conflict], definition: Definition) -> Iterator[NoteLine]:
    for conflict in conflicts:
        slot = definition.layout.slots[conflict.name]
        subject, address = what_is_asked(slot, definition), address_of(slot.place, definition)
        for file, given in conflict.said:
            cells = (address, subject, file, f"{given.sheet}!{given.cell}", given.text)
            yield NoteLine(cells, conflict.name)


def address_of(place: Place, definition: Definition) -> str:
    """Where a cell stands, as the sheet names it: `Standard 1!E9`."""
    return f"{definition.sheet_title(place.sheet)}!{place.cell}"


def open_conflicts(returned: Returned) -> Iterator[Conflict]:
    """What an earlier merge left to decide, and nobody has: the cell is still empty, in whatever language."""
    names = {address_of(place, returned.definition): name for name, place in returned.expected.items()}
    lines: dict[str, list[Said]] = {}
    for line in returned.undecided:
        entry = returned.entry(names.get(line.address, ""))
        if entry is not None and entry.is_empty:
            lines.setdefault(entry.slot.name, []).append(_said(line))
    yield from (Conflict(name, tuple(dict.fromkeys(said))) for name, said in lines.items())


def _said(line: Undecided) -> Said:
    sheet, _, cell = line.source.rpartition("!")
    return Said(line.file, Given(line.text, sheet=sheet, cell=cell))
