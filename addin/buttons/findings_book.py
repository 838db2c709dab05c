"""What is to be put right, as a workbook: a line for each finding, each leading to its cell where that can be known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from addin.buttons.words import said
from addin.results.linked_table import write_linked
from addin.submissions.submission import Submission
from addin.tables.table import Column, Row, Table, Tint

_COLUMNS = (
    ("file", partial(Column, width=34, wraps=True)),
    ("severity", partial(Column, width=11, tint=Tint.SEVERITY)),
    ("sheet", partial(Column, width=16)),
    ("cell", partial(Column, width=8)),
    ("message", partial(Column, width=90, wraps=True)),
    ("found", partial(Column, width=34, wraps=True)),
    ("code", partial(Column, width=22)),
)
"""Each column, with the key of its heading."""


def headings(language: str) -> tuple[str, ...]:
    """The headings of the columns."""
    return tuple(said(language, f"column-{key}") for key, _ in _COLUMNS)


def write_findings(submissions: Sequence[Submission], out: Path, language: str, base: str | None) -> Path:
    """Write what was found in `submissions` to `out`, headings in `language`; returns `out`.

    `base` is the address of the folder that their files are in, as `addin.results.cell_links` writes addresses;
    with None no cell is a link. Raises as `write_linked`.
    """
    named = headings(language)
    columns = tuple(make(name, name) for name, (_, make) in zip(named, _COLUMNS, strict=True))
    table = Table("Findings", columns, lambda: _rows(submissions), frozen=1)
    title = said(language, "findings-title")
    write_linked(table, out, title=title, base=base, places=(named[0], named[2], named[3]), language=language)
    return out


def _rows(submissions: Sequence[Submission]) -> Iterator[Row]:
    for submission in submissions:
        for finding in submission.findings:
            yield (
                submission.file,
                finding.severity.value,
                finding.sheet,
                finding.cell,
                finding.message,
                finding.found,
                finding.code.value,
            )
