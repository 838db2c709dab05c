"""A decision of the secretariat on what a Member returned, as the ledger of decisions has it."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from schemas.findings import Code
from schemas.messages.message import Message
from schemas.questions import Raw, shown


class Action(StrEnum):
    """What is decided."""

    CORRECT = "correct"
    """A value counts instead of what stands in a cell."""
    WAIVE = "waive"
    """Findings of a code become information."""
    ACCEPT = "accept"
    """The Member's file is accepted in spite of its errors, or of being another Member's template."""
    CHOOSE = "choose"
    """A file counts for the Member, whatever its date."""
    EXCLUDE = "exclude"
    """A file is rejected."""


class Effect(StrEnum):
    """What became of a decision."""

    APPLIED = "applied"
    NOT_NEEDED = "not needed"
    """All is as it says without it, or a later decision says otherwise."""
    NOT_MATCHED = "not matched"
    """There is no such file or cell, or the Member has none that counts."""


class Correction(NamedTuple):
    """A value that counts instead of what stands in a cell, as a process that reads the file is told."""

    row: int
    """The ledger's row."""
    name: str
    """The defined name of the cell."""
    value: Raw


class Decision(BaseModel):
    """One row of the ledger."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    row: int
    """Its row in the sheet, or its record in the CSV, headings included."""
    date: dt.date
    by: str
    country: str
    """ISO 3166-1 alpha-3 of the Member."""
    year: int | None = None
    """The season; None for that of whatever is run."""
    action: Action
    name: str = ""
    """The defined name of a cell."""
    code: Code | None = None
    value: Raw | None = None
    file: str = ""
    """As it was typed: the file's path below the folder, or its name."""
    reason: str

    @property
    def order(self) -> tuple[dt.date, int]:
        """What makes a decision later than another: its date, then its row."""
        return self.date, self.row

    @property
    def shown_value(self) -> str:
        """The value as people see it; empty where there is none."""
        return "" if self.value is None else shown(self.value)

    @property
    def told(self) -> str:
        """Who decided it, when, and why, as a clause: `decision 5 (Jane Doe, 2026-04-02: “sent again”)`."""
        return Message(
            "decision {row} ({by}, {date}: “{reason}”)", row=self.row, by=self.by, date=self.date, reason=self.reason
        )

    def waives(self, code: str, name: str) -> bool:
        """Whether a waiver is of a finding with `code` at the cell called `name`."""
        return self.code == code and self.name in {"", name}

    @property
    def correction(self) -> Correction:
        """The value that it puts in place of a cell's; only where its action is `correct`."""
        return Correction(self.row, self.name, "" if self.value is None else self.value)
