"""The kinds of additional information, as a structure names them.

The list is open: a kind is one class in `schemas.questions`, which registers it here when it is
defined. What an edition's cells depend on is said here, the rest its class knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of additional information."""

    name: str
    """What structures, wordings and results call it: `percent`, `yes-no`."""
    has_currency: bool = False
    """True where its currency is chosen in a cell of its own beside it."""
    has_choices: bool = False
    """True where an item names one of the edition's lists."""
    is_coded: bool = False
    """True where its value is a code (`yes`, `annual`), whatever language it was chosen in."""


_KNOWN: dict[str, Kind] = {}

KINDS: Mapping[str, Kind] = MappingProxyType(_KNOWN)
"""Every kind there is, by name; filled when `schemas.questions` is imported."""


def register(kind: Kind) -> None:
    """Make `kind` known. Raises ValueError where another kind has its name."""
    if _KNOWN.setdefault(kind.name, kind) != kind:
        raise ValueError(f"there is another kind {kind.name!r}: give this one a name of its own")


def kind_named(name: object) -> Kind:
    """The kind called `name`. Raises ValueError where there is none."""
    if isinstance(name, Kind):
        return name
    if not isinstance(name, str) or name not in _KNOWN:
        raise ValueError(f"there is no such kind: choose one of {', '.join(_KNOWN)}")
    return _KNOWN[name]
