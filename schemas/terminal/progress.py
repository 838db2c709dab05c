"""Shows how far long work is: on a terminal only, on stderr, never in what is piped on."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from schemas.terminal import lines

T = TypeVar("T")


def track(items: Iterable[T], total: int, what: str = "Reading") -> Iterator[T]:
    """`items` as they come, with a progress bar for more than one where stderr is a terminal."""
    console = lines.console(stderr=True) if total > 1 and lines.is_drawn_on(sys.stderr) else None
    if console is None or not console.is_terminal:
        yield from items
        return
    from rich.progress import (  # noqa: PLC0415 - on a terminal only
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(what, total=total)
        for item in items:
            yield item
            progress.advance(task)
