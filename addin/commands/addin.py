"""`kpibook addin`: the ribbon in Excel, built, installed, taken away and looked after."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from addin.installation import doctor, install
from addin.installation.chain import run
from addin.installation.check import State
from addin.installation.packaged import FILE_NAME
from addin.installation.places import find_places
from addin.installation.registry import read_registry
from schemas.errors import Refusal
from schemas.places.options import folder_option
from schemas.places.visit import deliver, from_anywhere
from schemas.terminal.help import WholeGroup
from schemas.terminal.lines import say
from schemas.terminal.outcome import ExitStatus
from schemas.terminal.own_command import declared_of, here, own_command
from schemas.whole_file import whole_file


@click.group("addin", cls=WholeGroup)
def addin_command() -> None:
    """Put the “KPI workbook” tab into Excel."""


@addin_command.command("build")
@folder_option
@from_anywhere
def build_command(out: Path) -> None:
    """Build kpibook.xlam from its text."""
    try:
        from addin.ribbon import make  # noqa: PLC0415 - only building needs pyOpenVBA

        data = make.build()
    except ModuleNotFoundError as error:
        raise Refusal(f"{error.name} is missing. Install it with: {here().install(*declared_of('ribbon'))}") from None
    target = out / FILE_NAME
    with whole_file(target) as temporary:
        temporary.write_bytes(data)
    deliver()
    say(f"Built {target}")


@addin_command.command("install")
@click.option("--no-macros", is_flag=True, help="Put only the starter of the window on the desktop, and no add-in.")
def install_command(no_macros: bool) -> None:
    """Install the add-in for yourself; an older one is replaced."""
    places = find_places()
    if no_macros:
        written = install.install_without_macros(places, sys.executable)
    else:
        written = install.install(places, sys.executable)
    for path in written:
        say(f"Wrote {path}")
    if no_macros:
        say(f"Open it: the window has the buttons of the tab. The same opens with: {own_command('desk')}")
    else:
        say(f"Restart Excel: the tab “KPI workbook” is there. If it is not, run: {own_command('addin doctor')}")
    say(f"To undo this, run: {own_command('addin uninstall')}")


@addin_command.command("uninstall")
def uninstall_command() -> None:
    """Remove what install wrote; your workbooks and results stay."""
    removed = install.uninstall(find_places())
    for path in removed:
        say(f"Removed {path}")
    say("Restart Excel." if removed else "Nothing was installed.")


@addin_command.command("doctor")
def doctor_command() -> int:
    """Say what keeps the add-in from working, and whom to ask.

    Exit status 0: nothing does; 1: something does.
    """
    checks = list(doctor.examine(find_places(), sys.executable, read_registry, run))
    for check in checks:
        say(f"{check.state.value:8} {check.sentence}")
    requests = [check.ask_it for check in checks if check.ask_it]
    if requests:
        say("")
        say("Ask the IT department:")
        for request in requests:
            say(f"  {request}")
    stopped = any(check.state is State.PROBLEM for check in checks)
    return ExitStatus.FINDINGS if stopped else ExitStatus.GOOD
