"""A button's work in a thread of its own: what it says travels to the window in a queue. Knows no tkinter."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from queue import Empty, SimpleQueue

from addin.buttons.front import Front, InFront
from addin.buttons.typed import path_of
from addin.window.fields import WORKBOOK
from schemas.errors import Refusal

Work = Callable[[Front], None]
Press = Callable[[Front, Work], object]
"""Runs a work and tells its errors as sentences, as `addin.buttons.press.press`."""


class End(Enum):
    """How a work ended."""

    DONE = auto()
    STOPPED = auto()
    REFUSED = auto()
    """Or failed: a sentence said why."""


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` are done, `name` is at hand; a total of 0: nobody knows how many."""

    done: int
    total: int
    name: str


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, or some lines of them."""

    text: str
    end: End
    """What it is about: a work that is under way or done, or one that ended otherwise."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file or folder to be opened."""

    path: Path


@dataclass(frozen=True, slots=True)
class Remembered:
    """A setting to be kept."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The last event of a work."""

    end: End


Event = Progress | Said | Made | Remembered | Ended


class Working:
    """One run of a button: started at once, and heard of by `events`. It is the `Front` of its work."""

    def __init__(
        self,
        work: Work,
        press: Press,
        language: str,
        settings: Mapping[str, str],
        is_open: Callable[[str], bool],
        no_workbook: str = "",
    ) -> None:
        self._no_workbook = no_workbook
        """What is said where no file was chosen to validate."""
        self._language, self._settings, self._is_open = language, dict(settings), is_open
        self._events: SimpleQueue[Event] = SimpleQueue()
        self._stop = threading.Event()
        self._end = End.DONE
        self._thread = threading.Thread(target=self._run, args=(press, work), name="kpibook-work", daemon=True)
        self._thread.start()

    # --- the window's side -------------------------------------------------------------------
    def events(self) -> Iterator[Event]:
        """What has happened since the last time, in its order."""
        with suppress(Empty):
            while True:
                yield self._events.get_nowait()

    def stop(self) -> None:
        """Ask the work to end between two files."""
        self._stop.set()

    # --- the work's side: a Front ------------------------------------------------------------
    @property
    def language(self) -> str:
        return self._language

    def setting(self, name: str) -> str:
        return self._settings.get(name, "")

    def remember(self, name: str, value: str) -> None:
        self._settings[name] = value
        self._events.put(Remembered(name, value))

    @contextmanager
    def in_front(self) -> Iterator[InFront]:
        path = path_of(self, WORKBOOK)
        if path is None:
            raise Refusal(self._no_workbook)
        path = path.absolute()
        yield InFront(path, path.name, str(path))

    def show_progress(self, done: int, total: int, name: str) -> None:
        self._events.put(Progress(done, total, name))

    def stop_was_asked(self) -> bool:
        return self._stop.is_set()

    def tell(self, sentence: str) -> None:
        self._events.put(Said(sentence, self._end))

    def open(self, path: Path, sheet: str = "") -> None:
        self._events.put(Made(path))

    def is_open(self, name: str) -> bool:
        return self._is_open(name)

    def _run(self, press: Press, work: Work) -> None:
        try:
            press(self, self._noticing(work))
        finally:
            self._events.put(Ended(self._end))

    def _noticing(self, work: Work) -> Work:
        """`work`, with its end noticed before `press` makes a sentence of it."""

        def noticed(front: Front) -> None:
            try:
                work(front)
            except KeyboardInterrupt:
                self._end = End.STOPPED
                raise
            except BaseException:
                self._end = End.REFUSED
                raise

        return noticed
