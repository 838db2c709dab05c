"""The tables as a Data Package of the Frictionless standard: `datapackage.json` beside CSV and Parquet.

It says of every column what it holds, of what type and unit, which words it may hold, and of every
table by what its rows are known. Its profile is `data-package`: `tabular-data-package` allows no
resource that is not CSV, and Parquet is listed too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from addin.results.csv_table import RUNS_IN_EXCEL
from addin.tables.keys import FILES, keys_of
from addin.tables.run import UNTOLD
from addin.tables.table import LEVEL_UNIT, Column, ColumnKind, Table
from schemas.written.table_seal import CSV, KEY, PARQUET, UNSEALED, sealed_package

_TYPES = {
    ColumnKind.TEXT: "string",
    ColumnKind.INTEGER: "integer",
    ColumnKind.NUMBER: "number",
    ColumnKind.BOOLEAN: "boolean",
}
_TITLE = "WCO e-commerce KPI: consolidated results"
_ABOUT = (
    "How far the Members of the World Customs Organization have implemented the standards of its Framework of"
    " Standards on Cross-Border E-Commerce: each table of the consolidated result as CSV and as Parquet."
)
_AS_CSV = (
    "UTF-8 with a byte order mark, which is no part of the first heading. A text that a spreadsheet would run (it"
    " begins with =, +, -, @, a tab or a carriage return) has an apostrophe in front, which is no part of it; the"
    " Parquet has every text exactly as it was read."
)
_AS_PARQUET = "The same rows, each text exactly as it was read."
_DIALECT = {
    "delimiter": ",",
    "lineTerminator": "\r\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
    "header": True,
    "caseSensitiveHeader": True,
}
_FORMATS: Mapping[str, Mapping[str, Any]] = {
    CSV: {
        "profile": "tabular-data-resource",
        "description": _AS_CSV,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "byteOrderMark": True,
        "apostropheBefore": list(RUNS_IN_EXCEL),
        "dialect": _DIALECT,
    },
    PARQUET: {
        "profile": "data-resource",
        "description": _AS_PARQUET,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
    },
}
_BLOCK = 2**20


def stem_of(table: Table) -> str:
    """The name of a table's files, without their ending."""
    return _stem(table.name)


def _stem(name: str) -> str:
    return name.lower().replace(" ", "_")


def description(tables: Iterable[Table], folder: Path, *, year: int | None, files: int) -> bytes:
    """`datapackage.json` for `tables`, whose CSV and Parquet are in `folder`; `files` is how many were consolidated.

    Raises OSError where one of them cannot be read.
    """
    described = {
        "profile": "data-package",
        "name": f"ecom-kpi-{year}" if year is not None else "ecom-kpi",
        "title": f"{_TITLE} {year}" if year is not None else _TITLE,
        "description": _ABOUT,
        "created": UNTOLD.moment.isoformat(),
        "sources": [{"title": f"Returned questionnaires of WCO Members: {files} files, listed in {FILES}"}],
        "kpibook": version("kpibook"),
        KEY: UNSEALED,
        "resources": list(_resources(tables, folder)),
    }
    return sealed_package((json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode("utf-8"))


def _resources(tables: Iterable[Table], folder: Path) -> Iterator[dict[str, Any]]:
    for table in tables:
        for ending, form in _FORMATS.items():
            path = folder / f"{stem_of(table)}{ending}"
            yield {
                "name": _name(table.name, ending),
                "path": path.name,
                "title": table.name,
                **form,
                **(_checked(path) if ending == CSV else {}),
                "schema": schema_of(table, ending),
            }


def _checked(path: Path) -> dict[str, Any]:
    """What tells whether a file is the one that is described; a Parquet says so itself."""
    # frictionless counts no bytes of a Parquet, and would find them missing.
    return {"bytes": path.stat().st_size, "hash": f"sha256:{_digest(path)}"}


def _name(table: str, ending: str) -> str:
    """The name of a resource; Parquet is the second of its table."""
    return _stem(table) if ending == CSV else f"{_stem(table)}{PARQUET}"


def schema_of(table: Table, ending: str = CSV) -> dict[str, Any]:
    """The Table Schema of `table`; with `ending` Parquet, files are those of the Parquet of Files."""
    keys = keys_of(table)
    schema: dict[str, Any] = {
        "fields": [_field(column, required=column.name in keys.primary) for column in table.columns],
        "missingValues": [""],
    }
    if keys.primary:
        schema["primaryKey"] = list(keys.primary)
    if keys.within_files:
        reference = {"resource": _name(FILES, ending), "fields": ["file"]}
        schema["foreignKeys"] = [{"fields": ["file"], "reference": reference}]
    return schema


def _field(column: Column, *, required: bool) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES[column.kind],
        "description": column.description,
    }
    if column.unit:
        field["unit"] = column.unit
    if constraints := dict(_constraints(column, required=required)):
        field["constraints"] = constraints
    return field


def _constraints(column: Column, *, required: bool) -> Iterator[tuple[str, Any]]:
    if required or column.required:
        yield "required", True
    if column.codes:
        yield "enum", list(column.codes)
    if column.unit == LEVEL_UNIT:
        yield "minimum", 1
        yield "maximum", 5


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
