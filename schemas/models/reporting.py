"""The words of what is reported: those that sheets, pages and documents share.

What only one of them says stands in a model of its own beside this one, and in a file of its own.
"""

from __future__ import annotations

from schemas.models.members import LanguageCode
from schemas.models.model import Model
from schemas.models.wording import Phrase


class CommonWords(Model):
    """What every report calls things by."""

    language: LanguageCode
    regions: dict[str, Phrase]
    """The name of each WCO region by its code, short enough for the axis of a chart."""
    all_members: Phrase
    members: Phrase
    member: Phrase
    region: Phrase
    standard: Phrase
    indicator: Phrase
    level: Phrase
    no_level: Phrase
    """The Members that answered, and gave no level at an indicator."""
    share: Phrase
    number: Phrase
    response_rate: Phrase
    year: Phrase
    advanced: Phrase
    """Those at the levels 4 and 5."""
    up: Phrase
    down: Phrase
    unchanged: Phrase
    net: Phrase
    difficulty: Phrase
    support: Phrase
    theme: Phrase
    no_theme: Phrase
    """Needs in which no theme was found."""
    notice: str
    """What a report says where the WCO has not endorsed the translation; empty in English."""
