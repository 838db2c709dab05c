"""What officers put where nothing is read: texts beside the answers, comments, pictures, text boxes, objects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from addin.checks.check import yields
from addin.returned.package import Carried, Kind
from addin.returned.returned import Returned
from schemas.findings import FileCase, Finding, SheetCase
from schemas.findings.catalogue import (
    CommentFound,
    DataFound,
    EmbeddedFound,
    ExtensionFound,
    MoreComments,
    MoreTextsOutside,
    ObjectFound,
    PictureFound,
    ShapeFound,
    TextBoxFound,
    TextOutside,
)
from schemas.sentences.messages import cell_finding, file_finding, sheet_finding

TOLD = 20
"""How many of a kind are told one by one on a sheet; then one finding says how many more there are."""
_DATA = frozenset({Kind.CONNECTION, Kind.QUERY_TABLE, Kind.PIVOT_TABLE, Kind.XML_MAP})
_EXTENSIONS = frozenset({Kind.WEB_EXTENSION, Kind.CUSTOM_UI})
_EMBEDDED = frozenset({Kind.EMBEDDED_OBJECT, Kind.CONTROL})
_DRAWN = frozenset({Kind.SHAPE, Kind.CHART})


@yields(TextOutside, MoreTextsOutside)
def check_outside(returned: Returned) -> Iterator[Finding]:
    """Texts and numbers in cells that the template leaves empty, and on sheets that were added."""
    for outside in returned.outside:
        for text in outside.texts[:TOLD]:
            yield cell_finding(returned.speaker, TextOutside(found=text.text), sheet=outside.sheet, cell=text.cell)
        if outside.total > TOLD:
            more = MoreTextsOutside(found=str(outside.total - TOLD))
            yield sheet_finding(returned.speaker, more, outside.sheet)


@yields(CommentFound, MoreComments)
def check_comments(returned: Returned) -> Iterator[Finding]:
    """Comments at cells, each with its author and its text."""
    comments = Counter(comment.sheet for comment in returned.package.comments)
    for title, count in comments.items():
        for comment in islice((each for each in returned.package.comments if each.sheet == title), TOLD):
            found = CommentFound(found=comment.said)
            yield cell_finding(returned.speaker, found, sheet=title, cell=comment.cell)
        if count > TOLD:
            yield sheet_finding(returned.speaker, MoreComments(found=str(count - TOLD)), title)


@yields(PictureFound, TextBoxFound, ShapeFound, EmbeddedFound, DataFound, ExtensionFound, ObjectFound)
def check_objects(returned: Returned) -> Iterator[Finding]:
    """Pictures, text boxes, embedded documents, controls, connections: each kind once a sheet, each text once."""
    cases = dict.fromkeys(found for thing in returned.package.carried if (found := _object(thing)) is not None)
    told: Counter[str] = Counter()
    for case, title in cases:
        told[title] += 1
        if told[title] > TOLD:
            continue
        if isinstance(case, SheetCase):
            yield sheet_finding(returned.speaker, case, title)
        else:
            yield file_finding(returned.speaker, case, returned.file)


def _object(thing: Carried) -> tuple[SheetCase | FileCase, str] | None:
    """What is said of something that the file carries, and of which sheet; None where another check tells of it."""
    if thing.kind in _DATA:
        return DataFound(), ""
    if thing.kind in _EXTENSIONS:
        return ExtensionFound(), ""
    if thing.kind not in _EMBEDDED | _DRAWN | {Kind.PICTURE}:
        return None
    return (_on_sheet(thing), thing.sheet) if thing.sheet else (ObjectFound(), "")


def _on_sheet(thing: Carried) -> SheetCase:
    if thing.text:
        return TextBoxFound(found=thing.text)
    if thing.kind is Kind.PICTURE:
        return PictureFound()
    return ShapeFound() if thing.kind in _DRAWN else EmbeddedFound()
