"""Copies of returned files into a folder, all of them or none: what the command line and the ribbon both run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from addin.annotated.delivery import Deliveries
from addin.annotated.in_parallel import Annotated, Asked, annotate_listed
from addin.returned.folder import Listed, files_in
from schemas.errors import Refusal
from schemas.messages.message import CountedMessage, Message
from schemas.written.target import check_apart, try_folder

WatchCopies = Callable[[Iterator[Annotated], int], Iterator[Annotated]]
"""As `Watch`, of the copies that are made."""


@dataclass(frozen=True, slots=True)
class Copies:
    """What became of each file, in order."""

    results: tuple[Annotated, ...]
    places: tuple[Path | None, ...]
    """Where each copy is; None where there is none."""

    @property
    def made(self) -> int:
        """How many copies there are."""
        return sum(each.data is not None for each in self.results)

    @property
    def refused(self) -> int:
        """How many files no copy could be made of."""
        return sum(bool(each.refused) for each in self.results)

    @property
    def errors(self) -> int:
        """How many findings of severity error there are to put right."""
        return sum(each.errors for each in self.results)

    def sentences(self) -> Iterator[Message]:
        """What became of each file, and of all together, in plain words, a line each."""
        yield from map(_line, self.results, self.places)
        if len(self.results) > 1:
            sound = len(self.results) - self.made - self.refused
            files = CountedMessage("{count} file", "{count} files", count=len(self.results))
            yield Message(
                "{files}: {made} to put right, {sound} in order, {refused} without a copy.",
                files=files,
                made=self.made,
                sound=sound,
                refused=self.refused,
            )


def annotate_paths(paths: Sequence[Path], out: Path, asked: Asked, watch: WatchCopies) -> Copies:
    """Write a copy of each workbook in `paths` in which something is to be put right into the folder `out`.

    Each copy passes through `watch`, which may end the work by an exception: nothing is written then. Raises
    `Refusal` where there is nothing to copy or the copies would lie among what was returned, OSError where
    they cannot be written.
    """
    ledger = asked.ledger.path.resolve() if asked.ledger is not None and asked.ledger.path is not None else None
    files = [each for each in files_in(paths) if not each.ignored and each.path.resolve() != ledger]
    if not files:
        raise Refusal("There is no file in {places}.", places=", ".join(map(str, paths)))
    for path in paths:
        if path.is_dir():
            check_apart(out, path, Message("copies"))
    try_folder(out)
    with Deliveries(out) as deliveries:
        results = tuple(watch(annotate_listed(files, asked), len(files)))
        places = tuple(_place(each.listed, each.data, deliveries) for each in results)
    return Copies(results, places)


def _place(listed: Listed, data: bytes | None, deliveries: Deliveries) -> Path | None:
    return deliveries.add(listed, data) if data is not None else None


def _line(result: Annotated, place: Path | None) -> Message:
    name = result.listed.name
    if result.refused:
        return Message("{name}: no copy. {refused}", name=name, refused=result.refused)
    if place is None:
        return Message("{name}: nothing to put right, no copy.", name=name)
    return Message(
        "{name}: {errors}, {warnings}: {place}",
        name=name,
        errors=CountedMessage("{count} error", "{count} errors", count=result.errors),
        warnings=CountedMessage("{count} warning", "{count} warnings", count=result.warnings),
        place=place,
    )
