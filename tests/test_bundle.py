"""The bundle for a computer without internet: what its zip holds, and what its installer says."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from release import bundle
from release.bundle import PLATFORMS, PYTHONS, installer, pip_options, write_zip

CMD = installer(PLATFORMS["windows-amd64"], PYTHONS).decode()


@pytest.fixture
def zipped(tmp_path: Path) -> Path:
    wheel = tmp_path / "kpibook-1-py3-none-any.whl"
    wheel.write_bytes(b"a wheel")
    write_zip(tmp_path / "kpibook.zip", PLATFORMS["macos-arm64"], ("3.12",), [wheel])
    return tmp_path / "kpibook.zip"


def test_the_zip_holds_wheels_an_installer_and_a_readme(zipped: Path) -> None:
    with zipfile.ZipFile(zipped) as made:
        modes = {entry.filename: entry.external_attr >> 16 & 0o777 for entry in made.infolist()}
        readme = made.read("kpibook/README.txt").decode("utf-8-sig")
    assert modes == {
        "kpibook/README.txt": 0o644,
        "kpibook/install.command": 0o755,
        "kpibook/wheels/kpibook-1-py3-none-any.whl": 0o644,
    }
    assert "Close Excel." in readme
    assert "Fermez Excel." in readme


def test_the_same_wheels_give_the_same_bytes_and_their_digest(zipped: Path, tmp_path: Path) -> None:
    first = zipped.read_bytes()
    write_zip(zipped, PLATFORMS["macos-arm64"], ("3.12",), list(tmp_path.glob("*.whl")))
    assert zipped.read_bytes() == first
    said = (tmp_path / "kpibook.zip.sha256").read_text("ascii")
    assert said == f"{hashlib.sha256(first).hexdigest()}  kpibook.zip\n"


def test_the_installer_of_windows_is_read_alike_in_every_code_page() -> None:
    assert CMD.isascii()
    assert CMD.count("\n") == CMD.count("\r\n")
    assert "@VERSIONS@" not in CMD
    assert "&&" not in CMD
    assert "setlocal DisableDelayedExpansion" in CMD.splitlines()


def test_each_path_in_it_is_quoted() -> None:
    """A folder may be called `un & é`."""
    for line in CMD.splitlines():
        for found in re.finditer(r"%(~dp0|~1|target|here|python|candidate|LOCALAPPDATA|ProgramFiles)\b[^ ]*", line):
            before = line[: found.start()]
            assert before.count('"') % 2 == 1, line


def test_python_of_the_store_is_never_taken() -> None:
    assert 'if not "%candidate:WindowsApps=%"=="%candidate%" exit /b 0' in CMD.splitlines()


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix")
def test_without_a_python_it_says_how_to_get_one(tmp_path: Path) -> None:
    script = tmp_path / "un & é.sh"
    script.write_bytes(installer(PLATFORMS["linux-x86_64"], ("3.99",)))
    environment = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(["/bin/sh", str(script)], capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 2
    assert "Install one of them from https://www.python.org/downloads/" in done.stdout
    assert "Installez-en un" in done.stdout


@pytest.mark.long
@pytest.mark.parametrize("platform", sorted(PLATFORMS))
def test_every_library_has_a_wheel_for_it(platform: str, tmp_path: Path) -> None:
    """Asks the registry, and downloads nothing."""
    wheel = bundle.build_wheel(tmp_path)
    options = [*pip_options(PLATFORMS[platform], PYTHONS[0]), "--target", str(tmp_path / "nowhere")]
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", *options, f"{wheel}[secretariat]"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
