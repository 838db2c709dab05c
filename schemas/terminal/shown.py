"""Addresses as they may be shown: where something is, and nothing of what lets one in.

Whoever opens a store may write a key into its address, or a signature behind it. None of that is printed, and where a
local folder stands for an address, the address is what is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ADDRESS = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]+::)*[A-Za-z][A-Za-z0-9+.-]+://")
"""How an address begins: a scheme of two letters or more, so that a drive of Windows is none."""
_IN_A_TEXT = re.compile(rf"{ADDRESS.pattern}\S*")
CHAINED = frozenset({"zip", "tar", "jar", "libarchive", "simplecache", "filecache", "blockcache", "cached", "dir"})
"""What may stand before two colons: it reads what the address behind them leads to."""
_NAMED = frozenset({"abfs", "abfss", "az", "wasb", "wasbs", "postgresql"})
"""Where what stands before the @ is a name and lets nobody in: a container of Azure's, the user of a database."""
_OF_A_NETWORK = frozenset({"http", "https", "tcp", "tls", "ucx", "ws", "wss"})
"""Where what stands behind a # is never of a file's name."""
_TOLD = re.compile(r"postgresql://(?:user:password|[^\s:/@?#]*:\*\*\*)@[^\s@?#]*")
"""An address as sentences of ours have it: an example, or one that has a sign in place of the password already."""
_SECRET = re.compile(r"\?.*|#[^/]*=.*", re.DOTALL)
_BEHIND = re.compile(r"[?#].*", re.DOTALL)
_QUERY = re.compile(r"\?[^/\\]*=.*", re.DOTALL)
"""As it may stand behind a local path by mistake, in which a question mark is a letter like any other."""
_HOST = "tcp://"
_UNTOLD = "…"
_stand_ins: dict[str, str] = {}
"""What is shown in place of a local path: the address that it stands for."""
_stores: set[Path] = set()
"""The local folders that each stand for a store as a whole."""


def is_address(text: str) -> bool:
    """Whether `text` is an address such as `s3://returned` or `zip://::returned.zip`, and no local path."""
    return ADDRESS.match(text) is not None


def shown(address: str) -> str:
    """`address` without a name, a key or a password before the @, and without what stands behind a question mark.

    Where nobody can tell which is which, no more than its scheme. Without a scheme it is a host, such as a scheduler's.
    """
    if "://" not in address:
        return _shown_part(f"{_HOST}{address}").removeprefix(_HOST)
    return "::".join(_shown_part(part) for part in _parts(address))


def is_told(address: str) -> bool:
    """Whether `shown` can tell where the secrets of `address` end."""
    return _UNTOLD not in shown(address)


def without_credentials(text: str) -> str:
    """`text` with each address in it as it may be shown."""
    if "://" not in text:
        return text
    return _IN_A_TEXT.sub(lambda match: match[0] if _TOLD.fullmatch(match[0]) else shown(match[0]), text)


def stands_for(local: Path, address: str) -> None:
    """Have `address`, as it may be shown, stand wherever the path `local`, or one below it, would be printed."""
    _stand_ins[str(local)] = shown(address)


def is_store(local: Path) -> None:
    """Have all that is below the path `local` be in a store of its own."""
    _stores.add(local)


def are_apart(one: Path, other: Path) -> bool:
    """Whether the two are in different stores, or one in a store and the other on this computer."""
    return _store_of(one) != _store_of(other)


def with_addresses(text: str) -> str:
    """`text` with addresses in place of the local paths that stand for them."""
    for local in sorted(_stand_ins, key=len, reverse=True):
        for spelled in {local, local.replace("\\", "\\\\")}:
            if spelled in text:
                text = _with_address(text, spelled, _stand_ins[local])
    return text


def _store_of(local: Path) -> Path | None:
    return next((place for place in local.parents if place in _stores), None) if _stores else None


def _with_address(text: str, local: str, address: str) -> str:
    below = address if address.endswith("/") else f"{address}/"
    text = re.sub(rf"{re.escape(local)}(?:/|\\+)", lambda _: below, text)
    return text.replace(local, address)


def _parts(address: str) -> Iterator[str]:
    """The links of a chain such as `zip://returned::s3://bucket/sent.zip`: two colons may be part of a key as well."""
    part = ""
    for piece in address.split("::"):
        part = f"{part}::{piece}" if part else piece
        if part.partition("://")[0].lower() in CHAINED:
            yield part
            part = ""
    if part:
        yield part


def _shown_part(part: str) -> str:
    scheme, parted, rest = part.partition("://")
    if not parted:
        return _QUERY.sub("", part)
    who, parted, place = rest.rpartition("@")
    if "?" in who or ("#" in who and ":" in who):
        # Where a password ends that holds one of them is anybody's guess.
        return f"{scheme}://{_UNTOLD}"
    is_name = scheme.lower() in _NAMED and ":" not in who
    is_of_a_file = bool(parted) and "/" in who and ":" not in who
    behind = _BEHIND if scheme.lower() in _OF_A_NETWORK else _SECRET
    return f"{scheme}://{behind.sub('', rest if is_name or is_of_a_file else place)}"
