"""How time and memory grow with the number of submissions: `python -m benchmarks growth [N …]`.

There are fewer Members than that. Each file is given a Member of trial of its own as it comes from being read, so
that every one counts in every table and figure. A few hundred files are filled in; the others are hard links to them,
and are read like any other. One file alone tells what starting and ending costs, which is taken off. Times are
seconds of processor of all processes, which other work on the machine changes less than it does the clock;
memory is what the main process, and all others together, had at their most, looked up every few milliseconds.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from string import ascii_uppercase
from typing import NamedTuple

import psutil

from addin.results.folder_result import consolidate_folder
from addin.submissions.submission import Submission
from benchmarks.returned import make_folder

SIZES = (187, 2_000, 10_000)
DIFFERENT = 500
"""So many files are filled in."""
_EVERY = 0.02
"""Seconds from one look at the memory to the next."""


class Grown(NamedTuple):
    """What consolidating so many submissions took."""

    number: int
    seconds: float
    """By the clock."""
    reading: float
    """Seconds of processor, of all processes that read."""
    main: float
    """Seconds of processor of the main process."""
    main_megabytes: float
    """The most memory that the main process had."""
    others_megabytes: float
    """The most that all others had together."""
    result_megabytes: float
    """The size of the result workbook."""

    @property
    def processor(self) -> float:
        """Seconds of processor, of all processes."""
        return self.reading + self.main


def measure(sizes: Sequence[int], into: Path | None = None) -> tuple[Grown, ...]:
    """What each of `sizes` took, after one file alone; printed as it comes. Results are left in `into`."""
    print("| submissions | s by the clock | s reading | s main | MB main | MB others | MB result |")
    print("|---|---|---|---|---|---|---|")
    found = []
    with tempfile.TemporaryDirectory(dir=into) as temporary:
        place = Path(temporary)
        make_folder(place / "different", min(max(sizes), DIFFERENT))
        for size in (1, *sizes):
            folder = place / str(size)
            _link(sorted((place / "different").iterdir()), folder, size)
            found.append(_watched(folder, (into or place) / f"result-{size}.xlsx"))
            print("| " + " | ".join(f"{value:,.1f}".removesuffix(".0") for value in found[-1]) + " |", flush=True)
    return tuple(found)


def _link(files: Sequence[Path], folder: Path, size: int) -> None:
    """`size` files in `folder`, each one of `files` under a name of its own."""
    folder.mkdir()
    for number in range(size):
        os.link(files[number % len(files)], folder / f"returned_{number:06}.xlsx")


def _watched(folder: Path, out: Path) -> Grown:
    """Consolidate in a process of its own, and look at its memory and that of those it starts."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.growth", str(folder), str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        main, others = _most(psutil.Process(child.pid), child)
        said = json.loads(child.stdout.read() if child.stdout else "{}")
    seconds = time.perf_counter() - start
    size = out.stat().st_size
    return Grown(said["number"], seconds, said["reading"], said["main"], main / 2**20, others / 2**20, size / 2**20)


def _most(process: psutil.Process, child: subprocess.Popen[str]) -> tuple[int, int]:
    """The most bytes that a process had, and all that it started together, until it ends."""
    main = others = 0
    while child.poll() is None:
        try:
            main = max(main, process.memory_info().rss)
            others = max(others, sum(each.memory_info().rss for each in process.children(recursive=True)))
        except psutil.NoSuchProcess:
            # One that ended while it was looked at.
            continue
        time.sleep(_EVERY)
    return main, others


def trial_members() -> Iterator[str]:
    """Codes of Members of trial, `AAA` to `ZZZ`: 17,576."""
    return ("".join(letters) for letters in product(ascii_uppercase, repeat=3))


def _each_a_member(submissions: Iterator[Submission], _: int) -> Iterator[Submission]:
    """Each submission as that of another Member."""
    for submission, code in zip(submissions, trial_members(), strict=False):
        yield replace(submission, country=code)


def consolidate_here(folder: Path, out: Path) -> dict[str, float]:
    """Consolidate `folder` into `out` in this process; what it took of processors, in seconds."""
    outcome = consolidate_folder(folder, out, _each_a_member, force=True)
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "number": len(outcome.consolidation.counted),
        "main": own.ru_utime + own.ru_stime,
        "reading": others.ru_utime + others.ru_stime,
    }


def main() -> None:
    """What the process that is watched does."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    print(json.dumps(consolidate_here(options.folder, options.out)))


if __name__ == "__main__":
    main()
