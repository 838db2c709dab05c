"""Pages as a program reads them: whether they are well-formed, where they lead, and what their tables say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

_RAW = re.compile(r"(<(style|script)>).*?(</\2>)", re.DOTALL)
EVENT = re.compile(r"on[a-z]+")
_XHTML = re.compile(r"<!DOCTYPE html>\s*")


def parsed(page: str) -> etree._Element:
    """The page as XML, which it is as well: an element that is not closed, or closed twice, is an error here."""
    without = _XHTML.sub("", _RAW.sub(r"\1\3", page), count=1)
    return etree.fromstring(without.encode("utf-8"), etree.XMLParser(resolve_entities=False, no_network=True))


def ids(root: etree._Element) -> list[str]:
    return [str(name) for name in root.xpath("//@id")]


def links(root: etree._Element) -> list[str]:
    """Whatever the page leads to, takes from elsewhere or refers to."""
    found = root.xpath("//@href | //@src | //@action | //@*[local-name() = 'href'] | //@srcset | //@data | //@poster")
    return [str(link) for link in found]


def references(root: etree._Element) -> Iterator[str]:
    """The ids that the page's parts name each other by."""
    for value in root.xpath("//@aria-labelledby | //@aria-describedby | //@headers | //@for"):
        yield from str(value).split()
    for value in root.xpath("//@*[contains(., 'url(')]"):
        yield from re.findall(r"url\(#([^)]+)\)", str(value))


def text_of(element: etree._Element) -> str:
    return " ".join("".join(str(text) for text in element.itertext()).split())


def rows_of(root: etree._Element, table: str, key: str) -> dict[str, list[str]]:
    """The rows of a table by their `data-KEY`: of each cell with a number what is behind it, before it was worded."""
    found: dict[str, list[str]] = {}
    for row in root.xpath(f"//table[@id='{table}']/tbody/tr[@data-{key}]"):
        found[str(row.get(f"data-{key}"))] = [str(value) for value in row.xpath("./td/@data-value")]
    return found


def files_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
