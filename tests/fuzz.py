"""`python -m tests.fuzz [--minutes 10] [--seed N]`: mutated workbooks without end, and what came of them.

Each is read in this process; whatever fails is shown with the smallest example that still does, and
kept as a file in the folder `fuzz-found`. The figures of a long run stand in SECURITY.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import click
from hypothesis import HealthCheck, given, seed, settings

from addin.submissions.budget import Budget
from addin.submissions.examine import examine, prepare
from addin.submissions.submission import Submission
from tests.mutations import Mutated, mutated

FOUND = Path("fuzz-found")
QUIET = settings(
    deadline=None, database=None, print_blob=False, report_multiple_bugs=False, suppress_health_check=list(HealthCheck)
)


@contextmanager
def nothing_unforeseen() -> Iterator[None]:
    """Raises what kpibook would note in its log as a fault of its own."""
    noted: list[BaseException] = []
    with patch("addin.submissions.guard.note", lambda error, about="": noted.append(error)):
        yield
    if noted:
        raise noted[0]


def becomes_one_row(mutation: Mutated, folder: Path) -> Submission:
    """The one submission of it; asserts that nothing unforeseen happened, in time, and that it says what is wrong."""
    path = folder / mutation.name
    path.write_bytes(mutation.data())
    start = time.process_time()
    with nothing_unforeseen():
        submission = examine(path, name="odd")
    seconds = time.process_time() - start
    assert seconds < Budget().seconds, f"{seconds:.1f} seconds"
    assert submission.file == "odd"
    assert len(submission.sha256) == 64
    assert not submission.rejected or any(finding.severity == "error" for finding in submission.findings)
    for finding in submission.findings:
        assert finding.message
        assert "Traceback" not in finding.message
    return submission


def main() -> int:
    """Run until the time is up; 1 where something failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    tried: Counter[str] = Counter()
    failed: list[str] = []
    prepare()
    end = time.monotonic() + 60 * options.minutes
    with tempfile.TemporaryDirectory() as folder:
        number = options.seed
        while time.monotonic() < end:
            number += 1
            _round(number, Path(folder), tried, failed)
            click.echo(f"{sum(tried.values()):,} inputs, {len(failed)} failed", err=True)
    click.echo(
        f"{sum(tried.values()):,} inputs: " + ", ".join(f"{count:,} {what}" for what, count in sorted(tried.items()))
    )
    click.echo(f"{len(failed)} failed" if failed else "none failed")
    return 1 if failed else 0


def _round(number: int, folder: Path, tried: Counter[str], failed: list[str]) -> None:
    last: list[Mutated] = []

    @seed(number)
    @settings(QUIET, max_examples=100)
    @given(mutated())
    def run(mutation: Mutated) -> None:
        last[:] = [mutation]
        submission = becomes_one_row(mutation, folder)
        tried[f"{mutation.book} {'rejected' if submission.rejected else 'read'}"] += 1

    try:
        run()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what was looked for
        FOUND.mkdir(exist_ok=True)
        place = FOUND / f"{number}_{last[0].name}"
        place.write_bytes(last[0].data())
        failed.append(f"{type(error).__name__}: {error}")
        click.echo(f"seed {number}: {failed[-1][:300]}\n  {repr(last[0])[:600]}\n  {place}", err=True)


if __name__ == "__main__":
    sys.exit(main())
