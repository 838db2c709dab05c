"""The log file: the detail behind a sentence, for whoever looks after kpibook."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

_LIMIT = 1_000_000
"""Bytes after which the log begins anew: nobody reads an older one."""


def log_file() -> Path:
    """Where this kind of computer keeps logs."""
    if sys.platform == "win32":
        # Beside the settings: an environment in %LOCALAPPDATA%\kpibook may be made anew, and the log with it.
        return Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming") / "kpibook" / "kpibook.log"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Logs" / "kpibook.log"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "kpibook" / "kpibook.log"


def note(error: BaseException, about: str = "") -> None:
    """Append the whole of `error`, with the time and what it is `about`; never raises, nothing goes to stderr."""
    import traceback  # noqa: PLC0415 - hardly ever needed

    try:
        path = log_file()
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _LIMIT:
            path.unlink()
        heading = f"{dt.datetime.now().astimezone().isoformat()} {about}".rstrip()
        # A file's name may be in no known encoding, and stands in the error as well.
        with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{heading}\n{''.join(traceback.format_exception(error))}\n")
    except Exception:  # noqa: BLE001 - it is called where something broke: a second failure would hide the first
        return
