"""`python -m benchmarks.one_folder FOLDER OUT`: consolidates a folder, in a process that is watched, and says as JSON
what it took of processors.

There are fewer Members than files: each file is given a Member of trial of its own as it comes from being read, so that
every one counts in every table and figure.
"""

from __future__ import annotations

import argparse
import json
import resource
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from string import ascii_uppercase

from addin.results.folder_result import consolidate_folder
from addin.submissions.submission import Submission


def trial_members() -> Iterator[str]:
    """Codes of Members of trial, `AAA` to `ZZZ`: 17,576."""
    return ("".join(letters) for letters in product(ascii_uppercase, repeat=3))


def each_a_member(submissions: Iterator[Submission], _: int) -> Iterator[Submission]:
    """Each submission as that of another Member."""
    members = trial_members()
    return (replace(submission, country=next(members)) for submission in submissions)


def consolidate_here(folder: Path, out: Path) -> dict[str, float]:
    """Consolidate `folder` into `out` in this process; the files that count, and seconds of processor."""
    outcome = consolidate_folder(folder, out, each_a_member, force=True)
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "number": len(outcome.consolidation.counted),
        "main": own.ru_utime + own.ru_stime,
        "reading": others.ru_utime + others.ru_stime,
    }


def main() -> None:
    """What the process that is watched does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    print(json.dumps(consolidate_here(options.folder, options.out)))


if __name__ == "__main__":
    main()
