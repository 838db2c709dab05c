"""What was decided on a file before its copy is made: corrections stand in it, waived findings are not told."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from addin.decisions.correcting import corrected
from addin.decisions.decision import Action
from addin.decisions.ledger import Ledger
from addin.decisions.themed import is_on_themes
from addin.returned.returned import Returned
from addin.submissions.rows import submission_of
from addin.submissions.submission import Submission
from schemas.errors import Refusal
from schemas.findings import Severity

_ON_FILES = (Action.ACCEPT, Action.CHOOSE, Action.EXCLUDE)


class Decided(NamedTuple):
    """A returned workbook as decided on, and what counts of it."""

    returned: Returned
    submission: Submission


def decided(returned: Returned, file: str, ledger: Ledger) -> Decided:
    """What `ledger` makes of `returned`, the file that a folder's list calls `file`.

    A file that was accepted has nothing left to put right. Raises `Refusal` for one that was excluded.
    """
    country = returned.entry("country")
    member = str(country.value.value) if country is not None and country.value.value else ""
    settled = ledger.on_file(member, file, *_ON_FILES)
    if settled and settled[-1].action is Action.EXCLUDE:
        raise Refusal("It was excluded by {decision}.", decision=settled[-1].told)
    corrections = [each.correction for each in ledger.on_file(member, file, Action.CORRECT) if not is_on_themes(each)]
    returned = corrected(returned, corrections).returned if corrections else returned
    submission = submission_of(returned, "", None)
    is_accepted = any(each.action is Action.ACCEPT for each in settled)
    waivers = ledger.on_file(member, file, Action.WAIVE)
    findings = tuple(
        replace(each, severity=Severity.INFO)
        if is_accepted or any(waiver.waives(each.code.value, each.name) for waiver in waivers)
        else each
        for each in submission.findings
    )
    return Decided(returned, replace(submission, findings=findings))
