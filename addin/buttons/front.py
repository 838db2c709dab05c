"""What stands between a button and the person who chose it: Excel with its ribbon, or the window of `kpibook desk`."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class InFront:
    """The workbook to validate: the one in front of Excel, or the file that was chosen in the window."""

    path: Path
    """A file with what stands in it: a copy of an open workbook, which is gone when the work is done."""
    name: str
    """What it is called: the name that its findings give it."""
    address: str = ""
    """Where it is: a whole path, or `https://…`; empty where nobody can know, and nothing can lead there."""
    is_as_saved: bool = False
    """Whether only what was last saved could be read."""


class Front(Protocol):
    """What a button may ask of its surroundings. All of it is called from the thread that runs the button."""

    @property
    def language(self) -> str:
        """The language of everything that is said here, two letters: English where there is no other."""

    def setting(self, name: str) -> str:
        """A setting as text, one of `SETTINGS` in `addin.ribbon.settings`; empty where it is not set."""

    def remember(self, name: str, value: str) -> None:
        """Keep a setting for the next time."""

    def in_front(self) -> AbstractContextManager[InFront]:
        """The workbook to validate, which is neither saved nor changed. Raises `Refusal` where there is none."""

    def show_progress(self, done: int, total: int, name: str) -> None:
        """Show that `done` of `total` are done and what is at hand, `name`: “reading kenya.xlsx”.

        A total of 0: nobody knows how many, as of “writing the result…”.
        """

    def stop_was_asked(self) -> bool:
        """Whether the person asked to stop: asked between two files, it ends the run there."""

    def tell(self, sentence: str) -> None:
        """Show what became of it, a sentence or some lines of them."""

    def open(self, path: Path, sheet: str = "") -> None:
        """Open what was made, a workbook with `sheet` in front of its sheets, a page or a folder."""

    def is_open(self, name: str) -> bool:
        """Whether a workbook of this file name is open here: Windows replaces no open file."""
