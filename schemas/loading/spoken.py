"""In which language something is said: the first of those wanted that there is a wording in."""

from __future__ import annotations

from schemas.definition import Definition
from schemas.loading.loader import DEFAULT_LANGUAGE, languages, load_definition


def load_spoken(edition: str | None, *wanted: str | None) -> Definition:
    """The definition of `edition` in the first of the languages `wanted` that it is worded in, else in English.

    Any text may be wanted, or None: it never raises for a language there is not.
    """
    return load_definition(edition, spoken_language(edition, *wanted))


def spoken_language(edition: str | None, *wanted: str | None) -> str:
    """The language that `load_spoken` takes, two letters."""
    known = languages(edition)
    return next((each for each in wanted if each in known), DEFAULT_LANGUAGE)
