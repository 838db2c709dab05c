"""Options that several commands share."""

from __future__ import annotations

import functools
from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from typing import Any, TypeVar

import click

from schemas.database_address import DEFAULT, database_address
from schemas.errors import Refusal
from schemas.places.place import AllOrPlace, file_to_write, read_place, read_place_or_database
from schemas.places.visit import Role
from schemas.terminal.options import password_option


def known_language(typed: str) -> str:
    """As `check_language`: what knows the languages is loaded where one was typed."""
    from schemas.loading.asked import check_language  # noqa: PLC0415 - it knows editions and Members as well

    return check_language(typed)


before_option = click.option(
    "--before",
    type=read_place_or_database(exists=True),
    metavar="FOLDER|RESULT.xlsx|URL",
    show_default="none",
    help="An earlier year's result, its folder of returned workbooks, such as returned-2026, or a database such as"
    " kpibook.db: tells what changed since.",
)
decisions_option = click.option(
    "--decisions",
    type=read_place(),
    metavar="FILE",
    show_default="none",
    help="The ledger of decisions, such as decisions.xlsx or a .csv: corrections, waivers, files accepted, chosen or"
    " excluded.",
)
members_option = click.option(
    "--members",
    type=AllOrPlace(Role.READ),
    default="all",
    show_default=True,
    metavar="all|FILE",
    help="The Members asked: a file such as members.txt with ISO 3166-1 alpha-3 codes, one a line, or a CSV with a"
    " column Member.",
)
contacts_option = click.option(
    "--contacts",
    type=read_place(),
    metavar="FILE",
    show_default="none",
    help="Whom to write to: a list such as contacts.csv, or an .xlsx, with the columns country, name, email, cc,"
    " language.",
)
result_language_option = click.option(
    "--language",
    type=known_language,
    metavar="LANGUAGE",
    show_default="the result's, else English",
    help="Language of findings, names, titles and questions, by its two-letter code, such as fr.",
)
_Command = TypeVar("_Command", bound=Callable[..., Any])


def database_option(says: str) -> Callable[[_Command], _Command]:
    """The option `--database`, whose value may be left out; its help says `says`."""
    return click.option(
        "--database",
        type=database_address,
        is_flag=False,
        flag_value=DEFAULT,
        metavar="[URL]",
        show_default="none",
        help=f"{says}: {DEFAULT} in this folder where nothing follows, a file such as years.db, or a server such as"
        " postgresql://user@host/database.",
    )


def reads_by_executor(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which processes read; the command gets the `executor`, None for those of its own.

    It stands next to the command's `def`.
    """

    @click.option(
        "--executor",
        type=click.Choice(["processes", "dask"]),
        default="processes",
        show_default=True,
        help="What reads the files. processes: those of this computer; dask: the workers of Dask, here or on others.",
    )
    @click.option(
        "--scheduler",
        metavar="ADDRESS",
        show_default="a cluster of this computer's own",
        help="Where the scheduler of Dask is, such as tcp://10.0.0.5:8786.",
    )
    @functools.wraps(command)
    def with_executor(*given: Any, executor: str, scheduler: str | None, **options: Any) -> Any:
        with _executor(executor, scheduler) as reads:
            return command(*given, executor=reads, **options)

    return with_executor


def _executor(name: str, scheduler: str | None) -> AbstractContextManager[Executor | None]:
    if name == "dask":
        from addin.machines.machines import Machines  # noqa: PLC0415 - nobody else needs it

        return Machines(scheduler)
    if scheduler is not None:
        raise Refusal("--scheduler is the address of a scheduler of Dask: give --executor dask with it.")
    return nullcontext()


def regenerates(command: _Command) -> _Command:
    """The options of a command that makes a workbook anew."""
    options = (
        click.option(
            "--out",
            type=file_to_write(),
            metavar="FILE",
            show_default="its usual name, in output",
            help="The workbook to write, such as KEN.xlsx.",
        ),
        password_option("Password that unlocks sheets and structure of the new workbook"),
        click.option("--force", is_flag=True, help="Replace the workbook where there is one already."),
    )
    for option in reversed(options):
        command = option(command)
    return command
