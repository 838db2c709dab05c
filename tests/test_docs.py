"""The pages say what the product does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from addin.cli import kpibook
from schemas.loading.loader import load_definition
from schemas.sentences.findings_page import findings_page

ROOT = Path(__file__).parent.parent


def test_the_page_of_findings_is_the_wording() -> None:
    assert (ROOT / "docs" / "findings.md").read_text(encoding="utf-8") == findings_page(load_definition())


@pytest.mark.parametrize("command", ["build", "validate", "consolidate", "status", "merge", "migrate"])
def test_every_option_of_the_readme_is_there(command: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    line = next(line for line in readme.splitlines() if line.startswith(f"kpibook {command}"))
    shown = CliRunner().invoke(kpibook, [command, "--help"]).output
    for option in re.findall(r"--[a-z-]+", line):
        assert option in shown


def test_every_page_and_picture_linked_is_there() -> None:
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            if not target.startswith("http"):
                assert (page.parent / target).exists(), f"{page.name}: {target}"
