"""`python -m benchmarks callgrind [--record]`: how many instructions the work takes, whatever the machine is busy with.

One file is validated, a small fixed folder consolidated and one workbook built, in one process under
`valgrind --tool=callgrind`. What is counted is compared with `instructions.json`; `--record` writes
that file anew. Counts of another Python or other libraries are not compared: they say nothing of ours.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

RECORD = Path(__file__).with_name("instructions.json")
MORE = 0.15
"""By which share a count may grow before it must be recorded anew."""
RENEW = "python -m benchmarks callgrind --record"
JOBS = ("validate one file", "consolidate three files", "build one workbook")
"""What is counted, in this order."""
DOOR = "ffi_call"
"""The function of libffi that jobs are called through: callgrind counts between its beginning and its end."""
_LIBRARIES = (
    "Babel",
    "lxml",
    "numpy",
    "openpyxl",
    "pydantic",
    "pydantic-core",
    "python-calamine",
    "PyYAML",
    "snowballstemmer",
)
_TOTALS = re.compile(r"^totals: (\d+)", re.MULTILINE)

Counts = Mapping[str, int]
"""Instructions by job."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts, and what they were counted with: only those of the same can be compared."""

    counted_with: Mapping[str, str]
    instructions: Counts


def main(arguments: Sequence[str]) -> int:
    """Count, and compare or record; the exit status is 1 where something takes more than it may."""
    if shutil.which("valgrind") is None:
        print("There is no valgrind here: install it to count instructions.")
        return 1
    counted = Counted(surroundings(), count())
    if "--record" in arguments:
        record(counted, RECORD)
        print(f"Recorded in {RECORD.name}.")
        return 0
    if not RECORD.exists():
        print(f"{counted.instructions}\nThere is no record to compare with: make one with {RENEW}.")
        return 1
    said, grown = compared(counted, recorded(RECORD))
    print("\n".join(said))
    return 1 if grown else 0


def compared(counted: Counted, before: Counted) -> tuple[list[str], bool]:
    """What is said of `counted` beside what was recorded `before`, and whether anything takes more than it may."""
    counts = [f"{job}: {number:,} instructions" for job, number in counted.instructions.items()]
    others = {
        name: (with_, counted.counted_with.get(name, "none"))
        for name, with_ in before.counted_with.items()
        if counted.counted_with.get(name) != with_
    }
    if others:
        listed = "; ".join(f"{name} {here} here, {there} there" for name, (there, here) in others.items())
        return [*counts, f"Not compared, since the record was counted with others: {listed}."], False
    said, grown = [], False
    for job, number in counted.instructions.items():
        known = before.instructions.get(job)
        if known is None:
            said.append(f"{job}: {number:,} instructions, of which there is no record: {RENEW}")
            grown = True
            continue
        change = number / known - 1
        said.append(f"{job}: {number:,} instructions, {change:+.1%} to the record")
        if change > MORE:
            said.append(f"That is more than {MORE:.0%}: make it cheaper, or record why it must be so with {RENEW}")
            grown = True
    return said, grown


def recorded(file: Path) -> Counted:
    """What stands in the record."""
    return Counted(**json.loads(file.read_text(encoding="utf-8")))


def record(counted: Counted, file: Path) -> None:
    """Write the record anew."""
    told = {"counted_with": dict(counted.counted_with), "instructions": dict(counted.instructions)}
    file.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


def surroundings() -> Mapping[str, str]:
    """What decides on a count beside our own code."""
    valgrind = subprocess.run(["valgrind", "--version"], check=True, capture_output=True, text=True)
    return {
        "Python": f"{platform.python_version()} ({platform.python_compiler()}, {platform.machine()})",
        "the C library": " ".join(platform.libc_ver()),
        "valgrind": valgrind.stdout.strip(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **{name: version(name) for name in _LIBRARIES},
    }


def count() -> Counts:
    """The instructions of each job, in a process of its own that does all of it itself."""
    command = [sys.executable, "-m", "benchmarks.counted_jobs", "--counted"]
    # The same order of every set, one thread, and no chance nor clock in it.
    fixed = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "1767225600", "OPENBLAS_NUM_THREADS": "1", "TZ": "UTC"}
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(temporary) / "counted"
        callgrind = ["valgrind", "--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={out}"]
        callgrind += ["--quiet", f"--toggle-collect={DOOR}", f"--dump-after={DOOR}"]
        subprocess.run([*callgrind, *command], check=True, env={**os.environ, **fixed})
        dumps = [out.with_name(f"{out.name}.{number}") for number in range(1, len(JOBS) + 1)]
        return dict(zip(JOBS, map(_total, dumps), strict=True))


def _total(dump: Path) -> int:
    """The instructions of one dump of callgrind."""
    found = _TOTALS.search(dump.read_text(encoding="utf-8"))
    if found is None:
        raise ValueError(f"callgrind wrote no total into {dump.name}")
    return int(found[1])
