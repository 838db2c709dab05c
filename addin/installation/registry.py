"""The registry of Windows, a key at a time; a test lays out any registry in a table."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from itertools import count

if sys.platform == "win32":
    import winreg

USER, MACHINE = "HKCU", "HKLM"
Value = int | str | bytes
Registry = Callable[[str], Mapping[str, Value]]
r"""The values of a key such as `HKCU\Software\Microsoft`, names in lower case; none where there is no such key."""


def number(values: Mapping[str, Value], name: str) -> int | None:
    """A value as a number, be it one or a text of digits: policies write both."""
    value = values.get(name.lower())
    if isinstance(value, str):
        return int(value) if value.strip().isdecimal() else None
    return value if isinstance(value, int) else None


def read_registry(key: str) -> Mapping[str, Value]:
    """The values of a key in this computer's registry, read as a 64-bit program reads them."""
    values: dict[str, Value] = {}
    if sys.platform == "win32":
        hive, _, path = key.partition("\\")
        root = winreg.HKEY_LOCAL_MACHINE if hive == MACHINE else winreg.HKEY_CURRENT_USER
        try:
            with winreg.OpenKey(root, path, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as opened:
                for index in count():
                    name, value, _ = winreg.EnumValue(opened, index)
                    if isinstance(value, int | str | bytes):
                        values[name.lower()] = value
        except OSError:
            return values  # no such key, none that may be read, or no more values
    return values
