"""A scheduler's address as it may be shown."""

from __future__ import annotations


def shown(address: str) -> str:
    """`address` without a name or a password before the @, and without what stands behind a question mark or #."""
    scheme, parted, rest = address.rpartition("://")
    place = rest.partition("?")[0].partition("#")[0].rpartition("@")[2]
    return f"{scheme.rpartition('@')[2]}{parted}{place}"
