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

    A row or a finding that is another than without them names the rows of the ledger that it comes from.
    """
    before, (changed, done) = submission_of(returned, digest, year), corrected(returned, corrections)
    after = submission_of(changed, digest, year)
    applied = [each for each in done if each.effect is Effect.APPLIED]
    levels, answers, items = _Marking(before.levels, applied), _Marking(before.answers, applied), before.information
    known = set(before.findings)
    return replace(
        after,
        levels=levels.marked(after.levels, lambda row: (names.level(row.standard, row.indicator),)),
        answers=answers.marked(after.answers, _names_of_answer),
        information=_Marking(items, applied).marked(after.information, _names_of_item),
        decided=tuple("" if found in known else touching((found.name,), applied) for found in after.findings),
        corrected=done,
    )


class _Marking:
    """Marks the rows that were not among those before."""

    def __init__(self, before: Iterable[object], applied: Sequence[Done]) -> None:
        self._before, self._applied = set(before), applied

    def marked(self, rows: Iterable[_Row], names_of: Callable[[_Row], tuple[str, ...]]) -> tuple[_Row, ...]:
        """`rows`, those that are new with what touched them."""
        return tuple(
            row if row in self._before else row._replace(decision=touching(names_of(row), self._applied))
            for row in rows
        )


def _names_of_answer(row: AnswerRow) -> tuple[str, ...]:
    place = (row.standard, row.indicator, row.question)
    return names.answer(*place), names.yes_no(*place), names.level(row.standard, row.indicator)


def _names_of_item(row: InformationRow) -> tuple[str, ...]:
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
