"""What starting loads: lists of modules, never seconds, so that no slow computer fails a test."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = frozenset(
    [
        "PIL",
        "babel",
        "email_validator",
        "fsspec",
        "jinja2",
        "lxml",
        "matplotlib",
        "msoffcrypto",
        "numpy",
        "olefile",
        "openpyxl",
        "pandas",
        "psutil",
        "pyarrow",
        "pycountry",
        "pydantic",
        "python_calamine",
        "rich",
        "snowballstemmer",
        "typst",
        "xlwings",
        "yaml",
    ]
)
"""Libraries that take time to load."""
ONLY_LATER = frozenset({"fsspec", "matplotlib", "pandas", "pyarrow", "typst", "xlwings"})
"""What is loaded by those alone who are given an address, export tables, draw figures or speak to Excel."""
PROGRAM = """
import json, sys
from addin.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print("\\n" + json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def loaded_by(*arguments: str) -> set[str]:
    """The top names of all modules after `kpibook` with these arguments, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments], capture_output=True, encoding="utf-8", check=True
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_version_is_said_without_anything_heavy() -> None:
    assert HEAVY & loaded_by("--version") == set()


def test_a_command_there_is_not_is_refused_without_anything_heavy() -> None:
    assert HEAVY & loaded_by("bild") == set()


def test_what_is_heavy_is_seen() -> None:
    """The list is of names that are loaded when they are needed."""
    assert {"lxml", "openpyxl", "pydantic"} <= HEAVY & loaded_by("build", "--help")


@pytest.mark.parametrize("command", ["build", "validate", "consolidate"])
def test_a_command_loads_late_what_few_need(command: str) -> None:
    assert ONLY_LATER & loaded_by(command, "--help") == set()


def test_what_only_shows_what_was_found_loads_nothing_that_reads() -> None:
    """A process of its own reads, and both load what they need at the same time."""
    reading = {"babel", "email_validator", "lxml", "openpyxl", "pycountry", "python_calamine", "yaml"}
    assert reading & loaded_by("validate", str(Path(__file__).parent / "returned" / "complete.xlsx")) == set()


def test_what_reads_starts_before_the_command_is_looked_up() -> None:
    """Its name is looked up among all that is installed, which takes longer than loading the command line."""
    program = "import sys, addin.cli; print('importlib.metadata' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "False"
