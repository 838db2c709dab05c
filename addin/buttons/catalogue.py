"""The buttons, in the order of the year: the ribbon, the window and the pages are held against this one list."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Group(StrEnum):
    """The groups of the ribbon and of the window, in the order of the year."""

    SEND = "send"
    RECEIVE = "receive"
    RESULTS = "results"
    HELP = "help"


class Runs(StrEnum):
    """What a button needs in front of it."""

    PYTHON = "python"
    """The settings, and what it asks for."""
    WORKBOOK = "workbook"
    """The workbook in front; the window asks for a file instead."""
    SURFACE = "surface"
    """Nothing of Python: ribbon and window do it themselves."""


@dataclass(frozen=True, slots=True)
class Button:
    """One button: its name is that of its ribbon control, its icon, its words and its entry point in `addin.macros`."""

    name: str
    group: Group
    asks: tuple[str, ...] = ()
    """The settings that it asks for before it runs, in this order; each starts with what was chosen last time."""
    runs: Runs = Runs.PYTHON


BUTTONS = (
    Button("new_templates", Group.SEND, ("year", "member", "language", "prefill", "out")),
    Button("letters", Group.SEND, ("kind", "folder", "year", "contacts", "due")),
    Button("status", Group.RECEIVE, ("folder", "year", "due")),
    Button("validate", Group.RECEIVE, runs=Runs.WORKBOOK),
    Button("validate_folder", Group.RECEIVE, ("folder",)),
    Button("annotate", Group.RECEIVE, ("folder",)),
    Button("merge", Group.RECEIVE, ("files",)),
    Button("consolidate", Group.RESULTS, ("folder", "year", "prefill")),
    Button("report", Group.RESULTS, ("folder", "year", "prefill", "public")),
    Button("open_last_result", Group.RESULTS),
    Button("settings", Group.HELP, runs=Runs.SURFACE),
    Button("check", Group.HELP),
    Button("help", Group.HELP),
)
