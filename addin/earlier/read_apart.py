"""A result read in a process of its own, within a budget of time and memory: it may be anybody's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from addin.log import note
from addin.submissions import readers
from addin.submissions.budget import Budget, ReadingEndedError
from schemas.errors import Refusal

_TIMES = 12
"""How many times a file's seconds a result may take: it holds the answers of all Members."""
T = TypeVar("T")


def read_apart(path: Path, read: Callable[[Path], T | None]) -> T:
    """What `read`, which another process finds by its name, makes of the result at `path`.

    Raises `Refusal` where that is None, since it is no result, or where it cannot be read within the budget.
    """
    with readers.pool(1, Budget.from_environment().times(_TIMES)) as pool:
        try:
            found = pool.submit(read, path).result()
        except ReadingEndedError as error:
            note(error, str(path))
            raise Refusal("{path} could not be read as a consolidated result: make it anew.", path=path) from error
    if found is None:
        raise Refusal("{path} is no consolidated result: give one, or a folder with returned workbooks.", path=path)
    return found
