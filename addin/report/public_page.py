"""The report to be published, as a page."""

from __future__ import annotations

from collections.abc import Sequence

from addin.figures.disclosure import STATES, Cell
from addin.report.figures.figure import Figure
from addin.report.figures.public import steps_in_words
from addin.report.in_words import InWords
from addin.report.page import framework, rendered
from addin.report.public import PublicContents, glance, said, share_of
from schemas.models.page_words import SectionWords
from schemas.written.report_seal import OPEN, PUBLIC_NAME, SEAL_NAME

_ALWAYS = {"summary", "method"}
_NEVER = {"members"}


def public_page(contents: PublicContents, figures: Sequence[Figure]) -> str:
    """All of it as one page, which needs nothing else and runs no script."""

    def cell_in_words(cell: Cell) -> str:
        return said(cell, contents)

    return rendered(
        "public.html.j2",
        contents=contents,
        direction=contents.direction,
        framework=framework(contents.language),
        common=contents.words.common,
        words=contents.words.page,
        say=InWords(contents.language),
        figures={each.key: each for each in figures},
        sections=sections_of(contents),
        sentences=glance(contents),
        states=STATES,
        cell_in_words=cell_in_words,
        share_of=share_of,
        steps=steps_in_words,
        seal={"name": SEAL_NAME, "open": OPEN},
        mark=PUBLIC_NAME,
    )


def sections_of(contents: PublicContents) -> tuple[str, ...]:
    """The sections that there is something to show in, in order."""
    shown = set(_ALWAYS)
    if contents.total is not None:
        shown.add("response")
    if contents.has_results:
        shown |= set(SectionWords.model_fields) - _NEVER
    return tuple(name for name in SectionWords.model_fields if name in shown)
