"""`kpibook addin`: the ribbon in Excel, built, installed, taken away and looked after."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from addin.installation import doctor as diagnosis
from addin.installation import install as installation
from addin.installation.packaged import FILE_NAME
from addin.installation.places import find_places
from schemas.errors import Refusal
from schemas.whole_file import whole_file

_PROBLEMS = 1


@click.group()
def addin() -> None:
    """Put the “KPI workbook” tab into Excel."""


@addin.command()
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("output"), show_default=True, help="Folder."
)
def build(out: Path) -> None:
    """Build kpibook.xlam from its text."""
    try:
        from addin.ribbon import make as xlam  # noqa: PLC0415 - only building needs pyOpenVBA

        data = xlam.build()
    except ModuleNotFoundError as error:
        raise Refusal(f'{error.name} is missing. Install it with: python -m pip install "kpibook[ribbon]"') from None
    target = out / FILE_NAME
    with whole_file(target) as temporary:
        temporary.write_bytes(data)
    click.echo(f"Built {target}")


@addin.command()
@click.option("--no-macros", is_flag=True, help="Put a file on the desktop to drop a folder on, and no add-in.")
def install(no_macros: bool) -> None:
    """Install the add-in for yourself; an older one is replaced."""
    places = find_places()
    if no_macros:
        written = installation.install_without_macros(places, sys.executable)
    else:
        written = installation.install(places, sys.executable)
    for path in written:
        click.echo(f"Wrote {path}")
    if no_macros:
        click.echo("Drop a folder of returned workbooks on it; on a Mac, open it and choose the folder.")
    else:
        click.echo("Restart Excel: the tab “KPI workbook” is there. If it is not, run: kpibook addin doctor")
    click.echo("To undo this, run: kpibook addin uninstall")


@addin.command()
def uninstall() -> None:
    """Remove what install wrote; your workbooks and results stay."""
    removed = installation.uninstall(find_places())
    for path in removed:
        click.echo(f"Removed {path}")
    click.echo("Restart Excel." if removed else "Nothing was installed.")


@addin.command()
def doctor() -> int:
    """Say what keeps the add-in from working, and whom to ask.

    Exit status 0: nothing does; 1: something does.
    """
    checks = list(diagnosis.examine(find_places(), sys.executable, diagnosis.read_registry))
    for check in checks:
        click.echo(f"{check.state.value:8} {check.sentence}")
    requests = [check.ask_it for check in checks if check.ask_it]
    if requests:
        click.echo("\nAsk the IT department:")
        for request in requests:
            click.echo(f"  {request}")
    return _PROBLEMS if any(check.state is diagnosis.State.PROBLEM for check in checks) else 0
