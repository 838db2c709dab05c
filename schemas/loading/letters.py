"""Loads the words of the letters: a file a language under `letters/`, found by listing the folder."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from schemas.definition import Definition
from schemas.loading.spoken import load_spoken
from schemas.loading.yaml_file import DefinitionError, load_yaml
from schemas.models.letters import LetterWords

LETTERS_FOLDER = Path(__file__).parent.parent / "letters"


def letter_languages() -> tuple[str, ...]:
    """The languages there are letters in, as two-letter codes."""
    return tuple(sorted(path.stem for path in LETTERS_FOLDER.glob("??.yaml")))


@lru_cache(maxsize=16)
def load_letters(language: str, folder: Path = LETTERS_FOLDER) -> LetterWords:
    """What the letters say in `language`. Raises `DefinitionError` where the file is missing or wrong."""
    file = folder / f"{language}.yaml"
    words = load_yaml(file, LetterWords)
    if words.language != language:
        raise DefinitionError(
            "{file}: language: it says {said}: write the language of the file's name",
            file=file,
            said=repr(words.language),
        )
    return words


def letter_definition(edition: str | None, *wanted: str | None) -> Definition:
    """As `load_spoken`, of the languages that there are letters in."""
    return load_spoken(edition, *(each for each in wanted if each in letter_languages()))
