"""A real, headless LibreOffice for tests: opens a workbook, types into it, reads and saves it.

Where it is missing a test skips on a laptop and fails in CI: see `require`.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".ods": "calc8",
    ".xls": "MS Excel 97",
}
_DIST_PACKAGES = "/usr/lib/python3/dist-packages"


def require(*programs: str) -> None:
    """Skip the test where a program is missing, or fail it in CI."""
    for program in programs:
        if shutil.which(program) is None:
            if os.environ.get("CI"):
                pytest.fail(f"{program} is not installed, and CI must have it")
            pytest.skip(f"{program} is not installed")


def load_uno() -> ModuleType:
    """The `uno` module, borrowed from the system's Python where the environment lacks it."""
    return borrow("uno")


def borrow(module: str) -> ModuleType:
    """A module of this environment, or else of the system's Python."""
    try:
        return importlib.import_module(module)
    except ImportError:
        sys.path.append(_DIST_PACKAGES)
        try:
            return importlib.import_module(module)
        finally:
            sys.path.remove(_DIST_PACKAGES)


class Document:
    """A spreadsheet open in LibreOffice; cells are named by their defined names."""

    def __init__(self, document: Any, uno: ModuleType) -> None:
        self._document, self._uno = document, uno
        self._typed: set[str] = set()

    def cell(self, name: str) -> Any:
        """The cell that the defined name `name` stands for."""
        return self._document.NamedRanges.getByName(name).ReferredCells.getCellByPosition(0, 0)

    def at(self, sheet: str, address: str) -> Any:
        """The cell at `address` of the sheet titled `sheet`."""
        return self._document.Sheets.getByName(sheet).getCellRangeByName(address)

    def values(self, sheet: str) -> tuple[tuple[str | float, ...], ...]:
        """All values of a sheet in one block, from its first cell on."""
        cells = self._document.Sheets.getByName(sheet)
        cursor = cells.createCursor()
        cursor.gotoEndOfUsedArea(False)
        last = cursor.RangeAddress
        block: tuple[tuple[str | float, ...], ...] = cells.getCellRangeByPosition(
            0, 0, last.EndColumn, last.EndRow
        ).getDataArray()
        return block

    def type(self, name: str, value: str | float) -> None:
        """Put a value into a cell; an empty text clears it."""
        self._typed.add(name)
        cell = self.cell(name)
        if isinstance(value, str):
            cell.setString(value)
        else:
            cell.setValue(value)

    def type_all(self, values: Mapping[str, str | float]) -> None:
        """Put many values into their cells and calculate once."""
        self._document.enableAutomaticCalculation(False)
        self._document.lockControllers()
        for name, value in values.items():
            self.type(name, value)
        self._document.unlockControllers()
        self._document.enableAutomaticCalculation(True)
        self._document.calculateAll()

    def clear(self) -> None:
        """Clear every cell that was typed into."""
        self.type_all(dict.fromkeys(self._typed, ""))
        self._typed.clear()

    def clear_all(self, input_cells: Iterable[str]) -> None:
        """Clear these cells, whatever the workbook came with."""
        self.type_all(dict.fromkeys(input_cells, ""))
        self._typed.clear()

    def text(self, name: str) -> str:
        """What the cell shows."""
        return str(self.cell(name).getString())

    def value(self, name: str) -> float:
        """The cell's number."""
        return float(self.cell(name).getValue())

    @property
    def sheet_names(self) -> tuple[str, ...]:
        """The sheets' titles, hidden ones included."""
        return tuple(self._document.Sheets.ElementNames)

    def save(self, path: Path) -> Path:
        """Save a copy in the format of the path's ending."""
        self._document.calculateAll()
        try:
            self._document.storeToURL(path.resolve().as_uri(), properties(self._uno, FilterName=FILTERS[path.suffix]))
        except Exception as error:  # noqa: BLE001 - a UNO exception cannot pass through a context manager
            raise OSError(f"LibreOffice could not save {path}: {error}") from None
        return path

    @property
    def raw(self) -> Any:
        """The UNO document itself."""
        return self._document


def properties(uno: ModuleType, **values: object) -> tuple[Any, ...]:
    """UNO property values."""
    made = []
    for name, value in values.items():
        item = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        item.Name, item.Value = name, value
        made.append(item)
    return tuple(made)


class Office:
    """A running LibreOffice with its own profile."""

    def __init__(self, desktop: Any, uno: ModuleType) -> None:
        self.desktop, self.uno = desktop, uno

    @contextlib.contextmanager
    def open(self, path: Path) -> Iterator[Document]:
        """Open `path`; the file itself is never changed."""
        # Hidden=True would drop the hidden state of sheets and frozen headings on export.
        loaded = self.desktop.loadComponentFromURL(
            path.resolve().as_uri(), "_blank", 0, properties(self.uno, Hidden=False, AsTemplate=True)
        )
        loaded.calculateAll()
        try:
            yield Document(loaded, self.uno)
        finally:
            loaded.close(True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def office() -> Iterator[Office]:
    """Start a private LibreOffice on a loopback port and stop it again."""
    with running("--headless") as context:
        yield Office(
            context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context), load_uno()
        )


@contextlib.contextmanager
def running(*options: str, settings: str = "", environment: Mapping[str, str] | None = None) -> Iterator[Any]:
    """The component context of a LibreOffice started for this alone, with a profile of these settings (XML)."""
    require("soffice")
    uno = load_uno()
    port = _free_port()
    profile = Path(tempfile.mkdtemp(prefix="kpibook-office-"))
    if settings:
        (profile / "user").mkdir()
        (profile / "user" / "registrymodifications.xcu").write_text(settings, encoding="utf-8")
    process = subprocess.Popen(
        [
            "soffice",
            f"-env:UserInstallation={profile.as_uri()}",
            *options,
            "--norestore",
            "--nologo",
            f"--accept=socket,host=127.0.0.1,port={port};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    try:
        yield _connect(uno, port)
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()
        process.wait()
        shutil.rmtree(profile, ignore_errors=True)


def _connect(uno: ModuleType, port: int) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    address = f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext"
    deadline = time.monotonic() + 60
    while True:
        try:
            return resolver.resolve(address)
        except Exception:  # the connection is refused until LibreOffice listens
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
