"""What is drawn on a sheet: text boxes, shapes, and the form controls of old programs."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

_DRAWING = (
    "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}",
    "{http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing}",
)
_TEXT = ("{http://schemas.openxmlformats.org/drawingml/2006/main}t", "{http://purl.oclc.org/ooxml/drawingml/main}t")
_SHAPES = tuple(f"{namespace}{word}" for namespace in _DRAWING for word in ("sp", "cxnSp"))
_CLIENT_DATA = "{urn:schemas-microsoft-com:office:excel}ClientData"
_NOTE = "Note"
_TEXT_LENGTH = 32_767


def shapes_in(root: etree._Element) -> Iterator[str]:
    """The text of each text box or shape of a drawing part; empty where it has none."""
    for shape in root.iter(*_SHAPES):
        yield text_in(shape)


def text_in(root: etree._Element) -> str:
    """All the text that is drawn in an element, such as the part of a diagram."""
    return " ".join(element.text or "" for element in root.iter(*_TEXT)).strip()[:_TEXT_LENGTH]


def controls_in(data: bytes) -> tuple[str, ...]:
    """The kind of each control in a drawing of the old form, VML, which need not be good XML; comments are none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(data, parser) if data.strip() else None
    if root is None:
        return ()
    kinds = (element.get("ObjectType", "") for element in root.iter(_CLIENT_DATA))
    return tuple(kind for kind in kinds if kind != _NOTE)
