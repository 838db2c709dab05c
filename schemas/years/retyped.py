"""What an officer would type to give an answer again, in another language or another copy."""

from __future__ import annotations

from collections.abc import Mapping

from schemas.definition import Definition
from schemas.errors import Refusal
from schemas.excel.cell_text import units
from schemas.excel.excel_limits import CELL_TEXT_LENGTH
from schemas.layout.places import Slot, SlotKind
from schemas.models.structure import Kind
from schemas.questions import Raw, currencies, numbers, question_of
from schemas.years.member_answers import Given


def retyped(slot: Slot, given: Given, definition: Definition, last_year: int | None = None) -> Raw:
    """`given` as it is typed at `slot`: a code by its label in the definition's language, the rest as it was.

    `last_year` is the year that "unchanged" speaks of. Raises `Refusal` for a text that is longer
    than a cell takes.
    """
    if given.not_available:
        return definition.wording.not_available
    label = _label(slot, given.value, definition, last_year)
    if label is not None:
        return label
    plain = isinstance(given.raw, (str, int, float)) and not isinstance(given.raw, bool)
    raw: Raw = given.raw if plain else given.text  # type: ignore[assignment]
    if isinstance(given.value, (int, float)):
        again = question_of(slot, definition).parse(raw, slot, definition)
        # "36 heures" says nothing in another language, and a time of day is no number of hours.
        same = plain and (again.value, again.unit) == (given.value, given.unit)
        return raw if same else _number(slot, given, definition)
    if given.value is not None and not isinstance(given.value, str):
        return given.value
    if isinstance(raw, str) and units(raw) > CELL_TEXT_LENGTH:
        raise Refusal(
            f"{given.sheet}!{given.cell} holds {units(raw):,} characters, more than an Excel cell takes: shorten it."
        )
    return raw


def _number(slot: Slot, given: Given, definition: Definition) -> Raw:
    if question_of(slot, definition).cell_rule(slot).is_text:
        return numbers.as_text(given.value)  # type: ignore[arg-type]
    return given.value  # type: ignore[return-value]


def _label(slot: Slot, value: object, definition: Definition, last_year: int | None) -> str | None:
    """What the dropdown at `slot` offers for the code `value`; None where it is no code."""
    words = definition.wording
    if slot.kind is SlotKind.LEVEL and isinstance(value, int):
        return definition.level_label(value)
    if not isinstance(value, str):
        return None
    if slot.kind is SlotKind.UNCHANGED:
        return words.last_year.unchanged.format(year=last_year)
    if slot.kind is SlotKind.SIGN_OFF:
        return definition.sign_off_choice(tuple(map(int, value.split("-"))))
    return _labels(slot, definition).get(value)


def _labels(slot: Slot, definition: Definition) -> Mapping[str, str]:
    """The labels of a list by code; empty where there is none."""
    if slot.name == "country":
        return definition.country_names
    if slot.kind is SlotKind.YES_NO:
        return _yes_no(definition)
    if slot.kind is SlotKind.CURRENCY:
        return {code: code for code in currencies()}
    if slot.kind is not SlotKind.INFORMATION:
        return {}
    item = definition.item(slot.standard, slot.number)
    if item.choices is not None:
        return definition.choice_labels(item.choices)
    return _yes_no(definition) if item.kind is Kind.YES_NO else {}


def _yes_no(definition: Definition) -> dict[str, str]:
    return {str(code): label for code, label in definition.wording.yes_no.items()}
