"""Examines returned workbooks: one file, or many in parallel, each ending as one `Submission`.

Nothing a file holds stops a run: what cannot be read is a finding, what breaks in a check or in
making a row is one too, and so is a file that kills the process that reads it.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
from pathlib import Path

from addin.returned.opening import read_file
from addin.returned.package_error import PackageError
from addin.returned.reader import read_workbook
from addin.returned.returned import Returned
from addin.submissions.asked import Asked
from addin.submissions.guard import Guard
from addin.submissions.refusals import rejected
from addin.submissions.rows import submission_of
from addin.submissions.submission import Submission


def examine(
    path: Path | str, *, name: str | None = None, year: int | None = None, language: str | None = None
) -> Submission:
    """Read and check the file at `path`; `name` is what the result calls it.

    `year` is the year asked for: a template of another year is rejected. `language` is that of the
    findings; without one, or where there is no wording in it, it is the workbook's own. Never raises
    for what a file holds; a file that cannot be opened is a finding.
    """
    return examine_file(Path(path), name if name is not None else str(path), Asked(year, language))


def examine_file(path: Path, file: str, asked: Asked) -> Submission:
    """As `examine`, for what is asked of every file alike."""
    try:
        with Guard(file):
            data = read_file(path, asked.within)
    except PackageError as error:
        return rejected(file, "", error, asked.language)
    return examine_bytes(data, file, asked)


def examine_bytes(data: bytes, file: str, asked: Asked) -> Submission:
    """As `examine`, of a file whose bytes somebody read already."""
    digest = ""
    try:
        with Guard(file):
            digest = hashlib.sha256(data).hexdigest()
            returned = read_workbook(data, file, asked.language)
            if asked.corrections:
                from addin.submissions.corrections import with_corrections  # noqa: PLC0415 - few files have any

                return with_corrections(returned, digest, asked.year, asked.corrections)
            return submission_of(returned, digest, asked.year)
    except PackageError as error:
        return rejected(file, digest, error, asked.language)


def prepare() -> None:
    """Load what every file needs, so that no file's time is spent on it."""
    # A workbook is hundreds of thousands of objects and few cycles: looking for them as often as usual takes a fifth.
    gc.set_threshold(50_000, 20, 20)
    with contextlib.suppress(PackageError):
        read_workbook(b"", "")


def read_returned(data: bytes, file: str, language: str | None = None) -> Returned:
    """The workbook in `data`, called `file`; what is found in it is said in `language`.

    Raises `PackageError` where no answers can be taken from it, whatever it does to its reader.
    """
    with Guard(file):
        return read_workbook(data, file, language)
