"""A form on the screen: a row for each setting, with its label, its note and how it is filled in."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from pathlib import Path
from tkinter import filedialog, ttk
from typing import Protocol

from addin.ribbon.words import RibbonWording
from addin.window.fields import Field, Kind
from addin.window.looks import Looks, colour
from schemas.excel.house_style import INK, INPUT_LINE, NAVY, PAPER
from schemas.questions import FIRST_YEAR, LAST_YEAR

_YES, _NO = "yes", "no"
_LABEL_WIDTH, _NARROW = 150, 480
"""Dots at 100 %."""


class Picker(Protocol):
    """The dialogs that ask for paths; each returns what was chosen, empty where nothing was."""

    def folder(self, title: str, at: str) -> str:
        """A folder."""

    def file(self, title: str, at: str) -> str:
        """A file."""

    def files(self, title: str, at: str) -> Sequence[str]:
        """Several files."""


class SystemPicker:
    """The dialogs of the system, in front of the window `root`."""

    def __init__(self, root: tk.Tk) -> None:
        self._root = root

    def folder(self, title: str, at: str) -> str:
        return filedialog.askdirectory(parent=self._root, title=title, initialdir=_beside(at))

    def file(self, title: str, at: str) -> str:
        return filedialog.askopenfilename(parent=self._root, title=title, initialdir=_beside(at))

    def files(self, title: str, at: str) -> Sequence[str]:
        chosen = filedialog.askopenfilenames(parent=self._root, title=title, initialdir=_beside(at))
        return tuple(chosen or ())


class Rows:
    """The rows of some fields, in a frame of two columns: labels, and what is filled in."""

    def __init__(self, parent: ttk.Frame, looks: Looks, words: RibbonWording, picker: Picker, width: int) -> None:
        self._parent, self._looks, self._words, self._picker = parent, looks, words.window, picker
        self._values: dict[str, Callable[[], str]] = {}
        self.inputs: dict[str, tk.Widget] = {}
        """By setting: where it is typed or chosen."""
        self._lines: dict[str, Callable[[str], None]] = {}
        """By setting of one line: what puts another value there."""
        self._is_narrow = width < looks.dots(_NARROW)
        """Labels then stand above their fields, and what chooses a path below."""
        parent.columnconfigure(1, weight=1)

    def add(self, field: Field, value: str) -> None:
        """Add a row with `value` in it."""
        row, gap = 3 * len(self.inputs), self._looks.dots(4)
        below = 1 if self._is_narrow else 0
        label = ttk.Label(self._parent, text=field.label, style="Field.TLabel")
        label.grid(row=row, column=below, sticky="new", padx=(0, gap * 3), pady=(gap * 2, 0))
        if self._is_narrow:
            wrapped(label)
        else:
            label.configure(wraplength=self._looks.dots(_LABEL_WIDTH))
        place = ttk.Frame(self._parent)
        place.grid(row=row + below, column=1, sticky="ew", pady=(gap * 2, 0))
        place.columnconfigure(0, weight=1)
        self.inputs[field.name] = self._input(place, field, value)
        note = ttk.Label(self._parent, text=field.note, style="Note.TLabel")
        note.grid(row=row + 1 + below, column=1, sticky="ew")
        wrapped(note)

    def values(self) -> dict[str, str]:
        """What is set in each field."""
        return {name: value() for name, value in self._values.items()}

    def show(self, name: str, value: str) -> None:
        """Show what a setting has become, where it stands in a line of this form."""
        if name in self._lines:
            self._lines[name](value)

    # --- one field ---------------------------------------------------------------------------
    def _input(self, place: ttk.Frame, field: Field, value: str) -> tk.Widget:
        match field.kind:
            case Kind.FILES:
                return self._several(place, field, value)
            case Kind.YES_NO:
                return self._tick(place, field, value)
            case Kind.CHOICE:
                return self._list(place, field, value)
            case _:
                return self._line(place, field, value)

    def _line(self, place: ttk.Frame, field: Field, value: str) -> tk.Widget:
        text = tk.StringVar(place, field.shown(value))
        self._values[field.name] = lambda: field.value(text.get())
        self._lines[field.name] = lambda become: text.set(field.shown(become))
        entry: ttk.Entry
        if field.kind is Kind.YEAR:
            entry = ttk.Spinbox(place, textvariable=text, from_=FIRST_YEAR, to=LAST_YEAR, width=8)
            entry.grid(row=0, column=0, sticky="w")
        else:
            entry = ttk.Entry(place, textvariable=text)
            entry.grid(row=0, column=0, sticky="ew")
        for column, (word, ask) in enumerate(self._ways(field), 1):
            button = ttk.Button(place, text=word, command=lambda ask=ask: self._put(text, ask(field.label, text.get())))  # type: ignore[misc]
            self._beside(button, column)
        return entry

    def _ways(self, field: Field) -> Sequence[tuple[str, Callable[[str, str], str]]]:
        folder, file = self._picker.folder, self._picker.file
        return {
            Kind.FOLDER: [(self._words["pick"], folder)],
            Kind.FILE: [(self._words["pick"], file)],
            Kind.LAST_YEAR: [
                (self._words["pick-folder"], folder),
                (self._words["pick-file"], file),
                (self._words["pick-database"], lambda *_: field.choices[0].shown),
            ],
        }.get(field.kind, [])

    def _beside(self, button: ttk.Button, column: int) -> None:
        """Put a button beside its field, or below it."""
        gap = self._looks.dots(4)
        if self._is_narrow:
            button.grid(row=column, column=0, sticky="w", pady=(gap, 0))
        else:
            button.grid(row=0, column=column, sticky="n", padx=(gap, 0))

    @staticmethod
    def _put(text: tk.StringVar, chosen: str) -> None:
        if chosen:
            text.set(str(Path(chosen)))

    def _list(self, place: ttk.Frame, field: Field, value: str) -> tk.Widget:
        text = tk.StringVar(place, field.shown(value))
        self._values[field.name] = lambda: field.value(text.get())
        box = ttk.Combobox(place, textvariable=text, height=12)
        box.configure(postcommand=lambda: box.configure(values=field.found(text.get())))
        box.configure(values=field.found(""))
        box.grid(row=0, column=0, sticky="ew")
        return box

    def _tick(self, place: ttk.Frame, field: Field, value: str) -> tk.Widget:
        ticked = tk.StringVar(place, _YES if value.casefold() == _YES else _NO)
        self._values[field.name] = ticked.get
        box = ttk.Checkbutton(place, text=self._words["tick"], variable=ticked, onvalue=_YES, offvalue=_NO)
        box.grid(row=0, column=0, sticky="w")
        return box

    def _several(self, place: ttk.Frame, field: Field, value: str) -> tk.Widget:
        box = tk.Text(
            place, height=4, width=20, wrap="none", background=colour(PAPER), foreground=colour(INK), relief="flat",
            highlightthickness=1, highlightbackground=colour(INPUT_LINE), highlightcolor=colour(NAVY),
        )  # fmt: skip
        box.insert("1.0", value)
        box.grid(row=0, column=0, sticky="ew")
        self._values[field.name] = lambda: box.get("1.0", "end").strip()

        def pick() -> None:
            chosen = self._picker.files(field.label, box.get("1.0", "1.end"))
            if chosen:
                box.delete("1.0", "end")
                box.insert("1.0", "\n".join(str(Path(each)) for each in chosen))

        self._beside(ttk.Button(place, text=self._words["pick"], command=pick), 1)
        # In a field of lines a tab goes on to the next field, as in every other.
        box.bind("<Tab>", lambda _: _go(box.tk_focusNext()))
        box.bind("<Shift-Tab>", lambda _: _go(box.tk_focusPrev()))
        return box


def wrapped(label: ttk.Label) -> None:
    """Wrap the words of a label at whatever width it gets."""
    label.configure(wraplength=1_000)
    label.bind("<Configure>", lambda event: label.configure(wraplength=max(event.width - 8, 1)))


def _go(widget: tk.Misc | None) -> str:
    if widget is not None:
        widget.focus_set()
    return "break"


def _beside(at: str) -> str:
    """Where a dialog begins: in the folder `at`, or of the file."""
    path = Path(at.strip().strip('"')).expanduser() if at.strip() else Path.home()
    return str(next((each for each in (path, *path.parents) if each.is_dir()), Path.home()))
