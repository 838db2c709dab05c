"""A workbook made anew from answers: what merging and migrating both do at the end."""

from __future__ import annotations

from addin.regenerate.merging import Merged, conflict_sheet
from schemas.definition import Definition
from schemas.services import Built, workbook_builder
from schemas.years.retyped import retyped


def rebuild(merged: Merged, definition: Definition, password: str | None) -> Built:
    """The workbook of what was merged, with the cells that are left to decide on a sheet of its own."""
    definition = definition.with_last_year if merged.last is not None else definition
    slots, last_year = definition.layout.slots, merged.last.year if merged.last is not None else None
    typed = {
        name: retyped(slots[name], given, definition, last_year)
        for name, given in merged.given.items()
        if name in slots
    }
    sheet = conflict_sheet(merged, definition)
    return workbook_builder()(
        definition,
        merged.year,
        member=merged.member,
        password=password,
        last=merged.last,
        typed=typed,
        notes=(sheet,) if sheet is not None else (),
    )
