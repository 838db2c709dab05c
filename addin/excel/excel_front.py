"""Excel as the add-in sees it: the only module that imports xlwings, and only its free part.

`.api` is touched behind guards only: it is another thing on Windows, on a Mac, and in the tests' LibreOffice.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import click
import xlwings as xw

from addin.buttons.front import InFront
from addin.buttons.words import Ended, said
from addin.excel.escape import can_stop, escape_was_pressed
from addin.installation.places import SETTINGS_NAME, find_places
from addin.installation.settings_book import read_settings
from addin.log import note
from schemas.errors import Refusal

_PREFIX = "settings_"
_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".csv"})


class ExcelFront:
    """The Excel that called, with the workbook that was in front."""

    def __init__(
        self, book: xw.Book, settings: Path | None = None, language: str = "en", *, closes_settings: bool = False
    ) -> None:
        self._book, self._app = book, book.app
        self._settings = settings
        """The only workbook whose settings are trusted; None where nobody installed the add-in."""
        self.language = language
        self._closes_settings = closes_settings
        self._told: list[str] | None = None
        """What is told while Excel is held still: shown when it is not, so that what was made is seen behind it."""

    @classmethod
    def of_caller(cls, language: str, *, closes_settings: bool) -> ExcelFront:
        """The Excel whose button was pressed. Raises whatever xlwings raises where there is none."""
        return cls(xw.Book.caller(), _installed_settings(), language, closes_settings=closes_settings)

    # --- settings ----------------------------------------------------------------------------

    def setting(self, name: str) -> str:
        """A setting as text; empty where it is not set.

        It is read from its cell in the settings workbook where that is in front, else from the file. Raises
        `Ended` where the settings have no such cell.
        """
        if self._settings is not None and not self._is_settings():
            return _as_text(_of_file(self._settings).get(name))
        cell = self._cell(name)
        if cell is None and self._settings is not None:
            raise Ended(said(self.language, "no-setting", name=f"{_PREFIX}{name}"))
        return _as_text(cell.value) if cell is not None else ""

    def remember(self, name: str, value: str) -> None:
        """Write a setting into its cell; where the settings are not in front nothing is kept."""
        cell = self._cell(name) if self._settings is None or self._is_settings() else None
        if cell is not None:
            cell.value = value

    def _cell(self, name: str) -> Any:
        wanted = f"{_PREFIX}{name}"
        return next((each.refers_to_range for each in self._book.names if each.name == wanted), None)

    def _is_settings(self) -> bool:
        # Its name first: of a workbook opened from SharePoint xlwings may fail to say more, and it looks for
        # that into the workbook itself.
        if self._settings is None or str(self._book.name).casefold() != self._settings.name.casefold():
            return False
        return _address(self._book).casefold() == str(self._settings).casefold()

    # --- what people see ---------------------------------------------------------------------

    def tell(self, sentence: str) -> None:
        """Show a sentence in a dialog, as soon as Excel shows what was made."""
        if self._told is not None:
            self._told.append(sentence)
        else:
            self._app.alert(sentence, said(self.language, "title"))

    def show_progress(self, done: int, total: int, name: str) -> None:
        """Show how far the work is in the status bar; only where Escape stops it does it say so."""
        key = "progress" if total else "progress-open"
        text = said(self.language, key, done=done, total=total, name=name)
        if total and can_stop():
            text = f"{text} {said(self.language, 'escape-stops')}"
        self._app.status_bar = text

    def stop_was_asked(self) -> bool:
        """Whether Escape was pressed in this Excel since it was last asked."""
        return can_stop() and escape_was_pressed(int(self._app.pid))

    @contextlib.contextmanager
    def at_work(self) -> Iterator[None]:
        """Hold Excel still while working; everything is put back whatever happens, then what was told is shown."""
        updating, calculation = self._app.screen_updating, self._app.calculation
        self._told = []
        self.stop_was_asked()  # what was pressed before is no wish to stop
        try:
            self._app.screen_updating = False
            yield
        finally:
            self._put_back(updating, calculation)
            told, self._told = self._told, None
            for sentence in told:
                self.tell(sentence)

    def _put_back(self, updating: object, calculation: object) -> None:
        """Each on its own: Excel may be gone, and what fails must not keep the rest from its place."""
        steps = (
            self._close_settings,
            lambda: setattr(self._app, "calculation", calculation),
            lambda: setattr(self._app, "screen_updating", updating),
            lambda: setattr(self._app, "status_bar", False),
        )
        for step in steps:
            try:
                step()
            except Exception as error:  # noqa: BLE001 - whatever it is, the rest is put back
                note(error, "putting Excel back")

    def _close_settings(self) -> None:
        """Save and close the settings where the button opened them."""
        if not self._closes_settings or not (self._settings is None or self._is_settings()):
            return
        self._book.save()
        self._book.close()

    # --- workbooks ---------------------------------------------------------------------------

    @contextlib.contextmanager
    def in_front(self) -> Iterator[InFront]:
        """A file with the workbook in front as it is now; it is not saved, renamed or changed.

        Raises `Ended` where it was never saved and this Excel writes no copies.
        """
        name, address = str(self._book.name), _address(self._book)
        called = name if PurePosixPath(name).suffix else f"{name}.xlsx"
        with tempfile.TemporaryDirectory(prefix="kpibook-") as folder:
            copy = Path(folder) / called
            if self._save_copy(copy):
                yield InFront(copy, called, address)
            elif address and "://" not in address and Path(address).is_file():
                yield InFront(Path(address), called, address, is_as_saved=True)
            else:
                raise Ended(said(self.language, "never-saved"))

    def _save_copy(self, path: Path) -> bool:
        """Save a copy beside the open workbook where this Excel can; False where it cannot."""
        # Only Excel for Windows offers it, and only through its own interface.
        try:
            self._book.api.SaveCopyAs(str(path))
        except Exception:  # noqa: BLE001 - no such method, or one that does not work here
            return False
        return path.is_file()

    def open(self, path: Path, sheet: str = "") -> None:
        """Open a workbook and put it in front, with `sheet` in front of its sheets; pages and folders as usual."""
        if path.suffix.casefold() not in _WORKBOOKS or path.is_dir():
            click.launch(str(path))
            return
        book = self._app.books.open(str(path))
        book.activate()
        if sheet:
            book.sheets[sheet].activate()

    def is_open(self, name: str) -> bool:
        """Whether a workbook of this name is open: Excel opens no two, and Windows replaces no open file."""
        return any(str(book.name).casefold() == name.casefold() for book in self._app.books)


def _installed_settings() -> Path | None:
    try:
        return find_places().settings
    except Refusal:
        # Excel runs on Windows and macOS; elsewhere the tests' own workbook is in front.
        return None


def _of_file(path: Path) -> dict[str, object]:
    """The settings in the file; none where it cannot be read, as while nobody opened it yet."""
    try:
        return dict(read_settings(path))
    except Exception as error:  # noqa: BLE001 - the workbook in front can be judged without them
        note(error, SETTINGS_NAME)
        return {}


def _as_text(value: object) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value == int(value) else str(value).strip()


def _address(book: xw.Book) -> str:
    """Where a workbook is: a whole path, or `https://…`; empty where it was never saved, or nobody can say.

    Excel itself is asked first. xlwings would look for the local copy of a workbook in the cloud, by what a sheet
    of that very workbook says, and raises where there is none.
    """
    api: Any = book.api
    for on_windows in (True, False):
        with contextlib.suppress(Exception):
            full = str(api.FullName if on_windows else api.full_name.get())
            if full.casefold().startswith(("https://", "http://")) or "\\" in full:
                return full
    with contextlib.suppress(Exception):
        full = str(book.fullname)
        return full if full != str(book.name) else ""
    return ""
