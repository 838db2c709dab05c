"""What the Members answered in an earlier year: from returned workbooks, or from a consolidated result."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import suppress
from pathlib import Path

from addin.consolidation.consolidate import Consolidation, File, Status, consolidate
from addin.database.libraries import check_libraries
from addin.earlier.earlier_result import from_result, is_result
from addin.earlier.member_rows import MemberRows, given_in, indicator_number
from addin.earlier.read_apart import read_apart
from addin.returned.folder import files_below, find_files
from addin.submissions import readers
from addin.submissions.budget import ReadingEndedError
from addin.submissions.in_parallel import Watch, examine_listed
from schemas.database_address import DatabaseAddress, Place
from schemas.errors import Refusal
from schemas.findings import Code
from schemas.years.member_answers import MemberAnswers, Past, Remark


def read_past(place: Place, watch: Watch, year: int | None = None, executor: Executor | None = None) -> Past:
    """The answers in `place`: a consolidated result, a folder that holds one or the returned workbooks, a database.

    Of returned workbooks the most common year counts, and of a Member's the one that consolidating
    would take; of a database's years the latest before `year`, where one is given. `executor` reads them, as for
    `examine_many`. Raises `Refusal` where there is nothing to read.
    """
    if isinstance(place, DatabaseAddress):
        check_libraries()
        from addin.earlier.from_database import from_database  # noqa: PLC0415 - a library that only a database needs

        return from_database(place, year)
    if place.is_file():
        return read_apart(place, _past_of)
    with readers.pool() as pool:
        results = list(_results_in(place, pool))
        if not results:
            files = find_files(place)
            submissions = examine_listed(files, executor=executor or pool)
            return _from_returned(consolidate(watch(submissions, len(files))), place)
    if len(results) > 1:
        listed = ", ".join(path.name for path in results)
        raise Refusal(
            "There are several consolidated results in {place} ({listed}): name the one that counts.",
            place=place,
            listed=listed,
        )
    return read_apart(results[0], _past_of)


# --- a consolidated result -------------------------------------------------------------------
def _results_in(folder: Path, pool: Executor) -> Iterator[Path]:
    """The consolidated results in `folder`; what ends its reader, or cannot be opened, is none."""
    beside = (each.path for each in files_below(folder) if each.path.parent == folder and not each.barred)
    candidates = (path for path in beside if path.suffix == ".xlsx")
    for path, found in [(path, pool.submit(is_result, path)) for path in candidates]:
        with suppress(ReadingEndedError):
            if found.result():
                yield path


def _past_of(path: Path) -> Past | None:
    return from_result(path) if is_result(path) else None


# --- returned workbooks ----------------------------------------------------------------------
def _from_returned(consolidation: Consolidation, place: Path) -> Past:
    if consolidation.year is None:
        raise Refusal(
            "No file in {place} could be read as a KPI workbook: give last year's returned workbooks.", place=place
        )
    rows: dict[str, MemberRows] = defaultdict(lambda: MemberRows([], [], [], set()))
    for file, levels in consolidation.levels():
        rows[file.file].levels.extend(levels)
    for file, answer in consolidation.answers():
        rows[file.file].answers.append(answer)
    for file, item in consolidation.information():
        rows[file.file].information.append(item)
    for file, found in consolidation.findings():
        if found.code == Code.STALE_ANSWERS:
            rows[file.file].stale.add(indicator_number(found.name))
    remarks: dict[str, list[Remark]] = defaultdict(list)
    for file, row in consolidation.remarks():
        remarks[file.file].append(row.from_file(file.file))
    members = {
        file.country: _answers(file, rows[file.file], remarks[file.file])
        for file in consolidation.counted
        if file.country
    }
    readable = (file for file in consolidation.files if file.was_read and file.status is not Status.REJECTED)
    unread = (file.file for file in consolidation.files if file.status is Status.REJECTED)
    return Past(consolidation.year, members, {file.file: file.country for file in readable}, tuple(unread))


def _answers(file: File, rows: MemberRows, remarks: list[Remark]) -> MemberAnswers:
    return MemberAnswers(
        file.file,
        file.edition or "",
        file.language or "",
        file.year or 0,
        file.country,
        dict(given_in(rows)),
        frozenset(rows.stale),
        remarks=tuple(remarks),
    )
