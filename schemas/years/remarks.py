"""What was written beside the answers, on its way into a workbook that is made from them."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.definition import Definition
from schemas.excel.note_sheet import REMARKS, NoteLine, NoteSheet
from schemas.years.member_answers import MemberAnswers, Remark

_WIDTHS = (40.0, 26.0, 90.0)


def remarks_sheet(answers: Iterable[MemberAnswers], definition: Definition) -> NoteSheet | None:
    """The sheet that lists the remarks of `answers`, in the definition's language; None where there are none."""
    remarks: dict[Remark, None] = dict.fromkeys(remark for each in answers for remark in each.remarks)
    if not remarks:
        return None
    words = definition.wording.remarks
    lines = tuple(NoteLine(tuple(remark)) for remark in remarks)
    return NoteSheet(REMARKS, words.sheet, words.intro, (words.file, words.source, words.found), _WIDTHS, lines)
