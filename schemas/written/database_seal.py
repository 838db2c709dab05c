"""How the database is known in which `kpibook consolidate` adds up the years: by what SQLite writes in its head.

Its name is anybody's to choose. Nothing of it is read but its first hundred bytes.
"""

from __future__ import annotations

import stat
from pathlib import Path

from schemas.written.history_seal import HEAD, JOURNALS, is_head_of

APPLICATION_ID = int.from_bytes(b"kpiD")
"""What SQLite keeps in its head of the program that a file is of."""


def is_database(path: Path) -> bool:
    """Whether the file at `path` is such a database, or what SQLite keeps beside one while it is written to."""
    for journal in JOURNALS:
        if path.name.endswith(journal):
            path = path.with_name(path.name.removesuffix(journal))
            break
    try:
        # A pipe beside a file called like its journal would be waited for.
        if not stat.S_ISREG(path.lstat().st_mode):
            return False
        with path.open("rb") as stream:
            return is_head_of(APPLICATION_ID, stream.read(HEAD))
    except (OSError, ValueError):
        return False
