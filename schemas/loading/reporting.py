"""Loads the words of what is reported: a folder a language under `reporting/`, and a file there for each part."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from schemas.loading.yaml_file import DefinitionError, load_yaml
from schemas.models.model import Model
from schemas.models.reporting import CommonWords

REPORTING_FOLDER = Path(__file__).parent.parent / "reporting"
_Words = TypeVar("_Words", bound=Model)


def reporting_languages() -> tuple[str, ...]:
    """The languages that can be reported in, as two-letter codes."""
    return tuple(sorted(path.parent.name for path in REPORTING_FOLDER.glob("??/common.yaml")))


def load_common(language: str) -> CommonWords:
    """What every report says in `language`. Raises `DefinitionError` where the file is missing or wrong."""
    words: CommonWords = load_part(language, "common", CommonWords)
    return words


@lru_cache(maxsize=64)
def load_part(language: str, part: str, model: type[_Words]) -> _Words:
    """The file `part` in `language` as `model`, which says its language too. Raises as `load_common`."""
    file = REPORTING_FOLDER / language / f"{part}.yaml"
    words = load_yaml(file, model)
    if (said := getattr(words, "language", language)) != language:
        raise DefinitionError(
            "{file}: language: it says {said}: write the language of the folder's name", file=file, said=repr(said)
        )
    return words
