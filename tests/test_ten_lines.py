"""The ten lines of docs/annual-cycle.md, as they are written there: from templates to a report for everybody."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import openpyxl
import pytest

from addin.command_line import kpibook
from tests.seeded import write_season
from tests.surveys import REGIONS

DOCS = Path(__file__).parent.parent / "docs"
MEMBERS = 9
"""Three at least are to be told together."""


def _lines() -> list[list[str]]:
    text = (DOCS / "annual-cycle.md").read_text(encoding="utf-8")
    block = re.search(r"^## The annual report, in ten lines$.*?^```\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert block is not None
    return [shlex.split(line)[1:] for line in block[1].splitlines()]


@pytest.mark.long
def test_an_annual_report_comes_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_season(tmp_path / "season", members=MEMBERS, year=2026)
    (tmp_path / "season" / "2026").rename("returned-2026")
    (tmp_path / "season" / "2025").rename("returned-2025")
    people = [f"{code},Ms A. Diallo,{code.lower()}@customs.example,," for code in sorted(REGIONS)]
    Path("contacts.csv").write_text("\n".join(["country,name,email,cc,language", *people]), encoding="utf-8")
    lines = _lines()
    assert len(lines) == 10
    for line in lines:
        if "--keep" in line:
            _work_in(Path("result.xlsx"))
        status = kpibook.main(line, prog_name="kpibook", standalone_mode=False) or 0
        told = capsys.readouterr()
        assert status in {0, 1}, (line, told.err)
        assert "Traceback" not in told.err
    assert len(list(Path("letters", "dispatch").glob("*.eml"))) == len(REGIONS)
    assert _theme_of_first_need(Path("result.xlsx")) == "Ours"
    assert Path("report", "index.html").exists()
    assert len(list(Path("report", "members").glob("*.pdf"))) == MEMBERS
    assert {path.name for path in Path("report-public").iterdir()} >= {"index.html", "report.pdf", "figures"}
    assert not Path("report-public", "members").exists()


def _theme_column(book: openpyxl.Workbook) -> int:
    headings = [cell.value for cell in book["Needs"][1]]
    return headings.index("theme") + 1


def _work_in(result: Path) -> None:
    """What somebody writes beside the first need, and on a sheet of their own."""
    book = openpyxl.load_workbook(result)
    book["Needs"].cell(2, _theme_column(book), "Ours")
    book.create_sheet("Notes for the minister")["A1"] = "Ask Kenya"
    book.save(result)


def _theme_of_first_need(result: Path) -> object:
    book = openpyxl.load_workbook(result)
    assert book["Notes for the minister"]["A1"].value == "Ask Kenya"
    return book["Needs"].cell(2, _theme_column(book)).value
