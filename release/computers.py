"""The kinds of computers that bundles are made for, and the libraries that each needs, out of the lock.

pip alone cannot say which: asked for another computer's wheels, it still judges `sys_platform == 'win32'` by the
one that it runs on, and leaves out what only Windows or only a Mac needs.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
MACOS_MINIMUM = 12
"""The oldest macOS for which every library has a wheel."""
_EXPORT = ("--quiet", "--locked", "--no-emit-project", "--no-annotate", "--no-header", "--extra", "secretariat")


@dataclass(frozen=True, slots=True)
class Computer:
    """A kind of computer: the tags of wheels that it takes, what it says of itself, and the file that people open."""

    tags: tuple[str, ...]
    markers: dict[str, str]
    template: str
    installer: str


def _says(system: str, platform: str, name: str, machine: str) -> dict[str, str]:
    return {"platform_system": system, "sys_platform": platform, "os_name": name, "platform_machine": machine}


def _mac(machine: str) -> Computer:
    """A Mac takes wheels for its own macOS and for every one before it."""
    tags = (
        *(f"macosx_{version}_0_{kind}" for version in range(MACOS_MINIMUM, 10, -1) for kind in (machine, "universal2")),
        *(f"macosx_10_{minor}_{kind}" for minor in range(16, 8, -1) for kind in (machine, "universal2")),
    )
    return Computer(tags, _says("Darwin", "darwin", "posix", machine), "install.sh", "install.command")


COMPUTERS = {
    "windows-amd64": Computer(("win_amd64",), _says("Windows", "win32", "nt", "AMD64"), "install.cmd", "install.cmd"),
    "macos-arm64": _mac("arm64"),
    "macos-x86_64": _mac("x86_64"),
    "linux-x86_64": Computer(
        (*(f"manylinux_2_{minor}_x86_64" for minor in range(28, 4, -1)), "manylinux2014_x86_64", "linux_x86_64"),
        _says("Linux", "linux", "posix", "x86_64"),
        "install.sh",
        "install.sh",
    ),
}


def environment_of(computer: Computer, python: str) -> dict[str, str]:
    """What the markers of requirements are judged by, on such a computer with that Python, such as `3.12`."""
    implementation = {"implementation_name": "cpython", "platform_python_implementation": "CPython"}
    # The last of its line: what is told apart by a third number is told by the newest.
    return {
        **computer.markers,
        **implementation,
        "python_version": python,
        "python_full_version": f"{python}.99",
        "extra": "",
    }


def locked(*, hashes: bool) -> tuple[str, ...]:
    """Each library of a secretariat's kpibook as the lock has it, one requirement a line, with its marker.

    Raises CalledProcessError where the lock is not that of pyproject.toml.
    """
    command = [sys.executable, "-m", "uv", "export", *_EXPORT, *(() if hashes else ("--no-hashes",))]
    said = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)  # noqa: S603 - uv of this Python
    return tuple(said.stdout.replace("\\\n", "").splitlines())


def needed(lines: tuple[str, ...], computer: Computer, python: str) -> Iterator[str]:
    """Those of the lines of `locked` that count there, without their markers."""
    environment = environment_of(computer, python)
    for line in lines:
        stated, *hashes = line.split(" --hash=")
        requirement = Requirement(stated.strip())
        if requirement.marker is None or requirement.marker.evaluate(environment):
            pinned = f"{requirement.name}{requirement.specifier}"
            yield " ".join((pinned, *(f"--hash={each.strip()}" for each in hashes)))


def pip_options(computer: Computer, python: str) -> list[str]:
    """What tells pip to choose wheels for another computer, of libraries that the lock chose."""
    tags = [option for tag in computer.tags for option in ("--platform", tag)]
    chosen = ("--only-binary", ":all:", "--no-deps", "--ignore-requires-python")  # pip would ask its own Python
    return [*tags, "--python-version", python, "--implementation", "cp", *chosen]
