"""Writes what the data files under `schemas/` hold in the form that is read at once.

`python -m tests.compiled_definitions` writes all forms anew, and takes away those of files that are gone; a test
holds the two together.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import schemas.questions  # noqa: F401 - its classes are the kinds of items that a structure names
from schemas.loading.compiled import COMPILED, SCHEMAS, compiled_form, form_of, together
from schemas.loading.restored import as_plain
from schemas.loading.worded_members import members_in
from schemas.loading.yaml_file import parsed_yaml
from schemas.loading.yaml_text import parse_yaml
from schemas.models.held import Data
from schemas.models.members import MemberList
from schemas.models.structure import Edition
from schemas.models.wording import Wording

SHAPES: tuple[tuple[str, type[Data]], ...] = (
    ("members.yaml", MemberList),
    ("editions/*/structure.yaml", Edition),
    ("editions/*/??.yaml", Wording),
)
"""What every process reads: it is checked here, and not again."""


def forms() -> Mapping[Path, bytes]:
    """The compiled form of each data file, and of the wordings of each edition together, by where it stands."""
    files = sorted(SCHEMAS.rglob("*.yaml"))
    forms = {form_of(file): compiled_form(file.read_bytes(), said_in(file)) for file in files}
    for structure in sorted(SCHEMAS.glob("editions/*/structure.yaml")):
        file, text = together(structure.parent)
        forms[form_of(file)] = compiled_form(text, said_together(structure.parent))
    return forms


def said_in(file: Path) -> Any:
    """The data of a file, as it is checked or as it was."""
    for place, shape in SHAPES:
        if file in SCHEMAS.glob(place):
            return as_plain(parsed_yaml(file, shape))
    return parse_yaml(file)


def said_together(edition: Path) -> Any:
    """What is asked of all wordings at once: the Members' names in them, and the titles of their hidden sheets."""
    sheets = [parsed_yaml(file, Wording).sheets for file in sorted(edition.glob("??.yaml"))]
    titles = [title for each in sheets for title in (each.lists, each.map)]
    return {"members": members_in(edition), "helper_titles": titles}


def main() -> None:
    """Write them."""
    shutil.rmtree(COMPILED, ignore_errors=True)
    for path, form in forms().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(form)


if __name__ == "__main__":
    main()
