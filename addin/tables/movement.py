"""What changed since the year before: each Member's levels beside its earlier ones.

The earlier levels come from an earlier year's answers, or else from the workbook itself where it
shows them. Across editions the crosswalk says what an indicator was; where it was split, merged, new
or dropped, or where no crosswalk joins the two, there is no change to count, and the row says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from addin.consolidation.consolidate import Consolidation, File
from addin.figures.change import change_between
from addin.submissions.submission import LastRow, LevelRow
from schemas.layout import names
from schemas.loading.crosswalks import crosswalk_between
from schemas.loading.yaml_file import DefinitionError
from schemas.years.crosswalk import Change, Link, numbers_in
from schemas.years.member_answers import Given, MemberAnswers

_Number = tuple[int, int]
_Where = tuple[str, str, str]
"""A file, a sheet and a cell."""
_NOWHERE: _Where = ("", "", "")
"""Of a level that there is not."""
_NOT_COMPARABLE = "not comparable with edition"
"""Nothing says what the indicators of an edition became: neither of the two follows from the other."""


class Movement(NamedTuple):
    """One indicator of one Member, this year and the year before; a level that there is not stands nowhere."""

    country: str | None
    standard: int
    indicator: int
    year_before: int
    level_before: int | None
    year: int | None
    level: int | None
    change: int | None
    """The level less the one before; None of a move to or from “Not applicable”, which is outside the scale."""
    counterpart: str
    """What the indicator was."""
    file: str
    sheet: str
    cell: str
    file_before: str
    sheet_before: str
    cell_before: str


def movements(consolidation: Consolidation) -> Iterator[Movement]:
    """The rows of the table of movement, by country and indicator."""
    for file, levels in consolidation.levels():
        if file.country is None:
            continue
        now = {(row.standard, row.indicator): row for row in levels}
        before = consolidation.before.get(file.country)
        if before is not None:
            yield from _against(file, now, before)
        elif not consolidation.before:
            yield from _as_shown(file, now, consolidation.last(file))


def _as_shown(file: File, now: Mapping[_Number, LevelRow], last: Iterator[LastRow]) -> Iterator[Movement]:
    """Against what the workbook itself shows of last year: what it shows means the same."""
    for row in last:
        level = now.get((row.standard, row.indicator))
        before = (file.file, row.sheet, row.cell)
        yield _moved(file, (row.standard, row.indicator), level, row.year, row.level, Change.SAME.value, before)


def _against(file: File, now: Mapping[_Number, LevelRow], before: MemberAnswers) -> Iterator[Movement]:
    try:
        links = crosswalk_between(before.edition, file.edition or "").indicators
    except DefinitionError:
        for number, level in sorted(now.items()):
            yield _moved(file, number, level, before.year, None, f"{_NOT_COMPARABLE} {before.edition}", _NOWHERE)
        return
    for number, level in sorted(now.items()):
        link = links.from_new(f"{number[0]}.{number[1]}")
        given = _given(before, link.olds[0]) if link.is_one_to_one else Given("")
        was = given.value if isinstance(given.value, int) else None
        place = (before.file, given.sheet, given.cell) if was is not None else _NOWHERE
        yield _moved(file, number, level, before.year, was, _counterpart(link, before), place)
    for link in links:
        if link.change is Change.DROPPED:
            yield _dropped(file, link, before)


def _moved(
    file: File,
    number: _Number,
    row: LevelRow | None,
    year_before: int,
    was: int | None,
    counterpart: str,
    where: _Where,
) -> Movement:
    """An indicator's level of now, `row`, beside `was`, which stands at `where`."""
    level = row.level if row is not None else None
    return Movement(
        country=file.country,
        standard=number[0],
        indicator=number[1],
        year_before=year_before,
        level_before=was,
        year=file.year,
        level=level,
        change=change_between(was, level),
        counterpart=counterpart,
        file=file.file,
        sheet=row.sheet if row is not None else "",
        cell=row.cell if row is not None else "",
        file_before=where[0],
        sheet_before=where[1],
        cell_before=where[2],
    )


def _dropped(file: File, link: Link, before: MemberAnswers) -> Movement:
    number, given = link.olds[0], _given(before, link.olds[0])
    was = given.value if isinstance(given.value, int) else None
    where = (before.file, given.sheet, given.cell)
    return _moved(file, numbers_in(number), None, before.year, was, Change.DROPPED.value, where)


def _counterpart(link: Link, before: MemberAnswers) -> str:
    """What the indicator was: `same`, `new`, `split from 4.2 (level 3)`."""
    if link.is_one_to_one or not link.olds:
        return link.change.value
    word = "split from" if link.change is Change.SPLIT else "merged from"
    olds = ", ".join(f"{number}{_level_of(_given(before, number))}" for number in link.olds)
    return f"{word} {olds}"


def _level_of(given: Given) -> str:
    return f" (level {given.value})" if given.value is not None else ""


def _given(before: MemberAnswers, number: str) -> Given:
    return before.given.get(names.level(*numbers_in(number)), Given(""))
