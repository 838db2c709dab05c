"""The needs of a Member: what it tells of difficulties and of support wanted, indicator by indicator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from addin.submissions.submission import AnswerRow
from addin.themes.recognising import Themes, themes_in
from schemas.models.structure import Topic

YES = "yes"
"""What stands for a difficulty, or a wish for support, that was only said yes to."""


class NeedRow(NamedTuple):
    """What one Member tells of at one indicator; one of the two texts at least is filled in."""

    standard: int
    indicator: int
    level: int
    difficulty: str
    """As it was written, or `yes` where nothing was written."""
    support: str
    """What support is wanted, in the same way."""
    sheet: str
    """The sheet's title and the cell of the first text, as they stand in the returned workbook."""
    cell: str
    decision: str
    """The rows of the ledger that touched one of its answers."""

    def themes(self, language: str | None) -> Themes:
        """What it is about, as the words that were written in `language` suggest."""
        written = (text for text in (self.difficulty, self.support) if text != YES)
        return themes_in("\n".join(written), language)


def needs_of(answers: Iterable[AnswerRow]) -> Iterator[NeedRow]:
    """The needs in the answers of one workbook, in their order: where an indicator has a level and tells of any."""
    for (standard, indicator), rows in groupby(answers, key=lambda row: (row.standard, row.indicator)):
        asked = {row.topic: row for row in rows if row.level is not None and _said(row)}
        told = [asked[topic] for topic in (Topic.DIFFICULTIES, Topic.CAPACITY_BUILDING) if topic in asked]
        if told:
            place = next((row for row in told if row.answer), told[0])
            yield NeedRow(
                standard=standard,
                indicator=indicator,
                level=told[0].level or 0,
                difficulty=_said(asked.get(Topic.DIFFICULTIES)),
                support=_said(asked.get(Topic.CAPACITY_BUILDING)),
                sheet=place.sheet,
                cell=place.cell,
                decision=", ".join(row.decision for row in told if row.decision),
            )


def _said(row: AnswerRow | None) -> str:
    """What an answer tells of; nothing where it says no, whatever stands beside that."""
    if row is None or row.yes_no == "no":
        return ""
    return row.answer or (YES if row.yes_no == YES else "")
