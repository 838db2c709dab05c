"""Every input cell alike: formulas and errors typed or pasted, and what was understood after cleaning."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from addin.checks.about import about
from addin.checks.check import yields
from addin.returned.returned import Entry, Returned
from schemas.findings import Finding
from schemas.findings.catalogue import ErrorValue, FormulaInInput, FormulaWithoutValue, Normalised
from schemas.layout.places import SlotKind
from schemas.questions import is_empty
from schemas.questions.numbers import as_text


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
            yield about(returned, entry, ErrorValue())


@yields(Normalised)
def check_normalised(returned: Returned) -> Iterator[Finding]:
    """What was typed otherwise than the product writes it, and how it was understood."""
    for entry in returned.entries.values():
        if entry.reading is not None and entry.reading.normalised and entry.reading.problem is None:
            yield about(returned, entry, Normalised(understood=_understood(returned, entry)))


def _understood(returned: Returned, entry: Entry) -> str:
    definition, reading = returned.definition, entry.value
    value = reading.value
    if reading.not_available:
        return definition.wording.not_available
    if entry.slot.kind is SlotKind.LEVEL and isinstance(value, int):
        return definition.level_label(value)
    if entry.slot.name == "country":
        return f"{definition.country_names[str(value)]} ({value})"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str):
        return _label(returned, entry, value)
    return f"{as_text(value)} {reading.unit}".strip() if value is not None else reading.text


def _label(returned: Returned, entry: Entry, code: str) -> str:
    """The label of a coded value; the value itself where it is no code."""
    definition = returned.definition
    if entry.slot.kind is SlotKind.INFORMATION:
        choices = definition.item(entry.slot.standard, entry.slot.number).choices
        if choices is not None:
            return definition.choice_labels(choices).get(code, code)
    yes, no = definition.yes_no_labels()
    return {"yes": yes, "no": no}.get(code, code)
