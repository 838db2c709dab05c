"""Links from the rows of a table to their cells in the returned workbooks.

openpyxl can only link cells that it draws itself, and gives each link a relationship of its own;
here the links of a file share one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from xml.sax.saxutils import quoteattr

from addin.tables.table import Row, Table, Value
from schemas.excel import ooxml
from schemas.excel.cell_text import visible
from schemas.layout.places import column_letter
from schemas.terminal.shown import are_apart

_ADDRESS_LENGTH = 2_079
"""Characters that Excel allows in the address of a link."""
_UNSAFE = {ord(char): f"%{ord(char):02X}" for char in (*map(chr, range(32)), *' %"#?<>[]^`{}|\\')}
_UNSAFE_ON_THE_WEB = {char: escaped for char, escaped in _UNSAFE.items() if char != ord("%")}
_WEB = re.compile(r"https?://", re.IGNORECASE)
_WHOLE = re.compile(r"https?://|[A-Za-z]:[\\/]|[\\/]", re.IGNORECASE)
_HALF_ESCAPED = re.compile(r"%(?![0-9A-Fa-f]{2})")
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_BLOCK = 1_000


class CellLinks:
    """The links of a table with columns `file`, `sheet` and `cell`, or whatever `places` call them, as XML.

    They are found as its rows go by; `hyperlinks` and `relationships` tell of those that have. `base` is what stands
    before a file's name, seen from the result's folder.
    """

    def __init__(self, table: Table, base: str, places: tuple[str, str, str] = ("file", "sheet", "cell")) -> None:
        names = [column.name for column in table.columns]
        self._base = base
        self._file, self._sheet, self._cell = (names.index(name) for name in places)
        self._ids: dict[str, str | None] = {}
        """What the relationship of each file is called; None where its address is too long for a link."""
        self._files: list[str] = []
        """Those that are linked, in order."""
        self._links: list[str] = []

    def of(self, rows: Iterable[Row]) -> Iterator[tuple[Row, int | None]]:
        """All rows of the table, each with the index of the cell that is the link; None for no link."""
        for number, row in enumerate(rows, 2):
            name = self._name(row[self._file])
            if name is None:
                yield row, None
                continue
            column = self._cell if row[self._sheet] and row[self._cell] else self._file
            location = f" location={self._place(row)}" if column == self._cell else ""
            self._links.append(f'<hyperlink ref="{column_letter(column + 1)}{number}" r:id="{name}"{location}/>')
            yield row, column

    def _name(self, file: Value) -> str | None:
        """What the relationship of a file is called; None for no link."""
        if not file:
            # The row that stands in a table of none.
            return None
        if (name := str(file)) not in self._ids:
            is_possible = len(self._target(name)) <= _ADDRESS_LENGTH
            self._files += [name] * is_possible
            self._ids[name] = f"rIdFile{len(self._files)}" if is_possible else None
        return self._ids[name]

    def _target(self, file: str) -> str:
        return self._base + file.translate(_UNSAFE)

    def _place(self, row: Row) -> str:
        """The cell of a row in its file, as an attribute."""
        sheet = visible(str(row[self._sheet])).replace("'", "''")
        return quoteattr(f"'{sheet}'!{row[self._cell]}")

    def hyperlinks(self) -> Iterator[bytes]:
        """The sheet's `<hyperlinks>` element, in blocks; nothing where nothing is linked."""
        if not self._links:
            return
        yield f'<hyperlinks xmlns:r="{_OFFICE}">'.encode("ascii")
        for start in range(0, len(self._links), _BLOCK):
            yield "".join(self._links[start : start + _BLOCK]).encode("utf-8")
        yield b"</hyperlinks>"

    def relationships(self, part: bytes) -> bytes:
        """The relationships of the sheet, with one for each file that is linked."""
        if not self._links:
            return part
        root = ooxml.parse(part)
        for file in self._files:
            told = {"Id": self._ids[file] or "", "TargetMode": "External"}
            entry = root.makeelement(f"{{{_PACKAGE}}}Relationship", told)
            entry.set("Type", f"{_OFFICE}/hyperlink")
            entry.set("Target", self._target(file))
            root.append(entry)
        return ooxml.serialise(root)


def base_of(out: Path, folder: Path | None) -> str:
    """What stands before a file's name in a link from the workbook `out`; None: the files are beside it.

    Of a folder and a workbook that are in different stores it is as if the one lay beside the other.
    """
    if folder is None:
        return ""
    if are_apart(out, folder):
        return folder.resolve().name.translate(_UNSAFE) + "/"
    try:
        relative = PurePath(os.path.relpath(folder.resolve(), out.parent.resolve())).as_posix()
    except ValueError:  # another drive of Windows
        return folder.resolve().as_uri() + "/"
    return "" if relative == "." else relative.translate(_UNSAFE) + "/"


def address_of_folder(folder: Path) -> str:
    """The folder's whole address, as it stands before a file's name: it leads there from wherever it is read."""
    return _of_place(f"{folder.resolve()}/")


def address_of_siblings(whole: str) -> str | None:
    """What stands before the names of the files beside one whose whole path or web address is known, else None.

    A path of Windows or of its network (`\\\\server\\share`), of a Mac, or `https://…` as SharePoint, OneDrive and
    Teams have it. A name alone, which is all that a workbook has that was never saved, leads nowhere.
    """
    folder, parted, _ = whole.replace("\\", "/").rpartition("/")
    return _of_place(f"{folder}/") if parted and _WHOLE.match(whole) else None


def _of_place(folder: str) -> str:
    folder = folder.replace("\\", "/")
    if _WEB.match(folder):
        # A web address may be escaped already: what is, stays.
        return _HALF_ESCAPED.sub("%25", folder).translate(_UNSAFE_ON_THE_WEB)
    host = "file:" if folder.startswith("//") else "file://" if folder.startswith("/") else "file:///"
    return host + folder.translate(_UNSAFE)
