"""The chain that a button runs: the same command line, through the same shell, with a token that must come back."""

from __future__ import annotations

import os
import secrets
import shlex
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PureWindowsPath

from addin.installation.check import Check, State, good
from schemas.messages.message import Message

_SECONDS = 60
_PREPARE = "import xlwings.utils;xlwings.utils.prepare_sys_path({path})"
_MAC_PATH, _WINDOWS_PATH = "'false;'", r"\"false\""


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command line ended, and what it said."""

    status: int
    out: str
    err: str


Runner = Callable[[str | list[str]], Ran]
"""Runs a command line of Windows, or the arguments of a program elsewhere. Raises OSError where it cannot start."""


def run(line: str | list[str]) -> Ran:
    """Run it on this computer, without a window. Raises OSError, also where it does not end within a minute."""
    try:
        done = subprocess.run(  # noqa: S603 - the line is our own, of paths that were looked at when installing
            line,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        raise TimeoutError(f"no answer within {_SECONDS} seconds") from None
    return Ran(done.returncode, done.stdout, done.stderr)


def command_line(
    interpreter: str, python: str, *, windows: bool, environ: Mapping[str, str] = os.environ
) -> str | list[str]:
    """What the VBA of the add-in runs on Windows, and its AppleScript on a Mac, for the Python code `python`."""
    if not windows:
        code = f"{_PREPARE.format(path=_MAC_PATH)};{python} "
        return ["/bin/sh", "-c", f'{shlex.quote(interpreter)} -B -u -W ignore -c "{code}" "--wb=Book1" "--from_xl=1"']
    path = PureWindowsPath(interpreter)
    there = f'{path.drive} & cd "{path.parent}" & ' if path.drive.endswith(":") else f'pushd "{path.parent}" & '
    shell = environ.get("ComSpec", "cmd.exe")
    return (
        f'{shell} /C {there}"{path}" -B -c "{_PREPARE.format(path=_WINDOWS_PATH)}; {python}"  --wb="Book1" --from_xl=1'
    )


def try_chain(interpreter: str, run_it: Runner, *, windows: bool) -> Check:
    """Whether Python answers through the shell as it does to a button."""
    token = secrets.token_hex(8)
    try:
        ran = run_it(command_line(interpreter, f"import addin.macros, os; os.write(1, b'{token}')", windows=windows))
    except OSError as error:
        return _broken(interpreter, str(error))
    if ran.status == 0 and token in ran.out.split():
        return good(Message("The command line that a button runs starts Python, and Python finds kpibook."))
    return _broken(interpreter, (ran.err.strip() or ran.out.strip() or f"exit status {ran.status}")[-300:])


def _broken(interpreter: str, detail: str) -> Check:
    return Check(
        State.PROBLEM,
        Message("The command line that a button runs does not start Python: {detail}", detail=detail),
        Message("Please allow Excel to start {program} through cmd.exe for me.", program=interpreter),
    )
