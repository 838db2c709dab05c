"""The kinds of additional information; each takes `n/a` for "not available".

A kind is one class here: its name is known to structures from then on.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from schemas.definition import Definition
from schemas.findings.catalogue import LowEffortVersion, ValueNotInList
from schemas.layout.names import choices_list
from schemas.layout.places import Slot
from schemas.models.kinds import Kind, register
from schemas.questions import in_words, several
from schemas.questions.base import (
    TEXT_LIMIT,
    TYPED_STEPS,
    YES_NO_STEPS,
    Cached,
    CellRule,
    Limited,
    Part,
    Question,
    Raw,
    Reading,
    free_text,
    read_yes_no,
    shown,
    too_long,
    typed_values,
    verdict,
    verdict_value,
    yes_no_labels,
    yes_no_values,
)
from schemas.questions.coded_words import choice_numbers_list, choice_words, choice_words_list
from schemas.questions.typed_text import bare_words, clean


class Item(Question):
    """An additional-information item; each takes `n/a` for "not available".

    A class that says its `kind` makes it known: structures can name it, and wordings give it a unit
    and, under `words`, its messages.
    """

    kind: ClassVar[Kind]
    bounds: tuple[float, float] | None = None
    """The least and the most its numbers are; None for a kind without numbers."""
    unit: str = ""
    """What its numbers count, in results: `%`, `hours`; empty where they say so themselves."""
    classes: ClassVar[dict[str, type[Item]]] = {}
    """The class of each kind, by the kind's name."""

    def __init_subclass__(cls) -> None:
        if "kind" in vars(cls):
            register(cls.kind)
            cls.words = f"info_{cls.kind.name.replace('-', '_')}"
            Item.classes[cls.kind.name] = cls

    def __init__(self, choices: str = "") -> None:
        self.choices = choices
        """The edition's list that the item names; empty where its kind takes none."""

    def choices_of(self, slot: Slot, definition: Definition) -> Iterable[str]:
        labels = self.labels(slot, definition).values()
        return (*labels, definition.wording.not_available) if labels else ()

    def parse(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        return self.parse_words(raw, definition) or self.parse_value(raw, slot, definition)

    def parse_words(self, raw: Raw, definition: Definition) -> Reading | None:
        """The reading of `n/a` and of what says the same, or that nothing applies; None of anything else."""
        text = shown(raw)
        word = bare_words(clean(text)) if isinstance(raw, str) else ""
        if word in in_words.not_available(definition):
            plain = text.casefold() in {"n/a", definition.wording.not_available.casefold()}
            return Reading(text=text, not_available=True, normalised=not plain)
        if word in in_words.not_applicable(definition):
            return Reading(text=text, not_applicable=True)
        return None

    def understood(self, reading: Reading, slot: Slot, definition: Definition) -> str:
        if reading.not_available:
            return definition.wording.not_available
        if reading.parts:
            return str(reading.value)
        return super().understood(reading, slot, definition)

    def _not_in_list(self, slot: Slot, definition: Definition) -> ValueNotInList:
        return ValueNotInList(options=", ".join(self.choices_of(slot, definition)))

    @abstractmethod
    def parse_value(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        """What `raw`, which is not `n/a`, means."""


NOT_GIVEN_STEPS = TYPED_STEPS | {"not_given": "IF(SUMPRODUCT(--(na_list={bare}))>0,1,0)"}
"""The steps to whether what stands in the cell says that there is no value."""


def not_given_values(raw: Raw, definition: Definition) -> dict[str, Cached]:
    """What each of `NOT_GIVEN_STEPS` shows for `raw`."""
    values, absent = typed_values(raw), in_words.not_available(definition) | in_words.not_applicable(definition)
    return values | {"not_given": int(values["bare"] in absent)}


class Version(Limited, Item):
    """A version, kept as text: 3.10 is not 3.1."""

    kind = Kind("version")

    def parse_value(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        # A version has no comma: one between two of them sets them apart.
        parts = _versions(text.replace(",", ";"), slot, definition)
        problem = too_long(raw, self.limit)
        if problem is None and not any(character.isdecimal() for character in text):
            return Reading(text, text=text, problem=LowEffortVersion())
        return Reading(text, text=text, parts=parts, problem=problem)


class Choice(Item):
    """One code of the edition's list."""

    kind = Kind("list", has_choices=True, is_coded=True)

    def cell_rule(self, slot: Slot) -> CellRule:
        name = choices_list(self.choices)
        return CellRule(self.words, "General", f"ISNUMBER(MATCH({{cell}},{name},0))", name)

    def labels(self, slot: Slot, definition: Definition) -> Mapping[Any, str]:
        return definition.choice_labels(self.choices)

    def steps(self, slot: Slot, definition: Definition) -> Mapping[str, str]:
        words, codes = choice_words_list(self.choices), choice_numbers_list(self.choices)
        return NOT_GIVEN_STEPS | {
            "choice": f"SUMPRODUCT(({words}={{bare}})*{codes})",
            "verdict": verdict("OR({not_given}=1,{choice}>0)"),
        }

    def step_values(self, slot: Slot, definition: Definition, typed: Mapping[str, Raw]) -> Mapping[str, Cached]:
        values = not_given_values(typed.get(slot.name, ""), definition)
        choice = choice_words(definition, self.choices).get(str(values["bare"]), 0)
        taken = bool(values["not_given"] or choice)
        return values | {"choice": choice, "verdict": verdict_value(taken, values)}

    def parse_value(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        text = shown(raw)
        code = self.code_of(raw, slot, definition)
        if code is not None:
            return Reading(code, text=text)
        choice = int(self.step_values(slot, definition, {slot.name: raw})["choice"])
        if not choice:
            return Reading(text=text, problem=self._not_in_list(slot, definition))
        return Reading(list(self.labels(slot, definition))[choice - 1], text=text, normalised=True)


class YesNoItem(Item):
    """Yes or No."""

    kind = Kind("yes-no", is_coded=True)

    def cell_rule(self, slot: Slot) -> CellRule:
        return CellRule(self.words, "General", "ISNUMBER(MATCH({cell},yes_no_item_list,0))", "yes_no_item_list")

    def labels(self, slot: Slot, definition: Definition) -> Mapping[Any, str]:
        return yes_no_labels(definition)

    def steps(self, slot: Slot, definition: Definition) -> Mapping[str, str]:
        return NOT_GIVEN_STEPS | YES_NO_STEPS | {"verdict": verdict("OR({not_given}=1,{code}>0)")}

    def step_values(self, slot: Slot, definition: Definition, typed: Mapping[str, Raw]) -> Mapping[str, Cached]:
        raw = typed.get(slot.name, "")
        values = not_given_values(raw, definition) | yes_no_values(raw, definition)
        taken = bool(values["not_given"] or values["code"])
        return values | {"verdict": verdict_value(taken, values)}

    def parse_value(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        return read_yes_no(self, raw, slot, definition, self._not_in_list(slot, definition))


class Text(Limited, Item):
    """Free text."""

    kind = Kind("text")
    limit = TEXT_LIMIT

    def parse_value(self, raw: Raw, slot: Slot, definition: Definition) -> Reading:
        return free_text(raw, definition)


def _versions(text: str, slot: Slot, definition: Definition) -> tuple[Part, ...]:
    """The versions of an item that takes several, where there is more than one."""
    if not definition.item(slot.standard, slot.number).several:
        return ()
    parts = tuple(Part(piece.text, piece.name) for piece in several.split(text, definition) if piece)
    return parts if len(parts) > 1 else ()
