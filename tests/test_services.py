"""What builder and add-in do for each other is found by name, once, or refused in a sentence."""

from __future__ import annotations

import ast
from importlib import metadata
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import pytest

from addin.cli import main
from schemas import services
from schemas.errors import Refusal

ROOT = Path(__file__).parent.parent
OURS = EntryPoint("build_workbook", "workbook_builder.build:build_workbook", services.GROUP)
THEIRS = EntryPoint("build_workbook", "somebody.elses:build", services.GROUP)
SEVERAL = "Several installed programs offer “{name}” to kpibook ({both}): uninstall all but one."


def registered(monkeypatch: pytest.MonkeyPatch, *entries: EntryPoint) -> None:
    monkeypatch.setattr(metadata, "entry_points", lambda **wanted: EntryPoints(entries).select(**wanted))


def test_each_service_is_there() -> None:
    assert services.workbook_builder().__name__ == "build_workbook"  # type: ignore[attr-defined]
    assert services.templates_maker().__name__ == "order_templates"  # type: ignore[attr-defined]
    assert services.past_reader().__name__ == "read_past"  # type: ignore[attr-defined]
    assert services.process_pool().__name__ == "processes"  # type: ignore[attr-defined]


def test_a_service_there_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    registered(monkeypatch)
    with pytest.raises(Refusal, match="This installation of kpibook is not complete: install it again"):
        services.workbook_builder()


def test_a_service_there_is_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    registered(monkeypatch, OURS, THEIRS)
    with pytest.raises(Refusal) as refusal:
        services.workbook_builder()
    both = "somebody.elses:build, workbook_builder.build:build_workbook"
    assert str(refusal.value) == SEVERAL.format(name="build_workbook", both=both)


def test_one_program_installed_twice_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    registered(monkeypatch, OURS, OURS)
    assert services.workbook_builder().__name__ == "build_workbook"  # type: ignore[attr-defined]


def test_a_command_there_is_twice(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    group = "kpibook.commands"
    registered(monkeypatch, EntryPoint("merge", "a:merge", group), EntryPoint("merge", "b:merge", group))
    with pytest.raises(SystemExit) as stop:
        main(["merge", "a.xlsx"])
    assert stop.value.code == 2
    assert capsys.readouterr().err == f"kpibook: {SEVERAL.format(name='merge', both='a:merge, b:merge')}\n"


def test_only_commands_and_buttons_ask_for_services() -> None:
    """What is below is handed what it needs."""
    asking = set()
    for package in ("schemas", "workbook_builder", "addin"):
        for path in (ROOT / package).rglob("*.py"):
            names = {getattr(node, "id", "") for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))}
            if names & {"workbook_builder", "templates_maker", "past_reader", "process_pool", "the_one"}:
                asking.add(path.relative_to(ROOT).as_posix())
    assert asking == {
        "addin/buttons/receive.py",
        "addin/buttons/send.py",
        "addin/command_line.py",
        "addin/commands/annotate.py",
        "addin/commands/letters.py",
        "addin/commands/merge.py",
        "addin/commands/migrate.py",
        "schemas/services.py",
        "workbook_builder/build_command.py",
    }
