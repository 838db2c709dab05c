"""Work that is shown while it goes on, and that a person can stop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from addin.buttons.front import Front
from addin.buttons.words import said

_T = TypeVar("_T")


def shown(
    front: Front, items: Iterator[_T], total: int, name: Callable[[_T], str], phase: str = "reading"
) -> Iterator[_T]:
    """Passes `items` on, each shown by its `name` and what is done with it; ends between two where that was asked.

    `phase` is the key of what is done: `reading`, `making`. Raises KeyboardInterrupt where it was asked to stop.
    """
    front.show_progress(0, total, said(front.language, phase, name="…"))
    for number, item in enumerate(items, 1):
        front.show_progress(number, total, said(front.language, phase, name=name(item)))
        yield item
        if front.stop_was_asked():
            raise KeyboardInterrupt


class Watching:
    """Passes on whatever is made for a run, each thing shown by the file it is of.

    A run that goes through several things in turn, last year's answers and then this year's, names the phase of
    each; when the last one is through, what comes `then` is shown.
    """

    def __init__(self, front: Front, *phases: str, then: str = "writing") -> None:
        self._front, self._phases, self._then = front, list(phases) or ["reading"], then

    def __call__(self, items: Iterator[_T], total: int) -> Iterator[_T]:
        """`items`, of which there are `total`."""
        phase, is_last = self._phases[0], len(self._phases) == 1
        if not is_last:
            del self._phases[0]
        yield from shown(self._front, items, total, _file_of, phase)
        if is_last and self._then:
            self._front.show_progress(0, 0, said(self._front.language, self._then))


def _file_of(item: object) -> str:
    if isinstance(item, str):
        return item
    for held in (item, getattr(item, "listed", None), getattr(item, "answers", None)):
        name = getattr(held, "file_name", "") or getattr(held, "file", "") or getattr(held, "name", "")
        if name:
            # Of a file that was named by its whole path, its own name; of one in a folder, the path within it.
            return Path(name).name if Path(name).is_absolute() else str(name)
    return str(getattr(item, "country", ""))
