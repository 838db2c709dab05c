"""What a page tells somebody to type can be typed: each command is understood as it is written."""

from __future__ import annotations

import importlib.util
import re
import shlex
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import click
import pytest

from addin.command_line import kpibook

ROOT = Path(__file__).parent.parent
PAGES = [*(ROOT / name for name in ("README.md", "SECURITY.md")), *sorted((ROOT / "docs").glob("*.md"))]
_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ABRIDGED = re.compile(r"[\[<…|]|\b[A-Z]{3,}\b(?!\.xlsx)")
"""What stands for something to type, such as `FOLDER`: a form of the command, not a line to type."""


def lines_to_type(text: str) -> Iterator[str]:
    """The lines of a page's blocks, continued ones as one; ```` ```text ```` is for reading."""
    for kind, block in _FENCED.findall(text):
        if kind != "text":
            yield from (line.strip() for line in block.replace("\\\n", " ").splitlines())


def in_the_text(text: str) -> Iterator[str]:
    """The commands within a page's sentences."""
    yield from (" ".join(span.split()) for span in re.findall(r"`(kpibook [^`]+)`", _FENCED.sub("", text)))


def commands() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        named = (line for line in in_the_text(text) if not _ABRIDGED.search(line) and not is_a_name(line))
        for line in dict.fromkeys((*(line for line in lines_to_type(text) if line.startswith("kpibook ")), *named)):
            yield page.name, line


def is_a_name(line: str) -> bool:
    """Whether it only names a command that needs more, such as `kpibook letters`."""
    return len(line.split()) == 2


def understood(command: click.Command, name: str, arguments: list[str]) -> None:
    """Parse as click does when it runs; what is said to be there already is made first."""
    if isinstance(command, click.Group) and not arguments[0].startswith("-"):
        # as click does it: kpibook's own begins to read at once
        called, inner, rest = click.Group.resolve_command(command, click.Context(command), arguments)
        assert called is not None
        assert inner is not None
        understood(inner, called, rest)
        return
    while True:
        try:
            command.make_context(name, list(arguments))
        except click.BadParameter as error:
            there = re.search(r"Path '(.+)' does not exist", error.message)
            if there is None:
                raise
            Path(there[1]).mkdir(parents=True)
        else:
            return


@pytest.mark.parametrize(("page", "line"), list(commands()))
def test_click_takes_it_as_it_is_written(page: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    first, *arguments = shlex.split(line)
    assert first == "kpibook"
    with suppress(click.exceptions.Exit):  # --help and --version
        understood(kpibook, "kpibook", arguments)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_command_that_is_named_is_there(page: Path) -> None:
    context = click.Context(kpibook)
    for line in filter(is_a_name, in_the_text(page.read_text(encoding="utf-8"))):
        name = line.split()[1]
        assert name in {"--help", "--version"} or kpibook.get_command(context, name) is not None, line


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_module_to_be_run_is_there(page: Path) -> None:
    for name in re.findall(r"python3? -m ([\w.]+)", page.read_text(encoding="utf-8")):
        assert importlib.util.find_spec(name) is not None, name


def test_the_pages_of_the_year_have_commands() -> None:
    found = {page for page, _ in commands()}
    assert found >= {"README.md", "annual-cycle.md", "letters.md", "decisions.md", "report.md", "result.md"}


WRONG = [
    # what stands in a page, why it is refused
    ("kpibook consolidat returned", "No such command"),
    ("kpibook consolidate returned --befor last", "No such option"),
    ("kpibook letters templates", "Missing parameter: kind"),
    ("kpibook letters templates --kind thanks", "is not one of"),
]


@pytest.mark.parametrize(("line", "why"), WRONG)
def test_a_wrong_line_is_found(line: str, why: str) -> None:
    with pytest.raises(click.UsageError, match=why):
        understood(kpibook, "kpibook", shlex.split(line)[1:])
