"""Additional information: always open, asked for once the standard is implemented fully or partially."""

from __future__ import annotations

from collections.abc import Iterator

from addin.checks.about import about, problem_of
from addin.checks.check import yields
from addin.returned.indicators import indicator_states
from addin.returned.returned import Entry, Returned
from schemas.findings import Finding, Severity
from schemas.findings.catalogue import (
    AmountInvalid,
    BelowZero,
    CurrencyMissing,
    CurrencyOfSeveral,
    CurrencyUnknown,
    DurationInvalid,
    ItemMissing,
    LowEffortAnswer,
    LowEffortVersion,
    NumberAmbiguous,
    NumberNotWhole,
    NumberRange,
    OneValueAsked,
    PercentOrShare,
    TextNotShown,
    TextTooLong,
    UnitsDiffer,
    UnusuallyHigh,
    UnusuallyLow,
    ValueNotANumber,
    ValueNotInList,
    ValueOutOfRange,
)
from schemas.layout import names
from schemas.models.structure import InformationItem
from schemas.questions import needs_currency, numbers


@yields(
    *(ItemMissing, CurrencyMissing, UnusuallyHigh, UnusuallyLow),
    read=(
        *(ValueNotANumber, NumberAmbiguous, NumberNotWhole, NumberRange, PercentOrShare, OneValueAsked),
        *(DurationInvalid, AmountInvalid, ValueOutOfRange, BelowZero, ValueNotInList),
        *(CurrencyUnknown, CurrencyOfSeveral, UnitsDiffer),
        *(TextNotShown, TextTooLong, LowEffortAnswer, LowEffortVersion),
    ),
)
def check_information(returned: Returned) -> Iterator[Finding]:
    """Items that are asked for and empty, that hold what they cannot, or what they seldom do."""
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
        else:
            yield from _unusual(returned, entry, item)
        if item.kind.has_currency:
            yield from _currency(returned, entry, s, k)


def has_open_item(returned: Returned, s: int, k: int) -> bool:
    """Whether item `k` of standard `s` is asked for and empty, not valid, or without the currency it needs."""
    entry = returned.entry(names.information(s, k))
    if entry is None:
        return False
    currency = returned.entry(names.currency(s, k))
    if currency is not None and (currency.error or currency.value.problem is not None):
        return True
    if entry.is_empty:
        levels = (state.level for state in indicator_states(returned) if state.standard == s)
        return any(_asks(returned, level) for level in levels)
    problem = entry.value.problem
    is_too_long = isinstance(problem, TextTooLong)
    is_wrong = bool(entry.error) or is_too_long or (problem is not None and problem.severity is Severity.ERROR)
    item = returned.definition.edition.standards[s].information[k - 1]
    return is_wrong or (item.kind.has_currency and needs_currency(entry.value))


def _asks(returned: Returned, level: int | None) -> bool:
    """Whether an indicator at `level` asks for its standard's additional information."""
    return level is not None and level >= returned.definition.edition.information_from_level


def _unusual(returned: Returned, entry: Entry, item: InformationItem) -> Iterator[Finding]:
    """Numbers beyond what Members report: each of several values for itself."""
    for part in entry.parts:
        if isinstance(part.value, str):
            continue
        found = _with_sign(part.value, part.unit)
        if item.warn_above is not None and part.value > item.warn_above:
            yield about(returned, entry, UnusuallyHigh(found=found, maximum=_with_sign(item.warn_above, part.unit)))
        elif item.warn_below is not None and part.value < item.warn_below:
            yield about(returned, entry, UnusuallyLow(found=found, minimum=_with_sign(item.warn_below, part.unit)))


def _with_sign(number: float, unit: str) -> str:
    """A number as a sentence in any language says it: per cent have a sign, hours are a word."""
    return f"{numbers.as_text(number)} %" if unit == "%" else numbers.as_text(number)


def _currency(returned: Returned, amount: Entry, s: int, k: int) -> Iterator[Finding]:
    """The currency cell beside an amount: what is wrong in it, or that it is needed and empty."""
    entry = returned.entry(names.currency(s, k))
    if entry is None:
        return
    if not entry.is_empty:
        problem = problem_of(returned, entry)
        if problem is not None:
            yield problem
    elif amount.value.problem is None and needs_currency(amount.value):
        yield about(returned, entry, CurrencyMissing())
