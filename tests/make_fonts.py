"""Makes the typeface of the report: `python -m tests.make_fonts FOLDER`, with the folder of Debian's fonts-noto-core.

One file holds Noto Sans and the Arabic letters of Noto Sans Arabic: what sets SVG in documents mixes both scripts in a
line faultlessly only where they are of one font. What no language of the report needs is cut off.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter, parse_unicodes
from fontTools.ttLib import TTFont

from addin.report.figures.text_width import FONTS

_LATIN = parse_unicodes(
    "0020-024F,0259,02B0-02FF,0300-036F,0370-03FF,0400-052F,1E00-1EFF,2000-206F,2070-209F,20A0-20BF,2100-214F,FB01-FB02"
)
_WITH_ARABIC = 0x600
"""From here on signs are taken from the Arabic font; it has the Latin script's spaces and marks too."""


def make_font(folder: Path, weight: str) -> None:
    """Write the font of one weight into the package."""
    with tempfile.TemporaryDirectory() as made:
        parts = []
        for family in ("NotoSans", "NotoSansArabic"):
            font = TTFont(folder / f"{family}-{weight}.ttf", recalcTimestamp=False)
            signs = set(font.getBestCmap())
            kept = (
                signs & set(_LATIN) if family == "NotoSans" else {s for s in signs - set(_LATIN) if s >= _WITH_ARABIC}
            )
            subsetter = Subsetter(Options(hinting=False, layout_features=["*"], name_IDs=["*"], notdef_outline=True))
            subsetter.populate(unicodes=kept)
            subsetter.subset(font)
            parts.append(str(Path(made) / f"{family}.ttf"))
            font.save(parts[-1])
        merged = Merger().merge(parts)
        merged.recalcTimestamp = False
        merged["head"].modified = merged["head"].created = TTFont(parts[0])["head"].created
        merged.save(FONTS / f"NotoSans-{weight}.ttf")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    for each in ("Regular", "Bold"):
        make_font(parser.parse_args().folder, each)
