"""Looks at what keeps the add-in from working, and says what to do or whom to ask.

What it looks at is passed in, so that a test lays out any computer; `examine_here` is this one's.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from addin.installation import install, packaged
from addin.installation.chain import Runner, run, try_chain
from addin.installation.check import Check, State, good
from addin.installation.places import Places, find_places
from addin.installation.policies import office_decisions, windows_decisions
from addin.installation.registry import Registry, read_registry
from addin.ribbon import own_sheet
from schemas.messages.message import Message
from schemas.terminal.own_command import own_command


def examine_here() -> list[Check]:
    """All checks of this computer. Raises `Refusal` where Excel has no add-ins of this kind."""
    return list(examine(find_places(), sys.executable, read_registry, run))


def examine(places: Places, interpreter: str, registry: Registry, runner: Runner) -> Iterator[Check]:
    """All checks, in the order in which to put things right."""
    yield from _python(interpreter)
    yield _xlwings()
    yield from _addin(places)
    yield _desktop(places)
    if places.windows:
        yield from office_decisions(registry)
        yield from windows_decisions(registry, interpreter)
    yield try_chain(interpreter, runner, windows=places.windows)


def _addin(places: Places) -> Iterator[Check]:
    """What was installed: the add-in, its configuration, and on a Mac its script."""
    addin = places.startup / packaged.FILE_NAME
    try:
        configuration = packaged.configuration_of(addin)
    except FileNotFoundError:
        yield _problem(
            Message(
                "The add-in is not in {folder}. Run: {command}",
                folder=places.startup,
                command=own_command("addin install"),
            )
        )
        return
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        yield _problem(
            Message(
                "{file} cannot be read. Close Excel, then run: {command}",
                file=addin,
                command=own_command("addin install"),
            )
        )
        return
    yield _version(addin)
    yield from _configuration(places, configuration)
    yield _origin(addin)
    if places.scripts:
        yield _script(places.scripts)


def _problem(sentence: Message) -> Check:
    return Check(State.PROBLEM, sentence)


def _python(interpreter: str) -> Iterator[Check]:
    yield good(Message("Python {version} is {interpreter}.", version=sys.version.split()[0], interpreter=interpreter))
    if "WindowsApps" in interpreter:
        yield Check(
            State.WARNING,
            Message(
                "This Python is from the Microsoft Store, which Excel cannot always start. Install Python from "
                "python.org."
            ),
            Message("Please allow Python 3.11 or later from python.org to be installed for me."),
        )


def _xlwings() -> Check:
    found, embedded = install.installed_xlwings(), install.xlwings_of(packaged.PACKAGED)
    if found == embedded:
        return good(Message("xlwings {version} fits the add-in.", version=found))
    return Check(State.PROBLEM, install.without_xlwings(embedded, found))


def _version(addin: Path) -> Check:
    if _text_of(addin) == _text_of(packaged.PACKAGED):
        return good(Message("The add-in is in {folder}.", folder=addin.parent))
    return _problem(
        Message(
            "{file} is of another version of kpibook. Close Excel, then run: {command}",
            file=addin,
            command=own_command("addin install"),
        )
    )


def _text_of(addin: Path) -> dict[str, bytes]:
    """All but the sheet that installing changes."""
    with zipfile.ZipFile(addin) as package:
        return {name: package.read(name) for name in package.namelist() if name != own_sheet.PART}


def _configuration(places: Places, configuration: dict[str, str]) -> Iterator[Check]:
    configured = configuration.get("INTERPRETER_WIN" if places.windows else "INTERPRETER_MAC", "")
    if not configured:
        yield _problem(
            Message("The add-in was told of no Python. Run: {command}", command=own_command("addin install"))
        )
    elif not Path(configured).exists():
        yield _problem(
            Message(
                "The Python of the add-in is gone: {interpreter}. Run: {command}",
                interpreter=configured,
                command=own_command("addin install"),
            )
        )
    else:
        yield good(Message("The add-in runs {interpreter}.", interpreter=configured))
    if configuration.get("SETTINGS_BOOK") == str(places.settings) and places.settings.exists():
        yield good(Message("The settings are in {file}.", file=places.settings))
    else:
        yield _problem(
            Message(
                "The settings are not in {file}. Run: {command}",
                file=places.settings,
                command=own_command("addin install"),
            )
        )


def _origin(addin: Path) -> Check:
    """A file from the internet carries a mark, and Excel runs no macros of it."""
    if Path(f"{addin}:Zone.Identifier").exists():
        return Check(
            State.PROBLEM,
            Message(
                "Windows marks {file} as coming from the internet. Run: {uninstall}, then: {install}",
                file=addin,
                uninstall=own_command("addin uninstall"),
                install=own_command("addin install"),
            ),
            Message("Please unblock the file kpibook.xlam in my Excel start-up folder."),
        )
    return good(Message("The add-in is not marked as coming from the internet."))


def _script(scripts: Path) -> Check:
    file = install.script_file(scripts, install.xlwings_of(packaged.PACKAGED))
    if file.exists() and install.installed_xlwings() and file.read_bytes() == install.apple_script():
        return good(Message("The script that starts Python is {file}.", file=file))
    return _problem(
        Message(
            "The script that starts Python is not {file}. Run: {command}",
            file=file,
            command=own_command("addin install"),
        )
    )


def _desktop(places: Places) -> Check:
    """Where the starter is: the desktop that a person sees, which may be one of OneDrive's folders."""
    if places.starter.exists():
        return good(Message("The window starts from {file}.", file=places.starter))
    return Check(
        State.WARNING,
        Message(
            "The window has no starter in {folder}. Run: {command}",
            folder=places.desktop,
            command=own_command("addin install --no-macros"),
        ),
    )
