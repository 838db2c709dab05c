"""Findings are data: a stable code, a severity, a place, what was found and what to do.

The codes are the contract's, each with its usual severity; what each says, and of what, stands in
`schemas.findings.catalogue`, the sentences in the language files.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much a finding matters: an error must be put right before the answers can be trusted."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Code(StrEnum):
    """The stable, kebab-case word of each finding, and its usual severity."""

    _value_: str
    severity: Severity
    """An error where nothing else is said; a variant may lower it where the case is harmless."""

    def __new__(cls, word: str, severity: Severity = Severity.ERROR) -> Code:
        code = str.__new__(cls, word)
        code._value_, code.severity = word, severity
        return code

    UNREADABLE_FILE = "unreadable-file"
    NOT_A_KPI_WORKBOOK = "not-a-kpi-workbook"
    ENCRYPTED_FILE = "encrypted-file"
    UNKNOWN_EDITION = "unknown-edition"
    WRONG_YEAR = "wrong-year"
    STRUCTURE_CHANGED = "structure-changed"
    LABEL_CHANGED = "label-changed", Severity.WARNING
    FORMULA_CHANGED = "formula-changed", Severity.WARNING
    COUNTRY_MISSING = "country-missing"
    COUNTRY_UNKNOWN = "country-unknown"
    COUNTRY_DIFFERS = "country-differs"
    EMAIL_INVALID = "email-invalid"
    DATE_INVALID = "date-invalid"
    YEAR_INVALID = "year-invalid"
    LEVEL_MISSING = "level-missing"
    LEVEL_INVALID = "level-invalid"
    ANSWER_MISSING = "answer-missing"
    ANSWER_WITHOUT_LEVEL = "answer-without-level"
    ANSWERS_SUPERSEDED = "answers-superseded", Severity.WARNING
    ANSWER_NOT_ASKED = "answer-not-asked", Severity.WARNING
    YES_NO_MISSING = "yes-no-missing"
    YES_NO_INVALID = "yes-no-invalid"
    NOT_SIGNED_OFF = "not-signed-off", Severity.WARNING
    STALE_ANSWERS = "stale-answers"
    VALUE_NOT_A_NUMBER = "value-not-a-number"
    VALUE_OUT_OF_RANGE = "value-out-of-range"
    VALUE_NOT_IN_LIST = "value-not-in-list"
    UNITS_DIFFER = "units-differ"
    TEXT_TOO_LONG = "text-too-long", Severity.WARNING
    FORMULA_IN_INPUT = "formula-in-input"
    ERROR_VALUE = "error-value"
    LOW_EFFORT_ANSWER = "low-effort-answer", Severity.WARNING
    TEXT_OUTSIDE_INPUTS = "text-outside-inputs", Severity.WARNING
    COMMENT_FOUND = "comment-found", Severity.WARNING
    OBJECT_FOUND = "object-found", Severity.WARNING
    EXTERNAL_LINK = "external-link", Severity.WARNING
    MACRO_PRESENT = "macro-present"
    NORMALISED = "normalised", Severity.INFO


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found in a returned workbook, in the order and with the names of the contract."""

    code: Code
    variant: str = ""
    """Which of the code's sentences it is; told to nobody, the contract knows codes only."""
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
        told = asdict(self) | {"code": self.code.value, "severity": self.severity.value}
        del told["variant"]
        return told
