"""A scheduler's address as it may be shown."""

from __future__ import annotations

import re

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_BEHIND = re.compile(r"[?#]")


def shown(address: str) -> str:
    """`address` without a name or a password before the @, and without what stands behind a question mark or #.

    Where nobody can tell which is which, no more than its scheme.
    """
    found = _SCHEME.match(address)
    scheme = found[0] if found else ""
    who, _, place = address[len(scheme) :].rpartition("@")
    return f"{scheme}…" if _BEHIND.search(who) else scheme + _BEHIND.split(place, maxsplit=1)[0]
