"""Makes a folder of filled-in workbooks to measure with."""

from __future__ import annotations

from pathlib import Path

from schemas.loading.loader import load_definition
from tests.answers import complete_answers
from tests.fill import fill
from workbook_builder.build import build_workbook

YEAR = 2026


def make_folder(folder: Path, size: int) -> None:
    """Write `size` complete workbooks into `folder`, each with answers of its own."""
    definition = load_definition()
    template = build_workbook(definition, YEAR).data
    folder.mkdir(parents=True)
    for seed in range(size):
        typed = complete_answers(definition, seed)
        if seed >= len(definition.members):
            # More files than Members: unnamed ones are all tabulated, named ones would supersede each other.
            typed["country"] = ""
        (folder / f"returned_{seed:05}.xlsx").write_bytes(fill(template, definition, typed))
