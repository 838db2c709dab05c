"""`python -m benchmarks [N …]`: what reading, checking, tabulating and building cost.

`python -m benchmarks hostile` shows that hostile input takes time in proportion instead,
`python -m benchmarks starting` what the start of a command costs, and `python -m benchmarks callgrind` counts
instructions and compares them with those on record.

Every figure is a ratio to bare work of a library on the same files in the same run, since seconds
say more about the machine than about the code: python-calamine reading every sheet of the same
files, openpyxl loading them, and one build for the templates. Runs alternate and the median counts.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

import openpyxl
from python_calamine import CalamineWorkbook

from addin.consolidation.consolidate import consolidate
from addin.results.result_workbook import write_result
from addin.submissions.examine import examine
from addin.submissions.in_parallel import examine_many
from benchmarks import hostile, instructions, starting
from benchmarks.returned import make_folder
from schemas.definition import Definition
from schemas.loading.loader import load_definition
from schemas.years.last_year import LastIndicator, LastYear
from workbook_builder.build import build_workbook
from workbook_builder.orders.orders import all_members, make_many, orders_for

ROUNDS = 3
LARGE = 500
"""From this many files on one round is enough: each takes minutes."""
OPENPYXL_SAMPLE = 20
"""Files that openpyxl loads a round: it is slow, and its time grows with their number exactly."""


def main() -> None:
    """Measure and print the table of the README."""
    others = {"hostile": hostile.main, "starting": starting.main}
    if len(sys.argv) == 2 and sys.argv[1] in others:
        others[sys.argv[1]]()
        return
    if sys.argv[1:2] == ["callgrind"]:
        sys.exit(instructions.main(sys.argv[2:]))
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[187, 2000], help="numbers of returned workbooks")
    parser.add_argument("--memory-of", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.memory_of is not None:
        _consolidate(options.folder, options.folder.parent / "memory.xlsx")
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        return
    print("| what | N | seconds | compared with | ratio |\n|---|---|---|---|---|")
    for size in options.sizes:
        _measure_reading(size)
    _measure_building()


def _row(what: str, number: int, seconds: float, against: str, ratio: float) -> None:
    print(f"| {what} | {number} | {seconds:.2f} | {against} | {ratio:.2f} |", flush=True)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _alternate(rounds: int, *works: Callable[[], object]) -> list[float]:
    """The median time of each, run in turn so that a slow spell of the machine meets all of them."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for index, work in enumerate(works):
            times[index].append(_timed(work))
    return [statistics.median(column) for column in times]


def _calamine_reads(files: list[Path]) -> None:
    for file in files:
        with CalamineWorkbook.from_path(file) as book:
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _openpyxl_loads(files: list[Path]) -> None:
    for file in files:
        openpyxl.load_workbook(file)


def _examine_all(files: list[Path]) -> None:
    for file in files:
        examine(file)


def _consolidate(folder: Path, out: Path) -> None:
    files = sorted(folder.iterdir())
    names = [file.name for file in files]
    write_result(consolidate(examine_many(files, names=names)), out)


def _measure_reading(size: int) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "returned"
        make_folder(folder, size)
        files = sorted(folder.iterdir())
        sample = files[:OPENPYXL_SAMPLE]
        bare, ours, loads = _alternate(
            ROUNDS if size < LARGE else 1,
            lambda: _calamine_reads(files),
            lambda: _examine_all(files),
            lambda: _openpyxl_loads(sample),
        )
        loads *= len(files) / len(sample)
        _row("read and validate, one process", size, ours, "calamine reading the same files", ours / bare)
        _row("read and validate, one process", size, ours, "openpyxl loading the same files", ours / loads)
        out = Path(temporary) / "result.xlsx"
        examined = list(examine_many(files, names=[file.name for file in files]))
        tables = _timed(lambda: write_result(consolidate(iter(examined)), out))
        _row("tabulate and write the result", size, tables, "openpyxl loading the same files", tables / loads)
        whole = _timed(lambda: _consolidate(folder, out))
        _row("consolidate, all processes", size, whole, "openpyxl loading the same files", whole / loads)
        # What a program would take that only read the files, on all processors alike.
        shared = bare / (os.cpu_count() or 1)
        _row("consolidate, all processes", size, whole, "calamine's time, shared by all processors", whole / shared)
        peak = subprocess.run(
            [sys.executable, "-m", "benchmarks", "--memory-of", str(size), "--folder", str(folder)],
            check=True,
            capture_output=True,
            text=True,
        )
        print(f"| peak memory of consolidating, MB | {size} | {peak.stdout.strip()} | | |", flush=True)


def _measure_building() -> None:
    """One template, and one for each Member in its own language, without last year's answers and with them."""
    definition = load_definition()
    orders = orders_for(all_members(), definition.edition.edition, 2027, None)
    last = _last_year(definition)
    one, plain, beside = _alternate(
        ROUNDS,
        lambda: build_workbook(definition, 2027),
        lambda: deque(make_many(orders, None, None, {}), maxlen=0),
        lambda: deque(make_many(orders, None, last.year, dict.fromkeys(all_members(), last)), maxlen=0),
    )
    _row("build one template", 1, one, "one build", 1.0)
    _row("build a workbook for every Member", len(orders), plain, "one build", plain / one)
    _row("the same, with last year's answers", len(orders), beside, "one build", beside / one)


def _last_year(definition: Definition) -> LastYear:
    """A Member's answers to all questions of level 4."""
    text = "Carriers and platforms send data before arrival; the Customs Act was amended. " * 3
    indicator = LastIndicator(4, dict.fromkeys(range(1, 5), text), {3: "yes"})
    items = {(s, k): "45" for s, k, _ in definition.edition.information()}
    return LastYear(2026, dict.fromkeys(definition.edition.indicators, indicator), items)


if __name__ == "__main__":
    main()
