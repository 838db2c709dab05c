"""The bundle for a computer without internet: what its zip holds, and what its installer says."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from release.bundle import PYTHONS, build_wheel, download, installer, write_zip
from release.computers import COMPUTERS, MACOS_MINIMUM, environment_of, locked, needed, pip_options

CMD = installer(COMPUTERS["windows-amd64"], PYTHONS).decode()
BUNDLES = ("windows-amd64", "macos-arm64", "macos-x86_64")
HAS_UV = importlib.util.find_spec("uv") is not None
in_ci = pytest.mark.skipif(not os.environ.get("CI"), reason="asks the registry: CI does")
with_uv = pytest.mark.skipif(not HAS_UV and not os.environ.get("CI"), reason="needs uv, of the extra dev")


@pytest.fixture
def zipped(tmp_path: Path) -> Path:
    wheel = tmp_path / "kpibook-1-py3-none-any.whl"
    wheel.write_bytes(b"a wheel")
    write_zip(tmp_path / "kpibook.zip", COMPUTERS["macos-arm64"], ("3.12",), [wheel])
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
    write_zip(zipped, COMPUTERS["macos-arm64"], ("3.12",), list(tmp_path.glob("*.whl")))
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
    """Whoever names a Python, the launcher, a folder or the PATH, it goes through the one place that looks at it."""
    lines = CMD.splitlines()
    assert [line for line in lines if "call :place" in line] == []
    assert sum("call :try" in line for line in lines) == 4
    tried = lines[lines.index(":try") :]
    filtered = tried.index('if not "%candidate:WindowsApps=%"=="%candidate%" exit /b 0')
    taken = tried.index('if not errorlevel 1 set "python=%~1"')
    assert filtered < taken
    assert 'set "python=%' not in "".join(lines[: lines.index(":try")])


def test_on_windows_what_was_interrupted_is_made_anew() -> None:
    """Which Python the environment is of is written down last, and looked at first."""
    lines = CMD.splitlines()
    looked = lines.index('if exist "%target%\\pyvenv.cfg" call :compare')
    made = lines.index('"%python%" -m venv %clear% "%target%"')
    struck = lines.index('if exist "%target%\\kpibook-python.txt" del "%target%\\kpibook-python.txt"')
    libraries = max(at for at, line in enumerate(lines) if "-m pip install" in line)
    written = lines.index('copy /y "%TEMP%\\kpibook-python.txt" "%target%\\kpibook-python.txt" >nul')
    assert looked < made < struck < libraries < written
    assert lines[libraries + 1 : written] == ["if errorlevel 1 goto failed"]
    compare = lines[lines.index(":compare") :]
    assert compare.index("if not errorlevel 1 exit /b 0") < compare.index('set "clear=--clear"')


def test_on_windows_who_opens_it_within_the_zip_is_told_to_unpack_it() -> None:
    lines = CMD.splitlines()
    looked = lines.index('if not exist "%here%wheels\\" goto packed')
    assert looked < min(at for at, line in enumerate(lines) if "call :" in line)
    told = lines[lines.index(":packed") :]
    assert told.index("exit /b 2") < told.index(":nopython")


# --- the installer of a Mac, run with a Python that writes down what it is asked ----------------------

PYTHON = """#!/bin/sh
case "$1" in
  -c) case "$2" in
      *platform*) cat "$HOME/made-for.txt" ;;
      *) echo "51052528 python3.99" ;;
    esac ;;
  -m) echo "$*" >>"$HOME/asked.txt"
    for last; do :; done
    if [ "$2" = venv ]; then mkdir -p "$last/bin"; : >"$last/pyvenv.cfg"; cp "$0" "$last/bin/python"; fi ;;
esac
"""
unix = pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix")


def script_in(folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    (folder / name).chmod(0o755)


@pytest.fixture
def run_installer(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the installer, which lies in a folder of an awkward name, in a home that is empty but for what is there."""

    def run(version: str = "3.99") -> subprocess.CompletedProcess[str]:
        beside = tmp_path / "un & é"
        script_in(beside, "install.command", installer(COMPUTERS["macos-arm64"], (version,)).decode())
        environment = {"HOME": str(tmp_path), "PATH": f"{tmp_path / 'programs'}:/usr/bin:/bin"}
        command = ["/bin/sh", str(beside / "install.command")]
        return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)

    script_in(tmp_path / "programs", "python3.99", PYTHON)
    (tmp_path / "made-for.txt").write_text("arm64 64-bit\n")
    return run


def asked_for_environment(home: Path) -> list[str]:
    lines = (home / "asked.txt").read_text(encoding="utf-8").splitlines()
    return [line.replace(str(home), "~") for line in lines if line.startswith("-m venv")]


@unix
def test_without_a_python_it_says_how_to_get_one(run_installer: Callable[..., Any]) -> None:
    done = run_installer("3.98")
    assert done.returncode == 2
    assert "Install one of them from https://www.python.org/downloads/" in done.stdout
    assert "Installez-en un" in done.stdout


@unix
@pytest.mark.parametrize("kind", ["x86_64 64-bit", "arm64 32-bit"])
def test_a_python_of_another_kind_of_processor_is_told(
    kind: str, tmp_path: Path, run_installer: Callable[..., Any]
) -> None:
    """A Mac with Apple's processor runs an Intel Python as well, for which the wheels beside it are not."""
    (tmp_path / "made-for.txt").write_text(f"{kind}\n")
    done = run_installer()
    assert (done.returncode, done.stderr) == (2, "")
    python = tmp_path / "programs" / "python3.99"
    first, second, third, fourth = done.stdout.splitlines()
    assert first == (
        f"{python} is a Python for {kind}, and this bundle is made for arm64 64-bit: take the bundle for {kind}, if"
        " there is one,"
    )
    assert second.startswith("or install a Python for arm64 from https://www.python.org/downloads/")
    assert third.startswith(f"{python} est un Python pour {kind}")
    assert fourth.startswith("ou installez un Python pour arm64")
    assert not (tmp_path / "asked.txt").exists()


@unix
def test_a_python_that_does_not_run_is_passed_over(tmp_path: Path, run_installer: Callable[..., Any]) -> None:
    script_in(tmp_path / "programs", "python3.99", "#!/bin/sh\necho 'Bad CPU type in executable' >&2\nexit 126\n")
    done = run_installer()
    assert done.returncode == 2
    assert "No Python was found that this bundle is made for: 3.99." in done.stdout


@pytest.mark.parametrize(
    ("name", "machine"), [("macos-arm64", "arm64"), ("macos-x86_64", "x86_64"), ("linux-x86_64", "x86_64")]
)
def test_each_bundle_asks_for_a_python_of_its_own_processor(name: str, machine: str) -> None:
    script = installer(COMPUTERS[name], PYTHONS).decode()
    assert f'if [ "$made_for" = "{machine} 64-bit" ]' in script
    assert "@MACHINE@" not in script


@unix
def test_the_question_is_one_that_a_python_answers() -> None:
    """The question of the installer, put to the Python of the tests."""
    script = installer(COMPUTERS["linux-x86_64"], PYTHONS).decode()
    (question,) = re.findall(r"-c '(import platform.*?)'\) \|\| return", script)
    said = subprocess.run([sys.executable, "-c", question], capture_output=True, text=True, check=True).stdout
    assert re.fullmatch(r"\w+ (32|64)-bit\n", said)
    assert said.startswith(f"{platform.machine()} ")


FOUND = [
    # what is in ~/kpibook: its files and what they say; how the environment is made
    ({}, "-m venv ~/kpibook"),
    ({"pyvenv.cfg": "", "kpibook-python.txt": "51052528 python3.99\n"}, "-m venv ~/kpibook"),
    ({"pyvenv.cfg": ""}, "-m venv --clear ~/kpibook"),
    ({"pyvenv.cfg": "", "kpibook-python.txt": "50988000 python3.11\n"}, "-m venv --clear ~/kpibook"),
]


@unix
@pytest.mark.parametrize(("found", "made"), FOUND, ids=["nothing", "finished", "interrupted", "another Python"])
def test_an_environment_is_kept_or_made_anew(
    found: dict[str, str], made: str, tmp_path: Path, run_installer: Callable[..., Any]
) -> None:
    for name, text in found.items():
        script_in(tmp_path / "kpibook", name, text)
    done = run_installer()
    assert (done.returncode, done.stderr) == (0, "")
    assert asked_for_environment(tmp_path) == [made]
    assert ("is made anew" in done.stdout, "est refait" in done.stdout) == ("--clear" in made,) * 2
    assert (tmp_path / "kpibook" / "kpibook-python.txt").read_text("utf-8") == "51052528 python3.99\n"


@unix
def test_a_folder_of_somebody_elses_is_left_alone(tmp_path: Path, run_installer: Callable[..., Any]) -> None:
    script_in(tmp_path / "kpibook", "notes.txt", "mine")
    done = run_installer()
    assert done.returncode == 2
    assert f"{tmp_path}/kpibook is not a folder of kpibook." in done.stdout
    assert "Renommez-le" in done.stdout
    assert not (tmp_path / "asked.txt").exists()


@unix
@pytest.mark.parametrize(("macos", "status"), [("10.15.7", 2), ("11.7.10", 2), ("12.0", 0), ("15.1", 0)])
def test_a_mac_too_old_for_the_libraries_is_told(
    macos: str, status: int, tmp_path: Path, run_installer: Callable[..., Any]
) -> None:
    script_in(tmp_path / "programs", "uname", "#!/bin/sh\necho Darwin\n")
    script_in(tmp_path / "programs", "sw_vers", f"#!/bin/sh\necho {macos}\n")
    done = run_installer()
    assert done.returncode == status, done.stdout + done.stderr
    assert (f"This Mac has macOS {macos}. kpibook needs macOS {MACOS_MINIMUM} or later" in done.stdout) == bool(status)
    assert (f"Ce Mac a macOS {macos}." in done.stdout) == bool(status)


@unix
@pytest.mark.skipif(shutil.which("unzip") is None, reason="needs unzip")
def test_what_is_to_be_opened_can_be_once_it_is_unpacked(zipped: Path, tmp_path: Path) -> None:
    subprocess.run(["unzip", "-q", str(zipped), "-d", str(tmp_path / "un & é")], check=True)
    assert os.access(tmp_path / "un & é" / "kpibook" / "install.command", os.X_OK)


# --- which libraries ----------------------------------------------------------------------------------

ONLY_THERE = [
    ("windows-amd64", {"pywin32"}),
    ("macos-arm64", {"appscript"}),
    ("macos-x86_64", {"appscript"}),
    ("linux-x86_64", set()),
]


def names(lines: Iterable[str]) -> set[str]:
    return {line.partition("==")[0] for line in lines}


@with_uv
@pytest.mark.parametrize(("name", "only"), ONLY_THERE)
def test_what_only_one_system_needs_is_in_its_bundle(name: str, only: set[str]) -> None:
    """Excel is reached by way of pywin32 on Windows, and of appscript on a Mac."""
    lines = locked(hashes=False)
    assert names(needed(lines, COMPUTERS[name], "3.12")) & {"pywin32", "appscript"} == only


@with_uv
def test_each_library_is_pinned_with_its_hashes() -> None:
    for line in needed(locked(hashes=True), COMPUTERS["windows-amd64"], "3.12"):
        assert re.fullmatch(r"[\w.-]+==[\w.]+( --hash=sha256:[0-9a-f]{64})+", line), line


@pytest.mark.long
@in_ci
@pytest.mark.parametrize(
    ("name", "python"),
    # The newest Python is the one that a wheel lacks for; most people have Windows.
    [(name, python) for name in BUNDLES for python in PYTHONS if "windows" in name or python == "3.13"],
)
def test_every_library_has_a_wheel_for_it(name: str, python: str, tmp_path: Path) -> None:
    """Asks the registry, and downloads nothing: a wheel for that computer, and none that another wheel lacks."""
    computer, report = COMPUTERS[name], tmp_path / "report.json"
    options = [*pip_options(computer, python), "--target", str(tmp_path / "nowhere"), "--report", str(report)]
    wanted = list(needed(locked(hashes=False), computer, python))
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", *options, *wanted]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    environment = environment_of(computer, python)
    there = {canonicalize_name(name) for name in names(wanted)}
    for each in json.loads(report.read_text("utf-8"))["install"]:
        for line in each["metadata"].get("requires_dist", ()):
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate(environment):
                assert canonicalize_name(requirement.name) in there, (each["metadata"]["name"], line)


# --- the twin on Linux --------------------------------------------------------------------------------


@pytest.mark.long
@in_ci
def test_it_installs_without_the_internet(tmp_path: Path) -> None:
    """From a folder of an awkward name, into an empty home, with no more than the system's programs; and is used."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    computer, wheels = COMPUTERS["linux-x86_64"], tmp_path / "wheels"
    build_wheel(wheels)
    download(computer, python, wheels)
    write_zip(tmp_path / "kpibook.zip", computer, (python,), list(wheels.glob("*.whl")))
    shutil.rmtree(wheels)
    subprocess.run(["unzip", "-q", str(tmp_path / "kpibook.zip"), "-d", str(tmp_path / "un & é")], check=True)
    home, programs = tmp_path / "home", tmp_path / "programs"
    for folder in (home, programs):
        folder.mkdir()
    (programs / f"python{python}").symlink_to(Path(sys.base_prefix, "bin", f"python{python}"))
    nowhere = "http://127.0.0.1:9"
    environment = {
        "HOME": str(home),
        "PATH": f"{programs}:/usr/bin:/bin",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": nowhere,
        "http_proxy": nowhere,
        "https_proxy": nowhere,
    }
    command = [str(tmp_path / "un & é" / "kpibook" / "install.sh")]
    for _ in ("installs", "upgrades"):
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=home)
        assert done.returncode == 0, done.stdout + done.stderr
        assert f"kpibook is installed in {home}/kpibook." in done.stdout
        assert "made anew" not in done.stdout
    kpibook = str(home / "kpibook" / "bin" / "kpibook")
    subprocess.run([kpibook, "build", "--out", "templates"], check=True, env=environment, cwd=home)
    assert [made.suffix for made in (home / "templates").iterdir()] == [".xlsx"]
