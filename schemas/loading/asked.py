"""What people ask for, checked: a year, an edition, a language, a Member, each refused by one sentence."""

from __future__ import annotations

from schemas.errors import Refusal
from schemas.loading.loader import editions, languages
from schemas.loading.members import load_members
from schemas.questions import FIRST_YEAR, LAST_YEAR


def check_year(year: int | str) -> int:
    """`year` as a number; raises `Refusal` where the questionnaire does not know it."""
    try:
        number = int(year)
    except ValueError:
        number = 0
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise Refusal(
            "{year} is not a year of the questionnaire: choose one from {first} to {last}.",
            year=year,
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )
    return number


def check_edition(edition: str) -> str:
    """Return `edition`; raise `Refusal` where there is none of that name."""
    if edition not in editions():
        raise Refusal(
            "There is no edition {edition}: choose one of {known}.", edition=repr(edition), known=", ".join(editions())
        )
    return edition


def check_language(language: str, edition: str | None = None) -> str:
    """The two-letter code in small letters; raises `Refusal` where `edition` has no wording in it.

    Without `edition` it is the newest released one.
    """
    known = languages(edition)
    if language.casefold() not in known:
        raise Refusal(
            "There is no wording in {language}: choose one of {known}.", language=repr(language), known=", ".join(known)
        )
    return language.casefold()


def check_member(member: str) -> str:
    """The code in capitals; raises `Refusal` where it is no Member's."""
    if member.upper() not in {each.iso3 for each in load_members().members}:
        raise Refusal(
            "{member} is not a Member of the WCO: give its ISO 3166-1 alpha-3 code, such as KEN.", member=member
        )
    return member.upper()
