"""What Members are called: in every language, whatever the workbook's own is, and never by an abbreviation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from schemas.definition import Definition
from schemas.models.members import AmbiguousName
from schemas.questions.typed_text import bare_forms, bare_words, clean


@cache
def known_members(definition: Definition) -> Mapping[str, str]:
    """ISO 3166-1 alpha-3 of each name that one Member alone bears, as `bare_words` has it.

    These are the names of the lists, today's and former ones, Unicode's, and those of ISO 3166: common, official and
    short. A name that two countries of the world bear, in whatever language, is none.
    """
    found: dict[str, set[str]] = {}
    for code, name in _names(definition):
        for word in bare_forms((name,)):
            found.setdefault(word, set()).add(code)
    members, unclear = {member.iso3 for member in definition.members}, ambiguous_names(definition)
    return {
        word: codes.pop()
        for word, codes in found.items()
        if len(codes) == 1 and codes <= members and word not in unclear
    }


def member_called(text: str, definition: Definition) -> str:
    """ISO 3166-1 alpha-3 of the Member that `text` names, in any language or by its code in letters of either size.

    Empty where it names none, or can mean several.
    """
    code = text.upper()
    return code if code in definition.country_names else known_members(definition).get(bare_words(clean(text)), "")


@cache
def ambiguous_names(definition: Definition) -> Mapping[str, AmbiguousName]:
    """The names that are known to mean several countries, as `bare_words` has them."""
    return {word: several for several in definition.ambiguous for word in bare_forms(several.names)}


def meant_by(text: str, definition: Definition) -> tuple[str, ...]:
    """The names of the countries that `text` can mean where it can mean several; empty where it does not."""
    several = ambiguous_names(definition).get(bare_words(clean(text)))
    return tuple(_name(code, definition) for code in several.candidates) if several is not None else ()


def _name(code: str, definition: Definition) -> str:
    import pycountry  # noqa: PLC0415 - for whoever types what is no name of the list
    from babel import Locale  # noqa: PLC0415 - the same

    country = pycountry.countries.get(alpha_3=code)
    usual = Locale(definition.wording.language).territories.get(country.alpha_2) if country is not None else None
    return definition.country_names.get(code) or str(usual or code)


def _names(definition: Definition) -> Iterator[tuple[str, str]]:
    """Every name of every country, with its code."""
    for each in (definition, *definition.earlier):
        yield from each.country_names.items()
    for member in definition.members:
        yield from ((member.iso3, name) for name in (member.name, *member.also))
    for _, code, name in definition.worded_members:
        yield code, name
    yield from _names_of_the_world(frozenset(language for language, _, _ in definition.worded_members))


@cache
def _names_of_the_world(languages: frozenset[str]) -> tuple[tuple[str, str], ...]:
    import pycountry  # noqa: PLC0415 - as above
    from babel import Locale  # noqa: PLC0415 - as above

    found = []
    for country in pycountry.countries:
        names = [getattr(country, kind, "") for kind in ("name", "official_name", "common_name")]
        names += [str(Locale(language).territories.get(country.alpha_2, "")) for language in sorted(languages)]
        names += [_turned(name) for name in names]
        found += [(country.alpha_3, name) for name in names if name]
    return tuple(found)


def _turned(name: str) -> str:
    """ISO's "Korea, Republic of" as people write it; any other name as it is."""
    country, comma, state = name.partition(", ")
    return f"{state} {country}" if comma and state.endswith((" of", " of the")) else name
