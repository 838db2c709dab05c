"""Cells as XML, as openpyxl and the last pass write them: for cells that need nothing else of openpyxl."""

from __future__ import annotations

from xml.sax.saxutils import escape

from openpyxl.compat import safe_string

from schemas.excel.cell_text import exact
from schemas.questions import Raw


def value_cell(start: bytes, value: Raw) -> bytes:
    """A cell that holds a value; `start` is `<c` with its place and style: `<c r="B2" s="19"`."""
    if isinstance(value, str):
        text = exact(value)
        space = b' xml:space="preserve"' if text != text.strip() else b""
        return b'%s t="inlineStr"><is><t%s>%s</t></is></c>' % (start, space, _escaped(text))
    return b'%s t="n"><v>%s</v></c>' % (start, safe_string(value).encode("ascii"))


def formula_cell(start: bytes, formula: bytes, shown: Raw) -> bytes:
    """A cell with a formula, `<f>…</f>`, and what it shows."""
    # It may repeat what somebody typed, with characters that no XML can hold.
    told = (b' t="str"', exact(shown)) if isinstance(shown, str) else (b"", str(shown))
    return b"%s%s>%s<v>%s</v></c>" % (start, told[0], formula, _escaped(told[1]))


def formula_xml(text: str) -> bytes:
    """The formula `text`, which begins with its equals sign."""
    return b"<f>%s</f>" % _escaped(text[1:])


def _escaped(text: str) -> bytes:
    return escape(text, {"\r": "&#13;"}).encode()
