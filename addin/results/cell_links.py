"""Links from the rows of a table to their cells in the returned workbooks.

openpyxl can only link cells that it draws itself, and gives each link a relationship of its own;
here the links of a file share one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path, PurePath
from xml.sax.saxutils import quoteattr

from addin.tables.table import Row, Table
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

    `base` is what stands before a file's name, seen from the result's folder.
    """

    def __init__(self, table: Table, base: str, places: tuple[str, str, str] = ("file", "sheet", "cell")) -> None:
        names = [column.name for column in table.columns]
        self._table = table
        self._file, self._sheet, self._cell = (names.index(name) for name in places)
        targets = {str(row[self._file]): base + str(row[self._file]).translate(_UNSAFE) for row in table.rows()}
        possible = {file: target for file, target in targets.items() if len(target) <= _ADDRESS_LENGTH}
        self._ids = {file: f"rIdFile{number}" for number, file in enumerate(possible, 1)}
        self._targets = possible

    def __bool__(self) -> bool:
        """False where there is nothing to link."""
        return bool(self._ids)

    def column(self, row: Row) -> int | None:
        """The index of the cell that is the link: where the row's cell stands, or else its file."""
        if row[self._file] not in self._ids:
            return None
        return self._cell if row[self._sheet] and row[self._cell] else self._file

    def hyperlinks(self) -> Iterator[bytes]:
        """The sheet's `<hyperlinks>` element, in blocks."""
        yield f'<hyperlinks xmlns:r="{_OFFICE}">'.encode("ascii")
        links = self._links()
        while block := "".join(islice(links, _BLOCK)):
            yield block.encode("utf-8")
        yield b"</hyperlinks>"

    def _links(self) -> Iterator[str]:
        for number, row in enumerate(self._table.rows(), 2):
            column = self.column(row)
            if column is None:
                continue
            link = f'<hyperlink ref="{column_letter(column + 1)}{number}" r:id="{self._ids[str(row[self._file])]}"'
            if column == self._cell:
                sheet = visible(str(row[self._sheet])).replace("'", "''")
                place = f"'{sheet}'!{row[self._cell]}"
                link += f" location={quoteattr(place)}"
            yield f"{link}/>"

    def relationships(self, part: bytes) -> bytes:
        """The relationships of the sheet, with one for each file that is linked."""
        root = ooxml.parse(part)
        for file, name in self._ids.items():
            entry = root.makeelement(f"{{{_PACKAGE}}}Relationship", {"Id": name, "TargetMode": "External"})
            entry.set("Type", f"{_OFFICE}/hyperlink")
            entry.set("Target", self._targets[file])
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


def linked(rows: Iterable[Row], links: CellLinks | None) -> Iterator[tuple[Row, int | None]]:
    """Each row with the index of the cell that is a link."""
    for row in rows:
        yield row, links.column(row) if links else None
