"""A returned workbook with corrections in place of its cells: every row and finding that they change names them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from addin.decisions.correcting import Done, corrected
from addin.decisions.decision import Correction, Effect
from addin.returned.returned import Returned
from addin.submissions.rows import submission_of
from addin.submissions.submission import AnswerRow, InformationRow, LevelRow, Submission
from schemas.layout import names

_Row = TypeVar("_Row", LevelRow, AnswerRow, InformationRow)


def with_corrections(
    returned: Returned, digest: str, year: int | None, corrections: Sequence[Correction]
) -> Submission:
    """What was read and checked once more with `corrections` in place, as `rows.submission_of`.

    A row or a finding that is another than without them names the rows of the ledger that it comes from, and
    so does the row of a cell that was corrected.
    """
    before, (changed, done) = submission_of(returned, digest, year), corrected(returned, corrections)
    after = submission_of(changed, digest, year)
    applied = [each for each in done if each.effect is Effect.APPLIED]
    levels, answers, items = _Marking(before.levels, applied), _Marking(before.answers, applied), before.information
    known = set(before.findings)
    return replace(
        after,
        levels=levels.marked(after.levels, _cells_of_level),
        answers=answers.marked(after.answers, _cells_of_answer),
        information=_Marking(items, applied).marked(after.information, _cells_of_item),
        decided=tuple("" if found in known else touching((found.name,), applied) for found in after.findings),
        corrected=done,
    )


class _Marking:
    """Marks the rows that were not among those before, and those whose own cell was corrected."""

    def __init__(self, before: Iterable[object], applied: Sequence[Done]) -> None:
        self._before, self._applied = set(before), applied
        self._corrected = {each.name for each in applied}

    def marked(self, rows: Iterable[_Row], cells_of: Callable[[_Row], tuple[str, ...]]) -> tuple[_Row, ...]:
        """`rows`, each that was touched with what touched it; `cells_of` are a row's own cells, by name."""
        return tuple(self._marked(row, cells_of(row)) for row in rows)

    def _marked(self, row: _Row, cells: tuple[str, ...]) -> _Row:
        if row in self._before and self._corrected.isdisjoint(cells):
            return row
        return row._replace(decision=touching(cells, self._applied))


def _cells_of_level(row: LevelRow) -> tuple[str, ...]:
    return (names.level(row.standard, row.indicator),)


def _cells_of_answer(row: AnswerRow) -> tuple[str, ...]:
    place = (row.standard, row.indicator, row.question)
    return names.answer(*place), names.yes_no(*place)


def _cells_of_item(row: InformationRow) -> tuple[str, ...]:
    return names.information(row.standard, row.item), names.currency(row.standard, row.item)


def touching(cells: tuple[str, ...], applied: Sequence[Done]) -> str:
    """The rows of the ledger behind a change at `cells`.

    Those that corrected one of them, or else a cell that belongs with them, or else all that were applied.
    """
    same = [each for each in applied if each.name in cells]
    near = same or [each for each in applied if _group(each.name) in {_group(cell) for cell in cells}]
    return joined(str(each.row) for each in near or applied)


def joined(rows: Iterable[str]) -> str:
    """Rows of the ledger as a result names them, in order, each once: `4, 7`."""
    found = {int(row) for several in rows for row in several.split(",") if row.strip()}
    return ", ".join(map(str, sorted(found)))


def _group(name: str) -> tuple[int, int, bool] | str:
    """What a cell belongs with: its indicator, or its standard's additional information."""
    found = names.read_name(name)
    return (found.standard, found.indicator, found.indicator == 0) if found is not None else name
