"""Makes the pictures of workbook, result and report in README.md and docs/ anew: `python -m tests.pictures`.

Needs LibreOffice, pdftoppm and Chromium. A picture of a workbook is the upper part of a printed page, so that nothing
of an office's window, of whichever version, is in it.
"""

from __future__ import annotations

import datetime as dt
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import addin
from addin.consolidation.consolidate import consolidate
from addin.results.result_workbook import write_result
from addin.submissions.submission import LevelRow, Submission
from schemas.definition import Definition
from schemas.loading.loader import load_definition
from schemas.questions import Raw
from schemas.years.campaign import UNTOLD, Campaign
from schemas.years.last_year import LastIndicator, LastYear
from tests.browser import chromium, look_at
from tests.seeded import write_season
from tests.submissions import sent
from workbook_builder.build import build_workbook

DOCS = Path(__file__).parent.parent / "docs"
YEAR = 2026
_DOTS_PER_INCH = 110
_MARGIN = 20
_START_PAGE, _SUMMARY_PAGE, _STANDARD_PAGE = 1, 2, 3
"""Start and summary are printed on a page each."""
_COUNTS_PAGE, _REGIONS_PAGE, _LEVELS_PAGE = 1, 2, 3
"""Summary and regions are printed on a page each."""
_RETURNED = 140
"""How many Members answer in the season whose sums are shown; no row of it is a Member's."""
REPORT, _REPORT_PART, _REPORT_SIZE = "report.png", "regions", (1200, 760)
"""The picture of the report: a part of its page that names no Member, and width and height of the window."""
_ANSWERED = ("EUE", *(f"X{first}{last}" for first in "ABC" for last in "ABCDEFGHIJKLM"))
"""The European Union, and Members with codes that ISO 3166 leaves to anybody: no levels are made up for a country."""


@dataclass(frozen=True)
class Picture:
    """One picture: of what, and which part of which page it shows."""

    file: str
    page: int
    size: tuple[int, int]
    """Width and height in dots, from the left edge and the upper margin: what is filled, and as much beside it."""
    book: Callable[[Path], None]
    """Writes the workbook to a path."""


def pictures(definition: Definition) -> list[Picture]:
    """All of them: a workbook in the middle of being filled in, and the result of a season."""
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
    campaign = Campaign.model_validate(
        {
            "due": dt.date(YEAR, 3, 31),
            "return_to": "ecommerce@example.org",
            "help_contact": "Ms A. Diallo, +32 2 000 00 00",
        }
    )
    filled = partial(partial, fill, definition)
    return [
        Picture("cover.png", _START_PAGE, (878, 834), filled(typed=begun, campaign=campaign)),
        Picture("standard-1.png", _STANDARD_PAGE, (1238, 616), filled(typed=begun)),
        Picture("summary.png", _SUMMARY_PAGE, (1276, 812), filled(typed=begun)),
        Picture("last-year.png", _STANDARD_PAGE, (1174, 520), filled(typed=kept, last=before)),
        Picture("consolidated.png", _LEVELS_PAGE, (1270, 626), partial(bring_together, definition)),
        Picture("consolidated-summary.png", _COUNTS_PAGE, (1270, 840), add_up),
        Picture("consolidated-regions.png", _REGIONS_PAGE, (1270, 760), add_up),
    ]


def fill(
    definition: Definition,
    out: Path,
    typed: Mapping[str, Raw],
    last: LastYear | None = None,
    campaign: Campaign = UNTOLD,
) -> None:
    """Write a workbook with what is `typed` in it to `out`."""
    built = build_workbook(definition, YEAR, typed=typed, last=last, cover=campaign.cover(definition))
    out.write_bytes(built.data)


def bring_together(definition: Definition, out: Path) -> None:
    """Write the result of some Members' levels to `out`."""
    write_result(consolidate(tuple(_submissions(definition))), out)


def add_up(out: Path) -> None:
    """Write the result of a season, beside the one before, to `out`."""
    with tempfile.TemporaryDirectory() as folder:
        now, before = write_season(Path(folder), _RETURNED, YEAR)
        addin.consolidate(now, before=before).write(out)


def _submissions(definition: Definition) -> Iterator[Submission]:
    """Members ahead and behind, in standards that are easy and hard."""
    chooser = random.Random(YEAR)
    for member in _ANSWERED:
        ahead = chooser.gauss(0, 1)
        drawn = {(s, i): 4.1 + ahead - s / 8 + chooser.gauss(0, 0.8) for s, i in definition.edition.indicators}
        levels = tuple(LevelRow(s, i, min(5, max(1, round(level)))) for (s, i), level in drawn.items())
        yield sent(f"{member}.xlsx", member, levels=levels, answers=(), information=())


def draw(picture: Picture, folder: Path) -> None:
    """Write `picture` into `docs/`; `folder` is for what is made on the way."""
    book = folder / "book.xlsx"
    picture.book(book)
    office = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    _run(*office, "--convert-to", "pdf", "--outdir", str(folder), str(book))
    page, (width, height) = str(picture.page), picture.size
    size = ("-x", "0", "-y", str(_MARGIN), "-W", str(width), "-H", str(height))
    once = ("-f", page, "-l", page, "-singlefile", "-r", str(_DOTS_PER_INCH))
    _run("pdftoppm", "-png", *once, *size, str(book.with_suffix(".pdf")), str((DOCS / picture.file).with_suffix("")))


def draw_report(folder: Path) -> None:
    """Write the picture of the report of a season into `docs/`; `folder` is for what is made on the way."""
    now, before = write_season(folder, _RETURNED, YEAR)
    run = (sys.executable, "-m", "addin.cli", "report", str(now), "--before", str(before))
    # status 1: some of the season's workbooks have errors
    subprocess.run([*run, "--no-pdf", "--out", str(folder / "report")], check=False, capture_output=True)
    width, height = _REPORT_SIZE
    with chromium() as browser:
        look_at(browser, folder / "report" / "index.html", width=width, height=height)
        browser.execute_script("document.getElementById(arguments[0]).scrollIntoView()", _REPORT_PART)
        browser.save_screenshot(str(DOCS / REPORT))


def files(definition: Definition) -> set[str]:
    """The names of all pictures that are made here."""
    return {picture.file for picture in pictures(definition)} | {REPORT}


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def main() -> None:
    """Make every picture."""
    definition = load_definition()
    for picture in pictures(definition):
        with tempfile.TemporaryDirectory() as folder:
            draw(picture, Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        draw_report(Path(folder))


if __name__ == "__main__":
    main()
