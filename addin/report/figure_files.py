"""A figure with the numbers behind it as files: what the page offers to download, and what lies beside it."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence

from addin.report.figures.figure import Figure
from addin.results.csv_table import csv_of
from addin.tables.table import Column, Table

FIGURES = "figures"
"""The folder of the figures, in that of the report."""


def numbers_of(figure: Figure) -> bytes:
    """The numbers behind a figure as CSV, by the rules of every other table."""
    columns = tuple(Column(name, name) for name in figure.header)
    return csv_of(Table(figure.key, columns, lambda: iter([tuple(row) for row in figure.rows])))


def files_of(figures: Sequence[Figure]) -> Iterator[tuple[str, bytes]]:
    """Each file of the folder of figures, by its path in the report."""
    for figure in figures:
        yield f"{FIGURES}/{figure.key}.svg", figure.svg.encode("utf-8")
        yield f"{FIGURES}/{figure.key}.csv", numbers_of(figure)


def data_link(kind: str, data: bytes) -> str:
    """A link that holds what it links to."""
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"
