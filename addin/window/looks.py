"""How the window looks: the house's colours, sizes that follow the screen's scaling, and the ribbon's icons."""

from __future__ import annotations

import tkinter as tk
from pathlib import Path
from tkinter import font, ttk

from addin.ribbon.words import RIBBON
from schemas.excel.house_style import BAND, BLUE, INK, INPUT_FILL, INPUT_LINE, LINE, MUTED, NAVY, PANEL, PAPER, WARN_INK

_POINTS_PER_INCH, _DOTS_AT_ONCE = 72, 96
_ICON_SIZES = (16, 32, 64)
_ICON = 24
"""Dots of an icon at 100 %: the size at or above it is taken."""


def colour(name: str) -> str:
    """A colour of the house style as tk writes it."""
    return f"#{name}"


class Looks:
    """The looks of one window."""

    def __init__(self, root: tk.Tk, scale: float | None = None) -> None:
        if scale is not None:
            root.tk.call("tk", "scaling", scale * _DOTS_AT_ONCE / _POINTS_PER_INCH)
        self.scale = float(root.tk.call("tk", "scaling")) * _POINTS_PER_INCH / _DOTS_AT_ONCE
        """1.0 where a screen is shown at 100 %."""
        self._root = root
        self._icons: dict[str, tk.PhotoImage | None] = {}
        for name in ("TkDefaultFont", "TkTextFont", "TkMenuFont"):
            font.nametofont(name, root).configure(size=10)
        plain = font.nametofont("TkDefaultFont", root)
        self.bold, self.title, self.small = plain.copy(), plain.copy(), plain.copy()
        self.bold.configure(weight="bold")
        self.title.configure(weight="bold", size=14)
        self.small.configure(size=9)
        root.configure(background=colour(PAPER))
        _style(ttk.Style(root), self)

    def dots(self, at_once: float) -> int:
        """So many dots at 100 %, on this screen."""
        return round(at_once * self.scale)

    def icon(self, name: str) -> tk.PhotoImage | None:
        """The ribbon's icon of a button; None where it has none."""
        if name not in self._icons:
            self._icons[name] = self._loaded(name)
        return self._icons[name]

    def _loaded(self, name: str) -> tk.PhotoImage | None:
        wanted = self.dots(_ICON)
        files = {size: RIBBON / "icons" / f"{name}-{size}.png" for size in _ICON_SIZES}
        there: list[tuple[int, Path]] = [(size, file) for size, file in files.items() if file.is_file()]
        enough = [each for each in there if each[0] >= wanted] or there[-1:]
        if not enough:
            return None
        return tk.PhotoImage(master=self._root, file=str(enough[0][1]))


def _style(style: ttk.Style, looks: Looks) -> None:
    style.theme_use("clam")
    gap = looks.dots(4)
    style.configure(
        ".",
        background=colour(PAPER),
        foreground=colour(INK),
        bordercolor=colour(LINE),
        lightcolor=colour(PAPER),
        darkcolor=colour(LINE),
        troughcolor=colour(BAND),
        focuscolor=colour(BLUE),
        selectbackground=colour(BLUE),
        selectforeground=colour(PAPER),
    )
    style.configure("Panel.TFrame", background=colour(PANEL))
    style.configure("Group.TLabel", background=colour(PANEL), foreground=colour(NAVY), font=looks.bold)
    style.configure("Title.TLabel", foreground=colour(NAVY), font=looks.title)
    style.configure("Field.TLabel", font=looks.bold)
    style.configure("Note.TLabel", foreground=colour(MUTED), font=looks.small)
    style.configure("TButton", width=0, padding=(gap * 3, gap), background=colour(BAND), bordercolor=colour(INPUT_LINE))
    style.map(
        "TButton",
        background=[("disabled", colour(PANEL)), ("active", colour(INPUT_FILL))],
        foreground=[("disabled", colour(MUTED))],
        bordercolor=[("focus", colour(NAVY))],
    )
    style.configure("Run.TButton", background=colour(NAVY), foreground=colour(PAPER), font=looks.bold)
    style.map(
        "Run.TButton",
        background=[("disabled", colour(BAND)), ("active", colour(BLUE))],
        foreground=[("disabled", colour(MUTED))],
        focuscolor=[("focus", colour(PAPER))],
    )
    _style_choosing(style, gap)
    for entry in ("TEntry", "TCombobox", "TSpinbox"):
        style.configure(entry, fieldbackground=colour(PAPER), bordercolor=colour(INPUT_LINE), padding=gap)
        style.map(entry, bordercolor=[("focus", colour(NAVY))], lightcolor=[("focus", colour(NAVY))])
    for arrows in ("TCombobox", "TSpinbox"):
        style.configure(arrows, arrowsize=looks.dots(12), background=colour(BAND))
    style.configure("TProgressbar", background=colour(BLUE), thickness=looks.dots(10))
    style.configure("TCheckbutton", indicatorsize=looks.dots(14), padding=gap)
    style.configure("Warn.TLabel", foreground=colour(WARN_INK), font=looks.bold)


def _style_choosing(style: ttk.Style, gap: int) -> None:
    """The buttons of the year, one of which is chosen: a darker fill, and a bar before its icon."""
    style.layout(
        "Choose.TRadiobutton",
        [
            (
                "Button.border",
                {"sticky": "nswe", "children": [("Button.focus", {"sticky": "nswe", "children": [
                    ("Button.padding", {"sticky": "nswe", "children": [("Button.label", {"sticky": "nswe"})]})
                ]})]},
            )
        ],
    )  # fmt: skip
    style.configure(
        "Choose.TRadiobutton",
        background=colour(PANEL),
        bordercolor=colour(PANEL),
        lightcolor=colour(PANEL),
        darkcolor=colour(PANEL),
        padding=(gap * 2, gap // 2),
        anchor="w",
        space=gap * 2,
        focuscolor=colour(PANEL),
    )
    style.map(
        "Choose.TRadiobutton",
        background=[("selected", colour(NAVY)), ("active", colour(INPUT_FILL))],
        foreground=[("selected", colour(PAPER))],
        bordercolor=[("focus", colour(BLUE)), ("selected", colour(NAVY))],
        lightcolor=[("selected", colour(NAVY))],
        darkcolor=[("selected", colour(NAVY))],
        focuscolor=[("focus", colour(LINE))],
    )
