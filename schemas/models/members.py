"""The Members of the World Customs Organization as a list."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from schemas.models.structure import Model

LanguageCode = Annotated[str, Field(pattern=r"^[a-z]{2}$")]


# --- Members ---------------------------------------------------------------------------------
class Member(Model):
    """A Member of the World Customs Organization."""

    iso3: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    name: Annotated[str, Field(min_length=2, max_length=100, pattern=r"^[^=+\-@*?~]")]
    region: str
    kind: Literal["member", "union"] = "member"
    """`union` for the European Union, which is counted apart from its own Member States."""
    language: LanguageCode = "en"
    """The language its workbook is made in where nobody says otherwise."""
    also: tuple[Annotated[str, Field(min_length=3)], ...] = ()
    """What else it is called, in any of the languages, and no other country is; no abbreviations."""
    note: str | None = None


class AmbiguousName(Model):
    """A short name that can mean more than one country: alone it says nothing."""

    names: Annotated[tuple[str, ...], Field(min_length=1)]
    """How it is written, in any of the languages."""
    candidates: Annotated[tuple[Annotated[str, Field(pattern=r"^[A-Z]{3}$")], ...], Field(min_length=2)]
    """What it can mean, by ISO 3166-1 alpha-3, Members or not."""


class MemberList(Model):
    """The list of WCO Members, with where and when it was taken from."""

    source: str
    date: str
    regions: dict[str, str]
    members: tuple[Member, ...]
    ambiguous: tuple[AmbiguousName, ...] = ()

    @model_validator(mode="after")
    def _no_member_twice(self) -> MemberList:
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
        return self
