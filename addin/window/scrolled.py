"""A frame that scrolls where it has too little room, and follows the keyboard."""

from __future__ import annotations

import tkinter as tk
from tkinter import ttk


class Scrolled(ttk.Frame):
    """What stands in `inside` may be higher than the room there is: a bar then scrolls it."""

    def __init__(self, parent: tk.Misc, background: str, style: str = "TFrame") -> None:
        super().__init__(parent, style=style)
        self.canvas = tk.Canvas(self, background=background, highlightthickness=0, borderwidth=0)
        self._bar = ttk.Scrollbar(self, orient="vertical", command=self.canvas.yview, takefocus=False)
        self.inside = ttk.Frame(self.canvas, style=style)
        self._window = self.canvas.create_window(0, 0, anchor="nw", window=self.inside)
        self.canvas.configure(yscrollcommand=self._bar.set)
        self.canvas.grid(row=0, column=0, sticky="nsew")
        self.rowconfigure(0, weight=1)
        self.columnconfigure(0, weight=1)
        self.inside.bind("<Configure>", self._fit)
        self.canvas.bind("<Configure>", self._fit)

    def follow(self, widget: tk.Misc) -> None:
        """Scroll so far that `widget`, which got the keyboard, is seen."""
        height = max(self.inside.winfo_height(), 1)
        top = widget.winfo_rooty() - self.inside.winfo_rooty()
        bottom, seen = top + widget.winfo_height(), self.canvas.winfo_height()
        first = self.canvas.canvasy(0)
        if top < first:
            self.canvas.yview_moveto(top / height)
        elif bottom > first + seen:
            self.canvas.yview_moveto((bottom - seen) / height)

    def turn(self, steps: int) -> None:
        """Scroll by so many steps of a mouse's wheel, where there is anything to scroll."""
        if self.inside.winfo_reqheight() > self.canvas.winfo_height():
            self.canvas.yview_scroll(steps, "units")

    def _fit(self, _: object) -> None:
        self.canvas.itemconfigure(self._window, width=self.canvas.winfo_width())
        needed, seen = self.inside.winfo_reqheight(), self.canvas.winfo_height()
        self.canvas.configure(scrollregion=(0, 0, 1, max(needed, 1)))
        if needed > seen > 1:
            self._bar.grid(row=0, column=1, sticky="ns")
        else:
            self._bar.grid_remove()
            self.canvas.yview_moveto(0)
