"""Carries a Member's answers from one edition to another, and lists what has no place there.

Only what means the same is carried: an indicator or item that is the same or only reworded, and a
question of the same topic at the same level. Nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal, NamedTuple

from schemas.definition import Definition
from schemas.layout import names
from schemas.layout.places import Slot, SlotKind
from schemas.models.structure import Asks
from schemas.years.crosswalk import Change, Crosswalk, Link, numbers_in
from schemas.years.last_year import Kept, LastIndicator, LastYear
from schemas.years.member_answers import Conflict, Given, MemberAnswers


class Why(StrEnum):
    """Why an answer has no place in another edition."""

    DROPPED = "dropped"
    SPLIT = "split"
    MERGED = "merged"
    NO_QUESTION = "no_question"
    OTHER_KIND = "other_kind"


class NotCarried(NamedTuple):
    """An answer that has no place in another edition."""

    slot: Slot
    """The cell it stood in, in the older edition's layout."""
    given: Given
    why: Why
    places: tuple[str, ...] = ()
    """Where it is asked now, otherwise than before: `4.2`, `4.3`."""


@dataclass(frozen=True)
class Carried:
    """Answers by the defined names of another edition, and those that have none there."""

    given: Mapping[str, Given]
    left: tuple[NotCarried, ...]
    conflicts: tuple[Conflict, ...] = ()
    """What an earlier merge left to decide."""


def carry(
    answers: MemberAnswers, old: Definition, new: Definition, crosswalk: Crosswalk, *, same_year: bool = False
) -> Carried:
    """The answers given to `old` as answers to `new`: for the `same_year`, or as those of the year before.

    "Unchanged" speaks of the year before, so it is carried within a year only.
    """
    given: dict[str, Given] = {}
    left: list[NotCarried] = []
    for name, cell in answers.given.items():
        slot = old.layout.slots.get(name)
        if slot is None or (slot.kind is SlotKind.UNCHANGED and not same_year):
            continue
        target = _target(slot, answers, old, new, crosswalk)
        if isinstance(target, NotCarried):
            left.append(target._replace(given=cell))
        elif target:
            given[target] = cell
    conflicts: list[Conflict] = []
    for conflict in answers.conflicts if same_year else ():
        target = _target(old.layout.slots[conflict.name], answers, old, new, crosswalk)
        if isinstance(target, NotCarried):
            left += [target._replace(given=said.given) for said in conflict.said]
        elif target:
            conflicts.append(Conflict(target, conflict.said))
    return Carried(given, tuple(left), tuple(conflicts))


def _target(
    slot: Slot, answers: MemberAnswers, old: Definition, new: Definition, crosswalk: Crosswalk
) -> str | NotCarried:
    """The name of the cell that takes what stood at `slot`, empty where it needs none, or why there is none."""
    if slot.kind is SlotKind.IDENTITY:
        return slot.name
    if slot.kind is SlotKind.SIGN_OFF:
        return _signed(slot, old, new, crosswalk)
    if slot.kind in (SlotKind.NOTE, SlotKind.RESPONDENT):
        return _of_standard(slot, new, crosswalk)
    number = slot.number if slot.indicator == 0 else slot.indicator
    links = crosswalk.information if slot.indicator == 0 else crosswalk.indicators
    link = links.from_old(f"{slot.standard}.{number}")
    if not link.is_one_to_one:
        return NotCarried(slot, Given(""), Why(link.change.value), link.news)
    to = numbers_in(link.news[0])
    return _item(slot, old, new, to) if slot.indicator == 0 else _question(slot, answers, old, new, to)


def _signed(slot: Slot, old: Definition, new: Definition, crosswalk: Crosswalk) -> str:
    """A sign-off holds where its standard has the same indicators in the same order."""
    links = [
        crosswalk.indicators.from_old(f"{slot.standard}.{i}")
        for i in range(1, old.edition.standards[slot.standard].indicators + 1)
    ]
    if not all(link.is_one_to_one for link in links):
        return ""
    standards = {numbers_in(link.news[0])[0] for link in links}
    if len(standards) != 1:
        return ""
    s = standards.pop()
    wanted = [f"{s}.{i}" for i in range(1, new.edition.standards[s].indicators + 1)]
    return names.sign_off(s) if [link.news[0] for link in links] == wanted else ""


def _of_standard(slot: Slot, new: Definition, crosswalk: Crosswalk) -> str | NotCarried:
    """The cell of the one standard that took over the first indicator of the slot's."""
    link = crosswalk.indicators.from_old(f"{slot.standard}.1")
    if not link.is_one_to_one:
        return NotCarried(slot, Given(""), Why(link.change.value), link.news)
    name = slot.naming.at(numbers_in(link.news[0])[0])
    return name if name in new.layout.slots else NotCarried(slot, Given(""), Why.NO_QUESTION)


def _item(slot: Slot, old: Definition, new: Definition, to: tuple[int, int]) -> str | NotCarried:
    here, there = old.item(slot.standard, slot.number), new.item(*to)
    if slot.kind is SlotKind.INFORMATION_NOTE:
        return slot.naming.at(to[0], number=to[1])
    if not here.is_answered_as(there):
        return NotCarried(slot, Given(""), Why.OTHER_KIND, (f"{to[0]}.{to[1]}",))
    return slot.naming.at(to[0], number=to[1])


def _question(
    slot: Slot, answers: MemberAnswers, old: Definition, new: Definition, to: tuple[int, int]
) -> str | NotCarried:
    s, i = to
    if slot.kind in (SlotKind.LEVEL, SlotKind.UNCHANGED):
        return slot.naming.at(s, i)
    level = answers.given.get(names.level(slot.standard, slot.indicator), Given("")).value
    number = _same_question(slot.number, level if isinstance(level, int) else None, old, new)
    name = slot.naming.at(s, i, number)
    return name if number and name in new.layout.slots else NotCarried(slot, Given(""), Why.NO_QUESTION)


def _same_question(number: int, level: int | None, old: Definition, new: Definition) -> int:
    """The number at `level` in the new edition of the question with the old `number`; 0 where there is none."""
    here = old.edition.levels[level] if level is not None else ()
    if level is None or number > len(here):
        # Not asked: it stands where it stood.
        return number
    wanted = here[number - 1]
    there = enumerate(new.edition.levels.get(level, ()), 1)
    return next((n for n, question in there if question == wanted), 0)


def carry_last_year(last: LastYear, old: Definition, new: Definition, crosswalk: Crosswalk) -> LastYear:
    """What a workbook of `old` shows of the year before, as one of `new` shows it."""
    indicators = {
        (s, i): _carried_last(last, old, new, crosswalk.indicators.from_new(f"{s}.{i}"))
        for s, i in new.edition.indicators
    }
    information = {}
    for s, k, item in new.edition.information():
        link = crosswalk.information.from_new(f"{s}.{k}")
        before = numbers_in(link.olds[0]) if link.is_one_to_one else (0, 0)
        if before in last.information and old.item(*before).is_answered_as(item):
            information[s, k] = last.information[before]
    return LastYear(last.year, indicators, information)


def _carried_last(last: LastYear, old: Definition, new: Definition, link: Link) -> LastIndicator:
    if link.change is Change.NEW:
        return LastIndicator(kept=Kept.NEW)
    olds = [(number, last.indicators.get(numbers_in(number), LastIndicator())) for number in link.olds]
    if not link.is_one_to_one:
        before = tuple((number, indicator.level) for number, indicator in olds if indicator.level is not None)
        return LastIndicator(kept=Kept.SEVERAL, before=before)
    indicator = olds[0][1]
    if indicator.level is None or indicator.level not in new.edition.levels:
        return replace(indicator, level=None)
    places = {n: _same_question(n, indicator.level, old, new) for n in (*indicator.answers, *indicator.yes_no)}
    answers = {places[n]: text for n, text in indicator.answers.items() if places[n]}
    yes_no = {places[n]: code for n, code in indicator.yes_no.items() if places[n]}
    return LastIndicator(indicator.level, answers, yes_no)


# --- as last year's answers ------------------------------------------------------------------
def as_last_year(answers: MemberAnswers, old: Definition, new: Definition, crosswalk: Crosswalk) -> LastYear:
    """The answers given to `old` as they stand beside the inputs of `new` a year later.

    Of an indicator's answers only those that its level asked; none that were written for another level.
    """
    carried = carry(answers, old, new, crosswalk).given
    indicators = {
        (s, i): _last_indicator(answers, carried, new, crosswalk.indicators.from_new(f"{s}.{i}"), (s, i))
        for s, i in new.edition.indicators
    }
    information = {
        (s, k): _item_text(carried, s, k) for s, k, _ in new.edition.information() if names.information(s, k) in carried
    }
    return LastYear(answers.year, indicators, information)


def _last_indicator(
    answers: MemberAnswers, carried: Mapping[str, Given], new: Definition, link: Link, number: tuple[int, int]
) -> LastIndicator:
    if link.change is Change.NEW:
        return LastIndicator(kept=Kept.NEW)
    if not link.is_one_to_one:
        return LastIndicator(kept=Kept.SEVERAL, before=tuple(_levels(answers, link.olds)))
    s, i = number
    level = carried.get(names.level(s, i), Given("")).value
    if not isinstance(level, int) or level not in new.edition.levels:
        return LastIndicator()
    if link.olds[0] in answers.stale:
        return LastIndicator(level)
    texts, codes = _asked_answers(carried, new, level, number)
    return LastIndicator(level, texts, codes)


def _levels(answers: MemberAnswers, numbers: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    for number in numbers:
        level = answers.given.get(names.level(*numbers_in(number)), Given("")).value
        if isinstance(level, int):
            yield number, level


def _asked_answers(
    carried: Mapping[str, Given], new: Definition, level: int, number: tuple[int, int]
) -> tuple[dict[int, str], dict[int, Literal["yes", "no"]]]:
    """The answers to the questions that `level` asks, and the codes of its gates."""
    s, i = number
    texts: dict[int, str] = {}
    codes: dict[int, Literal["yes", "no"]] = {}
    for n, question in enumerate(new.edition.levels[level], 1):
        if question.asks is Asks.IF_YES and codes.get(n - 1) != "yes":
            continue
        code = carried.get(names.yes_no(s, i, n), Given("")).value
        if question.asks is Asks.YES_NO and (code == "yes" or code == "no"):  # noqa: PLR1714 - narrows the type
            codes[n] = code  # type: ignore[assignment]
        answer = carried.get(names.answer(s, i, n))
        if answer is not None:
            texts[n] = answer.text
    return texts, codes


def _item_text(carried: Mapping[str, Given], s: int, k: int) -> str:
    given, currency = carried[names.information(s, k)], carried.get(names.currency(s, k))
    if isinstance(given.value, str) and given.value and not given.not_available:
        # A code, or the text itself.
        return given.value
    return f"{given.text} {currency.value or currency.text}" if currency is not None else given.text
