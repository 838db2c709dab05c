"""An address as it was typed: which store, and which place in it; nothing is reached to tell."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from schemas.errors import Refusal
from schemas.terminal.shown import CHAINED, shown

_S3 = re.compile(r"(?P<head>(?:.*::)?)(?P<scheme>s3a?)://(?P<key>[^:@/?]+):(?P<secret>[^@]+)@(?P<rest>.*)", re.DOTALL)
_READ_ONLY = CHAINED | {"http", "https", "git", "github", "data", "reference", "generic"}
_WHOLE = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "memory", "oci", "oss"})
"""Stores of objects: one appears there whole, or not at all."""
_ARCHIVES = frozenset({"jar", "libarchive", "tar", "zip"})
_WITHOUT_HOST = CHAINED | {"memory"}


@dataclass(frozen=True, slots=True)
class Address:
    """An address of fsspec, such as `s3://bucket/returned` or `zip://returned::sent.zip`."""

    typed: str = field(repr=False)
    """As it was typed, a key in it included: never to be shown."""

    def __str__(self) -> str:
        return shown(self.typed)

    @property
    def scheme(self) -> str:
        """What it begins with, such as `s3`; of a chain, its first."""
        return re.split("::|://", self.typed, maxsplit=1)[0].lower()

    @property
    def behind(self) -> str:
        """What stands behind the first link of a chain, such as `sent.zip`; empty where it is no chain."""
        return str(self).partition("::")[2]

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of its path, from the bucket or the host on."""
        path = str(self).partition("::")[0].partition("://")[2]
        return tuple(part for part in path.split("/") if part)

    @property
    def top(self) -> str:
        """What a local folder would be called of all that is in the store: as its archive, or its kind."""
        last = re.split(r"[/\\]", self.behind.rstrip("/"))[-1]
        return last.rpartition(".")[0] or last or self.scheme

    @property
    def is_whole(self) -> bool:
        """Whether what is put there appears whole, without anything being moved."""
        return self.scheme in _WHOLE

    @property
    def can_be_written(self) -> bool:
        """Whether its kind of store takes files at all, whoever asks."""
        return self.scheme not in _READ_ONLY and not self.behind

    @property
    def is_in_an_archive(self) -> bool:
        """Whether it leads into an archive, or is all that is in one."""
        return self.scheme in _ARCHIVES

    @property
    def has_siblings(self) -> bool:
        """Whether something can stand beside it: a bucket, a host and an archive stand alone."""
        return len(self.parts) > (0 if self.scheme in _WITHOUT_HOST else 1)

    def sibling(self, name: str) -> Address:
        """The address of what is called `name` and stands beside it."""
        link, parted, behind = self.typed.partition("::") if self.behind else (self.typed, "", "")
        head, slash, _ = link.partition("?")[0].rstrip("/").rpartition("/")
        return Address(f"{head}{slash}{name}{parted}{behind}")

    def parent(self) -> Address:
        """The folder that it stands in."""
        return self.sibling("")

    def check_writable(self) -> None:
        """Raise `Refusal` where nothing can be written to it, whoever asks."""
        if not self.can_be_written:
            raise Refusal(
                "Nothing can be written to {address}: give a local path, or an address such as s3://bucket/results.",
                address=self,
            )

    def for_fsspec(self) -> tuple[str, Mapping[str, Any]]:
        """It without the key and the secret of S3 in it, and these by scheme, as fsspec takes them."""
        options: dict[str, dict[str, Any]] = {}
        url, found = self.typed, _S3.fullmatch(self.typed)
        if found is not None:
            url = f"{found['head']}{found['scheme']}://{found['rest']}"
            who = {"key": urllib.parse.unquote(found["key"]), "secret": urllib.parse.unquote(found["secret"])}
            options[found["scheme"]] = who
        for scheme in schemes(url):
            # What a store held in an earlier run of the same program is none of this one's.
            options.setdefault(scheme, {})["skip_instance_cache"] = True
        return url, options


def schemes(url: str) -> Iterator[str]:
    """The schemes of all links of a chain; what is a local path has none."""
    for part in url.split("::"):
        if "://" in part or re.fullmatch("[a-z]+", part):
            yield part.partition("://")[0]
