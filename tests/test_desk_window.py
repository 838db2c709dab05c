"""The real window of `kpibook desk` on a real display, with real keys: one window a language."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import threading
import time
import tkinter as tk
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tkinter import ttk
from typing import cast

import pytest

from addin.buttons.catalogue import BUTTONS
from addin.buttons.front import Front
from addin.buttons.press import press
from addin.buttons.works import work_in_window
from addin.ribbon.words import load_wordings
from addin.window.desk_window import Around, DeskWindow
from addin.window.kept import KeptSettings
from addin.window.system import System
from tests.own_screen import own_screen

RETURNED = Path(__file__).parent / "returned"
WORDS = load_wordings()
TODAY = dt.date.today()


class Watched(System):
    """A computer that opens nothing, and writes down what it was asked to open."""

    def __init__(self) -> None:
        self.opened: list[Path] = []

    def open(self, path: Path) -> None:
        self.opened.append(path)


class Desk:
    """A window, and the hands and eyes of the person in front of it."""

    def __init__(self, window: DeskWindow, system: Watched, slow: dict[str, Callable[[Front], None]]) -> None:
        self.window, self.system, self.works = window, system, slow

    def keys(self, *keys: str) -> None:
        subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], check=True)
        self.settle()

    def write(self, text: str) -> None:
        subprocess.run(["xdotool", "type", "--delay", "2", text], check=True)
        self.settle()

    def settle(self, seconds: float = 0.3) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.window.root.update()
            time.sleep(0.01)

    def wait_for(self, seen: Callable[[], bool]) -> None:
        until = time.monotonic() + 60
        while not seen():
            assert time.monotonic() < until, self.window.log.words()
            self.settle(0.05)

    def jump(self, name: str) -> None:
        label = WORDS["en"].texts[f"{name}.label"]
        self.keys(f"alt+{label[self.window._letters[label]].casefold()}")
        assert self.window.chosen.name == name

    def ended(self) -> bool:
        return self.window._working is None

    def clear(self) -> None:
        self.window.log.text.delete("1.0", "end")
        self.system.opened.clear()


@pytest.fixture(scope="module")
def display() -> Iterator[None]:
    with own_screen() as environment, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISPLAY", environment["DISPLAY"])
        yield


@pytest.fixture(scope="module")
def desk(display: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    (folder / "settings.json").write_text("{ damaged")
    system, works = Watched(), dict[str, Callable[[Front], None]]()
    root = tk.Tk()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder))
        settings = KeptSettings(folder / "settings.json", {"year": "2026", "language": "auto"})
        around = Around(lambda name: works.get(name) or work_in_window(name), press, system, confirm=lambda *_: True)
        window = DeskWindow(root, "en", WORDS["en"], settings, around)
        root.focus_force()
        made = Desk(window, system, works)
        made.settle(1)
        yield made
        window.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("year") / "returned"
    folder.mkdir()
    for path in sorted(RETURNED.glob("*.xlsx"))[:2]:
        shutil.copy(path, folder)
    return folder


def test_damaged_settings_are_told_when_the_window_opens(desk: Desk) -> None:
    assert "Not done: The settings of last time could not be read and begin anew." in desk.window.log.words()


def test_a_folder_is_consolidated_by_the_keyboard_alone(desk: Desk, folder: Path) -> None:
    desk.clear()
    desk.jump("consolidate")
    desk.keys("ctrl+a")
    desk.write(str(folder))
    desk.window.settings.set("out", str(folder.parent))
    desk.keys("Return")
    desk.wait_for(desk.ended)
    (opened,) = desk.system.opened
    assert opened.is_file()
    assert opened.name.startswith("ecom-kpi_result_")
    assert "Consolidate: begun." in desk.window.log.words()
    assert f"Made: {opened}" in desk.window.log.words()
    assert desk.window.log.words().rstrip().endswith("Consolidate: done.")


def test_escape_stops_between_two_files(desk: Desk) -> None:
    def endless(front: Front) -> None:
        while not front.stop_was_asked():
            front.show_progress(1, 2, "kenya.xlsx")
            time.sleep(0.01)
        raise KeyboardInterrupt

    desk.clear()
    desk.works["validate_folder"] = endless
    desk.jump("validate_folder")
    desk.window.run_button.focus_force()
    desk.keys("Return")
    assert desk.window.state.cget("text") == "1 of 2: kenya.xlsx"
    assert desk.window.run_button.instate(["disabled"])
    desk.keys("Escape")
    desk.wait_for(desk.ended)
    del desk.works["validate_folder"]
    assert "Stopped: Stopped. Nothing was made" in desk.window.log.words()
    assert desk.window.log.words().rstrip().endswith("Validate folder: stopped.")


def test_the_window_lives_while_a_button_is_loaded(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[threading.Thread] = []

    def slow(name: str) -> Callable[[Front], None]:
        loaded.append(threading.current_thread())
        time.sleep(1)
        return lambda front: front.tell("Loaded at last.")

    desk.clear()
    monkeypatch.setattr(desk.window, "_around", replace(desk.window._around, work_of=slow))
    desk.jump("validate_folder")
    begun = time.monotonic()
    desk.window.run()
    assert time.monotonic() - begun < 0.5
    desk.wait_for(desk.ended)
    assert loaded != [threading.main_thread()]
    assert "Loaded at last." in desk.window.log.words()


def test_a_key_that_is_refused_is_gone_from_its_field_and_from_the_file(desk: Desk) -> None:
    desk.clear()
    desk.jump("annotate")
    entry = cast("ttk.Entry", desk.window.rows.inputs["folder"])
    entry.delete(0, "end")
    desk.write("s3://AKIA:s3cret@bucket/returned")
    desk.keys("Return")
    desk.wait_for(desk.ended)
    assert "no key and no password is kept in the settings" in desk.window.log.words()
    assert entry.get() == "s3://bucket/returned"
    assert "s3cret" not in desk.window.settings._path.read_text("utf-8")


def test_a_folder_that_is_not_there_is_refused_in_the_log(desk: Desk, tmp_path: Path) -> None:
    desk.clear()
    desk.jump("validate_folder")
    desk.keys("ctrl+a")
    desk.write(str(tmp_path / "nowhere"))
    desk.keys("Return")
    desk.wait_for(desk.ended)
    assert "Not done: " in desk.window.log.words()
    assert "nowhere" in desk.window.log.words()
    assert desk.system.opened == []


@pytest.mark.parametrize("name", ["help", "check"])
def test_what_help_and_check_say_stands_in_the_large_pane_until_another_button_is_chosen(desk: Desk, name: str) -> None:
    desk.clear()
    desk.jump(name)
    desk.keys("Return")
    desk.wait_for(desk.ended)
    said = desk.window.pane.words()
    assert said.startswith(WORDS["en"].texts[f"{name}.label"])
    assert said.partition("\n")[2].strip()
    assert said.partition("\n")[2] not in desk.window.log.words()
    desk.window.copy_button.invoke()
    assert desk.window.root.clipboard_get() == said
    desk.jump("annotate")
    assert not desk.window.pane.winfo_ismapped()


def widgets(parent: tk.Misc) -> Iterator[tk.Widget]:
    for child in parent.winfo_children():
        yield child
        yield from widgets(child)


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_clipped_at_1024_by_768(display: None, tmp_path: Path, language: str, scale: float) -> None:
    """Labels and buttons are as wide as their words; what is too high scrolls."""
    root = tk.Tk()
    settings = KeptSettings(tmp_path / "settings.json")
    window = DeskWindow(
        root, language, WORDS[language], settings, Around(work_in_window, press, Watched(), scale=scale)
    )
    for button in BUTTONS:
        window.choose(button)
        root.update()
        shown = [each for each in widgets(root) if isinstance(each, ttk.Label | ttk.Button | ttk.Radiobutton)]
        clipped = [
            str(each.cget("text"))
            for each in shown
            if each is not window.state
            and (each.winfo_width() < each.winfo_reqwidth() or right_of(each) > right_of(root))
        ]
        assert clipped == []
    window.close()


def right_of(widget: tk.Misc) -> int:
    return cast("int", widget.winfo_rootx() + widget.winfo_width())
