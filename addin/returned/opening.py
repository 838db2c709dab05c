"""Reads a file's bytes: a regular file, no larger than any returned workbook, and nothing else.

A folder may hold a device that never ends, a pipe that nobody writes into, a link to one of these
or to a file of somebody else's. None of them is opened.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from addin.returned.package import FILE_LIMIT
from addin.returned.package_error import PackageError
from schemas.findings.catalogue import FileNotPermitted, FileTooLarge, LinkLeadsNowhere, LinkLeadsOutside, NoFile

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)  # Windows' own, the others are of the other systems
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOFOLLOW", 0)
)


def read_file(path: Path, within: Path | None = None) -> bytes:
    """The bytes of the regular file at `path`, at most `FILE_LIMIT` of them.

    A link is followed, not out of the folder `within` where one is given. Raises `PackageError` for
    whatever is no such file, cannot be opened, or is too large; none of it is read then.
    """
    try:
        target = os.path.realpath(path, strict=True)
        if within is not None and not Path(target).is_relative_to(os.path.realpath(within, strict=True)):
            raise PackageError(LinkLeadsOutside())
        _check(os.stat(target), target)  # noqa: PTH116 - a link in its place by now is not to be followed
        return _read(target)
    except ValueError as error:
        raise PackageError(FileNotPermitted(found=str(error))) from error
    except OSError as error:
        raise _refusal(path, error) from error


def _check(found: os.stat_result, target: str) -> None:
    if stat.S_ISDIR(found.st_mode) and not os.access(target, os.R_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    if not stat.S_ISREG(found.st_mode):
        raise PackageError(NoFile())
    if found.st_size > FILE_LIMIT:
        raise PackageError(FileTooLarge(found=megabytes(found.st_size)))


def _read(target: str) -> bytes:
    # Between the look and the opening another may have taken its place: what is open is looked at again.
    with os.fdopen(os.open(target, _FLAGS), "rb") as file:
        _check(os.fstat(file.fileno()), target)
        data = file.read(FILE_LIMIT + 1)
    if len(data) > FILE_LIMIT:
        raise PackageError(FileTooLarge(found=megabytes(len(data))))
    return data


def _refusal(path: Path, error: OSError) -> PackageError:
    leads_nowhere = error.errno in {errno.ENOENT, errno.ELOOP, errno.ENOTDIR}
    if leads_nowhere and path.is_symlink():
        return PackageError(LinkLeadsNowhere())
    return PackageError(FileNotPermitted(found=error.strerror or str(error)))


def megabytes(size: int) -> str:
    """A number of bytes as people read it."""
    return f"{size / 2**20:.0f} MB"
