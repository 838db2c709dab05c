"""Makes the pictures of the workbook in README.md and docs/ anew: `python -m tests.pictures`.

Needs LibreOffice and pdftoppm. A picture is the upper part of a printed page, so that nothing of an office's
window, of whichever version, is in it.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from schemas.definition import Definition
from schemas.loading.loader import load_definition
from schemas.questions import Raw
from schemas.years.last_year import LastIndicator, LastYear
from workbook_builder.build import build_workbook

DOCS = Path(__file__).parent.parent / "docs"
YEAR = 2026
_DOTS_PER_INCH = 110
_WIDTH = 1286
"""Of a sheet of A4 across, in dots."""
_MARGIN = 20
_SUMMARY_PAGE, _STANDARD_PAGE = 2, 3
"""Start and summary are printed on a page each."""


@dataclass(frozen=True)
class Picture:
    """One picture: what is filled in, and which part of which page it shows."""

    file: str
    page: int
    height: int
    """In dots, from the upper margin."""
    typed: Mapping[str, Raw]
    last: LastYear | None = None
    width: int = field(default=_WIDTH)


def pictures(definition: Definition) -> list[Picture]:
    """All of them; each shows a book in the middle of being filled in."""
    level = definition.level_label
    _, no = definition.yes_no_labels()
    begun: dict[str, Raw] = {
        "country": "Kenya",
        "contact_name": "A. Officer",
        "level_1_1": level(4),
        "answer_1_1_1": "A regulation that obliges carriers and platforms to send data before arrival.",
        "answer_1_1_2": "The regulation is before the parliamentary committee on finance; a vote is expected in May.",
        "yes_no_1_1_3": no,
        "level_1_2": level(2),
        "answer_1_2_1": "The competition authority and Customs have not agreed on who may hold the data.",
        "level_1_3": level(3),
        "answer_1_3_1": "A public consultation was held and a pilot with two express operators has begun.",
        "level_3_1": level(5),
        "answer_3_1_1": "Risk profiles are reviewed each quarter.",
        "answer_3_1_2": "Begin with the data that operators already hold.",
        "info_3_1": "Profiling by consignor, by route and by kind of goods.",
        "sign_off_3": definition.sign_off_choice((5,)),
    }
    before = LastYear(
        year=YEAR - 1,
        indicators={
            (1, 1): LastIndicator(
                4,
                {1: "A draft law.", 2: "Parliament has the draft.", 3: "Too few staff for the pilot.", 4: "Training."},
                {3: "yes"},
            ),
            (1, 2): LastIndicator(2, {1: "The competition law does not mention data.", 2: "Examples of others."}),
        },
        information={(1, 1): "45 %"},
    )
    kept: dict[str, Raw] = {
        "unchanged_1_1": definition.wording.last_year.unchanged.format(year=YEAR - 1),
        "level_1_2": level(3),
        "answer_1_2_1": "A bill was drafted and put to public consultation.",
    }
    return [
        Picture("standard-1.png", _STANDARD_PAGE, 640, begun),
        Picture("summary.png", _SUMMARY_PAGE, 800, begun),
        Picture("last-year.png", _STANDARD_PAGE, 560, kept, before),
    ]


def draw(picture: Picture, definition: Definition, folder: Path) -> None:
    """Write `picture` into `docs/`; `folder` is for what is made on the way."""
    built = build_workbook(definition, YEAR, typed=picture.typed, last=picture.last)
    book = folder / built.file_name
    book.write_bytes(built.data)
    office = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    _run(*office, "--convert-to", "pdf", "--outdir", str(folder), str(book))
    page, size = str(picture.page), ("-x", "0", "-y", str(_MARGIN), "-W", str(picture.width), "-H", str(picture.height))
    once = ("-f", page, "-l", page, "-singlefile", "-r", str(_DOTS_PER_INCH))
    _run("pdftoppm", "-png", *once, *size, str(book.with_suffix(".pdf")), str((DOCS / picture.file).with_suffix("")))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def main() -> None:
    """Make every picture."""
    definition = load_definition()
    for picture in pictures(definition):
        with tempfile.TemporaryDirectory() as folder:
            draw(picture, definition, Path(folder))


if __name__ == "__main__":
    main()
