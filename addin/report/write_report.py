"""A report, made and put into its folder: all of it whole, or nothing."""

from __future__ import annotations

import contextlib
import importlib.util
import re
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from addin.report.contents import Contents
from addin.report.figure_files import files_of
from addin.report.figures.figure import Figure
from addin.report.page import index_page, member_page
from addin.report.public import PublicContents, public_contents
from addin.report.public_page import public_page
from addin.report.source import SourceAsked, read_source
from addin.results.folder_result import with_errors
from addin.submissions.in_parallel import Watch
from schemas.errors import Refusal
from schemas.messages.message import CountedMessage, Message, together
from schemas.terminal.outcome import OUTPUT
from schemas.terminal.own_command import declared_of, here
from schemas.written.delivery import Delivery
from schemas.written.report_seal import INDEX, file_digest, is_own_report, is_public_report, own_names, sealed
from schemas.written.target import check_apart, check_not_given, try_folder

WatchPages = Callable[[Iterator[str], int], Iterator[str]]
"""As `Watch`, of the names of what is written."""
DOCUMENT, MEMBERS = "report.pdf", "members"
_EXTRA: Mapping[str, bool] = {"matplotlib": False, "typst": True}
"""The libraries that only a report needs, and whether only its documents do."""


@dataclass(frozen=True)
class Outcome:
    """What became of a report."""

    folder: Path
    members: int
    """How many have a page."""
    files_with_errors: int
    """How many files that count, or were rejected, have an error."""
    notes: tuple[str, ...]

    def sentences(self) -> Iterator[str]:
        """What happened, in plain words, a line each."""
        yield from self.notes
        if self.members:
            folder = self.folder / MEMBERS
            yield CountedMessage(
                "{count} page of Members: {folder}",
                "{count} pages of Members: {folder}",
                count=self.members,
                folder=folder,
            )
        yield Message("Report: {place}", place=self.folder / INDEX)
        if self.has_errors:
            yield Message(
                "{errors}: see Findings in the result of kpibook consolidate.",
                errors=with_errors(self.files_with_errors),
            )

    @property
    def has_errors(self) -> bool:
        """True where a file that counts, or was rejected, has an error."""
        return self.files_with_errors > 0


def write_report(
    asked: SourceAsked,
    out: Path | None,
    watch: Watch,
    watch_pages: WatchPages,
    *,
    with_documents: bool = True,
    force: bool = False,
    executor: Executor | None = None,
) -> Outcome:
    """Make the report that is `asked` for, and put it into the folder `out`, or into that of its year below `output`.

    Each file that is read passes through `watch`, each page that is written through `watch_pages`; both may end
    the work by an exception, and nothing is written then. `executor` reads, as for `examine_many`.
    A report of an earlier run is replaced; with `force` one that was changed since too, and what else is in the
    folder stays. Raises `Refusal` where nothing can be read, or where a library or a place is not there, and OSError
    where the folder cannot be written to.
    """
    _check_libraries(with_documents=with_documents)
    _check_place(out, asked, force=force)
    source = read_source(asked, watch, executor)
    contents = source.contents
    if out is None:
        out = OUTPUT / _folder_name(contents.survey.year, is_public=asked.is_public)
        _check_place(out, asked, force=force)
    with Delivery(out) as delivery:
        for name in own_names(out):
            # A page of an earlier run that nobody writes now would tell of another year, or of what is not public.
            delivery.drop(name)
        if asked.is_public:
            lacking = _add_public(delivery, public_contents(contents), with_documents=with_documents)
        else:
            lacking = _add_report(delivery, contents, watch_pages, with_documents=with_documents)
    if asked.is_public:
        # Of a report for the secretariat that was here before: what was in it is gone.
        with contextlib.suppress(OSError):
            (out / MEMBERS).rmdir()
    members = 0 if asked.is_public else len(contents.members)
    return Outcome(out, members, source.files_with_errors, (*source.notes, *map(_not_accessible, lacking)))


def _folder_name(year: int | None, *, is_public: bool) -> str:
    """The name of the folder below `output` that a report stands in where no other is given."""
    return "_".join(["report", *([str(year)] if year is not None else []), *(["public"] if is_public else [])])


def _add_report(
    delivery: Delivery, contents: Contents, watch_pages: WatchPages, *, with_documents: bool
) -> tuple[str, ...]:
    """Add the report for the secretariat; the names of documents that are not PDF/UA-1."""
    figures, pages = _figures(contents), tuple(contents.members)
    for name, data in files_of(figures):
        delivery.add(name, data)
    for country in watch_pages(iter(pages), len(pages)):
        delivery.add(f"{MEMBERS}/{country}.html", member_page(contents, country).encode("utf-8"))
    lacking = _documents(contents, delivery.waiting, watch_pages) if with_documents else ()
    _add_index(delivery, index_page(contents, figures).encode("utf-8"))
    return lacking


def _add_public(delivery: Delivery, contents: PublicContents, *, with_documents: bool) -> tuple[str, ...]:
    """Add the report to be published; the names of documents that are not PDF/UA-1."""
    from addin.report.figures.public import public_figures  # noqa: PLC0415 - a library that only a report needs
    from addin.report.public_document import public_pdf  # noqa: PLC0415 - as above

    figures = public_figures(contents)
    for name, data in files_of(figures):
        delivery.add(name, data)
    lacking = []
    if with_documents:
        data, is_accessible = public_pdf(contents, figures)
        delivery.add(DOCUMENT, data)
        lacking = [] if is_accessible else [DOCUMENT]
    _add_index(delivery, public_page(contents, figures).encode("utf-8"))
    return tuple(lacking)


def _not_accessible(name: str) -> str:
    return Message(
        "{name} is not tagged for screen readers as PDF/UA-1 asks; everything in it stands in the pages as well.",
        name=name,
    )


def _add_index(delivery: Delivery, page: bytes) -> None:
    """Add the first page, which carries the digest of all that is there by now."""
    waiting = delivery.waiting
    others = (path for path in waiting.rglob("*") if path.is_file())
    delivery.add(INDEX, sealed(page, {path.relative_to(waiting).as_posix(): file_digest(path) for path in others}))


def _figures(contents: Contents) -> tuple[Figure, ...]:
    from addin.report.figures.drawn import figures_of  # noqa: PLC0415 - a library that only a report needs

    return tuple(figures_of(contents))


def _documents(contents: Contents, folder: Path, watch: WatchPages) -> tuple[str, ...]:
    from addin.report.documents import documents  # noqa: PLC0415 - as above

    return documents(contents, folder, watch)


def _check_libraries(*, with_documents: bool) -> None:
    missing = [
        name
        for name, is_of_documents in _EXTRA.items()
        if (with_documents or not is_of_documents) and importlib.util.find_spec(name) is None
    ]
    if missing:
        way_out = Message(", or leave the documents out with --no-pdf") if missing == ["typst"] else ""
        raise Refusal(
            "The report needs {libraries}, which kpibook does without otherwise: install them with {command}{way_out}.",
            libraries=together(missing, by=Message(" and ")),
            command=_install(missing),
            way_out=way_out,
        )


def _install(libraries: list[str]) -> str:
    """The command that installs `libraries` beside this kpibook, in the versions that it declares."""
    declared = declared_of("report")
    return here().install(*(line for line in declared if re.split(r"[^\w-]", line, maxsplit=1)[0] in libraries))


def _check_place(out: Path | None, asked: SourceAsked, *, force: bool) -> None:
    """Raise, before anything is read, what writing would end in."""
    if asked.source.is_dir():
        check_apart(out or OUTPUT, asked.source, Message("pages"))
    if out is None:
        return
    check_not_given((out / INDEX, out / DOCUMENT), (asked.source, asked.decisions))
    _check_kind(out, asked)
    if not force and out.is_dir() and any(out.iterdir()) and not is_own_report(out):
        raise Refusal(
            "The folder {out} holds something else than a report that kpibook wrote, or one that was changed "
            "since: give another one with --out, or add --force to replace the report in it.",
            out=out,
        )
    if out.exists() and not out.is_dir():
        raise Refusal("{out} is a file: give a folder with --out.", out=out)
    try_folder(out)


def _check_kind(out: Path, asked: SourceAsked) -> None:
    """Raise where what is to be published would stand beside what is not, or where it was; --force is no way out."""
    if not out.is_dir() or not any(out.iterdir()):
        return
    if asked.is_public and not is_own_report(out):
        raise Refusal(
            "The folder {out} holds something else than a report that kpibook wrote, or one that was changed "
            "since: a report to be published stands in a folder of its own, give another one with --out.",
            out=out,
        )
    if not asked.is_public and is_public_report(out):
        raise Refusal(
            "The folder {out} holds a report to be published: give another one with --out for the full report.", out=out
        )
