"""Every input cell alike: formulas and errors typed or pasted, and what was understood after cleaning."""

from __future__ import annotations

from collections.abc import Iterator

from addin.checks.about import about, problem_of
from addin.checks.check import yields
from addin.returned.returned import Returned
from schemas.findings import Finding
from schemas.findings.catalogue import (
    ErrorBeside,
    ErrorValue,
    FormulaInInput,
    FormulaWithoutValue,
    Normalised,
    TextNotShown,
    TextTooLong,
)
from schemas.layout.places import BESIDE
from schemas.questions import Duration, is_empty, question_of


@yields(FormulaInInput, FormulaWithoutValue)
def check_formulas_typed(returned: Returned) -> Iterator[Finding]:
    """Formulas where an answer belongs; their last result is read."""
    for entry in returned.entries.values():
        if entry.formula is not None:
            without = FormulaWithoutValue(found=entry.formula.text)
            yield about(returned, entry, without if is_empty(entry.raw) else FormulaInInput(found=str(entry.raw)))


@yields(ErrorValue)
def check_errors(returned: Returned) -> Iterator[Finding]:
    """Errors such as #REF! where an answer belongs."""
    for entry in returned.entries.values():
        if entry.error:
            yield about(returned, entry, ErrorBeside() if entry.slot.kind in BESIDE else ErrorValue())


@yields(read=(TextNotShown, TextTooLong))
def check_beside(returned: Returned) -> Iterator[Finding]:
    """What officers tell beside their answers, where it is longer than a cell shows or is to hold."""
    for entry in returned.entries.values():
        problem = problem_of(returned, entry) if entry.slot.kind in BESIDE and not entry.is_empty else None
        if problem is not None:
            yield problem


@yields(Normalised)
def check_normalised(returned: Returned) -> Iterator[Finding]:
    """What was typed otherwise than the product writes it, and how it was understood."""
    for entry in returned.entries.values():
        if entry.reading is not None and entry.reading.normalised and entry.reading.problem is None:
            question, reading = question_of(entry.slot, returned.definition), entry.reading
            if isinstance(question, Duration) and reading.unit:
                # The one unit that is a word: results have it in English, a sentence in its own language.
                reading = reading._replace(unit=returned.speaker.wording.units[question.kind.name])
            understood = question.understood(reading, entry.slot, returned.definition)
            yield about(returned, entry, Normalised(understood=understood))
