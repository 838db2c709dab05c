"""What of a folder is open to decide: errors, files of the same Member, half files, files that wait."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from addin.consolidation.consolidate import HOLDING, Consolidation, File, FindingRow, Status
from addin.decisions.decision import Action, Effect
from addin.decisions.reading import NOT_WAIVED
from schemas.findings import Code, Severity
from schemas.loading.loader import load_definition

_UNNAMED = frozenset({Code.COUNTRY_MISSING, Code.COUNTRY_UNKNOWN})


class OpenItem(NamedTuple):
    """One thing that somebody may decide."""

    file: str
    country: str
    """ISO 3166-1 alpha-3; empty where the Member is not known."""
    found: FindingRow
    may: str
    """What one may do, in words."""


def open_items(consolidation: Consolidation) -> Iterator[OpenItem]:
    """All that is open, by file; what was decided is not, nor what only the Member can put right."""
    chosen = {
        settled.decision.country
        for settled in consolidation.decisions
        if settled.decision.action is Action.CHOOSE and settled.effect is not Effect.NOT_MATCHED
    }
    digests = {file.country: file.sha256 for file in consolidation.counted}
    found_in: dict[str, list[FindingRow]] = {file.file: [] for file in consolidation.files}
    for file, found in consolidation.findings():
        found_in[file.file].append(found)
    for file in consolidation.files:
        if file.status is Status.SUPERSEDED and file.country not in chosen and digests[file.country] != file.sha256:
            yield _duplicate(file)
        elif file.held or file.counts:
            yield from _of_findings(file, found_in[file.file])


def _of_findings(file: File, found_in: list[FindingRow]) -> Iterator[OpenItem]:
    """What was found in a file that counts or waits."""
    for found in found_in:
        is_error = found.severity == Severity.ERROR and file.status is Status.ACCEPTED_WITH_ERRORS
        if found.code == Code.ANSWERS_SUPERSEDED and found.severity != Severity.INFO:
            yield OpenItem(file.file, file.country or "", found, f"merge both files, or choose {found.found}, or waive")
        elif (file.held and found.code in HOLDING) or (is_error and found.code not in HOLDING):
            yield OpenItem(file.file, file.country or "", found, _may(file, found))


def _duplicate(file: File) -> OpenItem:
    """A file of a Member whose other one counts."""
    message = file.reason
    found = FindingRow("superseded", "", "", "", "", "", message)
    return OpenItem(file.file, file.country or "", found, "choose it, or leave it as it is")


def _may(file: File, found: FindingRow) -> str:
    """What one may do about an error."""
    if found.code in HOLDING:
        return "accept it for the Member it names, or correct country in it (value: the Member), or exclude it"
    if found.code in _UNNAMED:
        return "correct country in this file (country and value: the Member), or exclude it"
    if file.country is None:
        return "find out first whose it is"
    ways = [f"correct {found.name}"] if found.name in load_definition(file.edition).layout.slots else []
    ways += [f"waive {found.code}"] if found.code not in NOT_WAIVED else []
    return ", or ".join([*ways, "accept the file"])
