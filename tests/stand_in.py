"""What stands in for Excel, or for the window, in front of a button: it writes down what a person would see."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from addin.buttons.front import InFront


class StandIn:
    """An Excel, or a window, with settings and open workbooks, which writes down what people would see."""

    def __init__(self, **settings: object) -> None:
        self.settings = {name: str(value) for name, value in settings.items()}
        self.language = "en"
        self.told: list[str] = []
        self.progress: list[str] = []
        self.opened: list[tuple[str, str]] = []
        self.holds: set[str] = set()
        self.stops = False
        self.book: InFront | None = None

    def setting(self, name: str) -> str:
        return self.settings.get(name, "")

    def remember(self, name: str, value: str) -> None:
        self.settings[name] = value

    @contextmanager
    def in_front(self) -> Iterator[InFront]:
        assert self.book is not None
        yield self.book

    def tell(self, sentence: str) -> None:
        self.told.append(sentence)

    def show_progress(self, done: int, total: int, name: str) -> None:
        self.progress.append(f"{done} of {total}: {name}" if total else name)

    def stop_was_asked(self) -> bool:
        return self.stops

    def open(self, path: Path, sheet: str = "") -> None:
        assert path.exists()
        self.opened.append((path.name, sheet))

    def is_open(self, name: str) -> bool:
        return name in self.holds
