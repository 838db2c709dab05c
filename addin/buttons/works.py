"""What each button of the catalogue does, found when it is pressed: the catalogue itself loads nothing."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from addin.buttons.press import Work

MODULES = {
    "new_templates": "send",
    "letters": "send",
    "status": "receive",
    "validate": "receive",
    "validate_folder": "receive",
    "annotate": "receive",
    "merge": "receive",
    "consolidate": "results",
    "report": "results",
    "open_last_result": "results",
    "check": "helping",
    "help": "helping",
}
"""The module of each button's function, which is called as the button is; `settings` is the surface's own."""

IN_WINDOW = ("check", "help")
"""The buttons that say something else in the window."""


def work_of(name: str) -> Work:
    """What the button `name` does. Raises KeyError for a button that has no work of its own."""
    return _function(name, f"{name}_" if name == "help" else name)


def work_in_window(name: str) -> Work:
    """The same in the window of `kpibook desk`, where `check` and `help` speak of the window."""
    return _function(name, f"{name}_in_window") if name in IN_WINDOW else work_of(name)


def load_ahead() -> None:
    """Load what the buttons need, so that whoever presses one need not wait for it."""
    for module in sorted(set(MODULES.values())):
        import_module(f"addin.buttons.{module}")


def _function(name: str, function: str) -> Work:
    return cast("Work", getattr(import_module(f"addin.buttons.{MODULES[name]}"), function))
