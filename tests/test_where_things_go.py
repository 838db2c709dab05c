"""Where a command puts what it makes, if nobody says: the page has one table of it, and each command keeps to it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import click
import pytest

from addin.command_line import kpibook
from schemas.definition import Definition
from tests.answers import complete_answers
from tests.command_line import run
from tests.fill import fill

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "annual-cycle.md").read_text("utf-8")
SECTION = PAGE.partition("\n## Where things go\n")[2].partition("\n## ")[0]
TABLE = dict(re.findall(r"^\| `kpibook ([a-z -]+?(?: KEN)?)` \| (.+) \|$", SECTION, re.MULTILINE))
"""What a command makes, in the words of the page."""
FACTS = {"<year>": "2026", "<language>": "en", "<kind>": "receipt", "<folder>": "returned"}

RUNS = [
    # (the row of the page, what is typed, what of its row is made then)
    ("build", "build --year 2026", 1),
    ("build --member KEN", "build --year 2026 --member KEN --language en", 1),
    ("letters", "letters returned --kind receipt", 1),
    ("status", "status returned", 2),
    ("validate", "validate returned", 0),
    ("annotate", "annotate returned", 1),
    ("merge", "merge returned/a.xlsx parts/b.xlsx", 1),
    ("decisions", "decisions returned", 1),
    ("consolidate", "consolidate returned --database", 2),
    ("migrate", "migrate returned/a.xlsx --language en --edition 2018", 1),
    ("addin build", "addin build", 1),
    ("report", "report returned --no-pdf", 1),
    ("report", "report returned --no-pdf --public", -1),
]


@pytest.fixture
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, template: bytes, definition: Definition) -> Path:
    """A current folder of its own, with a returned workbook that lacks one answer, and a part of it elsewhere."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path.parent / "state"))
    typed = complete_answers(definition, year=2026) | {"country": "Kenya", "contact_email": "kenya@customs.example"}
    for name in ("returned", "parts"):
        (tmp_path / name).mkdir()
    (tmp_path / "returned" / "a.xlsx").write_bytes(fill(template, definition, typed | {"level_2_1": ""}))
    shutil.copy(tmp_path / "returned" / "a.xlsx", tmp_path / "parts" / "b.xlsx")
    return tmp_path


def places(row: str) -> list[str]:
    """The places that a row of the page names, for a Member's English workbook of 2026."""
    found = re.findall(r"`([^`]+)`", TABLE[row])
    for fact, value in FACTS.items():
        found = [place.replace(fact, value) for place in found]
    return [place for place in found if not place.startswith("--")]


@pytest.mark.parametrize(("row", "typed", "made"), RUNS)
def test_a_command_puts_what_it_makes_where_the_page_says(apart: Path, row: str, typed: str, made: int) -> None:
    before = set(apart.iterdir())
    assert run(*typed.split()) in {0, 1}
    said = places(row)
    assert new_in(apart, before) == set(said[:made] if made >= 0 else said[made:])


def new_in(folder: Path, before: set[Path]) -> set[str]:
    """What stands in `folder` that did not before; of `output` what stands in it."""
    new = [path for path in folder.iterdir() if path not in before]
    found = [inner for path in new for inner in (path.iterdir() if path.name == "output" else [path])]
    return {path.relative_to(folder).as_posix() for path in found}


def test_every_command_that_makes_something_has_its_row() -> None:
    context = click.Context(kpibook)
    commands = {name: kpibook.get_command(context, name) for name in kpibook.list_commands(context)}
    makes = {name for name, command in commands.items() if command and any("--out" in p.opts for p in command.params)}
    assert makes <= set(TABLE)
    assert set(TABLE) - makes == {"validate", "addin build", "build --member KEN"}
    assert set(TABLE) == {row for row, *_ in RUNS}
