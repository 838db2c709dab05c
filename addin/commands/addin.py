"""`kpibook addin`: the ribbon in Excel, built, installed, taken away and looked after."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import click

from addin.installation import doctor, install
from addin.installation.chain import run
from addin.installation.check import State
from addin.installation.packaged import FILE_NAME
from addin.installation.places import find_places
from addin.installation.registry import read_registry
from schemas.errors import Refusal
from schemas.messages.catalogues import message_languages
from schemas.messages.message import ENGLISH, Message
from schemas.places.options import folder_option
from schemas.places.visit import deliver, from_anywhere
from schemas.terminal.help import WholeGroup
from schemas.terminal.lines import say
from schemas.terminal.outcome import ExitStatus
from schemas.terminal.own_command import declared_of, here, own_command
from schemas.whole_file import whole_file

_Command = TypeVar("_Command", bound=Callable[..., Any])
_STATES = {State.GOOD: Message("good"), State.WARNING: Message("warning"), State.PROBLEM: Message("problem")}


@click.group("addin", cls=WholeGroup)
def addin_command() -> None:
    """Put the “KPI workbook” tab into Excel."""


def _language_option(command: _Command) -> _Command:
    return click.option(
        "--language",
        type=click.Choice((ENGLISH, *message_languages())),
        callback=lambda _, __, chosen: chosen or _language_of_the_computer(),
        show_default="the computer's, else en",
        help="What is said in. en: English; fr: French.",
    )(command)


def _language_of_the_computer() -> str:
    from addin.window.start import language_of_the_computer  # noqa: PLC0415 - it brings the window's buttons along

    return language_of_the_computer()


@contextlib.contextmanager
def _refusing_in(language: str) -> Iterator[None]:
    try:
        yield
    except Refusal as refusal:
        raise Refusal(Message(refusal.said(language))) from None


@addin_command.command("build")
@folder_option
@from_anywhere
def build_command(out: Path) -> None:
    """Build kpibook.xlam from its text."""
    try:
        from addin.ribbon import make  # noqa: PLC0415 - only building needs pyOpenVBA

        data = make.build()
    except ModuleNotFoundError as error:
        raise Refusal(
            "{library} is missing. Install it with: {command}",
            library=error.name,
            command=here().install(*declared_of("ribbon")),
        ) from None
    target = out / FILE_NAME
    with whole_file(target) as temporary:
        temporary.write_bytes(data)
    deliver()
    say(Message("Built {file}", file=target))


@addin_command.command("install")
@click.option("--no-macros", is_flag=True, help="Put only the starter of the window on the desktop, and no add-in.")
@_language_option
def install_command(no_macros: bool, language: str) -> None:
    """Install the add-in for yourself; an older one is replaced."""
    with _refusing_in(language):
        places = find_places()
        put = install.install_without_macros if no_macros else install.install
        written = put(places, sys.executable)
    said = [Message("Wrote {file}", file=path) for path in written]
    if no_macros:
        said.append(
            Message(
                "Open it: the window has the buttons of the tab. The same opens with: {command}",
                command=own_command("desk"),
            )
        )
    else:
        said.append(
            Message(
                "Restart Excel: the tab “KPI workbook” is there. If it is not, run: {command}",
                command=own_command("addin doctor"),
            )
        )
    said.append(Message("To undo this, run: {command}", command=own_command("addin uninstall")))
    for message in said:
        say(message.said(language))


@addin_command.command("uninstall")
@_language_option
def uninstall_command(language: str) -> None:
    """Remove what install wrote; your workbooks and results stay."""
    with _refusing_in(language):
        removed = install.uninstall(find_places())
    for path in removed:
        say(Message("Removed {file}", file=path).said(language))
    say((Message("Restart Excel.") if removed else Message("Nothing was installed.")).said(language))


@addin_command.command("doctor")
@_language_option
def doctor_command(language: str) -> int:
    """Say what keeps the add-in from working, and whom to ask.

    Exit status 0: nothing does; 1: something does.
    """
    with _refusing_in(language):
        checks = list(doctor.examine(find_places(), sys.executable, read_registry, run))
    for check in checks:
        say(f"{_STATES[check.state].said(language):13} {check.sentence.said(language)}")
    requests = [check.ask_it for check in checks if check.ask_it]
    if requests:
        say("")
        say(Message("Ask the IT department:").said(language))
        for request in requests:
            say(f"  {request.said(language)}")
    stopped = any(check.state is State.PROBLEM for check in checks)
    return ExitStatus.FINDINGS if stopped else ExitStatus.GOOD
