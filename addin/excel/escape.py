"""Whether somebody pressed Escape in Excel: only Windows can say so while Excel waits for Python."""

from __future__ import annotations

import sys
from typing import Any

_ESCAPE = 0x1B
_HELD, _SINCE_LAST_ASKED = 0x8000, 0x0001


def can_stop() -> bool:
    """Whether Escape stops a button here: nowhere but on Windows does Excel let it."""
    return sys.platform == "win32"


def escape_was_pressed(excel: int, user32: Any = None) -> bool:
    """Whether Escape is held, or was pressed since this was last asked, while Excel, the process `excel`, is in front.

    What is pressed in another program counts for nothing, now or later: asking forgets it.
    """
    if user32 is None:
        if sys.platform != "win32":
            return False
        import ctypes  # noqa: PLC0415 - its `windll` is there on Windows only

        user32 = ctypes.windll.user32
    pressed = bool(user32.GetAsyncKeyState(_ESCAPE) & (_HELD | _SINCE_LAST_ASKED))
    return pressed and process_in_front(user32) == excel


def process_in_front(user32: Any) -> int:
    """The process whose window people type into."""
    import ctypes  # noqa: PLC0415 - on Windows only

    process = ctypes.c_ulong(0)
    user32.GetWindowThreadProcessId(user32.GetForegroundWindow(), ctypes.byref(process))
    return process.value
