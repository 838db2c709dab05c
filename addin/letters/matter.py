"""What a Member is to be written, before it is put into words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from addin.letters.addressees import Typed
from addin.letters.draft import Attachment
from addin.status.asked_members import Asked
from schemas.definition import Definition

Facts = Mapping[str, object]
"""What a letter of a kind knows, by the names of `schemas.models.letters.FACTS`."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What a Member is to be written."""

    asked: Asked
    spoken: Definition
    """The questionnaire in the language of the letter."""
    facts: Facts = field(default_factory=dict)
    typed: Typed = field(default_factory=Typed)
    """The contact in its workbook of this year."""
    attached: Callable[[], Attachment] | None = None
    reason: str = ""
    """Why it cannot be written, in words; empty where it can."""

    @property
    def language(self) -> str:
        """The letter's, two letters."""
        return self.spoken.wording.language
