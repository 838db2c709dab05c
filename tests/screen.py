"""A LibreOffice with a window on a screen of its own, and a keyboard in front of it.

Keys go through the X server as a person's do; where no key does it, the office's own commands.
"""

from __future__ import annotations

import contextlib
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.libreoffice import FILTERS, borrow, load_uno, properties, require, running
from tests.own_screen import own_screen

SIZE = "1366x768"
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun"><value>false</value></prop>
<prop oor:name="ShowTipOfTheDay"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Setup/Product"><prop oor:name="WhatsNew"><value>false</value></prop>
<prop oor:name="ooSetupLastVersion"><value>99.9</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Input"><prop oor:name="AutoInput"><value>false</value></prop></item>
</oor:items>"""
"""No tips, no news, and no guessing of what is being typed."""


class Screen:
    """A display with a spreadsheet in front."""

    def __init__(self, environment: dict[str, str], context: Any, pictures: Path) -> None:
        self._environment, self._context, self._pictures = environment, context, pictures
        self._uno, self._taken = load_uno(), 0
        self._desktop = self._service("com.sun.star.frame.Desktop")
        self.document: Any = None

    def open(self, path: Path) -> None:
        """Open a workbook and put its window in front, as large as the screen."""
        self.document = self._desktop.loadComponentFromURL(path.resolve().as_uri(), "_default", 0, ())
        self.settle(2)
        window = self._run("xdotool", "search", "--onlyvisible", "--name", "LibreOffice Calc").split()[-1]
        self._run("xdotool", "windowsize", window, "100%", "100%", "windowmove", window, "0", "0")
        self._run("xdotool", "windowactivate", "--sync", window)
        self.settle(1)

    # --- hands -------------------------------------------------------------------------------
    def keys(self, *keys: str) -> None:
        """Press keys one after the other: `Tab`, `alt+Down`, `ctrl+v`."""
        self._run("xdotool", "key", "--clearmodifiers", "--delay", "60", *keys)
        self.settle()

    def write(self, text: str) -> None:
        """Type a text letter by letter, without finishing the entry."""
        self._run("xdotool", "type", "--clearmodifiers", "--delay", "15", text)
        self.settle()

    def enter(self, text: str, finish: str = "Return") -> None:
        """Type a text and finish the entry."""
        self.write(text)
        self.keys(finish)

    def command(self, name: str, **arguments: object) -> None:
        """One of the office's own commands, such as `GoToCell`."""
        self._dispatch(self.document, name, **arguments)
        self.settle()

    def _dispatch(self, document: Any, name: str, **arguments: object) -> None:
        helper, frame = self._service("com.sun.star.frame.DispatchHelper"), document.CurrentController.Frame
        helper.executeDispatch(frame, f".uno:{name}", "", 0, properties(self._uno, **arguments))

    def go(self, sheet: str, address: str) -> None:
        """Go to a cell, as the name box does."""
        self.document.CurrentController.setActiveSheet(self.document.Sheets.getByName(sheet))
        self.command("GoToCell", ToPoint=address)

    def copy_from_a_letter(self, *paragraphs: str) -> None:
        """Put these paragraphs on the clipboard, as a word processor does that copies them."""
        self._copied = _letter("\n".join(paragraphs), self._uno)
        self._service("com.sun.star.datatransfer.clipboard.SystemClipboard").setContents(self._copied, None)
        self.settle(1)

    # --- eyes --------------------------------------------------------------------------------
    @property
    def cursor(self) -> str:
        """The address of the selected cell."""
        at = self.document.CurrentSelection.CellAddress
        return f"{chr(ord('A') + at.Column)}{at.Row + 1}"

    @property
    def windows(self) -> list[str]:
        """The titles of what stands on the screen."""
        found = self._run("xdotool", "search", "--onlyvisible", "--name", ".", check=False).split()
        return [self._run("xdotool", "getwindowname", window, check=False).strip() for window in found]

    def picture(self, name: str) -> Path:
        """A picture of the screen, kept under a number and this name."""
        self._taken += 1
        path = self._pictures / f"{self._taken:02d}_{name}.png"
        self.settle(0.6)
        self._run("import", "-window", "root", str(path))
        return path

    def settle(self, seconds: float = 0.25) -> None:
        """Wait until what was typed has arrived."""
        time.sleep(seconds)

    def wait_for(self, seen: Callable[[], bool], what: str) -> None:
        """Wait until something is so; fails after twenty seconds, with a picture."""
        deadline = time.monotonic() + 20
        while not seen():
            if time.monotonic() > deadline:
                raise AssertionError(f"{what}: never seen; see {self.picture('never_seen')}")
            self.settle(0.2)

    def save(self, path: Path) -> Path:
        """Save as a workbook of Excel."""
        self.document.storeToURL(path.resolve().as_uri(), properties(self._uno, FilterName=FILTERS[".xlsx"]))
        return path

    def _service(self, name: str) -> Any:
        return self._context.ServiceManager.createInstanceWithContext(name, self._context)

    def _run(self, *command: str, check: bool = True) -> str:
        done = subprocess.run(command, env=self._environment, check=check, capture_output=True, text=True, timeout=60)
        return done.stdout


def _letter(text: str, uno: ModuleType) -> Any:
    """A text as the clipboard hands it on."""
    borrowed = borrow("unohelper")
    interface = uno.getClass("com.sun.star.datatransfer.XTransferable")
    flavor = uno.createUnoStruct("com.sun.star.datatransfer.DataFlavor")
    flavor.MimeType, flavor.HumanPresentableName = "text/plain;charset=utf-16", "Text"
    flavor.DataType = uno.getTypeByName("string")

    class Letter(borrowed.Base, interface):  # type: ignore[misc,name-defined]
        def getTransferData(self, wanted: Any) -> str:  # noqa: N802
            return text

        def getTransferDataFlavors(self) -> tuple[Any, ...]:  # noqa: N802
            return (flavor,)

        def isDataFlavorSupported(self, wanted: Any) -> bool:  # noqa: N802
            return bool(wanted.MimeType == flavor.MimeType)

    return Letter()


@contextlib.contextmanager
def screen(pictures: Path) -> Iterator[Screen]:
    """A display of `SIZE` with a window manager and a LibreOffice; pictures of it go into the folder `pictures`."""
    require("soffice")
    with own_screen(SIZE) as bare:
        environment = bare | {"SAL_USE_VCLPLUGIN": "gen", "LC_ALL": "C.UTF-8"}
        with running(settings=_SETTINGS, environment=environment) as context:
            yield Screen(environment, context, pictures)
