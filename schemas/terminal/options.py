"""Options that several commands share, those that build and those that read back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from schemas.database_address import Place, database_in
from schemas.known_years import FIRST_YEAR, LAST_YEAR
from schemas.terminal.outcome import OUTPUT

_Command = TypeVar("_Command", bound=Callable[..., Any])


def place_asked(text: str) -> Place:
    """Where an earlier year's answers are: a folder, a file, or the address of a database."""
    return database_in(text) or Path(text)


def place_there(text: str) -> Place:
    """As `place_asked`; raises `BadParameter` where it is a folder or a file that is not there."""
    path: Place = database_in(text) or click.Path(path_type=Path, exists=True).convert(text, None, None)
    return path


def year_option(says: str, otherwise: str) -> Callable[[_Command], _Command]:
    """The option `--year` of a command, None where it is not given; its help says `says`, and the year `otherwise`."""
    return click.option(
        "--year",
        type=_year,
        metavar="YEAR",
        show_default=otherwise,
        help=f"{says}, such as 2027; {FIRST_YEAR} to {LAST_YEAR}.",
    )


def _year(typed: str) -> int:
    from schemas.loading.asked import check_year  # noqa: PLC0415 - nobody is asked where none was typed

    return check_year(typed)


def folder_option(command: _Command) -> _Command:
    """The option `--out` of a command that puts files into a folder."""
    folder = click.Path(path_type=Path, file_okay=False)
    return click.option(
        "--out",
        type=folder,
        metavar="FOLDER",
        default=OUTPUT,
        show_default=True,
        help="The folder to write into, such as templates.",
    )(command)


def password_option(says: str) -> Callable[[_Command], _Command]:
    """The option `--password` of a command that makes workbooks, None where it is not given; its help says `says`."""
    return click.option(
        "--password",
        metavar="TEXT",
        show_default="none; they are locked all the same",
        help=f"{says}, such as correct-horse.",
    )
