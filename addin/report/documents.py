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
from addin.report.in_words import InWords
from addin.report.member_blocks import member_blocks
from addin.report.printable import line
from addin.report.report_blocks import Saying, report_blocks
from addin.report.typesetting import pdf
from schemas.excel.house_style import INK, LEVELS, LINE, MUTED, NAVY

Watch = Callable[[Iterator[str], int], Iterator[str]]
"""Passes the names of documents on as they are written, out of so many, and shows how far the work is."""
REPORT = "report.pdf"
_FEW = 4
"""So few documents are not worth a process of their own."""
_BATCH = 4
"""The documents that are handed to a process at once."""
_Row = TypeVar("_Row")


def documents(contents: Contents, folder: Path, watch: Watch, workers: int | None = None) -> tuple[str, ...]:
    """Write `report.pdf` and `members/<ISO3>.pdf` into `folder`; the names of those that are not PDF/UA-1.

    `workers` is the number of processes, one a processor where it is None. Of a public report there is no document of
    a Member. Raises OSError where the folder cannot be written to.
    """
    countries = () if contents.is_public else tuple(contents.members)
    names = [REPORT, *(f"members/{country}.pdf" for country in countries)]
    if countries:
        (folder / "members").mkdir(parents=True, exist_ok=True)
    lacking: list[str] = []

    def written() -> Iterator[str]:
        data, is_accessible = report_pdf(contents)
        (folder / REPORT).write_bytes(data)
        for name, is_so in [(REPORT, is_accessible)]:
            lacking.extend([] if is_so else [name])
            yield name
        for country, is_so in _members(contents, countries, folder, workers):
            name = f"members/{country}.pdf"
            lacking.extend([] if is_so else [name])
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
    data["region"] = contents.words.regions.get(region, region)
    return pdf("member.typ", data, contents.made_on)


def _document(said: Saying, title: str, blocks: Iterator[Block]) -> dict[str, Any]:
    contents, say = said.contents, InWords(said.contents.language)
    return {
        "language": contents.language,
        "title": line(title),
        "year": str(contents.survey.year or ""),
        "framework": said.words.framework,
        "day": say.day(contents.made_on) if contents.made_on else "",
        "contents": said.page.contents,
        "made": line(said.made),
        "colours": {"ink": INK, "navy": NAVY, "muted": MUTED, "line": LINE},
        "levels": {str(level): {"fill": pair.fill, "ink": pair.ink} for level, pair in LEVELS.items()},
        "blocks": list(blocks),
    }


# --- in processes of their own -------------------------------------------------------------------


def _members(
    contents: Contents, countries: Sequence[str], folder: Path, workers: int | None
) -> Iterator[tuple[str, bool]]:
    """Write the documents of Members, and pass on each with whether it is PDF/UA-1."""
    workers = min(workers or os.cpu_count() or 1, len(countries) // _FEW)
    if workers < 2:
        said = Saying(contents)
        for country in countries:
            yield _written(said, country, folder)
        return
    # A process begins anew: one that is forked would share the threads of the typesetter without having them.
    with ProcessPoolExecutor(workers, get_context("spawn"), _begin, (_to_hand_over(contents), folder)) as pool:
        try:
            yield from pool.map(_in_process, countries, chunksize=_BATCH)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _written(said: Saying, country: str, folder: Path) -> tuple[str, bool]:
    data, is_accessible = _member(said, country)
    (folder / "members" / f"{country}.pdf").write_bytes(data)
    return country, is_accessible


@dataclass(frozen=True)
class _Rows(Generic[_Row]):
    """Rows that can be handed to another process, and begin anew with each call."""

    rows: tuple[_Row, ...]

    def __call__(self) -> tuple[_Row, ...]:
        return self.rows


def _to_hand_over(contents: Contents) -> Contents:
    """What the documents of Members are made from, without what is streamed and what only the report needs."""
    survey = replace(contents.survey, needs=_Rows(tuple(contents.survey.needs())), moved=_Rows(()), given=_Rows(()))
    return replace(contents, survey=survey)


class _Process:
    """What a process was begun with."""

    said: Saying
    folder: Path


def _begin(contents: Contents, folder: Path) -> None:
    _Process.said, _Process.folder = Saying(contents), folder


def _in_process(country: str) -> tuple[str, bool]:
    return _written(_Process.said, country, _Process.folder)
