"""A message names the command as it can be typed on that computer."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from schemas.terminal import own_command as module
from schemas.terminal.own_command import Here, here, own_command

WINDOWS = [
    # where kpibook is, and what runs `kpibook addin doctor` in cmd and in PowerShell
    (r"C:\Users\ada\AppData\Local\kpibook\Scripts\kpibook.exe", "{} addin doctor"),
    (r"C:\Users\Zoë\AppData\Local\kpibook\Scripts\kpibook.exe", "{} addin doctor"),
    (r"C:\Users\Ada Lovelace\AppData\Local\kpibook\Scripts\kpibook.exe", 'cmd /c "{}" addin doctor'),
    (r"C:\Users\O'Brien\kpibook\Scripts\kpibook.exe", 'cmd /c "{}" addin doctor'),
    (r"C:\KPI & more\kpibook.exe", "\"{0}\" addin doctor (PowerShell: & '{0}' addin doctor)"),
    (r"C:\kpi (2026)\kpibook.exe", "\"{0}\" addin doctor (PowerShell: & '{0}' addin doctor)"),
]
MAC = [
    ("/Users/ada/kpibook/bin/kpibook", "{} addin doctor"),
    ("/Users/zoë/kpi-book/bin/kpibook", "'{}' addin doctor"),
    ("/Users/Ada Lovelace/kpibook/bin/kpibook", "'{}' addin doctor"),
]


@pytest.mark.parametrize(("script", "line"), WINDOWS)
def test_on_windows_both_shells_run_it(script: str, line: str) -> None:
    assert Here(True, r"C:\python.exe", script).command("addin doctor") == line.format(script)


@pytest.mark.parametrize(("script", "line"), MAC)
def test_on_a_mac_the_shell_runs_it(script: str, line: str) -> None:
    assert Here(False, "/usr/bin/python3", script).command("addin doctor") == line.format(script)


@pytest.mark.parametrize("windows", [True, False])
def test_where_the_bare_name_is_this_very_kpibook_it_is_enough(windows: bool) -> None:
    assert Here(windows, "/python", "/a b/kpibook", on_path=True).command("addin doctor") == "kpibook addin doctor"


def test_where_nothing_was_installed_python_runs_the_module() -> None:
    assert Here(False, "/usr/bin/python3", None).command("addin doctor") == "/usr/bin/python3 -m addin.cli addin doctor"
    assert Here(True, r"C:\a b\python.exe", None).command("build") == r'cmd /c "C:\a b\python.exe" -m addin.cli build'


@pytest.mark.parametrize(
    ("windows", "interpreter", "where"),
    [
        (True, r"C:\kpibook\Scripts\python.exe", r"C:\kpibook\Scripts\kpibook.exe"),
        (True, r"C:\Python312\python.exe", r"C:\Python312\Scripts\kpibook.exe"),
        (False, "/Users/ada/kpibook/bin/python3.12", "/Users/ada/kpibook/bin/kpibook"),
    ],
)
def test_where_the_script_of_an_interpreter_is_looked_for(windows: bool, interpreter: str, where: str) -> None:
    kind = PureWindowsPath if windows else PurePosixPath
    assert kind(where) in module.scripts_beside(kind(interpreter), windows=windows)


def test_libraries_are_installed_by_pip_or_where_there_is_none_by_uv(monkeypatch: pytest.MonkeyPatch) -> None:
    at = Here(False, "/Users/ada/kpibook/bin/python", None)
    monkeypatch.setattr(module.importlib.util, "find_spec", lambda name: object())
    assert at.install("typst>=0.14") == '/Users/ada/kpibook/bin/python -m pip install "typst>=0.14"'
    monkeypatch.setattr(module.importlib.util, "find_spec", lambda name: None)
    assert at.install("typst>=0.14") == 'uv pip install --python "/Users/ada/kpibook/bin/python" "typst>=0.14"'


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a Python and a kpibook that says where it is, and nothing of it on the PATH."""
    folder = tmp_path / "kpi book"
    folder.mkdir()
    for name in ("python", "kpibook"):
        (folder / name).write_text('#!/bin/sh\necho "$0 $*"\n', encoding="utf-8")
        (folder / name).chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(folder / "python"))
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix")
def test_what_it_says_runs(environment: Path) -> None:
    said = own_command("addin doctor")
    done = subprocess.run(["/bin/sh", "-c", said], capture_output=True, text=True, check=True)
    assert done.stdout == f"{environment / 'kpibook'} addin doctor\n"


@pytest.mark.parametrize("put", [Path.symlink_to, lambda at, script: shutil.copy(script, at)], ids=["link", "copy"])
def test_a_tool_of_uv_is_on_the_path(
    environment: Path, tmp_path: Path, put: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """uv links a tool's script where the PATH finds it, and copies it on Windows."""
    tools = tmp_path / "tools"
    tools.mkdir()
    put(tools / "kpibook", environment / "kpibook")  # type: ignore[operator]
    monkeypatch.setenv("PATH", str(tools))
    assert own_command("build") == "kpibook build"


@pytest.mark.skipif(sys.platform == "win32", reason="a script of Unix")
def test_another_kpibook_on_the_path_is_not_ours(
    environment: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "kpibook"
    other.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    other.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not here().on_path
    assert own_command("build") == f"'{environment / 'kpibook'}' build"
