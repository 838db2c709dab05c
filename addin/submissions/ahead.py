"""Processes that read, started: a pool's own, and the first one before it is known what it will do.

Light on purpose: the command starts it before it loads anything else.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, NamedTuple

_PROGRAM = (
    "import json, sys; sys.path[:] = json.loads(sys.argv.pop(1));"
    "from addin.submissions.budgeted_worker import main; main()"
)


class Started(NamedTuple):
    """A process that was started, and that nobody has heard of yet."""

    prepare: str
    """The function (`module:name`) that it calls first; empty for none."""
    process: subprocess.Popen[bytes]
    said: IO[bytes]
    """What it prints: no part of what it sends."""


def start_process(prepare: str, environment: Mapping[str, str]) -> Started:
    """Start `budgeted_worker` with these variables beside those of this program."""
    said = tempfile.TemporaryFile()  # noqa: SIM115 - closed by who ends the process
    # -P: what lies in the current folder is no module of ours. -S: where modules are was found out by this program,
    # and is handed over.
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-P", "-S", "-c", _PROGRAM, json.dumps(_path()), *([prepare] if prepare else [])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=said,
        bufsize=0,
        env={**os.environ, **environment},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    return Started(prepare, process, said)


def _path() -> list[str]:
    """Where modules are looked for; an editable installation finds kpibook itself in another way."""
    own = str(Path(__file__).parents[2])
    return sys.path if own in sys.path else [*sys.path, own]


# --- the first process, while the program still loads -----------------------------------------
_ahead: list[Started] = []


def start(prepare: str) -> None:
    """Start the process that the first pool of this program will need."""
    _ahead.append(start_process(prepare, {}))


def taken(prepare: str) -> Started | None:
    """The process that was started ahead, for who would start one with `prepare`; None where there is none."""
    return _ahead.pop() if _ahead and _ahead[-1].prepare == prepare else None


def end() -> None:
    """End what no pool has taken."""
    while _ahead:
        _, process, said = _ahead.pop()
        process.kill()
        process.communicate()
        said.close()
