"""What a document is put together from: headings, texts, figures and tables, as data for its template."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from addin.report.figures.figure import Figure
from addin.report.figures.text_width import width_of
from addin.report.in_words import Cell, InWords
from addin.report.printable import line, paragraphs

_HEAD_SIZE, _CELL_SIZE, _INSET = 7.5, 8.0, 8.0
"""The sizes of texts in tables, and what is free on both sides of a cell, in points: as in `house.typ`."""
_AFTER_COLON = re.compile(r"(?<=:) (?=[+–]?\d)")
_USUAL, _WIDEST = 46.0, 330.0
"""How wide a column of numbers is at least where there is room, and all of them at most, in points."""
Block = dict[str, Any]
"""One part of a document; `kind` says which, and `house.typ` sets it."""


def heading(text: str, level: int = 1, *, new_page: bool = False) -> Block:
    """A heading; the document's title stands above those of level 1."""
    return {"kind": "heading", "level": level, "text": line(text), "new_page": new_page}


def texts(sentences: Iterable[str]) -> Block:
    """Paragraphs."""
    return {"kind": "texts", "paragraphs": [_joined(each) for text in sentences for each in paragraphs(text)]}


def points(sentences: Iterable[str]) -> Block:
    """A list of sentences."""
    return {"kind": "points", "points": [_joined(line(each)) for each in sentences]}


def _joined(text: str) -> str:
    """The text with each number on the line of the colon before it."""
    return _AFTER_COLON.sub("\u00a0", text)


def figure(drawn: Figure, say: InWords, *, titled: bool = True) -> Block:
    """A figure; without a title where its heading is one.

    A document cannot unfold a figure's table as the page does: who listens to it is told all that is drawn.
    """
    told = "; ".join(", ".join(map(say.cell, row)) for row in (drawn.header, *drawn.rows))
    return {
        "kind": "figure",
        "title": line(drawn.title) if titled else "",
        "alt": line(f"{drawn.description} {told}"),
        "svg": drawn.svg,
        "height": drawn.height,
    }


def table(
    title: str,
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    say: InWords,
    *,
    widths: Sequence[float] = (),
    last_is_total: bool = False,
) -> Block:
    """A table: texts begin where reading begins, numbers end in a line below each other.

    Columns of numbers are as wide as the longest word in them, at least. Of what is left, `widths` says which part each
    other column has; one of 0 is as wide as it needs, and without `widths` the first column takes all.
    """
    cells = [list(row) for row in rows]
    heads = [line(each) for each in header]
    said = [[line(say.cell(cell)) for cell in row] for row in cells]
    numeric = [bool(cells) and all(not isinstance(row[place], str) for row in cells) for place in range(len(header))]
    parts = list(widths) or [1.0, *(0.0 for _ in header[1:])]
    needed = [
        _needed(heads[place], [row[place] for row in said]) if numeric[place] else 0.0 for place in range(len(parts))
    ]
    roomy = [max(width, _USUAL) if width else 0.0 for width in needed]
    if sum(roomy) <= _WIDEST:
        needed = roomy
    # Whatever their words are, something is left for the texts.
    scale = min(1.0, _WIDEST / (sum(needed) or 1.0))
    return {
        "kind": "table",
        "title": line(title),
        "header": heads,
        "rows": said,
        "numeric": numeric,
        "widths": parts,
        "points": [width * scale for width in needed],
        "hyphenate": scale < 1.0,
        "last_is_total": last_is_total and bool(cells),
    }


def _needed(head: str, cells: Sequence[str]) -> float:
    """The width in points of a column, in which no word is broken."""
    words = [width_of(word, _HEAD_SIZE, bold=True) for word in head.split(" ")]
    return max(*words, *(width_of(cell, _CELL_SIZE, bold=True) for cell in cells)) + _INSET


def together(blocks: Iterable[Block]) -> Block:
    """What stands on one page, where a page is long enough."""
    return {"kind": "together", "blocks": list(blocks)}


def matrix(
    title: str,
    note: str,
    header: Sequence[str],
    groups: Iterable[tuple[str, Iterable[tuple[str, Sequence[int | None]]]]],
) -> Block:
    """Levels of many, by indicator, on pages of their own: under each group's name a row each.

    The cells are as dark as the level is high.
    """
    return {
        "kind": "matrix",
        "title": line(title),
        "note": line(note),
        "header": [line(each) for each in header],
        "groups": [
            {"name": line(name), "rows": [{"name": line(called), "levels": list(levels)} for called, levels in rows]}
            for name, rows in groups
        ],
    }


def written(text: str, language: str) -> Block:
    """What an officer wrote, in its own language, each paragraph in the direction of its first letter."""
    said = [{"text": each, "direction": _direction(each)} for each in paragraphs(text)]
    return {"paragraphs": said, "language": language}


def _direction(text: str) -> str:
    kinds = (unicodedata.bidirectional(sign) for sign in text)
    first = next((kind for kind in kinds if kind in {"L", "R", "AL"}), "L")
    return "ltr" if first == "L" else "rtl"
