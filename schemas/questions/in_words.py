"""The words around a number: estimates, units, n/a; the same for parsers and, as lists, for the sheet's formulas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from schemas.definition import Definition
from schemas.questions.typed_text import bare, bare_forms, clean, forms_of

SHARE_SIGN = "%"


def bare_of(word: str) -> str:
    """A word of the wording as `bare` leaves it."""
    return bare(clean(word))


@cache
def not_available(definition: Definition) -> frozenset[str]:
    """What says that a value is not known, as `bare_words` leaves it."""
    return frozenset(bare_forms(definition.wording.understood.not_available))


@cache
def not_applicable(definition: Definition) -> frozenset[str]:
    """What says that there is nothing to know, as `bare_words` leaves it."""
    return frozenset(bare_forms(definition.wording.understood.not_applicable))


@cache
def estimate_words(definition: Definition) -> tuple[str, ...]:
    """What makes a number an estimate beside it, as `clean` leaves it, with accents and without."""
    return tuple(dict.fromkeys(form for word in definition.wording.understood.estimated for form in forms_of(word)))


@cache
def estimate_asides(definition: Definition) -> tuple[str, ...]:
    """The same in parentheses behind a number: `(e)`, `(est)`, `(est.)`. None of them names what a value is of."""
    words = [word.strip("()") for word in estimate_words(definition)]
    return tuple(dict.fromkeys(f"({word}{mark})" for word in words if word[0].isalpha() for mark in ("", ".")))


@cache
def estimates(definition: Definition) -> frozenset[str]:
    """What makes a number an estimate where it stands alone before or behind it, as `bare` leaves it."""
    return frozenset(bare(word) for word in (*estimate_words(definition), *estimate_asides(definition)))


@cache
def before_number(definition: Definition) -> tuple[str, ...]:
    """What may stand before a number that has no currency, as `bare` leaves it."""
    return tuple(sorted(estimates(definition) | {"+"}))


def behind_number(units: Mapping[str, float], definition: Definition) -> dict[str, float]:
    """What may stand behind a number of these units, as `bare` leaves it, each with the factor of its unit.

    A unit, an estimate's mark, or both in either order; the unit of factor 1 may be left out.
    """
    marks = sorted(estimates(definition))
    found = {unit: factor for unit, factor in units.items() if unit}
    found |= {mark: units[""] for mark in marks if "" in units}
    for unit, factor in units.items():
        if unit:
            found |= {unit + mark: factor for mark in marks} | {mark + unit: factor for mark in marks}
    return found


def is_marked(around: str, units: Iterable[str], definition: Definition) -> bool:
    """Whether `around`, which is bare and stands beside a number, makes it an estimate."""
    marks = estimates(definition)
    return around in marks or any(
        unit and around in {unit + mark, mark + unit} for unit in units for mark in marks if mark in around
    )
