"""Findings are data: a stable code, a severity, a place, what was found and what to do.

The codes are the contract's; the sentences stand in the language files, one a code.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict


class Severity(StrEnum):
    """How much a finding matters: an error must be put right before the answers can be trusted."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Code(StrEnum):
    """The stable, kebab-case word of each finding."""

    UNREADABLE_FILE = "unreadable-file"
    NOT_A_KPI_WORKBOOK = "not-a-kpi-workbook"
    ENCRYPTED_FILE = "encrypted-file"
    UNKNOWN_EDITION = "unknown-edition"
    WRONG_YEAR = "wrong-year"
    STRUCTURE_CHANGED = "structure-changed"
    LABEL_CHANGED = "label-changed"
    FORMULA_CHANGED = "formula-changed"
    COUNTRY_MISSING = "country-missing"
    COUNTRY_UNKNOWN = "country-unknown"
    EMAIL_INVALID = "email-invalid"
    DATE_INVALID = "date-invalid"
    YEAR_INVALID = "year-invalid"
    LEVEL_MISSING = "level-missing"
    LEVEL_INVALID = "level-invalid"
    ANSWER_MISSING = "answer-missing"
    ANSWER_WITHOUT_LEVEL = "answer-without-level"
    ANSWER_NOT_ASKED = "answer-not-asked"
    YES_NO_MISSING = "yes-no-missing"
    YES_NO_INVALID = "yes-no-invalid"
    NOT_SIGNED_OFF = "not-signed-off"
    STALE_ANSWERS = "stale-answers"
    VALUE_NOT_A_NUMBER = "value-not-a-number"
    VALUE_OUT_OF_RANGE = "value-out-of-range"
    VALUE_NOT_IN_LIST = "value-not-in-list"
    TEXT_TOO_LONG = "text-too-long"
    FORMULA_IN_INPUT = "formula-in-input"
    ERROR_VALUE = "error-value"
    LOW_EFFORT_ANSWER = "low-effort-answer"
    EXTERNAL_LINK = "external-link"
    MACRO_PRESENT = "macro-present"
    NORMALISED = "normalised"


_WARNINGS = {
    Code.LABEL_CHANGED,
    Code.FORMULA_CHANGED,
    Code.ANSWER_NOT_ASKED,
    Code.NOT_SIGNED_OFF,
    Code.TEXT_TOO_LONG,
    Code.LOW_EFFORT_ANSWER,
    Code.EXTERNAL_LINK,
}

SEVERITIES: dict[Code, Severity] = {
    code: Severity.INFO if code is Code.NORMALISED else Severity.WARNING if code in _WARNINGS else Severity.ERROR
    for code in Code
}
"""The usual severity of each code; a check may lower it where the case is harmless."""


class Finding(BaseModel):
    """One thing found in a returned workbook, in the order and with the names of the contract."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: Code
    severity: Severity
    sheet: str = ""
    """The sheet's title as it stands in the returned workbook; empty for the whole file."""
    cell: str = ""
    """The cell in A1 notation as it stands in the returned workbook; empty for a whole sheet."""
    name: str = ""
    """The defined name of the cell, such as `level_1_1`; the same in every language."""
    found: str = ""
    """What stands there, as text, cut to a readable length."""
    message: str
    """Where, what is wrong and what to do, in the workbook's language."""

    def as_dict(self) -> dict[str, Any]:
        """The finding as the plain object that `kpibook validate --json` prints."""
        return self.model_dump(mode="json")


VARIANTS: dict[Code, tuple[str, ...]] = {
    Code.UNREADABLE_FILE: (
        "",
        "empty",
        "not-a-workbook",
        "damaged",
        "too-large",
        "suspicious",
        "not-permitted",
        "inside",
    ),
    Code.UNKNOWN_EDITION: ("", "layout"),
    Code.WRONG_YEAR: ("typed", "template"),
    Code.STRUCTURE_CHANGED: (
        "sheet-missing",
        "sheet-twice",
        "sheet-renamed",
        "sheet-added",
        "sheets-reordered",
        "hidden-sheet-missing",
        "row-moved",
        "row-missing",
        "row-twice",
        "column-moved",
        "column-missing",
    ),
    Code.DATE_INVALID: ("", "ambiguous", "out-of-range"),
    Code.ANSWER_MISSING: ("question", "item", "currency"),
    Code.ANSWER_NOT_ASKED: ("answer", "yes-no"),
    Code.NOT_SIGNED_OFF: ("", "changed", "not-understood"),
    Code.STALE_ANSWERS: ("", "before-level", "unchanged"),
    Code.VALUE_NOT_A_NUMBER: ("", "ambiguous", "whole", "duration", "money"),
    Code.VALUE_NOT_IN_LIST: ("", "currency"),
    Code.FORMULA_IN_INPUT: ("", "no-value"),
}
"""The codes that need more than one sentence, and the names of their variants."""

FIELDS = frozenset(
    {
        "file",
        "sheet",
        "cell",
        "found",
        "subject",
        "question",
        "level",
        "was",
        "minimum",
        "maximum",
        "limit",
        "options",
        "year",
        "understood",
        "edition",
        "expected",
    }
)
"""What a finding's sentence can name in braces; a check hands in those that its sentence names."""
