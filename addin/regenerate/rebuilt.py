"""A workbook made anew from answers: what merging and migrating both do at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from schemas.definition import Definition
from schemas.excel.note_sheet import NoteSheet
from schemas.services import BuildWorkbook, Built
from schemas.years.campaign import in_words
from schemas.years.last_year import LastYear
from schemas.years.member_answers import Given
from schemas.years.retyped import retyped


def rebuild(
    build_workbook: BuildWorkbook,
    definition: Definition,
    year: int,
    given: Mapping[str, Given],
    *,
    member: str | None,
    last: LastYear | None,
    cover: Mapping[str, str],
    notes: Iterable[NoteSheet | None],
    password: str | None,
    comments: Mapping[str, str] | None = None,
) -> Built:
    """The workbook of `definition` and `year` with what is `given` in its cells, and `notes` on sheets of their own.

    `comments` stand at the input cells of their names. `cover` is what the returned workbook told of the
    campaign, as in `MemberAnswers`. `definition` has cells for last year's answers where there is a
    `last`; what is given for a cell that it does not have is left out.
    """
    slots, last_year = definition.layout.slots, last.year if last is not None else None
    typed = {name: retyped(slots[name], each, definition, last_year) for name, each in given.items() if name in slots}
    listed = tuple(note for note in notes if note is not None)
    return build_workbook(
        definition,
        year,
        member=member,
        password=password,
        last=last,
        typed=typed,
        cover=in_words(cover, definition),
        notes=listed,
        comments=comments,
    )
