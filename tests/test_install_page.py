"""The install page: its lines run as they are written, as far as a computer without Windows and macOS can."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from release.bundle import build_wheel
from release.computers import MACOS_MINIMUM

PAGE = (Path(__file__).parent.parent / "docs" / "install.md").read_text(encoding="utf-8")
_BLOCKS = re.findall(r"^```\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
LINES = [line for block in _BLOCKS for line in block.splitlines()]
TO_TYPE = [*LINES, *re.findall(r"`([^`\n]* install [^`\n]*)`", PAGE)]


def test_nothing_is_installed_by_a_name_that_is_not_ours() -> None:
    assert [line for line in TO_TYPE if re.search(r"install\b.*\bkpibook\[", line)] == []


def test_every_line_runs_in_powershell_as_well() -> None:
    """Which has no `&&`, and prints a quoted path unless `&` stands before it."""
    assert [line for line in LINES if "&&" in line] == []
    quoted = [line for line in LINES if "$env:" in line and "-m venv" not in line]
    assert len(quoted) == 2
    assert all(line.startswith('& "$env:LOCALAPPDATA') for line in quoted)


def test_nothing_is_compiled_on_a_secretarys_computer() -> None:
    installing = [line for line in TO_TYPE if "WHEEL" in line]
    assert len(installing) == 5
    assert [line for line in installing if "--no-build" not in line and "--only-binary :all:" not in line] == []


def test_the_page_says_which_macos_is_needed() -> None:
    assert f"A Mac needs macOS {MACOS_MINIMUM} or later." in PAGE


def lines_with(words: str) -> str:
    (line,) = (line for line in TO_TYPE if words in line)
    return line


@pytest.mark.long
@pytest.mark.skipif(not os.environ.get("CI"), reason="asks the registry: CI does")
def test_the_lines_install_and_upgrade(tmp_path: Path) -> None:
    """In an empty home, with the wheel in a folder of an awkward name."""
    from uv import find_uv_bin  # noqa: PLC0415 - of the extra dev

    (tmp_path / "un & é").mkdir()
    wheel = build_wheel(tmp_path / "un & é")
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    programs = f"{Path(find_uv_bin()).parent}:{os.environ['PATH']}"
    environment = os.environ | {"HOME": str(tmp_path), "PATH": programs, "UV_PYTHON_DOWNLOADS": "never"}
    environment["UV_CACHE_DIR"] = str(Path(os.environ.get("UV_CACHE_DIR") or Path.home() / ".cache" / "uv"))

    def typed(line: str) -> str:
        line = line.replace("WHEEL", str(wheel)).replace("--python 3.12", f"--python {python}")
        done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, check=False, env=environment)
        assert done.returncode == 0, (line, done.stdout, done.stderr)
        return done.stdout

    typed(lines_with("uv tool install --no-build"))
    uv = tmp_path / ".local" / "bin" / "kpibook"
    assert typed(f"{uv} --version").startswith("kpibook")
    changed = next((tmp_path / ".local" / "share" / "uv" / "tools" / "kpibook").rglob("addin/__init__.py"))
    changed.unlink()  # uv links it to its cache
    changed.write_text("raise SystemExit('older')", encoding="utf-8")
    typed(lines_with("uv tool install --reinstall"))
    assert typed(f"{uv} --version").startswith("kpibook")
    typed("uv tool uninstall kpibook")
    assert not uv.exists()
    typed(lines_with("python3 -m venv ~/kpibook"))
    typed(lines_with("~/kpibook/bin/python -m pip install"))
    assert typed("~/kpibook/bin/kpibook --version").startswith("kpibook")
