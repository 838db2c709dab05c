"""What was made in place of an address, put there: each file whole, and all of them or what was there before."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from schemas.errors import Refusal
from schemas.places.address import Address
from schemas.places.store import Mark, Store, is_same, mark_of, open_store, reaching
from schemas.whole_file import temporary_name


@dataclass(frozen=True, slots=True)
class Change:
    """A file to be put, or to be taken away."""

    local: Path | None
    """What to put; None: it is taken away."""
    names: tuple[str, ...]
    """Where, seen from the address: the names below it; none for the address itself."""
    is_beside: bool
    """Whether it stands beside the address instead."""
    mark: Mark | None
    """By what it is known that nobody changed it since it was fetched; None where there was nothing."""
    before: Path | None
    """What was there, as it was fetched."""


def put(address: Address, changes: Sequence[Change]) -> None:
    """Carry out `changes` at `address`; where one fails, what was there before is put back.

    Raises `Refusal` where somebody else wrote there meanwhile, or it cannot be written to.
    """
    store = open_store(address)
    with reaching(address, writing=True):
        places = [(change, _remote(store, change)) for change in changes]
        for change, remote in places:
            _check_unchanged(address, store, change, remote)
        waiting = _waiting(address, store, places)
        done: list[tuple[Change, str]] = []
        try:
            for change, remote in places:
                done.append((change, remote))
                _carry_out(store, change, remote, waiting.get(remote))
        except BaseException:
            _put_back(store, reversed(done), waiting.values())
            raise


def _remote(store: Store, change: Change) -> str:
    top = store.path.rstrip("/")
    if change.is_beside:
        top = top.rpartition("/")[0]
    return "/".join((top, *change.names))


def _check_unchanged(address: Address, store: Store, change: Change, remote: str) -> None:
    if not is_same(mark_of(store.info(remote)), change.mark):
        raise Refusal(
            "Somebody wrote to {address} while kpibook was at work: nothing was written there, run it again.",
            address=address,
        )


def _waiting(address: Address, store: Store, places: Iterable[tuple[Change, str]]) -> dict[str, str]:
    """The names under which files wait where a file does not appear whole: nobody takes them for what they will be."""
    waiting: dict[str, str] = {}
    if address.is_whole:
        return waiting
    try:
        for change, remote in places:
            if change.local is not None:
                folder = remote.rpartition("/")[0]
                store.files.makedirs(folder, exist_ok=True)
                waiting[remote] = f"{folder}/{temporary_name(change.local.suffix)}"
                store.files.put_file(str(change.local), waiting[remote])
    except BaseException:
        _put_back(store, (), waiting.values())
        raise
    return waiting


def _carry_out(store: Store, change: Change, remote: str, waits: str | None) -> None:
    if change.local is None:
        store.files.rm_file(remote)
    elif waits is not None:
        store.files.mv(waits, remote)
    else:
        store.files.put_file(str(change.local), remote)


def _put_back(store: Store, done: Iterable[tuple[Change, str]], waiting: Iterable[str]) -> None:
    # What cannot be put back must not hold up the others: the failure itself is what is told.
    for change, remote in done:
        with contextlib.suppress(Exception):
            if change.before is not None:
                store.files.put_file(str(change.before), remote)
            else:
                store.files.rm_file(remote)
    for name in waiting:
        with contextlib.suppress(Exception):
            store.files.rm_file(name)
