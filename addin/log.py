"""The log file: the detail behind a sentence, for whoever looks after kpibook."""

from __future__ import annotations

import datetime as dt
import os
import sys
import traceback
from pathlib import Path

_LIMIT = 1_000_000
"""Bytes after which the log begins anew: nobody reads an older one."""


def log_file() -> Path:
    """Where this kind of computer keeps logs."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "kpibook" / "kpibook.log"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Logs" / "kpibook.log"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "kpibook" / "kpibook.log"


def note(error: BaseException) -> None:
    """Append the whole of `error`, with the time; never raises, and nothing goes to stderr."""
    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _LIMIT:
            path.unlink()
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{dt.datetime.now().astimezone().isoformat()}\n{''.join(traceback.format_exception(error))}\n")
    except OSError:
        return
