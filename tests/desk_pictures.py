"""The pictures of the window in docs/, made as a person sees it: on a display of its own, with files at hand."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from pathlib import Path

from addin.buttons.catalogue import BUTTONS
from addin.buttons.front import Front
from addin.ribbon.words import load_wordings
from addin.window.kept import KeptSettings
from tests.own_screen import own_screen

FILES = {"en": "desk.png", "fr": "desk-fr.png"}
_FOLDERS = {"en": r"C:\KPI 2026\Returned", "fr": r"C:\KPI 2026\Reçus"}


def draw_desks(docs: Path) -> None:
    """Write the pictures into the folder `docs`."""
    # One display for all: tk ends the program where one that it knew is gone.
    with own_screen() as environment:
        os.environ["DISPLAY"] = environment["DISPLAY"]
        for language, file in FILES.items():
            _draw(language, docs / file)


def _draw(language: str, file: Path) -> None:
    import tkinter as tk  # noqa: PLC0415 - only who makes pictures needs it

    from addin.window.desk_window import Around, DeskWindow  # noqa: PLC0415 - the same

    def work(front: Front) -> None:
        front.show_progress(12, 45, "kenya.xlsx")
        while not front.stop_was_asked():
            time.sleep(0.05)

    root = tk.Tk()
    with tempfile.TemporaryDirectory() as folder:
        first = {"year": "2026", "folder": _FOLDERS[language]}
        settings = KeptSettings(Path(folder) / "settings.json", first)
        around = Around(lambda name: work, lambda front, run: run(front))
        window = DeskWindow(root, language, load_wordings()[language], settings, around)
        window.choose(next(button for button in BUTTONS if button.name == "consolidate"))
        window.run()
        _wait(root, 1.5)
        # Without the frame that this display's window manager drew around it.
        subprocess.run(["import", "-window", str(root.winfo_id()), str(file)], check=True)
        window.stop()
        _wait(root, 0.5)
        window.close()


def _wait(root: object, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        root.update()  # type: ignore[attr-defined]
        time.sleep(0.02)
