"""The secretary's page and the checklists speak of the add-in as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from addin import macros
from addin.buttons.catalogue import BUTTONS, Runs
from addin.commands.addin import addin_command
from addin.ribbon.words import RIBBON, load_wordings

DOCS = Path(__file__).parent.parent / "docs"
PAGE = (DOCS / "secretary.md").read_text("utf-8")
ENGLISH = load_wordings()["en"].texts
ENTRIES = re.findall(r'^    Run\w+ "(\w+)"', (RIBBON / "vba" / "KpiRibbon.bas").read_text("ascii"), re.MULTILINE)


@pytest.mark.parametrize("key", [key for key in ENGLISH if "." not in key])
def test_the_page_explains_each_message(key: str) -> None:
    start = re.split(r"[{.:]", ENGLISH[key])[0].strip(" ,").removesuffix(" for")
    assert f"| {start}" in PAGE


@pytest.mark.parametrize("key", [key for key in ENGLISH if key.endswith(".screentip") and key != "settings.screentip"])
def test_the_page_names_each_button(key: str) -> None:
    assert f"| **{ENGLISH[key.replace('.screentip', '.label')]}** |" in PAGE


def test_the_page_names_each_command() -> None:
    for name in ("install", "uninstall", "doctor"):
        assert f"kpibook addin {name}" in PAGE
        assert name in addin_command.commands


def test_each_button_runs_what_the_catalogue_names() -> None:
    """Each is an entry point of `addin.macros`; the settings are shown by Excel alone."""
    assert [button.name for button in BUTTONS if button.runs is not Runs.SURFACE] == ENTRIES
    for entry in ENTRIES:
        assert callable(getattr(macros, entry))
