"""Folders that Windows itself names: with OneDrive, a person's desktop is elsewhere than in the home folder."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

if sys.platform == "win32":
    import ctypes

DESKTOP = UUID("B4BFCC3A-DB2C-424C-B029-7FE99A87C641")
DOCUMENTS = UUID("FDD39AD0-238F-46AF-ADB4-6C85480369C7")
KnownFolder = Callable[[UUID], Path | None]
"""Asks the system for a folder by its identifier; None where it names none."""


def known_folder(identifier: UUID) -> Path | None:
    """The folder of this person that Windows knows under `identifier`; None elsewhere, or where it tells none."""
    if sys.platform == "win32":
        shell, free = ctypes.windll.shell32, ctypes.windll.ole32.CoTaskMemFree
        found = ctypes.c_wchar_p()
        guid = (ctypes.c_ubyte * 16).from_buffer_copy(identifier.bytes_le)
        failed = shell.SHGetKnownFolderPath(ctypes.byref(guid), 0, None, ctypes.byref(found))
        path = found.value
        free.argtypes = [ctypes.c_void_p]
        free(ctypes.cast(found, ctypes.c_void_p))
        return Path(path) if not failed and path else None
    return None
