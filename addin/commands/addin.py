"""`kpibook addin`: the ribbon in Excel, built, installed, taken away and looked after."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from addin.installation import doctor, install
from addin.installation.packaged import FILE_NAME
from addin.installation.places import find_places
from schemas.errors import Refusal
from schemas.terminal.help import WholeGroup
from schemas.terminal.lines import say
from schemas.terminal.options import folder_option
from schemas.terminal.outcome import ExitStatus
from schemas.whole_file import whole_file


@click.group("addin", cls=WholeGroup)
def addin_command() -> None:
    """Put the “KPI workbook” tab into Excel."""


@addin_command.command("build")
@folder_option
def build_command(out: Path) -> None:
    """Build kpibook.xlam from its text."""
    try:
        from addin.ribbon import make  # noqa: PLC0415 - only building needs pyOpenVBA

        data = make.build()
    except ModuleNotFoundError as error:
        raise Refusal(f'{error.name} is missing. Install it with: python -m pip install "kpibook[ribbon]"') from None
    target = out / FILE_NAME
    with whole_file(target) as temporary:
        temporary.write_bytes(data)
    say(f"Built {target}")


@addin_command.command("install")
@click.option("--no-macros", is_flag=True, help="Put a file on the desktop to drop a folder on, and no add-in.")
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
        say("Drop a folder of returned workbooks on it; on a Mac, open it and choose the folder.")
    else:
        say("Restart Excel: the tab “KPI workbook” is there. If it is not, run: kpibook addin doctor")
    say("To undo this, run: kpibook addin uninstall")


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
    checks = list(doctor.examine(find_places(), sys.executable, doctor.read_registry))
    for check in checks:
        say(f"{check.state.value:8} {check.sentence}")
    requests = [check.ask_it for check in checks if check.ask_it]
    if requests:
        say("")
        say("Ask the IT department:")
        for request in requests:
            say(f"  {request}")
    stopped = any(check.state is doctor.State.PROBLEM for check in checks)
    return ExitStatus.FINDINGS if stopped else ExitStatus.GOOD
