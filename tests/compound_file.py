"""Writes an OLE compound file: the streams in which an .xls keeps its workbook, its macros and when it was saved.

Source: Microsoft, [MS-CFB]. Version 3, sectors of 512 bytes. Streams are padded to 4,096 bytes, so that
none is small enough for the file to need a mini stream.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

SECTOR, SMALLEST = 512, 4_096
_END, _FREE, _TABLE, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
_TABLES_IN_HEADER = 109
_STORAGE, _STREAM, _ROOT = 1, 2, 5


@dataclass
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    children: list[_Entry] = field(default_factory=list)
    number: int = 0
    left: int = _NONE
    right: int = _NONE
    child: int = _NONE
    start: int = _END


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """The file that holds `streams`; a stream within a storage is called `storage/stream`."""
    root = _Entry("Root Entry", _ROOT)
    for path, data in streams.items():
        _insert(root, path.split("/"), data.ljust(SMALLEST, b"\0"))
    entries = _numbered(root)
    sectors, chains = bytearray(), list[int]()
    for entry in entries:
        if entry.kind == _STREAM:
            entry.start = _append(sectors, chains, entry.data)
    directory = _append(sectors, chains, b"".join(_packed(entry) for entry in entries))
    tables = _add_tables(sectors, chains)
    return _header(directory, tables) + bytes(sectors)


def _insert(storage: _Entry, path: list[str], data: bytes) -> None:
    name, *rest = path
    if not rest:
        storage.children.append(_Entry(name, _STREAM, data))
        return
    inner = next((entry for entry in storage.children if entry.name == name), None)
    if inner is None:
        inner = _Entry(name, _STORAGE)
        storage.children.append(inner)
    _insert(inner, rest, data)


def _numbered(root: _Entry) -> list[_Entry]:
    """All entries in the order of the directory, each storage's linked as a tree in order of their names."""
    entries = [root]
    for entry in entries:
        for child in entry.children:
            child.number = len(entries)
            entries.append(child)
        entry.child = _tree(sorted(entry.children, key=lambda child: (len(child.name), child.name.upper())))
    return entries


def _tree(entries: list[_Entry]) -> int:
    if not entries:
        return _NONE
    middle = len(entries) // 2
    top = entries[middle]
    top.left, top.right = _tree(entries[:middle]), _tree(entries[middle + 1 :])
    return top.number


def _packed(entry: _Entry) -> bytes:
    name = (entry.name + "\0").encode("utf-16-le")
    black = 1
    links = struct.pack("<BBIII", entry.kind, black, entry.left, entry.right, entry.child)
    head = name.ljust(64, b"\0") + struct.pack("<H", len(name)) + links
    return head + bytes(36) + struct.pack("<IQ", entry.start if entry.kind != _STORAGE else 0, len(entry.data))


def _append(sectors: bytearray, chains: list[int], data: bytes) -> int:
    """Put `data` behind the sectors there are; returns the number of its first."""
    first, count = len(chains), -(-len(data) // SECTOR)
    sectors += data.ljust(count * SECTOR, b"\0")
    chains += [*range(first + 1, first + count), _END]
    return first


def _add_tables(sectors: bytearray, chains: list[int]) -> list[int]:
    """Put the table of all chains behind them, itself included; returns its sectors."""
    each = SECTOR // 4
    count = -(-(len(chains) + 1) // (each - 1))
    assert count <= _TABLES_IN_HEADER, "a file this large needs a table of tables"
    tables = list(range(len(chains), len(chains) + count))
    links = chains + [_TABLE] * count
    links += [_FREE] * (count * each - len(links))
    sectors += struct.pack(f"<{len(links)}I", *links)
    return tables


def _header(directory: int, tables: list[int]) -> bytes:
    signature = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    sizes = struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    counts = struct.pack("<IIIIIIIII", 0, len(tables), directory, 0, SMALLEST, _END, 0, _END, 0)
    unused = [_FREE] * (_TABLES_IN_HEADER - len(tables))
    return signature + sizes + counts + struct.pack(f"<{_TABLES_IN_HEADER}I", *tables, *unused)
