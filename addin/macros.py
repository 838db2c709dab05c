"""The entry points that the ribbon's buttons run: one line each."""

from __future__ import annotations

from addin.excel import buttons


def new_templates() -> None:
    """The button New templates."""
    buttons.press(buttons.new_templates)


def validate_active() -> None:
    """The button Validate."""
    buttons.press(buttons.validate_active)


def validate_folder() -> None:
    """The button Validate folder."""
    buttons.press(buttons.validate_folder)


def consolidate_folder() -> None:
    """The button Consolidate."""
    buttons.press(buttons.consolidate)


def open_last_result() -> None:
    """The button Open last result."""
    buttons.press(buttons.open_last_result)


def show_help() -> None:
    """The button Help."""
    buttons.press(buttons.show_help)
