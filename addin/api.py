"""The Python API: what `kpibook validate` and `kpibook consolidate` do, for programs.

Its names are reached as `addin.validate` and `addin.consolidate`; `docs/python.md` shows them at work.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from addin.consolidation.consolidate import Consolidation, File
from addin.decisions.reading import read
from addin.kept.keep import COMMAND, read_earlier
from addin.results.folder_result import read_folder
from addin.results.result_workbook import write_result
from addin.returned.folder import files_in
from addin.submissions.in_parallel import examine_listed
from addin.submissions.submission import Submission
from addin.tables.result_tables import all_tables
from addin.tables.run import UNTOLD, Run
from addin.tables.table import Table
from schemas.loading.asked import check_language, check_year
from schemas.written.target import check_target

if TYPE_CHECKING:
    import pandas as pd


def validate(
    *paths: Path | str, year: int | None = None, language: str | None = None, workers: int | None = None
) -> Iterator[Submission]:
    """Read and check returned workbooks: files, and folders with all that is in them, in order.

    What a computer leaves in a folder, such as a lock file, is passed over. `year` is the year asked
    for: a template of another year is rejected. `language` is that of the findings, two letters; each
    workbook's own where it is None. Files are read in `workers` processes, as many as there are cores
    where it is None. Never raises for what a file holds; raises
    `schemas.errors.Refusal` for a path, a year or a language there is not.
    """
    year = check_year(year) if year is not None else None
    language = check_language(language) if language is not None else None
    files = [each for each in files_in(map(Path, paths)) if not each.ignored]
    return examine_listed(files, year=year, language=language, workers=workers)


@dataclass(frozen=True)
class Consolidated:
    """A folder of returned workbooks as one answer."""

    folder: Path
    consolidation: Consolidation
    run: Run = UNTOLD
    """How it came about, for the sheet About."""

    @property
    def year(self) -> int | None:
        """The year that was consolidated; None where no file could be read."""
        return self.consolidation.year

    @property
    def files(self) -> tuple[File, ...]:
        """Every file found, with what became of it, in order."""
        return self.consolidation.files

    def tables(self) -> dict[str, Table]:
        """The tables of the result by name (`Files`, `Levels` …); their rows are streamed."""
        return {table.name: table for table in all_tables(self.consolidation, self.run)}

    def frame(self, name: str) -> pd.DataFrame:
        """The table `name` as a data frame, each column with a type that knows empty from zero.

        Raises KeyError where there is no such table.
        """
        from addin.results.exports import frame_of  # noqa: PLC0415 - pandas is slow to load, and few ask for it

        return frame_of(self.tables()[name])

    def write(self, out: Path | str, *, force: bool = False, keep: bool = False) -> Path:
        """Write the result workbook to `out`, whole or not at all.

        With `keep` people's own sheets and columns are carried over from the result that is there. Raises
        `schemas.errors.Refusal` where `out` is no unchanged result of an earlier run, unless `force`, or
        `keep` and it is a result that people worked in; OSError where it cannot be written.
        """
        earlier = read_earlier(Path(out)) if keep else None
        check_target(Path(out), COMMAND, force=force or keep)
        return write_result(
            self.consolidation,
            Path(out),
            folder=self.folder,
            run=replace(self.run, keep=Path(out) if earlier is not None else None),
            earlier=earlier,
        ).path


def consolidate(
    folder: Path | str,
    *,
    year: int | None = None,
    before: Path | str | None = None,
    decisions: Path | str | None = None,
    language: str | None = None,
) -> Consolidated:
    """Read every file in `folder` and below, and decide which of them count; nothing is written.

    Without `year` the most common one counts. `before` is an earlier year's result or folder of
    returned workbooks, for the table `Movement`; `decisions` is the secretariat's ledger. `language`,
    two letters, is that of what is found, named and asked, English where it is None; answers stand as they
    were written. Raises
    `schemas.errors.Refusal` where there is no such folder or nothing in it, `before` is not of an
    earlier year, the ledger has a mistake, or there is no wording in the language.
    """
    place = Path(folder)
    year = check_year(year) if year is not None else None
    past, ledger = Path(before) if before else None, read(Path(decisions), year=year) if decisions else None
    language = check_language(language) if language is not None else None
    consolidation = read_folder(place, lambda each, _: each, year=year, before=past, ledger=ledger, language=language)
    return Consolidated(place, consolidation, Run(place, year, past, ledger.path if ledger is not None else None))
