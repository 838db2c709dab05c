"""What a folder costs: read and checked in one process, consolidated on all, and written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
from python_calamine import CalamineWorkbook

from addin.consolidation.consolidate import consolidate
from addin.results.result_workbook import write_result
from addin.results.rows_ahead import RowsAhead
from addin.submissions.examine import examine
from addin.submissions.in_parallel import examine_many
from benchmarks.returned import make_folder
from benchmarks.timed import Ratio, alternate, ratio

_ROUNDS = 3
_LARGE = 500
"""From this many files on one round is enough: each takes minutes."""
_OPENPYXL_SAMPLE = 20
"""Files that openpyxl loads a round: it is slow, and its time grows with their number exactly."""
_CALAMINE, _OPENPYXL = "python-calamine reading every sheet", "openpyxl loading them"


def ratios(size: int) -> Iterator[Ratio]:
    """What `size` files cost, against two libraries that only read them."""
    with tempfile.TemporaryDirectory() as temporary:
        folder, out = Path(temporary) / "returned", Path(temporary) / "result.xlsx"
        make_folder(folder, size)
        files = sorted(folder.iterdir())
        sample = files[:_OPENPYXL_SAMPLE]
        examined = list(examine_many(files, names=[file.name for file in files]))
        bare, ours, tabulated, whole, sampled = alternate(
            _ROUNDS if size < _LARGE else 1,
            lambda: _calamine_reads(files),
            lambda: [examine(file) for file in files],
            lambda: write_result(consolidate(iter(examined)), out),
            lambda: _consolidate(files, out),
            lambda: [openpyxl.load_workbook(file) for file in sample],
        )
        loads = sampled.times(len(files) / len(sample))
        yield ratio("read and validate, one process", size, ours, _CALAMINE, bare, 1.6)
        # What a program would take that only read the files, on all processors alike.
        shared = bare._replace(clock=bare.clock / (os.cpu_count() or 1))
        yield ratio("consolidate, all processors", size, whole, f"{_CALAMINE}, shared among them", shared, 2.5)
        yield ratio("tabulate and write the result", size, tabulated, _OPENPYXL, loads, 0.02)


def _calamine_reads(files: list[Path]) -> None:
    for file in files:
        with CalamineWorkbook.from_path(file) as book:
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _consolidate(files: list[Path], out: Path) -> None:
    names = [file.name for file in files]
    write_result(consolidate(examine_many(files, names=names), arrived=RowsAhead(None)), out)
