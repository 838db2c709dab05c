"""Parts of one Member's workbook, filled in by different people, as one.

Each input cell is taken from the parts that filled it. Where they say the same, however it was
typed or in whatever language, that is the answer; where they differ nobody decides for them: the
cell stays empty, and what each says is listed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from schemas.definition import Definition
from schemas.errors import Refusal
from schemas.findings.catalogue import UnitsDiffer
from schemas.layout import names
from schemas.layout.places import Slot, SlotKind
from schemas.loading.loader import load_definition
from schemas.messages.message import Message
from schemas.questions import question_of
from schemas.questions.typed_text import UNSEEN
from schemas.years.last_year import LastYear
from schemas.years.member_answers import Conflict, Given, MemberAnswers, Said

_YEAR, _EDITION = Message("year"), Message("edition")
_SOFT = "\u00ad\u180e\u2061\u2062\u2063\u2064"
"""Soft hyphens and what mathematics does not show."""
_NEVER_SEEN = str.maketrans(dict.fromkeys(sign for sign in UNSEEN + _SOFT if not sign.isspace()))
"""Signs without a width: a difference in them alone is none that anybody could decide about."""


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
    decided: tuple[Conflict, ...] = ()
    """What an earlier merge had left to decide, and a part decides now: its word stands first, then what was said."""


def merge(parts: Sequence[MemberAnswers]) -> Merged:
    """The answers of `parts` as one. Raises `Refusal` where they are not parts of one Member's workbook."""
    _refuse_strangers(parts)
    given: dict[str, Given] = {}
    conflicts: dict[str, Conflict] = {}
    decided = []
    said, earlier = _said(parts), _earlier(parts)
    for name in dict.fromkeys((*said, *earlier)):
        here, before = said.get(name, ()), earlier.get(name, ())
        # A part that an earlier merge took in says again what it said, and decides nothing.
        new = tuple(each for each in here if not _is_among(each, before))
        if (new and _agree(new)) or (here and not before and _agree(here)):
            given[name] = (new or here)[0].given
            decided += [Conflict(name, (new[0], *before))] if before else []
        else:
            conflicts[name] = Conflict(name, _each_once((*before, *here)))
    slots = load_definition(parts[0].edition).layout.slots
    for conflict in list(_of_currencies(parts, said, given, conflicts)):
        conflicts[conflict.name] = conflict
        for name in (conflict.name, _currency_of(slots[conflict.name])):
            given.pop(name, None)
    member = next((part.member for part in parts if part.member), None)
    last = next((part.last for part in parts if part.last), None)
    cover = {name: text for part in reversed(parts) for name, text in part.cover.items()}
    settled = tuple(conflict for conflict in decided if conflict.name in given)
    return Merged(member, parts[0].year, given, tuple(conflicts.values()), last, cover, settled)


def _said(parts: Sequence[MemberAnswers]) -> dict[str, tuple[Said, ...]]:
    """What the parts say in each cell that any of them filled in, in their order."""
    filled = dict.fromkeys(name for part in parts for name in part.given)
    return {name: tuple(Said(part.file, part.given[name]) for part in parts if name in part.given) for name in filled}


def _earlier(parts: Sequence[MemberAnswers]) -> dict[str, tuple[Said, ...]]:
    """What earlier merges left to decide, by the cell's name."""
    said: dict[str, tuple[Said, ...]] = {}
    for conflict in (conflict for part in parts for conflict in part.conflicts):
        said[conflict.name] = (*said.get(conflict.name, ()), *conflict.said)
    return said


def _told(said: Said) -> tuple[str, str]:
    """By what it is known again."""
    return said.file, _plain(said.given.text)


def _is_among(said: Said, before: Sequence[Said]) -> bool:
    """Whether a file says what one of its name said before; merged with others it may have been called by its path."""
    name, text = _told(said)
    return any(
        (PurePosixPath(file).name, words) == (PurePosixPath(name).name, text) for file, words in map(_told, before)
    )


def _each_once(said: Sequence[Said]) -> tuple[Said, ...]:
    return tuple({_told(each): each for each in said}.values())


def _agree(said: Sequence[Said]) -> bool:
    return len({_meaning(each.given) for each in said}) == 1


def _refuse_strangers(parts: Sequence[MemberAnswers]) -> None:
    first = parts[0]
    countries = [part for part in parts if part.country is not None]
    for part in countries:
        if part.country != countries[0].country:
            raise Refusal(
                "{first} is {here}'s and {second} is {there}'s: only parts of one Member's workbook can be merged.",
                first=countries[0].file,
                here=countries[0].country,
                second=part.file,
                there=part.country,
            )
    for part in parts:
        for what, here, there in ((_YEAR, first.year, part.year), (_EDITION, first.edition, part.edition)):
            if here != there:
                raise Refusal(
                    "{first} is of {what} {here} and {second} of {what} {there}:"
                    " only parts of one workbook can be merged.",
                    first=first.file,
                    second=part.file,
                    what=what,
                    here=here,
                    there=there,
                )


def _meaning(given: Given) -> tuple[object, ...]:
    """What is compared: the value that was understood, or the words without regard to white space."""
    if given.not_available:
        return ("n/a",)
    if given.value is not None and not isinstance(given.value, str):
        return (given.value, given.unit)
    return (_plain(str(given.value or given.text)), given.unit)


def _plain(text: str) -> str:
    """`text` as people tell it from another: without regard to white space and to what nobody sees."""
    return " ".join(unicodedata.normalize("NFC", text.translate(_NEVER_SEEN)).split())


# --- currencies ------------------------------------------------------------------------------
def _of_currencies(
    parts: Sequence[MemberAnswers],
    said: Mapping[str, tuple[Said, ...]],
    given: Mapping[str, Given],
    conflicts: Mapping[str, Conflict],
) -> Iterator[Conflict]:
    """The amounts of one part in another currency than the one that another part chose beside them.

    Each part is right by itself, and together they would be wrong: both cells are left to decide, as one conflict.
    """
    slots, languages = load_definition(parts[0].edition).layout.slots, {part.file: part.language for part in parts}
    for slot in slots.values():
        amounts = conflicts[slot.name].said if slot.name in conflicts else said.get(slot.name, ())
        currency = _currency_of(slot)
        if not amounts or currency not in given:
            continue
        chosen = said[currency]
        others = [amount for amount in amounts if amount.file not in {each.file for each in chosen}]
        definitions = {
            each.file: load_definition(parts[0].edition, languages.get(each.file, parts[0].language)) for each in others
        }
        if any(_differs(each.given, given[currency], slot, definitions[each.file]) for each in others):
            yield Conflict(slot.name, _each_once((*amounts, *chosen)))


def _currency_of(slot: Slot) -> str:
    """The name of the currency cell beside an amount; empty for anything but an item of information."""
    return names.currency(slot.standard, slot.number) if slot.kind is SlotKind.INFORMATION else ""


def _differs(amount: Given, currency: Given, slot: Slot, definition: Definition) -> bool:
    """Whether an amount, as it was typed, names another currency than the one chosen beside it."""
    typed = {slot.name: amount.raw if amount.raw is not None else amount.text}
    typed[_currency_of(slot)] = str(currency.value or currency.text)
    return isinstance(question_of(slot, definition).parse_beside(slot, definition, typed).problem, UnitsDiffer)
