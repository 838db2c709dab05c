"""`kpibook desk`: the buttons of the year in a window of their own, without Excel."""

from __future__ import annotations

import click

from addin.ribbon.words import load_wordings
from addin.window.start import open_desk


@click.command("desk")
@click.option(
    "--language",
    type=click.Choice(sorted(load_wordings())),
    help="The language of the window. [default: the computer's, else English]",
)
def desk_command(language: str | None) -> None:
    """Open a window with the buttons of the ribbon, where Excel's macros are blocked.

    Exit status 0: it was closed; 2: there is no screen, or this Python has no tkinter.
    """
    open_desk(language)
