"""The commands of the pages, run as they are written and in their order, in the folder of a small season.

The ten lines of the year are run by `tests/test_ten_lines.py`, the README's walkthrough by `tests/test_walkthrough.py`.
"""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from addin.command_line import kpibook
from tests.seeded import write_season
from tests.surveys import REGIONS
from tests.test_commands_in_pages import ROOT, in_the_text, lines_to_type
from workbook_builder.orders import order_templates

YEAR = 2027
"""That of the pages."""
RUN = {
    # the page, in the order of the year: how many of its commands are run
    "annual-cycle.md": 8,
    "decisions.md": 5,
    "letters.md": 4,
    "report.md": 2,
    "result.md": 1,
}
MEMBERS = 2
"""Templates of all 188 are built elsewhere."""


def season(place: Path) -> None:
    """What the pages speak of: this year's workbooks and last year's, contacts, parts of one workbook."""
    now, before = write_season(place, members=MEMBERS, year=YEAR)
    shutil.copytree(now, place / "returned")
    now.rename(place / f"returned-{YEAR}")
    before = before.rename(place / f"returned-{YEAR - 1}")
    one = min((place / "returned").iterdir())
    for name in ("trade.xlsx", "risk.xlsx", "post.xlsx", "kenya.xlsx"):
        shutil.copy(one, place / name)
    shutil.copy(min(before.iterdir()), place / f"kenya-{YEAR - 1}.xlsx")
    (place / "contacts.csv").write_text("country,name,email\nKEN,Ms A. Diallo,k@customs.example\n", "utf-8")


def lines(page: str) -> list[str]:
    """The commands of a page: those of its blocks, then those in its sentences that name a folder of the year."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    text = re.sub(r"^## The annual report, in ten lines$.*?(?=^## )", "", text, flags=re.MULTILINE | re.DOTALL)
    typed = [line for line in lines_to_type(text) if line.startswith("kpibook ")]
    return [*typed, *(line for line in in_the_text(text) if f"returned-{YEAR}" in line)]


@pytest.mark.long
def test_each_does_what_it_is_written_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    season(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(order_templates, "all_members", lambda: sorted(REGIONS)[:MEMBERS])
    assert {page: len(lines(page)) for page in RUN} == RUN
    for page in RUN:
        for line in lines(page):
            status = kpibook.main(shlex.split(line)[1:], prog_name="kpibook", standalone_mode=False) or 0
            assert status in {0, 1}, f"{page}: {line}"
            assert capsys.readouterr().err == "", f"{page}: {line}"
