"""The Python API does what its page says, with the very lines that stand there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import addin
from schemas.errors import Refusal

ROOT = Path(__file__).parent.parent
FIXTURES = Path(__file__).parent / "returned"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two Members' workbooks: Kenya's of the page is complete, a template was sent blank."""
    (tmp_path / "returned").mkdir()
    shutil.copy(FIXTURES / "complete.xlsx", tmp_path / "returned" / "kenya.xlsx")
    shutil.copy(FIXTURES / "blank.xlsx", tmp_path / "returned" / "uganda.xlsx")
    return tmp_path


def test_the_page_runs_as_it_is_written(folder: Path) -> None:
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    programs = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert len(programs) == 2
    lines = "".join(f"    {line}\n" for line in "".join(programs).splitlines())
    (folder / "page.py").write_text(f'if __name__ == "__main__":\n{lines}', encoding="utf-8")
    run = subprocess.run([sys.executable, "page.py"], cwd=folder, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    said = run.stdout.splitlines()
    assert said[0].endswith(" True")
    assert "None False" in said
    assert "2026 [('kenya.xlsx', 'accepted'), ('uganda.xlsx', 'ignored')]" in said
    assert (folder / "result.xlsx").is_file()


def test_validate_gives_a_submission_a_file(returned: Callable[..., Path]) -> None:
    found = list(addin.validate(returned({"level_1_1": ""}), workers=1))
    assert [(submission.complete, submission.rejected) for submission in found] == [(False, False)]
    assert [finding.code.value for finding in found[0].findings if finding.name == "level_1_1"] == ["level-missing"]


def test_consolidate_writes_nothing_by_itself(folder: Path) -> None:
    result = addin.consolidate(folder / "returned")
    assert sorted(path.name for path in folder.rglob("*") if path.is_file()) == ["kenya.xlsx", "uganda.xlsx"]
    assert list(result.frame("Files")["file"]) == ["kenya.xlsx", "uganda.xlsx"]
    assert {"Files", "Levels", "Answers", "Information", "Findings"} <= set(result.tables())
    assert str(result.frame("Levels")["1.1"].dtype) == "Int64"


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda place: list(addin.validate(place / "gone.xlsx")), "There is no file or folder called"),
        (lambda place: addin.validate(place, year=99999), "99999 is not a year of the questionnaire"),
        (lambda place: addin.validate(place, language="zz"), "There is no wording in 'zz'"),
        (lambda place: addin.consolidate(place, year=99999), "99999 is not a year of the questionnaire"),
        (lambda place: addin.consolidate(place / "gone"), "There is no folder"),
        (lambda place: addin.consolidate(place / "empty"), "is empty: put the returned workbooks there"),
    ],
)
def test_what_cannot_be_asked_is_refused(tmp_path: Path, ask: Callable[[Path], object], says: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(Refusal, match=says):
        ask(tmp_path)


def test_the_api_loads_nothing_before_it_is_called() -> None:
    program = "import sys, addin; print('addin.api' in sys.modules, 'pandas' in sys.modules, addin.validate.__name__)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "False", "validate"]
    with pytest.raises(AttributeError):
        _ = addin.nothing  # type: ignore[attr-defined]
