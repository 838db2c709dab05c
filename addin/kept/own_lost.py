"""What of people's own sheets is not carried over, by name: charts, pictures, pivot tables, macros.

Told from the package itself, since openpyxl leaves out in silence what it does not know.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from warnings import WarningMessage

from openpyxl import Workbook

from schemas.excel import ooxml

_KINDS = {
    # the end of a relationship's type: what it is called
    "chart": "chart",
    "chartEx": "chart",
    "image": "picture",
    "pivotTable": "pivot table",
    "control": "form control",
    "ctrlProp": "form control",
    "oleObject": "embedded object",
    "package": "embedded object",
    "queryTable": "query",
    "slicer": "slicer",
    "timeline": "timeline",
    "threadedComment": "thread of comments (its text stays a note)",
    "diagramData": "diagram",
    "customProperty": "custom property",
}
_SHAPES = re.compile(rb"<(?:\w+:)?(?:sp|cxnSp)[ >]")
_OF_THE_BOOK = {
    # how a part's name ends or begins: what it is called
    "xl/vbaProject.bin": "macros",
    "xl/externalLinks/": "links to other workbooks (what their formulas showed stands there)",
    "xl/connections.xml": "data connections",
    "xl/model/": "a data model",
}
_EXTENSIONS = re.compile(r"(Conditional Formatting|Data Validation|Sparkline Group|Slicer List) extension")
_PART_LIMIT = 1 << 24


def lost_of_warnings(warned: Iterable[WarningMessage]) -> tuple[str, ...]:
    """What openpyxl said that it left out, in its own words of it."""
    found = (_EXTENSIONS.search(str(each.message)) for each in warned)
    names = sorted({match[1].lower() for match in found if match})
    return tuple(f"{name}s of newer versions of Excel" for name in names)


def lost_of_package(path: Path, book: Workbook, own: Sequence[str]) -> tuple[str, ...]:
    """What the sheets called `own`, sheets of charts, and the workbook hold that is not carried over."""
    with zipfile.ZipFile(path) as package:
        lost = [each for title, part in _parts(package) if title in own for each in _of_sheet(package, title, part)]
        names = package.namelist()
    lost += [f"the sheet of a chart {sheet.title}" for sheet in book.chartsheets]
    lost += [what for start, what in _OF_THE_BOOK.items() if any(name.startswith(start) for name in names)]
    return tuple(lost)


def _parts(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Each sheet's title and the name of its part."""
    targets = {name: target for name, _, target in _related(package, "xl/workbook.xml")}
    root = ooxml.parse(_read(package, "xl/workbook.xml"))
    for sheet in root.iter(f"{{{ooxml.MAIN}}}sheet"):
        relation = next((value for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")
        yield str(sheet.get("name")), targets.get(str(relation), "")


def _of_sheet(package: zipfile.ZipFile, title: str, part: str) -> Iterator[str]:
    found = Counter[str]()
    for _, kind, target in _related(package, part):
        if kind == "drawing":
            found.update(_KINDS[inner] for _, inner, _ in _related(package, target) if inner in _KINDS)
            found["shape"] += len(_SHAPES.findall(_read(package, target)))
        elif kind in _KINDS:
            found[_KINDS[kind]] += 1
    for what, number in sorted(found.items()):
        if number:
            yield f"{number} {what}{'s' if number > 1 and not what.endswith(')') else ''} on {title}"


def _related(package: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str, str]]:
    """The relationships of a part: name, the last word of the type, and the part that it leads to."""
    folder, name = posixpath.split(part)
    data = _read(package, f"{folder}/_rels/{name}.rels")
    for relation in ooxml.parse(data) if data else ():
        if relation.get("TargetMode") != "External":
            target = str(relation.get("Target", ""))
            place = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            yield str(relation.get("Id")), str(relation.get("Type", "")).rpartition("/")[2], place


def _read(package: zipfile.ZipFile, name: str) -> bytes:
    if name not in package.namelist():
        return b""
    with package.open(name) as part:
        return part.read(_PART_LIMIT)
