"""A folder of returned workbooks from files to result: what the command line and the ribbon both run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from addin.consolidation import Consolidation, Status, consolidate
from addin.result_workbook import Written, write_result
from addin.submission import Submission
from addin.validation import examine_many
from schemas.errors import Refusal

Watch = Callable[[Iterator[Submission], int], Iterator[Submission]]
"""Passes submissions on as they come, out of so many, and shows how far the work is."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a folder."""

    consolidation: Consolidation
    written: Written
    tables: Path | None = None

    def sentences(self) -> Iterator[str]:
        """What happened, in plain words, a line each."""
        yield self.counts()
        yield from self.rejections()
        if self.written.cut_texts:
            whole = "the tables have all of it" if self.tables else "--tables writes all of it"
            yield f"{self.written.cut_texts} texts are longer than an Excel cell; each says so at its end, and {whole}."
        if not self.written.linked:
            yield "The findings are not linked to their cells: there are more of them than the links that Excel allows."
        yield f"Result: {self.written.path}"
        if self.tables is not None:
            yield f"Tables: {self.tables}"

    def counts(self) -> str:
        """How many files became what."""
        count, total = self.consolidation.count, len(self.consolidation.files)
        return (
            f"{total} file{'s' * (total != 1)}: {count(Status.ACCEPTED)} accepted,"
            f" {count(Status.ACCEPTED_WITH_ERRORS)} accepted with errors,"
            f" {count(Status.SUPERSEDED)} superseded, {count(Status.REJECTED)} rejected."
        )

    def rejections(self) -> Iterator[str]:
        """Each rejected file with its reason."""
        for file in self.consolidation.files:
            if file.status is Status.REJECTED:
                yield f"Rejected: {with_name(file.file, file.reason)}"

    @property
    def nothing_readable(self) -> bool:
        """True where no file could be read as a KPI workbook."""
        # A template of another year was read, and its edition is known; what could not be read has none.
        return all(file.edition is None for file in self.consolidation.files)

    @property
    def has_errors(self) -> bool:
        """True where a file that counts, or was rejected, has an error."""
        return any(file.errors for file in self.consolidation.files if file.status is not Status.SUPERSEDED)


def consolidate_folder(
    folder: Path,
    out: Path | Callable[[int | None], Path],
    watch: Watch,
    *,
    tables: Path | None = None,
    year: int | None = None,
) -> Outcome:
    """Consolidate every file in `folder` and below into the result `out`, or where `out` says for the year.

    Raises `Refusal` where there is no such folder or no file in it, OSError where it cannot be read.
    """
    files = find_files(folder, (out,) if isinstance(out, Path) else ())
    consolidation = examine_files(folder, files, watch, year=year)
    target = out if isinstance(out, Path) else out(consolidation.year)
    about_to_be_written = (target, *(_exports().table_files(tables) if tables else ()))
    consolidation = without_files(consolidation, folder, files, about_to_be_written)
    if not consolidation.files:
        raise Refusal(f"There is no file in {folder} besides the results: put the returned workbooks there.")
    written = write_result(consolidation, target, folder=folder)
    if tables is not None:
        _exports().write_tables(consolidation, tables)
    return Outcome(consolidation, written, tables)


def examine_files(folder: Path, files: Sequence[Path], watch: Watch, *, year: int | None = None) -> Consolidation:
    """Read `files`, which are in `folder` or below, in parallel, and decide which of them count."""
    names = [_name(folder, path) for path in files]
    return consolidate(watch(examine_many(files, names=names), len(files)), year=year)


def without_files(
    consolidation: Consolidation, folder: Path, files: Iterable[Path], results: Iterable[Path]
) -> Consolidation:
    """The same without those of `files` that are `results` about to be written; files that count stay."""
    results = tuple(results)
    return consolidation.without(_name(folder, path) for path in files if _is_one_of(path, results))


def find_files(folder: Path, left_out: Iterable[Path] = ()) -> list[Path]:
    """As `files_below`; raises `Refusal` where there is no file as well."""
    files = files_below(folder, left_out)
    if not files:
        raise Refusal(f"The folder {folder} is empty: put the returned workbooks there.")
    return files


def files_below(folder: Path, left_out: Iterable[Path] = ()) -> list[Path]:
    """Every file in `folder` and below, hidden ones included, sorted by name; maybe none.

    Raises `Refusal` where there is no such folder, OSError where a folder cannot be read.
    """
    if not folder.is_dir():
        raise Refusal(f"There is no folder {folder}: give the folder with the returned workbooks.")
    found: list[Path] = []
    for place, _, names in os.walk(folder, onerror=_raise):
        found += (Path(place, name) for name in names)
    # Pipes and devices are no files, and reading one would wait for ever.
    files = [path for path in found if (path.is_file() or path.is_symlink()) and not _is_one_of(path, left_out)]
    return sorted(files, key=lambda path: path.relative_to(folder).as_posix())


def with_name(file: str, reason: str) -> str:
    """`reason` with the name of its file in front, unless it begins with it."""
    return reason if reason.startswith(file) else f"{file}: {reason}"


def result_name(year: int | None) -> str:
    """The name of a result for which nobody gave one."""
    return f"ecom-kpi_consolidated_{year}.xlsx" if year is not None else "ecom-kpi_consolidated.xlsx"


def _exports() -> ModuleType:
    from addin import exports  # noqa: PLC0415 - pandas takes longer to load than a small folder to read

    return exports


def _raise(error: OSError) -> None:
    raise error


def _is_one_of(path: Path, others: Iterable[Path]) -> bool:
    return any(path.name == other.name and path.resolve() == other.resolve() for other in others)


def _name(folder: Path, path: Path) -> str:
    """The path below `folder` with forward slashes; a name in no known encoding is shown as far as it goes."""
    return os.fsencode(path.relative_to(folder).as_posix()).decode("utf-8", "replace")
