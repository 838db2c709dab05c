"""The VBA project of the add-in, from its text.

The project starts from a blank that Excel itself wrote; each module is text of this repository,
but for xlwings', which comes from the installed xlwings, hardened.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

from pyopenvba import ExcelFile
from pyopenvba.cfb import CFB
from pyopenvba.vba import compress, decompress

from addin.ribbon.harden import harden
from addin.ribbon.words import RIBBON

PROJECT = "Kpibook"
"""The project's name: `VBAProject`, as all others are called, would be ambiguous in a reference."""
_NO_CACHE = bytes.fromhex("cc61ffff000100")
"""A `_VBA_PROJECT` stream without compiled code (MS-OVBA 2.3.4.1): Excel compiles the text itself."""
_PROJECT_NAME_RECORD = 0x0004


def modules() -> Iterator[tuple[str, str]]:
    """Name and text of each module, lines ending as VBA's do."""
    yield "xlwings", _as_vba(harden(xlwings_source()))
    for file in sorted((RIBBON / "vba").glob("*.bas")):
        yield file.stem, _as_vba(file.read_text("ascii"))


def xlwings_source() -> str:
    """The module that xlwings ships for an add-in of one's own."""
    return Path(str(distribution("xlwings").locate_file("xlwings/xlwings_custom_addin.bas"))).read_text("ascii")


def blank_with_modules() -> bytes:
    """A package that Excel wrote, empty but for the modules."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "blank.xlam"
        ExcelFile.create_new(file).close()
        with ExcelFile(file) as book:
            project = book.vba_project()
            project.delete_module("Module1")
            for name, text in modules():
                project.add_module(name, text)
            for module in project.modules:  # no compiled code of another text anywhere
                module.dirty = True
            book.save(file, full_rebuild=True)
        return file.read_bytes()


def finish_project(data: bytes) -> bytes:
    """`vbaProject.bin` under its own name, without compiled code."""
    container = CFB.from_bytes(data)
    container.write_stream_in_storage("VBA", "_VBA_PROJECT", _NO_CACHE)
    directory = decompress(container.get_stream_in_storage("VBA", "dir"))
    container.write_stream_in_storage("VBA", "dir", compress(_renamed(directory)))
    properties = re.sub(rb'\r\nName="[^"]*"', f'\r\nName="{PROJECT}"'.encode(), container.get_stream("PROJECT"))
    container.write_stream("PROJECT", properties)
    return bytes(container.to_bytes())


def _renamed(directory: bytes) -> bytes:
    """The `dir` stream with the project's name: a row of records of identity, size and data (MS-OVBA 2.3.4.2)."""
    at = 0
    while int.from_bytes(directory[at : at + 2], "little") != _PROJECT_NAME_RECORD:
        at += 6 + int.from_bytes(directory[at + 2 : at + 6], "little")
    size = int.from_bytes(directory[at + 2 : at + 6], "little")
    name = PROJECT.encode("ascii")
    return directory[: at + 2] + len(name).to_bytes(4, "little") + name + directory[at + 6 + size :]


def _as_vba(text: str) -> str:
    return re.sub(r"\r?\n", "\r\n", text)
