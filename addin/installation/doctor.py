"""Looks at what keeps the add-in from working, and says what to do or whom to ask."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from addin.installation import install, packaged
from addin.installation.places import Places
from addin.ribbon import own_sheet

if sys.platform == "win32":
    import winreg
Registry = Callable[[str, str], int | None]
"""Reads a number of the current user's registry by key and name; None where there is none."""
_OFFICE = r"Software\{policies}Microsoft\Office\16.0"
_SIGNED_ONLY, _NONE = 3, 4


class State(StrEnum):
    """How a check ended."""

    GOOD = "good"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report."""

    state: State
    sentence: str
    ask_it: str = ""
    """What to ask the IT department for, in a sentence that can be sent as it is."""


def examine(places: Places, interpreter: str, registry: Registry) -> Iterator[Check]:
    """All checks, in the order in which to put things right."""
    yield from _python(interpreter)
    yield _xlwings()
    addin = places.startup / packaged.FILE_NAME
    try:
        configuration = packaged.configuration_of(addin)
    except FileNotFoundError:
        yield Check(State.PROBLEM, f"The add-in is not in {places.startup}. Run: kpibook addin install")
        return
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        yield Check(State.PROBLEM, f"{addin} cannot be read. Close Excel, then run: kpibook addin install")
        return
    yield _version(addin)
    yield from _configuration(places, configuration)
    yield _origin(addin)
    if places.scripts:
        yield _script(places.scripts)
    if places.windows:
        yield from _policy(registry)


def read_registry(key: str, name: str) -> int | None:
    """A number from the registry of the current user; None where there is none, or no registry."""
    if sys.platform == "win32":
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                value, _ = winreg.QueryValueEx(opened, name)
        except OSError:
            return None
        return value if isinstance(value, int) else None
    return None


def _python(interpreter: str) -> Iterator[Check]:
    yield Check(State.GOOD, f"Python {sys.version.split()[0]} is {interpreter}.")
    if "WindowsApps" in interpreter:
        yield Check(
            State.WARNING,
            "This Python is from the Microsoft Store, which Excel cannot always start. Install Python from python.org.",
            "Please allow Python 3.11 or later from python.org to be installed for me.",
        )


def _xlwings() -> Check:
    found, embedded = install.installed_xlwings(), install.xlwings_of(packaged.PACKAGED)
    if found == embedded:
        return Check(State.GOOD, f"xlwings {found} fits the add-in.")
    return Check(
        State.PROBLEM,
        f"The add-in needs xlwings {embedded}, and {found or 'none'} is installed. "
        'Run: python -m pip install "kpibook[excel]"',
    )


def _version(addin: Path) -> Check:
    if _text_of(addin) == _text_of(packaged.PACKAGED):
        return Check(State.GOOD, f"The add-in is in {addin.parent}.")
    return Check(
        State.PROBLEM, f"{addin} is of another version of kpibook. Close Excel, then run: kpibook addin install"
    )


def _text_of(addin: Path) -> dict[str, bytes]:
    """All but the sheet that installing changes."""
    with zipfile.ZipFile(addin) as package:
        return {name: package.read(name) for name in package.namelist() if name != own_sheet.PART}


def _configuration(places: Places, configuration: dict[str, str]) -> Iterator[Check]:
    configured = configuration.get("INTERPRETER_WIN" if places.windows else "INTERPRETER_MAC", "")
    if not configured or not Path(configured).exists():
        yield Check(
            State.PROBLEM,
            f"The Python of the add-in is gone: {configured or 'none was written down'}. Run: kpibook addin install",
        )
    else:
        yield Check(State.GOOD, f"The add-in runs {configured}.")
    if configuration.get("SETTINGS_BOOK") == str(places.settings) and places.settings.exists():
        yield Check(State.GOOD, f"The settings are in {places.settings}.")
    else:
        yield Check(State.PROBLEM, f"The settings are not in {places.settings}. Run: kpibook addin install")


def _origin(addin: Path) -> Check:
    """A file from the internet carries a mark, and Excel runs no macros of it."""
    if Path(f"{addin}:Zone.Identifier").exists():
        return Check(
            State.PROBLEM,
            f"Windows marks {addin} as coming from the internet. "
            "Run: kpibook addin uninstall, then kpibook addin install",
            "Please unblock the file kpibook.xlam in my Excel start-up folder.",
        )
    return Check(State.GOOD, "The add-in is not marked as coming from the internet.")


def _script(scripts: Path) -> Check:
    file = install.script_file(scripts, install.xlwings_of(packaged.PACKAGED))
    if file.exists() and install.installed_xlwings() and file.read_bytes() == install.apple_script():
        return Check(State.GOOD, f"The script that starts Python is {file}.")
    return Check(State.PROBLEM, f"The script that starts Python is not {file}. Run: kpibook addin install")


def _policy(registry: Registry) -> Iterator[Check]:
    """What the IT department, or the person, decided about macros and add-ins."""
    good = True
    for policies, who in (("Policies\\", "A policy of your organisation"), ("", "A setting of Excel")):
        office = _OFFICE.format(policies=policies)
        for check in _decisions(office, who, registry):
            good = False
            yield check
    if good:
        yield Check(State.GOOD, "Nothing in the registry keeps Excel from running add-ins in its start-up folder.")


def _decisions(office: str, who: str, registry: Registry) -> Iterator[Check]:
    security = rf"{office}\Excel\Security"
    if registry(rf"{office}\Common", "vbaoff") == 1:
        yield Check(
            State.PROBLEM,
            f"{who} turns VBA off in all of Office. Use the way without macros: kpibook addin install --no-macros",
            "Please allow VBA in Excel for me, or confirm that it stays off.",
        )
    if registry(security, "RequireAddinSig") == 1:
        yield Check(
            State.PROBLEM,
            f"{who} allows signed add-ins only, and this one is not signed. "
            "Use the way without macros: kpibook addin install --no-macros",
            "Please sign kpibook.xlam, or allow it without a signature in my Excel start-up folder.",
        )
    untrusted = registry(rf"{security}\Trusted Locations", "AllLocationsDisabled") == 1
    if untrusted and registry(security, "VBAWarnings") in {_SIGNED_ONLY, _NONE}:
        yield Check(
            State.PROBLEM,
            f"{who} blocks macros, in Excel's start-up folder too. "
            "Use the way without macros: kpibook addin install --no-macros",
            r"Please trust the folder %APPDATA%\Microsoft\Excel\XLSTART in Excel for me, or sign kpibook.xlam.",
        )
