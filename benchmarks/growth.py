"""How time and memory grow with the number of submissions: `python -m benchmarks growth [N …] [--record]`.

A few hundred files are filled in; the others are hard links to them, and are read like any other. One file alone tells
what starting and ending costs, which is taken off. Times are seconds of processor, which other work on the machine
changes less than it does the clock; memory is what the main process, and all others together, had at their most, looked
up several times a second. `--record` writes what was measured into growth.json, the plot into docs/growth.svg;
docs/scale.md has the table.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import psutil

from benchmarks.returned import make_folder

RECORD = Path(__file__).with_name("growth.json")
PLOT = Path(__file__).parent.parent / "docs" / "growth.svg"
SIZES = (187, 2_000, 10_000)
_DIFFERENT = 500
"""So many files are filled in."""
_EVERY = 0.1
"""Seconds from one look at the memory to the next."""


class Grown(NamedTuple):
    """What consolidating so many submissions took."""

    number: int
    clock: float
    """Seconds."""
    reading: float
    """Seconds of processor, of all processes that read."""
    main: float
    """Seconds of processor of the main process, which tabulates and writes."""
    main_megabytes: float
    """The most memory that the main process had."""
    others_megabytes: float
    """The most that all others had together."""
    result_megabytes: float
    """The size of the result workbook."""

    @property
    def processors(self) -> float:
        """Seconds of processor, of all processes."""
        return self.reading + self.main


def main(arguments: Sequence[str]) -> None:
    """Measure what is asked for and print it; record and draw it where that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks growth", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, help="numbers of returned workbooks")
    parser.add_argument("--into", type=Path, help="where to leave the results; nowhere unless given")
    parser.add_argument("--record", action="store_true", help="write growth.json and draw docs/growth.svg")
    parser.add_argument("--draw", action="store_true", help="only draw what is on record")
    options = parser.parse_args(arguments)
    if not options.draw:
        grown = tuple(measured(options.sizes, options.into))
        print("\n".join(table(grown)))
        if not options.record:
            return
        RECORD.write_text(json.dumps([each._asdict() for each in grown], indent=2) + "\n", encoding="utf-8")
    from benchmarks.growth_plot import drawn  # noqa: PLC0415 - matplotlib is loaded only to draw

    PLOT.write_bytes(drawn(recorded()))


def recorded() -> tuple[Grown, ...]:
    """What is on record, one file alone first."""
    return tuple(Grown(**each) for each in json.loads(RECORD.read_text(encoding="utf-8")))


def table(grown: Sequence[Grown]) -> Iterator[str]:
    """What was measured, as the lines of a table; `grown` begins with one file alone, which is taken off."""
    yield "| submissions | reading, ms each | main process, ms each | main process, MB | others, MB | result, MB |"
    yield "|---|---|---|---|---|---|"
    one, *more = grown
    for each in more:
        reading, writing = (1000 * seconds for seconds in each_one(one, each))
        yield (
            f"| {each.number:,} | {reading:.1f} | {writing:.1f} | {each.main_megabytes:.0f} |"
            f" {each.others_megabytes:.0f} | {each.result_megabytes:.0f} |"
        )


def each_one(one: Grown, many: Grown) -> tuple[float, float]:
    """Seconds of processor that each file more than `one` took: reading it, tabulating and writing it."""
    files = many.number - one.number
    return (many.reading - one.reading) / files, (many.main - one.main) / files


def measured(sizes: Sequence[int], into: Path | None = None) -> Iterator[Grown]:
    """What one file took, and each of `sizes`. Results are left in `into`."""
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        make_folder(place / "different", min(max(sizes), _DIFFERENT))
        for size in (1, *sizes):
            folder = place / str(size)
            link(sorted((place / "different").iterdir()), folder, size)
            yield watched(folder, (into or place) / f"result-{size}.xlsx")


def link(files: Sequence[Path], folder: Path, size: int) -> None:
    """`size` files in `folder`, each one of `files` under a name of its own."""
    folder.mkdir()
    for number in range(size):
        os.link(files[number % len(files)], folder / f"returned_{number:06}.xlsx")


def watched(folder: Path, out: Path) -> Grown:
    """Consolidate in a process of its own, and look at its memory and that of those it starts."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.one_folder", str(folder), str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        main_most, others_most = _most(psutil.Process(child.pid), child)
        said = json.loads(child.stdout.read() if child.stdout else "{}")
    return Grown(
        number=said["number"],
        clock=time.perf_counter() - start,
        reading=said["reading"],
        main=said["main"],
        main_megabytes=main_most / 2**20,
        others_megabytes=others_most / 2**20,
        result_megabytes=out.stat().st_size / 2**20,
    )


def _most(process: psutil.Process, child: subprocess.Popen[str]) -> tuple[int, int]:
    """The most bytes that a process had, and all that it started together, until it ends."""
    main_most = others_most = 0
    while child.poll() is None:
        try:
            main_most = max(main_most, process.memory_info().rss)
            others = sum(each.memory_info().rss for each in process.children(recursive=True))
        except psutil.NoSuchProcess:
            # One ended while it was looked at.
            continue
        others_most = max(others_most, others)
        time.sleep(_EVERY)
    return main_most, others_most
