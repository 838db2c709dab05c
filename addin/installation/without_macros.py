"""For places where macros are blocked: a file to drop a folder on, which runs the same commands.

On Windows the folder is dropped on it; on macOS, where Finder drops nothing on a script, a double
click asks for the folder.
"""

from __future__ import annotations

import shlex

FILE_NAMES = {True: "KPI workbook.cmd", False: "KPI workbook.command"}
"""By whether it is for Windows."""

# The last line ends the whole shell: what an “&” in a folder's name would start is never reached.
_WINDOWS = """@echo off
setlocal DisableDelayedExpansion
chcp 65001 >nul
set PYTHONUTF8=1
if not exist "%~f1\\" (
  echo Drop the folder with the returned workbooks on this file.
  echo If you did, rename the folder: letters, digits, spaces and hyphens only.
  pause
  exit 2
)
"{interpreter}" -m addin.cli validate "%~f1"
"{interpreter}" -m addin.cli consolidate "%~f1" --out "%~f1-result.xlsx"
echo.
echo The result is "%~f1-result.xlsx".
pause
exit
"""
_MAC = """#!/bin/sh
folder=$1
if [ -z "$folder" ]; then
  folder=$(osascript -e 'POSIX path of (choose folder with prompt "Choose the folder with the returned workbooks")')
fi
if [ ! -d "$folder" ]; then
  echo "No folder was chosen."
  exit 2
fi
folder=${{folder%/}}
{interpreter} -m addin.cli validate "$folder"
{interpreter} -m addin.cli consolidate "$folder" --out "$folder-result.xlsx"
echo "The result is $folder-result.xlsx."
"""


def script(interpreter: str, *, windows: bool) -> bytes:
    """The file as bytes; run by this `interpreter`, named by its full path."""
    if windows:
        return _WINDOWS.format(interpreter=interpreter.replace("%", "%%")).replace("\n", "\r\n").encode("utf-8")
    return _MAC.format(interpreter=shlex.quote(interpreter)).encode("utf-8")
