"""What an Office package carries beside its cells, by the types of its relationships and parts.

What a part is called does not matter, with one exception: a part that nothing leads to has no
relationship to be judged by, and then a telling name is enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from addin.returned.opc import Parts, Relation, reached
from addin.returned.package import Carried, Comment, Kind
from addin.returned.package_error import PackageError
from addin.returned.sheet_comments import comments_of, persons_of, threaded_comments_of
from addin.returned.sheet_drawings import controls_in, shapes_in, text_in
from schemas.findings.catalogue import PartNotRead

_PATHS = ("externalLinkPath", "externalLinkLongPath", "xlPathMissing", "xlStartup", "xlAlternateStartup", "xlLibrary")
"""Where the part of an external link says that the other file lies."""
_RELATIONS = {
    "vbaProject": Kind.MACROS,
    "xlMacrosheet": Kind.MACRO_SHEET,
    "xlIntlMacrosheet": Kind.MACRO_SHEET,
    "dialogsheet": Kind.DIALOG_SHEET,
    "externalLink": Kind.EXTERNAL_LINK,
    **dict.fromkeys(_PATHS, Kind.EXTERNAL_LINK),
    "oleObject": Kind.EMBEDDED_OBJECT,
    "package": Kind.EMBEDDED_OBJECT,
    "control": Kind.CONTROL,
    "ctrlProp": Kind.CONTROL,
    "connections": Kind.CONNECTION,
    "powerPivotData": Kind.CONNECTION,
    "queryTable": Kind.QUERY_TABLE,
    "volatileDependencies": Kind.CONNECTION,
    "python": Kind.CONNECTION,
    "pivotTable": Kind.PIVOT_TABLE,
    "pivotCacheDefinition": Kind.PIVOT_TABLE,
    "slicer": Kind.PIVOT_TABLE,
    "timeline": Kind.PIVOT_TABLE,
    "xmlMaps": Kind.XML_MAP,
    "webextension": Kind.WEB_EXTENSION,
    "webextensiontaskpanes": Kind.WEB_EXTENSION,
    "extensibility": Kind.CUSTOM_UI,
    "userCustomization": Kind.CUSTOM_UI,
    "attachedToolbars": Kind.CUSTOM_UI,
    "image": Kind.PICTURE,
    "rdRichValueWebImage": Kind.PICTURE,
    "audio": Kind.EMBEDDED_OBJECT,
    "video": Kind.EMBEDDED_OBJECT,
    "media": Kind.EMBEDDED_OBJECT,
    "model3d": Kind.EMBEDDED_OBJECT,
    "chart": Kind.CHART,
    "chartEx": Kind.CHART,
    "hyperlink": Kind.HYPERLINK,
}
_BY_RELATION = {word.lower(): kind for word, kind in _RELATIONS.items()}
_BY_CONTENT = {
    "vbaproject": Kind.MACROS,
    "macrosheet": Kind.MACRO_SHEET,
    "dialogsheet": Kind.DIALOG_SHEET,
    "externallink": Kind.EXTERNAL_LINK,
    "oleobject": Kind.EMBEDDED_OBJECT,
    "activex": Kind.CONTROL,
    "controlproperties": Kind.CONTROL,
    "connections": Kind.CONNECTION,
    "querytable": Kind.QUERY_TABLE,
    "webextension": Kind.WEB_EXTENSION,
}
"""Words in a part's content type, in small letters."""
_BY_NAME = {
    "vbaproject.bin": Kind.MACROS,
    "/macrosheets/": Kind.MACRO_SHEET,
    "/externallinks/externallink": Kind.EXTERNAL_LINK,
}
_WITH_TEXTS = frozenset({"chart", "chartEx", "chartUserShapes", "diagramData"})
"""What a frame of a drawing shows: a chart with its titles, what was drawn on it, a diagram."""

_DRAWINGS = _WITH_TEXTS | {"drawing", "vmlDrawing"}
_OF_A_THREAD = "tc="

CommentReader = Callable[[Parts, str, str], Iterator[Comment]]
"""Reads the comments of a part, given its key and the title of its sheet."""


def carried_by(parts: Parts, sheets: Mapping[str, str]) -> tuple[Carried, ...]:
    """What the package carries, sheet by sheet; `sheets` are the titles of its sheets by part."""
    on_sheets = dict.fromkeys(_of_sheets(parts, sheets))
    places = {(thing.kind, thing.target) for thing in on_sheets}
    elsewhere = dict.fromkeys([*_of_book(parts), *_of_parts(parts)])
    return (*on_sheets, *(thing for thing in elsewhere if (thing.kind, thing.target) not in places))


def comments_by(
    parts: Parts, key: str, sheets: Mapping[str, str], read: CommentReader = comments_of
) -> tuple[Comment, ...]:
    """The comments of all sheets of the workbook part `key`, in order; `read` reads a part of plain ones."""
    people = [relation.target for relation in parts.relations(key) if relation.kind == "person"]
    persons = {name: who for part in people if part in parts.archive for name, who in persons_of(parts.root(part))}
    found: list[Comment] = []
    for sheet, title in sheets.items():
        leading = {(relation.kind, relation.target): relation for relation in parts.relations(sheet)}
        related = [relation for relation in leading.values() if relation.target in parts.archive]
        threads = [
            comment
            for relation in related
            if relation.kind == "threadedComment"
            for comment in threaded_comments_of(parts.root(relation.target), title, persons)
        ]
        threaded = {(comment.row, comment.column) for comment in threads if comment.text}
        plain = [
            comment
            for relation in related
            if relation.kind == "comments"
            for comment in read(parts, relation.target, title)
        ]
        # A thread leaves a plain comment behind for programs that know no threads, in the name of the thread.
        found += [
            comment
            for comment in plain
            if (comment.row, comment.column) not in threaded or not comment.author.startswith(_OF_A_THREAD)
        ]
        found += threads
    return tuple(found)


def _of_sheets(parts: Parts, sheets: Mapping[str, str]) -> Iterator[Carried]:
    for key, title in sheets.items():
        drawings: dict[str, Relation] = {}
        for source, relation in reached(parts, key):
            yield from _of_relation(parts, relation, title, source)
            if relation.kind in _DRAWINGS and not relation.is_external and relation.target in parts.archive:
                drawings[relation.target] = relation
        # A drawing is read once, however many relationships lead to it.
        for relation in drawings.values():
            yield from _drawn(parts, relation, title)


def _of_book(parts: Parts) -> Iterator[Carried]:
    for source, relation in reached(parts, ""):
        yield from _of_relation(parts, relation, "", source)


def _of_relation(parts: Parts, relation: Relation, title: str, source: str) -> Iterator[Carried]:
    kind = _BY_RELATION.get(relation.kind.lower())
    if kind is Kind.EXTERNAL_LINK:
        yield from (Carried(kind, title, target) for target in _linked_to(parts, relation))
    elif kind is not None and not _is_of_theme(parts, source):
        yield Carried(kind, title, relation.target if relation.is_external else parts.archive.name(relation.target))


def _is_of_theme(parts: Parts, source: str) -> bool:
    """Whether a picture belongs to the theme, which a program adds by itself."""
    return "theme" in parts.content_type(source)


def _linked_to(parts: Parts, relation: Relation) -> tuple[str, ...]:
    """Where the cells of an external link come from."""
    if relation.is_external:
        return (relation.target,)
    return _link_targets(parts, relation.target)


def _link_targets(parts: Parts, key: str) -> tuple[str, ...]:
    try:
        targets = [relation.target for relation in parts.relations(key) if relation.is_external]
    except PackageError:
        targets = []
    return tuple(targets) or (parts.archive.name(key),)


def _of_parts(parts: Parts) -> Iterator[Carried]:
    """What parts say of themselves, whether or not anything leads to them."""
    for key in parts.archive:
        if key.endswith(".rels"):
            continue
        content = parts.content_type(key)
        kinds = {kind for word, kind in _BY_CONTENT.items() if word in content}
        kinds |= {kind for word, kind in _BY_NAME.items() if word in f"/{key}"}
        for kind in sorted(kinds):
            is_link = kind is Kind.EXTERNAL_LINK
            for target in _link_targets(parts, key) if is_link else (parts.archive.name(key),):
                yield Carried(kind, "", target)


def _drawn(parts: Parts, relation: Relation, title: str) -> Iterator[Carried]:
    """The text boxes and shapes of a drawing, the texts of its charts and diagrams, the controls of an old one."""
    name = parts.archive.name(relation.target)
    try:
        if relation.kind == "drawing":
            texts = [(Kind.SHAPE, name, text) for text in shapes_in(parts.root(relation.target))]
        elif relation.kind in _WITH_TEXTS:
            text = text_in(parts.root(relation.target))
            texts = [(Kind.SHAPE, name, text)] if text else []
        else:
            found = controls_in(parts.text(relation.target))
            texts = [(Kind.CONTROL, f"{name}: {what}", text) for what, text in found]
    except PackageError as error:
        if not isinstance(error.why, PartNotRead):
            raise
        # What is drawn is told, not read: one that cannot be read is still told.
        texts = [(Kind.SHAPE, name, "")]
    yield from (Carried(kind, title, target, text) for kind, target, text in texts)
