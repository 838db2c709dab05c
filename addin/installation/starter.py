"""The file on the desktop that opens the window of `kpibook desk`, where macros are blocked and where they are not.

On Windows it starts Python without a console: the black window of the file itself closes at once.
"""

from __future__ import annotations

import shlex
from pathlib import PureWindowsPath

FILE_NAMES = {True: "KPI workbook.cmd", False: "KPI workbook.command"}
"""By whether it is for Windows; earlier versions put a file to drop folders on under the same names."""

_WINDOWS = """@echo off
setlocal DisableDelayedExpansion
chcp 65001 >nul
set PYTHONUTF8=1
if not exist "{windowless}" (
  echo Python is gone: "{windowless}". Install kpibook again.
  echo Python a disparu. Installez de nouveau kpibook.
  pause
  exit /b 2
)
start "" "{windowless}" -m addin.cli desk
exit /b 0
"""
_MAC = """#!/bin/sh
nohup {interpreter} -m addin.cli desk >/dev/null 2>&1 &
"""


def starter(interpreter: str, *, windows: bool) -> bytes:
    """The file as bytes; it runs this `interpreter`, named by its full path."""
    if not windows:
        return _MAC.format(interpreter=shlex.quote(interpreter)).encode("utf-8")
    text = _WINDOWS.format(windowless=windowless(interpreter).replace("%", "%%"))
    return text.replace("\n", "\r\n").encode("utf-8")


def windowless(interpreter: str) -> str:
    """The Python beside a `python.exe` that opens no console."""
    path = PureWindowsPath(interpreter)
    return str(path.with_name("pythonw.exe")) if path.name.lower() == "python.exe" else interpreter
