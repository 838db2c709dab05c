"""XML of strangers, read by libxml2: no document type, no entity, no more nodes than memory has room for.

A part in another encoding is read as what it says it is. Characters that XML does not allow, which
some programs write all the same, are replaced by � rather than costing the whole file.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from lxml import etree

from addin.returned.archive import Archive
from addin.returned.package_error import PackageError
from schemas.findings.catalogue import FileSuspicious, PartNotRead, TooManyCells

NODE_LIMIT = 1_500_000
"""Tags and attributes of one part: thirty times those of the largest of a filled-in template."""
_SMALL = 2 * 2**20
"""Bytes of a part that may be whole in memory: it has no more nodes than there is room for."""
REPLACED = "\ufffd"
Read = TypeVar("Read")
_DECLARATION_END, _HEAD = 1_024, 4_096
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0?\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
)
_KNOWN = (
    "utf-8",
    "ascii",
    "iso8859",
    "iso2022",
    "cp",
    "koi8",
    "gb",
    "big5",
    "shift_jis",
    "euc_",
    "johab",
    "mac-",
    "tis-620",
    "kz1048",
    "ptcp154",
    "viscii",
)
"""The beginnings of the names of the encodings that people write in; of others, such as UTF-7, no part is read."""
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, collect_ids=False
)
_FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF], REPLACED)


def text_of_xml(data: bytes, name: str) -> bytes:
    """`data` as UTF-8, without a document type. Raises `PackageError` where it has one, or too many nodes."""
    text = _as_utf8(data, name)
    _refuse_doctype(text, name)
    if len(text) > _SMALL and text.count(b"<") + text.count(b"=") > NODE_LIMIT:
        raise PackageError(TooManyCells(found=name))
    return text


def has_doctype(head: bytes) -> bool | None:
    """Whether a document type stands before the root; None where `head` ends before that can be told."""
    at = 0
    while (at := head.find(b"<", at)) >= 0:
        if head.startswith(b"<!--", at):
            end = b"-->"
        elif head.startswith(b"<?", at):
            end = b"?>"
        else:
            return head.startswith(b"<!", at) if len(head) > at + 1 else None
        at = head.find(end, at + (4 if end == b"-->" else 2))
        if at < 0:
            return None
    return None


def refuse_doctype(archive: Archive, key: str) -> None:
    """Look at the beginning of an XML part that nobody reads: a document type is refused wherever it stands."""
    head = archive.head(key, _HEAD)
    found = has_doctype(head) if _encoding_of(head) == "utf-8" else None
    if found:
        raise PackageError(FileSuspicious(found=f"a document type in {archive.name(key)}"))
    if found is None:
        # Another encoding, or a long comment in front: all of it is looked at then.
        try:
            text_of_xml(archive.read(key), archive.name(key))
        except PackageError as error:
            if not isinstance(error.why, PartNotRead):
                raise


def root_of(data: bytes, name: str) -> etree._Element:
    """The root of a part that may be whole in memory. Raises `PackageError` where it is no XML."""
    return reading_repaired(lambda text: etree.fromstring(text, _PARSER), text_of_xml(data, name), name)


def reading_repaired(read: Callable[[bytes], Read], text: bytes, name: str) -> Read:
    """What `read` makes of `text`, or of the same without the characters that XML does not allow.

    Raises `PackageError` where it is no XML even then.
    """
    try:
        return read(text)
    except etree.XMLSyntaxError as error:
        repaired = repaired_xml(text)
        if repaired is None:
            raise PackageError(PartNotRead(found=name)) from error
    try:
        return read(repaired)
    except etree.XMLSyntaxError as error:
        raise PackageError(PartNotRead(found=name)) from error


class Elements:
    """The elements of these tags, one by one, of a text that `text_of_xml` gave; each comes before what follows it.

    Raises lxml's XMLSyntaxError while it is iterated.
    """

    def __init__(self, text: bytes, tags: tuple[str, ...], *, from_within: bool = False) -> None:
        self._text, self._tags = text, tags
        # Half of the time of reading is this parse; one of the whole tree takes two thirds of one in steps.
        self._is_whole = len(text) <= _SMALL and not from_within
        self.root_tag = ""
        """The root's tag, when all elements were taken."""

    def __iter__(self) -> Iterator[etree._Element]:
        """Each element as it ends: what is within it, if asked for, came before."""
        if self._is_whole:
            root = etree.fromstring(self._text, _PARSER)
            self.root_tag = str(root.tag)
            yield from root.iter(*self._tags)
            return
        parse = etree.iterparse(
            io.BytesIO(self._text),
            events=("end",),
            tag=self._tags,
            resolve_entities=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
            collect_ids=False,
        )
        for _, element in parse:
            yield element
        self.root_tag = str(parse.root.tag)

    def forget(self, element: etree._Element) -> None:
        """Give an element's memory back when it was taken, where the part is not whole in memory anyway."""
        if not self._is_whole:
            element.clear()


def repaired_xml(text: bytes) -> bytes | None:
    """`text` with � for each character that XML does not allow; None where there is none."""
    letters = text.decode("utf-8", "replace").translate(_FORBIDDEN)
    first, *rest = letters.split("&#")
    repaired = "".join([first, *map(_reference, rest)]).encode("utf-8", "replace")
    return None if repaired == text else repaired


def _reference(behind: str) -> str:
    """What begins with a numeric character reference, its `&#` taken off."""
    digits, semicolon, rest = behind[:12].partition(";")
    try:
        code = int(digits[1:], 16) if digits[:1] in "xX" else int(digits)
    except ValueError:
        return f"&#{behind}"
    allowed = code in {9, 10, 13} or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return f"&#{behind}" if allowed or not semicolon else REPLACED + rest + behind[12:]


def _as_utf8(data: bytes, name: str) -> bytes:
    known = _encoding_of(data)
    if known == "utf-8":
        return data
    if not known.startswith(("utf-16", "utf-32", *_KNOWN)):
        raise PackageError(PartNotRead(found=name))
    text = data.decode(known, "replace").lstrip("\ufeff")
    if text.startswith("<?xml"):
        text = text[text.find("?>", 0, _DECLARATION_END) + 2 :]
    return text.encode("utf-8", "replace")


def _encoding_of(data: bytes) -> str:
    """Python's name for the encoding by its first bytes or by its declaration; empty for one unknown."""
    said = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "") or _declared(data)
    for name in (said, said.lower().replace("windows-", "cp")):
        try:
            return codecs.lookup(name).name
        except LookupError:
            continue
    return ""


def _declared(data: bytes) -> str:
    declaration = data[:_DECLARATION_END].partition(b"?>")[0] if data.startswith(b"<?xml") else b""
    found = _ENCODING.search(declaration)
    return found[1].decode() if found is not None else "utf-8"


def _refuse_doctype(text: bytes, name: str) -> None:
    found = has_doctype(text)
    if found:
        raise PackageError(FileSuspicious(found=f"a document type in {name}"))
    if found is None:
        raise PackageError(PartNotRead(found=name))
