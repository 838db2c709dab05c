"""The result tables as a Data Package, for programs: each as CSV and Parquet, and a description of them all.

Parquet keeps every text exactly as it was read.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from addin.consolidation.consolidate import Consolidation, consolidate
from addin.results.csv_table import write_csv
from addin.results.data_package import description, stem_of
from addin.tables.result_tables import all_tables
from addin.tables.run import UNTOLD, Run
from addin.tables.table import Column, ColumnKind, Row, Table
from schemas.whole_file import whole_file
from schemas.written.table_seal import CSV, KEY, PACKAGE, PARQUET, table_digests
from schemas.written.target import check_tables, try_place

_BLOCK = 20_000
"""Rows that are in memory at a time."""
_DTYPES = {
    ColumnKind.TEXT: "string",
    ColumnKind.INTEGER: "Int64",
    ColumnKind.NUMBER: "Float64",
    ColumnKind.BOOLEAN: "boolean",
}
_ARROW = {
    ColumnKind.TEXT: pa.string(),
    ColumnKind.INTEGER: pa.int64(),
    ColumnKind.NUMBER: pa.float64(),
    ColumnKind.BOOLEAN: pa.bool_(),
}


def table_files(folder: Path) -> tuple[Path, ...]:
    """The files that `write_tables` writes into `folder`, in this order."""
    tables = (folder / f"{stem}{ending}" for stem in _stems() for ending in (CSV, PARQUET))
    return (*tables, folder / PACKAGE)


@cache
def _stems() -> tuple[str, ...]:
    return tuple(map(stem_of, all_tables(consolidate(()))))


def check_folder(folder: Path, *, force: bool) -> None:
    """Raise `Refusal` where a file there was changed or is somebody else's, unless `force`; OSError as `try_place`."""
    targets = table_files(folder)
    check_tables(targets, force=force)
    for target in targets:
        try_place(target)


def write_tables(consolidation: Consolidation, folder: Path, run: Run = UNTOLD) -> tuple[Path, ...]:
    """Write each table as CSV and Parquet into `folder`, each file whole or not at all; what describes them last.

    `run` is how the consolidation came about, for the table About. Raises OSError where one cannot be written.
    """
    tables = all_tables(consolidation, run)
    for table in tables:
        stem = stem_of(table)
        # Both take their places together: the one tells whether the other was changed.
        with whole_file(folder / f"{stem}{PARQUET}") as parquet, whole_file(folder / f"{stem}{CSV}") as csv_file:
            write_csv(table, csv_file)
            _write_parquet(table, parquet, csv_file)
    described = description(tables, folder, year=consolidation.year, files=len(consolidation.files))
    with whole_file(folder / PACKAGE) as path:
        path.write_bytes(described)
    return table_files(folder)


def frame_of(table: Table) -> pd.DataFrame:
    """The whole of `table` as a data frame."""
    return _frame(table.columns, list(table.rows()))


def _write_parquet(table: Table, path: Path, csv_file: Path) -> None:
    """Write `table` with its digest and that of the same as CSV."""
    schema = pa.schema([(column.name, _ARROW[column.kind]) for column in table.columns])
    # The empty frame brings pandas' own description along, so that its types come back as they were.
    described = pa.Table.from_pandas(_frame(table.columns, []), schema=schema, preserve_index=False).schema
    with path.open("wb") as stream, pq.ParquetWriter(stream, described) as writer:
        for block in _blocks(table.rows()):
            frame = _frame(table.columns, block)
            writer.write_table(pa.Table.from_pandas(frame, schema=described, preserve_index=False))
        # What is left to write is the footer, and the digests stand in it.
        stream.flush()
        writer.add_key_value_metadata({KEY: table_digests(csv_file, path)})


def _blocks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while block := list(islice(rows, _BLOCK)):
        yield block


def _frame(columns: tuple[Column, ...], rows: list[Row]) -> pd.DataFrame:
    """`rows` with a type for each column that knows empty from zero and from the empty text."""
    values = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    dtypes: list[Any] = [_DTYPES[column.kind] for column in columns]
    names = [column.name for column in columns]
    series = (pd.Series(list(data), dtype=dtype) for data, dtype in zip(values, dtypes, strict=True))
    return pd.DataFrame(dict(zip(names, series, strict=True)))
