"""What is drawn on a sheet: text boxes, shapes, and the form controls of old programs."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

_DRAWING = (
    "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}",
    "{http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing}",
)
_MAIN = ("{http://schemas.openxmlformats.org/drawingml/2006/main}", "{http://purl.oclc.org/ooxml/drawingml/main}")
_TEXT = tuple(f"{namespace}t" for namespace in _MAIN)
_BREAKS = tuple(f"{namespace}{word}" for namespace in _MAIN for word in ("p", "br"))
_SHAPES = tuple(f"{namespace}{word}" for namespace in _DRAWING for word in ("sp", "cxnSp", "contentPart"))
"""Text boxes and shapes, connecting lines, ink."""
_FRAMES = tuple(f"{namespace}graphicFrame" for namespace in _DRAWING)
_CLIENT_DATA = "{urn:schemas-microsoft-com:office:excel}ClientData"
_TEXT_BOX = "{urn:schemas-microsoft-com:vml}textbox"
_NOTE = "Note"
_TEXT_LENGTH = 32_767


def shapes_in(root: etree._Element) -> Iterator[str]:
    """The text of each text box or shape of a drawing part; empty where it has none.

    A frame, of a chart or a diagram, is one as well: what it shows stands in parts of its own.
    """
    for shape in root.iter(*_SHAPES, *_FRAMES):
        yield text_in(shape)


def text_in(root: etree._Element) -> str:
    """All the text of a shape, or of the part of a chart or a diagram, in one line."""
    pieces = (element.text or "" if element.tag in _TEXT else " " for element in root.iter(*_TEXT, *_BREAKS))
    return " ".join("".join(pieces).split())[:_TEXT_LENGTH]


def controls_in(data: bytes) -> tuple[tuple[str, str], ...]:
    """The kind and the text of each control in a drawing of the old form, VML; comments are none.

    It need not be good XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(data, parser) if data.strip() else None
    if root is None:
        return ()
    kinds = ((element.get("ObjectType", ""), _text_beside(element)) for element in root.iter(_CLIENT_DATA))
    return tuple((kind, text) for kind, text in kinds if kind != _NOTE)


def _text_beside(client_data: etree._Element) -> str:
    """The text of the shape that a control is drawn as."""
    boxes = client_data.itersiblings(_TEXT_BOX, preceding=True)
    return " ".join(" ".join(map(str, box.itertext())) for box in boxes).strip()[:_TEXT_LENGTH]
