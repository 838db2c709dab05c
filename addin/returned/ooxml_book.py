"""An .xlsx or .xlsm: its sheets, found from the workbook part on, and the formats of its cells.

Source: ECMA-376 part 1, 18 (SpreadsheetML), transitional and strict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from addin.returned.carried import carried_by, comments_by
from addin.returned.core_properties import modified
from addin.returned.formatted_numbers import Format, number_format
from addin.returned.opc import ID_NAMES, Parts, Relation
from addin.returned.package import Package
from addin.returned.package_error import PackageError
from addin.returned.sheet_maker import Fullness, SheetMaker, apply_formats, check_number_of_sheets, check_size
from addin.returned.xml_cells import SharedTexts, scan_sheet
from addin.returned.xml_texts import NAMESPACES
from schemas.findings.catalogue import FileSuspicious, PartMissing, PartNotRead

_TRUE = {"1", "true", "on"}
_NO_TEXTS = b"<sst/>"
_LAST_FORMAT = 65_535


class SheetEntry(NamedTuple):
    """A sheet as the workbook part lists it."""

    title: str
    relation: Relation


def read_ooxml(parts: Parts, key: str, unread: frozenset[str]) -> Package:
    """The package whose workbook part is `key`; sheets whose title is in `unread` are listed, not read."""
    root = parts.root(key)
    if root.tag not in {f"{namespace}workbook" for namespace in NAMESPACES}:
        raise PackageError(PartNotRead(found=parts.archive.name(key)))
    namespace = root.tag[: -len("workbook")]
    sheets = entries_of(parts, key, _listed(root, namespace))
    texts = SharedTexts(lambda: _shared_texts(parts, key), "sharedStrings")
    fullness = Fullness()
    makers = {
        sheet.title: fullness.add(_scan(parts, sheet, texts))
        for sheet in sheets
        if sheet.title not in unread and sheet.relation.kind == "worksheet"
    }
    check_size(makers.values())
    is_1904 = _is_1904(root, namespace)
    if any(maker.styled for maker in makers.values()):
        apply_formats(makers.values(), _formats(parts, key), is_1904=is_1904)
    titles = {sheet.relation.target: sheet.title for sheet in sheets}
    package = Package(
        kind="xlsx",
        titles=tuple(sheet.title for sheet in sheets),
        grids={title: maker.grid() for title, maker in makers.items()},
        cells={title: maker.cells for title, maker in makers.items()},
        date1904=is_1904,
        modified=modified(parts),
        carried=carried_by(parts, titles),
        comments=comments_by(parts, key, titles),
    )
    parts.refuse_doctypes()
    return package


def entries_of(parts: Parts, key: str, listed: Iterable[tuple[str, str]]) -> tuple[SheetEntry, ...]:
    """The sheets of a workbook part, given as (title, relationship), in order.

    Raises `PackageError` where one has no part, shares it or its title with another, or there are too many.
    """
    relations = {relation.identity: relation for relation in parts.relations(key)}
    wanted = list(listed)
    check_number_of_sheets(len(wanted))
    sheets = []
    for title, identity in wanted:
        relation = relations.get(identity)
        if relation is None or relation.is_external or relation.target not in parts.archive:
            raise PackageError(PartMissing(found=title))
        sheets.append(SheetEntry(title, relation))
    if len({sheet.title.casefold() for sheet in sheets}) < len(sheets):
        raise PackageError(FileSuspicious(found="two sheets of one name"))
    if len({sheet.relation.target for sheet in sheets}) < len(sheets):
        raise PackageError(FileSuspicious(found="one part for two sheets"))
    return tuple(sheets)


def _listed(root: etree._Element, namespace: str) -> Iterator[tuple[str, str]]:
    for sheet in root.iterfind(f"{namespace}sheets/{namespace}sheet"):
        identity = next((sheet.get(name, "") for name in ID_NAMES if sheet.get(name)), "")
        yield sheet.get("name", ""), identity


def _is_1904(root: etree._Element, namespace: str) -> bool:
    properties = root.find(f"{namespace}workbookPr")
    return properties is not None and properties.get("date1904", "").strip().lower() in _TRUE


def _scan(parts: Parts, sheet: SheetEntry, texts: SharedTexts) -> SheetMaker:
    name = parts.archive.name(sheet.relation.target)
    return scan_sheet(parts.text(sheet.relation.target), f"{sheet.title} ({name})", texts)


def _shared_texts(parts: Parts, key: str) -> bytes:
    relation = parts.related(key, "sharedStrings")
    return parts.text(relation.target) if relation is not None else _NO_TEXTS


def _formats(parts: Parts, key: str) -> list[Format]:
    """The number format of each cell format, in order."""
    relation = parts.related(key, "styles")
    if relation is None or relation.target not in parts.archive:
        return []
    root = parts.root(relation.target)
    namespace = root.tag[: root.tag.find("}") + 1]
    custom = {
        _number(form.get("numFmtId")): form.get("formatCode", "")
        for form in root.iterfind(f"{namespace}numFmts/{namespace}numFmt")
    }
    looks = root.iterfind(f"{namespace}cellXfs/{namespace}xf")
    return [number_format(_number(look.get("numFmtId")), custom) for look in looks]


def _number(text: str | None) -> int:
    """A number of a format; 0, the usual one, where it is none."""
    is_number = text is not None and text.isascii() and text.isdigit() and len(text) < 6
    return min(int(text), _LAST_FORMAT) if is_number and text is not None else 0
