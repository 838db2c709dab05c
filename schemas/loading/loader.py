"""Loads and checks definitions: editions, languages, Members. A wrong one is refused by name.

An edition is a folder under `editions/`; a language is one wording file in it, found by listing
the folder. Loading checks that wording and structure fit, that every sentence keeps within
Excel's limits and that its placeholders are the ones its place fills in.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

import schemas.questions  # noqa: F401 - its classes are the kinds of items that a structure names
from schemas.definition import Definition
from schemas.loading.compiled import are_fresh, said_together
from schemas.loading.members import MEMBERS_FILE, load_members, worded_members
from schemas.loading.yaml_file import DefinitionError, load_yaml
from schemas.models.structure import Edition
from schemas.models.wording import Wording

EDITIONS_FOLDER = Path(__file__).parent.parent / "editions"
DEFAULT_LANGUAGE = "en"
MORE_EDITIONS = "KPIBOOK_EDITIONS"
"""The environment variable that names a folder of further editions, such as a draft of next year's."""


def editions(folder: Path | None = None) -> tuple[str, ...]:
    """The editions there are, oldest first; those of `folder` only where it is given."""
    folders = _folders() if folder is None else (folder,)
    return tuple(sorted({path.parent.name for each in folders for path in each.glob("*/structure.yaml")}))


def languages(edition: str | None = None, folder: Path | None = None) -> tuple[str, ...]:
    """The languages an edition is worded in (the newest released one where none is named), as two-letter codes."""
    edition = edition or DEFAULT_EDITION
    home = home_of(edition) if folder is None else folder / edition
    return tuple(sorted(path.stem for path in home.glob("??.yaml")))


def load_definition(
    edition: str | None = None, language: str = DEFAULT_LANGUAGE, folder: Path | None = None
) -> Definition:
    """The definition of `edition`, the newest released one where none is named, in `language`.

    Raises `DefinitionError` where a file is missing or wrong.
    """
    edition = edition or DEFAULT_EDITION
    return _load_definition(home_of(edition) if folder is None else folder / edition, language)


@lru_cache(maxsize=64)
def _load_definition(home: Path, language: str) -> Definition:
    structure_file, wording_file = home / "structure.yaml", home / f"{language}.yaml"
    structure, wording = load_yaml(structure_file, Edition), load_yaml(wording_file, Wording)
    if not are_fresh(structure_file, wording_file, MEMBERS_FILE):
        from schemas.loading.fit import problems_of  # noqa: PLC0415 - what is as it was released was checked then

        for problem in problems_of(structure, wording):
            raise DefinitionError("{file}: {problem}", file=wording_file, problem=problem)
    members = load_members()
    return Definition(structure, wording, members.members, members.ambiguous, worded_members(home))


def helper_titles(edition: str) -> tuple[str, ...]:
    """The titles of the two hidden sheets in every language of `edition`.

    Raises `DefinitionError` where a wording of it is wrong.
    """
    said = said_together(home_of(edition))
    if said is not None:
        return tuple(said["helper_titles"])
    sheets = [load_definition(edition, language).wording.sheets for language in languages(edition)]
    return tuple(title for sheet in sheets for title in (sheet.lists, sheet.map))


def _folders() -> tuple[Path, ...]:
    more = os.environ.get(MORE_EDITIONS)
    return (EDITIONS_FOLDER, Path(more)) if more else (EDITIONS_FOLDER,)


def home_of(edition: str) -> Path:
    """The folder of an edition; where there is none, the place where it would be."""
    homes = (folder / edition for folder in _folders())
    return next((home for home in homes if home.is_dir()), EDITIONS_FOLDER / edition)


DEFAULT_EDITION = editions(EDITIONS_FOLDER)[-1]
"""The newest released edition."""
