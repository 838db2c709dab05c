"""The option that says where files go, of all commands that put some into a folder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from schemas.loading.campaigns import CAMPAIGN_FILE
from schemas.places.place import folder_to_write
from schemas.terminal.outcome import OUTPUT

_Command = TypeVar("_Command", bound=Callable[..., Any])


def folder_option(command: _Command) -> _Command:
    """The option `--out` of a command that puts files into a folder."""
    return click.option(
        "--out",
        type=folder_to_write(beside=(CAMPAIGN_FILE,)),
        metavar="FOLDER",
        default=OUTPUT,
        show_default=True,
        help="The folder to write into, such as templates.",
    )(command)
