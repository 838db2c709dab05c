"""Texts of SpreadsheetML: rich ones, shared ones, and what Excel writes as `_x000D_`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from schemas.excel.ooxml import MAIN

STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
NAMESPACES = (f"{{{MAIN}}}", f"{{{STRICT}}}")
"""SpreadsheetML's namespaces, as they stand before a tag."""
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def rich_text(element: etree._Element, namespace: str) -> str:
    """The text of an `is`, `si` or `text` element: of its runs, without what is only read aloud."""
    return decoded("".join(_pieces(element, namespace)))


def _pieces(element: etree._Element, namespace: str) -> Iterator[str]:
    text, run = f"{namespace}t", f"{namespace}r"
    for child in element:
        if child.tag == text:
            yield child.text or ""
        elif child.tag == run:
            yield from (part.text or "" for part in child if part.tag == text)


def decoded(text: str) -> str:
    """`text` as Excel shows it: `_x000D_` is the character 000D, `_x005F_` the underscore."""
    if "_x" not in text:
        return text
    found = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    # Two escapes may make one character beyond the first plane; half a character is none.
    return found if found.isascii() else found.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
