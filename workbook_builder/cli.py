"""`kpibook build`: writes templates to disk, whole or not at all."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from pathlib import Path

import click

from schemas.errors import Refusal
from schemas.loader import DEFAULT_EDITION, DEFAULT_LANGUAGE, languages, load_definition
from workbook_builder.build import BuiltWorkbook, build_workbook


@click.command()
@click.option("--year", type=int, help="Reporting year; this year where it is not given.")
@click.option("--language", default=DEFAULT_LANGUAGE, show_default=True, help="Two-letter code of the language.")
@click.option("--member", metavar="ISO3", help="Make it for one Member: ISO 3166-1 alpha-3 code, such as KEN.")
@click.option(
    "--password", help="Password that unlocks sheets and structure. Without one they are locked all the same."
)
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("output"), show_default=True, help="Folder."
)
def build(year: int | None, language: str, member: str | None, password: str | None, out: Path) -> None:
    """Build the workbook that an officer fills in."""
    known = languages(DEFAULT_EDITION)
    if language not in known:
        raise Refusal(f"There is no wording in {language!r}: choose one of {', '.join(known)}.")
    definition = load_definition(DEFAULT_EDITION, language)
    built = build_workbook(
        definition, year or this_year(), member=member.upper() if member else None, password=password
    )
    click.echo(f"Built {write(built, out)}")


def this_year() -> int:
    """The year on the clock of the person who runs the command."""
    return dt.datetime.now().astimezone().year


def write(built: BuiltWorkbook, folder: Path) -> Path:
    """Write `built` into `folder`, which is made where it is missing; returns the file's path.

    The file appears whole or not at all: it is written beside its place and moved there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / built.file_name
    handle, temporary = tempfile.mkstemp(prefix=".kpibook-", suffix=".xlsx", dir=folder)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(built.data)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return target
