"""The rows of one Member, and the answers that they give."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from addin.submissions.submission import AnswerRow, InformationRow, LevelRow
from schemas.models.structure import Kind
from schemas.years.member_answers import Given

_CODED = {Kind.LIST.value, Kind.YES_NO.value}


class MemberRows(NamedTuple):
    """The rows of one Member, and the indicators (`1.1`) whose answers are stale."""

    levels: list[LevelRow]
    answers: list[AnswerRow]
    information: list[InformationRow]
    stale: set[str]


def indicator_number(name: str) -> str:
    """The indicator of a cell: `level_4_2` is of `4.2`."""
    return ".".join(name.split("_")[1:3])


def given_in(rows: MemberRows) -> Iterator[tuple[str, Given]]:
    """What `rows` hold, by the defined name of the cell it stood in."""
    for level in rows.levels:
        if level.level is not None:
            given = Given(str(level.level), level.level, sheet=level.sheet, cell=level.cell)
            yield f"level_{level.standard}_{level.indicator}", given
    for answer in rows.answers:
        number = f"{answer.standard}_{answer.indicator}_{answer.question}"
        if answer.yes_no:
            yield f"yes_no_{number}", Given(answer.yes_no, answer.yes_no, "", False, answer.sheet, answer.cell)
        if answer.answer:
            yield f"answer_{number}", Given(answer.answer, answer.answer, "", False, answer.sheet, answer.cell)
    for item in rows.information:
        yield from _item(item)


def _item(item: InformationRow) -> Iterator[tuple[str, Given]]:
    name, place = f"info_{item.standard}_{item.item}", (item.sheet, item.cell)
    value: Any = item.text if item.kind in _CODED and not item.not_available else item.value
    yield name, Given(item.text, value, item.unit, item.not_available, *place)
    if item.kind == Kind.MONEY and item.unit and item.unit not in item.text:
        yield f"{name}_currency", Given(item.unit, item.unit, "", False, *place)
