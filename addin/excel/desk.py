"""Excel as the add-in sees it: the only module that imports xlwings, and only its free part.

Excel is crossed in bulk, a block of cells a time. `.api` is touched in one place, behind a guard:
it is another thing on Windows, on a Mac, and in the tests' LibreOffice.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlwings as xw

from addin.installation.places import find_places
from schemas.errors import Refusal
from schemas.excel.excel_limits import HYPERLINKS_PER_SHEET
from schemas.excel.house_style import NAVY, PAPER
from schemas.terminal.own_command import own_command

TITLE = "KPI workbook"
_PREFIX = "settings_"
_ESCAPE = 0x1B
Row = Sequence[str | int | float | None]


@dataclass(frozen=True, slots=True)
class Link:
    """A link from a cell of a written block: its row and column there, from 0, and where it leads."""

    row: int
    column: int
    address: str
    text: str


class Desk:
    """The Excel that called, with the workbook that was in front."""

    def __init__(self, book: xw.Book, settings: Path | None = None) -> None:
        self._book = book
        self._app = book.app
        self._settings = settings
        """The only workbook whose settings are trusted; None where nobody installed the add-in."""

    @classmethod
    def of_caller(cls) -> Desk:
        """The Excel whose button was pressed. Raises whatever xlwings raises where there is none."""
        return cls(xw.Book.caller(), _installed_settings())

    @property
    def name(self) -> str:
        """The name of the workbook in front."""
        return str(self._book.name)

    # --- settings ----------------------------------------------------------------------------

    def setting(self, name: str) -> str:
        """A setting from its named cell, as text; empty where it is not set.

        Raises `Refusal` where the workbook in front has no such cell.
        """
        value = self._named(name).value
        if value is None:
            return ""
        return str(int(value)) if isinstance(value, float) and value == int(value) else str(value).strip()

    def remember(self, name: str, value: str) -> None:
        """Write a setting into its named cell."""
        self._named(name).value = value

    def _named(self, name: str) -> Any:
        wanted = f"{_PREFIX}{name}"
        if self._settings is not None and not _same(self._book.fullname, self._settings):
            raise Refusal(f"The settings are read from {self._settings} only. Choose the button again.")
        for defined in self._book.names:
            if defined.name == wanted:
                return defined.refers_to_range
        raise Refusal(f"The settings sheet has no cell called {wanted}. Run “{own_command('addin install')}” again.")

    # --- what people see ---------------------------------------------------------------------

    def tell(self, sentence: str) -> None:
        """Show a sentence in a dialog."""
        self._app.alert(sentence, TITLE)

    def show_progress(self, text: str) -> None:
        """Show how far the work is in the status bar."""
        self._app.status_bar = text

    @contextlib.contextmanager
    def at_work(self) -> Iterator[None]:
        """Hold Excel still while working; everything is put back whatever happens."""
        updating, calculation = self._app.screen_updating, self._app.calculation
        try:
            self._app.screen_updating = False
            yield
        finally:
            with contextlib.suppress(Exception):
                self._app.calculation = calculation
            self._app.screen_updating = updating
            self._app.status_bar = False

    # --- workbooks ---------------------------------------------------------------------------

    @contextlib.contextmanager
    def copy_of_front(self) -> Iterator[tuple[Path, bool]]:
        """A file with the workbook in front as it is now, and whether it is only as it was last saved.

        The workbook itself is not saved, renamed or changed. Raises `Refusal` where it was never saved.
        """
        path = Path(self._book.fullname)
        with tempfile.TemporaryDirectory(prefix="kpibook-") as folder:
            copy = Path(folder) / (path.name if path.suffix else f"{path.name}.xlsx")
            if self._save_copy(copy):
                yield copy, False
            elif path.is_file():
                yield path, True
            else:
                raise Refusal("The workbook in front was never saved. Save it as .xlsx, and try again.")

    def _save_copy(self, path: Path) -> bool:
        """Save a copy beside the open workbook where this Excel can; False where it cannot."""
        # Only Excel for Windows offers it, and only through its own interface.
        try:
            self._book.api.SaveCopyAs(str(path))
        except Exception:  # noqa: BLE001 - no such method, or one that does not work here
            return False
        return path.is_file()

    def open(self, path: Path, sheet: str = "") -> None:
        """Open a workbook and put it in front, with `sheet` in front of its sheets."""
        book = self._app.books.open(str(path))
        book.activate()
        if sheet:
            book.sheets[sheet].activate()

    def is_open(self, name: str) -> bool:
        """Whether a workbook of this name is open: Excel opens no two, and Windows replaces no open file."""
        return any(str(book.name).casefold() == name.casefold() for book in self._app.books)

    def new_table(
        self, name: str, heading: Row, rows: Sequence[Row], widths: Sequence[float], links: Sequence[Link]
    ) -> None:
        """Make a new workbook with one table of texts, filtered, its heading frozen, and links in it."""
        book = self._app.books.add()
        sheet = book.sheets[0]
        sheet.name = name
        block = sheet.range((1, 1), (len(rows) + 1, len(heading)))
        # As text: what officers typed is shown, never run.
        block.number_format = "@"
        block.value = [list(heading), *(list(row) for row in rows)]
        for column, width in enumerate(widths, 1):
            sheet.range((1, column)).column_width = width
        block.wrap_text = True
        for link in links[:HYPERLINKS_PER_SHEET]:
            sheet.range((link.row + 2, link.column + 1)).add_hyperlink(link.address, link.text)
        sheet.tables.add(block, name=name)
        top = sheet.range((1, 1), (1, len(heading)))
        top.font.bold, top.font.color, top.color = True, f"#{PAPER}", f"#{NAVY}"
        with contextlib.suppress(NotImplementedError, AttributeError):
            sheet.freeze_panes.freeze_at(sheet.range((1, 1), (1, 1)).get_address(False, False))
        book.activate()


def _installed_settings() -> Path | None:
    try:
        return find_places().settings
    except Refusal:
        # Excel runs on Windows and macOS; elsewhere the tests' own workbook is in front.
        return None


def escape_is_pressed() -> bool:
    """Whether somebody holds Escape: on Windows Excel cannot say so while it waits for Python."""
    if sys.platform != "win32":
        return False
    import ctypes  # noqa: PLC0415 - its `windll` is there on Windows only

    return bool(ctypes.windll.user32.GetAsyncKeyState(_ESCAPE) & 0x8000)


def _same(open_as: str, path: Path) -> bool:
    return str(open_as).casefold() == str(path).casefold()
