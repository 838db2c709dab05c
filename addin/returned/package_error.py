"""Why no answers can be taken from a file; who only hears of it loads nothing that reads one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemas.findings import FileCase


class PackageError(Exception):
    """A file that no answers can be taken from, and why: a case of the catalogue."""

    def __init__(self, why: FileCase) -> None:
        super().__init__(why)
        self.why = why

    def __str__(self) -> str:
        return " ".join(str(part) for part in (*self.why.key(), *self.why.own_facts().values()) if part)
