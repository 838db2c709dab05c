"""What starting loads: lists of modules, never seconds, so that no slow computer fails a test."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from addin.cli import main
from addin.submissions import ahead

HEAVY = frozenset(
    [
        "PIL",
        "alembic",
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
        "psycopg",
        "pyarrow",
        "pycountry",
        "pydantic",
        "python_calamine",
        "rich",
        "snowballstemmer",
        "sqlalchemy",
        "typst",
        "xlwings",
        "yaml",
    ]
)
"""Libraries that take time to load."""
ONLY_LATER = frozenset(
    ["alembic", "fsspec", "matplotlib", "pandas", "psycopg", "pyarrow", "sqlalchemy", "typst", "xlwings"]
)
"""What is loaded by those alone who are given an address, export tables, draw figures, speak to Excel or keep a
database."""
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


COMPLETE = str(Path(__file__).parent / "returned" / "complete.xlsx")
READS = frozenset(["babel", "email_validator", "lxml", "openpyxl", "pycountry", "pydantic", "python_calamine", "yaml"])
DRAWS = frozenset(["rich"])


def test_what_only_shows_what_was_found_loads_nothing_that_reads() -> None:
    """A process of its own reads, and both load what they need at the same time; rich draws on terminals alone."""
    assert (READS | DRAWS) & loaded_by("validate", COMPLETE) == set()


BEFORE_THE_READER = """
import json, sys
from addin import cli
from addin.submissions import ahead
ahead.start = lambda prepare: print(json.dumps(sorted(sys.modules)))
try:
    cli.main(sys.argv[1:])
except SystemExit:
    pass
"""


def test_what_reads_starts_before_anything_else_is_loaded() -> None:
    """Reading takes longest, so it begins first: before the command line, and before what watches over it."""
    done = subprocess.run(
        [sys.executable, "-c", BEFORE_THE_READER, "validate", COMPLETE],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert {"click", "concurrent", "dataclasses", "logging", "psutil"} & set(
        json.loads(done.stdout.splitlines()[0])
    ) == set()


WITHOUT_A_READER = [
    ("validate", "--help"),
    ("validate", COMPLETE, "--executor=dask"),
    ("build", "--help"),
    ("--version",),
]


@pytest.mark.parametrize("arguments", WITHOUT_A_READER, ids=" ".join)
def test_no_process_is_started_that_nobody_needs(arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []
    monkeypatch.setattr(ahead, "start", started.append)
    monkeypatch.setattr("addin.command_line.run", lambda _: 0)
    with pytest.raises(SystemExit):
        main(arguments)
    assert started == []


def test_a_reader_is_started_for_a_command_that_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []
    monkeypatch.setattr(ahead, "start", started.append)
    monkeypatch.setattr("addin.command_line.run", lambda _: 0)
    with pytest.raises(SystemExit):
        main(["validate", COMPLETE])
    assert started == ["addin.submissions.examine:prepare"]
