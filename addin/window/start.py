"""Opens the window, or says why there is none."""

from __future__ import annotations

import datetime as dt
import os
import sys
import threading
from collections.abc import Mapping

from addin.buttons.press import press
from addin.buttons.works import load_ahead, work_in_window
from addin.log import note
from addin.ribbon.words import FIRST, load_wordings
from addin.window.kept import FILE_NAME, KeptSettings
from addin.window.system import data_folder, documents_folder
from schemas.errors import Refusal

_SHOWN = 300
"""Milliseconds after which the window has been drawn, and waits for a person."""


def open_desk(language: str | None = None) -> None:
    """Show the window in `language`, or that of the computer, until it is closed.

    Raises `Refusal` where there is no tkinter, or no screen.
    """
    wordings = load_wordings()
    spoken = language or language_of_the_computer()
    words = wordings[spoken]
    try:
        import tkinter as tk  # noqa: PLC0415 - nobody else waits for it, and it may be missing

        from addin.window.desk_window import Around, DeskWindow  # noqa: PLC0415 - it stands on tkinter
    except ModuleNotFoundError as error:
        if error.name not in {"tkinter", "_tkinter"}:
            raise
        sentence = words.window["no-tkinter"]
        raise Refusal(sentence) from None
    _draw_sharply()
    try:
        root = tk.Tk(className="kpibook")
    except tk.TclError as error:
        sentence = words.window["no-screen"]
        raise Refusal(sentence, error=error) from None
    first = {
        "year": str(dt.datetime.now().astimezone().year),
        "language": "auto",
        "overwrite": "no",
        "out": str(documents_folder()),
    }
    settings = KeptSettings(data_folder() / FILE_NAME, first)
    DeskWindow(root, spoken, words, settings, Around(work_in_window, press))
    root.after(_SHOWN, load_in_background)
    root.mainloop()


def load_in_background() -> threading.Thread:
    """Load what the buttons need in a thread that is waited for by nobody; whoever presses one first loads the rest."""
    loading = threading.Thread(target=_load, name="kpibook-load", daemon=True)
    loading.start()
    return loading


def _load() -> None:
    try:
        load_ahead()
    except Exception as error:  # noqa: BLE001 - the button that needs it says so
        note(error)


def language_of_the_computer(environ: Mapping[str, str] | None = None) -> str:
    """The language that the computer speaks, where the window does so too; else English."""
    wordings = load_wordings()
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - its `windll` is there on Windows only

        number = ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF
        return next((name for name, words in wordings.items() if words.language_number == number), FIRST)
    environ = os.environ if environ is None else environ
    named = (environ.get(name, "")[:2] for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    spoken = next((each for each in named if each), FIRST)
    return spoken if spoken in wordings else FIRST


def _draw_sharply() -> None:
    """Windows enlarges a program that does not say that it does so itself, and blurs it."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - its `windll` is there on Windows only

        ctypes.windll.shcore.SetProcessDpiAwareness(1)
