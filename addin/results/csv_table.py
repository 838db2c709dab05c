"""A table as CSV, for programs and for Excel.

CSV is RFC 4180 (comma, CR LF, quotes doubled) in UTF-8 with a byte order mark, because Excel takes
a CSV without one for the local code page and spoils every accent; pandas, R's readr and DuckDB
skip it. CSVs get opened in Excel, so a text that Excel would run (it begins with `=`, `+`, `-`,
`@`, a tab or a carriage return) is given an apostrophe in front. Numbers are never touched.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import IO

from addin.tables.table import Table, Value

RUNS_IN_EXCEL = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet would run."""


def write_csv(table: Table, path: Path) -> None:
    """Write `table` to `path`."""
    with path.open("wb") as stream:
        _write(table, stream)


def csv_of(table: Table) -> bytes:
    """The whole of `table` as `write_csv` writes it."""
    stream = io.BytesIO()
    _write(table, stream)
    return stream.getvalue()


def _write(table: Table, stream: IO[bytes]) -> None:
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
    writer = csv.writer(text)
    writer.writerow(column.name for column in table.columns)
    writer.writerows(map(_csv_value, row) for row in table.rows())
    text.detach()


def _csv_value(value: Value) -> Value:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(RUNS_IN_EXCEL) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    return value
