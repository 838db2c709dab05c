"""What starting costs: `kpibook --version` and `kpibook validate ONE`, against Python with two libraries loaded.

Two ratios each: of the time on the clock, in which two processes start beside each other, and of the time
of the processors, which a computer that is busy with something else changes less.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.returned import make_folder

ROUNDS = 7
BARE = [sys.executable, "-c", "import click, lxml.etree"]
KPIBOOK = [sys.executable, "-c", "from addin.cli import main; main()"]


class Taken(NamedTuple):
    """Seconds that a program took, of the clock, and of processors with all processes that it started."""

    clock: float
    processors: float


def main() -> None:
    """Measure and print a line for each."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "returned"
        make_folder(folder, 1)
        (one,) = folder.iterdir()
        works = {"kpibook --version": ["--version"], "kpibook validate ONE": ["validate", str(one)]}
        taken: dict[str, list[Taken]] = {name: [] for name in ("bare", *works)}
        for _ in range(ROUNDS):
            taken["bare"].append(_run(BARE))
            for name, arguments in works.items():
                taken[name].append(_run([*KPIBOOK, *arguments]))
    print("| what | compared with | ratio | ratio of processors' time |\n|---|---|---|---|")
    bare = _median(taken["bare"])
    for name in works:
        ours = _median(taken[name])
        ratios = ours.clock / bare.clock, ours.processors / bare.processors
        print(f"| {name} | python, click and lxml | {ratios[0]:.1f} | {ratios[1]:.1f} |")


def _run(command: list[str]) -> Taken:
    start, before = time.perf_counter(), _spent()
    subprocess.run(command, capture_output=True, check=False)
    return Taken(time.perf_counter() - start, _spent() - before)


def _spent() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _median(taken: list[Taken]) -> Taken:
    return Taken(*(statistics.median(column) for column in zip(*taken, strict=True)))


if __name__ == "__main__":
    main()
