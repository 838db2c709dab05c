"""The window: the buttons of the year on the left, the form of the one that was chosen, and the log."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from tkinter import messagebox, ttk

from addin.buttons.catalogue import BUTTONS, Button, Group, Runs
from addin.buttons.front import Front
from addin.buttons.typed import typed_path
from addin.log import log_file, note
from addin.ribbon.words import RibbonWording
from addin.window.fields import form_of
from addin.window.form_view import Picker, Rows, SystemPicker, wrapped
from addin.window.kept import KeptSettings
from addin.window.log_view import LogView
from addin.window.looks import Looks, colour
from addin.window.mnemonics import mnemonics
from addin.window.scrolled import Scrolled
from addin.window.system import System
from addin.window.working import End, Ended, Event, Made, Press, Progress, Remembered, Said, Work, Working
from schemas.excel.house_style import PANEL, PAPER

_TICK = 50
"""Milliseconds between two looks at what the work says."""
_SIZE = (960, 700)
"""Dots at 100 %; never more than the screen."""
_EDGES = (16, 64)
"""Dots of the screen that are left to the window's frame and the system's bar."""


@dataclass(frozen=True, slots=True)
class Around:
    """What the window is put together with: a test brings its own."""

    work_of: Callable[[str], Work]
    """The work of a button by its name; it may take a while to load, and is asked in the thread that works."""
    press: Press
    system: System = field(default_factory=System)
    picker: Picker | None = None
    """None for the system's dialogs."""
    confirm: Callable[[str, str], bool] = messagebox.askyesno
    """Asks yes or no, by a title and a question."""
    scale: float | None = None
    """How large everything is; None as the screen says."""


class DeskWindow:
    """The window, in one language; `root` is its own, and runs it."""

    def __init__(
        self, root: tk.Tk, language: str, words: RibbonWording, settings: KeptSettings, around: Around
    ) -> None:
        self.root, self._language, self._words, self.settings, self._around = root, language, words, settings, around
        self._looks = Looks(root, around.scale)
        self._picker = around.picker or SystemPicker(root)
        self._working: Working | None = None
        self._running: Button | None = None
        self._closing = False
        self.chosen = BUTTONS[0]
        self._name = tk.StringVar(root, self.chosen.name)
        self._letters = mnemonics([*(self._label(each.name) for each in BUTTONS), *self._own_labels()])
        self.rows: Rows
        root.title(words.window["title"])
        root.report_callback_exception = self._broken
        root.protocol("WM_DELETE_WINDOW", self.close)
        self._place()
        self._draw()
        self._bind()
        self.choose(self.chosen)
        if settings.damaged is not None:
            self.log.add(words.window["settings-damaged"].format(path=settings.damaged), words.window["mark.refused"])

    # --- what a person does ------------------------------------------------------------------
    def choose(self, button: Button) -> None:
        """Show the form of a button, with the keyboard in its first field."""
        self._keep()
        self.chosen = button
        self._name.set(button.name)
        self.pane.grid_remove()
        self._draw_form(more=False)
        self._show_state()

    def run(self) -> None:
        """Run the button that was chosen, with what its form says."""
        button = self.chosen
        if self._working is not None or button.runs is Runs.SURFACE:
            return
        self._keep()
        self._say("begun")
        settings = self.settings.all()
        self._running = button

        def work(front: Front) -> None:
            # What it needs is loaded in its own thread: at its first use that takes seconds.
            self._around.work_of(button.name)(front)

        self._working = Working(
            work,
            self._around.press,
            self._language,
            settings,
            lambda name: self._around.system.is_open(name, _folders(settings)),
            self._words.window["no-workbook"],
        )
        self.progress.configure(mode="indeterminate")
        self.progress.start()
        self._show_state()
        self.root.after(_TICK, self._listen)

    def stop(self) -> None:
        """Ask the work to end between two files."""
        if self._working is not None:
            self._working.stop()
            self.state.configure(text=self._words.window["stopping"])

    def close(self) -> None:
        """Close the window; where work is under way it is asked for, and ends first."""
        if self._working is None:
            self._keep()
            self.root.destroy()
        elif self._around.confirm(self._words.window["title"], self._words.window["close-while-working"]):
            self._closing = True
            self.stop()

    # --- what the work does ------------------------------------------------------------------
    def _listen(self) -> None:
        working = self._working
        if working is None:
            return
        for event in working.events():
            self._hear(event)
        if self._working is not None:
            self.root.after(_TICK, self._listen)
        elif self._closing:
            self.close()

    def _hear(self, event: Event) -> None:
        match event:
            case Progress():
                self._show_progress(event)
            case Said():
                self._show_said(event)
            case Made():
                self._open_made(event.path)
            case Remembered():
                self.settings.set(event.name, event.value)
                self.rows.show(event.name, event.value)
            case Ended():
                self._end(event.end)

    def _show_said(self, event: Said) -> None:
        """In the log; what *Help* and *Check* say is to be read, and stands where the form was."""
        button = self._running
        if button is self.chosen and button.group is Group.HELP and event.end is End.DONE:
            self.pane.show(self._label(button.name), event.text)
            self.pane.grid()
            self.pane.text.focus_set()
        else:
            self.log.add(event.text, self._mark(event.end))

    def _show_progress(self, event: Progress) -> None:
        if event.total:
            self.progress.stop()
            self.progress.configure(mode="determinate", maximum=event.total, value=event.done)
            template = self._words.window["progress"]
            self.state.configure(text=template.format(done=event.done, total=event.total, name=event.name))
        else:
            self.state.configure(text=event.name)

    def _open_made(self, path: Path) -> None:
        self.log.made.append(path)
        self.log.add(self._words.window["made"].format(path=path))
        self._with_system(self._around.system.open, path)

    def _end(self, end: End) -> None:
        self._say({End.DONE: "done", End.STOPPED: "done-stopped", End.REFUSED: "done-refused"}[end])
        self._working = self._running = None
        self.progress.stop()
        self.progress.configure(mode="determinate", value=0)
        self._save()
        self._show_state()

    # --- helpers -----------------------------------------------------------------------------
    def _label(self, name: str) -> str:
        return self._words.texts[f"{name}.label"]

    def _own_labels(self) -> Iterable[str]:
        return (self._words.window[key] for key in ("run", "stop", "more", "less", "copy", "open", "show"))

    def _mark(self, end: End) -> str:
        marks = {End.DONE: "", End.STOPPED: "mark.stopped", End.REFUSED: "mark.refused"}
        return self._words.window[marks[end]] if marks[end] else ""

    def _say(self, key: str) -> None:
        self.log.add(self._words.window[key].format(button=self._label((self._running or self.chosen).name)))

    def _keep(self) -> None:
        """Keep what stands in the form."""
        if hasattr(self, "rows"):
            for name, value in self.rows.values().items():
                self.settings.set(name, value)
            self._save()

    def _save(self) -> None:
        try:
            self.settings.save()
        except OSError as error:
            sentence = self._words.window["settings-not-kept"]
            told = sentence.format(path=error.filename or "", error=error.strerror or error)
            self.log.add(told, self._words.window["mark.refused"])

    def _with_system(self, do: Callable[[Path], None], path: Path) -> None:
        try:
            do(path)
        except OSError as error:
            note(error, str(path))
            told = self._words.window["not-opened"].format(path=path, error=error.strerror or error)
            self.log.add(told, self._words.window["mark.refused"])

    def _copy(self) -> None:
        """Copy what is chosen, else what *Help* or *Check* shows, else the log."""
        (self.pane if self.pane.winfo_ismapped() and not self.log.has_choice() else self.log).copy()

    def _open_last(self) -> None:
        if self.log.made:
            self._with_system(self._around.system.open, self.log.made[-1])

    def _show_last(self) -> None:
        if self.log.made:
            self._with_system(self._around.system.show, self.log.made[-1])

    def _broken(self, _: object, error: BaseException, __: object) -> None:
        note(error)
        self.log.add(
            self._words.window["broken"].format(error=error, log=log_file()), self._words.window["mark.refused"]
        )

    def _show_state(self) -> None:
        """Which buttons can be pressed, and what is going on."""
        at_work = self._running is not None
        can_run = not at_work and self.chosen.runs is not Runs.SURFACE
        self.run_button.state(["!disabled" if can_run else "disabled"])
        self.stop_button.state(["!disabled" if at_work else "disabled"])
        for button in (self.open_button, self.show_button):
            button.state(["!disabled" if self.log.made else "disabled"])
        words = self._words.window
        working = words["working"].format(button=self._label(self._running.name)) if self._running else words["ready"]
        self.state.configure(text=working)

    # --- drawing -----------------------------------------------------------------------------
    def _place(self) -> None:
        screen = self.root.winfo_screenwidth(), self.root.winfo_screenheight()
        width, height = (min(self._looks.dots(_SIZE[side]), screen[side] - _EDGES[side]) for side in (0, 1))
        self.root.geometry(f"{width}x{height}")

    def _draw(self) -> None:
        gap = self._looks.dots(12)
        self.nav = Scrolled(self.root, colour(PANEL), "Panel.TFrame")
        self.nav.grid(row=0, column=0, rowspan=4, sticky="ns")
        self.choosers = {button.name: chooser for button, chooser in self._draw_buttons()}
        self.nav.inside.update_idletasks()
        self.nav.canvas.configure(width=self.nav.inside.winfo_reqwidth())
        self.form = Scrolled(self.root, colour(PAPER))
        self.form.grid(row=0, column=1, sticky="nsew", padx=gap, pady=(gap, 0))
        words = self._words.window
        self.pane = LogView(self.root, self._looks, words["copy"], words["select-all"])
        self.pane.grid(row=0, column=1, sticky="nsew", padx=gap, pady=(gap, 0))
        self.pane.grid_remove()
        self._draw_run().grid(row=1, column=1, sticky="ew", padx=gap, pady=gap // 2)
        self.log = LogView(self.root, self._looks, words["copy"], words["select-all"])
        self.log.grid(row=2, column=1, sticky="nsew", padx=gap)
        self._draw_log_buttons().grid(row=3, column=1, sticky="w", padx=gap, pady=gap // 2)
        self.root.columnconfigure(1, weight=1)
        self.root.rowconfigure(0, weight=3)
        self.root.rowconfigure(2, weight=1, minsize=self._looks.dots(90))

    def _draw_buttons(self) -> Iterable[tuple[Button, ttk.Radiobutton]]:
        gap = self._looks.dots(4)
        for group in Group:
            label = ttk.Label(self.nav.inside, text=self._label(f"group_{group.value}"), style="Group.TLabel")
            label.pack(fill="x", padx=gap * 2, pady=(gap * 2, gap // 2))
            for button in (each for each in BUTTONS if each.group is group):
                text, icon = self._label(button.name), self._looks.icon(button.name)
                chooser = ttk.Radiobutton(
                    self.nav.inside, text=text, underline=self._letters.get(text, -1), style="Choose.TRadiobutton",
                    variable=self._name, value=button.name, command=lambda button=button: self.choose(button),  # type: ignore[misc]
                    compound="left", image=icon or "",
                )  # fmt: skip
                chooser.pack(fill="x", padx=gap)
                yield button, chooser

    def _draw_form(self, more: bool) -> None:
        for child in self.form.inside.winfo_children():
            child.destroy()
        name = self.chosen.name
        ttk.Label(self.form.inside, text=self._label(name), style="Title.TLabel").pack(anchor="w")
        told = ttk.Label(self.form.inside, text=self._words.in_window(f"{name}.supertip"))
        told.pack(fill="x", pady=(0, self._looks.dots(4)))
        wrapped(told)
        form = form_of(self.chosen, self._language, self._words)
        table = ttk.Frame(self.form.inside)
        table.pack(fill="x")
        self.rows = Rows(table, self._looks, self._words, self._picker, self._form_width())
        for each in (*form.asked, *(form.more if more else ())):
            self.rows.add(each, self.settings.get(each.name))
        if form.more:
            self._draw_more(more)
        for widget in self.rows.inputs.values():
            widget.bind("<FocusIn>", lambda event: self.form.follow(event.widget), add="+")
        self.form.canvas.yview_moveto(0)

    def _form_width(self) -> int:
        """The dots that a form has: before the window is shown, what it will have."""
        self.root.update_idletasks()
        return self.form.canvas.winfo_width()

    def _draw_more(self, more: bool) -> None:
        text = self._words.window["less" if more else "more"]

        def fold() -> None:
            self._keep()
            self._draw_form(not more)
            self.more_button.focus_set()

        self.more_button = self._button(self.form.inside, "less" if more else "more", fold)
        self.more_button.configure(text=f"{text} {'▴' if more else '▾'}")
        self.more_button.pack(anchor="w", pady=self._looks.dots(8))

    def _draw_run(self) -> ttk.Frame:
        frame, gap = ttk.Frame(self.root), self._looks.dots(8)
        self.run_button = self._button(frame, "run", self.run, "Run.TButton")
        self.run_button.grid(row=0, column=0)
        self.stop_button = self._button(frame, "stop", self.stop)
        self.stop_button.grid(row=0, column=1, padx=gap)
        self.progress = ttk.Progressbar(frame, mode="determinate")
        self.progress.grid(row=0, column=2, sticky="ew")
        self.state = ttk.Label(frame, text="", width=1)
        self.state.grid(row=1, column=0, columnspan=3, sticky="ew", pady=(gap // 2, 0))
        frame.columnconfigure(2, weight=1)
        return frame

    def _draw_log_buttons(self) -> ttk.Frame:
        frame, gap = ttk.Frame(self.root), self._looks.dots(8)
        self.copy_button = self._button(frame, "copy", self._copy)
        self.open_button = self._button(frame, "open", self._open_last)
        self.show_button = self._button(frame, "show", self._show_last)
        for column, button in enumerate((self.copy_button, self.open_button, self.show_button)):
            button.grid(row=0, column=column, padx=(0, gap))
        return frame

    def _button(self, parent: tk.Misc, key: str, command: Callable[[], None], style: str = "TButton") -> ttk.Button:
        text = self._words.window[key]
        return ttk.Button(parent, text=text, underline=self._letters.get(text, -1), command=command, style=style)

    # --- keyboard ----------------------------------------------------------------------------
    def _bind(self) -> None:
        self.root.bind("<Escape>", lambda _: self.stop())
        self.root.bind("<F1>", lambda _: self._help())
        for event in ("<Return>", "<KP_Enter>"):
            self.root.bind(event, self._enter)
        for button in BUTTONS:
            self._bind_letter(self._label(button.name), lambda button=button: self._jump(button))  # type: ignore[misc]
        doing = {"run": self.run, "stop": self.stop, "copy": self._copy, "open": self._open_last}
        doing |= {"show": self._show_last, "more": self._fold, "less": self._fold}
        for key, do in doing.items():
            self._bind_letter(self._words.window[key], do)
        self.root.bind("<MouseWheel>", lambda event: self._wheel(event.widget, -1 if event.delta > 0 else 1))
        self.root.bind("<Button-4>", lambda event: self._wheel(event.widget, -1))
        self.root.bind("<Button-5>", lambda event: self._wheel(event.widget, 1))

    def _bind_letter(self, label: str, do: Callable[[], None]) -> None:
        if label in self._letters:
            letter = label[self._letters[label]].casefold()
            self.root.bind(f"<Alt-{letter}>", lambda _: do())

    def _jump(self, button: Button) -> None:
        """To the form of a button, with the keyboard in its first field, or on Run where it has none."""
        self.choose(button)
        first = next(iter(self.rows.inputs.values()), self.run_button)
        first.focus_set()

    def _help(self) -> None:
        self._jump(next(button for button in BUTTONS if button.name == "help"))
        self.run()

    def _fold(self) -> None:
        if form_of(self.chosen, self._language, self._words).more:
            self.more_button.invoke()

    def _enter(self, event: tk.Event[tk.Misc]) -> None:
        """Enter presses the button that has the keyboard; elsewhere it runs, but in a field of several lines."""
        if isinstance(event.widget, ttk.Button):
            event.widget.invoke()
        elif not isinstance(event.widget, tk.Text):
            self.run()

    def _wheel(self, widget: object, steps: int) -> None:
        for scrolled in (self.nav, self.form):
            if str(widget).startswith(str(scrolled)):
                scrolled.turn(steps)


def _folders(settings: dict[str, str]) -> list[Path]:
    """Where workbooks lie that a work may want to replace."""
    typed = (settings.get("out", ""), settings.get("folder", ""), *settings.get("files", "").splitlines())
    paths = [path for path in map(typed_path, typed) if path is not None]
    return [folder for path in paths for folder in (path, path.parent)]
