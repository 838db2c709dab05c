"""The entry points that the ribbon's buttons run: one line each.

Each takes the language of the ribbon, and whether the button opened the settings, which are then closed again.
"""

from __future__ import annotations

from addin.buttons.press import press
from addin.buttons.works import work_of
from addin.excel.excel_front import ExcelFront


def new_templates(language: str = "en", closes_settings: bool = False) -> None:
    """The button New templates."""
    _run("new_templates", language, closes_settings=closes_settings)


def letters(language: str = "en", closes_settings: bool = False) -> None:
    """The button Letters."""
    _run("letters", language, closes_settings=closes_settings)


def status(language: str = "en", closes_settings: bool = False) -> None:
    """The button Status."""
    _run("status", language, closes_settings=closes_settings)


def validate(language: str = "en", closes_settings: bool = False) -> None:
    """The button Validate."""
    _run("validate", language, closes_settings=closes_settings)


def validate_folder(language: str = "en", closes_settings: bool = False) -> None:
    """The button Validate folder."""
    _run("validate_folder", language, closes_settings=closes_settings)


def annotate(language: str = "en", closes_settings: bool = False) -> None:
    """The button Annotate."""
    _run("annotate", language, closes_settings=closes_settings)


def merge(language: str = "en", closes_settings: bool = False) -> None:
    """The button Merge."""
    _run("merge", language, closes_settings=closes_settings)


def consolidate(language: str = "en", closes_settings: bool = False) -> None:
    """The button Consolidate."""
    _run("consolidate", language, closes_settings=closes_settings)


def report(language: str = "en", closes_settings: bool = False) -> None:
    """The button Report."""
    _run("report", language, closes_settings=closes_settings)


def open_last_result(language: str = "en", closes_settings: bool = False) -> None:
    """The button Open last result."""
    _run("open_last_result", language, closes_settings=closes_settings)


def check(language: str = "en", closes_settings: bool = False) -> None:
    """The button Check."""
    _run("check", language, closes_settings=closes_settings)


def help(language: str = "en", closes_settings: bool = False) -> None:  # noqa: A001 - the button's name
    """The button Help."""
    _run("help", language, closes_settings=closes_settings)


def _run(name: str, language: str, *, closes_settings: bool) -> None:
    front = ExcelFront.of_caller(language, closes_settings=closes_settings)
    with front.at_work():
        press(front, work_of(name))
