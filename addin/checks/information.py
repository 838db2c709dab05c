"""Additional information: always open, asked for once the standard is implemented fully or partially."""

from __future__ import annotations

from collections.abc import Iterator

from addin.checks.about import about, problem_of
from addin.reader import Entry, Returned
from schemas.findings import Code, Finding, Severity
from schemas.models import Kind


def check_information(returned: Returned) -> Iterator[Finding]:
    """Items that are asked for and empty, or that hold what they cannot."""
    for s, k, item in returned.definition.edition.information():
        entry = returned.entry(f"info_{s}_{k}")
        if entry is None:
            continue
        if entry.is_empty:
            yield from _empty(returned, entry, s, k)
        elif (problem := problem_of(returned, entry)) is not None:
            yield problem
        if item.kind is Kind.MONEY:
            yield from _currency(returned, entry, s, k)


def _empty(returned: Returned, entry: Entry, s: int, k: int) -> Iterator[Finding]:
    edition = returned.definition.edition
    levels = (returned.entry(f"level_{s}_{i}") for i in range(1, edition.standards[s].indicators + 1))
    numbers = [level.value.value for level in levels if level is not None]
    if any(isinstance(level, int) and level >= edition.information_from_level for level in numbers):
        label = returned.definition.wording.standards[s].information[k]
        yield about(returned, entry, Code.ANSWER_MISSING, "item", Severity.WARNING, question=label)


def _currency(returned: Returned, amount: Entry, s: int, k: int) -> Iterator[Finding]:
    entry = returned.entry(f"info_{s}_{k}_currency")
    if entry is None:
        return
    if not entry.is_empty:
        problem = problem_of(returned, entry)
        if problem is not None:
            yield problem
    elif isinstance(amount.value.value, (int, float)) and not amount.value.unit:
        yield about(returned, entry, Code.ANSWER_MISSING, "currency", Severity.WARNING)
