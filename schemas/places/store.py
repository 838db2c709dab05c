"""A store behind an address, by fsspec, and a sentence for whatever does not work there.

No sentence repeats what a library says: an address with a key in it may stand there.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fsspec import AbstractFileSystem
from fsspec.core import url_to_fs

from schemas.errors import Refusal
from schemas.messages.message import Message
from schemas.places.address import Address, schemes
from schemas.terminal.own_command import declared_of, here
from schemas.terminal.shown import CHAINED

_PACKAGES = {
    "gs": "gcsfs",
    "gcs": "gcsfs",
    "abfs": "adlfs",
    "abfss": "adlfs",
    "az": "adlfs",
    "sftp": "paramiko",
    "ssh": "paramiko",
    "smb": "smbprotocol",
    "http": "aiohttp",
    "https": "aiohttp",
}
"""What fsspec needs for a scheme, where kpibook declares nothing."""
_READ, _WRITTEN = Message("read"), Message("written to")
_NOT_ALLOWED = re.compile(r"Credential|Permission|Authenti|Authoriz|Forbidden|ProfileNotFound|AccessDenied|BadHostKey")
_LOST = re.compile(
    r"Connection|Timeout|Disconnected|Endpoint|SSHException|gaierror|IncompleteRead|PayloadError|SSLError"
)
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_MARKS = ("size", "ETag", "etag", "content_md5", "generation", "mtime", "LastModified", "last_modified", "created")
"""What systems tell of a file that is another when its contents are."""

Info = Mapping[str, Any]
Mark = Mapping[str, object]
"""By what a store knows a file: size, digest, time, whichever it tells."""


@dataclass(frozen=True, slots=True)
class Store:
    """A file system of fsspec, and the place in it that an address names."""

    files: AbstractFileSystem
    path: str
    """As the file system itself has it."""

    def info(self, path: str) -> Info | None:
        """What it tells of `path`, freshly asked; None where there is nothing."""
        self.files.invalidate_cache()
        try:
            found: Info = self.files.info(path)
        except FileNotFoundError:
            return None
        return found


def mark_of(info: Info | None) -> Mark | None:
    """By what a file is known to be the same still; None where there is none."""
    return {key: _plain(info[key]) for key in _MARKS if info.get(key) is not None} if info is not None else None


def is_same(one: Mark | None, other: Mark | None) -> bool:
    """Whether two marks may be of the same file: a list of files may tell less of one than it tells itself."""
    if one is None or other is None:
        return one is other
    return all(one[key] == other[key] for key in one.keys() & other.keys())


def _plain(value: object) -> object:
    value = value.timestamp() if isinstance(value, dt.datetime) else value
    return round(value, 3) if isinstance(value, float) else value


def open_store(address: Address) -> Store:
    """The store of `address`; raises `Refusal` where there is none, or a package for it is missing."""
    if address.scheme in CHAINED and not address.behind:
        raise Refusal(
            "{address} names nothing to look into: that stands behind two colons, as in zip://::returned.zip.",
            address=address,
        )
    url, options = address.for_fsspec()
    with reaching(address):
        try:
            files, path = url_to_fs(url, **options)
        except ImportError:
            raise Refusal(
                "{address} needs a package that kpibook does without otherwise: install it with {command}.",
                address=address,
                command=_install(url),
            ) from None
    return Store(files, path)


@contextlib.contextmanager
def reaching(address: Address, *, writing: bool = False) -> Iterator[None]:
    """Turns whatever breaks inside into the `Refusal` that says what is the matter with `address`."""
    try:
        yield
    except Refusal:
        raise
    except Exception as error:  # noqa: BLE001 - each library behind fsspec has errors of its own
        raise Refusal(_what_of(error, address, _WRITTEN if writing else _READ)) from None


def _what_of(error: Exception, address: Address, done: Message) -> Message:
    """What is the matter with `address`, which could not be `done`."""
    kinds = " ".join(kind.__name__ for kind in type(error).__mro__)
    cases = (
        (
            isinstance(error, OSError) and error.errno in _FULL,
            Message("There is no room for what is at {address}: make some where it is kept.", address=address),
        ),
        (
            _NOT_ALLOWED.search(kinds),
            Message(
                "{address} may not be {done}: check who you are there, by the variables or settings from which your "
                "other programs know it.",
                address=address,
                done=done,
            ),
        ),
        (
            isinstance(error, FileNotFoundError),
            Message("There is nothing at {address}: check the address.", address=address),
        ),
        (
            _LOST.search(kinds),
            Message(
                "The connection to {address} was lost, or there was none: check the address and the network, and run "
                "it again.",
                address=address,
            ),
        ),
        (
            isinstance(error, (zipfile.BadZipFile, EOFError, UnicodeDecodeError)),
            Message("{address} is damaged, or no archive of its kind.", address=address),
        ),
        (
            isinstance(error, ValueError) and str(error).startswith("Protocol not known"),
            Message("No store is known that an address such as {address} leads to.", address=address),
        ),
    )
    otherwise = Message(
        "{address} could not be {done} ({kind}): check the address.",
        address=address,
        done=done,
        kind=type(error).__name__,
    )
    return next((message for is_it, message in cases if is_it), otherwise)


def _install(url: str) -> str:
    """The command that installs what the schemes of `url` need."""
    wanted = dict.fromkeys(_PACKAGES[each] for each in schemes(url) if each in _PACKAGES)
    return here().install(*(wanted or declared_of("s3")))
