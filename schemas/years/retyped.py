"""What an officer would type to give an answer again, in another language or another copy."""

from __future__ import annotations

from schemas.definition import Definition
from schemas.errors import Refusal
from schemas.excel.cell_text import units
from schemas.excel.excel_limits import CELL_TEXT_LENGTH
from schemas.layout.places import Slot
from schemas.questions import Part, Raw, Reading, numbers, question_of
from schemas.questions.currencies import CURRENCIES
from schemas.years.member_answers import Given


def retyped(slot: Slot, given: Given, definition: Definition, last_year: int | None = None) -> Raw:
    """`given` as it is typed at `slot`: a code by its label in the definition's language, the rest as it was.

    `last_year` is the year that "unchanged" speaks of. Raises `Refusal` for a text that is longer
    than a cell takes.
    """
    if given.not_available:
        return definition.wording.not_available
    question = question_of(slot, definition)
    label = question.label(given.value, slot, definition, last_year)
    if label is not None:
        return label
    plain = isinstance(given.raw, (str, int, float)) and not isinstance(given.raw, bool)
    raw: Raw = given.raw if plain else given.text  # type: ignore[assignment]
    if isinstance(given.value, (int, float)) or given.parts or given.not_applicable:
        again = question.parse(raw, slot, definition)
        # "36 heures" says nothing in another language, and a time of day is no number of hours.
        return raw if plain and _is_same(again, given) else _said(slot, given, definition)
    if given.value is not None and not isinstance(given.value, str):
        return given.value
    if isinstance(raw, str) and units(raw) > CELL_TEXT_LENGTH:
        raise Refusal(
            "{sheet}!{cell} holds {length} characters, more than an Excel cell takes: shorten it.",
            sheet=given.sheet,
            cell=given.cell,
            length=f"{units(raw):,}",
        )
    return raw


def _is_same(again: Reading, given: Given) -> bool:
    """Whether what was typed means in the new cell what it meant; a currency may stand in the cell beside it."""
    if again.problem is not None or again.not_applicable != given.not_applicable:
        return False
    parts = given.parts or (Part(given.value, "", given.unit, given.estimated),)  # type: ignore[arg-type]
    read = again.parts or (Part(again.value, "", again.unit, again.estimated),)  # type: ignore[arg-type]
    return len(parts) == len(read) and all(
        (new.value, new.name, new.estimated) == (old.value, old.name, old.estimated) and new.unit in {"", old.unit}
        for new, old in zip(read, parts, strict=True)
    )


def _said(slot: Slot, given: Given, definition: Definition) -> Raw:
    """What means the same in every language: `not applicable`, `150 EUR`, `vendor: ~60; buyer: 40`."""
    if given.not_applicable:
        return definition.wording.understood.not_applicable[0]
    if given.parts:
        return "; ".join(_part_said(part) for part in given.parts)
    said = question_of(slot, definition).say(given.value or 0, slot, definition)
    alone = Part(said, "", given.unit, given.estimated)  # type: ignore[arg-type]
    return _part_said(alone) if given.estimated or _is_currency(given.unit) else said


def _part_said(part: Part) -> str:
    number = part.value if isinstance(part.value, str) else numbers.as_text(part.value)
    name = "" if part.name.isdecimal() or not part.name else f"{part.name}: "
    unit = f" {part.unit}" if _is_currency(part.unit) else ""
    return f"{name}{'~' if part.estimated else ''}{number}{unit}"


def _is_currency(unit: str) -> bool:
    return unit in CURRENCIES
