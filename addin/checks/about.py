"""Findings about an input cell: what every check says of an entry in the same way."""

from __future__ import annotations

from addin.returned.returned import Entry, Returned
from schemas.findings import Finding, InputCase
from schemas.questions import question_of
from schemas.sentences.messages import input_finding


def about(returned: Returned, entry: Entry, case: InputCase) -> Finding:
    """What is said of the cell of `entry`, in the language of the findings."""
    found = entry.error or question_of(entry.slot, returned.definition).seen(entry.raw)
    return input_finding(returned.speaker, case, entry.slot, sheet=entry.sheet, cell=entry.cell, found=found)


def problem_of(returned: Returned, entry: Entry) -> Finding | None:
    """The finding for a cell that could not be understood; None where it could."""
    problem = entry.value.problem
    return about(returned, entry, problem) if problem is not None else None
