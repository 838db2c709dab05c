"""The digest that a report carries of itself and of all its files: whether kpibook wrote it, or somebody changed it.

It stands in the head of its first page. As that of a workbook it tells what is unchanged from what is
changed, not what is genuine.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

INDEX = "index.html"
SEAL_NAME = "kpibook-report"
"""The name of the `meta` element that holds the digest."""
PUBLIC_NAME = "kpibook-public"
"""The name of the `meta` element that a report to be published has, and no other."""
OPEN = "0" * 64
"""What stands in the place of the digest while it is worked out."""
_SAID = re.compile(rb'<meta name="kpibook-report" content="([0-9a-f]{64})" />')
_HEAD = 2**14
"""Bytes at the beginning of the page in which the digest stands."""
_FILES, _SIZE = 4_000, 2**30
"""More files than any report has, and more bytes than any of its files."""
_OWN = re.compile(r"index\.html|report\.pdf|members/[A-Z]{3}\.(html|pdf)|figures/[a-z0-9-]+\.(svg|csv)")


def sealed(page: bytes, others: Mapping[str, str]) -> bytes:
    """The first page with the digest in place of `OPEN`; `others` are the digests of all other files by their paths."""
    return page.replace(OPEN.encode("ascii"), _digest(page, others).encode("ascii"), 1)


def is_own_report(folder: Path) -> bool:
    """Whether all that is in `folder` is a report as kpibook wrote it, and nothing else."""
    try:
        said = _said(folder / INDEX)
        if said is None:
            return False
        names = list(_files(folder))
        if len(names) > _FILES or any((folder / name).stat().st_size > _SIZE for name in names):
            return False
        page = (folder / INDEX).read_bytes().replace(said, OPEN.encode("ascii"), 1)
        digests = {name: file_digest(folder / name) for name in names if name != INDEX}
        return _digest(page, digests) == said.decode("ascii")
    except OSError:
        return False


def is_public_report(folder: Path) -> bool:
    """Whether the report in `folder` was made to be published, as far as its first page says."""
    index = folder / INDEX
    if _said(index) is None:
        return False
    with index.open("rb") as stream:
        return f'<meta name="{PUBLIC_NAME}"'.encode("ascii") in stream.read(_HEAD)


def own_names(folder: Path) -> Iterator[str]:
    """The paths in `folder` that a report's files have, whoever wrote what is there."""
    return (name for name in _files(folder) if _OWN.fullmatch(name))


def file_digest(path: Path) -> str:
    """The SHA-256 digest of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _files(folder: Path) -> Iterator[str]:
    """The paths of what is in `folder` and below, links included, which are never followed."""
    found = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return (path.relative_to(folder).as_posix() for path in found)


def _said(index: Path) -> bytes | None:
    if index.is_symlink() or not index.is_file():
        return None
    with index.open("rb") as stream:
        found = _SAID.search(stream.read(_HEAD))
    return found[1] if found is not None else None


def _digest(page: bytes, others: Mapping[str, str]) -> str:
    lines = "".join(f"{name}\n{digest}\n" for name, digest in sorted(others.items()))
    return hashlib.sha256(lines.encode("utf-8", "surrogatepass") + page).hexdigest()
