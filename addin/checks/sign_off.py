"""The stale-answer guard: answers serve whichever level is chosen, the sign-off says for which they were written."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from addin.checks.about import about, problem_of
from addin.checks.check import yields
from addin.checks.information import has_open_item
from addin.returned.indicators import IndicatorState, indicator_states
from addin.returned.returned import Returned
from schemas.findings import Finding
from schemas.findings.catalogue import (
    NotSignedOff,
    SignedBeforeLevel,
    SignedTooEarly,
    SignOffInvalid,
    SignOffOutdated,
    StaleAnswers,
)
from schemas.layout import names


@yields(NotSignedOff, SignOffOutdated, SignedTooEarly, StaleAnswers, SignedBeforeLevel, read=(SignOffInvalid,))
def check_sign_offs(returned: Returned) -> Iterator[Finding]:
    """Standards without a sign-off, and indicators whose level changed after it."""
    for s, indicators in groupby(indicator_states(returned), key=lambda indicator: indicator.standard):
        yield from _standard(returned, s, list(indicators))


def _standard(returned: Returned, s: int, indicators: list[IndicatorState]) -> Iterator[Finding]:
    entry = returned.entry(names.sign_off(s))
    if entry is None or entry.error:
        return
    if entry.is_empty:
        if any(indicator.level is not None for indicator in indicators):
            yield about(returned, entry, NotSignedOff())
        return
    problem = problem_of(returned, entry)
    if problem is not None:
        yield problem
        return
    stale = [indicator for indicator in indicators if indicator.is_stale]
    for indicator in stale:
        yield about(returned, indicator.level_entry, _stale(indicator))
    now = [0 if indicator.level_entry.is_empty else indicator.level for indicator in indicators]
    if stale:
        return
    if None not in now and now != [indicator.signed for indicator in indicators]:
        levels, was = "-".join(map(str, now)), str(entry.value.value)
        yield about(returned, entry, SignOffOutdated(level=levels, was=was))
    elif returned.definition.form > 1 and _is_unfinished(returned, s, indicators):
        # Templates of the first form offered the line at any time.
        yield about(returned, entry, SignedTooEarly())


def _is_unfinished(returned: Returned, s: int, indicators: list[IndicatorState]) -> bool:
    """Whether anything of the standard is missing or not valid, its sign-off aside."""
    if not all(indicator.is_complete for indicator in indicators):
        return True
    return any(has_open_item(returned, s, k) for k in returned.definition.wording.standards[s].information)


def _stale(indicator: IndicatorState) -> StaleAnswers | SignedBeforeLevel:
    if indicator.level is None or not indicator.signed:
        return SignedBeforeLevel()
    return StaleAnswers(was=indicator.signed, level=indicator.level)
