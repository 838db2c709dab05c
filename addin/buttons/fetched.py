"""Settings that are addresses of somewhere else: what is there is fetched before a button works, as for a command."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from addin.buttons.front import Front, InFront
from addin.buttons.keys import refuse_key
from addin.buttons.typed import is_database, is_elsewhere, text_of
from addin.buttons.watching import shown
from addin.buttons.words import of_setting
from schemas.errors import Refusal
from schemas.places.place import read_place
from schemas.places.visit import deliver, from_anywhere
from schemas.terminal.shown import with_addresses

if TYPE_CHECKING:
    # fsspec is loaded where there is an address
    from schemas.places.fetched import Known

Work = Callable[[Front], None]


def fetches(**beside: Iterable[str]) -> Callable[[Work], Work]:
    """Of the work of a button: its settings that may be addresses of folders and files to read.

    With each the names of the files that are looked for, or written, beside it, as `read_place` has them.
    """

    def fetching(work: Work) -> Work:
        @functools.wraps(work)
        def run(front: Front) -> None:
            asked = [name for name in beside if _is_elsewhere(text_of(front, name))]
            if not asked:
                work(front)
                return
            with click.Context(click.Command("button")) as context:
                local = {name: _stand_in(front, name, beside[name], context) for name in asked}
                from_anywhere(work, partial(_shown, front))(Fetched(front, local))

        return run

    return fetching


class Fetched:
    """The `Front` of a button whose places were fetched: a setting is the local path that stands for the address."""

    def __init__(self, front: Front, local: Mapping[str, Path]) -> None:
        self._front, self._local = front, local

    @property
    def language(self) -> str:
        return self._front.language

    def setting(self, name: str) -> str:
        return str(self._local[name]) if name in self._local else self._front.setting(name)

    def remember(self, name: str, value: str) -> None:
        self._front.remember(name, value)

    def in_front(self) -> AbstractContextManager[InFront]:
        return self._front.in_front()

    def show_progress(self, done: int, total: int, name: str) -> None:
        self._front.show_progress(done, total, with_addresses(name))

    def stop_was_asked(self) -> bool:
        return self._front.stop_was_asked()

    def tell(self, sentence: str) -> None:
        """As told, once what was made beside an address is there; with the address where its local path stands."""
        deliver()
        self._front.tell(with_addresses(sentence))

    def open(self, path: Path, sheet: str = "") -> None:
        self._front.open(path, sheet)

    def is_open(self, name: str) -> bool:
        return self._front.is_open(name)


def _shown(front: Front, files: Iterator[Known], total: int) -> Iterator[Known]:
    return shown(front, files, total, lambda known: known.local.name, "fetching")


def _is_elsewhere(text: str | None) -> bool:
    return text is not None and is_elsewhere(text) and not is_database(text)


def _stand_in(front: Front, setting: str, beside: Iterable[str], context: click.Context) -> Path:
    refuse_key(front, setting)
    try:
        local: Path = read_place(beside=beside).convert(front.setting(setting).strip(), None, context)
    except Refusal as refusal:
        raise of_setting(front.language, setting, refusal) from None
    return local
