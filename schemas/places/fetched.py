"""What is at an address, fetched into a local folder: each file once, no more than the limits, under safe names."""

from __future__ import annotations

import datetime as dt
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from schemas.errors import Refusal
from schemas.places import limits
from schemas.places.address import Address
from schemas.places.safe_names import safe_names
from schemas.places.store import Info, Mark, Store, mark_of, open_store, reaching
from schemas.terminal.progress import track
from schemas.terminal.shown import CHAINED

Watch = Callable[[Iterator["Known"], int], Iterator["Known"]]
_fetching: Watch = partial(track, what="Fetching")
_OF_THE_FILE = (FileNotFoundError, zipfile.BadZipFile, RuntimeError, zlib.error)
"""What is the matter with one file of an archive that can be read: taken away, damaged, locked by a password."""
_MODIFIED = ("mtime", "LastModified", "last_modified", "date_time", "created")


@dataclass(frozen=True, slots=True)
class Known:
    """A file as it was fetched."""

    local: Path
    remote: str
    """Where it is in its store."""
    mark: Mark | None
    """By what the store knows it."""
    stamp: tuple[int, int]
    """Size and modified time of the local file: another where somebody wrote to it."""


def stamp_of(path: Path) -> tuple[int, int]:
    """By what a local file is known to be the same still."""
    found = path.lstat()
    return found.st_size, found.st_mtime_ns


def fetch(address: Address, local: Path, *, must_be: bool, watch: Watch | None = None) -> list[Known]:
    """Fetch the file, or the folder with all below it, that `address` leads to, so that it is at `local`.

    Each file of a folder passes through `watch`, which shows how far it is and may end it by an exception; where it is
    None, a terminal shows it.
    Raises `Refusal` where there is nothing and something `must_be`, where it is more than the limits allow, or
    where it cannot be reached; what was fetched until then is for the caller to take away.
    """
    store = open_store(address)
    with reaching(address):
        info = _info(store)
        if info is None:
            if must_be:
                raise Refusal("There is nothing at {address}: check the address.", address=address)
            return []
        if info["type"] != "directory":
            local.parent.mkdir(parents=True, exist_ok=True)
            _check(address, {"": info}, named=True)
            return [_fetched(address, store, info, local, limits.NAMED_LIMIT)]
        return list(_folder(address, store, local, watch or _fetching))


def _info(store: Store) -> Info | None:
    # An archive does not list its own top.
    return store.info(store.path) if store.path.strip("/") else {"type": "directory"}


def _folder(address: Address, store: Store, local: Path, watch: Watch) -> Iterator[Known]:
    local.mkdir(parents=True, exist_ok=True)
    found = _listed(store)
    _check(address, found, named=False)
    places = safe_names(found, folds=_folds(local))
    targets = [(info, local / places[name]) for name, info in found.items()]
    targets = [(info, target) for info, target in targets if not os.path.lexists(target)]
    for _, target in targets:
        target.parent.mkdir(parents=True, exist_ok=True)

    def fetched(one: tuple[Info, Path]) -> Known:
        with reaching(address):
            return _fetched(address, store, *one, limits.FILE_LIMIT)

    # What does not say that it can be asked from several sides at once is asked in turn.
    workers = limits.AT_A_TIME if store.files.async_impl else 1
    with ThreadPoolExecutor(workers) as pool:
        try:
            yield from watch(pool.map(fetched, targets), len(targets))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _listed(store: Store) -> Mapping[str, Info]:
    """All files below the place of `store`, by their names below it."""
    # By itself a folder that cannot be read would be left out without a word.
    strict: dict[str, Any] = {} if store.files.async_impl else {"on_error": "raise"}
    found = store.files.find(store.path, detail=True, **strict)
    top = store.path.rstrip("/")
    return {
        path.removeprefix(top).removeprefix("/"): {**info, "name": path}
        for path, info in found.items()
        if info["type"] != "directory" and not path.endswith("/")
    }


def _check(address: Address, found: Mapping[str, Info], *, named: bool) -> None:
    sizes = [info.get("size") or 0 for info in found.values()]
    most = limits.NAMED_LIMIT if named else limits.FETCHED_LIMIT
    if len(sizes) > limits.FILES_LIMIT:
        raise Refusal(
            "There are more than {limit} files at {address}: give the folder of one year's returned workbooks.",
            limit=f"{limits.FILES_LIMIT:,}",
            address=address,
        )
    # What is larger than any returned workbook is not fetched out of a folder.
    if sum(size for size in sizes if named or size <= limits.FILE_LIMIT) > most:
        raise Refusal(
            "The files at {address} have more than {limit} GB: give the folder of one year's returned workbooks.",
            limit=most // 2**30,
            address=address,
        )


def _fetched(address: Address, store: Store, info: Info, target: Path, limit: int) -> Known:
    size = info.get("size")
    if info["type"] == "link":
        _lead_nowhere(target)
    elif size is not None and size > limit:
        # It is refused unread by its size, as a local one: a hole of that size is as good.
        with target.open("xb") as hole:
            hole.truncate(size)
    else:
        try:
            _copy(address, store, info["name"], target, limit if size is None else size)
        except _OF_THE_FILE as error:
            if not isinstance(error, FileNotFoundError) and address.scheme not in CHAINED:
                raise
            _lead_nowhere(target)
        else:
            _keep_time(target, info)
    return Known(target, info["name"], mark_of(info), stamp_of(target))


def _copy(address: Address, store: Store, remote: str, target: Path, most: int) -> None:
    """Copy a file of which `most` bytes are expected at the most: what an archive says of itself need not be true."""
    read = 0
    with closing(store.files.open(remote, "rb")) as stream, target.open("xb") as copy:
        while block := stream.read(limits.BLOCK):
            read += len(block)
            if read > most:
                raise Refusal(
                    "A file at {address} has more in it than is said of it: have it sent again.", address=address
                )
            copy.write(block)


def _lead_nowhere(target: Path) -> None:
    """A link is not followed, and what cannot be had is like one: it is listed, and leads nowhere."""
    target.unlink(missing_ok=True)
    try:
        target.symlink_to(target.parent / ".kpibook-nowhere")
    except (OSError, NotImplementedError):
        target.touch()


def _keep_time(target: Path, info: Info) -> None:
    modified = next((info[key] for key in _MODIFIED if info.get(key)), None)
    if isinstance(modified, dt.datetime):
        modified = modified.timestamp()
    elif isinstance(modified, tuple) and len(modified) == 6:
        modified = dt.datetime(*modified).timestamp()  # noqa: DTZ001 - an archive knows no time zone
    if isinstance(modified, (int, float)) and 0 <= modified < 2**32:
        os.utime(target, (modified, modified))


def _folds(folder: Path) -> bool:
    """Whether the disk takes two names that differ by case only for one."""
    trial = folder / ".kpibook-case"
    trial.touch()
    try:
        return (folder / ".KPIBOOK-CASE").exists()
    finally:
        trial.unlink()
