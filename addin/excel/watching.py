"""Work that Excel shows in its status bar, and that Escape ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from addin.excel.desk import Desk, escape_is_pressed

_T = TypeVar("_T")


def shown(desk: Desk, items: Iterator[_T], total: int, name: Callable[[_T], str]) -> Iterator[_T]:
    """Passes `items` on, each shown by its `name`; Escape ends the run between two of them."""
    for number, item in enumerate(items, 1):
        desk.show_progress(f"KPI workbook: {number} of {total}, {name(item)}. Escape stops.")
        yield item
        if escape_is_pressed():
            raise KeyboardInterrupt


class Watching:
    """Passes on whatever is made for a run, each thing shown by the file it is of; Escape ends the run."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(self, items: Iterator[_T], total: int) -> Iterator[_T]:
        """`items`, of which there are `total`."""
        return shown(self._desk, items, total, _file_of)


def _file_of(item: object) -> str:
    for held in (item, getattr(item, "listed", None)):
        name = getattr(held, "file", "") or getattr(held, "name", "")
        if name:
            return str(name)
    return str(getattr(item, "country", ""))
