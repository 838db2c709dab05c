"""The comments of a worksheet, those of threads too, from their XML parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from addin.returned.opc import Parts
from addin.returned.package import Comment
from addin.returned.xml_cells import area_of
from addin.returned.xml_texts import rich_text

_THREADS = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"


def comments_of(parts: Parts, key: str, title: str) -> Iterator[Comment]:
    """The comments of the part `key`, which belongs to the sheet called `title`."""
    root = parts.root(key)
    namespace = root.tag[: root.tag.find("}") + 1]
    authors = [author.text or "" for author in root.iterfind(f"{namespace}authors/{namespace}author")]
    for comment in root.iterfind(f"{namespace}commentList/{namespace}comment"):
        text = comment.find(f"{namespace}text")
        number = comment.get("authorId", "")
        is_known = number.isascii() and number.isdigit() and len(number) < 6 and int(number) < len(authors)
        author = authors[int(number)] if is_known else ""
        yield _comment(title, comment.get("ref", ""), author, "" if text is None else rich_text(text, namespace))


def threaded_comments_of(root: etree._Element, title: str, persons: Mapping[str, str]) -> Iterator[Comment]:
    """The remarks of all threads of a sheet; `persons` are their authors' names."""
    for comment in root.iterfind(f"{_THREADS}threadedComment"):
        text = comment.findtext(f"{_THREADS}text") or ""
        yield _comment(title, comment.get("ref", ""), persons.get(comment.get("personId", ""), ""), text)


def persons_of(root: etree._Element) -> Iterator[tuple[str, str]]:
    """The people who wrote in threads, as (identity, name)."""
    for person in root.iterfind(f"{_THREADS}person"):
        yield person.get("id", ""), person.get("displayName", "")


def _comment(title: str, reference: str, author: str, text: str) -> Comment:
    area = area_of(reference)
    row, column = area[0] if area is not None else (0, 0)
    return Comment(title, row, column, author, text.strip())
