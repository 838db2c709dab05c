"""`--help` on a terminal of 80 columns: in the order of the year, nothing cut, each example as it can be typed."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from addin.command_line import GROUP, kpibook

WIDE = 80
YEAR = ["build", "letters", "status", "validate", "annotate", "merge", "decisions", "consolidate", "report", "migrate"]
WITH_BUTTONS = ["addin", "desk"]
"""`desk` is there where its window is."""
HEADINGS = ["Send", "Receive", "Results", "Another edition or language", "With buttons"]


def shown(*arguments: str) -> str:
    return CliRunner().invoke(kpibook, [*arguments, "--help"], terminal_width=WIDE).output


def commands(group: click.Group, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command of a group, and of the groups in it, with the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, *path, name)


ALL = list(commands(kpibook))
VALUED = [
    # a command, and each of its options that takes a value
    pytest.param(command, option, id=f"{' '.join(path)} {option.opts[0]}")
    for path, command in ALL
    for option in command.params
    if isinstance(option, click.Option) and not option.is_flag
]


def test_the_commands_stand_in_the_order_of_the_year() -> None:
    there = [*YEAR, *WITH_BUTTONS]
    assert re.findall(r"^  ([a-z]+)  ", shown(), re.MULTILINE) == [
        name for name in there if name in {entry.name for entry in entry_points(group=GROUP)}
    ]


def test_they_stand_under_the_parts_of_the_year() -> None:
    assert re.findall(r"^([A-Z].*):$", shown(), re.MULTILINE) == ["Options", *HEADINGS]


def test_the_readme_has_them_in_the_same_order() -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    block = next(block for block in re.findall(r"```text\n(.*?)```", readme, re.DOTALL) if "kpibook build" in block)
    assert re.findall(r"^kpibook (\w+)", block, re.MULTILINE) == [
        name for name in [*YEAR, *WITH_BUTTONS] if name in {path[0] for path, _ in ALL}
    ]


def test_without_arguments_the_same_is_said() -> None:
    said = CliRunner().invoke(kpibook, [], terminal_width=WIDE).output
    assert said.strip() == shown().strip()


@pytest.mark.parametrize("path", [(), *(path for path, _ in ALL)], ids=" ".join)
def test_no_line_is_cut_or_runs_over(path: tuple[str, ...]) -> None:
    text = shown(*path)
    assert "..." not in text.replace("[ARGS]...", "")
    assert max(map(len, text.splitlines())) <= WIDE


@pytest.mark.parametrize(("path", "command"), ALL, ids=lambda part: " ".join(part) if isinstance(part, tuple) else "")
def test_the_list_says_the_first_paragraph_whole(path: tuple[str, ...], command: click.Command) -> None:
    listed = " ".join(shown(*path[:-1]).split())
    first = " ".join((command.help or "").partition("\n\n")[0].split())
    assert first.endswith(".")
    assert f"{path[-1]} {first}" in listed


@pytest.mark.parametrize(("command", "option"), VALUED)
def test_each_option_says_its_default_and_an_example_that_it_takes(
    command: click.Command, option: click.Option, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "returned-2026").mkdir()
    assert option.show_default or option.required
    help_ = option.help or ""
    if isinstance(option.type, click.Choice):
        assert all(f"{choice}: " in help_ for choice in option.type.choices)
        return
    example = re.search(r'such as ("[^"]+"|[^\s;,]+?)[.;,:]?(?:\s|$)', help_)
    assert example is not None, help_
    context = click.Context(command)
    assert option.type.convert(example[1].strip('"'), option, context) is not None


@pytest.mark.parametrize(
    ("path", "command"),
    [(path, command) for path, command in ALL if path[0] in YEAR],
    ids=lambda part: " ".join(part) if isinstance(part, tuple) else "",
)
def test_each_command_ends_with_examples_of_itself(path: tuple[str, ...], command: click.Command) -> None:
    lines = [shlex.split(line) for line in (command.epilog or "").splitlines() if "kpibook" in line]
    assert lines
    for line in lines:
        assert line[:2] == ["kpibook", *path]
