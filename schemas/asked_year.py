"""The year that a command is asked for: one option, one range and one sentence for all commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from schemas.loading.asked import check_year
from schemas.questions import FIRST_YEAR, LAST_YEAR

_Command = TypeVar("_Command", bound=Callable[..., Any])


def year_option(says: str) -> Callable[[_Command], _Command]:
    """The option `--year` of a command, None where it is not given; its help says `says`."""
    return click.option("--year", type=check_year, metavar="YEAR", help=f"{says} {FIRST_YEAR} to {LAST_YEAR}.")
