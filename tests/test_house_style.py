"""The house style: what is drawn can be read, and its colours are written in one place."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from schemas.excel.house_style import ASIDE, BAD, DOUBTFUL, GOOD, INK, INPUT_FILL, LEVELS, WARN_FILL, WARN_INK

ROOT = Path(__file__).parent.parent
OWN_COLOURS = {
    # what may name colours of its own: why
    "schemas/excel/house_style.py": "the place",
    "addin/report/figures/canvas.py": "a stand-in, which becomes the colour of the text around a figure",
    "addin/ribbon/icons/draw.py": "pictures for Office's ribbon, in Office's colours",
}


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    "pair", [*LEVELS.values(), GOOD, DOUBTFUL, BAD, ASIDE, (INPUT_FILL, INK), (WARN_FILL, WARN_INK)]
)
def test_ink_can_be_read_on_its_fill(pair: tuple[str, str]) -> None:
    dark, light = sorted(map(luminance, pair))
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_levels_darken_step_by_step_so_that_grey_print_keeps_their_order() -> None:
    steps = [luminance(fill) for fill, _ in LEVELS.values()]
    assert all(before - after > 0.1 for before, after in pairwise(steps))


def test_no_colour_is_written_anywhere_else() -> None:
    named = {
        path.relative_to(ROOT).as_posix()
        for package in ("schemas", "workbook_builder", "addin")
        for path in (ROOT / package).rglob("*.py")
        if re.search(r"""["'#][0-9A-Fa-f]{6}["']""", path.read_text(encoding="utf-8"))
    }
    assert named == set(OWN_COLOURS)
