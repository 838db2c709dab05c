"""The Members of the World Customs Organization as a list."""

from __future__ import annotations

from typing import Annotated, Literal

from schemas.models.held import Data, Held

LanguageCode = Annotated[str, Held(pattern=r"^[a-z]{2}$")]


# --- Members ---------------------------------------------------------------------------------
class Member(Data):
    """A Member of the World Customs Organization."""

    iso3: Annotated[str, Held(pattern=r"^[A-Z]{3}$")]
    name: Annotated[str, Held(min_length=2, max_length=100, pattern=r"^[^=+\-@*?~]")]
    region: str
    kind: Literal["member", "union"] = "member"
    """`union` for the European Union, which is counted apart from its own Member States."""
    language: LanguageCode = "en"
    """The language its workbook is made in where nobody says otherwise."""
    also: tuple[Annotated[str, Held(min_length=3)], ...] = ()
    """What else it is called, in any of the languages, and no other country is; no abbreviations."""
    note: str | None = None


class AmbiguousName(Data):
    """A short name that can mean more than one country: alone it says nothing."""

    names: Annotated[tuple[str, ...], Held(min_length=1)]
    """How it is written, in any of the languages."""
    candidates: Annotated[tuple[Annotated[str, Held(pattern=r"^[A-Z]{3}$")], ...], Held(min_length=2)]
    """What it can mean, by ISO 3166-1 alpha-3, Members or not."""


class MemberList(Data):
    """The list of WCO Members, with where and when it was taken from."""

    source: str
    date: str
    regions: dict[str, str]
    members: tuple[Member, ...]
    ambiguous: tuple[AmbiguousName, ...] = ()

    def __post_init__(self) -> None:
        for what, values in (
            ("iso3", [member.iso3 for member in self.members]),
            ("name", [member.name.casefold() for member in self.members]),
        ):
            twice = {value for value in values if values.count(value) > 1}
            if twice:
                raise ValueError(f"{what} stands twice: {', '.join(sorted(twice))}")
        for member in self.members:
            if member.region not in self.regions:
                raise ValueError(f"{member.iso3}: there is no region {member.region!r} under `regions`")
