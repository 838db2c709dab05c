"""The report as a document, and one for each Member, set in processes of their own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Generic, TypeVar

from addin.report.blocks import Block
from addin.report.contents import Contents
from addin.report.member_blocks import member_blocks
from addin.report.printable import line
from addin.report.report_blocks import Saying, report_blocks
from addin.report.typesetting import frame, pdf

Watch = Callable[[Iterator[str], int], Iterator[str]]
"""Passes the names of documents on as they are written, out of so many, and shows how far the work is."""
REPORT, _MEMBERS = "report.pdf", "members"
_FEW = 4
"""So few documents are not worth a process of their own."""
_BATCH = 4
"""The documents that are handed to a process at once."""
_Row = TypeVar("_Row")


def documents(contents: Contents, folder: Path, watch: Watch, workers: int | None = None) -> tuple[str, ...]:
    """Write `report.pdf` and `members/<ISO3>.pdf` into `folder`; the names of those that are not PDF/UA-1.

    `workers` is the number of processes, one a processor where it is None. Raises OSError where the folder cannot be
    written to.
    """
    names = [REPORT, *map(_name_of, contents.members)]
    (folder / names[-1]).parent.mkdir(parents=True, exist_ok=True)
    lacking: list[str] = []

    def written() -> Iterator[str]:
        for name, is_accessible in _set_all(contents, names, folder, workers):
            if not is_accessible:
                lacking.append(name)
            yield name

    for _ in watch(written(), len(names)):
        pass
    return tuple(lacking)


def report_pdf(contents: Contents) -> tuple[bytes, bool]:
    """The report, and whether it is PDF/UA-1."""
    said = Saying(contents)
    return pdf("report.typ", _document(said, said.words.title, report_blocks(said)), contents.made_on)


def member_pdf(contents: Contents, country: str) -> tuple[bytes, bool]:
    """The document of one Member, and whether it is PDF/UA-1. Raises KeyError where nothing of it counts."""
    return _member(Saying(contents), country)


def _member(said: Saying, country: str) -> tuple[bytes, bool]:
    contents = said.contents
    region = contents.members[country].region
    data = _document(said, contents.name_of(country), member_blocks(said, country))
    data["over"] = line(f"{data['framework']} · {said.words.member_title} {contents.survey.year or ''}")
    data["made"] = " ".join(filter(None, (data["made"], line(contents.words.notice))))
    data["region"] = contents.words.regions.get(region, region)
    return pdf("member.typ", data, contents.made_on)


def _document(said: Saying, title: str, blocks: Iterator[Block]) -> dict[str, Any]:
    contents = said.contents
    told = frame(contents.language, title, contents.survey.year, said.words, said.page.contents, contents.made_on)
    return told | {"made": line(said.made), "blocks": list(blocks)}


# --- in processes of their own -------------------------------------------------------------------


def _set_all(contents: Contents, names: Sequence[str], folder: Path, workers: int | None) -> Iterator[tuple[str, bool]]:
    """Write each document, the report first, and pass it on with whether it is PDF/UA-1."""
    workers = min(workers or os.cpu_count() or 1, len(names) // _FEW)
    if workers < 2:
        said = Saying(contents)
        for name in names:
            yield _written(said, name, folder)
        return
    # A process begins anew: one that is forked would share the threads of the typesetter without having them.
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _begin, (_to_hand_over(contents), folder))
    try:
        # The report takes as long as many others: it is begun first, and waited for last.
        report = pool.submit(_in_process, names[0])
        yield from pool.map(_in_process, names[1:], chunksize=_BATCH)
        yield report.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _name_of(country: str) -> str:
    return f"{_MEMBERS}/{country}.pdf"


def _written(said: Saying, name: str, folder: Path) -> tuple[str, bool]:
    path = folder / name
    data, is_accessible = report_pdf(said.contents) if name == REPORT else _member(said, path.stem)
    path.write_bytes(data)
    return name, is_accessible


@dataclass(frozen=True)
class _Rows(Generic[_Row]):
    """Rows that can be handed to another process, and begin anew with each call."""

    rows: tuple[_Row, ...]

    def __call__(self) -> tuple[_Row, ...]:
        return self.rows


def _to_hand_over(contents: Contents) -> Contents:
    """The same, with rows in place of streams, which no other process can read."""
    survey = contents.survey
    held = replace(
        survey,
        needs=_Rows(tuple(survey.needs())),
        moved=_Rows(tuple(survey.moved())),
        given=_Rows(tuple(survey.given())),
    )
    # A definition that was asked for texts holds what no other process can read: a copy of it has not been asked yet.
    return replace(contents, survey=held, definition=replace(contents.definition))


class _Process:
    """What a process was begun with."""

    said: Saying
    folder: Path


def _begin(contents: Contents, folder: Path) -> None:
    _Process.said, _Process.folder = Saying(contents), folder


def _in_process(name: str) -> tuple[str, bool]:
    return _written(_Process.said, name, _Process.folder)
