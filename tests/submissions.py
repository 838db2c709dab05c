"""Submissions made by hand, for tests of what comes after reading."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from addin.submissions.submission import AnswerRow, InformationRow, LevelRow, Submission
from schemas.findings import Code, FileCase, Finding
from schemas.findings.catalogue import FileIsDamaged, LevelMissing, Normalised, NotSignedOff
from schemas.loading.loader import load_definition
from schemas.sentences.messages import file_finding, input_finding


def sent(file: str, country: str | None = "KEN", **changes: Any) -> Submission:
    """A readable workbook of 2026 with one level, one answer and one item of information."""
    usual: dict[str, Any] = {
        "sha256": f"sha of {file}",
        "country": country,
        "year": 2026,
        "language": "en",
        "edition": "2018",
        "complete": True,
        "submitted": dt.date(2026, 3, 1),
        "modified": dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC),
        "levels": (LevelRow(1, 1, 2),),
        "answers": (answer(f"Answer of {file}"),),
        "information": (information(45, "45 %"),),
    }
    return Submission(file, **usual | changes)


def answer(text: str, **changes: Any) -> AnswerRow:
    """An answer to 1.1 at level 2, question 2."""
    row = AnswerRow(1, 1, 2, 2, "capacity-building", "How could it assist you?", "", text, "Standard 1", "E9")
    return row._replace(**changes)


def information(value: float | None, text: str, **changes: Any) -> InformationRow:
    """A percentage of standard 1."""
    row = InformationRow(
        standard=1,
        item=1,
        label="The percentage of items",
        part="",
        kind="percent",
        value=value,
        unit="%",
        flag="",
        period="2025",
        not_available=False,
        not_applicable=False,
        text=text,
        sheet="Standard 1",
        cell="E30",
    )
    return row._replace(**changes)


def but_unusual(submission: Submission) -> tuple[Finding, ...]:
    """What is found but for unusual numbers, of which `tests/returned` holds some from before they were found."""
    return tuple(finding for finding in submission.findings if not finding.variant.startswith("unusually"))


CASES = {case.code: case for case in (LevelMissing(), NotSignedOff(), Normalised(understood="it"), FileIsDamaged())}


def found(code: Code, *, sheet: str = "Standard 1", cell: str = "D7", shown: str = "") -> Finding:
    """A finding of `code` in a cell, or of a file."""
    case, definition = CASES[code], load_definition()
    if isinstance(case, FileCase):
        return file_finding(definition, case, "It")
    slot = definition.layout.slots["level_1_1"]
    return replace(input_finding(definition, case, slot, sheet=sheet, cell=cell, found=shown), name="")


def rejected(file: str) -> Submission:
    """A file that could not be read."""
    return Submission(file, sha256=f"sha of {file}", rejected=True, findings=(found(Code.UNREADABLE_FILE),))
