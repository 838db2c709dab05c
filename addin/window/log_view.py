"""The log on the screen: what was said and made, with its time, to read, choose and copy."""

from __future__ import annotations

import datetime as dt
import tkinter as tk
from pathlib import Path
from tkinter import ttk

from addin.window.looks import Looks, colour
from schemas.excel.house_style import BLUE, INK, LINE, MUTED, NAVY, PANEL, PAPER, WARN_FILL, WARN_INK

_CONTROL, _ALT = 0x4, 0x8 | 0x20000
"""In the state of a key: Alt as X11 has it, or as Windows."""
_KEYS_THAT_LOOK = {"Up", "Down", "Left", "Right", "Prior", "Next", "Home", "End", "Tab", "ISO_Left_Tab"}
_KEYS_OF_THE_WINDOW = {"Escape", "F1"}
"""With a letter that Alt is held with: the window's own, which write nothing."""


class LogView(ttk.Frame):
    """Lines that are only added to."""

    def __init__(self, parent: tk.Misc, looks: Looks, copy: str, select_all: str) -> None:
        super().__init__(parent)
        self.made: list[Path] = []
        """What was made, the newest last."""
        self.text = tk.Text(
            self, height=5, width=40, wrap="word", background=colour(PANEL), foreground=colour(INK), relief="flat",
            highlightthickness=1, highlightbackground=colour(LINE), highlightcolor=colour(NAVY),
            padx=looks.dots(8), pady=looks.dots(4), spacing1=looks.dots(2), font="TkDefaultFont",
            selectbackground=colour(BLUE), selectforeground=colour(PAPER), insertwidth=0, cursor="arrow",
        )  # fmt: skip
        bar = ttk.Scrollbar(self, orient="vertical", command=self.text.yview, takefocus=False)
        self.text.configure(yscrollcommand=bar.set)
        self.text.grid(row=0, column=0, sticky="nsew")
        bar.grid(row=0, column=1, sticky="ns")
        self.rowconfigure(0, weight=1)
        self.columnconfigure(0, weight=1)
        self.text.tag_configure("time", foreground=colour(MUTED))
        self.text.tag_configure("trouble", background=colour(WARN_FILL), foreground=colour(WARN_INK))
        self.text.tag_configure("mark", font=looks.bold)
        # Written to by the program only; a disabled text would take no keyboard on a Mac.
        self.text.bind("<Key>", self._key)
        self.text.bind("<<Paste>>", lambda _: "break")
        self.text.bind("<<Cut>>", lambda _: "break")
        self._menu = tk.Menu(self, tearoff=False)
        self._menu.add_command(label=copy, command=self.copy)
        self._menu.add_command(label=select_all, command=self.select_all)
        for click in ("<Button-3>", "<Button-2>", "<Shift-F10>"):
            self.text.bind(click, self._show_menu)

    def add(self, sentence: str, mark: str = "") -> None:
        """Add a sentence, or lines of them; with a `mark`, such as “Not done:”, it is trouble."""
        tags = ("trouble",) if mark else ()
        self.text.insert("end", f"{dt.datetime.now().astimezone():%H:%M:%S}  ", ("time", *tags))
        if mark:
            self.text.insert("end", f"{mark} ", ("mark", *tags))
        self.text.insert("end", f"{sentence}\n", tags)
        self.text.see("end")

    def show(self, title: str, text: str) -> None:
        """Show `text` under its title, in place of whatever stood here, from its beginning."""
        self.text.delete("1.0", "end")
        self.text.insert("end", f"{title}\n", ("mark",))
        self.text.insert("end", text)
        self.text.see("1.0")

    def has_choice(self) -> bool:
        """Whether a part of it is chosen."""
        return bool(self.text.tag_ranges("sel"))

    def words(self) -> str:
        """All that stands in it."""
        return self.text.get("1.0", "end-1c")

    def copy(self) -> None:
        """Put what is chosen on the clipboard, or all of it where nothing is."""
        chosen = self.text.get("sel.first", "sel.last") if self.has_choice() else self.words()
        self.clipboard_clear()
        self.clipboard_append(chosen)

    def select_all(self) -> None:
        """Choose all of it."""
        self.text.tag_add("sel", "1.0", "end-1c")

    def _key(self, event: tk.Event[tk.Text]) -> str | None:
        state = event.state if isinstance(event.state, int) else 0
        held = state & _CONTROL
        if event.keysym in _KEYS_OF_THE_WINDOW or (state & _ALT and event.keysym not in _KEYS_THAT_LOOK):
            return None
        if held and event.keysym.casefold() == "c":
            self.copy()
        elif held and event.keysym.casefold() == "a":
            self.select_all()
        elif event.keysym in _KEYS_THAT_LOOK:
            # A tab goes on to what follows: the text itself would take it.
            if event.keysym in {"Tab", "ISO_Left_Tab"}:
                following = self.text.tk_focusPrev() if event.keysym != "Tab" else self.text.tk_focusNext()
                if following is not None:
                    following.focus_set()
                return "break"
            return None
        return "break"

    def _show_menu(self, event: tk.Event[tk.Text]) -> None:
        self._menu.tk_popup(event.x_root or self.winfo_rootx(), event.y_root or self.winfo_rooty())
