"""`kpibook consolidate`: a folder of returned workbooks into one result workbook and its tables."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

import click

from addin.consolidation import Consolidation, Status, consolidate
from addin.progress import track
from addin.result_workbook import Written, write_result
from addin.validation import examine_many
from schemas.errors import Refusal
from schemas.questions import FIRST_YEAR, LAST_YEAR

_OUTPUT = Path("output")
_GOOD, _ERRORS = 0, 1


@click.command("consolidate")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Result workbook; output/ecom-kpi_consolidated_<year>.xlsx where it is not given.",
)
@click.option(
    "--tables",
    type=click.Path(path_type=Path, file_okay=False),
    help="Also write the tables as CSV and Parquet into this folder.",
)
@click.option(
    "--year",
    type=click.IntRange(FIRST_YEAR, LAST_YEAR),
    help="Only templates of this year count; the most common one where it is not given.",
)
def consolidate_command(folder: Path, out: Path | None, tables: Path | None, year: int | None) -> int:
    """Bring the returned workbooks in FOLDER, subfolders included, together in one result workbook.

    Every file found is listed with what became of it. Of a Member that sent twice, the latest counts.
    Exit status 0: no errors; 1: findings of severity error; 2: wrong usage, or no file could be read.
    """
    if out is not None and out.suffix.lower() != ".xlsx":
        raise Refusal(f"The result is an .xlsx workbook: give --out a name such as {out.with_suffix('.xlsx').name}.")
    files = _find(folder, (out,) if out else ())
    consolidation = _examined(folder, files, year)
    out = out or _OUTPUT / _result_name(consolidation.year)
    about_to_be_written = (out, *(_exports().table_files(tables) if tables else ()))
    consolidation = consolidation.without(
        _name(folder, path) for path in files if _is_one_of(path, about_to_be_written)
    )
    if not consolidation.files:
        raise Refusal(f"There is no file in {folder} besides the results: put the returned workbooks there.")
    written = write_result(consolidation, out, folder=folder)
    if tables is not None:
        _exports().write_tables(consolidation, tables)
    # Where a legacy code page cannot show a letter it is replaced: a report never stops for one.
    sys.stdout.reconfigure(errors="replace") if hasattr(sys.stdout, "reconfigure") else None
    for line in _report(consolidation, written, tables):
        click.echo(line)
    return _status(consolidation, folder, out)


def _exports() -> ModuleType:
    from addin import exports  # noqa: PLC0415 - pandas takes longer to load than a small folder to read

    return exports


def _find(folder: Path, left_out: Iterable[Path]) -> list[Path]:
    """Every file in `folder` and below, hidden ones included, sorted by name.

    Raises `Refusal` where there is no such folder or no file, OSError where a folder cannot be read.
    """
    if not folder.is_dir():
        raise Refusal(f"There is no folder {folder}: give the folder with the returned workbooks.")
    found: list[Path] = []
    for place, _, names in os.walk(folder, onerror=_raise):
        found += (Path(place, name) for name in names)
    # Pipes and devices are no files, and reading one would wait for ever.
    files = [path for path in found if (path.is_file() or path.is_symlink()) and not _is_one_of(path, left_out)]
    if not files:
        raise Refusal(f"The folder {folder} is empty: put the returned workbooks there.")
    return sorted(files, key=lambda path: path.relative_to(folder).as_posix())


def _raise(error: OSError) -> None:
    raise error


def _is_one_of(path: Path, others: Iterable[Path]) -> bool:
    return any(path.name == other.name and path.resolve() == other.resolve() for other in others)


def _name(folder: Path, path: Path) -> str:
    """The path below `folder` with forward slashes; a name in no known encoding is shown as far as it goes."""
    return os.fsencode(path.relative_to(folder).as_posix()).decode("utf-8", "replace")


def _examined(folder: Path, files: list[Path], year: int | None) -> Consolidation:
    names = [_name(folder, path) for path in files]
    return consolidate(track(examine_many(files, names=names), len(files)), year=year)


def _result_name(year: int | None) -> str:
    return f"ecom-kpi_consolidated_{year}.xlsx" if year is not None else "ecom-kpi_consolidated.xlsx"


def _report(consolidation: Consolidation, written: Written, tables: Path | None) -> Iterator[str]:
    """What happened, in plain words."""
    count = consolidation.count
    total = len(consolidation.files)
    yield (
        f"{total} file{'s' * (total != 1)}: {count(Status.ACCEPTED)} accepted,"
        f" {count(Status.ACCEPTED_WITH_ERRORS)} accepted with errors,"
        f" {count(Status.SUPERSEDED)} superseded, {count(Status.REJECTED)} rejected."
    )
    for file in consolidation.files:
        if file.status is Status.REJECTED:
            named = file.reason.startswith(file.file)
            yield f"Rejected: {file.reason if named else f'{file.file}: {file.reason}'}"
    if written.cut_texts:
        whole = "the tables have all of it" if tables else "--tables writes all of it"
        yield f"{written.cut_texts} texts are longer than an Excel cell; each says so at its end, and {whole}."
    if not written.linked:
        yield "The findings are not linked to their cells: there are more of them than the links that Excel allows."
    yield f"Result: {written.path}"
    if tables is not None:
        yield f"Tables: {tables}"


def _status(consolidation: Consolidation, folder: Path, out: Path) -> int:
    """The exit status. Raises `Refusal` where nothing could be read; the result then lists what was found."""
    # A template of another year was read, and its edition is known; what could not be read has none.
    if all(file.edition is None for file in consolidation.files):
        raise Refusal(f"No file in {folder} could be read as a KPI workbook; {out} lists each with its reason.")
    wrong = any(file.errors for file in consolidation.files if file.status is not Status.SUPERSEDED)
    return _ERRORS if wrong else _GOOD
