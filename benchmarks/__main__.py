"""`python -m benchmarks [N …]`: what reading, checking, tabulating, building and starting cost.

Every figure is a ratio to bare work of a library on the same files in the same run, since seconds
say more about the machine than about the code: python-calamine reading every sheet of the same
files, openpyxl loading them, one build for the templates, and Python starting with two libraries.
Runs alternate and the median counts.

`python -m benchmarks growth [N …]` measures how time and memory grow with the number of files, and draws it;
`hostile` shows that hostile input takes time in proportion; `starting` is the end of the table alone;
`callgrind` counts instructions and compares them with those on record.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

from benchmarks import building, growth, hostile, instructions, reading, starting
from benchmarks.timed import HEAD, Ratio

_MEMBERS = 187


def main() -> None:
    """Measure what is asked for, and print it."""
    others = {"hostile": hostile.main, "starting": starting.main}
    if len(sys.argv) == 2 and sys.argv[1] in others:
        others[sys.argv[1]]()
    elif sys.argv[1:2] == ["callgrind"]:
        sys.exit(instructions.main(sys.argv[2:]))
    elif sys.argv[1:2] == ["growth"]:
        growth.main(sys.argv[2:])
    else:
        parser = argparse.ArgumentParser(
            prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        parser.add_argument("sizes", nargs="*", type=int, default=[_MEMBERS], help="numbers of returned workbooks")
        print(HEAD)
        for each in _ratios(parser.parse_args().sizes):
            print(each.line(), flush=True)


def _ratios(sizes: Sequence[int]) -> Iterator[Ratio]:
    """The table of the README."""
    for size in sizes:
        yield from reading.ratios(size)
    yield from building.ratios()
    yield from starting.ratios()


if __name__ == "__main__":
    main()
