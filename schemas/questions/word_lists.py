"""The lists of words that formulas look up on the hidden sheet of lists, by defined name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from schemas.definition import Definition
from schemas.questions import amounts, coded_words, in_words
from schemas.questions.countries import known_members
from schemas.questions.currencies import currency_names, currency_users, fine_currencies
from schemas.questions.dates import months
from schemas.questions.information import Item
from schemas.questions.quantities import Quantity
from schemas.questions.typed_text import DIGITS, LONGEST

Listed = str | int | float
_ASCII = "0123456789"


@cache
def word_lists(definition: Definition) -> Mapping[str, Sequence[Listed]]:
    """Every list that the steps of judging look something up in, each with at least one entry."""
    return (
        _number_lists(definition)
        | _quantity_lists(definition)
        | _money_lists(definition)
        | _coded_lists(definition)
        | _identity_lists(definition)
    )


def _number_lists(definition: Definition) -> dict[str, Sequence[Listed]]:
    absent = in_words.not_available(definition) | in_words.not_applicable(definition)
    return {
        "digit_list": tuple(_ASCII),
        "digits_text": (_ASCII,),
        "all_digits_list": (*_ASCII, *DIGITS),
        "position_list": tuple(range(1, LONGEST + 1)),
        "na_list": tuple(sorted(absent)),
        "before_number_list": in_words.before_number(definition),
        "estimate_aside_list": in_words.estimate_asides(definition),
    }


def _quantity_lists(definition: Definition) -> dict[str, Sequence[Listed]]:
    """What may stand behind a number, with its factor, for each kind that the edition asks."""
    lists: dict[str, Sequence[Listed]] = {}
    for name in dict.fromkeys(item.kind.name for _, _, item in definition.edition.information()):
        question = Item.classes[name]()
        if isinstance(question, Quantity):
            behind = in_words.behind_number(question.units(definition), definition)
            lists[question.behind_list] = tuple(behind)
            lists[f"{question.behind_list}_factor"] = tuple(behind.values())
    return lists


def _money_lists(definition: Definition) -> dict[str, Sequence[Listed]]:
    """Currencies by name, whose they are, and the marks of estimates around them."""
    known, users = currency_names(definition), currency_users(definition)
    return {
        "before_mark_list": amounts.before_marks(definition),
        "behind_mark_list": amounts.behind_marks(definition),
        "currency_name_list": tuple(known),
        "currency_code_list": tuple(known.values()),
        "currency_user_list": tuple(country for country, _ in users),
        "currency_used_list": tuple(code for _, code in users),
        "fine_currency_list": tuple(sorted(fine_currencies())),
    }


def _coded_lists(definition: Definition) -> dict[str, Sequence[Listed]]:
    """What the levels, Yes and No, and the entries of lists are known by, with what each stands for."""
    labels, yes_no = coded_words.level_labels(definition), coded_words.yes_no_words(definition)
    lists: dict[str, Sequence[Listed]] = {
        "level_words": coded_words.level_words(definition),
        "level_label_words": tuple(labels),
        "level_label_levels": tuple(labels.values()),
        "yes_no_words": tuple(yes_no),
        "yes_no_codes": tuple(yes_no.values()),
        "unchanged_words": coded_words.unchanged_words(definition),
    }
    for choices in definition.edition.choices:
        words = coded_words.choice_words(definition, choices)
        lists[coded_words.choice_words_list(choices)] = tuple(words)
        lists[coded_words.choice_numbers_list(choices)] = tuple(words.values())
    return lists


def _identity_lists(definition: Definition) -> dict[str, Sequence[Listed]]:
    """What Members and months are called, with the code of each, or its number."""
    members = known_members(definition)
    return {
        "country_words": tuple(members),
        "country_word_codes": tuple(members.values()),
        "month_words": tuple(months()),
        "month_numbers": tuple(months().values()),
    }
