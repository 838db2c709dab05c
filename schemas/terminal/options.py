"""Options that several commands share, those that build and those that read back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from schemas.known_years import FIRST_YEAR, LAST_YEAR

_Command = TypeVar("_Command", bound=Callable[..., Any])


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


def password_option(says: str) -> Callable[[_Command], _Command]:
    """The option `--password` of a command that makes workbooks, None where it is not given; its help says `says`."""
    return click.option(
        "--password",
        metavar="TEXT",
        show_default="none; they are locked all the same",
        help=f"{says}, such as correct-horse.",
    )
