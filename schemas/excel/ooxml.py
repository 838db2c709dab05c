"""Office Open XML packages as XML in a zip: the last pass over what a library wrote.

Plain XML and zip, no Excel library: builder and add-in both put their workbooks right with it.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Set
from typing import IO

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STYLES = "xl/styles.xml"
CORE_PROPERTIES = "docProps/core.xml"
_DCTERMS = "http://purl.org/dc/terms/"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_FONT_ORDER = (
    "b",
    "i",
    "strike",
    "condense",
    "extend",
    "outline",
    "shadow",
    "u",
    "vertAlign",
    "sz",
    "color",
    "name",
    "family",
    "charset",
    "scheme",
)
Edit = Callable[[bytes], bytes]
"""What is done to one part of a package: its bytes in, its bytes out."""
Stream = Callable[[bytes], Iterable[bytes]]
"""The same, its bytes out in blocks."""
Seal = Callable[[Mapping[str, str]], bytes]
"""The bytes of a part that says something of all the others, from their SHA-256 digests by name."""
_BLOCK = 1 << 20


def finish_styles(xml: bytes) -> bytes:
    """`xl/styles.xml` with the children of each font in the order of the schema.

    openpyxl writes name and size first, which the Open XML SDK reports as an error, in the fonts
    of cells and in those of differential formats alike.
    """
    root = parse(xml)
    for font in root.iter(f"{{{MAIN}}}font"):
        font[:] = sorted(font, key=lambda child: _FONT_ORDER.index(etree.QName(child).localname))
    return serialise(root)


def fix_dates(xml: bytes, date: str) -> bytes:
    """`docProps/core.xml` as if created and changed on `date`, such as `2026-01-01T00:00:00Z`."""
    root = parse(xml)
    for name in ("created", "modified"):
        for element in root.iter(f"{{{_DCTERMS}}}{name}"):
            element.text = date
    return serialise(root)


def rewrite_package(data: bytes, edits: Mapping[str, Edit]) -> bytes:
    """The package `data` with `edits` applied to the parts they name, such as `xl/styles.xml`.

    The same input gives the same bytes: dates in the zip are fixed, parts stand in a fixed order.
    Raises KeyError for an edit of a part that is not there.
    """
    result = io.BytesIO()
    copy_package(io.BytesIO(data), result, edits)
    return result.getvalue()


def edited_parts(data: bytes, edits: Mapping[str, Edit]) -> Iterator[tuple[str, bytes]]:
    """The parts of the package `data` in their fixed order, with `edits` applied as for `rewrite_package`."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        _check_all_there(edits.keys(), package)
        for name in _in_order(package.namelist()):
            part = package.read(name)
            yield name, edits[name](part) if name in edits else part


def copy_package(
    source: IO[bytes],
    target: IO[bytes],
    edits: Mapping[str, Edit],
    streams: Mapping[str, Stream] | None = None,
    seal: tuple[str, Seal] | None = None,
) -> None:
    """As `rewrite_package`, from file to file: a part without an edit is never whole in memory.

    `streams` are edits whose result is too large for that, and comes in blocks; they come first, so that the edit of
    another part may tell of them. `seal` makes the part
    that it names, which is written after all others. Raises RuntimeError for a part of more than
    2 GiB: Excel repairs a package with the ZIP64 entry it would need.
    """
    streams, digests = streams or {}, {}
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        _check_all_there(edits.keys() | streams.keys(), old)
        for name in _in_order(old.namelist(), streams):
            if seal is not None and name == seal[0]:
                continue
            digest = hashlib.sha256()
            with old.open(name) as part, new.open(new_entry(name), "w") as copy:
                for block in _blocks(name, part, edits, streams):
                    digest.update(block)
                    copy.write(block)
            digests[name] = digest.hexdigest()
        if seal is not None:
            new.writestr(new_entry(seal[0]), seal[1](digests))


def _check_all_there(wanted: Set[str], package: zipfile.ZipFile) -> None:
    missing = wanted - set(package.namelist())
    if missing:
        raise KeyError(f"the package has no part {', '.join(sorted(missing))}")


def _blocks(name: str, part: IO[bytes], edits: Mapping[str, Edit], streams: Mapping[str, Stream]) -> Iterable[bytes]:
    """What becomes of a part, in blocks."""
    if name in edits:
        return (edits[name](part.read()),)
    if name in streams:
        return streams[name](part.read())
    return iter(lambda: part.read(_BLOCK), b"")


def new_entry(name: str) -> zipfile.ZipInfo:
    """The zip entry of the part `name`: compressed, without the date and rights of this machine."""
    entry = zipfile.ZipInfo(name, _ZIP_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def parse(xml: bytes) -> etree._Element:
    """The root of a part that this program has just written."""
    # Our own bytes, a moment old: no entity can be in them, and none would be resolved.
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))


def serialise(root: etree._Element) -> bytes:
    """A part as bytes, with its declaration."""
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return text


def _in_order(names: Iterable[str], streams: Container[str] = ()) -> list[str]:
    """The content types first, as programs that sniff a package expect."""
    first = ("[Content_Types].xml", "_rels/.rels")
    return sorted(names, key=lambda name: (*(name != each for each in first), name not in streams, name))
