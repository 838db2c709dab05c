"""What people ask for, checked: a year, an edition, a language, a Member, each refused by one sentence."""

from __future__ import annotations

from schemas.errors import Refusal
from schemas.loading.loader import editions, languages, load_definition
from schemas.loading.members import load_members
from schemas.questions import FIRST_YEAR, LAST_YEAR
from schemas.questions.countries import known_members, meant_by
from schemas.questions.typed_text import bare_words, clean


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
    """The code in capitals of a Member told by it, or by a name in any language of the questionnaire.

    Raises `Refusal` where it is no Member's, or a name that can mean several.
    """
    if member.upper() in {each.iso3 for each in load_members().members}:
        return member.upper()
    definition = load_definition()
    if code := known_members(definition).get(bare_words(clean(member)), ""):
        return code
    if several := meant_by(member, definition):
        raise Refusal(
            "“{member}” can mean {several}: give the ISO 3166-1 alpha-3 code, such as KEN.",
            member=member,
            several=", ".join(several),
        )
    raise Refusal("{member} is not a Member of the WCO: give its ISO 3166-1 alpha-3 code, such as KEN.", member=member)
