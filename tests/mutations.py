"""Returned workbooks of every format with anything in them changed, as strategies of Hypothesis.

A `Mutated` names the workbook it began with and what was changed, in order, so that an example which
fails can be read; `data()` makes the file. Places are fractions of a million of what there is.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeVar

import olefile
from hypothesis import strategies as st

from tests import xlsb
from tests.compound_file import compound_file
from tests.packages import package_of, parts_of

RETURNED = Path(__file__).parent / "returned"
BOOKS = {
    "xlsx": "complete.xlsx",
    "xlsx of LibreOffice": "libreoffice_complete.xlsx",
    "xlsm": "macros.xlsm",
    "xlsb": "binary_complete.xlsb",
    "xls": "libreoffice_complete.xls",
    "ods": "libreoffice_complete.ods",
}
OFTEN = [book for book in BOOKS for _ in range(1 if book == "ods" else 3)]
"""How often each is taken: an .ods takes ten times as long as the others."""
WHOLE = 1_000_000
Parts = dict[str, bytes]
T = TypeVar("T")

NUMBERS = [
    "0", "-1", "1", "7", "NaN", "INF", "-INF", "inf", "1E+400", "-1e400", "1e-400", "1e308", "9" * 400, "1" * 5_000,
    "1048577", "4294967296", "-2147483649", "99999999999999999999", "2958466", "-693594", "0x10", "1_000", "٣", "3,5",
]  # fmt: skip
WORDS = [
    "", " ", "true", "s", "str", "e", "b", "d", "n", "inlineStr", "nothing", "A1", "XFD1048576", "ZZ9998", "A0", "A-1",
    "AAAA1", "1A", "$E$8", "A1:B2", "A1:XFD1048576", "#REF!", "#SPILL!", "#GETTING_DATA", "=1+1", "_x0000_", "_xD800_",
    "&#0;", "&#xD800;", "&#x1F600;", "\x00", "\x1b[2J", "&undefined;", "2026-13-45", "9999-12-31", "0000-00-00",
    "10000-01-01T00:00:00", "2026-03-19T25:00:00Z", "PT1H", "PT-1H", "PT99999999999999999999H", "PT1e9S", "../x",
    "/xl/workbook.xml", "file:///etc/passwd", "http://example.org", "xl/worksheets/sheet3.xml", "%00", "%", "rId1",
    "Standard 1", "kpibook", "4 - Finalising implementation", "n/a", "45 %", "12 EUR", "x" * 40_000,
]  # fmt: skip
ODD = (
    st.sampled_from(NUMBERS + WORDS)
    | st.text(max_size=12)
    | st.integers().map(str)
    | st.floats().map(str)
    | st.dates().map(str)
)
"""What stands in a cell or an attribute."""
PLACE = st.integers(0, WHOLE - 1) | st.just(0)
NOISE = st.binary(max_size=24)


@cache
def original(book: str) -> bytes:
    """The workbook that all of this name begin with."""
    return (RETURNED / BOOKS[book]).read_bytes()


def at(place: int, things: list[T]) -> T:
    """The one that stands so far down the list."""
    return things[place * len(things) // WHOLE]


def _offset(place: int, data: bytes) -> int:
    return place * len(data) // WHOLE


# --- whole parts ------------------------------------------------------------------------------
class PartChanged(NamedTuple):
    """A part, its name or its bytes, done otherwise."""

    how: str
    part: int
    place: int
    noise: bytes

    def apply(self, parts: Parts) -> Parts:
        name = at(self.part, sorted(parts))
        return PART_CHANGES[self.how](dict(parts), name, self)


def _renamed(parts: Parts, name: str, new: str) -> Parts:
    return {new if each == name else each: data for each, data in parts.items()}


def _noised(data: bytes, change: PartChanged) -> bytes:
    start = _offset(change.place, data)
    return data[:start] + change.noise + data[start + len(change.noise) :]


PART_CHANGES: dict[str, Callable[[Parts, str, PartChanged], Parts]] = {
    "dropped": lambda parts, name, _: {each: data for each, data in parts.items() if each != name},
    "twin by case": lambda parts, name, _: parts | {name.swapcase(): parts[name]},
    "twin by slash": lambda parts, name, _: parts | {name.replace("/", "\\"): parts[name]},
    "twin by dot": lambda parts, name, _: parts | {f"./{name}": parts[name]},
    "other case": lambda parts, name, _: _renamed(parts, name, name.upper()),
    "other slash": lambda parts, name, _: _renamed(parts, name, name.replace("/", "\\")),
    "other name": lambda parts, name, change: _renamed(parts, name, change.noise.decode("latin-1").strip("/") or "x"),
    "cut short": lambda parts, name, change: parts | {name: parts[name][: _offset(change.place, parts[name])]},
    "noise": lambda parts, name, change: parts | {name: _noised(parts[name], change)},
    "noise put in": lambda parts, name, change: (
        parts | {name: parts[name][: (cut := _offset(change.place, parts[name]))] + change.noise + parts[name][cut:]}
    ),
    "only noise": lambda parts, name, change: parts | {name: change.noise},
    "another's bytes": lambda parts, name, change: parts | {name: parts[at(change.place, sorted(parts))]},
    "in UTF-16": lambda parts, name, _: parts | {name: parts[name].decode("utf-8", "replace").encode("utf-16")},
    "twice in one": lambda parts, name, _: parts | {name: parts[name] * 2},
    "a document type": lambda parts, name, _: parts | {name: b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + parts[name]},
}
PART = st.builds(PartChanged, st.sampled_from(sorted(PART_CHANGES)), PLACE, PLACE, NOISE)


# --- tags and their attributes ----------------------------------------------------------------
_TAG = re.compile(rb"<[A-Za-z][^<>]*>")
_ATTRIBUTE = re.compile(r'\s([\w:.-]+)="([^"]*)"')


class TagChanged(NamedTuple):
    """A tag of an XML part, or one of its attributes, done otherwise."""

    how: str
    part: int
    tag: int
    attribute: int
    text: str

    def apply(self, parts: Parts) -> Parts:
        xml = sorted(name for name, data in parts.items() if data[:1] in {b"<", b"\xef"})
        if not xml:
            return parts
        name = at(self.part, xml)
        tags = list(_TAG.finditer(parts[name]))
        if not tags:
            return parts
        found = at(self.tag, tags)
        new = TAG_CHANGES[self.how](found[0].decode("utf-8", "replace"), self)
        data = parts[name]
        return parts | {name: data[: found.start()] + _encoded(new) + data[found.end() :]}


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _attribute(tag: str, change: TagChanged, new: Callable[[str], str]) -> str:
    attributes = list(_ATTRIBUTE.finditer(tag))
    if not attributes:
        return tag
    found = at(change.attribute, attributes)
    return tag[: found.start()] + new(found[1]) + tag[found.end() :]


TAG_CHANGES: dict[str, Callable[[str, TagChanged], str]] = {
    "value": lambda tag, change: _attribute(tag, change, lambda name: f' {name}="{change.text}"'),
    "no such attribute": lambda tag, change: _attribute(tag, change, lambda _: ""),
    "attribute twice": lambda tag, change: _attribute(tag, change, lambda name: f' {name}="1" {name}="2"'),
    "another attribute": lambda tag, change: re.sub(r"(/?>)$", r' r="9" t="s" count="-1" hidden="x"\1', tag),
    "left out": lambda tag, change: "",
    "twice": lambda tag, change: tag * 2,
    "many times": lambda tag, change: tag * 3_000,
    "another tag": lambda tag, change: re.sub(r"^<[\w:.-]+", "<odd", tag),
    "text before it": lambda tag, change: change.text + tag,
}
TAG = st.builds(TagChanged, st.sampled_from(sorted(TAG_CHANGES)), PLACE, PLACE, PLACE, ODD)


# --- cells ------------------------------------------------------------------------------------
_XLSX_CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^<>]*?(?:/>|>.*?</c>)', re.DOTALL)
_ODS_CELL = re.compile(rb"<table:table-cell[^<>]*?(?:/>|>.*?</table:table-cell>)", re.DOTALL)


class CellChanged(NamedTuple):
    """A cell of any sheet, an input, a locked or a hidden one, with any type, place, look and content."""

    part: int
    cell: int
    where: str | None
    kind: str | None
    look: str | None
    body: str
    text: str

    def apply(self, parts: Parts) -> Parts:
        is_ods = "content.xml" in parts
        sheets = ["content.xml"] if is_ods else sorted(name for name in parts if name.startswith("xl/worksheets/sheet"))
        if not sheets:
            return parts
        name = at(self.part, sheets)
        cells = list((_ODS_CELL if is_ods else _XLSX_CELL).finditer(parts[name]))
        if not cells:
            return parts
        found = at(self.cell, cells)
        new = self._in_ods() if is_ods else self._in_xlsx(found[1].decode())
        data = parts[name]
        return parts | {name: data[: found.start()] + _encoded(new) + data[found.end() :]}

    def _in_xlsx(self, address: str) -> str:
        where = address if self.where == "here" else self.where
        pairs = {"r": where, "t": self.kind, "s": self.look}
        attributes = "".join(f' {name}="{value}"' for name, value in pairs.items() if value is not None)
        return f"<c{attributes}>{XLSX_BODIES[self.body].format(self.text)}</c>"

    def _in_ods(self) -> str:
        kind = self.kind or "string"
        value = f' office:{kind if kind in ODS_KINDS else "float"}-value="{self.text}" office:value="{self.text}"'
        repeated = f' table:number-columns-repeated="{self.where}"' if self.where not in {None, "here"} else ""
        body = f"<text:p>{self.text}</text:p>" if self.body != "value" else ""
        return f'<table:table-cell office:value-type="{kind}"{value}{repeated}>{body}</table:table-cell>'


XLSX_BODIES = {
    "value": "<v>{}</v>",
    "inline": "<is><t>{}</t></is>",
    "runs": "<is><r><t>{0}</t></r><r><t>{0}</t></r></is>",
    "formula": "<f>{0}</f><v>{0}</v>",
    "array": '<f t="array" ref="{0}">1</f><v>{0}</v>',
    "two values": "<v>{0}</v><v>1</v>",
    "nothing": "",
    "bare text": "{}",
}
ODS_KINDS = ["string", "float", "date", "time", "boolean", "percentage", "currency"]
CELL = st.builds(
    CellChanged,
    PLACE,
    PLACE,
    st.just("here") | st.none() | ODD,
    st.none() | st.sampled_from(["s", "str", "e", "b", "d", "n", "inlineStr", *ODS_KINDS]) | ODD,
    st.none() | ODD,
    st.sampled_from(sorted(XLSX_BODIES)),
    ODD,
)


# --- texts ------------------------------------------------------------------------------------
_TEXTS = {
    "a text": re.compile(rb"(?<=>)[^<>]+(?=<)"),
    "a word of a stamp": re.compile(rb"(?<=[a-z]=)[\w.-]+(?=[ <][^\n]{0,80}sheet=|</)"),
    "a whole stamp": re.compile(rb"kpibook edition=[^<]*"),
}


class TextChanged(NamedTuple):
    """What stands between two tags, or in the hidden stamp of a sheet, done otherwise; all tags stay."""

    what: str
    part: int
    place: int
    text: str

    def apply(self, parts: Parts) -> Parts:
        pattern = _TEXTS[self.what]
        holding = sorted(name for name, data in parts.items() if pattern.search(data))
        if not holding:
            return parts
        name = at(self.part, holding)
        data = parts[name]
        found = at(self.place, list(pattern.finditer(data)))
        return parts | {name: data[: found.start()] + _encoded(self.text) + data[found.end() :]}


TEXT = st.builds(TextChanged, st.sampled_from(sorted(_TEXTS)), PLACE, PLACE, ODD)


# --- records ----------------------------------------------------------------------------------
class RecordChanged(NamedTuple):
    """A record of a binary part or stream, its kind, length or bytes, done otherwise."""

    how: str
    part: int
    place: int
    within: int
    noise: bytes

    def apply(self, parts: Parts) -> Parts:
        binary = sorted(name for name in parts if name.endswith(".bin") or name in {"Workbook", "Book"})
        if not binary:
            return parts
        name = at(self.part, binary)
        is_xls = not name.endswith(".bin")
        records = (_records_of_xls if is_xls else _records_of_xlsb)(parts[name])
        if not records:
            return parts
        index = self.place * len(records) // WHOLE
        kind, body = records[index]
        changed = RECORD_CHANGES[self.how](kind, body, self)
        head = _head_of_xls if is_xls else _head_of_xlsb
        packed = [head(kind, len(body)) + body for kind, body in records]
        packed[index] = b"".join(
            head(kind, len(body) if length is None else length) + body for kind, length, body in changed
        )
        if self.how == "out of order":
            packed.insert(self.within * len(packed) // WHOLE, packed.pop(index))
        return parts | {name: b"".join(packed)}


def _records_of_xls(stream: bytes) -> list[tuple[int, bytes]]:
    found, start = [], 0
    while start + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, start)
        found.append((kind, stream[start + 4 : start + 4 + size]))
        start += 4 + size
    return found


def _records_of_xlsb(part: bytes) -> list[tuple[int, bytes]]:
    found, start = [], 0
    while start < len(part):
        kind, start = _sevens(part, start)
        size, start = _sevens(part, start)
        found.append((kind, part[start : start + size]))
        start += size
    return found


def _sevens(part: bytes, start: int) -> tuple[int, int]:
    number, shift = 0, 0
    for each in part[start : start + 4]:
        start += 1
        number |= (each & 0x7F) << shift
        shift += 7
        if each < 0x80:
            break
    return number, start


def _head_of_xls(kind: int, size: int) -> bytes:
    return struct.pack("<HH", kind & 0xFFFF, size & 0xFFFF)


def _head_of_xlsb(kind: int, size: int) -> bytes:
    whole = xlsb.record(kind)[:-1]
    return whole + xlsb.record(size)[:-1]


Changed = list[tuple[int, int | None, bytes]]


def _number(change: RecordChanged) -> int:
    return int.from_bytes(change.noise[:4], "little")


def _over(body: bytes, change: RecordChanged) -> bytes:
    start = _offset(change.within, body)
    return body[:start] + change.noise + body[start + len(change.noise) :]


RECORD_CHANGES: dict[str, Callable[[int, bytes, RecordChanged], Changed]] = {
    "other bytes": lambda kind, body, change: [(kind, None, _over(body, change)[: len(body)])],
    "all ones": lambda kind, body, change: [(kind, None, b"\xff" * len(body))],
    "all noughts": lambda kind, body, change: [(kind, None, bytes(len(body)))],
    "cut short": lambda kind, body, change: [(kind, None, body[: _offset(change.within, body)])],
    "longer": lambda kind, body, change: [(kind, None, body + change.noise)],
    "empty": lambda kind, body, change: [(kind, None, b"")],
    "lying length": lambda kind, body, change: [(kind, _number(change) % 2**21, body)],
    "other kind": lambda kind, body, change: [(_number(change) % 2**12, None, body)],
    "left out": lambda kind, body, change: [],
    "twice": lambda kind, body, change: [(kind, None, body)] * 2,
    "many times": lambda kind, body, change: [(kind, None, body)] * 2_000,
    "out of order": lambda kind, body, change: [(kind, None, body)],
}
RECORD = st.builds(RecordChanged, st.sampled_from(sorted(RECORD_CHANGES)), PLACE, PLACE, PLACE, NOISE)


# --- the whole file ---------------------------------------------------------------------------
class FileChanged(NamedTuple):
    """The bytes of the whole file done otherwise: a field of a zip header, a sector, an end that is missing."""

    how: str
    place: int
    field: int
    noise: bytes

    def apply(self, data: bytes) -> bytes:
        return FILE_CHANGES[self.how](data, self)


def _header_field(signature: bytes, size: int) -> Callable[[bytes, FileChanged], bytes]:
    def lie(data: bytes, change: FileChanged) -> bytes:
        heads = [found.start() for found in re.finditer(re.escape(signature), data)]
        if not heads:
            return data
        start = at(change.place, heads) + 4 + change.field * (size - 4) // WHOLE
        return data[:start] + change.noise[:4] + data[start + len(change.noise[:4]) :]

    return lie


def _overwritten(data: bytes, change: FileChanged) -> bytes:
    start = _offset(change.place, data)
    return data[:start] + change.noise + data[start + len(change.noise) :]


FILE_CHANGES: dict[str, Callable[[bytes, FileChanged], bytes]] = {
    "a local header lies": _header_field(b"PK\x03\x04", 30),
    "the directory lies": _header_field(b"PK\x01\x02", 46),
    "its end lies": _header_field(b"PK\x05\x06", 22),
    "cut short": lambda data, change: data[: _offset(change.place, data)],
    "overwritten": _overwritten,
    "the beginning overwritten": lambda data, change: (
        data[: (start := change.place % 600)] + change.noise + data[start + len(change.noise) :]
    ),
    "something before it": lambda data, change: change.noise + data,
    "something behind it": lambda data, change: data + change.noise,
    "twice in one": lambda data, change: data + data,
}
FILE = st.builds(FileChanged, st.sampled_from(sorted(FILE_CHANGES)), PLACE, PLACE, NOISE)

Change = PartChanged | TagChanged | CellChanged | TextChanged | RecordChanged
IN_PARTS = {
    "xlsx": CELL | TEXT | TAG | PART,
    "xlsx of LibreOffice": CELL | TEXT | TAG | PART,
    "xlsm": CELL | TEXT | TAG | PART,
    "ods": CELL | TEXT | TAG | PART,
    "xlsb": RECORD | RECORD | TAG | PART,
    "xls": RECORD | RECORD | PART,
}


@dataclass(frozen=True)
class Mutated:
    """A workbook of which this was changed: first in its parts, then in the bytes of the whole file."""

    book: str
    changes: tuple[Change, ...]
    whole: tuple[FileChanged, ...] = ()

    @property
    def name(self) -> str:
        return f"odd.{self.book.partition(' ')[0]}"

    def data(self) -> bytes:
        """The file."""
        data = original(self.book)
        if self.changes:
            data = _joined(self.book, self._parts(data))
        for change in self.whole:
            data = change.apply(data)
        return data

    def _parts(self, data: bytes) -> Parts:
        parts = _streams(data) if self.book == "xls" else parts_of(data)
        for change in self.changes:
            parts = change.apply(parts) or parts
        return parts


def _streams(data: bytes) -> Parts:
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        return {"/".join(path): file.openstream(path).read() for path in file.listdir()}


def _joined(book: str, parts: Parts) -> bytes:
    if book == "xls":
        return compound_file({name[:31]: data for name, data in parts.items() if name.strip("/\\.")})
    return package_of(parts, zipfile.ZIP_STORED)


def mutated(books: list[str] | None = None) -> st.SearchStrategy[Mutated]:
    """Workbooks of these names, or of all, with one to four things changed in each."""

    def of(book: str) -> st.SearchStrategy[Mutated]:
        in_parts = st.lists(IN_PARTS[book], min_size=1, max_size=4).map(tuple)
        in_whole = st.lists(FILE, min_size=1, max_size=2).map(tuple)
        return st.one_of(
            st.builds(Mutated, st.just(book), in_parts),
            st.builds(Mutated, st.just(book), in_parts),
            st.builds(Mutated, st.just(book), st.just(()), in_whole),
            st.builds(Mutated, st.just(book), in_parts, in_whole),
        )

    return st.sampled_from(books or OFTEN).flatmap(of)
