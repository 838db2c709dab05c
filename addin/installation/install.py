"""Puts the add-in where Excel finds it, and takes it away again.

What was written stands in a receipt: uninstalling removes exactly that. Files appear whole or not
at all, and an add-in that is there already is replaced.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from zipfile import BadZipFile

from openpyxl.utils.exceptions import InvalidFileException

from addin.installation import packaged
from addin.installation.places import Places
from addin.installation.settings_book import Typed, read_settings, settings_book
from addin.installation.starter import starter
from addin.ribbon.settings import SETTINGS
from addin.ribbon.words import RIBBON
from schemas.errors import Refusal
from schemas.messages.message import Message
from schemas.terminal.own_command import here, own_command
from schemas.whole_file import whole_file

_UNSAFE_ON_WINDOWS = re.compile(r'[%"\x00-\x1f]')
_UNSAFE_ON_A_MAC = re.compile(r"[^\w/.@+-]")
"""xlwings' AppleScript hands the interpreter to the shell without quotation marks."""


def install(places: Places, interpreter: str, *, year: int | None = None) -> list[Path]:
    """Install the add-in to run `interpreter`; returns the files that were written."""
    refuse_unsafe(interpreter, windows=places.windows)
    embedded = xlwings_of(packaged.PACKAGED)
    if (found := installed_xlwings()) != embedded:
        raise Refusal(without_xlwings(embedded, found))
    year = year or dt.datetime.now().astimezone().year
    configuration = {
        "INTERPRETER_WIN" if places.windows else "INTERPRETER_MAC": interpreter,
        "SETTINGS_BOOK": str(places.settings),
        "COMMAND": own_command("addin install"),
    }
    contents = {places.startup / packaged.FILE_NAME: packaged.configured(packaged.PACKAGED.read_bytes(), configuration)}
    if places.scripts:
        contents[script_file(places.scripts, embedded)] = apple_script()
    settings = _settings_to_write(places, year)
    if settings is not None:
        contents[places.settings] = settings
    return _write(places, contents | _starter(places, interpreter))


def _starter(places: Places, interpreter: str) -> dict[Path, bytes]:
    return {places.starter: starter(interpreter, windows=places.windows)}


def without_xlwings(needed: str, found: str | None) -> Message:
    """Says that the xlwings whose VBA the add-in carries is not the one that is installed."""
    command = here().install(f"xlwings=={needed}")
    if found is None:
        return Message(
            "The add-in needs xlwings {needed}, and none is installed. Install it with: {command}",
            needed=needed,
            command=command,
        )
    return Message(
        "The add-in needs xlwings {needed}, and {found} is installed. Install it with: {command}",
        needed=needed,
        found=found,
        command=command,
    )


def _settings_to_write(places: Places, year: int) -> bytes | None:
    """The settings where there are none yet, or none of all we ask for; what people typed stays."""
    typed: Typed = {}
    if places.settings.exists():
        try:
            typed = read_settings(places.settings)
        except (ValueError, KeyError, OSError, BadZipFile, InvalidFileException):
            return None  # not ours to judge: the ribbon says so when it opens them
        if typed.keys() == set(SETTINGS):
            return None
    return settings_book(year, str(places.documents / "KPI workbook"), typed)


def install_without_macros(places: Places, interpreter: str) -> list[Path]:
    """Put only the starter of the window onto the desktop; returns it in a list."""
    refuse_unsafe(interpreter, windows=places.windows)
    return _write(places, _starter(places, interpreter))


def uninstall(places: Places) -> list[Path]:
    """Remove what was installed; returns the files that were removed, none where nothing was there."""
    removed = []
    for path in _installed(places):
        try:
            path.unlink()
        except FileNotFoundError:
            continue
        except PermissionError:
            raise Refusal("{path} is in use. Close Excel and try again.", path=path) from None
        removed.append(path)
    places.receipt.unlink(missing_ok=True)
    return removed


def refuse_unsafe(interpreter: str, *, windows: bool) -> None:
    """Raise `Refusal` for a path to Python that a shell would read as more than a path."""
    unsafe = (_UNSAFE_ON_WINDOWS if windows else _UNSAFE_ON_A_MAC).search(interpreter)
    if unsafe:
        raise Refusal(
            "The path of Python, {interpreter}, contains {unsafe}, which cannot be handed over. "
            "Install kpibook in a folder whose path has only letters, digits, hyphens and dots.",
            interpreter=interpreter,
            unsafe=repr(unsafe[0]),
        )


def xlwings_of(addin: Path) -> str:
    """The version of xlwings whose VBA an add-in carries."""
    return packaged.configuration_of(addin).get("XLWINGS_VERSION", "")


def installed_xlwings() -> str | None:
    """The version of xlwings in this Python."""
    try:
        return version("xlwings")
    except PackageNotFoundError:
        return None


def script_file(scripts: Path, xlwings: str) -> Path:
    """Our own copy of xlwings' AppleScript; its name holds the version, as the VBA asks for it."""
    return scripts / f"kpibook-{xlwings}.applescript"


def apple_script() -> bytes:
    """xlwings' AppleScript, which starts Python, and our own, which asks for a folder."""
    package = distribution("xlwings")
    theirs = Path(str(package.locate_file(f"xlwings/xlwings-{package.version}.applescript")))
    return theirs.read_bytes().rstrip() + b"\n\n" + (RIBBON / "kpibook.applescript").read_bytes()


def _write(places: Places, contents: dict[Path, bytes]) -> list[Path]:
    # The receipt first: what is half installed can be uninstalled.
    _keep_receipt(places, contents)
    for path, data in contents.items():
        try:
            with whole_file(path) as temporary:
                temporary.write_bytes(data)
        except PermissionError:
            raise Refusal("{path} could not be written. Close Excel and try again.", path=path) from None
    if places.starter in contents:
        places.starter.chmod(0o755)
    return list(contents)


def _keep_receipt(places: Places, paths: Iterable[Path]) -> None:
    known = dict.fromkeys([*_installed(places), *paths])
    with whole_file(places.receipt) as temporary:
        temporary.write_text(json.dumps([str(path) for path in known], indent=2), encoding="utf-8")


def _installed(places: Places) -> list[Path]:
    try:
        names = json.loads(places.receipt.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return []
    return [Path(name) for name in names if isinstance(name, str)]
