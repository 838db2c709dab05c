"""An SVG as matplotlib writes it, made fit to stand beside others: named, described, and with ids of its own."""

from __future__ import annotations

import re

from lxml import etree

FAMILY = "'Noto Sans', 'Noto Sans Arabic', 'Segoe UI', Arial, sans-serif"
_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_LONG_NUMBER = re.compile(r"(\d+\.\d{2})\d+")


def finished(svg: str, key: str, title: str, description: str, current: str) -> str:
    """The `<svg>` element of a document; `current` is the colour that becomes `currentColor`."""
    root = etree.fromstring(
        svg.encode("utf-8"), etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    )
    for style in list(root.iter(f"{_SVG}style")):
        style.getparent().remove(style)
    _use_own_ids(root, key)
    for element in root.iter():
        if isinstance(element.tag, str):
            _use_attributes(element, current)
    _name(root, key, title, description)
    etree.cleanup_namespaces(root)
    return str(etree.tostring(root, encoding="unicode"))


def _use_own_ids(root: etree._Element, key: str) -> None:
    """Only what is referred to keeps an id, and it begins with the key."""
    text = etree.tostring(root, encoding="unicode")
    used = set(_REFERENCE.findall(text)) | {each.get(_XLINK, "#")[1:] for each in root.iter()} - {""}
    for element in root.iter():
        name = str(element.attrib.pop("id", ""))
        if name and name in used:
            element.set("id", f"{key}-{name}")
        if _XLINK in element.attrib:
            element.set(_XLINK, f"#{key}-{element.get(_XLINK, '')[1:]}")
        for attribute, value in element.attrib.items():
            element.set(attribute, _REFERENCE.sub(rf"url(#{key}-\1)", str(value)))


def _use_attributes(element: etree._Element, current: str) -> None:
    """Styles become attributes, which a page's policy cannot forbid and its style sheet can overrule."""
    for declaration in filter(None, str(element.attrib.pop("style", "")).split(";")):
        name, _, value = declaration.partition(":")
        element.set(name.strip(), value.strip())
    element.attrib.pop("font-family", "")
    if element.get("transform", "").startswith(("rotate(-0 ", "rotate(0 ")):
        element.attrib.pop("transform")
    for attribute, given in element.attrib.items():
        if attribute == "d":
            element.set(attribute, " ".join(_LONG_NUMBER.sub(r"\1", str(given)).split()))
        elif given == current:
            element.set(attribute, "currentColor")
    if element.tag in {f"{_SVG}g", f"{_SVG}defs", f"{_SVG}svg", f"{_SVG}pattern"}:
        element.text = None
    element.tail = None


def _name(root: etree._Element, key: str, title: str, description: str) -> None:
    root.attrib.pop("version", "")
    names = {"title": title, "desc": description}
    for place, (tag, text) in enumerate(names.items()):
        element = etree.Element(f"{_SVG}{tag}", {"id": f"{key}-{tag}"})
        element.text = text
        root.insert(place, element)
    root.set("role", "img")
    root.set("aria-labelledby", " ".join(f"{key}-{tag}" for tag in names))
    root.set("font-family", FAMILY)
    # The canvas has mirrored what is to be mirrored: a page that runs from right to left must not do so again.
    root.set("direction", "ltr")
    root.set("stroke-linejoin", "round")
