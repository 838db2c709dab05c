"""Zip packages taken apart and put together again, for tests that change a part of one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office"
SHEET = "xl/worksheets/sheet3.xml"
"""Standard 1 of a workbook of ours; its first answer stands in E8."""
BOOK, BOOK_RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def parts_of(package: bytes) -> dict[str, bytes]:
    """The parts of a package, by name."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def package_of(parts: Mapping[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A package of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", kind) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo("placeholder")
            entry.filename = name  # as it is: zipfile would turn a backslash
            archive.writestr(entry, data, kind)
    return target.getvalue()


def changed(package: bytes, part: str, old: str, new: str) -> bytes:
    """`package` with `new` in place of the first `old` of a part."""
    parts = parts_of(package)
    assert old.encode() in parts[part], f"{part} holds no {old}"
    return package_of(parts | {part: parts[part].replace(old.encode(), new.encode(), 1)})


def added(package: bytes, more: Mapping[str, bytes]) -> bytes:
    """`package` with more parts, or others in place of its own."""
    return package_of(parts_of(package) | dict(more))


def related(package: bytes, source: str, kind: str, target: str, more: str = "") -> bytes:
    """`package` with a relationship from the part `source`; `kind` is a word of ECMA-376's namespace, or whole."""
    folder, _, file = source.rpartition("/")
    rels = f"{folder}/_rels/{file}.rels".lstrip("/")
    parts = parts_of(package)
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    whole = kind if "://" in kind else f"{OFFICE}/{kind}"
    there = parts.get(rels, empty)
    identity = "" if " Id=" in more else f' Id="added{len(there)}"'
    line = f'<Relationship{identity} Type="{whole}" Target="{target}"{more}/></Relationships>'
    return package_of(parts | {rels: there.replace(b"</Relationships>", line.encode())})


def cell(package: bytes, xml: str, address: str = "E8", part: str = SHEET) -> bytes:
    """`package` with `xml` in place of the whole cell at `address`."""
    parts = parts_of(package)
    text = parts[part].decode()
    start = text.index(f'<c r="{address}"')
    ends = [text.find(end, start) + len(end) for end in ("</c>", "/>") if text.find(end, start) >= 0]
    end = text.index("</c>", start) + 4 if text[start : text.index(">", start)][-1] != "/" else min(ends)
    return package_of(parts | {part: (text[:start] + xml + text[end:]).encode()})
