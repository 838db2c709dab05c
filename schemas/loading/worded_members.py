"""What wordings call Members, taken from their files themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from schemas.loading.yaml_file import DefinitionError, parsed_yaml


class _WordedMembers(BaseModel):
    """What a wording calls Members, and the rest of it left alone: it is checked where it is asked for."""

    language: str
    members: dict[str, str] = {}
    formerly: dict[str, tuple[str, ...]] = {}


def members_in(edition: Path) -> tuple[tuple[str, str, str], ...]:
    """As `worded_members`, of the wordings as they stand."""
    return tuple(name for file in sorted(edition.glob("??.yaml")) for name in _members_of(file))


def _members_of(file: Path) -> Iterator[tuple[str, str, str]]:
    try:
        words = parsed_yaml(file, _WordedMembers)
    except DefinitionError:
        # Whoever asks for this language is told; the others do not wait for it.
        return
    yield from ((words.language, code, name) for code, name in words.members.items())
    former = ((place.removeprefix("members."), names) for place, names in words.formerly.items())
    yield from ((words.language, code, name) for code, names in former if len(code) == 3 for name in names)
