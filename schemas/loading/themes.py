"""Loads the lexicon of themes: a file a language under `themes/`, found by listing the folder."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from schemas.loading.yaml_file import DefinitionError, load_yaml
from schemas.models.themes import Lexicon

THEMES_FOLDER = Path(__file__).parent.parent / "themes"
ENGLISH = "en"
"""The language whose lexicon says which themes there are; it is tried beside that of every file."""
NO_THEME = "none"
"""What a decision writes where a need has no theme."""
_BETWEEN = re.compile("[;؛\n]")


@lru_cache(maxsize=1)
def theme_languages() -> tuple[str, ...]:
    """The languages in which themes are recognised, as two-letter codes."""
    return tuple(sorted(path.stem for path in THEMES_FOLDER.glob("??.yaml")))


@lru_cache(maxsize=16)
def load_themes(language: str, folder: Path = THEMES_FOLDER) -> Lexicon:
    """The lexicon in `language`.

    Raises `DefinitionError` where the file is missing or wrong, or has not the themes of the English one.
    """
    file = folder / f"{language}.yaml"
    lexicon = load_yaml(file, Lexicon)
    if lexicon.language != language:
        raise DefinitionError(
            "{file}: language: it says {said}: write the language of the file's name",
            file=file,
            said=repr(lexicon.language),
        )
    expected = list(lexicon.themes if language == ENGLISH else load_themes(ENGLISH, folder).themes)
    if list(lexicon.themes) != expected:
        raise DefinitionError(
            "{file}: themes: write those of {other}.yaml in its order: {expected}",
            file=file,
            other=ENGLISH,
            expected=expected,
        )
    return lexicon


def theme_titles(language: str) -> Mapping[str, str]:
    """What each theme is called in `language`, or else in English, by its code, in order."""
    known = language if language in theme_languages() else ENGLISH
    return {code: words.title for code, words in load_themes(known).themes.items()}


class ThemesMeant(NamedTuple):
    """What somebody meant who wrote themes down: their codes, and what is none."""

    codes: tuple[str, ...]
    unknown: tuple[str, ...] = ()


def themes_meant(text: str) -> ThemesMeant:
    """The themes in `text`, codes or titles in any of the languages, with `;` between two; `none` is no theme."""
    parts = [part for part in (_plain(each) for each in _BETWEEN.split(text)) if part]
    called = _called()
    if len(parts) == 1 and parts[0] in called.nothing:
        return ThemesMeant(())
    codes = dict.fromkeys(called.codes[part] for part in parts if part in called.codes)
    order = list(load_themes(ENGLISH).themes)
    unknown = tuple(part for part in parts if part not in called.codes)
    return ThemesMeant(tuple(sorted(codes, key=order.index)), unknown)


class _Called(NamedTuple):
    codes: Mapping[str, str]
    """The code of a theme by whatever it is called."""
    nothing: frozenset[str]


@lru_cache(maxsize=1)
def _called() -> _Called:
    codes: dict[str, str] = {}
    nothing = {NO_THEME}
    for language in theme_languages():
        lexicon = load_themes(language)
        nothing.update(map(_plain, lexicon.none))
        for code, words in lexicon.themes.items():
            codes[code] = codes[_plain(words.title)] = code
    return _Called(codes, frozenset(nothing))


def _plain(text: str) -> str:
    """A title as it is compared: whatever its capitals, its spaces and its apostrophes."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("’", "'").split())
