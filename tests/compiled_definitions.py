"""Writes what the data files under `schemas/` hold in the form that is read at once.

`python -m tests.compiled_definitions` writes all forms anew, and takes away those of files that are gone; a test
holds the two together.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from schemas.loading.compiled import COMPILED, SCHEMAS, compiled_form, form_of
from schemas.loading.yaml_text import parse_yaml


def forms() -> Mapping[Path, bytes]:
    """The compiled form of each data file, by where it stands."""
    files = sorted(SCHEMAS.rglob("*.yaml"))
    return {form_of(file): compiled_form(file.read_bytes(), parse_yaml(file)) for file in files}


def main() -> None:
    """Write them."""
    shutil.rmtree(COMPILED, ignore_errors=True)
    for path, form in forms().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(form)


if __name__ == "__main__":
    main()
