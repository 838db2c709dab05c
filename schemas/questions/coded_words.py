"""The words that a coded answer is known by: levels, Yes and No, the entries of lists; each with its number."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from schemas.definition import Definition
from schemas.questions.typed_text import bare_forms, forms_of


def choice_words_list(choices: str) -> str:
    """The name of the list of words that an entry of the list `choices` is known by."""
    return f"{choices}_words"


def choice_numbers_list(choices: str) -> str:
    """The name of the list that numbers each of them."""
    return f"{choices}_numbers"


@cache
def level_words(definition: Definition) -> tuple[str, ...]:
    """What a level's digit may stand behind: "level 3", "lvl. 3", "niveau : 3"."""
    words = (form for word in definition.wording.understood.level for form in forms_of(word))
    return tuple(dict.fromkeys(f"{word}{mark}" for word in words for mark in ("", ".", ":", " :")))


@cache
def level_labels(definition: Definition) -> Mapping[str, int]:
    """The level of each label that is or was offered, and of its words alone, as `bare_words` has them."""
    found: dict[str, int] = {}
    for each in (definition, *definition.earlier):
        for level in definition.edition.levels:
            for word in bare_forms((each.wording.levels[level].label,)):
                found.setdefault(word, level)
    return found


@cache
def yes_no_words(definition: Definition) -> Mapping[str, int]:
    """1 for each word that means Yes and 2 for each that means No, as `bare_words` has them."""
    understood = definition.wording.understood
    yes = definition.as_ever_worded(lambda each: each.wording.yes_no["yes"])
    no = definition.as_ever_worded(lambda each: each.wording.yes_no["no"])
    return dict.fromkeys(bare_forms((*no, *understood.no)), 2) | dict.fromkeys(bare_forms((*yes, *understood.yes)), 1)


@cache
def choice_words(definition: Definition, choices: str) -> Mapping[str, int]:
    """The place in the list `choices`, from 1, of each label that is or was offered and of each code."""
    found: dict[str, int] = {}
    for each in (definition, *definition.earlier):
        for number, (code, label) in enumerate(each.choice_labels(choices).items(), 1):
            for word in bare_forms((label, code)):
                found.setdefault(word, number)
    return found


def unchanged_choices(definition: Definition) -> tuple[str, ...]:
    """What "unchanged" is and was called, without the year that it speaks of."""
    return definition.as_ever_worded(lambda each: each.wording.last_year.unchanged.format(year=""))


@cache
def unchanged_words(definition: Definition) -> tuple[str, ...]:
    """The same as `bare_words` has it."""
    return bare_forms(unchanged_choices(definition))
