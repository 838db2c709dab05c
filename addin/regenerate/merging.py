"""Parts of one Member's workbook, filled in by different people, as one.

Each input cell is taken from the parts that filled it. Where they say the same, however it was
typed or in whatever language, that is the answer; where they differ nobody decides for them: the
cell stays empty, and what each says is listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from schemas.definition import Definition
from schemas.errors import Refusal
from schemas.excel.note_sheet import NoteLine, NoteSheet
from schemas.layout.places import Slot
from schemas.sentences.asked_text import what_is_asked
from schemas.years.last_year import LastYear
from schemas.years.member_answers import Given, MemberAnswers

_WIDTHS = (20.0, 40.0, 26.0, 20.0, 70.0)


class Said(NamedTuple):
    """What one part says in a cell."""

    file: str
    given: Given


class Conflict(NamedTuple):
    """An input cell in which the parts say different things."""

    name: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Merged:
    """One workbook's answers, and the cells that are left to the Member to decide."""

    member: str | None
    """The Member (ISO 3166-1 alpha-3) that the workbook is made for, if any."""
    year: int
    given: Mapping[str, Given]
    conflicts: tuple[Conflict, ...]
    last: LastYear | None
    cover: Mapping[str, str]
    """What the parts' covers tell of the campaign: of each thing the first that is told."""


def merge(parts: Sequence[MemberAnswers]) -> Merged:
    """The answers of `parts` as one. Raises `Refusal` where they are not parts of one Member's workbook."""
    _refuse_strangers(parts)
    given: dict[str, Given] = {}
    conflicts = []
    for name in dict.fromkeys(name for part in parts for name in part.given):
        said = tuple(Said(part.file, part.given[name]) for part in parts if name in part.given)
        if len({_meaning(each.given) for each in said}) == 1:
            given[name] = said[0].given
        else:
            conflicts.append(Conflict(name, said))
    member = next((part.member for part in parts if part.member), None)
    last = next((part.last for part in parts if part.last), None)
    cover = {name: text for part in reversed(parts) for name, text in part.cover.items()}
    return Merged(member, parts[0].year, given, tuple(conflicts), last, cover)


def _refuse_strangers(parts: Sequence[MemberAnswers]) -> None:
    first = parts[0]
    countries = [part for part in parts if part.country is not None]
    for part in countries:
        if part.country != countries[0].country:
            whose = f"{countries[0].file} is {countries[0].country}'s and {part.file} is {part.country}'s"
            raise Refusal(f"{whose}: only parts of one Member's workbook can be merged.")
    for part in parts:
        for what, here, there in (("year", first.year, part.year), ("edition", first.edition, part.edition)):
            if here != there:
                raise Refusal(
                    f"{first.file} is of {what} {here} and {part.file} of {what} {there}:"
                    " only parts of one workbook can be merged."
                )


def _meaning(given: Given) -> tuple[object, ...]:
    """What is compared: the value that was understood, or the words without regard to white space."""
    if given.not_available:
        return ("n/a",)
    if given.value is not None and not isinstance(given.value, str):
        return (given.value, given.unit)
    return (" ".join(str(given.value or given.text).split()), given.unit)


def conflict_sheet(merged: Merged, definition: Definition) -> NoteSheet | None:
    """The sheet that lists what is left to decide, in the definition's language; None where nothing is."""
    if not merged.conflicts:
        return None
    words = definition.wording.conflicts
    headings = (words.cell, words.subject, words.file, words.source, words.found)
    return NoteSheet(
        "conflicts", words.sheet, words.intro, headings, _WIDTHS, tuple(_lines(merged.conflicts, definition))
    )


def _lines(conflicts: Iterable[Conflict], definition: Definition) -> Iterator[NoteLine]:
    for conflict in conflicts:
        slot = definition.layout.slots[conflict.name]
        subject = what_is_asked(slot, definition)
        for file, given in conflict.said:
            cells = (_address(slot, definition), subject, file, f"{given.sheet}!{given.cell}", given.text)
            yield NoteLine(cells, conflict.name)


def _address(slot: Slot, definition: Definition) -> str:
    return f"{definition.sheet_title(slot.place.sheet)}!{slot.place.cell}"
