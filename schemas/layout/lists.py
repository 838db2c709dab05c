"""The named ranges of the hidden sheet of lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemas.layout import names
from schemas.layout.columns import ListColumn
from schemas.layout.places import LISTS, ListRange, Place
from schemas.models.structure import Edition

FIRST_ROW = 2
"""The row in which every list begins."""
UNCHANGED_LIST = "unchanged_list"
"""The name of the list behind "unchanged": its one choice."""


def lists_of(
    edition: Edition,
    members: int,
    currencies: int,
    texts: tuple[str, ...],
    words: Mapping[str, int],
    last_year: bool = False,
) -> Iterator[ListRange]:
    """The named ranges of the hidden sheet of lists, for so many Members, currencies and named texts.

    `words` are the lists that formulas look words up in, each with its length.
    """

    def at(column: int, row: int = FIRST_ROW) -> Place:
        return Place(LISTS, row, column)

    levels, width = len(edition.levels), edition.questions_per_level
    yield ListRange("level_list", at(ListColumn.LEVELS), levels)
    yield ListRange("level_descriptions", at(ListColumn.LEVEL_DESCRIPTIONS), levels)
    yield ListRange("yes_no_list", at(ListColumn.YES_NO), 2)
    yield ListRange("yes_no_item_list", at(ListColumn.YES_NO_ITEM), 3)
    yield ListRange("country_list", at(ListColumn.COUNTRIES), members)
    yield ListRange("country_codes", at(ListColumn.COUNTRY_CODES), members)
    yield ListRange("currency_list", at(ListColumn.CURRENCIES), currencies)
    for row, name in enumerate(texts, 2):
        yield ListRange(names.shown_text(name), at(ListColumn.TEXTS, row), 1)
    for row, standard in enumerate(edition.standards, 2):
        yield ListRange(names.sign_off_list(standard), at(ListColumn.SIGN_OFF, row), 1)
    if last_year:
        yield ListRange(UNCHANGED_LIST, at(ListColumn.SIGN_OFF, len(edition.standards) + 2), 1)
    yield ListRange("question_texts", at(ListColumn.QUESTIONS), levels, width)
    yield ListRange("question_kinds", at(ListColumn.QUESTIONS + width), levels, width)
    lengths = {names.choices_list(choices): len(codes) + 1 for choices, codes in edition.choices.items()}
    for column, (name, length) in enumerate((lengths | dict(words)).items(), ListColumn.QUESTIONS + 2 * width):
        yield ListRange(name, at(column), length)


def first_step_column(edition: Edition, words: int) -> int:
    """The first column of the hidden sheet of lists that holds steps of judging, behind so many lists of words."""
    return ListColumn.QUESTIONS + 2 * edition.questions_per_level + len(edition.choices) + words + 1
