"""Ledgers of decisions made by hand, and folders that are consolidated with them in this process."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from addin.consolidation.consolidate import Consolidation
from addin.consolidation.decided import consolidate_decided
from addin.decisions.decision import Correction
from addin.decisions.heading import HEADINGS
from addin.decisions.ledger import Ledger
from addin.decisions.reading import read
from addin.submissions.asked import Asked
from addin.submissions.examine import examine_file
from addin.submissions.submission import Submission
from addin.tables.result_tables import all_tables
from addin.tables.table import Value

USUAL = {"date": "2026-05-01", "by": "Jane Doe", "country": "KEN", "reason": "by phone"}


def row(action: str, **cells: str) -> dict[str, str]:
    """A decision on Kenya, by Jane Doe, on the first of May 2026; cells that are named otherwise."""
    return USUAL | {"action": action} | cells


def csv_text(rows: Iterable[Mapping[str, str]], headings: Iterable[str] = HEADINGS, delimiter: str = ",") -> str:
    """A ledger as CSV."""
    text = io.StringIO()
    writer = csv.DictWriter(text, tuple(headings), delimiter=delimiter, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def ledger_of(folder: Path, *rows: Mapping[str, str]) -> Ledger:
    """The ledger with `rows`, written to a file beside `folder` and read from it."""
    path = folder.parent / "decisions.csv"
    path.write_text(csv_text(rows), encoding="utf-8")
    return read(path)


def decided(folder: Path, *rows: Mapping[str, str], year: int | None = None) -> Consolidation:
    """The files of `folder` with the decisions in `rows`; the first of them stands in row 2."""
    files = sorted(path for path in folder.iterdir() if path.is_file())

    def reread(corrections: Mapping[str, tuple[Correction, ...]]) -> Iterator[Submission]:
        for path in files:
            if path.name in corrections:
                yield examine_file(path, path.name, Asked(corrections=corrections[path.name]))

    submissions = (examine_file(path, path.name, Asked()) for path in files)
    return consolidate_decided(submissions, ledger_of(folder, *rows), reread, year=year)


def table(consolidation: Consolidation, name: str) -> list[dict[str, Value]]:
    """The rows of a table of the result."""
    found = next(each for each in all_tables(consolidation) if each.name == name)
    names = [column.name for column in found.columns]
    return [dict(zip(names, values, strict=True)) for values in found.rows()]


def effects(consolidation: Consolidation) -> list[tuple[Value, Value]]:
    """What became of each decision, and what was there before."""
    return [(decision["effect"], decision["before"]) for decision in table(consolidation, "Decisions")]
