"""The lexicon of themes in one language: what a theme is called, and the words by which it is recognised."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from schemas.models.members import LanguageCode
from schemas.models.model import Model

ThemeCode = Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$")]
_Text = Annotated[str, Field(min_length=1)]


class ThemeWords(Model):
    """One theme in one language."""

    title: Annotated[str, Field(min_length=1, pattern=r"^[^;]+$")]
    """What people read; it has no semicolon, which stands between two themes in a decision."""
    words: Annotated[tuple[_Text, ...], Field(min_length=1)]
    """Words and phrases in any of their forms."""


class Lexicon(Model):
    """The themes in one language, in the order in which they are listed."""

    language: LanguageCode
    small_words: tuple[_Text, ...] = ()
    """What may stand between the words of a phrase."""
    none: Annotated[tuple[_Text, ...], Field(min_length=1)]
    """How a decision says that a need has no theme."""
    themes: dict[ThemeCode, ThemeWords]
