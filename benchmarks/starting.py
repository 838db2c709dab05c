"""What starting costs: `kpibook --version` and `kpibook validate ONE`, against Python with two libraries loaded.

Whole processes are measured, with what they load compiled as an installer or the first run leaves it. On the clock two
of ours start beside each other; the time of the processors counts both.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from benchmarks.returned import make_folder
from benchmarks.timed import HEAD, Ratio, alternate, ratio

_ROUNDS = 7
_BARE = [sys.executable, "-c", "import click, lxml.etree"]
_KPIBOOK = [sys.executable, "-c", "from addin.cli import main; main()"]


def main() -> None:
    """Measure and print a line for each."""
    print(HEAD)
    for each in ratios():
        print(each.line())


def ratios() -> Iterator[Ratio]:
    """Each command against what starts Python with its two largest libraries."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "returned"
        make_folder(folder, 1)
        (one,) = folder.iterdir()
        commands = (_BARE, [*_KPIBOOK, "validate", str(one)], [*_KPIBOOK, "--version"])
        environment = os.environ | {"PYTHONPYCACHEPREFIX": str(Path(temporary) / "compiled")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        runs = [partial(_run, command, environment) for command in commands]
        for run in runs:
            run()
        bare, validated, version = alternate(_ROUNDS, *runs)
    against = 'python -c "import click, lxml.etree"'
    yield ratio("kpibook validate ONE", 1, validated, against, bare, 4)
    yield ratio("kpibook --version", 1, version, against, bare, 1.5)


def _run(command: list[str], environment: Mapping[str, str]) -> None:
    subprocess.run(command, capture_output=True, check=False, env=environment)


if __name__ == "__main__":
    main()
