"""The addresses of one command: what it reads is fetched before it begins, what it made is put there when it is done.

Meanwhile a local folder stands for each, and all of one store lie in it as they do there: what is within, beside or
apart of what is the same for a command as among local folders.
"""

from __future__ import annotations

import functools
import glob
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from schemas.errors import Refusal
from schemas.places.address import Address
from schemas.places.safe_names import safe_names
from schemas.terminal.shown import is_store, stands_for
from schemas.whole_file import PREFIX, sweep, temporary_name
from schemas.written.earlier_name import is_earlier_name

if TYPE_CHECKING:
    from schemas.places.fetched import Known, Watch
    from schemas.places.putting import Change

_KEY = "kpibook.places"
_P = ParamSpec("_P")
_R = TypeVar("_R")


class Role(Enum):
    """What a command does with a place."""

    READ = "read"
    """A file or a folder that must be there."""
    BESIDE = "beside"
    """A file that is read where it is there, and that may be written."""
    FILE = "file"
    """A file to write."""
    FOLDER = "folder"
    """A folder to write into."""


@dataclass(frozen=True, slots=True)
class _Asked:
    address: Address
    local: Path
    role: Role


class Visit:
    """The addresses of one command, and the temporary folder in which local ones stand for them."""

    def __init__(self) -> None:
        self._root = Path(tempfile.gettempdir()).resolve() / temporary_name()
        self._tops: dict[tuple[str, str], Path] = {}
        self._asked: list[_Asked] = []
        self._known: dict[Path, Known] = {}
        self._before: dict[Path, Path] = {}
        self._is_delivered = False

    def ask(self, address: Address, role: Role) -> Path:
        """The local path that stands for `address` from now on; nothing is there before `fetch`."""
        local = self._local(address)
        if all(asked.local != local or asked.role != role for asked in self._asked):
            self._asked.append(_Asked(address, local, role))
        stands_for(local, str(address))
        if address.has_siblings:
            stands_for(local.parent, str(address.parent()))
        return local

    def _local(self, address: Address) -> Path:
        store = ("s3" if address.scheme == "s3a" else address.scheme, address.behind)
        top = self._tops.setdefault(store, self._root / str(len(self._tops)) / address.top)
        is_store(top.parent)
        if not address.parts:
            return top
        name = "/".join(address.parts)
        return top / safe_names([name], folds=False)[name]

    def can_have_beside(self, local: Path) -> bool:
        """Whether a file can be written beside what `local` stands for; True for a path that stands for nothing."""
        asked = (asked.address for asked in self._asked if asked.local == local and asked.role is not Role.BESIDE)
        return all(address.can_be_written and address.has_siblings for address in asked)

    def lies_in_an_archive(self, local: Path) -> bool:
        """Whether what `local` stands for is an archive, or a folder of one."""
        return any(asked.address.is_in_an_archive for asked in self._asked if asked.local == local)

    def fetch(self, watch: Watch | None = None) -> None:
        """Fetch what is at the addresses; each file of a folder passes through `watch`, as `fetched.fetch` has it.

        Raises `Refusal` where something is missing or cannot be reached, and whatever `watch` ends it by.
        """
        from schemas.places.fetched import fetch  # noqa: PLC0415 - fsspec is loaded where there is an address
        from schemas.places.putting import try_store  # noqa: PLC0415 - as above

        sweep(self._root.parent)
        self._root.mkdir(mode=0o700)
        for asked in self._asked:
            if asked.role in {Role.FILE, Role.FOLDER}:
                asked.address.check_writable()
                try_store(asked.address, is_folder=asked.role is Role.FOLDER)
        for asked in sorted(self._asked, key=lambda asked: asked.role is not Role.READ):
            if asked.local in self._known:
                continue
            for known in fetch(asked.address, asked.local, must_be=asked.role is Role.READ, watch=watch):
                self._known[known.local] = known
        self._keep_copies()

    def _keep_copies(self) -> None:
        """A copy of each file that may be replaced or taken away, in case that it has to be put back."""
        kept = self._root / "before"
        kept.mkdir()
        written = tuple(asked.local for asked in self._asked if asked.role is not Role.READ)
        for number, local in enumerate(self._known):
            if any(local.is_relative_to(place) for place in written):
                self._before[local] = shutil.copyfile(local, kept / str(number), follow_symlinks=False)

    def deliver(self) -> None:
        """Put what was made or changed where it belongs, once. Raises `Refusal` where that cannot be done."""
        from schemas.places.putting import put  # noqa: PLC0415 - as above

        if self._is_delivered:
            return
        self._is_delivered = True
        for asked in self._asked:
            changes = list(self._changes(asked)) if asked.role is not Role.READ else []
            if changes:
                asked.address.check_writable()
                put(asked.address, changes)

    def _changes(self, asked: _Asked) -> Iterator[Change]:
        from schemas.places.fetched import stamp_of  # noqa: PLC0415 - as above

        for local in sorted(_made(asked)):
            known = self._known.get(local)
            if known is None or known.stamp != stamp_of(local):
                yield self._change(asked, local, local)
        if asked.role is Role.FOLDER:
            gone = (local for local in self._known if local.is_relative_to(asked.local) and not os.path.lexists(local))
            yield from (self._change(asked, local, None) for local in gone)

    def _change(self, asked: _Asked, local: Path, made: Path | None) -> Change:
        from schemas.places.putting import Change  # noqa: PLC0415 - as above

        is_beside = asked.role is not Role.FOLDER and local != asked.local
        names = local.relative_to(asked.local.parent if is_beside else asked.local).parts
        known = self._known.get(local)
        mark = known.mark if known is not None else None
        return Change(made, names, is_beside, mark, self._before.get(local))

    def close(self) -> None:
        """Take away what was fetched."""
        shutil.rmtree(self._root, ignore_errors=True)


def _made(asked: _Asked) -> Iterator[Path]:
    """The files that a command may have made in a place."""
    if asked.role is Role.FOLDER:
        found = (path for path in asked.local.rglob("*") if path.is_file())
        yield from (path for path in found if not _is_unfinished(path.relative_to(asked.local)))
        return
    if asked.local.is_file():
        yield asked.local
    if asked.role is Role.FILE:
        # The result whose place another one takes stays beside it.
        beside = asked.local.parent.glob(f"{glob.escape(asked.local.stem)}-before-*")
        yield from (path for path in beside if is_earlier_name(path))


def _is_unfinished(path: Path) -> bool:
    return any(part.startswith(PREFIX) for part in path.parts)


def visit_of(context: click.Context) -> Visit:
    """The visit of the command that is being read or run."""
    visit: Visit = context.meta.setdefault(_KEY, Visit())
    return visit


def deliver() -> None:
    """Put what the command made where it belongs, before it says that it is there; nothing without an address."""
    visit = _current()
    if visit is not None:
        visit.deliver()


def can_have_beside(place: Path) -> bool:
    """Whether a file can be written beside `place`, or beside the address that it stands for."""
    visit = _current()
    return visit is None or visit.can_have_beside(place)


def lies_in_an_archive(place: Path) -> bool:
    """Whether `place` stands for an address that leads into an archive."""
    visit = _current()
    return visit is not None and visit.lies_in_an_archive(place)


def from_anywhere(command: Callable[_P, _R], watch: Watch | None = None) -> Callable[_P, _R]:
    """The function of a command whose places may be addresses: `deliver` is for it to call before it tells.

    `watch` is that of `Visit.fetch`.
    """

    @functools.wraps(command)
    def run(*given: _P.args, **options: _P.kwargs) -> _R:
        visit = _current()
        if visit is None:
            return command(*given, **options)
        try:
            visit.fetch(watch)
            try:
                outcome = command(*given, **options)
            except Refusal:
                # What was written before it was refused stays, as it does in a local folder.
                visit.deliver()
                raise
            visit.deliver()
        finally:
            visit.close()
        return outcome

    return run


def _current() -> Visit | None:
    context = click.get_current_context(silent=True)
    return context.meta.get(_KEY) if context is not None else None
