"""A folder of returned workbooks from files to result: what the command line and the ribbon both run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from addin.consolidation.consolidate import Arrived, Consolidation, Status
from addin.consolidation.folder import examine_files, with_name, without_files
from addin.database.libraries import check_libraries
from addin.decisions.ledger import Ledger, effects_told
from addin.earlier.earlier_result import language_of
from addin.earlier.past import read_past
from addin.kept.keep import COMMAND, read_earlier, still
from addin.results.result_workbook import Written, write_result
from addin.results.rows_ahead import RowsAhead
from addin.returned.folder import find_files, name_below
from addin.submissions.in_parallel import Watch
from addin.tables.run import Run
from schemas.database_address import DatabaseAddress, Place
from schemas.errors import NotEarlierError, Refusal
from schemas.loading.spoken import spoken_language
from schemas.messages.message import CountedMessage, Message
from schemas.written.target import check_not_given, check_target, try_folder, try_place
from schemas.years.member_answers import Past

if TYPE_CHECKING:
    from addin.database.append import Appended
    from addin.database.database import Database

_TABLES_HAVE_IT = Message("the tables have all of it")
_TABLES_WRITE_IT = Message("--tables writes all of it")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a folder."""

    consolidation: Consolidation
    written: Written
    tables: Path | None = None
    replaced: tuple[str, ...] = ()
    """The files of the folder that were read and then replaced by the result, since somebody asked for it."""
    database: Appended | None = None
    """What became of it in a database; None where none was named."""

    def sentences(self) -> Iterator[Message]:
        """What happened, in plain words, a line each."""
        yield self.counts()
        yield from self.rejections()
        for file in self.replaced:
            yield Message("Replaced by the result, as --force asks: {file}. Files says what it was.", file=file)
        if self.written.cut_texts:
            whole = _TABLES_HAVE_IT if self.tables else _TABLES_WRITE_IT
            yield Message(
                "{cut_texts} texts are longer than an Excel cell; each says so at its end, and {whole}.",
                cut_texts=self.written.cut_texts,
                whole=whole,
            )
        if not self.written.linked:
            yield Message(
                "The findings are not linked to their cells: there are more of them than the links that Excel allows."
            )
        for each in self.written.continued:
            yield Message(
                "{table} has {rows} rows, more than a sheet of Excel: it stands on the sheets {sheets}. As one table it"
                " is in what --tables writes, Parquet and CSV.",
                table=each.table,
                rows=f"{each.rows:,}",
                sheets=", ".join(each.sheets),
            )
        if self.written.carried is not None:
            yield from self.written.carried.sentences()
        yield from effects_told(self.consolidation.decisions)
        yield Message("Result: {path}", path=self.written.path)
        if self.tables is not None:
            yield Message("Tables: {tables}", tables=self.tables)
        if self.database is not None:
            yield self.database.sentence()
        if self.has_errors and not self.nothing_readable:
            yield Message("{errors}: see Findings.", errors=with_errors(self.files_with_errors))

    def counts(self) -> Message:
        """How many files became what."""
        count, total = self.consolidation.count, len(self.consolidation.files)
        ignored = count(Status.IGNORED)
        return Message(
            "{files}: {accepted} accepted, {with_errors} accepted with errors,"
            " {superseded} superseded, {rejected} rejected{ignored}.",
            files=CountedMessage("{count} file", "{count} files", count=total),
            accepted=count(Status.ACCEPTED),
            with_errors=count(Status.ACCEPTED_WITH_ERRORS),
            superseded=count(Status.SUPERSEDED),
            rejected=count(Status.REJECTED),
            ignored=CountedMessage(", {count} ignored", ", {count} ignored", count=ignored) if ignored else "",
        )

    def rejections(self) -> Iterator[Message]:
        """Each rejected file with its reason."""
        for file in self.consolidation.files:
            if file.status is Status.REJECTED:
                yield Message("Rejected: {what}", what=with_name(file.file, file.reason))

    @property
    def nothing_readable(self) -> bool:
        """True where no file could be read as a KPI workbook."""
        return not any(file.was_read for file in self.consolidation.files)

    @property
    def has_errors(self) -> bool:
        """True where a file that counts, or was rejected, has an error."""
        return self.files_with_errors > 0

    @property
    def files_with_errors(self) -> int:
        """How many files that count, or were rejected, have an error."""
        return sum(file.errors > 0 for file in self.consolidation.files if file.status is not Status.SUPERSEDED)


def with_errors(files: int) -> Message:
    """That so many `files` have errors, which is why a command ends with status 1."""
    return CountedMessage("{count} file has errors", "{count} files have errors", count=files)


def consolidate_folder(
    folder: Path,
    out: Path | Callable[[int | None], Path],
    watch: Watch,
    *,
    tables: Path | None = None,
    year: int | None = None,
    before: Place | None = None,
    ledger: Ledger | None = None,
    language: str | None = None,
    database: DatabaseAddress | None = None,
    force: bool = False,
    keep: bool = False,
    executor: Executor | None = None,
) -> Outcome:
    """Consolidate every file in `folder` and below into the result `out`, or where `out` says for the year.

    `before` is an earlier year's result, folder of returned workbooks or database, to tell what changed since.
    The run is added to `database` once its result is written; where that fails, the result stays.
    `ledger` is what the secretariat decided. `language` is that of the result, two
    letters; where it is None, with `keep` that of the earlier result, else English.
    With `force` whatever is at `out` and among `tables` is replaced; it is read first where it is in
    the folder. With `keep` the result that is at `out` may be one that people worked in: what they made in it is
    carried over. `executor` reads the files, as for `examine_many`.
    Raises as `read_folder`, `Refusal` where something is in the place of a result that is
    not kpibook's own or was changed, and OSError where the result cannot be written: both before the
    reading begins, where the place is known by then.
    """
    at = (lambda _: out) if isinstance(out, Path) else out
    given = ledger.path if ledger is not None else None
    check_not_given((at(year), *(_exports().table_files(tables) if tables else ())), (given,))
    is_known = isinstance(out, Path) or year is not None
    opened = _opened(database) if database is not None and folder.is_dir() else None
    earlier = read_earlier(at(year)) if keep and is_known and folder.is_dir() else None
    wanted = language or (language_of(at(year)) if keep and is_known else None)
    if folder.is_dir():
        _check_places(at(year), tables, force=force or keep, force_tables=force, is_known=is_known)

    def results(found: int | None) -> Iterator[Path]:
        yield at(found)
        yield from _exports().table_files(tables) if tables else ()

    read = partial(read_folder, folder, watch, before=before, ledger=ledger, results=results, executor=executor)
    consolidation = read(year=year, language=wanted, arrived=RowsAhead(wanted))
    target = at(consolidation.year)
    if keep and wanted is None and (own := language_of(target)) not in {None, consolidation.language}:
        # Where the result lies depends on the year, which only the files tell: what is found is said anew.
        consolidation = read(year=consolidation.year, language=own, arrived=RowsAhead(own))
    earlier = still(earlier, target) if keep else None
    check_target(target, COMMAND, force=force or keep)
    if earlier is not None:
        consolidation = _without(consolidation, target, folder)
    replaced = _read_at(results(consolidation.year), consolidation, folder)
    run = Run(folder, year, before, given, keep=target if earlier is not None else None)
    written = write_result(consolidation, target, folder=folder, run=run, earlier=earlier)
    if tables is not None:
        with _stopped_behind(target):
            _exports().write_tables(consolidation, tables, run)
    appended = None
    if opened is not None:
        with _stopped_behind(target, tables):
            appended = _appended(opened, consolidation, run, target)
    return Outcome(consolidation, written, tables, replaced, appended)


@contextmanager
def _stopped_behind(result: Path, tables: Path | None = None) -> Iterator[None]:
    """Say what is written where a person stops what comes behind it."""
    try:
        yield
    except KeyboardInterrupt:
        if tables is None:
            raise Refusal("Stopped: the result {result} is written, and nothing else.", result=result) from None
        raise Refusal(
            "Stopped: the result {result} and the tables in {tables} are written, and nothing else.",
            result=result,
            tables=tables,
        ) from None


def _opened(address: DatabaseAddress) -> Database:
    """The database, which is made where it is a file that is not there. Raises `Refusal` before anything is read."""
    check_libraries()
    from addin.database.database import open_database  # noqa: PLC0415 - a library that only a database needs

    return open_database(address, make=True)


def _appended(database: Database, consolidation: Consolidation, run: Run, result: Path) -> Appended | None:
    """What became of the run in `database`; None where no file was read, so that it is of no year."""
    from addin.database.append import append  # noqa: PLC0415 - as above

    if consolidation.year is None:
        return None
    try:
        return append(database, consolidation, run)
    except Refusal as error:
        raise Refusal(
            "{why} The result {result} is written; of this run nothing stands in the database.",
            why=error,
            result=result,
        ) from None


def _without(consolidation: Consolidation, result: Path, folder: Path) -> Consolidation:
    """The same without the earlier result, where it lies in the folder: it is taken up, and nobody's answers."""
    if not result.resolve().is_relative_to(folder.resolve()):
        return consolidation
    without = consolidation.without([name_below(folder.resolve(), result.resolve())])
    if not without.files:
        raise Refusal(
            "There is no file in {folder} besides the results: put the returned workbooks there.", folder=folder
        )
    return without


def _check_places(target: Path, tables: Path | None, *, force: bool, force_tables: bool, is_known: bool) -> None:
    """Raise, before anything is read, what writing the results would end in.

    Where the target's name depends on a year that `is_known` only later, its folder is tried all the same.
    """
    if is_known:
        check_target(target, COMMAND, force=force)
        try_place(target)
    else:
        try_folder(target.parent)
    if tables is not None:
        _exports().check_folder(tables, force=force_tables)


def _read_at(places: Iterable[Path], consolidation: Consolidation, folder: Path) -> tuple[str, ...]:
    """The files of `folder` that were read and stand in one of `places`."""
    read = {file.file for file in consolidation.files if file.status is not Status.IGNORED}
    below = (place for place in places if place.resolve().is_relative_to(folder.resolve()))
    names = (name_below(folder.resolve(), place.resolve()) for place in below)
    return tuple(name for name in names if name in read)


def read_folder(
    folder: Path,
    watch: Watch,
    *,
    year: int | None = None,
    before: Place | None = None,
    ledger: Ledger | None = None,
    language: str | None = None,
    results: Callable[[int | None], Iterable[Path]] = lambda _: (),
    executor: Executor | None = None,
    arrived: Arrived | None = None,
) -> Consolidation:
    """Every file in `folder` and below, read and consolidated; nothing is written.

    What is found, and what the tables name and ask, is said in `language`, two letters; in English where it
    is None.
    `executor` reads the files, as for `examine_many`; `arrived` is told of each as it comes.
    `results`, known once the year is, are left out where kpibook wrote them and nobody changed them since.
    Raises `Refusal` where there is no such folder or no file in it, `before` is not of an earlier year,
    or `ledger` not of this one, and OSError where the folder cannot be read.
    """
    files = find_files(folder)
    past = read_past(before, watch, year, executor) if before is not None and _is_read_first(before, year) else None
    _check_before(past, before, year)
    consolidation = examine_files(
        files,
        watch,
        year=year,
        ledger=ledger,
        language=spoken_language(None, language),
        executor=executor,
        arrived=arrived,
    )
    with _year_told(year, consolidation.year):
        if before is not None and past is None and consolidation.year is not None:
            past = read_past(before, watch, consolidation.year, executor)
        _check_before(past, before, consolidation.year)
    consolidation = without_files(consolidation, files, results(consolidation.year))
    if not consolidation.files:
        raise Refusal(
            "There is no file in {folder} besides the results: put the returned workbooks there.", folder=folder
        )
    return replace(consolidation, before=past.members) if past is not None else consolidation


@contextmanager
def _year_told(asked: int | None, found: int | None) -> Iterator[None]:
    """Lets a refusal of what is not earlier say where the year that was `found` is from, unless it was `asked` for."""
    try:
        yield
    except NotEarlierError as error:
        if asked is not None or found is None:
            raise
        raise NotEarlierError(
            "{why} The folder was taken for {year}, which most files are of: give --year for another.",
            why=error,
            year=found,
        ) from None


def _is_read_first(before: Place, year: int | None) -> bool:
    """Whether what is wrong with it can be told before the files are read: a database waits for their year."""
    return year is not None or isinstance(before, Path)


def _check_before(past: Past | None, place: Place | None, year: int | None) -> None:
    """Raise `Refusal` where `past` is not of a year before `year`, as soon as that is known."""
    if past is not None and place is not None and year is not None:
        past.check_before(year, place)


def result_name(year: int | None) -> str:
    """The name of a result for which nobody gave one."""
    return f"ecom-kpi_consolidated_{year}.xlsx" if year is not None else "ecom-kpi_consolidated.xlsx"


def _exports() -> ModuleType:
    from addin.results import exports  # noqa: PLC0415 - pandas takes longer to load than a small folder to read

    return exports
