"""Makes a zip that installs kpibook on a computer without internet: `python -m release.bundle --platform …`.

It holds all wheels for one kind of computer, one file to open that installs them, and a README.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

HERE = Path(__file__).parent
ROOT = HERE.parent
PYTHONS = ("3.12", "3.13", "3.11")
"""The versions a bundle is made for where none is named, the one that is looked for first in front."""
_DATE = (1980, 1, 1, 0, 0, 0)
_README = """kpibook

1. Unpack the whole zip into a folder.   Décompressez le fichier zip entier dans un dossier.
2. Close Excel.                          Fermez Excel.
3. Open {installer}.                     Ouvrez {installer}.

Python {pythons} is needed, from python.org.   Python {pythons} est nécessaire, de python.org.
To upgrade, do the same with the new zip.   Pour mettre à jour, faites de même avec le nouveau zip.
On a Mac: right-click the file, then Open.   Sur un Mac : clic droit sur le fichier, puis Ouvrir.
"""


@dataclass(frozen=True, slots=True)
class Platform:
    """A kind of computer: the tags of wheels that it takes, and the file that people open."""

    tags: tuple[str, ...]
    template: str
    installer: str


def _macos(machine: str, first: int) -> tuple[str, ...]:
    """A Mac takes wheels for its own macOS and for every one before it."""
    return (
        *(f"macosx_{version}_0_{kind}" for version in range(14, 10, -1) for kind in (machine, "universal2")),
        *(f"macosx_10_{minor}_{kind}" for minor in range(16, first, -1) for kind in (machine, "universal2")),
    )


PLATFORMS = {
    "windows-amd64": Platform(("win_amd64",), "install.cmd", "install.cmd"),
    "macos-arm64": Platform(_macos("arm64", 8), "install.sh", "install.command"),
    "macos-x86_64": Platform(_macos("x86_64", 8), "install.sh", "install.command"),
    "linux-x86_64": Platform(
        (*(f"manylinux_2_{minor}_x86_64" for minor in range(28, 4, -1)), "manylinux2014_x86_64", "linux_x86_64"),
        "install.sh",
        "install.sh",
    ),
}


def pip_options(platform: Platform, python: str) -> list[str]:
    """What tells pip to choose wheels for another computer."""
    tags = [option for tag in platform.tags for option in ("--platform", tag)]
    return [*tags, "--python-version", python, "--implementation", "cp", "--only-binary", ":all:"]


def build_wheel(folder: Path) -> Path:
    """Our own wheel, of the sources as they are."""
    _pip("wheel", "--no-deps", "--wheel-dir", str(folder), str(ROOT))
    return next(folder.glob("kpibook-*.whl"))


def download(platform: Platform, python: str, wheel: Path, folder: Path) -> None:
    """All wheels that `wheel` needs, from the registry. Raises CalledProcessError where one does not exist."""
    _pip("download", *pip_options(platform, python), "--dest", str(folder), f"{wheel}[secretariat]")


def installer(platform: Platform, pythons: tuple[str, ...]) -> bytes:
    """The file that people open, for the versions of Python that the bundle has wheels for."""
    text = (HERE / platform.template).read_text("utf-8").replace("@VERSIONS@", " ".join(pythons))
    text = text.replace("@FOLDERS@", " ".join(version.replace(".", "") for version in pythons))
    return (text.replace("\n", "\r\n") if platform.installer.endswith(".cmd") else text).encode("utf-8")


def write_zip(target: Path, platform: Platform, pythons: tuple[str, ...], wheels: list[Path]) -> None:
    """The bundle at `target`, of the same bytes for the same wheels, and its SHA-256 in a file beside it."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, data, mode in _entries(platform, pythons, wheels):
            entry = zipfile.ZipInfo(f"kpibook/{name}", _DATE)
            entry.create_system, entry.external_attr = 3, (0o100000 | mode) << 16
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".whl") else zipfile.ZIP_DEFLATED
            bundle.writestr(entry, data)
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    target.with_name(f"{target.name}.sha256").write_text(f"{digest}  {target.name}\n", encoding="ascii")


def _entries(platform: Platform, pythons: tuple[str, ...], wheels: list[Path]) -> Iterator[tuple[str, bytes, int]]:
    readme = _README.format(installer=platform.installer, pythons=" / ".join(pythons)).replace("\n", "\r\n")
    yield "README.txt", readme.encode("utf-8-sig"), 0o644
    yield platform.installer, installer(platform, pythons), 0o755
    for wheel in sorted(wheels):
        yield f"wheels/{wheel.name}", wheel.read_bytes(), 0o644


def _pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", arguments[0], "--quiet", "--disable-pip-version-check", *arguments[1:]]
    subprocess.run(command, check=True)  # noqa: S603 - pip of this very Python


@click.command()
@click.option("--platform", "name", type=click.Choice(sorted(PLATFORMS)), required=True, help="The kind of computer.")
@click.option("--python", "pythons", multiple=True, default=PYTHONS, show_default=True, help="A version of Python.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default="output", help="Folder.")
def main(name: str, pythons: tuple[str, ...], out: Path) -> None:
    """Make the bundle for one kind of computer."""
    platform = PLATFORMS[name]
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        wheel = build_wheel(folder)
        for python in pythons:
            download(platform, python, wheel, folder)
        target = out / f"{wheel.stem.partition('-py3')[0]}-{name}.zip"
        write_zip(target, platform, pythons, list(folder.glob("*.whl")))
    click.echo(f"Made {target}")


if __name__ == "__main__":
    main()
