"""What a decision on the themes of a need is called, and what it says: `themes_1_1` and codes of themes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from addin.decisions.decision import Decision
from schemas.layout.names import OfIndicator
from schemas.loading.loader import editions, load_definition
from schemas.loading.themes import themes_meant

THEMES = OfIndicator("themes")
"""The name of an indicator's themes; no cell has it: they are the secretariat's, and in no workbook."""


@cache
def themed_indicators() -> Mapping[str, tuple[int, int]]:
    """The standard and the indicator of every edition by the name of their themes."""
    numbers = {number for edition in editions() for number in load_definition(edition).edition.indicators}
    return {THEMES(*number): number for number in sorted(numbers)}


def is_on_themes(decision: Decision) -> bool:
    """Whether a decision is on themes, and so touches no file."""
    return decision.name in themed_indicators()


def themes_decided(decision: Decision) -> tuple[str, ...]:
    """The codes of the themes that a decision on themes gives a need; none where it has no theme."""
    return themes_meant(decision.shown_value).codes
