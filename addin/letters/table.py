"""The list of the letters: one row a Member, those that could not be written included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from addin.tables import columns as result
from addin.tables.table import Cells, Column, Table, table_of
from schemas.models.letters import Kind

NAME = "letters.csv"
MEMBER = Column("member", "The Member's name in English.", width=32)
KIND = Column("kind", "What the letter is for: `dispatch`, `receipt`, `reminder` or `findings`.", width=12)
LANGUAGE = replace(result.LANGUAGE, description="The language of the letter, as an ISO 639-1 code.")
TO = Column("to", "The addresses that it goes to, empty where none is known.", width=36)
SUBJECT = Column("subject", "Its subject.", width=80)
FILE = replace(result.FILE, description="The draft, in the folder of the list; empty where none was written.")
REASON = Column("reason_not_written", "Why there is no draft; empty where there is one.", width=80)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What became of the letter to a Member."""

    country: str
    member: str
    kind: Kind
    language: str
    to: tuple[str, ...] = ()
    subject: str = ""
    file: str = ""
    reason_not_written: str = ""


def letters_table(lines: Sequence[Line]) -> Table:
    """One row a Member, in the order of `lines`."""
    cells: Cells[Line] = {
        result.COUNTRY: lambda line: line.country,
        MEMBER: lambda line: line.member,
        KIND: lambda line: line.kind.value,
        LANGUAGE: lambda line: line.language,
        TO: lambda line: "; ".join(line.to),
        SUBJECT: lambda line: line.subject,
        FILE: lambda line: line.file,
        REASON: lambda line: line.reason_not_written,
    }
    return table_of("letters", cells, lambda: ((line,) for line in lines))
