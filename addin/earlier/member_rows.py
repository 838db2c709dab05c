"""The rows of one Member, and the answers that they give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from addin.submissions.submission import AnswerRow, InformationRow, LevelRow
from schemas.layout import names
from schemas.models.kinds import KINDS
from schemas.years.member_answers import Given


class MemberRows(NamedTuple):
    """The rows of one Member, and the indicators (`1.1`) whose answers are stale."""

    levels: list[LevelRow]
    answers: list[AnswerRow]
    information: list[InformationRow]
    stale: set[str]


def indicator_number(name: str) -> str:
    """The indicator of a cell: `level_4_2` is of `4.2`; empty where the name is of no indicator's cell."""
    found = names.read_name(name)
    return f"{found.standard}.{found.indicator}" if found is not None and found.indicator else ""


def given_in(rows: MemberRows) -> Iterator[tuple[str, Given]]:
    """What `rows` hold, by the defined name of the cell it stood in."""
    for level in rows.levels:
        if level.level is not None:
            given = Given(str(level.level), level.level, sheet=level.sheet, cell=level.cell)
            yield names.level(level.standard, level.indicator), given
    for answer in rows.answers:
        row = (answer.standard, answer.indicator, answer.question)
        if answer.yes_no:
            yield names.yes_no(*row), Given(answer.yes_no, answer.yes_no, "", False, answer.sheet, answer.cell)
        if answer.answer:
            yield names.answer(*row), Given(answer.answer, answer.answer, "", False, answer.sheet, answer.cell)
    items: dict[tuple[int, int], list[InformationRow]] = defaultdict(list)
    for item in rows.information:
        items[item.standard, item.item].append(item)
    for several in items.values():
        yield from _item(several)


def _item(several: list[InformationRow]) -> Iterator[tuple[str, Given]]:
    """The item of rows that hold its one value, or `several`: these are given as the text that was typed."""
    item, text = several[0], _typed(several)
    place, kind = (item.sheet, item.cell), KINDS.get(item.kind)
    is_code = kind is not None and kind.is_coded and not (item.not_available or item.not_applicable)
    value = item.text if is_code else item.value
    given = Given(text, value, item.unit, item.not_available, *place)
    is_one = len(several) == 1 and not item.part
    yield names.information(item.standard, item.item), given if is_one else given._replace(value=None, unit="")
    currency = next((row.unit for row in several if row.unit and row.unit not in text), "")
    if kind is not None and kind.has_currency and currency:
        yield names.currency(item.standard, item.item), Given(currency, currency, "", False, *place)


def _typed(several: list[InformationRow]) -> str:
    """What stood in the cell of these rows: it stands beside each number, but not beside each of its texts."""
    first = several[0]
    if first.value is not None or (len(several) == 1 and not first.part):
        return first.text
    numbered = [row.part for row in several] == [str(number) for number in range(1, len(several) + 1)]
    return "; ".join(row.text if numbered or not row.part else f"{row.part}: {row.text}" for row in several)
