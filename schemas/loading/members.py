"""Loads the list of WCO Members."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from schemas.loading.compiled import are_fresh, said_together
from schemas.loading.yaml_file import DefinitionError, load_yaml
from schemas.models.members import MemberList

MEMBERS_FILE = Path(__file__).parent.parent / "members.yaml"


@lru_cache(maxsize=1)
def load_members(file: Path = MEMBERS_FILE) -> MemberList:
    """The list of WCO Members; every code stands in ISO 3166-1 or the entry says why not."""
    members = load_yaml(file, MemberList)
    if not are_fresh(file):
        _check_codes(members, file)
    return members


def _check_codes(members: MemberList, file: Path) -> None:
    """Raises `DefinitionError` for a code that no country has."""
    import pycountry  # noqa: PLC0415 - the list as it was released was checked then

    known = {country.alpha_3 for country in pycountry.countries}
    for member in members.members:
        if member.iso3 not in known and member.note is None:
            raise DefinitionError(
                "{file}: members: {code} is no ISO 3166-1 alpha-3 code: correct it, or say why in `note`",
                file=file,
                code=member.iso3,
            )
    for several in members.ambiguous:
        for code in several.candidates:
            if code not in known:
                raise DefinitionError(
                    "{file}: ambiguous: {code} is no ISO 3166-1 alpha-3 code: correct it", file=file, code=code
                )


@lru_cache(maxsize=1)
def unions() -> frozenset[str]:
    """The codes of those that answer for themselves and are counted apart from the Members: the European Union."""
    return frozenset(member.iso3 for member in load_members().members if member.kind == "union")


@lru_cache(maxsize=64)
def worded_members(edition: Path) -> tuple[tuple[str, str, str], ...]:
    """What the wordings in the folder `edition` call Members, or did: language, ISO 3166-1 alpha-3, name."""
    said = said_together(edition)
    if said is not None:
        return tuple(map(tuple, said["members"]))
    from schemas.loading.worded_members import members_in  # noqa: PLC0415 - for drafts, and wordings that were edited

    return members_in(edition)
