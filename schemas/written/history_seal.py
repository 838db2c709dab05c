"""How the file is known in which `kpibook status` keeps its history: by its name and by what SQLite writes in its head.

Nothing of it is read but its first hundred bytes.
"""

from __future__ import annotations

from pathlib import Path

ENDING = "-status.sqlite3"
"""How the name of a history ends; before it stands the name of the folder whose history it is."""
SQLITE = b"SQLite format 3\0"
"""How every file of SQLite begins."""
APPLICATION_ID = int.from_bytes(b"kpiH")
"""What SQLite keeps in its head of the program that a file is of."""
_ID_AT, HEAD = 68, 100
JOURNALS = ("-journal", "-wal", "-shm")
"""What SQLite keeps beside a file while it is written to."""


def is_history(path: Path) -> bool:
    """Whether the file at `path` is a history that kpibook keeps, or what SQLite keeps beside one meanwhile."""
    name = path.name.casefold()
    if name.endswith(tuple(ENDING + journal for journal in JOURNALS)):
        return True
    if not name.endswith(ENDING):
        return False
    try:
        with path.open("rb") as stream:
            return is_head_of_history(stream.read(HEAD))
    except OSError:
        return False


def is_head_of_history(head: bytes) -> bool:
    """Whether a file that begins with `head`, a hundred bytes of it, is a history that kpibook keeps."""
    return is_head_of(APPLICATION_ID, head)


def is_head_of(application: int, head: bytes) -> bool:
    """Whether a file that begins with `head`, a hundred bytes of it, is a file of SQLite that is of `application`."""
    return head.startswith(SQLITE) and head[_ID_AT : _ID_AT + 4] == application.to_bytes(4)
