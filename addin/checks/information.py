"""Additional information: always open, asked for once the standard is implemented fully or partially."""

from __future__ import annotations

from collections.abc import Iterator

from addin.checks.about import about, problem_of
from addin.checks.check import yields
from addin.returned.indicators import indicator_states
from addin.returned.returned import Entry, Returned
from schemas.findings import Finding
from schemas.findings.catalogue import (
    AmountInvalid,
    CurrencyMissing,
    CurrencyUnknown,
    DurationInvalid,
    ItemMissing,
    LowEffortAnswer,
    NumberAmbiguous,
    NumberNotWhole,
    TextTooLong,
    ValueNotANumber,
    ValueNotInList,
    ValueOutOfRange,
)
from schemas.layout import names


@yields(
    *(ItemMissing, CurrencyMissing),
    read=(
        *(ValueNotANumber, NumberAmbiguous, NumberNotWhole, DurationInvalid, AmountInvalid, ValueOutOfRange),
        *(ValueNotInList, CurrencyUnknown, TextTooLong, LowEffortAnswer),
    ),
)
def check_information(returned: Returned) -> Iterator[Finding]:
    """Items that are asked for and empty, or that hold what they cannot."""
    asked = {state.standard for state in indicator_states(returned) if _asks(returned, state.level)}
    for s, k, item in returned.definition.edition.information():
        entry = returned.entry(names.information(s, k))
        if entry is None:
            continue
        if entry.is_empty and s in asked:
            label = returned.speaker.wording.standards[s].information[k]
            yield about(returned, entry, ItemMissing(question=label))
        elif (problem := problem_of(returned, entry)) is not None:
            yield problem
        if item.kind.has_currency:
            yield from _currency(returned, entry, s, k)


def _asks(returned: Returned, level: int | None) -> bool:
    """Whether an indicator at `level` asks for its standard's additional information."""
    return level is not None and level >= returned.definition.edition.information_from_level


def _currency(returned: Returned, amount: Entry, s: int, k: int) -> Iterator[Finding]:
    entry = returned.entry(names.currency(s, k))
    if entry is None:
        return
    if not entry.is_empty:
        problem = problem_of(returned, entry)
        if problem is not None:
            yield problem
    elif isinstance(amount.value.value, (int, float)) and not amount.value.unit:
        yield about(returned, entry, CurrencyMissing())
