"""Examines returned workbooks: one file, or many in parallel, each ending as one `Submission`.

Nothing a file holds stops a run: what cannot be read is a finding, what breaks in a check or in
making a row is one too, and so is a file that kills the process that reads it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from addin.checks import check_all
from addin.returned.indicators import IndicatorState, State, indicator_states
from addin.returned.kept import last_level
from addin.returned.package import PackageError
from addin.returned.reader import Entry, Returned, read_workbook
from addin.submissions.guard import Guard
from addin.submissions.submission import AnswerRow, InformationRow, LastRow, LevelRow, Submission
from schemas.definition import Definition
from schemas.findings import Code, Finding
from schemas.layout.layout import SlotKind
from schemas.loading.loader import load_spoken
from schemas.models.wording import Kind
from schemas.questions import shown
from schemas.sentences.messages import finding

_IN_FLIGHT = 4
"""Files under way for each process: enough to keep it busy, few enough for memory to stay flat."""
_MEMORY_LIMIT = 4 * 2**30
"""Address space of a reading process: the last net under a hostile file."""


class Asked(NamedTuple):
    """What was asked for, of every file alike."""

    year: int | None = None
    """A template of another year is rejected; None takes any."""
    language: str | None = None
    """The language of the findings; where there is no wording in it the workbook's own, or else English."""


Job = tuple[str, str, Asked]
"""A file's path, the name findings call it, and what was asked for."""


def examine(
    path: Path | str, *, name: str | None = None, year: int | None = None, language: str | None = None
) -> Submission:
    """Read and check the file at `path`; `name` is what the result calls it.

    `year` is the year asked for: a template of another year is rejected. `language` is that of the
    findings; without one, or where there is no wording in it, it is the workbook's own. Never raises
    for what a file holds; a file that cannot be opened is a finding.
    """
    return _examine(Path(path), name if name is not None else str(path), Asked(year, language))


def _examine(path: Path, file: str, asked: Asked) -> Submission:
    digest = ""
    try:
        with Guard(file):
            data = _bytes_of(path)
            digest = hashlib.sha256(data).hexdigest()
            return _submission(read_workbook(data, file, asked.language), digest, asked.year)
    except PackageError as error:
        return _rejected(file, digest, error, asked.language)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PackageError(Code.UNREADABLE_FILE, "not-permitted", error.strerror or str(error)) from error


def read_returned(data: bytes, file: str, language: str | None = None) -> Returned:
    """The workbook in `data`, called `file`; what is found in it is said in `language`.

    Raises `PackageError` where no answers can be taken from it, whatever it does to its reader.
    """
    with Guard(file):
        return read_workbook(data, file, language)


def examine_many(
    paths: Iterable[Path],
    *,
    names: Iterable[str] | None = None,
    year: int | None = None,
    language: str | None = None,
    workers: int | None = None,
    progress: Callable[[Submission], None] | None = None,
) -> Iterator[Submission]:
    """Examine files in parallel processes; results come in the order of `paths`.

    `year` and `language` are as for `examine`. `progress` is called with each result. With one file or
    one worker no process is started.
    """
    files = list(paths)
    called = list(names) if names is not None else [str(path) for path in files]
    jobs: list[Job] = [(str(path), name, Asked(year, language)) for path, name in zip(files, called, strict=True)]
    count = min(workers or os.cpu_count() or 1, len(jobs))
    results = map(_examine_job, jobs) if count <= 1 else _in_processes(jobs, count)
    for result in results:
        if progress is not None:
            progress(result)
        yield result


def _examine_job(job: Job) -> Submission:
    path, name, asked = job
    return _examine(Path(path), name, asked)


def _pool(workers: int) -> Executor:
    # "spawn" behaves alike on Windows, macOS and Linux, and a fork of a threaded process may hang.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_limit_memory)


def _limit_memory() -> None:
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - there is none on Windows

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_LIMIT, _MEMORY_LIMIT))


def _in_processes(jobs: list[Job], workers: int) -> Iterator[Submission]:
    """Results in order; after a process died, the files it may have died of are read one by one."""
    waiting = deque(jobs)
    while waiting:
        with _pool(workers) as pool:
            broken = yield from _until_broken(pool, waiting, workers)
        if broken and waiting:
            for _ in range(min(workers * _IN_FLIGHT, len(waiting))):
                yield _alone(waiting.popleft())


def _until_broken(pool: Executor, waiting: deque[Job], workers: int) -> Generator[Submission, None, bool]:
    """Results while the processes live; returns whether one died."""
    under_way: deque[Future[Submission]] = deque()
    jobs = iter(list(waiting))
    try:
        under_way.extend(pool.submit(_examine_job, job) for job in islice(jobs, workers * _IN_FLIGHT))
        while under_way:
            result = _handed_over(under_way[0], waiting[0])
            under_way.popleft()
            waiting.popleft()
            yield result
            under_way.extend(pool.submit(_examine_job, job) for job in islice(jobs, 1))
    except BrokenProcessPool:
        return True
    return False


def _alone(job: Job) -> Submission:
    with _pool(1) as pool:
        try:
            return _handed_over(pool.submit(_examine_job, job), job)
        except BrokenProcessPool:
            error = PackageError(Code.UNREADABLE_FILE, "suspicious", "reading it ended the program that read it")
            return _lost(job, error)


def _handed_over(result: Future[Submission], job: Job) -> Submission:
    """What a process made of `job`; raises `BrokenProcessPool` where it died of it."""
    try:
        # What a process cannot send back, for want of memory say, is an error of this one file.
        with Guard(job[1], BrokenProcessPool):
            return result.result()
    except PackageError as error:
        return _lost(job, error)


def _lost(job: Job, error: PackageError) -> Submission:
    """A file of which no process said anything."""
    path, file, asked = job
    try:
        digest = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except (OSError, MemoryError):
        digest = ""
    return _rejected(file, digest, error, asked.language)


# --- one result ------------------------------------------------------------------------------
def _rejected(file: str, digest: str, error: PackageError, language: str | None) -> Submission:
    found = refused(load_spoken(None, language), file, error)
    return Submission(file=file, sha256=digest, rejected=True, findings=(found,))


def refused(definition: Definition, file: str, error: PackageError) -> Finding:
    """The finding that no answers can be taken from `file`, in the definition's language."""
    return finding(definition, error.code, variant=error.variant, file=file, found=error.found, edition=error.found)


def _submission(returned: Returned, digest: str, year: int | None) -> Submission:
    stamp = returned.stamp
    identity = {name: entry for name, entry in returned.entries.items() if entry.slot.kind is SlotKind.IDENTITY}
    country = identity["country"].value.value if "country" in identity else None
    submitted = identity["submission_date"].value if "submission_date" in identity else None
    states = tuple(indicator_states(returned))
    common = Submission(
        file=returned.file,
        sha256=digest,
        country=country if isinstance(country, str) else None,
        year=stamp.year,
        language=stamp.language,
        edition=stamp.edition,
        complete=isinstance(country, str) and _all_complete(returned, states),
        indicators=len(returned.definition.edition.indicators),
        indicators_complete=sum(state.is_complete for state in states),
        submitted=submitted.value if submitted and isinstance(submitted.value, dt.date) else None,
        modified=returned.package.modified,
        findings=check_all(returned),
        levels=tuple(_levels(states)),
        last=tuple(_last(returned)),
        answers=tuple(_answers(states)),
        information=tuple(_information(returned)),
        identity={name: shown(entry.raw) for name, entry in identity.items() if not entry.is_empty},
    )
    if year is None or year == stamp.year:
        return common
    found = wrong_template(returned.speaker, common.file, stamp.year, year)
    nothing: tuple[()] = ()
    return replace(
        common,
        rejected=True,
        complete=False,
        findings=(found, *common.findings),
        levels=nothing,
        answers=nothing,
        information=nothing,
        last=nothing,
    )


def wrong_template(definition: Definition, file: str, found: int | None, year: int) -> Finding:
    """The finding that `file` is the template of the year `found`, while `year` was asked for."""
    return finding(definition, Code.WRONG_YEAR, variant="template", file=file, found=str(found), year=year)


def _all_complete(returned: Returned, states: tuple[IndicatorState, ...]) -> bool:
    return len(states) == len(returned.definition.edition.indicators) and all(s.is_complete for s in states)


def _levels(states: Iterable[IndicatorState]) -> Iterator[LevelRow]:
    for state in states:
        entry = state.level_entry
        yield LevelRow(state.standard, state.number, state.level, entry.sheet, entry.cell)


def _last(returned: Returned) -> Iterator[LastRow]:
    """Last year's levels, where the workbook shows them and they mean the same."""
    year = returned.last_year
    for s, i in returned.definition.edition.indicators:
        level, where = last_level(returned, s, i), returned.last.get(f"last_level_{s}_{i}")
        if year is not None and level is not None and where is not None:
            yield LastRow(s, i, year, level, where.sheet, where.cell)


def _answers(states: Iterable[IndicatorState]) -> Iterator[AnswerRow]:
    """What stands beside each question, asked or not."""
    for state in states:
        for row in state.rows:
            if not row.inputs:
                continue
            place = row.inputs[-1]
            asked = row.state is not State.NOT_ASKED and row.question is not None
            yield AnswerRow(
                standard=state.standard,
                indicator=state.number,
                level=state.level,
                question=row.number,
                topic=row.question.topic.value if asked and row.question else "",
                question_text=row.text if asked else "",
                yes_no=_code(row.yes_no),
                answer=_text(row.answer),
                sheet=place.sheet,
                cell=place.cell,
            )


def _text(entry: Entry | None) -> str:
    return shown(entry.raw) if entry is not None and not entry.is_empty else ""


def _code(entry: Entry | None) -> str:
    """`yes` or `no`; what was typed where it is neither, so that nothing is lost."""
    return str(entry.value.value or _text(entry)) if entry is not None else ""


def _information(returned: Returned) -> Iterator[InformationRow]:
    for s, k, item in returned.definition.edition.information():
        entry = returned.entry(f"info_{s}_{k}")
        if entry is None or entry.is_empty:
            continue
        reading = entry.value
        is_number = isinstance(reading.value, (int, float))
        is_code = item.kind in (Kind.LIST, Kind.YES_NO) and isinstance(reading.value, str)
        yield InformationRow(
            standard=s,
            item=k,
            label=returned.definition.wording.standards[s].information[k],
            kind=item.kind.value,
            value=reading.value if isinstance(reading.value, (int, float)) else None,
            unit=_unit(returned, entry) if is_number else "",
            not_available=reading.not_available,
            text=str(reading.value) if is_code else _text(entry),
            sheet=entry.sheet,
            cell=entry.cell,
        )


def _unit(returned: Returned, entry: Entry) -> str:
    if entry.value.unit:
        return entry.value.unit
    currency = returned.entry(f"{entry.slot.name}_currency")
    return str(currency.value.value or "") if currency is not None else ""
