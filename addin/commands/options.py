"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from schemas.loading.asked import check_language

before_option = click.option(
    "--before",
    type=click.Path(path_type=Path, exists=True),
    metavar="FOLDER|RESULT.xlsx",
    help="An earlier year's result, or its folder of returned workbooks: tells what changed since.",
)
decisions_option = click.option(
    "--decisions",
    type=click.Path(path_type=Path),
    help="The ledger of decisions, .xlsx or .csv: corrections, waivers, files accepted, chosen or excluded.",
)
members_option = click.option(
    "--members",
    default="all",
    show_default=True,
    metavar="all|FILE",
    help="The Members asked: a file with ISO 3166-1 alpha-3 codes, one a line, or a CSV with a column Member.",
)
contacts_option = click.option(
    "--contacts",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Whom to write to: a CSV or .xlsx with the columns country, name, email, cc, language.",
)
result_language_option = click.option(
    "--language",
    type=check_language,
    metavar="LANGUAGE",
    help="Two-letter code of the language of findings, names, titles and questions; that of the result, else English.",
)
_Command = TypeVar("_Command", bound=Callable[..., Any])


def regenerates(command: _Command) -> _Command:
    """The options of a command that makes a workbook anew."""
    options = (
        click.option(
            "--out",
            type=click.Path(path_type=Path, dir_okay=False),
            help="The workbook to write; its usual name in output/ where it is not given.",
        ),
        click.option("--password", help="Password that unlocks sheets and structure of the new workbook."),
        click.option("--force", is_flag=True, help="Replace the workbook where there is one already."),
    )
    for option in reversed(options):
        command = option(command)
    return command
