"""Makes a zip that installs kpibook on a computer without internet: `python -m release.bundle --platform …`.

It holds all wheels for one kind of computer, one file to open that installs them, and a README.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import click

from release.computers import COMPUTERS, MACOS_MINIMUM, ROOT, Computer, locked, needed, pip_options

HERE = Path(__file__).parent
PYTHONS = ("3.12", "3.13", "3.11")
"""The versions a bundle is made for where none is named, the one that is looked for first in front."""
_SOURCES = ("schemas", "workbook_builder", "addin", "pyproject.toml", "README.md", "LICENSE", "NOTICE")
_DATE = (1980, 1, 1, 0, 0, 0)
_README = """kpibook

1. Unpack the whole zip into a folder.   Décompressez le fichier zip entier dans un dossier.
2. Close Excel.                          Fermez Excel.
3. Open {installer}.                     Ouvrez {installer}.

Python {pythons} is needed, from python.org.   Python {pythons} est nécessaire, de python.org.
To upgrade, do the same with the new zip.   Pour mettre à jour, faites de même avec le nouveau zip.
On a Mac: macOS {macos} or later; right-click the file, then Open.
From macOS 15 on: open it, then System Settings > Privacy & Security > Open Anyway.
Sur un Mac : macOS {macos} ou plus récent ; clic droit sur le fichier, puis Ouvrir.
À partir de macOS 15 : ouvrez-le, puis Réglages Système > Confidentialité et sécurité > Ouvrir quand même.
Windows SmartScreen: More info, Run anyway.   Windows SmartScreen : Informations complémentaires, Exécuter quand même.
"""


def build_wheel(folder: Path) -> Path:
    """Our own wheel, of the sources as they are; what an earlier build left in the tree gets into none."""
    with tempfile.TemporaryDirectory() as scratch:
        for name in _SOURCES:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
            copy(ROOT / name, Path(scratch, name))
        _pip("wheel", "--no-deps", "--wheel-dir", str(folder), scratch)
    return next(folder.glob("kpibook-*.whl"))


def download(computer: Computer, python: str, folder: Path) -> None:
    """All wheels that kpibook needs there, from the registry, each with the hash that the lock has.

    Raises CalledProcessError where one does not exist.
    """
    with tempfile.TemporaryDirectory() as scratch:
        listed = Path(scratch, "libraries.txt")
        listed.write_text("\n".join(needed(locked(hashes=True), computer, python)), encoding="utf-8")
        _pip("download", *pip_options(computer, python), "--dest", str(folder), "--requirement", str(listed))


def installer(computer: Computer, pythons: tuple[str, ...]) -> bytes:
    """The file that people open, for the versions of Python that the bundle has wheels for."""
    text = (HERE / computer.template).read_text("utf-8")
    for mark, said in (
        ("@VERSIONS@", " ".join(pythons)),
        ("@FOLDERS@", " ".join(version.replace(".", "") for version in pythons)),
        ("@MACOS@", str(MACOS_MINIMUM)),
        ("@MACHINE@", computer.markers["platform_machine"]),
    ):
        text = text.replace(mark, said)
    return (text.replace("\n", "\r\n") if computer.installer.endswith(".cmd") else text).encode("utf-8")


def write_zip(target: Path, computer: Computer, pythons: tuple[str, ...], wheels: list[Path]) -> None:
    """The bundle at `target`, of the same bytes for the same wheels, and its SHA-256 in a file beside it."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, data, mode in _entries(computer, pythons, wheels):
            entry = zipfile.ZipInfo(f"kpibook/{name}", _DATE)
            entry.create_system, entry.external_attr = 3, (0o100000 | mode) << 16
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".whl") else zipfile.ZIP_DEFLATED
            bundle.writestr(entry, data)
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    target.with_name(f"{target.name}.sha256").write_text(f"{digest}  {target.name}\n", encoding="ascii")


def _entries(computer: Computer, pythons: tuple[str, ...], wheels: list[Path]) -> Iterator[tuple[str, bytes, int]]:
    readme = _README.format(installer=computer.installer, pythons=" / ".join(pythons), macos=MACOS_MINIMUM)
    yield "README.txt", readme.replace("\n", "\r\n").encode("utf-8-sig"), 0o644
    yield computer.installer, installer(computer, pythons), 0o755
    for wheel in sorted(wheels):
        yield f"wheels/{wheel.name}", wheel.read_bytes(), 0o644


def _pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", arguments[0], "--quiet", "--disable-pip-version-check", *arguments[1:]]
    subprocess.run(command, check=True)  # noqa: S603 - pip of this very Python


def make(name: str, pythons: tuple[str, ...], out: Path) -> Path:
    """The bundle for one kind of computer, in `out`. Raises CalledProcessError where a library has no wheel for it."""
    computer = COMPUTERS[name]
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        wheel = build_wheel(folder)
        for python in pythons:
            download(computer, python, folder)
        target = out / f"{wheel.stem.partition('-py3')[0]}-{name}.zip"
        write_zip(target, computer, pythons, list(folder.glob("*.whl")))
    return target


@click.command()
@click.option("--platform", "name", type=click.Choice(sorted(COMPUTERS)), required=True, help="The kind of computer.")
@click.option("--python", "pythons", multiple=True, default=PYTHONS, show_default=True, help="A version of Python.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default="output", help="Folder.")
def main(name: str, pythons: tuple[str, ...], out: Path) -> None:
    """Make the bundle for one kind of computer."""
    click.echo(f"Made {make(name, pythons, out)}")


if __name__ == "__main__":
    main()
