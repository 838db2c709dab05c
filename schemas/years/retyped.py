"""What an officer would type to give an answer again, in another language or another copy."""

from __future__ import annotations

from schemas.definition import Definition
from schemas.errors import Refusal
from schemas.excel.cell_text import units
from schemas.excel.excel_limits import CELL_TEXT_LENGTH
from schemas.layout.places import Slot
from schemas.questions import Raw, question_of
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
    if isinstance(given.value, (int, float)):
        again = question.parse(raw, slot, definition)
        # "36 heures" says nothing in another language, and a time of day is no number of hours.
        same = plain and (again.value, again.unit) == (given.value, given.unit)
        return raw if same else question.say(given.value, slot, definition)
    if given.value is not None and not isinstance(given.value, str):
        return given.value
    if isinstance(raw, str) and units(raw) > CELL_TEXT_LENGTH:
        raise Refusal(
            f"{given.sheet}!{given.cell} holds {units(raw):,} characters, more than an Excel cell takes: shorten it."
        )
    return raw
